"""Many workers mended at once in a real store: shown before, written together, taken back by one undo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.demo_office import make_office, put_people
from tests.domain.rules.sound_worker import SOUND
from tests.stages import unguarded, vouch
from tests.working_day import table
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.rules import RULES, check_worker
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.worker import Sex
from ucj_desktop.services.accuracy.check_workers import rules_context
from ucj_desktop.services.accuracy.fix_many import (
    SET_FIELD,
    FixAsked,
    NoSuchFix,
    NothingToFix,
    ValueAgainstRules,
    fix_many,
    preview_fix,
    value_to_set,
)
from ucj_desktop.services.accuracy.fixes import FIXES, SETTABLE, Known, fixes_of
from ucj_desktop.services.accuracy.undo_fix import FixNotThere, last_fix, undo_fix
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    made = make_office(tmp_path_factory.mktemp("fixes") / "office")
    yield Known(rules_context(made), VillageFinder(made))
    made.close()


def _keep(office: Office, *records: WorkerRecord) -> None:
    with office.database.writing() as connection:
        vouch(office, connection, records)
        with unguarded(connection):
            workers.add(connection, records)


def _person(**changed: Any) -> WorkerRecord:
    return WorkerRecord(replace(SOUND, worker_id=new_id(), **changed))


def _all(office: Office) -> dict[str, WorkerRecord]:
    with office.database.reading() as connection:
        return {one.worker.worker_id: one for one in workers.each(connection, WorkerFilter())}


# What each fix makes of a worker whom its rule complains of: the rule, what is changed in the sound worker, the values.
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "phone": ("TT-07", {"phone": "+62 812-3456-7890"}, {"phone": "081234567890"}),
    "heir-phone": ("PR-10", {"heir_phone": "81234567890"}, {"heir_phone": "081234567890"}),
    "nik-signs": ("ID-03", {"nik": "'7302 0117.0880 OOO1"}, {"nik": "7302011708800001"}),
    "kk-signs": ("ID-20", {"kk_number": "7302.011205.140003"}, {"kk_number": "7302011205140003"}),
    "birth-date-from-nik": (
        "BC-01", {"birth_date": None, "unread": {"birth_date": "17 Agst 80x"}},
        {"birth_date": date(1980, 8, 17), "unread": {}},
    ),
    "sex-from-nik": ("ID-19", {"sex": None}, {"sex": Sex.MALE}),
    "swap-nik-and-kk": (
        "ID-11", {"nik": "7302011205140003", "kk_number": "7302011708800001"},
        {"nik": "7302011708800001", "kk_number": "7302011205140003"},
    ),
    "rt-rw": ("TT-04", {"rt": "RT 2/RW 1", "rw": ""}, {"rt": "002", "rw": "001"}),
    "village": (
        "BC-11", {"village_code": "", "unread": {"village_code": "Ds. Bialo"}},
        {"village_code": "7302012004", "unread": {}},
    ),
    "occupation": ("", {"occupation": "pkl"}, {}),
    "ktp-occupation": ("", {"occupation_ktp": "9"}, {"occupation_ktp": "PETANI/PEKEBUN"}),
    "name-gaps": ("", {"full_name": " Basri  Tahir"}, {"full_name": "Basri Tahir"}),
    "name-capitals": ("", {"full_name": "Basri Tahir"}, {"full_name": "BASRI TAHIR"}),
}  # fmt: skip


def test_every_fix_has_its_case() -> None:
    assert set(CASES) == set(FIXES)
    assert {code for one in FIXES.values() for code in one.rules} <= set(RULES)


@pytest.mark.parametrize("code", CASES)
def test_a_fix_writes_what_its_rule_wants_and_the_rule_is_content(known: Known, code: str) -> None:
    rule, changed, wanted = CASES[code]
    worker = replace(SOUND, **changed)
    after = replace(worker, **{**FIXES[code].values(worker, known), "unread": {}})
    for field, value in wanted.items():
        told = getattr(after, field)
        assert (told.upper() if field == "occupation_ktp" else told) == value
    assert after != worker
    if rule:
        assert rule in {one.code for one in check_worker(worker, known.context)}
        assert rule not in {one.code for one in check_worker(after, known.context)}
        assert FIXES[code] in fixes_of(rule)


@pytest.mark.parametrize("code", sorted(set(FIXES) - {"name-capitals", "ktp-occupation"}))
def test_a_fix_leaves_a_sound_worker_alone(known: Known, code: str) -> None:
    given = FIXES[code].values(SOUND, known)
    assert code == "swap-nik-and-kk" or replace(SOUND, **given) == SOUND


def test_what_was_shown_is_what_is_written_and_one_undo_restores_the_store(office: Office) -> None:
    put_people(office, 150)
    before = table(office, "workers")
    plan = preview_fix(office, FixAsked(fix="name-capitals"))
    assert plan.looked_at == plan.to_write == 150
    assert table(office, "workers") == before
    done = fix_many(office, plan)
    assert (done.written, done.left) == (150, 0)
    kept = _all(office)
    assert all(kept[row.worker_id].worker == row.after for row in plan.rows)
    assert last_fix(office) == done.batch
    undone = undo_fix(office, done.batch)
    assert (undone.restored, undone.refused) == (150, ())
    assert table(office, "workers") == before
    assert last_fix(office) == ""
    with pytest.raises(FixNotThere):
        undo_fix(office, done.batch)


def test_only_those_with_the_finding_are_touched_and_each_change_is_shown(office: Office) -> None:
    bad, sound = _person(phone="+62 812 3456 7890", nik=""), _person(nik="", phone="0812 3")
    _keep(office, bad, sound)
    plan = preview_fix(office, FixAsked(fix="phone", rule="TT-07"))
    (row,) = plan.rows
    assert plan.looked_at == 2
    assert [(one.field, one.before, one.after) for one in row.changes] == [
        ("phone", "+62 812 3456 7890", "081234567890")
    ]


def test_one_value_is_given_to_the_chosen(office: Office) -> None:
    chosen, other = _person(source=""), _person(source="")
    _keep(office, chosen, other)
    asked = FixAsked(fix=SET_FIELD, field="source", value="DTSEN", worker_ids=(chosen.worker.worker_id,))
    fix_many(office, preview_fix(office, asked))
    assert sorted(one.worker.source for one in _all(office).values()) == ["", "DTSEN"]


@pytest.mark.parametrize("field", ["nik", "full_name", "birth_date", "kk_number", "phone", "mother_name", "nonsense"])
def test_what_tells_people_apart_is_not_set_for_many(office: Office, field: str) -> None:
    assert field not in SETTABLE
    with pytest.raises(NoSuchFix):
        preview_fix(office, FixAsked(fix=SET_FIELD, field=field, value="x"))


def test_a_fix_that_there_is_not_is_refused(office: Office) -> None:
    with pytest.raises(NoSuchFix):
        preview_fix(office, FixAsked(fix="full_name"))


def test_who_stands_in_closed_minutes_is_shown_and_left(office: Office) -> None:
    frozen = WorkerRecord(_person().worker, Standing(minutes_id="closed"))
    _keep(office, frozen)
    plan = preview_fix(office, FixAsked(fix="name-capitals"))
    assert (plan.to_write, plan.rows[0].refusal) == (0, "Sudah masuk berita acara yang ditutup.")
    with pytest.raises(NothingToFix):
        fix_many(office, plan)
    assert _all(office)[frozen.worker.worker_id] == frozen


def test_who_was_changed_between_preview_and_fix_is_left(office: Office) -> None:
    one, other = _person(), _person()
    _keep(office, one, other)
    plan = preview_fix(office, FixAsked(fix="name-capitals"))
    correct_worker(office, replace(one.worker, full_name="Baso"))
    done = fix_many(office, plan)
    assert (done.written, done.left) == (1, 1)
    assert _all(office)[one.worker.worker_id].worker.full_name == "Baso"


def test_a_verdict_falls_with_the_fix_and_comes_back_with_the_undo(office: Office) -> None:
    verified = Standing(stage=Stage.VERIFIED, verdict=Verdict.ELIGIBLE, verdict_note="dilihat di kebun")
    record = WorkerRecord(_person().worker, verified)
    _keep(office, record)
    done = fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    (fixed,) = _all(office).values()
    assert (fixed.standing.stage, fixed.standing.verdict, fixed.standing.verdict_note) == (Stage.COLLECTED, None, "")
    undo_fix(office, done.batch)
    assert list(_all(office).values()) == [record]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("rt", "dua"), ("rw", "0012"), ("desil", "11"), ("weekly_hours", "200"), ("village_code", "7302021003"),
        ("village_code", ""),
    ],
)  # fmt: skip
def test_a_value_that_nobody_can_have_is_refused_before_anything_is_shown(
    office: Office, field: str, typed: str
) -> None:
    asked = FixAsked(fix=SET_FIELD, field=field, value=value_to_set(office, field, typed))
    with pytest.raises(ValueAgainstRules) as refused:
        preview_fix(office, asked)
    assert refused.value.fix
    assert refused.value.what.count(".") == 1, "one clear sentence"


def test_a_value_that_somebody_may_have_but_is_asked_about_is_told_beside_the_changes(office: Office) -> None:
    _keep(office, _person())
    plan = preview_fix(office, FixAsked(fix=SET_FIELD, field="desil", value=9))
    assert plan.to_write == 1
    assert any("desil" in one.lower() for one in plan.remarks)
    assert not preview_fix(office, FixAsked(fix=SET_FIELD, field="desil", value=2)).remarks
