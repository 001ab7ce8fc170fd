"""Where a store may lie, and the lock that keeps a second program out."""

import subprocess
import sys
from pathlib import Path

import pytest

from ucj_desktop.storage.location import (
    StoreFolderNotWritable,
    StoreInUse,
    StoreLock,
    UnsafePlace,
    refuse_unsafe_place,
    sync_folder,
)

HOLD = """
import sys
from pathlib import Path
from ucj_desktop.storage.location import StoreLock
lock = StoreLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    "part",
    [
        "OneDrive",
        "OneDrive - Pemkab Bulukumba",
        "Dropbox",
        "Google Drive",
        "GoogleDrive",
        "Nextcloud",
        "MEGA",
        "Dropbox (Pemkab)",
        "iCloudDrive",
        "My Drive",
    ],
)
def test_a_folder_that_is_synced_to_the_internet_is_refused(tmp_path: Path, part: str) -> None:
    with pytest.raises(UnsafePlace) as told:
        refuse_unsafe_place(tmp_path / part / "Kantor")
    assert told.value.code == "TEMPAT-01"
    assert "disinkronkan" in told.value.what


def test_a_folder_on_the_hard_disk_is_taken_whatever_else_its_name_says(tmp_path: Path) -> None:
    for name in ("Kantor", "Dropboxes", "Arsip OneDrive lama", "mega proyek"):
        refuse_unsafe_place(tmp_path / name)


@pytest.mark.skipif("os.name == 'nt'", reason="Windows gives symbolic links to administrators only")
def test_a_link_does_not_hide_where_the_folder_lies(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "kantor").mkdir(parents=True)
    link = tmp_path / "tampak-aman"
    link.symlink_to(tmp_path / "Dropbox" / "kantor", target_is_directory=True)
    with pytest.raises(UnsafePlace):
        refuse_unsafe_place(link)


def test_a_second_lock_in_the_same_program_is_refused_until_the_first_is_released(tmp_path: Path) -> None:
    first = StoreLock(tmp_path)
    with pytest.raises(StoreInUse) as told:
        StoreLock(tmp_path)
    assert told.value.code == "TEMPAT-02"
    first.release()
    StoreLock(tmp_path).release()


def test_another_program_keeps_the_store_until_it_is_killed(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline().rstrip() == b"held"
    with pytest.raises(StoreInUse):
        StoreLock(tmp_path)
    other.kill()
    other.communicate()
    StoreLock(tmp_path).release()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreFolderNotWritable) as told:
        StoreLock(tmp_path / "nothing")
    assert told.value.code == "TEMPAT-03"


def test_syncing_a_folder_needs_the_folder(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    if sys.platform != "win32":
        with pytest.raises(FileNotFoundError):
            sync_folder(tmp_path / "nothing")


def test_where_windows_says_that_it_synchronises_is_refused_whatever_the_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Awan"))
    refuse_unsafe_place(tmp_path / "Kantor")
    with pytest.raises(UnsafePlace):
        refuse_unsafe_place(tmp_path / "Awan" / "Kantor")
