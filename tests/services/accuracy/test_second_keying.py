"""Second keying of a sample: drawn again by its seed, typed blind, counted only when typed the same twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.domain.rules.sound_worker import SOUND
from tests.offices import CLERKS, make_office, open_as
from tests.stages import unguarded, vouch
from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.second_keying import KEYED_FIELDS, Choice, Outcome, draw, judge
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reports.base import find_report
from ucj_desktop.reports.said import letter_values
from ucj_desktop.services.accuracy.second_keying import (
    KeyedByTheSame,
    NoSuchSample,
    NotDifferent,
    NothingToDraw,
    account_named,
    choose_value,
    different_values,
    draw_sample,
    key_field,
    next_to_key,
    papers_of,
    rates,
    samples,
)
from ucj_desktop.services.care.row_words import ACTION_WORDS
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked, gather_facts
from ucj_desktop.storage import journal, journal_chain, second_keying, workers

TODAY = date(2026, 11, 22)
PEOPLE = [
    replace(SOUND, worker_id=new_id(), nik=f"73020117088000{at:02d}", full_name=f"Basri Tahir {word}")
    for at, word in enumerate(("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"), start=1)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office of four accounts, six workers entered by one of them."""
    staffed = make_office(tmp_path / "staffed", staffed=True)
    staffed.close()
    office = open_as(tmp_path / "staffed", Role.ENTRY)
    for one in PEOPLE:
        save_new_worker(office, one)
    office.close()
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    opened = open_as(folder / "staffed", Role.VERIFIER)
    yield opened
    opened.close()


def _stored(office: Office, worker_id: str) -> Worker:
    with office.database.reading() as connection:
        found = workers.get(connection, worker_id)
    assert found is not None
    return found.worker


def _key_all(office: Office, keying_id: str, wrong: dict[tuple[str, str], str] | None = None) -> None:
    """Key a whole sample from the papers; ``wrong`` values are typed twice."""
    papers = {one.worker_id: one for one in PEOPLE}
    while (task := next_to_key(office, keying_id)) is not None:
        for one in task.fields:
            typed = (wrong or {}).get((task.worker_id, one.field), shown_value(one.field, papers[task.worker_id]))
            if key_field(office, keying_id, task.worker_id, one.field, typed) is Outcome.AGAIN:
                key_field(office, keying_id, task.worker_id, one.field, typed)


@pytest.mark.parametrize(
    ("field", "first", "typed"),
    [
        ("nik", "7302011708800001", "7302 0117 0880 0001"),
        ("full_name", "Hj. Nur’aeni", "HJ.  NUR'AENI"),
        ("birth_date", "17-08-1980", "17/8/1980"),
        ("sex", "Laki-laki", "L"),
        ("rt", "002", "2"),
        ("phone", "081234567890", "+62 812-3456-7890"),
        ("mother_name", "", "-"),
    ],
)
def test_another_way_of_writing_the_same_is_no_difference(field: str, first: str, typed: str) -> None:
    assert judge(field, first, typed, None, TODAY) is Outcome.SAME


def test_a_value_counts_as_different_only_when_typed_the_same_twice() -> None:
    assert judge("full_name", "Basri", "Basir", None, TODAY) is Outcome.AGAIN
    assert judge("full_name", "Basri", "Basrie", "Basir", TODAY) is Outcome.AGAIN
    assert judge("full_name", "Basri", "Basri", "Basir", TODAY) is Outcome.SAME
    assert judge("full_name", "Basri", "BASIR", "Basir", TODAY) is Outcome.DIFFERENT


