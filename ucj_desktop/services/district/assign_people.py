"""Down the stairs: the district's own list, with quota and deadline by village, sealed to each kecamatan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ucj_desktop import __version__
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import FIELDS, plain_values
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.parcel import AssignedVillage, Assignment, AuditMark, Parcel, ParcelKind
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.assignments import write_assignment
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.collect.import_findings import RowFinding
from ucj_desktop.services.collect.import_plan import worker_from
from ucj_desktop.services.collect.import_rows import RowReader, date_reading
from ucj_desktop.services.collect.plan_file import FileRead, ImportOptions, file_read, plan_file
from ucj_desktop.services.district.answer_office import OfficeNotPinned
from ucj_desktop.services.handoff.exchange_cards import pinned_cards
from ucj_desktop.services.handoff.list_sticks import drive_of
from ucj_desktop.services.handoff.outbox import whole_file
from ucj_desktop.services.handoff.write_to_known_stick import write_to_known_stick
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal, packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import ASSIGNED_OUT, Reply

FIELDS_SENT = (*(field.code for field in FIELDS), "unread")
_STEP = 1_000
_LONGEST_SOURCE = 200


class AssignedByDistrict(ClerkError):
    """Only a kabupaten sends lists down."""

    code = "TUGAS-01"

    def __init__(self) -> None:
        super().__init__(
            what="Penugasan dibuat di kantor kabupaten.", fix="Di kecamatan, baca berkas penugasannya lewat Verifikasi."
        )


class NothingToAssign(ClerkError):
    """A list without anybody of this kabupaten, and no quota or deadline."""

    code = "TUGAS-02"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak ada orang atau desa yang bisa ditugaskan dari berkas ini.",
            fix="Pakai berkas dengan kolom nama dan desa, atau sebutkan kuota atau tenggat desanya.",
        )


class TermRefused(ClerkError):
    """A quota, deadline or source that cannot be."""

    code = "TUGAS-03"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked for: which list this is, and quota and deadline by village; ``deadline`` is for all of them."""

    source: str
    dated: date | None = None
    quotas: Mapping[str, int] | None = None  # people by village code
    deadline: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """A row of the list that goes nowhere, and why."""

    sheet: str
    row: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPlan:
    """What each kecamatan would get; nothing is written."""

    people: Mapping[str, tuple[Worker, ...]]  # by code of the kecamatan
    villages: Mapping[str, tuple[AssignedVillage, ...]]
    left: tuple[LeftRow, ...]

    @property
    def office_codes(self) -> tuple[str, ...]:
        return tuple(sorted({*self.people, *self.villages}))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentsSent:
    """What was written: file name and people by kecamatan."""

    files: Mapping[str, Path]
    plan: AssignmentPlan
    change: Change


def plan_assignments(office: Office, path: Path | None, terms: Terms, progress: Progress = SILENT) -> AssignmentPlan:
    """Read a list through the gate and the columns of an import, and part it by kecamatan.

    Raises AssignedByDistrict, FileRefused in one of its kinds, NoPeopleFound, NothingToAssign, TermRefused.
    """
    office.require(Action.ANSWER)
    if office.kind is not OfficeKind.DISTRICT:
        raise AssignedByDistrict
    _refuse_faulty(office, terms)
    people: dict[str, list[Worker]] = {}
    left: list[LeftRow] = []
    if path is not None:
        for worker, row in _rows(office, file_read(path, progress), progress):
            if row is not None:
                left.append(row)
            elif worker is not None:
                people.setdefault(worker.village_code[:6], []).append(worker)
    villages = _villages(people, terms)
    if not people and not villages:
        raise NothingToAssign
    return AssignmentPlan(
        people={code: tuple(some) for code, some in people.items()}, villages=villages, left=tuple(left)
    )


def send_assignments(
    office: Office, path: Path | None, terms: Terms, stick: Path, *, only: str = "", progress: Progress = SILENT
) -> AssignmentsSent:
    """Write an assignment for each kecamatan (``only``: for this one) to the outbox, then to the stick.

    Raises what :func:`plan_assignments` does, OfficeNotPinned, StickError; after a StickError the files stay in the
    outbox under their numbers.
    """
    office.require(Action.ANSWER)
    plan = plan_assignments(office, path, terms, progress)
    codes = [code for code in plan.office_codes if only in ("", code)]
    if not codes:
        raise NothingToAssign
    with office.database.writing() as connection:
        made = [_make(office, connection, code, plan, terms) for code in codes]
    files = {
        code: write_to_known_stick(office, file, stick, drive_of(stick), progress=progress)
        for code, file in zip(codes, made, strict=True)
    }
    count = sum(len(plan.people.get(code, ())) for code in codes)
    sentence = f"{thousands(count)} orang ditugaskan ke {len(codes)} kecamatan; berkasnya ada di flashdisk."
    return AssignmentsSent(files=files, plan=plan, change=Change(Touched.PACKAGES, sentence))


