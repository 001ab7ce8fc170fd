"""Looking at a file of workers: sheets, columns, and the layouts this office has met before."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.worker import WorkerId
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.collect.import_plan import Policy
from ucj_desktop.services.collect.resting_collector import collector_resting
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import FileChanged, FileDamaged, FileEmpty, FileNotFound, Workbook
from ucj_desktop.spreadsheets.mapping import SheetPlan, WorkbookPlan, plan_workbook
from ucj_desktop.spreadsheets.profiles import ImportProfile, profile_from_toml, shipped_profiles
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.storage import imports

_HASH_BLOCK = 1024 * 1024


class NoSuchProfile(ClerkError):
    """The profile asked for is neither saved nor shipped."""

    code = "IMPOR-01"

    def __init__(self, name: str, names: Sequence[str]) -> None:
        known = ", ".join(names) or "belum ada"
        super().__init__(f"Format impor {name} tidak ada.", f"Yang ada: {known}. Atau impor tanpa format.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file that was read once; the wizard plans it again and again, and a new worker keeps his id in all of it.

    A workbook of corrections that is saved before the import bears the ids of ``new_ids``: by sheet and row.
    """

    name: str
    sha256: str
    workbook: Workbook
    new_ids: dict[tuple[str, int], WorkerId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to read a file. ``columns`` are a clerk's choices by sheet: field -> column counted from 0; ``village_code``
    is the village of rows that name none; ``replaceable`` are the fields that may be overwritten, None for all.
    """

    policy: Policy = Policy.FILL
    sheet: str | None = None
    profile: str = ""
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    village_code: str = ""
    replaceable: frozenset[str] | None = None


def look_at_file(office: Office, path: Path, progress: Progress = SILENT) -> FileRead:
    """Read a file without planning it. Raises FileRefused in one of its kinds."""
    office.require(Action.IMPORT)
    return file_read(path, progress)


def file_read(path: Path, progress: Progress = SILENT) -> FileRead:
    """The same for a service that has asked for another action."""
    before = _state(path)
    try:
        with collector_resting():
            workbook = read_workbook(path, progress)
    except (FileDamaged, FileEmpty):  # half of a file that was being written, or of one whose stick was pulled
        if before is not None and (now := _state(path)) != before:
            raise (FileNotFound if now is None else FileChanged)(path.name) from None
        raise
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_HASH_BLOCK):
                digest.update(block)
    except OSError:  # closed by its owner, moved, or its stick was pulled since it was read
        raise FileNotFound(path.name) from None
    if _state(path) != before:
        raise FileChanged(path.name)
    return FileRead(name=path.name, sha256=digest.hexdigest(), workbook=workbook)


def _state(path: Path) -> tuple[int, int] | None:
    """Size and time of the last write; None where the file is not there."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns


_OF_CORRECTIONS = ("GALAT", "SARAN")
_HEADS_LOOKED_AT = 10


def usual_policy(file: FileRead) -> Policy:
    """What is done with stored workers unless a clerk says otherwise: our own error workbook comes back to replace."""
    for sheet in file.workbook.sheets:
        if any(row.cells[:2] == _OF_CORRECTIONS for row in sheet.rows[:_HEADS_LOOKED_AT]):
            return Policy.OVERWRITE
    return Policy.FILL


def plan_file(office: Office, file: FileRead, options: ImportOptions, progress: Progress = SILENT) -> WorkbookPlan:
    """Find sheets, headers and columns. Raises NoSuchSheet, NoPeopleFound, NobodyInFile, NoSuchProfile."""
    with office.database.reading() as connection:
        saved = [profile_from_toml(text, name) for name, text in imports.profiles(connection).items()]
    known = (*saved, *shipped_profiles())
    if options.profile:
        known = (_profile_named(options.profile, known),)
    villages = VillageFinder(office)
    chosen = {name: dict(columns) for name, columns in options.columns.items()}

    def planned(columns: Mapping[str, Mapping[str, int]]) -> WorkbookPlan:
        with collector_resting():
            return plan_workbook(
                file.workbook,
                known,
                only_sheet=options.sheet,
                chosen=columns,
                is_village=villages.is_one,
                progress=progress,
            )

    if not options.profile:
        return planned(chosen)
    return planned({plan.sheet: _columns_by_heading(known[0], plan) for plan in planned(chosen).plans} | chosen)


def _profile_named(name: str, known: Sequence[ImportProfile]) -> ImportProfile:
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return profile_from_toml(path.read_text(encoding="utf-8"), path.name)
    for profile in known:
        if name in (profile.name, profile.fingerprint):
            return profile
    raise NoSuchProfile(name, [profile.name for profile in known])


def _columns_by_heading(profile: ImportProfile, plan: SheetPlan) -> dict[str, int]:
    """The profile's columns where this sheet has them: by heading, so that an added column does no harm."""
    places = {heading.upper(): at for at, heading in reversed(list(enumerate(plan.headings))) if heading}
    columns = {field: column.index for field, column in plan.columns.items()}
    for name, at in profile.columns.items():
        heading = profile.headings[at].upper() if at < len(profile.headings) else ""
        if heading in places:
            columns[name] = places[heading]
    return columns
