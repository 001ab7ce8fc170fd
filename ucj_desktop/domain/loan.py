"""The laptop at the meeting: a copy of the office's store on loan, and what may be done on it."""

from dataclasses import dataclass
from enum import StrEnum

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import ACTION_LABELS, Action

# What a meeting needs. All else is done at the office's computer, so that nothing is numbered, sent or joined twice.
ON_LAPTOP = frozenset(
    {
        Action.LOOK,
        Action.CORRECT,
        Action.CONFIRM_WARNING,
        Action.VERIFY,
        Action.VALIDATE,
        Action.PRINT,
        Action.EXPORT,
        Action.SHOW_FULL_NIK,
        Action.LOOK_AT_JOURNAL,
        Action.CHECK,
        Action.BACK_UP,
        Action.RESTORE,
    }
)


class LoanEnd(StrEnum):
    """How a loan ended, at the office's computer."""

    OUT = ""
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """One loan of a laptop. ``n`` and ``head`` are the journal's last row when the copy was made."""

    loan_id: str
    lent_at: str  # ISO 8601, UTC
    village_codes: tuple[str, ...]
    n: int
    head: str  # hex
    account_id: str = ""
    ended_at: str = ""
    end: LoanEnd = LoanEnd.OUT
    taken_n: int = 0  # the laptop's journal as far as it was taken in

    @property
    def is_out(self) -> bool:
        return self.end is LoanEnd.OUT


class NotOnLaptop(ClerkError):
    """A copy on loan refuses what only the office's computer does."""

    code = "LAPTOP-01"

    def __init__(self, action: Action) -> None:
        super().__init__(
            what=f"Ini laptop rapat: {ACTION_LABELS[action]} tidak dilakukan di sini.",
            fix="Bawa pulang hasil rapatnya (Verifikasi, tombol laptop), lalu lakukan di komputer kantor.",
        )
