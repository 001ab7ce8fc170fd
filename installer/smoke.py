"""`dev.py smoke`: what `dev.py build` made, installed, used, updated and removed on a Windows computer of Wine's."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from installer import bundle, qt_libraries
from installer.build import DIST, TRIAL_PREFIX, WORK, Stopwatch
from installer.environment import CHECKOUT, Environment, Lock, SetupFailed
from installer.trial import TrialFailed, setup_cases, window_day
from installer.trial.clerks_computer import ClerksComputer
from installer.trial.screen import WINE_SETTINGS, Screen, open_screen
from installer.windows import python as windows_python
from installer.windows.wine import Wine, WineFailed

PICTURES = WORK / "screenshots"
# Where Windows differs most, of the whole suite; the rest passes there too, in half an hour.
WINDOWS_TESTS = (
    "tests/windows",
    "tests/storage",
    "tests/handoff",
    "tests/crypto/test_files.py",
    "tests/crypto/test_keyring.py",
    "tests/spreadsheets/test_child_process.py",
    "tests/spreadsheets/test_writer.py",
    "tests/cli/test_say.py",
    "tests/e2e/test_two_offices.py",
    "tests/e2e/test_no_plaintext.py",
    "tests/gui/test_first_start.py",
    "tests/gui/test_before_the_office.py",
)
ADMIN, PASSWORD = "Andi Pengelola", "perahu kecil berlayar jauh"
DISTRICT_ADMIN, DISTRICT_PASSWORD = "Besse Kabupaten", "gunung tinggi berkabut tipis"
OLD_STORE, OLD_ACCOUNT, OLD_PASSWORD = "tests/storage/old_stores/0001", "Hasnah Kasi", "perahu tua tetap berlayar"
_NUMBER = "400/1/2026"


class Smoke:
    """The story, part by part; each part leaves the computer as the next one needs it."""

    def __init__(self, setup: Path, computer: ClerksComputer, screen: Screen) -> None:
        self.setup = setup
        self.computer = computer
        self.screen = screen
        self.wine = computer.wine
        self.stick = computer.wine.drive("e")
        self.notes: list[str] = []

    def ask(self, *words: str | Path) -> dict[str, Any]:
        """The office of the Start menu, in the folder where the program keeps it."""
        return self.computer.ask(*words, password=PASSWORD)

    def ask_district(self, *words: str | Path) -> dict[str, Any]:
        return self.computer.ask(*words, "--store", self.district, password=DISTRICT_PASSWORD)

    @property
    def district(self) -> Path:
        return self.wine.drive_c / "Kabupaten"

    def install_it(self) -> None:
        """Setup, silently; a copy of it lies on the clerk's computer first, as from a stick."""
        folder = self.computer.folder("Kiriman dari Dinas é")
        shutil.copy(self.setup, folder)
        self.computer.install(folder / self.setup.name)

    def carry_everything(self) -> None:
        """The frozen program names the same rules, pages, reports ... as the checkout, and can read each part in."""
        frozen = self.computer.ask("about", "--load", seconds=240)
        own: list[str | Path] = [Environment().python, "-m", "ucj_desktop", "about", "--json"]
        here = json.loads(subprocess.run(own, cwd=CHECKOUT, capture_output=True, check=True).stdout)
        for registry, names in here["carries"].items():
            missing = sorted(set(map(str, _flat(names))) ^ set(map(str, _flat(frozen["carries"][registry]))))
            if missing:
                raise TrialFailed(
                    f"The frozen program differs from the checkout in {registry}: {', '.join(missing[:5])}."
                )
        self.notes.append(", ".join(f"{len(list(_flat(names)))} {name}" for name, names in here["carries"].items()))

    def make_an_office(self) -> None:
        """From the Start menu, by keys: the first start, an account, one worker typed, a messy workbook imported."""
        workbook = self.ugly_workbook()
        began = time.monotonic()
        self.wine.start(["start", "/wait", self.wine.path(self.computer.start_menu)])
        self.screen.wait_for_window("UCJ Desktop", 60)
        self.notes.append(f"the first window {time.monotonic() - began:.1f} s after the Start menu")
        sheet = self.computer.folder("Kertas") / "kode pemulihan.txt"
        office = window_day.FirstOffice(False, "Gantarang", 1, ADMIN, PASSWORD, self.wine.path(sheet))
        window_day.create_office(self.screen, office)
        _expect(sheet.is_file(), True, "the recovery code is in the file that was named")
        window_day.enter_one_worker(self.screen)
        window_day.import_a_file(self.screen, self.wine.path(workbook))
        self._one_program_only()
        window_day.close_program(self.screen)
        counted = self.ask("workers")["total"]
        _expect(counted > 100, True, "more than a hundred workers after the import")
        _expect(self.ask("workers", "--query", window_day.WORKER[1])["total"], 1, "the worker who was typed")
        self.notes.append(f"{counted} workers in the office")

    def ugly_workbook(self) -> Path:
        """The messy workbook of a demo day; the frozen program itself runs that day of two offices."""
        folder = self.computer.folder("Contoh")
        made = self.computer.ask("demo", "--out", folder / "hari", seconds=240)
        for kind, place in made["files"].items():
            if not self.wine.host(place).is_file():
                raise TrialFailed(f"The demo day made no {kind}.")
        return self.wine.host(made["files"]["xlsx_in"])

    def _one_program_only(self) -> None:
        """A second start brings the first window forward and ends by itself."""
        began = time.monotonic()
        second = self.wine.run([self.computer.windowed], 30)
        _expect(second.code, 0, "the exit code of a second start")
        self.notes.append(f"a second start ends after {time.monotonic() - began:.1f} s")

    def do_the_bulk(self) -> None:
        """By command line: check, both verdicts, the district's card, minutes closed, the letter and the Excel list."""
        self.ask("check")
        papers = self.computer.folder("Surat Ü")
        self._give_verdicts(papers / "hasil.csv")
        create = ("office", "create", "--kind", "kabupaten", "--code", "73.02", "--admin", DISTRICT_ADMIN)
        self.computer.folder("Kabupaten")
        secret = {"UCJ_NEW_PASSWORD": DISTRICT_PASSWORD}
        self.computer.ask(*create, "--store", self.district, environment=secret)
        for ask, other in ((self.ask, self.ask_district), (self.ask_district, self.ask)):
            card = other("office", "card", "--out", self.stick)
            ask("office", "trust", card["file"], "--fingerprint", card["fingerprint"])
        closed = self.ask("minutes", "close", "--all", "--number", _NUMBER)
        self.minuted = closed["counts"]["workers"]
        letter = self.ask("print", "BA-VER", "--out", papers / "ba ver.pdf")
        _expect(letter["workers"], self.minuted, "workers of the printed minutes")
        _expect(self.ask("paper", "check", papers / "ba ver.pdf")["verdict"], "genuine", "the printed minutes")
        _expect(
            self.ask("export", "bnba", "--minutes", _NUMBER, "--out", papers / "bnba.xlsx")["rows"],
            self.minuted,
            "rows of the Excel list",
        )
        self._sign_by_certificate(papers)
        self.notes.append(f"{self.minuted} workers minuted, {letter['pages']} pages of minutes")

    def _sign_by_certificate(self, papers: Path) -> None:
        """The minutes with an electronic signature too: what signs and checks is in the frozen program, and works."""
        certificate, signed = papers / "camat.p12", papers / "ba ver bertanda tangan.pdf"
        own: list[str | Path] = [Environment().python, "-m", "tests.reports.certificates", certificate]
        passphrase = subprocess.run(own, cwd=CHECKOUT, capture_output=True, check=True, text=True).stdout.strip()
        secret = {"UCJ_P12_PASSPHRASE": passphrase}
        words = ("print", "BA-VER", "--out", signed, "--sign", certificate)
        self.computer.ask(*words, password=PASSWORD, environment=secret)
        found = self.ask("paper", "signatures", signed)
        _expect([one["intact"] for one in found["signatures"]], [True], "the electronic signature")
        _expect((found["untouched"], found["verdict"]), (True, "genuine"), "the signed minutes")

    def _give_verdicts(self, sheet: Path) -> None:
        people = self.ask("workers", "--with-nik", "--limit", "1000")["workers"]
        rows = [f"{one['nik']};LAYAK" for one in people if one["nik"]]
        sheet.write_text("\n".join(["NIK;HASIL", *rows, ""]), encoding="utf-8")
        for step in ("verify", "validate"):
            _expect(self.ask(step, "--from", sheet)["done"] > 50, True, f"verdicts of {step}")

    def send_by_window(self) -> None:
        """In the window again: everything found after the restart, the minutes looked at, the package put on e:."""
        self.wine.start([self.computer.windowed])
        window_day.log_in(self.screen, PASSWORD)
        window_day.show_minutes(self.screen)
        window_day.send_to_stick(self.screen)
        window_day.close_program(self.screen)
        packages = sorted(self.stick.rglob("*.ucj"))
        _expect(len(packages), 1, "packages on e:")
        _expect(self.ask("package", "inspect", packages[0])["office"], "730201", "the office the package names")

    def receive_by_window(self) -> None:
        """The district's window finds the package on e: and takes it in; its answer comes back."""
        self.wine.start([self.computer.windowed, "--store", self.district])
        window_day.log_in(self.screen, DISTRICT_PASSWORD)
        window_day.receive_in_district(self.screen)
        window_day.close_program(self.screen)
        _expect(self.ask_district("recap")["balances"], True, "the district's recapitulation balances")
        _expect(self.ask_district("workers")["total"], self.minuted, "workers in the district")
        self.ask_district("package", "answer", "--office", "73.02.01", "--to", self.stick)
        _expect(self.ask("package", "answer-in", self.stick)["accepted"], self.minuted, "workers accepted")

    def open_an_old_store(self) -> None:
        """A store of the first migration, as an older version left it, is brought up to date with everything in it."""
        folder = self.computer.folder("Kantor lama")
        shutil.copytree(CHECKOUT / OLD_STORE, folder / "kantor", ignore=shutil.ignore_patterns("expected.json"))
        expected = json.loads((CHECKOUT / OLD_STORE / "expected.json").read_text("utf-8"))

        def ask(*words: str) -> dict[str, Any]:
            which = ("--store", folder / "kantor", "--as", OLD_ACCOUNT)
            return self.computer.ask(*words, *which, password=OLD_PASSWORD)

        _expect(ask("journal", "verify")["ok"], True, "the journal of the old store")
        saved = [one for one in ask("backup", "list")["backups"] if one["occasion"] == "migration"]
        _expect(len(saved), 1, "backups made before the migration")
        counted = saved[0]["counts"]
        _expect(counted, {name: expected["counts"][name] for name in counted}, "what the backup counted")
        workers = ask("workers", "--limit", "1000")["workers"]
        _expect({one["worker_id"] for one in workers}, set(expected["workers"]), "workers after the migration")
        _expect(dict(Counter(one["stage"] for one in workers)), expected["stages"], "stages after the migration")
        faults = [one["name"] for one in ask("doctor")["checks"] if not one["ok"]]
        _expect(faults, [], "faults the doctor finds in the old store")
        self.notes.append(f"{len(workers)} workers migrated")

    def hold_the_store(self) -> None:
        """A store file that another program holds gives its sentence, and works again afterwards."""
        holder = self.wine.start([WORK / "python" / "python.exe", "-c", _HOLD, self.computer.store / "store.db"])
        try:
            _wait_for((self.wine.drive_c / "held").exists, 30, "the other program to hold store.db")
            _expect(self.computer.refusal("workers", password=PASSWORD), "DATA-07", "the sentence of a held store")
        finally:
            holder.kill()
            (self.wine.drive_c / "held").unlink(missing_ok=True)
        self.ask("workers")

    def update_in_place(self) -> None:
        """Setup over the installed program: the store's bytes stay, and it opens."""
        counted = self.ask("workers")["total"]
        before = self.computer.store_bytes()
        self.computer.install(self.setup)
        _expect(self.computer.store_bytes() == before, True, "the store's files after the update are what they were")
        _expect(self.ask("workers")["total"], counted, "workers after the update")

    def remove_it(self) -> None:
        """The removal keeps the data and leaves nothing else."""
        before = self.computer.store_bytes()
        self.computer.remove()
        _expect(self.computer.store_bytes() == before, True, "the store's files after the removal are what they were")


