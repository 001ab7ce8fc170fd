"""After a whole day nothing personal can be read in any file of the two offices, nor in what travels."""

import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.folders import copy_folder
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.back_up import back_up
from ucj_desktop.services.care.demo_day import PASSWORD, DemoDay
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.keep_draft import Draft, keep_draft
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import open_office

CLERKS = ("Rahma Entri", "Irwan Pengelola")


@pytest.fixture(scope="module")
def day(lived: DemoDay, tmp_path_factory: pytest.TempPathFactory) -> DemoDay:
    """A whole day with a draft left open, a backup by hand, and a program that was killed with a full WAL."""
    folder = tmp_path_factory.mktemp("read") / "demo"
    copy_folder(lived.folder, folder)
    files = {name: folder / path.relative_to(lived.folder) for name, path in lived.files.items()}
    day = DemoDay(folder=folder, files=files, counts=lived.counts)
    office = open_office(day.store, CLERKS[0], PASSWORD)
    back_up(office)
    typed = {"full_name": "Sedang Diketik", "nik": "7302014107850099"}
    keep_draft(office, Draft(worker_id="018f0000-0000-7000-8000-00000000000d", texts=typed, field="nik"))
    save_new_worker(office, Worker(full_name="Tinggal Di Wal", nik="7302014107850098"))
    assert (day.store / "store.db-wal").stat().st_size > 0
    copy_folder(day.store, day.folder / "killed")
    office.close()
    return day


def personal(day: DemoDay) -> list[str]:
    """Every number and every name of more than one word in the store, and what was being typed."""
    office = open_office(day.store, CLERKS[0], PASSWORD)
    try:
        people = [one.worker for one in workers_by_id(office, worker_ids(office, WorkerFilter()))]
    finally:
        office.close()
    found = {"7302014107850099", "7302014107850098", "Sedang Diketik", "Tinggal Di Wal"}
    for one in people:
        found.update((one.nik, one.kk_number, one.phone, one.mother_name, one.full_name, one.heir_phone))
    return sorted(text for text in found if len(text) >= 9)


def readable(content: bytes, words: Iterable[str]) -> list[str]:
    """The words that stand in the bytes, as UTF-8 or UTF-16, in either case."""
    folded = content.lower()
    return [one for one in words if any(one.lower().encode(code) in folded for code in ("utf-8", "utf-16-le"))]


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("place", ["kecamatan", "kabupaten", "flashdisk", "killed"])
def test_no_number_and_no_name_stands_in_any_file(day: DemoDay, place: str) -> None:
    words = personal(day)
    assert len(words) > 100
    files = files_of(day.folder / place)
    for path in files:
        content = path.read_bytes()
        assert readable(content, words) == [], path.name
        assert b"SQLite format 3" not in content, path.name
        assert b"%PDF" not in content, path.name
    kinds = {path.name.rsplit(".")[-1] for path in files}
    wanted = {"kecamatan": {"db", "json", "ucj"}, "kabupaten": {"db", "ucjr", "ucja"}, "flashdisk": {"ucj", "ucjk"}}
    assert kinds >= wanted.get(place, {"db", "db-wal"})


def test_a_readable_file_would_be_seen(day: DemoDay) -> None:
    """The control: the village's own Excel and the list for BPJS are meant to be read."""
    words = personal(day)
    with zipfile.ZipFile(day.files["xlsx"]) as book:
        assert readable(b"".join(book.read(name) for name in book.namelist()), words)
    assert len(readable("\n".join(words).encode("utf-16-le"), words)) == len(words)


def test_no_file_names_a_person(day: DemoDay) -> None:
    words = personal(day)
    for place in ("kecamatan", "kabupaten", "flashdisk", "killed"):
        assert readable("\n".join(str(path) for path in files_of(day.folder / place)).encode(), words) == []


def test_sealed_files_cannot_be_pressed_together(day: DemoDay) -> None:
    """What is encrypted looks like noise; a store that is merely packed or veiled does not."""
    for path in (day.store / "store.db", *(day.store / "archive").iterdir(), *(day.store / "outbox").iterdir()):
        content = path.read_bytes()
        assert len(zlib.compress(content, 6)) > 0.95 * len(content), path.name


def test_the_folder_of_a_kecamatan_holds_what_it_should_and_nothing_else(day: DemoDay) -> None:
    known = re.compile(
        r"(store\.db|draft\.db|keyring\.json(\.sebelum)?|keyring\.tries\.json|store\.lock|ballast\.bin"
        r"|outbox/UCJ-730201-[0-9]{4}\.ucj|archive/[0-9a-f]{64}"
        r"|backups/[0-9-]{19}/(store\.db|keyring\.json|isi\.json))\Z"
    )
    strange = [str(path.relative_to(day.store)) for path in files_of(day.store)]
    assert [name for name in strange if not known.match(name.replace("\\", "/"))] == []