def test_a_sample_is_the_same_for_the_same_seed_and_grows_without_changing() -> None:
    ids = [f"worker {at}" for at in range(500)]
    assert draw(ids, 20, 7) == draw(reversed(ids), 20, 7)
    assert draw(ids, 50, 7)[:20] == draw(ids, 20, 7)
    assert draw(ids, 20, 7) != draw(ids, 20, 8)
    tenths = [int(one.split()[1]) // 50 for one in draw(ids, 250, 7)]
    assert all(12 <= tenths.count(part) <= 38 for part in range(10))


def test_a_sample_is_drawn_by_number_or_share_of_a_village_or_a_clerk_and_keeps_its_seed(office: Office) -> None:
    made, _ = draw_sample(office, percent=40, seed=5)
    (known,) = samples(office)
    assert (known.workers, known.sample.seed, known.sample.drawn_from) == (3, 5, 6)
    again, _ = draw_sample(office, size=3, seed=5, entered_by=account_named(office, CLERKS[Role.ENTRY]))
    assert papers_of(office, again.keying_id) == papers_of(office, made.keying_id)
    with pytest.raises(NothingToDraw):
        draw_sample(office, size=3, village_code="7302012001")
    with pytest.raises(NothingToDraw):
        account_named(office, "Tidak Ada")


def test_who_entered_a_worker_does_not_key_him_again_on_the_same_day(folder: Path) -> None:
    first = open_as(folder / "staffed", Role.ENTRY)
    made, _ = draw_sample(first, size=6)
    worker_id = papers_of(first, made.keying_id)[0].worker.worker_id
    assert next_to_key(first, made.keying_id) is None
    with pytest.raises(KeyedByTheSame):
        key_field(first, made.keying_id, worker_id, "nik", "1")
    first.clock = lambda: datetime(2099, 1, 1, tzinfo=UTC)
    assert next_to_key(first, made.keying_id) is not None
    first.close()


def test_the_keyer_is_shown_no_value(office: Office) -> None:
    made, _ = draw_sample(office, size=6)
    task = next_to_key(office, made.keying_id)
    assert task is not None
    shown = repr(task)
    worker = _stored(office, task.worker_id)
    assert not [
        code for code in ("nik", "full_name", "kk_number", "mother_name", "phone") if getattr(worker, code) in shown
    ]
    assert task.hint.startswith("B.T.")
    assert [one.field for one in task.fields] == list(KEYED_FIELDS)


def test_differences_stand_side_by_side_and_a_person_chooses(office: Office) -> None:
    made, _ = draw_sample(office, size=6, seed=1)
    one, other = PEOPLE[0].worker_id, PEOPLE[1].worker_id
    wrong = {(one, "full_name"): "Basri Thahir", (other, "birth_date"): "18-08-1980", (other, "rt"): "7"}
    _key_all(office, made.keying_id, wrong)
    found = {(each.keyed.worker_id, each.keyed.field): each.keyed for each in different_values(office, made.keying_id)}
    assert found.keys() == wrong.keys()
    assert (found[other, "birth_date"].first, found[other, "birth_date"].second) == ("17-08-1980", "18-08-1980")
    rate = rates(office, made.keying_id)
    assert (rate.whole.workers, rate.whole.keyed, rate.whole.errors, rate.whole.open) == (6, 54, 3, 3)
    choose_value(office, made.keying_id, one, "full_name", Choice.FIRST)
    choose_value(office, made.keying_id, other, "birth_date", Choice.SECOND)
    assert _stored(office, one) == PEOPLE[0]
    assert _stored(office, other).birth_date == date(1980, 8, 18)
    with pytest.raises(NotDifferent):
        choose_value(office, made.keying_id, other, "birth_date", Choice.FIRST)
    rate = rates(office, made.keying_id)
    assert (rate.whole.errors, rate.whole.open, rate.whole.percent) == (2, 1, "3,7 %")
    assert {code: each.errors for code, each in rate.by_field.items() if each.errors} == {"birth_date": 1, "rt": 1}
    assert {name: each.keyed for name, each in rate.by_clerk.items()} == {CLERKS[Role.ENTRY]: 54}
    assert samples(office)[0].keyed == 6


def test_a_slip_of_the_second_keyer_is_not_counted_and_what_waits_survives_a_restart(folder: Path) -> None:
    office = open_as(folder / "staffed", Role.VERIFIER)
    made, _ = draw_sample(office, size=1, seed=1)
    task = next_to_key(office, made.keying_id)
    assert task is not None
    worker = _stored(office, task.worker_id)
    assert key_field(office, made.keying_id, task.worker_id, "full_name", "Basir") is Outcome.AGAIN
    office.close()
    office = open_as(folder / "staffed", Role.VERIFIER)
    assert key_field(office, made.keying_id, task.worker_id, "full_name", worker.full_name) is Outcome.SAME
    with pytest.raises(NoSuchSample):
        key_field(office, made.keying_id, task.worker_id, "full_name", "Basir")
    assert rates(office, made.keying_id).whole.errors == 0
    office.close()


def test_minutes_count_what_was_keyed_by_then_and_of_their_own_workers(office: Office) -> None:
    made, _ = draw_sample(office, size=6, seed=1)
    _key_all(office, made.keying_id, {(PEOPLE[0].worker_id, "rw"): "9"})
    with office.database.reading() as connection:
        own = frozenset({PEOPLE[0].worker_id})
        found = second_keying.fields_of_minutes(connection, own, office.timestamp())
        assert (len(found), sum(one.is_error for one in found)) == (len(KEYED_FIELDS), 1)
        assert second_keying.fields_of_minutes(connection, own, "2020-01-01T00:00:00.000Z") == []
    before = office.timestamp()
    office.clock = lambda: datetime(2099, 1, 1, tzinfo=UTC)
    choose_value(office, made.keying_id, PEOPLE[0].worker_id, "rw", Choice.FIRST)
    with office.database.reading() as connection:
        assert sum(one.is_error for one in second_keying.fields_of_minutes(connection, own, "")) == 0
        then = second_keying.fields_of_minutes(connection, own, before)
    assert sum(one.is_error for one in then) == 1


def test_minutes_print_the_error_rate_where_a_worker_in_them_was_keyed_again(office: Office) -> None:
    report = find_report("BA-VER")
    with office.database.writing() as connection:
        validated = Standing(stage=Stage.VALIDATED, verdict=Verdict.ELIGIBLE)
        records = [WorkerRecord(one, validated) for one in PEOPLE]
        vouch(office, connection, records)
        with unguarded(connection):
            workers.change(connection, records)
    assert gather_facts(office, report, Asked(report="BA-VER", draft=True)).keyed_again is None
    made, _ = draw_sample(office, size=4, seed=1)
    drawn = papers_of(office, made.keying_id)[0].worker
    _key_all(office, made.keying_id, {(drawn.worker_id, "rw"): "9"})
    facts = gather_facts(office, report, Asked(report="BA-VER", draft=True))
    said = facts.letter_words.say("catatan_sampel", letter_values(facts, facts.known_minutes))
    assert "data 4 (empat) orang dalam berita acara ini diketik ulang" in said
    assert "dari 36 isian, 1 berbeda (2,8 %)" in said


def test_the_journal_tells_it_without_a_value(office: Office) -> None:
    made, _ = draw_sample(office, size=2, seed=1)
    _key_all(office, made.keying_id)
    with office.database.reading() as connection:
        rows = journal.rows(connection, limit=1000)
        assert journal_chain.verify(connection).ok
    keyed = [row for row in rows if row.action == "worker.keyed_again"]
    assert len(keyed) == 2 * len(KEYED_FIELDS)
    assert all(not row.changes for row in keyed)
    assert {row.action for row in rows} <= ACTION_WORDS.keys()
