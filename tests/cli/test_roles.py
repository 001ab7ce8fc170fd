"""Every role at every command: what the table of roles forbids is refused and leaves no trace."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.command_lines import run
from tests.cli.test_help import LEAVES
from tests.folders import copy_folder
from tests.offices import CLERKS, make_office, open_as, staff
from ucj_desktop.domain.people import MAY, Action, Role
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.storage import journal

ANYBODY = None  # no account at all, or every account
SHEET = "NIK;NAMA LENGKAP;DESA;HASIL\n7302011708800001;Baso Tamparang;Bialo;LAYAK\n"
# A line of each command that an account of the right role may give, and the action it needs.
LINES: Mapping[str, tuple[str, Action | None]] = {
    "demo": ("--out {folder}/nowhere/file.txt/demo", ANYBODY),
    "office create": ("--kind kecamatan --code 730201 --admin Rahma", ANYBODY),
    "office set": ("--from {folder}/set.toml", Action.CHANGE_SETTINGS),
    "office eyes": ("", Action.CHOOSE_EYES),
    "office card": ("--out {folder}/card.ucjk", Action.PIN_CARD),
    "office card ": ("--paper {folder}/card.pdf", Action.PIN_CARD),
    "office trust": ("{folder}/none.ucjk --fingerprint 1", Action.PIN_CARD),
    "office cards": ("", ANYBODY),
    "office revoke": ("7302 --reason stolen", Action.PIN_CARD),
    "office rotate": ("", Action.PIN_CARD),
    "account add": ("Baru --role entry", Action.MANAGE_ACCOUNTS),
    "template": ("--village Bialo --out {folder}/blank.xlsx", Action.IMPORT),
    "import": ("{folder}/sheet.csv", Action.IMPORT),
    "import undo": ("nothing", Action.UNDO_IMPORT),
    "profile list": ("", Action.IMPORT),
    "profile export": ("DTKS --out {folder}/format.toml", Action.IMPORT),
    "profile add": ("{folder}/none.toml", Action.IMPORT),
    "profile delete": ("nothing", Action.IMPORT),
    "workers": ("", Action.LOOK),
    "workers ": ("--with-nik", Action.SHOW_FULL_NIK),
    "attach add": ("nobody {folder}/none.jpg --kind ktp", Action.CORRECT),
    "attach list": ("nobody", Action.LOOK),
    "attach save": ("nothing --out {folder}", Action.SHOW_FULL_NIK),
    "attach remove": ("nothing", Action.CORRECT),
    "match": ("{folder}/sheet.csv --kind bpjs", Action.IMPORT),
    "match lists": ("", Action.LOOK),
    "match differences": ("", Action.LOOK),
    "match decide": ("nothing nobody nik --keep", Action.CORRECT),
    "match undo": ("nothing", Action.UNDO_IMPORT),
    "keying sample": ("--size 3", Action.CHECK),
    "keying list": ("", Action.LOOK),
    "keying next": ("nothing", Action.ENTER),
    "keying enter": ("nothing nobody nik 1", Action.ENTER),
    "keying differences": ("nothing", Action.LOOK),
    "keying choose": ("nothing nobody nik --first", Action.CORRECT),
    "keying rate": ("nothing", Action.LOOK),
    "check": ("", Action.CHECK),
    "fix": ("name-gaps", Action.CORRECT),
    "fix list": ("", Action.LOOK),
    "fix undo": ("x", Action.CORRECT),
    "duplicates": ("", Action.LOOK),
    "duplicates ": ("--with-nik", Action.SHOW_FULL_NIK),
    "duplicates decide": ("a b --not-same", Action.SETTLE_DUPLICATES),
    "duplicates decided": ("", Action.LOOK),
    "duplicates ask-again": ("a b", Action.SETTLE_DUPLICATES),
    "duplicates merged": ("", Action.LOOK),
    "duplicates unmerge": ("a b", Action.SETTLE_DUPLICATES),
    "round open": ("--village Padang", Action.OPEN_ROUND),
    "round close": ("--village Bialo", Action.OPEN_ROUND),
    "meeting start": ("--village Padang", Action.VALIDATE),
    "meeting attend": ("Padang", Action.VALIDATE),
    "meeting object": ("Padang nobody --by Contoh --note x", Action.VALIDATE),
    "meeting end": ("Padang", Action.VALIDATE),
    "meeting list": ("", Action.LOOK),
    "round list": ("", Action.LOOK),
    "round set": ("--village Bialo --quota 3", Action.OPEN_ROUND),
    "round candidates add": ("--village Bialo nobody", Action.OPEN_ROUND),
    "round candidates list": ("--village Bialo", Action.LOOK),
    "round candidates move": ("nobody --place 1", Action.OPEN_ROUND),
    "round candidates remove": ("nobody", Action.OPEN_ROUND),
    "round candidates step-in": ("--village Bialo", Action.OPEN_ROUND),
    "calendar list": ("", ANYBODY),
    "calendar add": ("04-02-2027 --reason jadi", Action.CHANGE_SETTINGS),
    "calendar remove": ("04-02-2027", Action.CHANGE_SETTINGS),
    "calendar joint-leave": ("--working", Action.CHANGE_SETTINGS),
    "verify": ("--from {folder}/sheet.csv", Action.VERIFY),
    "validate": ("--from {folder}/sheet.csv", Action.VALIDATE),
    "minutes close": ("--all", Action.CLOSE_MINUTES),
    "minutes reopen": ("1 --reason salah", Action.REOPEN_MINUTES),
    "print": ("HADIR --out {folder}/paper.pdf", Action.PRINT),
    "export check": ("--out {folder}/check.xlsx", Action.EXPORT),
    "export form": ("--out {folder}/form.xlsx", Action.EXPORT),
    "export bnba": ("--out {folder}/list.xlsx", Action.EXPORT),
    "letter numbers": ("", Action.LOOK),
    "letter number": ("12/2026", Action.PRINT),
    "letter outside": ("12/2026 --about Undangan", Action.PRINT),
    "letter void": ("12/2026 --reason salah", Action.CLOSE_MINUTES),
    "paper check": ("{folder}/none.pdf", Action.LOOK),
    "paper sign": ("BA-VER --with {folder}/none.p12", Action.PRINT),
    "paper take": ("{folder}/none.pdf", Action.PRINT),
    "paper signatures": ("{folder}/none.pdf", Action.LOOK),
    "paper issuers": ("", ANYBODY),
    "paper issuers ": ("--add {folder}/none.cer", Action.CHANGE_SETTINGS),
    "package create": ("--to {folder}", Action.CREATE_PACKAGE),
    "package inspect": ("{folder}/none.ucj", ANYBODY),
    "package receive": ("{folder}/none.ucj", Action.RECEIVE_PACKAGE),
    "package answer": ("--office 730202 --to {folder}", Action.ANSWER),
    "relay export": ("--out {folder}/bpjs.xlsx", Action.RELAY),
    "relay results": ("{folder}/sheet.csv", Action.RELAY),
    "relay list": ("", Action.LOOK),
    "relay take-back": ("1 --reason salah", Action.RELAY),
    "relay profiles": ("", Action.LOOK),
    "relay profile-save": ("x --out {folder}/bpjs.toml", Action.LOOK),
    "relay profile-add": ("{folder}/none.toml", Action.RELAY),
    "relay profile-delete": ("nothing", Action.RELAY),
    "package receipt": ("--office 730201 --sequence 1 --out {folder}/receipt.pdf", Action.RECEIVE_PACKAGE),
    "package receipt-code": ("ABCD-EFGH-JKMN", Action.CREATE_PACKAGE),
    "package answer-in": ("{folder}/none.ucjr", Action.CREATE_PACKAGE),
    "recap": ("", Action.LOOK),
    "assignment create": ("--source DTSEN --quota 7302011003=3 --dry-run", Action.ANSWER),
    "assignment take": ("{folder}/none.ucjt", Action.OPEN_ROUND),
    "laptop lend": ("--village 7302011003 --to {folder}", Action.OPEN_ROUND),
    "laptop start": ("{folder}/none.ucjl", ANYBODY),
    "laptop return": ("--to {folder}", Action.LOOK),
    "laptop take": ("{folder}/none.ucjl", Action.OPEN_ROUND),
    "laptop lost": ("nothing", Action.OPEN_ROUND),
    "laptop list": ("", Action.LOOK),
    "budget show": ("", Action.LOOK),
    "budget set": ("--from {folder}/none.toml", Action.SET_BUDGET),
    "budget plan": ("", Action.LOOK),
    "budget decide": ("", Action.DECIDE_BUDGET),
    "budget decisions": ("", Action.LOOK),
    "budget decree": ("1 --number 1/2026", Action.DECIDE_BUDGET),
    "coverage": ("", Action.LOOK),
    "coverage ": ("--set {folder}/none.toml", Action.SET_COVERAGE),
    "journal verify": ("", Action.LOOK_AT_JOURNAL),
    "journal show": ("", Action.LOOK_AT_JOURNAL),
    "journal access": ("", Action.LOOK_AT_JOURNAL),
    "journal code": ("0123456789abcdef", Action.LOOK_AT_JOURNAL),
    "journal checkpoints": ("", Action.LOOK_AT_JOURNAL),
    "subject request": ("nobody --kind record", Action.SERVE_SUBJECT),
    "subject requests": ("", Action.SERVE_SUBJECT),
    "subject answer": ("nothing --text ya", Action.SERVE_SUBJECT),
    "subject record": ("nobody --out {folder}/data.pdf", Action.SERVE_SUBJECT),
    "subject erase": ("nobody", Action.ERASE),
    "journal undo": ("", Action.UNDO),
    "journal redo": ("", Action.UNDO),
    "journal undoable": ("", Action.UNDO),
    "journal undoable ": ("--all", Action.UNDO_OTHERS),
    "backup create": ("", Action.BACK_UP),
    "backup list": ("", ANYBODY),
    "backup restore": ("nothing", Action.RESTORE),
    "backup verify": ("nothing", Action.BACK_UP),
    "doctor": ("", Action.CHECK),
    "about": ("", ANYBODY),
}


def words_of(line: str, folder: Path) -> list[str]:
    return [*line.split(), *(word.format(folder=folder) for word in LINES[line][0].split())]


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roles")
    office = make_office(folder / "store")
    open_round(office, "7302012004")
    staff(office)
    office.close()
    (folder / "sheet.csv").write_text(SHEET)
    (folder / "set.toml").write_text('venue = "Aula"\n')
    return folder


def head_of(office: Office) -> tuple[int, bytes]:
    with office.database.reading() as connection:
        return journal.head(connection)


def test_every_command_has_its_line_here() -> None:
    assert {line.strip() for line in LINES} == {" ".join(path) for path in LEAVES}


def test_no_forbidden_action_is_done_by_any_role_at_any_command(staffed: Path) -> None:
    office = open_as(staffed / "store", Role.ADMIN)
    before = head_of(office)
    office.close()
    files = sorted(one.name for one in staffed.iterdir())
    tried, wrong = 0, []
    for role, allowed in MAY.items():
        for line, (_, action) in LINES.items():
            if action is ANYBODY or action in allowed:
                continue
            tried += 1
            ran = run(*words_of(line, staffed), "--store", staffed / "store", "--as", CLERKS[role], "--json")
            if ran.code != 2 or ran.error["code"] != "IZIN-01":
                wrong.append((role.value, line, ran.out))
    office = open_as(staffed / "store", Role.ADMIN)
    after = head_of(office)
    office.close()
    assert wrong == []
    assert tried > 60
    assert after == before
    assert sorted(one.name for one in staffed.iterdir()) == files


@pytest.mark.parametrize("line", [line for line, (_, action) in LINES.items() if action is not ANYBODY])
def test_a_role_that_may_is_never_told_that_it_may_not(staffed: Path, tmp_path: Path, line: str) -> None:
    folder = tmp_path / "copy"
    copy_folder(staffed, folder)
    action = LINES[line][1]
    role = next(role for role, allowed in MAY.items() if action in allowed)
    ran = run(
        *words_of(line, folder), "--store", folder / "store", "--as", CLERKS[role], "--json",
        environment={"UCJ_NEW_PASSWORD": "empat kata tanpa kaitan"},
    )  # fmt: skip
    assert ran.code in (0, 2)
    if ran.code == 2:
        assert ran.error["code"] != "IZIN-01"
        assert ran.error["what"].endswith((".", "?"))
        assert ran.error["fix"]


def test_nobody_validates_what_they_verified_themselves(staffed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    copy_folder(staffed, folder)
    entry, verifier, head = (CLERKS[role] for role in (Role.ENTRY, Role.VERIFIER, Role.HEAD))
    assert run("import", folder / "sheet.csv", "--store", folder / "store", "--as", entry, "--json").facts["new"] == 1
    by_verifier = ("--from", folder / "sheet.csv", "--store", folder / "store", "--as", verifier, "--json")
    assert run("verify", *by_verifier).facts["skipped"][0]["why"].startswith("Masih tertahan")
    assert run("validate", *by_verifier).error["code"] == "IZIN-01"
    by_head = ("--from", folder / "sheet.csv", "--store", folder / "store", "--as", head, "--json")
    assert run("validate", *by_head).facts["done"] == 0
