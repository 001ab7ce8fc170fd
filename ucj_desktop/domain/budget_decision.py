"""What a district set about its budget, and a decision (penetapan): who has a place, by which line, for how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ucj_desktop.domain.budget import BudgetLine, Precedence
from ucj_desktop.domain.dates import MONTHS

USUAL_ORDER: Final = (Precedence.DESIL, Precedence.RISK, Precedence.AGE, Precedence.VALIDATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSetup:
    """The budget of one period: its funding lines in the order in which they pay, and who comes first."""

    period: int
    lines: tuple[BudgetLine, ...] = ()
    order: tuple[Precedence, ...] = USUAL_ORDER
    quotas: Mapping[str, int] = field(default_factory=dict)  # people by code of a kecamatan (6) or village (10)
    keeps_places: bool = True  # who was decided before keeps the place as long as he or she may have one

    @property
    def ceiling(self) -> int:
        """Whole rupiah of all lines."""
        return sum(one.ceiling for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPlace:
    """One worker with a place, as the decision froze him or her; `cost` is whole rupiah for all `months`."""

    position: int  # from 1
    worker_id: str
    line_id: str
    months: int
    cost: int
    nik: str
    full_name: str
    village_code: str
    village_name: str
    office_name: str  # of the kecamatan
    occupation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetDecision:
    """A decision; of a period the last one counts, and none is ever changed but for its decree, written in later."""

    decision_id: str
    period: int
    number: int  # 1, 2 ... within the period
    setup: BudgetSetup
    people: int
    cost: int  # whole rupiah
    digest: str  # SHA-256 of everything it froze
    account_id: str
    at: str  # ISO 8601, UTC
    signature: str  # by the account
    decree_number: str = ""  # of the Keputusan Bupati; empty: not written in yet
    decree_date: date | None = None
    decree_about: str = ""


class WhyOut(StrEnum):
    """Why somebody who had a place has none now."""

    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    MERGED = "merged"
    NO_PLACE = "no_place"


WHY_OUT_LABELS: Final = {
    WhyOut.WITHDRAWN: "ditarik kecamatan",
    WhyOut.RETURNED: "dikembalikan",
    WhyOut.MERGED: "digabung dengan data lain",
    WhyOut.NO_PLACE: "tidak lagi muat",
}


def months_in_words(line: BudgetLine) -> str:
    """Januari-Desember 2026, or November 2026-Februari 2027, or one month."""
    last = line.first_month.month - 1 + line.months - 1
    years, month = divmod(last, 12)
    year = line.first_month.year + years
    first_name, last_name = MONTHS[line.first_month.month - 1], MONTHS[month]
    if line.months <= 1:
        return f"{first_name} {line.first_month.year}"
    begins = first_name if year == line.first_month.year else f"{first_name} {line.first_month.year}"
    return f"{begins}-{last_name} {year}"


def came_and_went(before: Iterable[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of two lists of worker ids: who came, in the order of the new one, and who went, in that of the old one."""
    earlier, later = list(before), set(now)
    known = set(earlier)
    return [one for one in now if one not in known], [one for one in earlier if one not in later]
