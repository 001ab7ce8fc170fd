"""What Setup does with a program of a few files, case by case: updates, refusals, cut-offs, the icon, the removal."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from installer import nsis
from installer.build import WORK
from installer.nsis import REMOVER
from installer.trial import TrialFailed
from installer.windows.wine import Wine

PYTHON = WORK / "python"
SIDE_FOLDERS = {"_ucj-baru", "_ucj-lama", "_ucj-buang"}  # there for the time of an update
_ENTRY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\UCJ Desktop"


class Trial:
    """A computer with an office's data, on which two versions of Setup are tried; 1.0.0 is installed at the start."""

    def __init__(self, folder: Path, wine: Wine) -> None:
        self.wine = wine
        self.setups = {version: self._make(folder / version, version) for version in ("1.0.0", "1.1.0")}
        local = wine.home / "AppData" / "Local"
        self.program = local / "Programs" / "UCJ Desktop"
        self.desktop = wine.home / "Desktop"
        self.store = local / "UCJ Desktop" / "office.db"

    def _make(self, folder: Path, version: str) -> Path:
        """A Setup of a program whose files say which version they are."""
        (folder / "_internal").mkdir(parents=True)
        (folder / "_internal" / f"only-{version}.txt").write_text(version, encoding="utf-8")
        (folder / "Lisensi").mkdir()
        (folder / "Lisensi" / "BACA SAYA.txt").touch()
        for program in ("UCJ Desktop.exe", "ucj-desktop.exe"):
            shutil.copy(PYTHON / "python.exe", folder / program)
        return nsis.make(folder, folder.parent / "setups", version, fast=True)

    def begin(self) -> None:
        """Nothing but the office's data, then version 1.0.0."""
        self.wine.settle()
        self.wine.run(["reg", "delete", _ENTRY, "/f"], 60)
        shutil.rmtree(self.program, ignore_errors=True)
        self.store.parent.mkdir(parents=True, exist_ok=True)
        self.store.write_text("kept", encoding="utf-8")
        self.expect(self.install("1.0.0"), 0)

    def install(self, version: str, *words: str) -> int:
        """Install silently; Setup's exit code."""
        return self.wine.run([self.setups[version], "/S", *words], 120).code

    def remove(self) -> None:
        """Remove silently and wait until the uninstaller's copy of itself has ended."""
        self.wine.run([self.program / REMOVER, "/S"], 60)
        self.wine.settle()

    def files(self) -> dict[str, bytes]:
        """All files in the folder of the program, with what is in them."""
        every = (file for file in self.program.rglob("*") if file.is_file())
        return {file.relative_to(self.program).as_posix(): file.read_bytes() for file in every}

    def expect(self, found: object, wanted: object) -> None:
        """Raises TrialFailed where they differ, or where the office's data are gone."""
        if found != wanted:
            raise TrialFailed(f"expected {wanted}, found {found}")
        if self.store.read_text(encoding="utf-8") != "kept":
            raise TrialFailed("the office's data were touched")


def an_update_leaves_no_file_of_the_old_version(trial: Trial) -> None:
    (trial.program / "foreign.txt").touch()
    trial.expect(trial.install("1.1.0"), 0)
    own = {"UCJ Desktop.exe", "ucj-desktop.exe", REMOVER, "Lisensi/BACA SAYA.txt", "_internal/only-1.1.0.txt"}
    trial.expect(set(trial.files()), own | {"foreign.txt"})
    trial.expect({entry.name for entry in trial.program.iterdir()} & SIDE_FOLDERS, set())


def an_older_version_is_refused(trial: Trial) -> None:
    trial.expect(trial.install("1.1.0"), 0)
    trial.expect(trial.install("1.0.0"), 3)
    trial.expect("_internal/only-1.1.0.txt" in trial.files(), True)


def a_running_program_stops_update_and_removal(trial: Trial) -> None:
    before = trial.files()
    for program in ("UCJ Desktop.exe", "ucj-desktop.exe"):
        running = trial.wine.start(
            [trial.program / program, "-c", "import time; time.sleep(60)"],
            {"WINEPATH": trial.wine.path(PYTHON), "PYTHONHOME": trial.wine.path(PYTHON)},
        )
        try:
            _wait_until_it_runs(trial.program / program)
            trial.expect(trial.install("1.1.0"), 2)
            trial.wine.run([trial.program / REMOVER, "/S"], 60)
            time.sleep(2)  # the copy of the uninstaller ends by itself; settle() would wait for the program
            trial.expect(trial.files() == before, True)
        finally:
            running.kill()
            trial.wine.stop()


