"""The command that says what this copy of the program is, where everything lies, and what it carries."""

from collections.abc import Mapping
from typing import Any

import click

from ucj_desktop.cli.asked import Asked
from ucj_desktop.cli.indonesian import Group, command, option
from ucj_desktop.cli.say import Answer

_WORDS = {
    "rules": "aturan",
    "reports": "laporan",
    "pages": "halaman",
    "commands": "perintah",
    "migrations": "penyesuaian data",
    "import_profiles": "format berkas impor",
    "resources": "berkas acuan",
    "modules": "bagian program",
}


@command("about", help="Versi program, letak data dan lisensi, dan apa saja yang dibawanya.")
@option("--load", is_flag=True, help="Muat semua bagian program satu per satu; yang kurang disebutkan.")
def about(asked: Asked, load: bool) -> Answer:
    from ucj_desktop.services.care.describe_program import describe_program, load_every_module

    found = describe_program()
    loaded = load_every_module(asked.bar) if load else None
    window = _window(asked)
    carries = {**found.carries, "pages": window.get("pages", []), "commands": _commands()}
    versions = {**found.versions, "qt": window.get("qt", "")}
    facts = {
        "version": found.version,
        "versions": versions,
        "frozen": found.is_frozen,
        "program": found.program,
        "licences": found.licences,
        "store": asked.folder,
        "carries": carries,
        **({"loaded": loaded} if load else {}),
        **({"window_fault": window["fault"]} if "fault" in window else {}),
    }
    qt = f"Qt {versions['qt']}" if versions["qt"] else "tanpa jendela (Qt tidak bisa dimuat di komputer ini)"
    lines = [
        f"UCJ Desktop {found.version}",
        f"Python {versions['python']}, {qt}, SQLite {versions['sqlite']}, SQLCipher {versions['sqlcipher']}",
        f"Data kantor: {asked.folder}",
        f"Program: {found.program}",
        f"Lisensi: {found.licences or 'tidak ditemukan'}",
        f"Isi: {', '.join(f'{len(carries[name])} {word}' for name, word in _WORDS.items())}.",
    ]
    return Answer(facts, [*lines, *([f"Semua {loaded} bagian program bisa dimuat."] if load else [])])


def _window(asked: Asked) -> Mapping[str, Any]:
    """What the window says of itself: qt, pages and icons; only a fault where Qt lacks a library of the system."""
    try:
        return asked.window()
    except ImportError as error:
        return {"fault": str(error)}


def _commands() -> list[str]:
    root = click.get_current_context().find_root().command
    return sorted(_named(root, ""))


def _named(one: click.Command, path: str) -> list[str]:
    if not isinstance(one, Group):
        return [path]
    own = [path] if one.default is not None else []
    return own + [name for word, inner in one.commands.items() for name in _named(inner, f"{path} {word}".strip())]


COMMANDS = (about,)
