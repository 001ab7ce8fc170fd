"""What this copy of the program is and carries: versions, places, and the names in every registry."""

import importlib
import pkgutil
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ucj_desktop
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import OUTSIDE_RULES, RECORD_RULES, RULES
from ucj_desktop.reference.paths import resources_folder
from ucj_desktop.reference.relay_profiles import shipped_relay_profiles
from ucj_desktop.reports import in_menu_order
from ucj_desktop.spreadsheets.profiles import shipped_profiles
from ucj_desktop.storage import migrations
from ucj_desktop.storage.database import library_versions

_NOT_LOADED = {
    "ucj_desktop.__main__",  # runs already
    "ucj_desktop.storage.migrations.env",  # only Alembic can run it, in the middle of a migration
}
# Modules of the libraries that are read in inside a function, when a clerk first needs them.
READ_IN_LATER = (
    "alembic",
    "alembic.config",
    "alembic.script",
    "asn1crypto",
    "asn1crypto.pkcs12",
    "asn1crypto.x509",
    "openpyxl",
    "openpyxl.cell",
    "openpyxl.drawing.spreadsheet_drawing",
    "openpyxl.styles",
    "openpyxl.worksheet._writer",
    "openpyxl.worksheet.datavalidation",
    "openpyxl.worksheet.page",
    "openpyxl.writer.excel",
    "pyhanko.pdf_utils.content",
    "pyhanko.pdf_utils.generic",
    "pyhanko.pdf_utils.incremental_writer",
    "pyhanko.pdf_utils.layout",
    "pyhanko.pdf_utils.misc",
    "pyhanko.pdf_utils.reader",
    "pyhanko.sign.diff_analysis",
    "pyhanko.sign.fields",
    "pyhanko.sign.general",
    "pyhanko.sign.signers",
    "pyhanko.sign.validation",
    "pyhanko.sign.validation.errors",
    "pyhanko.stamp",
    "pyhanko_certvalidator",
    "pyhanko_certvalidator.errors",
    "python_calamine",
    "zxingcpp",
)
_NOTICES = "Lisensi"  # beside the installed program


class ProgramIncomplete(ClerkError):
    """A module of the program is not there or cannot be read in; ``missing`` says why, by module."""

    code = "PROGRAM-01"

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__(
            what=f"Program ini tidak lengkap; yang tidak bisa dimuat: {', '.join(missing)}.",
            fix="Pasang ulang UCJ Desktop; data kantor tidak ikut terhapus.",
        )
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFacts:
    """This copy of the program; ``carries`` names what stands in each registry, in a fixed order."""

    version: str
    versions: Mapping[str, str]  # python, sqlite, sqlcipher
    is_frozen: bool
    program: Path
    licences: Path | None  # a folder of notices, or the one licence of a checkout
    carries: Mapping[str, Sequence[str]]


def describe_program() -> ProgramFacts:
    """Read every registry that needs no window. Raises ResourceMissing, DataFileBroken."""
    sqlite, sqlcipher = library_versions()
    frozen = bool(getattr(sys, "frozen", False))
    program = Path(sys.executable)
    licences = program.with_name(_NOTICES) if frozen else resources_folder().with_name("LICENSE")
    return ProgramFacts(
        version=ucj_desktop.__version__,
        versions={"python": platform.python_version(), "sqlite": sqlite, "sqlcipher": sqlcipher},
        is_frozen=frozen,
        program=program,
        licences=licences if licences.exists() else None,
        carries={
            "rules": sorted([*RULES, *RECORD_RULES, *OUTSIDE_RULES]),
            "reports": [one.code for one in in_menu_order()],
            "migrations": migrations.revisions(),
            "import_profiles": sorted(one.name for one in shipped_profiles()),
            "relay_profiles": sorted(one.name for one in shipped_relay_profiles()),
            "resources": _resources(),
            "modules": every_module(),
        },
    )


def every_module() -> list[str]:
    """The names of all modules of the program, found without reading them in."""
    return sorted(_modules_under(list(ucj_desktop.__path__), "ucj_desktop"))


def load_every_module(progress: Progress = SILENT) -> int:
    """Read in every module and all of READ_IN_LATER; how many. Raises ProgramIncomplete."""
    names = [*(name for name in every_module() if name not in _NOT_LOADED), *READ_IN_LATER]
    if sys.platform != "win32":
        names = [name for name in names if not name.endswith("_windows")]
    missing = {}
    for number, name in enumerate(names, start=1):
        try:
            importlib.import_module(name)
        except (ImportError, OSError) as error:  # not there, or a library it needs is not
            missing[name] = str(error)
        progress.step(number, len(names), "Memuat program")
    if missing:
        raise ProgramIncomplete(missing)
    return len(names)


def _modules_under(folders: Sequence[str], package: str) -> Iterator[str]:
    # Not walk_packages: it imports every package, and with them Qt.
    for found in pkgutil.iter_modules(folders):
        name = f"{package}.{found.name}"
        yield name
        if found.ispkg:
            yield from _modules_under([str(Path(folder, found.name)) for folder in folders], name)


def _resources() -> list[str]:
    folder = resources_folder()
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
