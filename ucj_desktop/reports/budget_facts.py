"""What the annex of the budget's decree needs to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ucj_desktop.domain.budget_decision import DecidedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """A funding line as the paper names it."""

    name: str
    funding: str  # APBD kabupaten
    months: str  # Januari-Desember 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFacts:
    """Who is paid by the budget, in the order of the annex; `number` is 0 before it is decided."""

    number: int
    head: str  # Bupati, Wali Kota
    rows: Sequence[DecidedPlace]
    lines: Mapping[str, LineFacts]  # by line id
    decree_number: str = ""
    decree_date: date | None = None
    decree_about: str = ""
    digest: str = ""  # of the decision, hex
