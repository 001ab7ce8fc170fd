"""What a stick did is kept: how often it served, and that it did not give back what it got."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.stick_files import StickFiles
from ucj_desktop.handoff.stick_refusals import StickGone, StickUnsound
from ucj_desktop.services.care.history import history
from ucj_desktop.services.handoff.write_to_known_stick import note_written, write_to_known_stick
from ucj_desktop.services.office import Office
from ucj_desktop.storage import sticks

NAME = "UCJ-730201-0001.ucj"


class Lying(StickFiles):
    """A stick of false capacity."""

    def read_back(self, path: Path) -> Generator[bytes, None, None]:
        yield b"nothing of the kind"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(b"a package" * 1000)
    return path


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return Drive(folder, "/dev/none", "KINGSTON", "vfat", False, "0951:1642:01")


def kept(office: Office) -> dict[str, sticks.StickRecord]:
    with office.database.reading() as connection:
        return sticks.every(connection)


def test_a_stick_that_lies_is_remembered_under_its_serial(office: Office, source: Path, drive: Drive) -> None:
    for _ in range(2):
        with pytest.raises(StickUnsound):
            write_to_known_stick(office, source, drive.folder, drive, files=Lying())
    found = kept(office)[drive.serial]
    assert (found.failures, found.lies, found.writes) == (2, 2, 0)
    assert list(drive.folder.iterdir()) == []
    with office.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT entry FROM journal WHERE entry LIKE '%stick.failed%'").all()
    assert len(rows) == 2
    assert not any("0951" in str(one) or "KINGSTON" in str(one) for one in rows)
    assert any("Flashdisk tidak menyimpan" in one.sentence for one in history(office))


def test_a_file_that_arrived_whole_is_counted_with_its_bytes(office: Office, source: Path, drive: Drive) -> None:
    for size in (9000, 11_000):
        write_to_known_stick(office, source, drive.folder, drive)
        with office.database.writing() as connection:
            note_written(office, connection, drive, size)
    found = kept(office)[drive.serial]
    assert (found.writes, found.bytes_written, found.failures) == (2, 20_000, 0)
    assert found.last_good_at


def test_a_stick_without_a_serial_and_a_folder_are_not_kept(office: Office, source: Path, drive: Drive) -> None:
    nameless = Drive(drive.folder, "/dev/none", "KINGSTON", "vfat", False)
    for one in (nameless, None):
        with pytest.raises(StickUnsound):
            write_to_known_stick(office, source, drive.folder, one, files=Lying())
        with office.database.writing() as connection:
            note_written(office, connection, one, 5)
    assert kept(office) == {}


def test_a_pull_is_not_held_against_the_stick(office: Office, source: Path, drive: Drive) -> None:
    with pytest.raises(StickGone):
        write_to_known_stick(office, source, drive.folder / "none", drive)
    assert kept(office) == {}
