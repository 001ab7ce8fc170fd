"""Rounds (putaran verifikasi): one village in one period, with its quota and deadline."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A verification round of one village; a worker is in at most one open round."""

    round_id: str
    village_code: str
    period: int  # tahun anggaran
    quota: int | None = None
    deadline: date | None = None
    opened_at: str = ""  # ISO 8601, UTC
    closed_at: str = ""  # empty: open
