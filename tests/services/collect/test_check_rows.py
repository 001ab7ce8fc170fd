"""The quick check of an import says what the check of one worker says, word for word and in its order."""

from dataclasses import replace
from datetime import date

import pytest

from ucj_desktop.domain.rules import check_worker, rules_in_force
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.context import rule_context
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.collect.check_rows import RowChecker

CONTEXT = rule_context(date(2026, 11, 22), "730201")
TROUBLES = make_people(5, 1_500, "730201", trouble=USUAL)
PEOPLE = [one.worker for one in TROUBLES]
NUMBERS = (
    "", "730201", "?730201", "7302015708800001", "7302015708800002", "7302015708800000", "7302013108800001",
    "7302017108800001", "7302019908800001", "7302010013800001", "7302012902810001", "9902011708800001",
    "7399991708800001", "7400001708800001", "73020117088000", "73020117088000011", "73O2011708800001",
)  # fmt: skip


def said(checker: RowChecker, worker: Worker) -> list[tuple[str, ...]]:
    return [(one.code, one.severity, one.field, one.what, one.fix) for one in checker.check([worker])[0]]


def expected(worker: Worker) -> list[tuple[str, ...]]:
    return [(one.code, one.severity, one.field, one.what, one.fix) for one in check_worker(worker, CONTEXT)]


@pytest.mark.parametrize("columns", [(), ("full_name", "nik"), tuple(Worker.__dataclass_fields__)], ids=len)
def test_it_says_what_the_check_of_one_worker_says(columns: tuple[str, ...]) -> None:
    checker = RowChecker(CONTEXT, columns)
    for worker in PEOPLE:
        assert said(checker, worker) == expected(worker)


def test_it_says_so_again_when_values_come_back_in_other_company() -> None:
    checker = RowChecker(CONTEXT, ("full_name", "nik", "birth_date", "mother_name", "occupation"))
    for worker, other in zip(PEOPLE, reversed(PEOPLE), strict=True):
        mixed = replace(worker, birth_date=other.birth_date, mother_name=other.mother_name, occupation=other.occupation)
        assert said(checker, mixed) == expected(mixed)
        bare = replace(mixed, village_code="", sex=None, heir_name=other.full_name, weekly_hours=130, rt="00x")
        assert said(checker, bare) == expected(bare)


def test_fields_that_the_sheet_does_not_state_are_each_looked_at_all_the_same() -> None:
    """Two workers of whom an absent field differs, whichever it is, are not taken for one."""
    checker = RowChecker(CONTEXT, ("note",))
    first = PEOPLE[0]
    assert said(checker, first) == expected(first)
    for other in PEOPLE[1:200]:
        for field in Worker.__dataclass_fields__:
            changed = replace(first, **{field: getattr(other, field)})
            assert said(checker, changed) == expected(changed), field


def test_workers_checked_together_are_told_what_each_is_told_alone() -> None:
    unread = [replace(one, birth_date=None, unread={"birth_date": "32/13/1980"}) for one in PEOPLE[:40]]
    short = [replace(one, nik=one.nik[:6], kk_number=one.nik[:6]) for one in PEOPLE[:40]]
    everybody = [*PEOPLE, *unread, *short, *PEOPLE[:40]]
    together = RowChecker(CONTEXT, tuple(Worker.__dataclass_fields__)).check(everybody)
    for worker, told in zip(everybody, together, strict=True):
        assert [(one.code, one.severity, one.field, one.what, one.fix) for one in told] == expected(worker)


def test_rules_that_say_what_they_see_see_no_more() -> None:
    """Of any two workers of whom such a rule sees the same it says the same."""
    doubtful = [replace(one, nik=nik, kk_number=nik) for one in PEOPLE[:20] for nik in NUMBERS]
    seen = [one for one in rules_in_force(CONTEXT) if one.alike is not None]
    assert len(seen) > 8
    for rule in seen:
        assert rule.alike is not None
        said_of: dict[object, object] = {}
        for worker in (*PEOPLE, *doubtful):
            complaint = rule.judge(worker, CONTEXT)
            assert said_of.setdefault(rule.alike(worker), complaint) == complaint, (rule.code, worker.nik)