_HOLD = """
import ctypes, sys, time
ctypes.windll.kernel32.CreateFileW.restype = ctypes.c_void_p
GENERIC_READ, NOBODY_ELSE, OPEN_EXISTING = 0x80000000, 0, 3
ctypes.windll.kernel32.CreateFileW(sys.argv[1], GENERIC_READ, NOBODY_ELSE, None, OPEN_EXISTING, 0, None)
open("C:/held", "w").close()
time.sleep(120)
"""


def smoke(arguments: argparse.Namespace) -> int:
    """The built Windows program tried under Wine: installed, used by keys and by command line, updated, removed."""
    del arguments
    setups = sorted(DIST.glob(f"UCJ-Desktop-{bundle.version()}-Setup.exe"))
    if not setups or not TRIAL_PREFIX.is_dir():
        raise SetupFailed("There is nothing to try: give the command `dev.py build` first, on Linux with Wine.")
    stopwatch = Stopwatch()
    tools = Environment()
    tools.ensure(Lock.TEST)
    qt_libraries.require(tools, display=False)  # the checkout, too, must say which pages it has
    if PICTURES.exists():
        shutil.rmtree(PICTURES)
    with open_screen(PICTURES) as screen:
        with stopwatch.part("two Windows computers of their own"):
            clerks, testers = _new_computer("clerk", screen), _new_computer("tester", screen)
        held = _tell(Smoke(setups[0], ClerksComputer(clerks), screen), testers, tools, stopwatch)
    stopwatch.say()
    print(f"Screenshots: {PICTURES}")
    return 0 if held else 1


