"""Reading a list, keeping it, reading it again half a year later, and all of it from the file to the commit."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.parsers import expat

from tests.demo_office import make_office
from tests.performance.import_files import COLUMNS, first_list, later_list, people, people_later
from tests.performance.rows import Row, medians_in_turn
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.services.collect import import_file as importing
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.collect.import_plan import Planner, Policy
from ucj_desktop.services.collect.import_rows import RowReader
from ucj_desktop.services.collect.plan_file import FileRead, ImportOptions, look_at_file, plan_file
from ucj_desktop.services.collect.read_cells import DateReading
from ucj_desktop.services.collect.resting_collector import collector_resting
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.storage import journal, many_rows, worker_rows
from ucj_desktop.storage.journal import Entry

_STATED = [field for _, field in COLUMNS if field]
_AT_ONCE = 1_000
_BLOCK = 1024 * 1024

_PEAKS = """
import json, resource, sys
from pathlib import Path
from ucj_desktop.spreadsheets.reader import read_workbook
rows = sum(len(sheet.rows) for sheet in read_workbook(Path(sys.argv[1])).sheets)
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"rows": rows, "peaks": peaks}))
"""


def _seconds(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


@contextmanager
def _office() -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        office = make_office(Path(folder, "office"))
        try:
            yield office
        finally:
            office.close()


def read() -> list[Row]:
    """The rows `read` of SPEED.md: through the gate and the child to rows in our hands; and the memory of both."""
    path = first_list()
    measured: dict[str, Callable[[], float]] = {
        "ours": lambda: _seconds(lambda: read_workbook(path)),
        "peer": lambda: _seconds(lambda: _read_with_openpyxl(path)),
        "limit": lambda: _seconds(lambda: _unzip_and_parse(path)),
    }
    medians = medians_in_turn(measured, 3)
    said = subprocess.run([sys.executable, "-c", _PEAKS, path], capture_output=True, check=True)
    peaks = json.loads(said.stdout)["peaks"]
    return [
        Row(
            name="read",
            unit="s",
            ours=medians["ours"],
            peer=medians["peer"],
            peer_name="openpyxl read_only",
            goal=0.20,
            limit=medians["limit"],
            limit_name="unzip + expat",
            limit_goal=5.0,
            quiet=3.0,
        ),
        Row(name="read memory", unit="MB", ours=max(peaks), most=400.0, note="the larger of parent and child"),
    ]


def _read_with_openpyxl(path: Path) -> list[tuple[Any, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


def _unzip_and_parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            parser = expat.ParserCreate()
            with archive.open(member) as stream:
                while block := stream.read(_BLOCK):
                    parser.Parse(block, False)
            parser.Parse(b"", True)


def write() -> Row:
    """The row `write`: workers to committed, each with its entry in the journal; the peer writes the same rows."""
    medians = medians_in_turn(
        {"ours": _write_ours, "peer": _write_with_orm, "bare": lambda: _write_with_orm(with_journal=False)}, 2
    )
    return Row(
        name="write",
        unit="s",
        ours=medians["ours"],
        peer=medians["peer"],
        peer_name="ORM add_all of the same rows",
        goal=0.25,
        quiet=3.0,
        note=f"without a journal the ORM takes {medians['bare']:.2f} s: ratio {medians['ours'] / medians['bare']:.3f}",
    )


@cache
def _workers() -> tuple[Worker, ...]:
    """The people as an import knows them: what the columns state."""
    return tuple(
        Worker(worker_id=one.worker_id, **{field: getattr(one, field) for field in _STATED}) for one in people()
    )


def _write_ours() -> float:
    _workers()
    with _office() as office:
        return _seconds(lambda: _fill(office))


def _fill(office: Office) -> None:
    standing = Standing(entered_by=office.clerk.account_id, batch_id=office.store_id)
    everybody = _workers()
    with (
        office.database.writing() as connection,
        collector_resting(),
        many_rows.indexes_built_after(connection, "workers", len(everybody)),
    ):
        for start in range(0, len(everybody), _AT_ONCE):
            some = everybody[start : start + _AT_ONCE]
            worker_rows.add(connection, [WorkerRecord(one, standing) for one in some])
            office.log_many(connection, [_entry(one) for one in some], batch=office.store_id)


def _entry(worker: Worker) -> Entry:
    values = {field: getattr(worker, field) for field in _STATED}
    changes = {field: (None, value) for field, value in values.items() if value}
    return Entry(action="worker.imported", subject=worker.worker_id, changes=changes)


def _orm() -> tuple[type[Any], type[Any]]:
    """(session, worker) of a program written with the ORM, on the very tables."""
    from sqlalchemy.orm import Session

    return Session, _mapped("workers")


@cache
def _mapped(table: str) -> type[Any]:
    from sqlalchemy.orm import DeclarativeBase

    from ucj_desktop.storage import tables

    base: Any = type("Base", (DeclarativeBase,), {})
    return type(f"Mapped{table.title()}", (base,), {"__table__": tables.metadata.tables[table]})


def _as_columns(worker: Worker, standing: Standing) -> dict[str, Any]:
    row = worker_rows.to_row(WorkerRecord(worker, standing))
    return dict(zip((*worker_rows.COLUMNS, *worker_rows.DERIVED_COLUMNS), row, strict=True))


def _write_with_orm(*, with_journal: bool = True) -> float:
    session, mapped = _orm()
    with _office() as office:
        standing = Standing(entered_by=office.clerk.account_id, batch_id=office.store_id)
        rows = [_as_columns(one, standing) for one in _workers()]

        def do() -> None:
            with office.database.writing() as connection, session(connection) as unit:
                unit.add_all([mapped(**row) for row in rows])
                if with_journal:
                    unit.add_all(_journal_objects(office, journal.head(connection)))
                unit.flush()
                office.log(connection, Entry(action="bench"))

        return _seconds(do)


def _journal_objects(office: Office, head: tuple[int, bytes]) -> list[Any]:
    """The chain of the journal as objects of the ORM, with the standard library's JSON."""
    row, text_row = _mapped("journal"), _mapped("journal_text")
    n, link = head
    made: list[Any] = []
    for worker in _workers():
        n, before = n + 1, link
        salt, changes = os.urandom(16), _entry(worker).changes
        text = json.dumps(changes, sort_keys=True, default=str)
        said = {
            "action": "worker.imported",
            "at": office.timestamp(),
            "batch": office.store_id,
            "facts": {},
            "fields": sorted(changes),
            "subject": worker.worker_id,
            "text": hashlib.sha256(salt + text.encode()).hexdigest(),
            "who": office.clerk.account_id,
        }
        entry = json.dumps(said, sort_keys=True)
        link = hashlib.sha256(before + entry.encode()).digest()
        made.append(row(n=n, entry=entry, prev=before, hash=link, subject=worker.worker_id, batch=office.store_id))
        made.append(text_row(n=n, salt=salt, text=text))
    return made


