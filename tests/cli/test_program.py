"""What every command line has in common: one JSON object, exit codes, passwords, accounts, faults."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command_lines import run, run_apart
from tests.offices import ADMIN, PASSWORD, SUB_DISTRICT, make_office
from ucj_desktop.cli.app import program
from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import command
from ucj_desktop.cli.say import Answer
from ucj_desktop.storage.journal import Entry


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "Kantor Camat é 1"
    make_office(folder).close()
    return folder


@contextlib.contextmanager
def a_command_that(body: object) -> Iterator[str]:
    """The program with one more command, which does what a test needs."""

    @command("tryout", help="Perintah untuk pengujian.")
    def tryout(asked: Asked) -> Answer:
        if isinstance(body, BaseException):
            raise body
        return Answer({"ok": True}, ["baik"])

    program.add_command(tryout)
    try:
        yield "tryout"
    finally:
        del program.commands["tryout"]


def test_common_options_stand_before_or_after_the_command(store: Path) -> None:
    before = run("--json", "--store", store, "--as", ADMIN, "round", "list")
    between = run("round", "--json", "--store", store, "list", "--as", ADMIN)
    after = run("round", "list", "--as", ADMIN, "--store", store, "--json")
    assert before.facts == between.facts == after.facts == {"rounds": []}


def test_a_program_of_its_own_answers_one_json_object(store: Path) -> None:
    ran = run_apart("workers", "--store", store, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.facts == {"total": 0, "workers": []}


def test_letters_outside_ascii_leave_as_utf_8_whatever_the_console_uses(store: Path) -> None:
    folder = run_apart("backup", "create", "--store", store, "--json", environment={"PYTHONIOENCODING": "ascii"})
    assert folder.facts["file"].startswith(str(store))


def test_a_folder_without_an_office_is_told(tmp_path: Path) -> None:
    ran = run_apart("workers", "--store", tmp_path / "kosong", "--json")
    assert ran.code == 2
    assert ran.error["code"] == "KANTOR-01"
    assert not (tmp_path / "kosong").exists()


def test_without_a_store_the_folder_of_the_computer_account_is_used(tmp_path: Path) -> None:
    make_office(tmp_path / "UCJ Desktop").close()
    here = {"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    assert run("workers", "--json", environment=here).facts["total"] == 0


def test_a_wrong_password_is_told_and_opens_nothing(store: Path) -> None:
    ran = run("workers", "--store", store, "--json", environment={"UCJ_PASSWORD": "bukan kata sandinya"})
    assert ran.code == 2
    assert ran.error["code"].startswith("KUNCI-")


def test_the_refusal_stands_on_standard_error_for_people(store: Path) -> None:
    ran = run("workers", "--store", store, environment={"UCJ_PASSWORD": "bukan kata sandinya"})
    assert (ran.code, ran.out) == (2, "")
    assert "KUNCI-" in ran.err


def test_the_password_may_stand_in_a_file(store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "sandi.txt"
    kept.write_bytes(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\r\nbaris kedua\r\n")
    ran = run("workers", "--store", store, "--json", "--password-file", kept, environment={"UCJ_PASSWORD": None})
    assert ran.facts["total"] == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"], ids=["empty", "first line empty", "not text"])
def test_a_password_file_that_holds_none_is_told(store: Path, tmp_path: Path, content: bytes) -> None:
    kept = tmp_path / "sandi.txt"
    kept.write_bytes(content)
    ran = run("workers", "--store", store, "--json", "--password-file", kept, environment={"UCJ_PASSWORD": None})
    assert (ran.code, ran.error["code"]) == (2, "BARIS-03")


def test_a_password_file_that_is_named_wins_over_the_environment(store: Path, tmp_path: Path) -> None:
    ran = run("workers", "--store", store, "--json", "--password-file", tmp_path / "tidak ada.txt")
    assert (ran.code, ran.error["code"]) == (2, "BARIS-03")


def test_a_pair_is_decided_one_way_only(store: Path) -> None:
    ran = run("duplicates", "decide", "a", "b", "--same", "--not-same", "--store", store, "--json")
    assert (ran.code, ran.error["code"]) == (2, "BARIS-01")


def test_without_a_password_and_a_terminal_it_is_asked_for_in_words(store: Path) -> None:
    ran = run_apart("workers", "--store", store, "--json", environment={"UCJ_PASSWORD": ""})
    assert (ran.code, ran.error["code"]) == (2, "BARIS-02")


def test_an_office_with_several_accounts_wants_one_named(tmp_path: Path) -> None:
    make_office(tmp_path / "kantor", staffed=True).close()
    unnamed = run("workers", "--store", tmp_path / "kantor", "--json")
    assert (unnamed.code, unnamed.error["code"]) == (2, "BARIS-04")
    assert "Hasnah" in unnamed.error["fix"]
    named = run("workers", "--store", tmp_path / "kantor", "--json", environment={"UCJ_USER": "Hasnah"})
    assert named.code == 0


def test_a_second_program_is_kept_out_while_the_store_is_open(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    try:
        ran = run_apart("workers", "--store", tmp_path / "kantor", "--json")
    finally:
        office.close()
    assert (ran.code, ran.error["code"]) == (2, "TEMPAT-02")


@pytest.mark.parametrize(
    "words",
    [
        ("--json",),
        ("--json", "kerja"),
        ("workers", "--json", "--tahap", "x"),
        ("workers", "--json", "--stage", "x"),
        ("workers", "--json", "--limit", "banyak"),
        ("workers", "lebih", "--json"),
        ("round", "open", "--json"),
        ("round", "open", "--json", "--village"),
        ("import", "--json"),
        ("import", "--json", "undo"),
        ("minutes", "close", "--json"),
        ("minutes", "close", "--json", "--all", "--round", "Bialo"),
        ("round", "close", "--json"),
        ("minutes", "close", "--json", "--all", "--date", "kapan saja"),
        ("duplicates", "decide", "a", "b", "--json"),
        ("print", "--json"),
        ("office", "--json"),
        ("workers", "--json=1"),
    ],
    ids=" ".join,
)
def test_a_line_that_is_not_understood_is_a_clerk_error_in_indonesian(words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.code == 2
    if "--json" in words:
        assert ran.error["code"] == "BARIS-01"
        assert "ucj-desktop" in ran.error["fix"]
    else:
        assert ran.out == ""
        assert "BARIS-01" in ran.err


def test_a_fault_of_ours_is_one_sentence_and_a_report_without_personal_data(store: Path) -> None:
    with a_command_that(RuntimeError("Siti Aminah 7302015203850002")) as name:
        ran = run(name, "--store", store, "--json")
        told = run(name, "--store", store)
    assert (ran.code, ran.error["code"]) == (1, "UCJ-99")
    assert (told.code, told.out) == (1, "")
    reports = list((store / "crash").iterdir())
    assert len(reports) == 2
    for text in (ran.out, ran.err, told.err, *(one.read_text("utf-8") for one in reports)):
        assert "Aminah" not in text
        assert "7302015203850002" not in text
    assert "builtins.RuntimeError" in reports[0].read_text("utf-8")
    assert "cli/indonesian.py" in reports[0].read_text("utf-8")


def test_a_fault_without_an_office_writes_nothing_anywhere_and_is_reported_on_the_screen(tmp_path: Path) -> None:
    with a_command_that(RuntimeError("Siti Aminah")) as name:
        ran = run(name, "--store", tmp_path / "tidak ada", "--json")
    assert (ran.code, ran.error["code"]) == (1, "UCJ-99")
    assert list(tmp_path.iterdir()) == []
    assert "builtins.RuntimeError" in ran.err
    assert "Aminah" not in ran.err


def test_stopping_a_command_is_a_clerk_error(store: Path) -> None:
    with a_command_that(KeyboardInterrupt()) as name:
        ran = run(name, "--store", store, "--json")
    assert (ran.code, ran.error["code"]) == (2, "BARIS-06")


@pytest.mark.parametrize("closes_first", [False, True])
@pytest.mark.parametrize(("saves", "code"), [(False, "BARIS-06"), (True, "BARIS-07")])
def test_a_command_stopped_after_it_saved_does_not_say_that_nothing_is_kept(
    store: Path, saves: bool, code: str, closes_first: bool
) -> None:
    def stopped(asked: Asked) -> Answer:
        with office_of(asked) as office:
            if saves:
                with office.database.writing() as connection:
                    office.log(connection, Entry(action="import.made"))
            if not closes_first:
                raise KeyboardInterrupt
        raise KeyboardInterrupt

    program.add_command(command("tryout", help="Perintah untuk pengujian.")(stopped))
    try:
        ran = run("tryout", "--store", store, "--json")
    finally:
        del program.commands["tryout"]
    assert (ran.code, ran.error["code"]) == (2, code)


def test_what_is_said_is_said_after_everything_is_closed(store: Path) -> None:
    """A reader that acts on the answer at once finds the store free."""
    for _ in range(2):
        assert run_apart("round", "list", "--store", store, "--json").code == 0


def test_ctrl_c_ends_a_program_with_a_clerk_error(store: Path) -> None:
    script = (
        "import signal\n"
        "from ucj_desktop.cli.app import program\n"
        "from ucj_desktop.cli.indonesian import command\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job is born deaf to it
        "def stop(asked):\n    signal.raise_signal(signal.SIGINT)\n"
        "program.add_command(command('stop')(stop))\n"
        "program.main(['stop', '--json'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert '"BARIS-06"' in done.stdout
    assert done.stderr == ""


def test_ctrl_c_before_the_command_line_is_there_ends_it_without_a_word() -> None:
    script = (
        "import runpy, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Impatient:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'ucj_desktop.cli.app':\n            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "sys.argv = ['ucj', 'workers']\n"
        "runpy.run_module('ucj_desktop', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert (done.stdout, done.stderr) == ("", "")


def test_a_backup_is_made_at_exit_only_when_something_changed(store: Path) -> None:
    assert run("round", "open", "--village", "Bialo", "--store", store, "--json").code == 0
    first = run("backup", "list", "--store", store, "--json").facts["backups"]
    assert run("workers", "--store", store, "--json").code == 0
    second = run("backup", "list", "--store", store, "--json").facts["backups"]
    assert first == second
    assert first[0]["counts"]["workers"] == 0


def test_a_new_office_tells_its_recovery_code_once_and_opens(tmp_path: Path) -> None:
    made = run(
        "office", "create", "--store", tmp_path / "baru", "--kind", "kecamatan", "--code", "73.02.01",
        "--admin", ADMIN, "--json",
    )  # fmt: skip
    assert made.code == 0
    assert made.facts["office"] == SUB_DISTRICT
    assert len(made.facts["fingerprint"].split()) == 8
    assert made.facts["recovery_code"].count("-") == 7
    assert run("workers", "--store", tmp_path / "baru", "--json").facts["total"] == 0
    again = run(
        "office", "create", "--store", tmp_path / "baru", "--kind", "kecamatan", "--code", "73.02.01",
        "--admin", ADMIN, "--json",
    )  # fmt: skip
    assert again.code == 2
    assert again.error["code"].startswith("KUNCI-")


@pytest.mark.parametrize(("kind", "code"), [("kecamatan", "73.02"), ("kabupaten", "73.02.01"), ("kecamatan", "abc")])
def test_an_office_code_of_another_kind_is_refused_before_anything_is_made(
    tmp_path: Path, kind: str, code: str
) -> None:
    ran = run(
        "office", "create", "--store", tmp_path / "baru", "--kind", kind, "--code", code, "--admin", ADMIN, "--json"
    )
    assert (ran.code, ran.error["code"]) == (2, "KANTOR-02")
    assert not (tmp_path / "baru").exists()


def test_a_weak_first_password_is_refused_and_leaves_no_office(tmp_path: Path) -> None:
    ran = run(
        "office", "create", "--store", tmp_path / "baru", "--kind", "kecamatan", "--code", "73.02.01",
        "--admin", ADMIN, "--json", environment={"UCJ_NEW_PASSWORD": "rahasia"},
    )  # fmt: skip
    assert (ran.code, ran.error["code"]) == (2, "KUNCI-03")
    assert run("workers", "--store", tmp_path / "baru", "--json").error["code"] == "KANTOR-01"


def test_a_new_account_gets_the_new_password_and_its_role(store: Path) -> None:
    fresh = "empat kata tanpa kaitan"
    made = run(
        "account", "add", "Hasnah", "--role", "verifier", "--store", store, "--json",
        environment={"UCJ_NEW_PASSWORD": fresh},
    )  # fmt: skip
    assert (made.facts["name"], made.facts["role"]) == ("Hasnah", "verifier")
    assert run("workers", "--store", store, "--as", "Hasnah", "--json").code == 2
    entered = run("workers", "--store", store, "--as", "Hasnah", "--json", environment={"UCJ_PASSWORD": fresh})
    assert entered.code == 0


def test_four_eyes_and_one_person_are_shown_and_chosen(store: Path) -> None:
    why = "petugas lain pindah tugas"
    asked = ("office", "eyes", "--store", store, "--as", ADMIN, "--json")
    assert run(*asked).facts == {"one_person": True, "reason": ""}
    assert run(*asked, "--one-person", why).error["code"] == "MATA-02"
    run(
        "account", "add", "Hasnah", "--role", "head", "--store", store,
        environment={"UCJ_NEW_PASSWORD": "empat kata tanpa kaitan"},
    )  # fmt: skip
    assert run(*asked).facts["one_person"] is False
    assert run(*asked, "--one-person", "ya").error["code"] == "MATA-01"
    assert run(*asked, "--one-person", why).facts == {"one_person": True, "reason": why}
    assert run(*asked, "--one-person", why, "--four").code == 2
    assert run(*asked, "--four").facts == {"one_person": False, "reason": ""}
