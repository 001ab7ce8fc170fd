"""Why two workers may be the same person, field by field."""

from dataclasses import replace

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.worker import Worker
from ucj_desktop.matching.person import person_of
from ucj_desktop.matching.reasons import Reason as Reason  # also for the doors
from ucj_desktop.matching.score import compare

_SIDES = ("orang pertama", "orang kedua")


def evidence_of(a: Worker, b: Worker) -> tuple[float, tuple[Reason, ...]]:
    """(score 0 to 1, what each field says: it agrees, differs, or is not stated on one side)."""
    compared = compare(person_of(a), person_of(b))
    return compared.score, tuple(_with_side(one, a, b) for one in compared.reasons)


def score_between(a: Worker, b: Worker) -> float:
    """The score alone."""
    return compare(person_of(a), person_of(b)).score


def _with_side(reason: Reason, a: Worker, b: Worker) -> Reason:
    """Where a field says nothing because it is blank: whose it is."""
    code = reason.field
    blank = [one for one in (a, b) if getattr(one, code) in ("", None)]
    if reason.agrees is not None or not blank:
        return reason
    whose = "keduanya" if len(blank) == 2 else _SIDES[0] if blank[0] is a else _SIDES[1]
    is_unread = any(code in one.unread for one in blank)
    words = f"{BY_CODE[code].label} {whose} {'tidak terbaca' if is_unread else 'belum diisi'}"
    return replace(reason, words=words)