def reimport() -> Row:
    """The row `reimport`: a list read before, 5 % of it changed, compared with the store; only the changes written.

    From cells in hand to the commit; each round brings the list that the round before did not.
    """
    with _office() as office, _office() as orm_office:
        lists = [look_at_file(office, path) for path in (later_list(), first_list())]
        importing.commit_import(office, lists[1])
        _fill(orm_office)
        later = {one.worker_id: one for one in people_later()}
        wanted = [[later[one.worker_id] for one in _workers()], list(_workers())]
        medians = medians_in_turn(
            {
                "ours": lambda: _reimport_ours(office, lists),
                "peer": lambda: _reimport_with_orm(orm_office, wanted),
                "limit": _write_ours,
            },
            3,
        )
    return Row(
        name="reimport",
        unit="s",
        ours=medians["ours"],
        peer=medians["peer"],
        peer_name="ORM: load all, compare, flush",
        goal=0.30,
        limit=medians["limit"],
        limit_name="a fresh insert of all (ours)",
        limit_goal=0.9,
        quiet=1.5,
    )


def _reimport_ours(office: Office, lists: list[FileRead]) -> float:
    options = ImportOptions(policy=Policy.OVERWRITE)
    [plan] = plan_file(office, lists[0], options).plans
    lists.reverse()
    reader = RowReader(plan, VillageFinder(office), DateReading(office.today()))
    read = [(row, reader.read(row)) for row in plan.people]

    def do() -> None:
        with (
            office.database.writing() as connection,
            collector_resting(),
            importing.keeping(office, connection, new_id(), len(read)) as keeper,
            office.database.reading() as before,
        ):
            planner = Planner(before, options.policy)
            for start in range(0, len(read), _AT_ONCE):
                some = read[start : start + _AT_ONCE]
                planner.look_up([reading for _, reading in some])
                keeper.keep([planner.decide(plan.sheet, row, reading, reader.cell_of) for row, reading in some])

    return _seconds(do)


