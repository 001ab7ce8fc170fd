"""Occupations: what a worker really does, and what the KTP says, which is another list."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol


class Sector(StrEnum):
    """The sectors a tariff may tell apart (PP 50/2025)."""

    TRANSPORT = "transport"
    OTHER = "other"


SECTOR_LABELS: Final = {Sector.TRANSPORT: "Transportasi", Sector.OTHER: "Selain transportasi"}


class Look(StrEnum):
    """Why an occupation asks for a closer look: such people are seldom vulnerable workers."""

    NOTHING = "nothing"
    STATE = "state"
    WAGE_EARNER = "wage_earner"
    OTHER_SCHEME = "other_scheme"
    NOT_WORKING = "not_working"


LOOK_LABELS: Final = {
    Look.NOTHING: "tidak perlu diperiksa",
    Look.STATE: "ASN, TNI, POLRI atau pensiunan",
    Look.WAGE_EARNER: "penerima upah",
    Look.OTHER_SCHEME: "biasanya sudah dijamin lewat desa atau instansi",
    Look.NOT_WORKING: "belum atau tidak bekerja",
}


class Risk(StrEnum):
    """How dangerous the work is; a proposal of the programme, for the order of priority only."""

    USUAL = "usual"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """A real occupation as villages name it."""

    name: str
    group: str
    sector: Sector = Sector.OTHER
    look: Look = Look.NOTHING
    risk: Risk = Risk.USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class KtpOccupation:
    """One line of the list behind the KTP; `number` is Dukcapil's, 1 to 89."""

    number: int
    name: str
    look: Look = Look.NOTHING


class OccupationTable(Protocol):
    """What the rules ask of the lists of occupations."""

    def find(self, text: str) -> Occupation | None:
        """Give the real occupation a text names, by name or other word for it."""

    def find_ktp(self, text: str) -> KtpOccupation | None:
        """Give the KTP occupation a text or number names."""
