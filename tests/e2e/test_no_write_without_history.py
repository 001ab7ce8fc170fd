"""Whatever the services write stands in the journal with old and new: random deeds, and every service by its source."""

import ast
import contextlib
import inspect
import os
import random
import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_history_tells_all import TOLD, retold
from tests.services.care.test_roles import SERVICES
from tests.services.care.test_undo_all import WORK, Day, _choose
from tests.working_day import enter, new_folder, open_for, sqlite_columns, whole_store
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.subject_request import RequestKind
from ucj_desktop.services.care.subject_requests import answer_request, list_requests, receive_request
from ucj_desktop.services.collect.enter_worker import all_values
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.office_calendar import set_day
from ucj_desktop.storage import journal, workers
from ucj_desktop.storage.journal import Row
from ucj_desktop.storage.touched_rows import WATCHED

# Daily a small size; UCJ_HISTORY_STEPS=200 UCJ_HISTORY_SEEDS=50 is the campaign.
STEPS = int(os.environ.get("UCJ_HISTORY_STEPS", "40"))
SEEDS = range(int(os.environ.get("UCJ_HISTORY_SEEDS", "2")))
# The logs themselves, and what is derived from the rest.
LOGS = {"journal", "journal_text", "checkpoints", "findings", "findings_state"}
Step = Callable[[Day, Office], None]


def _ask(day: Day, office: Office) -> None:
    receive_request(office, day.people(office)[0].worker.worker_id, day.chance.choice(list(RequestKind)), note="diuji")


def _answer(day: Day, office: Office) -> None:
    answer_request(office, list_requests(office)[0].request.request_id, "diserahkan")


def _minutes(day: Day, office: Office) -> None:
    close_minutes(office, MeetingFacts())


def _day_off(day: Day, office: Office) -> None:
    set_day(office, date(2027, 1, 1) + timedelta(days=day.chance.randrange(300)), is_off=True, reason="diuji")


MORE: Mapping[Role, tuple[Step, ...]] = {
    Role.VERIFIER: (_ask, _answer),
    Role.HEAD: (_minutes, _ask),
    Role.ADMIN: (_day_off,),
}


# But for what asks for a sample that was keyed again.
STEPS_OF = {role: (*(one for one in work if one is not _choose), *MORE[role]) for role, work in WORK.items()}


def changed_rows(
    before: Sequence[tuple[object, ...]], after: Sequence[tuple[object, ...]]
) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    return set(before) - set(after), set(after) - set(before)


def untold(office: Office, before: Mapping[str, Sequence[tuple[object, ...]]], rows: Sequence[Row]) -> list[str]:
    """What differs from before and is told by none of these rows of the journal."""
    missing: list[str] = []
    after = whole_store(office)
    for name in before.keys() - LOGS:
        gone, new = changed_rows(before[name], after[name])
        if not gone and not new:
            continue
        if not rows:
            missing.append(f"{name}: no row of the journal")
        if name in WATCHED:
            missing += _untold_images(office, name, gone, new, rows)
    return missing + _untold_workers(office, before["workers"], after["workers"], rows)


def _untold_images(
    office: Office, name: str, gone: set[tuple[object, ...]], new: set[tuple[object, ...]], rows: Sequence[Row]
) -> list[str]:
    watched, columns = WATCHED[name], sqlite_columns(office, name)
    images = [row.changes[name] for row in rows if row.changes and name in row.changes]
    told_old = [one for old, _ in images for one in old if one]
    told_new = [one for _, new_ones in images for one in new_ones if one]
    keys = [columns.index(one) for one in watched.key]
    known = {tuple(row[at] for at in keys) for row in gone}
    missing = []
    for rows_there, told, is_old in ((gone, told_old, True), (new, told_new, False)):
        for row in rows_there:
            whole = dict(zip(columns, row, strict=True))
            is_new = not is_old and tuple(row[at] for at in keys) not in known
            if is_new and not watched.new_rows:
                continue
            if not any(all(whole[column] == value for column, value in image.items()) for image in told):
                missing.append(f"{name}: {'old' if is_old else 'new'} {[whole[one] for one in watched.key]}")
    return missing