def _wait_until_it_runs(program: Path) -> None:
    # Wine maps what runs; the host's list of mappings is the one sign that needs no help from the program.
    for _ in range(100):
        asked: list[str | Path] = ["grep", "-lsF", str(program), *Path("/proc").glob("[0-9]*/maps")]
        if subprocess.run(asked, capture_output=True, check=False).stdout:
            return
        time.sleep(0.1)
    raise TrialFailed(f"{program.name} did not start")


def an_update_that_was_cut_off_is_taken_up_again(trial: Trial) -> None:
    aside, new = trial.program / "_ucj-lama", trial.program / "_ucj-baru"
    aside.mkdir()
    new.mkdir()
    (trial.program / "_internal").rename(aside / "_internal")
    (trial.program / "_internal").mkdir()
    (trial.program / "_internal" / "half.txt").touch()
    trial.expect(trial.install("1.1.0"), 0)
    trial.expect({entry.name for entry in trial.program.iterdir()}, nsis.PARTS | {REMOVER})
    trial.expect(set(trial.files()) & {"_internal/half.txt", "_internal/only-1.0.0.txt"}, set())


def folders_of_others_are_refused(trial: Trial) -> None:
    foreign = trial.wine.drive_c / "Foreign"
    (foreign / "_internal").mkdir(parents=True, exist_ok=True)
    trial.expect(trial.install("1.1.0", r"/D=C:\Foreign"), 6)
    trial.expect([entry.name for entry in foreign.rglob("*")], ["_internal"])


def folders_of_the_clerk_beside_the_program_stay(trial: Trial) -> None:
    own = trial.wine.drive_c / "Arsip"
    kept = {own / name / "surat.txt" for name in ("_baru", "_lama", "_buang", "data")}
    for file in kept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    for _ in ("installed", "updated"):
        trial.expect(trial.install("1.1.0", r"/D=C:\Arsip"), 0)
        trial.expect((own / "ucj-desktop.exe").is_file(), True)
    trial.expect(trial.program.exists(), False)
    trial.wine.run([own / REMOVER, "/S"], 60)
    trial.wine.settle()
    trial.expect({file for file in own.rglob("*") if file.is_file()}, kept)


def another_name_of_the_same_folder_is_no_other_folder(trial: Trial) -> None:
    program, other = trial.wine.drive_c / "Program", trial.wine.drive_c / "Pintasan"
    other.unlink(missing_ok=True)
    other.symlink_to(program)  # as a link between folders, or another letter for one
    trial.expect(trial.install("1.0.0", r"/D=C:\Program"), 0)
    trial.expect(trial.install("1.1.0", r"/D=C:\Pintasan"), 0)
    trial.expect({entry.name for entry in program.iterdir()}, nsis.PARTS | {REMOVER})
    trial.wine.run([program / REMOVER, "/S"], 60)
    trial.wine.settle()
    other.unlink()


def the_icon_on_the_desktop_is_the_clerks_choice(trial: Trial) -> None:
    icon = trial.desktop / "UCJ Desktop.lnk"
    trial.expect(icon.exists(), True)
    trial.expect(trial.install("1.0.0", "/DESKTOP=0"), 0)
    trial.expect(icon.exists(), False)
    trial.expect(trial.install("1.1.0"), 0)
    trial.expect(icon.exists(), False)


def the_removal_leaves_nothing_but_the_data(trial: Trial) -> None:
    trial.remove()
    trial.expect(trial.program.exists(), False)
    trial.expect([link.name for link in trial.wine.home.rglob("UCJ*.lnk")], [])
    trial.expect(trial.wine.run(["reg", "query", _ENTRY], 60).code, 1)


CASES: tuple[Callable[[Trial], None], ...] = (
    an_update_leaves_no_file_of_the_old_version,
    an_older_version_is_refused,
    a_running_program_stops_update_and_removal,
    an_update_that_was_cut_off_is_taken_up_again,
    folders_of_others_are_refused,
    folders_of_the_clerk_beside_the_program_stay,
    another_name_of_the_same_folder_is_no_other_folder,
    the_icon_on_the_desktop_is_the_clerks_choice,
    the_removal_leaves_nothing_but_the_data,
)


def try_setup(wine: Wine) -> None:
    """Run every case, each from a fresh version 1.0.0. Raises TrialFailed with the first that does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), wine)
        for case in CASES:
            trial.begin()
            try:
                case(trial)
            except TrialFailed as failure:
                raise TrialFailed(f"{case.__name__.replace('_', ' ')}: {failure}") from failure
        trial.remove()