def _tell(story: Smoke, testers: Wine, tools: Environment, stopwatch: Stopwatch) -> bool:
    """Run every part; the first that fails ends the story, is said, and makes it False."""
    parts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("tests of what is only Windows", lambda: run_windows_tests(testers, tools)),
        ("Setup, case by case", lambda: setup_cases.try_setup(testers)),
        ("Setup, silently", story.install_it),
        ("the frozen program carries everything", story.carry_everything),
        ("from the Start menu: an office, a worker, an import", story.make_an_office),
        ("by command line: verdicts, minutes, letter", story.do_the_bulk),
        ("after a restart: minutes, package to e:", story.send_by_window),
        ("the district receives and answers", story.receive_by_window),
        ("a store of an older version", story.open_an_old_store),
        ("a store that another program holds", story.hold_the_store),
        ("update in place", story.update_in_place),
        ("removal", story.remove_it),
    )
    try:
        for name, part in parts:
            with stopwatch.part(name):
                part()
            for note in story.notes:
                print(f"   {note}", flush=True)
            story.notes.clear()
    except (TrialFailed, WineFailed) as failure:
        print(f"{stopwatch.parts[-1][0]}: {failure}", file=sys.stderr, flush=True)
        return False
    finally:
        story.wine.stop()
        testers.stop()
    print(f"The Windows program held in all {len(parts)} parts.")
    return True