def _refuse_faulty(office: Office, terms: Terms) -> None:
    if not terms.source.strip() or len(terms.source) > _LONGEST_SOURCE:
        raise TermRefused(
            "Sumber daftarnya belum ditulis, atau terlalu panjang.",
            f"Tulis paling banyak {_LONGEST_SOURCE} huruf, misalnya DTSEN triwulan III 2026.",
        )
    for code, people in (terms.quotas or {}).items():
        place = office.places.by_code(code)
        if place is None or not place.is_village or not code.startswith(office.code):
            raise TermRefused(f"Kode {code} bukan desa di {office.name}.", "Tulis kode desa, misalnya 73.02.01.2005.")
        if not 0 <= people <= 1_000_000:
            raise TermRefused(f"Kuota {office.printed(code)} tidak masuk akal.", "Tulis jumlah orang.")
    if terms.deadline is not None and terms.deadline < office.today():
        raise TermRefused("Tenggatnya sudah lewat.", "Tulis tanggal hari ini atau sesudahnya.")


def _rows(office: Office, file: FileRead, progress: Progress) -> Iterator[tuple[Worker | None, LeftRow | None]]:
    planned = plan_file(office, file, ImportOptions(), progress)
    villages, how_dates = VillageFinder(office), date_reading(planned.plans, office.today())
    done = 0
    for plan in planned.plans:
        reader = RowReader(plan, villages, how_dates)
        for start in range(0, len(plan.people), _STEP):
            progress.step(done, None, "Membaca daftar")
            some = plan.people[start : start + _STEP]
            for row, reading in zip(some, reader.read_many(some), strict=True):
                if reading.refused or not reading.stated.get("village_code"):
                    yield None, LeftRow(sheet=plan.of_sheet, row=row.number, why=_why(reading.findings))
                else:
                    yield worker_from(reading, new_id()), None
            done += len(some)


def _why(findings: Sequence[RowFinding]) -> str:
    return findings[0].what if findings else "Desanya tidak bisa ditentukan."


def _villages(people: Mapping[str, Sequence[Worker]], terms: Terms) -> dict[str, tuple[AssignedVillage, ...]]:
    """Every village that has people in the list or a quota of its own, by kecamatan."""
    quotas = dict(terms.quotas or {})
    codes = sorted({one.village_code for some in people.values() for one in some} | set(quotas))
    found: dict[str, list[AssignedVillage]] = {}
    for code in codes:
        asked = AssignedVillage(
            village_code=code,
            quota=quotas.get(code),
            deadline=terms.deadline.isoformat() if terms.deadline else "",
        )
        found.setdefault(code[:6], []).append(asked)
    return {code: tuple(some) for code, some in found.items()}


def _make(office: Office, connection: Connection, code: str, plan: AssignmentPlan, terms: Terms) -> Path:
    card = next((one for one in pinned_cards(connection) if one.office == code), None)
    if card is None:
        raise OfficeNotPinned(code)
    before = packages.replies(connection, ASSIGNED_OUT, code)
    n, head = journal.head(connection)
    parcel = Parcel(
        kind=ParcelKind.ASSIGNMENT,
        office=code,
        district=office.code,
        period=str(office.preferences.period),
        seq=before[-1].sequence + 1 if before else 1,
        prev=before[-1].sha256 if before else "",
        created=office.timestamp(),
        app=__version__,
        revision=0,
        audit=AuditMark(n, head.hex()),
        training=office.training,
    )
    assignment = Assignment(
        source=" ".join(terms.source.split()),
        dated=terms.dated.isoformat() if terms.dated else "",
        villages=plan.villages.get(code, ()),
    )
    people = plan.people.get(code, ())
    rows = [[*plain_values(one).values(), dict(one.unread)] for one in people]
    made = office.outbox / parcel.file_name
    with whole_file(made) as file:
        written = write_assignment(file, parcel, assignment, FIELDS_SENT, rows, office.keys, [card.recipient])
    counts = {"people": len(people), "villages": len(assignment.villages)}
    packages.add_reply(
        connection,
        Reply(
            direction=ASSIGNED_OUT,
            office_code=code,
            sequence=parcel.seq,
            sha256=written.sha256,
            counts=counts,
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        ),
    )
    office.log(connection, Entry(action="assignment.sent", subject=code, facts={"sequence": parcel.seq, **counts}))
    return made