def _untold_workers(
    office: Office, before: Sequence[tuple[object, ...]], after: Sequence[tuple[object, ...]], rows: Sequence[Row]
) -> list[str]:
    gone, new = changed_rows(before, after)
    ids = [str(row[0]) for row in new]
    missing = [f"worker {row[0]}: no row" for row in gone | new if row[0] not in {one.subject for one in rows}]
    with office.database.reading() as connection:
        for record in workers.by_ids(connection, ids):
            told = journal.rows(connection, subject=record.worker.worker_id, newest_first=False, limit=10_000)
            values, standing = retold(told)
            if values != all_values(record.worker):
                missing.append(f"worker {record.worker.worker_id}: fields")
            if standing != {name: getattr(record.standing, name) for name in TOLD}:
                missing.append(f"worker {record.worker.worker_id}: standing")
    return missing


@pytest.mark.parametrize("seed", SEEDS)
def test_what_random_deeds_change_is_told_with_old_and_new(seed: int, tmp_path: Path) -> None:
    day = Day(new_folder(tmp_path / "office", staffed=True), random.Random(seed), tmp_path)
    with open_for(day.folder, Role.VERIFIER) as office:
        enter(office, 10, seed=seed + 1)
    done = 0
    while done < STEPS:
        role = day.chance.choices(list(WORK), weights=[6, 2, 1])[0]
        with open_for(day.folder, role) as office:
            for _ in range(8):
                before, rows_before = whole_store(office), office.journal_rows()
                with contextlib.suppress(ClerkError, IndexError):
                    day.chance.choice(STEPS_OF[role])(day, office)
                with office.database.reading() as connection:
                    rows = journal.by_numbers(connection, range(rows_before + 1, office.journal_rows() + 1))
                assert untold(office, before, rows) == []
                done += 1


def test_a_write_that_nobody_told_is_seen(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "office")) as office:
        (worker,) = enter(office, 1)
        for sql in (
            f"UPDATE workers SET phone = '0811' WHERE worker_id = '{worker.worker_id}'",
            "INSERT INTO calendar_days (day, reason) VALUES ('2027-01-05', 'x')",
            "UPDATE settings SET value = '\"x\"' WHERE name = 'venue'",
        ):
            before = whole_store(office)
            with office.database.writing() as connection:
                connection.exec_driver_sql(sql)
            assert untold(office, before, []), sql


# Functions that open a transaction to write and tell of it through what they call.
TELLS_THROUGH = ("log", "log_many", "appender", "set_preferences", "add_checkpoint", "certify_key")


def writers() -> dict[str, ast.AST]:
    """Every public service that opens a transaction to write, by its source."""
    found: dict[str, ast.AST] = {}
    for name, one in SERVICES.items():
        tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
        if any(isinstance(node, ast.Attribute) and node.attr == "writing" for node in ast.walk(tree)):
            found[name] = tree
    return found


def calls_in(tree: ast.AST, module: Any, depth: int = 0) -> set[str]:
    """The names of what a function calls, and of what these call in turn."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found.add(name)
            called = getattr(module, name, None)
            if depth < 4 and inspect.isfunction(called) and called.__module__.startswith("ucj_desktop.services"):
                inner = ast.parse(textwrap.dedent(inspect.getsource(called)))
                found |= calls_in(inner, inspect.getmodule(called), depth + 1)
    return found


WRITERS = writers()
WRITES_NO_PERSON = {
    "keep_findings": "what the rules found is derived",
    "forget_findings": "what the rules found is derived",
}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_service_that_writes_tells_the_journal(name: str) -> None:
    told = calls_in(WRITERS[name], inspect.getmodule(SERVICES[name]))
    assert name in WRITES_NO_PERSON or told & set(TELLS_THROUGH), f"{name} writes and tells nobody"


def test_many_services_write() -> None:
    assert len(WRITERS) > 30
    assert WRITES_NO_PERSON.keys() <= WRITERS.keys()
