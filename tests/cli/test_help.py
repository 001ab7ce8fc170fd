"""Every command has help in Indonesian, and asking for it is quick."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from tests.cli.command_lines import run
from ucj_desktop.cli.app import program
from ucj_desktop.cli.indonesian import Group

CONTRACT = set(
    """
    demo; template; office create; office set; office eyes; office card; office trust; office cards; office revoke;
    office rotate; account add;
    import; import undo; workers;
    profile list; profile export; profile add; profile delete;
    attach add; attach list; attach save; attach remove;
    match; match lists; match differences; match decide; match undo;
    keying sample; keying list; keying next; keying enter; keying differences; keying choose; keying rate;
    check; fix; fix list; fix undo; duplicates;
    duplicates decide; duplicates decided; duplicates ask-again; duplicates merged; duplicates unmerge;
    meeting start; meeting attend; meeting object; meeting end; meeting list;
    round open; round set; round close; round list; round candidates add; round candidates list;
    round candidates move; round candidates remove; round candidates step-in;
    calendar list; calendar add; calendar remove; calendar joint-leave; verify; validate; minutes close;
    minutes reopen; print; export bnba; export form; export check; paper check;
    letter numbers; letter number; letter outside; letter void;
    paper sign; paper take; paper signatures; paper issuers;
    package create; package inspect; package receive;
    package answer; package receipt; package receipt-code;
    relay export; relay results; relay list; relay take-back; relay profiles; relay profile-save;
    relay profile-add; relay profile-delete;
    assignment create; assignment take;
    laptop lend; laptop start; laptop return; laptop take; laptop lost; laptop list;
    budget show; budget set; budget plan; budget decide; budget decisions; budget decree;
    package answer-in; recap; coverage; journal verify; journal show; journal access; journal code;
    journal checkpoints; subject request; subject requests; subject answer; subject record; subject erase;
    journal undo; journal redo;
    journal undoable; backup create; backup list; backup restore; backup verify;
    doctor; about
    """.replace("\n", " ").split("; ")
)
ENGLISH = ("Usage", "Options", "Commands", "Show this", "[required]", "Positional", " the ", "Arguments")


def leaves(group: Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words it is called by."""
    if group.default is not None:
        yield path, group.default
    for name, command in group.commands.items():
        if isinstance(command, Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name), command


LEAVES = dict(leaves(program))


def test_the_commands_are_those_of_the_contract() -> None:
    assert {" ".join(path) for path in LEAVES} == {one.strip() for one in CONTRACT}


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_has_help_in_indonesian(path: tuple[str, ...]) -> None:
    ran = run(*path, "--help")
    assert ran.code == 0
    assert f"Pemakaian: ucj-desktop {' '.join(path)}" in ran.out
    assert not [word for word in ENGLISH if word in ran.out]
    for parameter in LEAVES[path].params:
        assert getattr(parameter, "help", ""), f"{parameter.name} has no help"


def test_the_program_tells_its_commands_and_common_options() -> None:
    ran = run("--help")
    assert ran.code == 0
    assert "--store FOLDER" in ran.out
    assert all(path[0] in ran.out for path in LEAVES)
    assert not [word for word in ENGLISH if word in ran.out]


def test_no_command_at_all_tells_them_on_standard_error() -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "Perintah:" in ran.err


def test_a_group_alone_tells_its_commands() -> None:
    ran = run("office")
    assert (ran.code, ran.out) == (2, "")
    assert "create" in ran.err


def test_the_version_is_told() -> None:
    ran = run("--version")
    assert ran.code == 0
    assert ran.out.startswith("UCJ Desktop 0.")


def test_help_loads_no_database_no_paper_no_sheets_and_no_window() -> None:
    script = (
        "import sys\n"
        "from ucj_desktop.cli.app import program\n"
        "try:\n    program.main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'reportlab', 'openpyxl', 'python_calamine', 'PySide6', 'cryptography'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
