"""The quick check of an import says what the check of one worker says, word for word and in its order."""

from dataclasses import replace
from datetime import date

import pytest

from ucj_desktop.domain.rules import check_worker
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.context import rule_context
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.collect.check_rows import RowChecker

CONTEXT = rule_context(date(2026, 11, 22), "730201")
TROUBLES = make_people(5, 1_500, "730201", trouble=USUAL)
PEOPLE = [one.worker for one in TROUBLES]


def said(checker: RowChecker, worker: Worker) -> list[tuple[str, ...]]:
    return [(one.code, one.severity, one.field, one.what, one.fix) for one in checker.check(worker)]


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