def _new_computer(name: str, screen: Screen) -> Wine:
    """A fresh copy of the prefix that the build made."""
    folder = WORK / f"computer-of-{name}"
    if folder.exists():
        shutil.rmtree(folder)
    subprocess.run(["cp", "-a", "--reflink=auto", TRIAL_PREFIX, folder], check=True)
    wine = Wine(folder, screen.display)
    for setting in WINE_SETTINGS:
        wine.write_registry(*setting)
    return wine


def run_windows_tests(wine: Wine, tools: Environment) -> None:
    """The tests of what is only Windows, with the Windows Python. Raises TrialFailed."""
    packages = WORK / "test-packages"
    stamp = packages / "complete.txt"
    wanted = hashlib.sha256((CHECKOUT / Lock.TEST.value).read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text("ascii") != wanted:
        shutil.rmtree(packages, ignore_errors=True)
        windows_python.install(packages, tools, Lock.TEST)
        stamp.write_text(wanted, "ascii")
    words = ["-m", "pytest", "-q", "-o", r"cache_dir=C:\pytest", *WINDOWS_TESTS]
    settings = {"PYTHONPATH": f"{wine.path(CHECKOUT)};{wine.path(packages)}", "WINEQT_QPA_PLATFORM": "offscreen"}
    settings["PYTHONUTF8"] = "0"  # as on a clerk's computer: files opened without an encoding are in its code page
    answer = wine.run([WORK / "python" / "python.exe", *words], 600, settings)
    print("   " + (answer.words.strip().splitlines() or ["no word"])[-1], flush=True)
    if answer.code != 0:
        raise TrialFailed(f"pytest ended with {answer.code}:\n{answer.words[-4000:]}")


def _flat(names: Any) -> list[Any]:
    return list(names) if isinstance(names, (list, dict)) else [names]


def _expect(found: object, wanted: object, what: str) -> None:
    if found != wanted:
        raise TrialFailed(f"{what}: expected {wanted}, found {found}.")


def _wait_for(happened: Callable[[], bool], seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise TrialFailed(f"Waited {seconds:.0f} s in vain for {what}.")
        time.sleep(0.1)
