"""The budget as its annex shows it: a decision as it was frozen, or who would have a place now."""

from ucj_desktop.domain.budget_decision import BudgetSetup, months_in_words
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.tariff import FUNDING_LABELS
from ucj_desktop.reports.budget_facts import BudgetFacts, LineFacts
from ucj_desktop.services.district.budget_outlook import budget_outlook
from ucj_desktop.services.district.decide_budget import decided_places, rows_of
from ucj_desktop.services.office import Office


def decided_facts(office: Office, number: int = 0) -> BudgetFacts:
    """A decision (0: the last one). Raises NoSuchDecision, DecisionNotSound."""
    one, rows = decided_places(office, number)
    return BudgetFacts(
        number=one.number,
        head=_head(office),
        rows=rows,
        lines=_lines(one.setup),
        decree_number=one.decree_number,
        decree_date=one.decree_date,
        decree_about=one.decree_about,
        digest=one.digest,
    )


def planned_facts(office: Office, progress: Progress = SILENT) -> BudgetFacts:
    """Who would have a place now. Raises BudgetIsDistrict, NoTariffForMonth."""
    found = budget_outlook(office, progress)
    return BudgetFacts(number=0, head=_head(office), rows=rows_of(office, found), lines=_lines(found.setup))


def _head(office: Office) -> str:
    place = office.places.by_code(office.code)
    return place.head if place else "Bupati"


def _lines(setup: BudgetSetup) -> dict[str, LineFacts]:
    return {
        one.line_id: LineFacts(name=one.name, funding=FUNDING_LABELS[one.funding], months=months_in_words(one))
        for one in setup.lines
    }
