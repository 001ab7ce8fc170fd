"""An import that breaks off in its midst, however it does: the store as before, no thread left, the next one fine."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.offices import make_office
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.care.ugly_workbook import write_ugly_workbook
from ucj_desktop.services.collect import import_file as importing
from ucj_desktop.services.collect.import_file import commit_import
from ucj_desktop.services.collect.plan_file import FileRead, look_at_file
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal, journal_chain
from ucj_desktop.storage.database import StoreFull

PEOPLE = make_people(7, 400, "730201", trouble=USUAL)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def file(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileRead:
    monkeypatch.setattr(importing, "_STEP", 20)
    path = tmp_path / "desa.xlsx"
    write_ugly_workbook(path, [one.worker for one in PEOPLE], seed=3)
    return look_at_file(office, path)


def state(office: Office) -> tuple[Any, ...]:
    with office.database.reading() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()
            for table in ("workers", "imports", "journal", "journal_text")
        ]
        return *counts, journal.head(connection)


def expect_untouched(office: Office, before: tuple[Any, ...], file: FileRead) -> None:
    assert state(office) == before
    assert [one.name for one in threading.enumerate() if one.name.startswith("write-behind")] == []
    result = commit_import(office, file)
    assert result.counts["new"] > 300
    with office.database.reading() as connection:
        assert journal_chain.verify(connection).ok


class _RaiseAt:
    """Raises in the midst of the rows: before, some thousands have been given to be written."""

    def __init__(self, step: int, stop: type[BaseException]) -> None:
        self.left, self.stop = step, stop

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words == "Memeriksa baris":
            self.left -= 1
            if not self.left:
                raise self.stop


@pytest.mark.parametrize("stop", [Cancelled, KeyboardInterrupt])
@pytest.mark.parametrize("step", [1, 9])
def test_batal_and_ctrl_c_in_the_midst(step: int, stop: type[BaseException], office: Office, file: FileRead) -> None:
    before = state(office)
    with pytest.raises(stop):
        commit_import(office, file, progress=_RaiseAt(step, stop))
    expect_untouched(office, before, file)


@pytest.mark.parametrize("pages", [0, 10, 80])
def test_a_disk_that_is_full_in_the_midst(pages: int, office: Office, file: FileRead) -> None:
    before = state(office)
    now = pragma(office, "page_count")
    pragma(office, f"max_page_count = {now + pages}")
    with pytest.raises(StoreFull):
        commit_import(office, file)
    pragma(office, "max_page_count = 1000000")
    expect_untouched(office, before, file)


def pragma(office: Office, words: str) -> int:
    bare = office.database.raw()
    try:
        return int(bare.cursor().execute(f"PRAGMA {words}").fetchone()[0])
    finally:
        bare.close()


@pytest.mark.parametrize("after", [0, 300])
def test_a_row_that_the_store_does_not_take(after: int, office: Office, file: FileRead) -> None:
    guard = (
        f"CREATE TRIGGER no_more BEFORE INSERT ON workers WHEN (SELECT COUNT(*) FROM workers) >= {after} "
        "BEGIN SELECT RAISE(ABORT, 'no more'); END"
    )
    statement(office, guard)
    before = state(office)
    with pytest.raises(IntegrityError):
        commit_import(office, file)
    statement(office, "DROP TRIGGER no_more")
    expect_untouched(office, before, file)


def statement(office: Office, words: str) -> None:
    bare = office.database.raw()
    try:
        bare.cursor().execute(words)
        bare.commit()
    finally:
        bare.close()
