"""Why two workers may be one person, field by field."""

from ucj_desktop.domain.worker import Worker
from ucj_desktop.matching.person import person_of
from ucj_desktop.matching.reasons import Reason as Reason  # also for the doors
from ucj_desktop.matching.score import compare


def evidence_of(a: Worker, b: Worker) -> tuple[float, tuple[Reason, ...]]:
    """(score 0 to 1, what each field says: it agrees, differs, or is not stated on one side)."""
    compared = compare(person_of(a), person_of(b))
    return compared.score, compared.reasons


def score_between(a: Worker, b: Worker) -> float:
    """The score alone."""
    return compare(person_of(a), person_of(b)).score