def _reimport_with_orm(office: Office, lists: list[list[Worker]]) -> float:
    from sqlalchemy import select

    session, mapped = _orm()
    wanted = [_as_columns(one, Standing()) for one in lists[0]]
    lists.reverse()

    def do() -> None:
        with office.database.writing() as connection, session(connection) as unit:
            stored = {one.worker_id: one for one in unit.scalars(select(mapped))}
            for row in wanted:
                found = stored[row["worker_id"]]
                for field in _STATED:
                    if getattr(found, field) != row[field]:
                        setattr(found, field, row[field])
            unit.flush()
            office.log(connection, Entry(action="bench"))

    return _seconds(do)


def whole_import() -> Row:
    """The row `import`: from the file to the commit, with the findings of every rule on every row."""
    path = first_list()
    measured = {
        "ours": lambda: _import_ours(path),
        "peer": lambda: _import_as_usual(path),
        "limit": lambda: _import_bare(path),
    }
    medians = medians_in_turn(measured, 2)
    told = medians_in_turn({"peer": lambda: _import_as_usual(path, with_journal=True)}, 1)["peer"]
    return Row(
        name="import",
        unit="s",
        ours=medians["ours"],
        peer=medians["peer"],
        peer_name="openpyxl + strptime + ORM",
        goal=0.20,
        limit=medians["limit"],
        limit_name="calamine + executemany, bare",
        limit_goal=8.0,
        quiet=5.0,
        note=f"with a journal the peer takes {told:.2f} s: ratio {medians['ours'] / told:.3f}",
    )


def _import_ours(path: Path) -> float:
    with _office() as office:
        return _seconds(lambda: importing.import_file(office, path))


def _import_as_usual(path: Path, *, with_journal: bool = False) -> float:
    """As such a program is usually written: no gate, no findings; no journal or one by the ORM."""
    session, mapped = _orm()
    with _office() as office:

        def do() -> None:
            _, *rows = _read_with_openpyxl(path)
            with office.database.writing() as connection, session(connection) as unit:
                unit.add_all([mapped(**_usual_columns(row)) for row in rows])
                if with_journal:
                    unit.add_all(_journal_objects(office, journal.head(connection)))
                unit.flush()
                office.log(connection, Entry(action="bench"))

        return _seconds(do)


def _usual_columns(row: tuple[Any, ...]) -> dict[str, Any]:
    stated: dict[str, Any] = {
        field: str(value).strip() for (_, field), value in zip(COLUMNS, row, strict=True) if field and value
    }
    stated["birth_date"] = _strptime(stated)
    stated["sex"] = {"L": Sex.MALE, "P": Sex.FEMALE}.get(stated.get("sex", ""))
    return _as_columns(Worker(**stated), Standing())


def _strptime(stated: dict[str, Any]) -> date | None:
    try:
        return datetime.strptime(stated.get("birth_date", ""), "%d-%m-%Y").date()
    except ValueError:
        return None


def _import_bare(path: Path) -> float:
    """The least there is to do: parse the sheet and put its cells into one table without index or journal."""
    import python_calamine

    with _office() as office:
        names = ", ".join(f"c{at}" for at in range(len(COLUMNS)))

        def do() -> None:
            with path.open("rb") as file, python_calamine.load_workbook(file) as book:
                rows = [tuple(row) for row in book.get_sheet_by_index(0).iter_rows()]
            with office.database.writing() as connection:
                connection.exec_driver_sql(f"CREATE TABLE bare ({names})")
                connection.exec_driver_sql(f"INSERT INTO bare VALUES ({', '.join('?' * len(COLUMNS))})", rows)
                office.log(connection, Entry(action="bench"))

        return _seconds(do)
