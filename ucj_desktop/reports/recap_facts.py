"""What the paper of a recap needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.coverage import Coverage, CoverageFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRow:
    """Workers of one village, kecamatan, occupation ...; eligible + not_eligible + waiting = total."""

    name: str
    total: int
    eligible: int
    not_eligible: int
    waiting: int
    sent: int
    accepted: int  # registered ones too
    returned: int
    registered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderRow:
    """How one kecamatan's packages became the workers here: brought - refused - withdrawn - merged - gone = here."""

    name: str
    packages: int
    brought: int
    refused: int
    withdrawn: int
    merged: int
    gone: int
    here: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapFacts:
    """A recap as it was counted when it was printed."""

    counted_by: str  # Kecamatan, Kelompok umur ...
    rows: Sequence[CountedRow]
    total: CountedRow
    equation: str
    balances: bool
    senders: Sequence[SenderRow]
    coverage: Coverage | None
    figures: CoverageFigures
