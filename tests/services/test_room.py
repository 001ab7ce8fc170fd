"""Room on the hard disk."""

from collections import namedtuple
from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.services.care.back_up import back_up
from ucj_desktop.services.room import REFUSE_BELOW, DiskAlmostFull, require_room

Usage = namedtuple("Usage", "total used free")


def test_a_long_write_is_refused_below_200_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ucj_desktop.services.room.shutil.disk_usage", lambda _: Usage(1, 1, REFUSE_BELOW - 1))
    with pytest.raises(DiskAlmostFull):
        require_room(tmp_path)
    monkeypatch.setattr("ucj_desktop.services.room.shutil.disk_usage", lambda _: Usage(1, 1, REFUSE_BELOW))
    require_room(tmp_path)


def test_no_backup_is_begun_on_a_disk_that_is_almost_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = make_office(tmp_path / "office")
    monkeypatch.setattr("ucj_desktop.services.room.shutil.disk_usage", lambda _: Usage(1, 1, 0))
    with pytest.raises(DiskAlmostFull):
        back_up(office)
    assert list((office.folder / "backups").iterdir()) == []
    office.close()
