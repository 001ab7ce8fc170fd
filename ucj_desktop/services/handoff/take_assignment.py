"""Taking in what the district asks for: its people as an import that can be undone, its quotas as rounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import FIELDS, typed_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.parcel import Assignment, LastAccepted, ParcelFamily, SequenceState
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.handoff.assignments import read_people, read_terms
from ucj_desktop.handoff.envelope import TrustedParcel
from ucj_desktop.handoff.refusals import AnswerFromAnotherHistory, PackageDamaged
from ucj_desktop.handoff.sequence import require_place
from ucj_desktop.handoff.stick import list_stick
from ucj_desktop.handoff.v1 import OpenedPackage, open_package
from ucj_desktop.services.collect.import_file import counts_of, keeping, register_batch
from ucj_desktop.services.collect.import_plan import Outcome, PlannedRow, Planner, Policy
from ucj_desktop.services.collect.read_cells import Reading
from ucj_desktop.services.handoff.exchange_cards import trusted_parcel
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.assigned_rounds import ask_rounds, rounds_to_ask
from ucj_desktop.spreadsheets.mapping import PersonRow
from ucj_desktop.storage import imports, packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import ASSIGNED_IN, Reply

_AT_ONCE = 1_000
_LONGEST_TEXT = 2_000


class NoAssignmentHere(ClerkError):
    """The folder holds no assignment for this office."""

    code = "TUGAS-10"

    def __init__(self) -> None:
        super().__init__(
            what="Di sini tidak ada penugasan (.ucjt) untuk kantor ini.",
            fix="Pilih flashdisk yang dibawa dari kabupaten, atau berkas .ucjt-nya.",
        )


class AssignedToSubDistrict(ClerkError):
    """Assignments are taken in by a kecamatan."""

    code = "TUGAS-11"

    def __init__(self) -> None:
        super().__init__(
            what="Penugasan dibaca di kantor kecamatan.", fix="Bawa flashdisknya ke kecamatan yang dituju."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentTaken:
    """What an assignment brought, or would bring; ``batch`` is the import that can be undone, empty when dry."""

    sequence: int
    source: str
    again: bool  # it was taken in before; nothing changed
    counts: Mapping[str, int]  # read, new, changed, same, refused; opened, altered (rounds)
    refused: tuple[tuple[int, str], ...]  # (row of the list, why)
    batch: str
    change: Change


def take_assignments(
    office: Office, path: Path, *, dry_run: bool = False, progress: Progress = SILENT
) -> list[AssignmentTaken]:
    """Take in one file, or every assignment for this office in a folder, in the order of their numbers.

    Nothing of the office's own is overwritten: blanks are filled, what differs stays. The same file again changes
    nothing. Raises a ParcelRefused, NoAssignmentHere, AssignedToSubDistrict, Cancelled.
    """
    office.require(Action.OPEN_ROUND)
    if office.kind is not OfficeKind.SUB_DISTRICT:
        raise AssignedToSubDistrict
    taken: list[AssignmentTaken] = []
    before: LastAccepted | None = None  # in a dry run what was looked into just now stands for what was taken in
    for file in _files(office, path):
        trusted = trusted_parcel(office, file, ParcelFamily.ASSIGNMENT)
        taken.append(_take(office, trusted, before, dry_run=dry_run, progress=progress))
        before = LastAccepted(trusted.parcel.seq, trusted.sha256) if dry_run else None
    return taken


def _files(office: Office, path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    own = f"UCJ-{office.district_code}-{office.code}-"
    found = [
        one.path for one in list_stick(path) if one.family is ParcelFamily.ASSIGNMENT and one.path.name.startswith(own)
    ]
    if not found:
        raise NoAssignmentHere
    return sorted(found, key=lambda one: one.name)


def _take(
    office: Office, trusted: TrustedParcel, before: LastAccepted | None, *, dry_run: bool, progress: Progress
) -> AssignmentTaken:
    if _stands_taken(office, trusted, before):
        return _result(trusted, Assignment(source="", dated="", villages=()), [], "", again=True)
    opened = open_package(trusted, office.keys, progress)
    assignment, readings = read_terms(opened), _readings(opened, office.code)
    if any(not one.village_code.startswith(office.code) for one in assignment.villages):
        raise PackageDamaged
    source = _source_words(assignment)
    for one in readings:
        one.stated.setdefault("source", source)
    with office.database.reading() as connection:
        rows = list(_planned(connection, readings, progress))
        coming = rounds_to_ask(connection, assignment.villages, source)
    if dry_run:
        return _result(trusted, assignment, rows, "", rounds=coming)
    batch = _keep(office, trusted, rows, progress) if rows else ""
    with office.database.writing() as connection:
        rounds = ask_rounds(office, connection, assignment.villages, source)
        _register(office, connection, trusted, counts_of(rows) | _round_counts(rounds))
    return _result(trusted, assignment, rows, batch, rounds=rounds)


def _stands_taken(office: Office, trusted: TrustedParcel, before: LastAccepted | None) -> bool:
    """Whether this very file was taken in, and its people were not taken out again by an undo.

    Raises MissingPredecessor, AnswerFromAnotherHistory.
    """
    with office.database.reading() as connection:
        known = packages.replies(connection, ASSIGNED_IN, trusted.parcel.district)
        brought = [one for one in imports.every(connection) if one.file_sha256 == trusted.sha256]
    last = before or (LastAccepted(known[-1].sequence, known[-1].sha256) if known else None)
    state = require_place(trusted.parcel, trusted.sha256, last)
    if any(one.sha256 == trusted.sha256 for one in known):
        return not brought or any(not one.undone_at for one in brought)
    if state is SequenceState.EARLIER and last is not None:
        raise AnswerFromAnotherHistory(trusted.parcel.seq, last.seq)
    return False


def _readings(opened: OpenedPackage, own_code: str) -> list[Reading]:
    """The people as rows of a list: what is stated, without what says nothing. Raises PackageDamaged."""
    found = []
    for number, stated in enumerate(read_people(opened), start=1):
        try:
            reading = Reading(number, _stated(stated), _unread(stated))
        except (ValueError, TypeError) as fault:
            raise PackageDamaged from fault
        if not reading.stated.get("full_name") or not str(reading.stated.get("village_code", "")).startswith(own_code):
            raise PackageDamaged
        found.append(reading)
    return found


def _stated(row: Mapping[str, object]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in FIELDS:
        value = row.get(field.code)
        if value is None or value == "":
            continue
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            raise ValueError(field.code)
        told[field.code] = typed_value(field.code, value)
    return told


def _unread(row: Mapping[str, object]) -> dict[str, str]:
    unread = row.get("unread") or {}
    if not isinstance(unread, dict) or not all(isinstance(part, str) for pair in unread.items() for part in pair):
        raise ValueError("unread")
    return dict(unread)


def _planned(connection: Connection, readings: Sequence[Reading], progress: Progress) -> Iterator[PlannedRow]:
    planner = Planner(connection, Policy.FILL, imports.merged_away(connection))
    coming, done = iter(readings), 0
    while some := list(islice(coming, _AT_ONCE)):
        progress.step(done, len(readings), "Memeriksa daftar")
        planner.look_up(some)
        for one in some:
            row = planner.decide("", PersonRow(one.row, False, ()), one, lambda _field, number: f"baris {number}")
            row.place = one.row - 1
            yield row
        done += len(some)


def _keep(office: Office, trusted: TrustedParcel, rows: Sequence[PlannedRow], progress: Progress) -> str:
    """The people as an import of their own, all or nothing."""
    batch = new_id()
    with office.database.writing() as connection:
        with keeping(office, connection, batch, len(rows), progress) as keeper:
            for start in range(0, len(rows), _AT_ONCE):
                progress.step(start, len(rows), "Menyimpan")
                keeper.keep(rows[start : start + _AT_ONCE])
        register_batch(office, connection, batch, trusted.path.name, trusted.sha256, Policy.FILL, counts_of(rows))
    return batch


def _register(office: Office, connection: Connection, trusted: TrustedParcel, counts: Mapping[str, int]) -> None:
    packages.add_reply(
        connection,
        Reply(
            direction=ASSIGNED_IN,
            office_code=trusted.parcel.district,
            sequence=trusted.parcel.seq,
            sha256=trusted.sha256,
            counts=counts,
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        ),
    )
    office.log(connection, Entry(action="assignment.taken", facts={"sequence": trusted.parcel.seq, **counts}))


def _round_counts(rounds: tuple[int, int]) -> dict[str, int]:
    return {"opened": rounds[0], "altered": rounds[1]}


def _source_words(assignment: Assignment) -> str:
    """Daftar kabupaten: DTSEN triwulan III 2026 (30-09-2026)."""
    day = f" ({'-'.join(reversed(assignment.dated.split('-')))})" if assignment.dated else ""
    return f"Daftar kabupaten: {assignment.source}{day}"


def _result(
    trusted: TrustedParcel,
    assignment: Assignment,
    rows: Sequence[PlannedRow],
    batch: str,
    *,
    again: bool = False,
    rounds: tuple[int, int] = (0, 0),
) -> AssignmentTaken:
    counts = counts_of(list(rows)) | _round_counts(rounds)
    number = trusted.parcel.seq
    if again:
        change = Change(Touched.NOTHING, f"Penugasan nomor {number:04} sudah pernah dibaca.")
    else:
        sentence = (
            f"Penugasan nomor {number:04}: {thousands(counts['new'])} orang baru, {thousands(counts['changed'])}"
            f" dilengkapi, {thousands(counts['same'])} sudah ada, {thousands(counts['refused'])} ditolak;"
            f" {counts['opened']} putaran dibuka, {counts['altered']} diubah."
        )
        change = Change(Touched.WORKERS | Touched.ROUNDS | Touched.FINDINGS | Touched.IMPORTS, sentence)
    return AssignmentTaken(
        sequence=number,
        source=assignment.source,
        again=again,
        counts=counts,
        refused=tuple(
            (row.row.number, row.findings[-1].what if row.findings else "")
            for row in rows
            if row.outcome is Outcome.REFUSED
        ),
        batch=batch,
        change=change,
    )
