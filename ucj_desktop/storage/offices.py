"""The office's own keys, and the cards of other offices that people compared and pinned."""

from dataclasses import dataclass
from enum import StrEnum

from ucj_desktop.domain.card_revocation import REVOCATION_LABELS, RevocationReason
from ucj_desktop.storage.database import Connection

_COLUMNS = (
    "office_code, fingerprint, name, kind, card, pinned_by, pinned_at, compared_with,"
    " ended_at, ended_by, ended_how, ended_reason"
)
_OWN = "own"
_ENDED = {"replaced": "diganti", "revoked": "dicabut"}


class Ending(StrEnum):
    """How a card ceased to be in force."""

    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedOffice:
    """Another office's card, compared by people; ``card`` is the card file's bytes. What ended it stays beside it."""

    office_code: str
    name: str
    kind: str
    card: bytes
    fingerprint: str
    pinned_by: str  # account id
    pinned_at: str
    compared_with: str = ""  # who read the digits out at the other office
    ended_at: str = ""  # empty: in force
    ended_by: str = ""  # account id
    ended_how: str = ""  # an Ending
    ended_reason: str = ""  # why it was revoked

    @property
    def is_in_force(self) -> bool:
        return not self.ended_at

    @property
    def is_revoked(self) -> bool:
        return self.ended_how == Ending.REVOKED

    @property
    def state_words(self) -> str:
        """berlaku, diganti, or dicabut with the reason."""
        if self.is_in_force:
            return "berlaku"
        return (
            f"dicabut: {REVOCATION_LABELS[RevocationReason(self.ended_reason)]}"
            if self.ended_reason
            else _ENDED[self.ended_how]
        )


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """One pair of the office's own keys; ``until`` is empty for the present ones."""

    signing_seed: bytes  # Ed25519
    sealing_identity: str  # age
    until: str


def put_own_keys(connection: Connection, signing_seed: bytes, sealing_identity: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO office_keys (name, signing_seed, sealing_identity) VALUES (?, ?, ?)",
        (_OWN, signing_seed, sealing_identity),
    )


def retire_own_keys(connection: Connection, at: str) -> None:
    """The present keys become former ones, which bear the moment as their name."""
    connection.exec_driver_sql("UPDATE office_keys SET name = ? WHERE name = ?", (at, _OWN))


def own_keys(connection: Connection) -> list[OwnKeys]:
    """This office's keys, the present ones first, then the former ones from the newest to the oldest."""
    found = connection.exec_driver_sql(
        "SELECT signing_seed, sealing_identity, CASE name WHEN ? THEN '' ELSE name END AS until FROM office_keys"
        " ORDER BY name = ? DESC, name DESC",
        (_OWN, _OWN),
    )
    return [OwnKeys(seed, identity, until) for seed, identity, until in found]


def pin(connection: Connection, office: PinnedOffice) -> None:
    """Put a card in force. The one before it must have ended; the same card again is told who compared it anew."""
    connection.exec_driver_sql(
        f"INSERT INTO offices ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '')"
        " ON CONFLICT (office_code, fingerprint) DO UPDATE SET name = excluded.name, card = excluded.card,"
        " pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at, compared_with = excluded.compared_with",
        (
            office.office_code,
            office.fingerprint,
            office.name,
            office.kind,
            office.card,
            office.pinned_by,
            office.pinned_at,
            office.compared_with,
        ),
    )


def end(connection: Connection, office_code: str, how: Ending, *, at: str, by: str, reason: str = "") -> None:
    """The card in force is so no longer; it stays in the history."""
    connection.exec_driver_sql(
        "UPDATE offices SET ended_at = ?, ended_by = ?, ended_how = ?, ended_reason = ?"
        " WHERE office_code = ? AND ended_at = ''",
        (at, by, how.value, reason, office_code),
    )


def card_history(connection: Connection) -> list[PinnedOffice]:
    """Every card that was ever pinned, by office, the newest first."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM offices ORDER BY office_code, pinned_at DESC")
    names = [name.strip() for name in _COLUMNS.split(",")]
    return [PinnedOffice(**dict(zip(names, row, strict=True))) for row in found]


def pinned(connection: Connection) -> list[PinnedOffice]:
    """What we know each office by: its card in force, or the last one it had; one an office, by code."""
    newest: dict[str, PinnedOffice] = {}
    for one in card_history(connection):
        kept = newest.get(one.office_code)
        if kept is None or (one.is_in_force and not kept.is_in_force):
            newest[one.office_code] = one
    return list(newest.values())
