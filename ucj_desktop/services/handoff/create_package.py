"""Creating a package: what closed minutes hold, signed, sealed to the district, and put on a stick."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ucj_desktop import __version__
from ucj_desktop.crypto.office_keys import AccountCertificate
from ucj_desktop.crypto.receipt_code import new_receipt_secret
from ucj_desktop.crypto.signing import JsonValue
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.parcel import AuditMark, Parcel, ParcelKind
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.handoff.envelope import READS, SCHEMA
from ucj_desktop.handoff.stick import clear_leftovers
from ucj_desktop.handoff.v1 import Contents, WrittenParcel, write_package
from ucj_desktop.services.checkpoints import add_checkpoint
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.handoff.continue_numbers import forget_continuation, last_elsewhere, next_number
from ucj_desktop.services.handoff.exchange_cards import OfficeCard, pinned_cards
from ucj_desktop.services.handoff.known_cards import told_day
from ucj_desktop.services.handoff.list_sticks import drive_of
from ucj_desktop.services.handoff.outbox import packages_to_bring, whole_file
from ucj_desktop.services.handoff.package_approvals import PROMISED, approvals_to_pack
from ucj_desktop.services.handoff.package_letters import letters_to_pack
from ucj_desktop.services.handoff.package_rows import (
    RECORD_FIELDS,
    PackedWorker,
    digest_of,
    pair_object,
    row_of,
    ruling_object,
    settled_pairs,
    tombstone_object,
    unpacked,
)
from ucj_desktop.services.handoff.receipt_secret import secret_object
from ucj_desktop.services.handoff.write_to_known_stick import note_written, write_to_known_stick
from ucj_desktop.services.office import Office
from ucj_desktop.services.room import require_room
from ucj_desktop.services.rounds.signed_minutes import refuse_unsigned
from ucj_desktop.storage import (
    accounts,
    decisions,
    journal,
    minutes,
    offices,
    packages,
    receipt_codes,
    rounds,
    rulings,
    workers,
)
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.leaving import Leaving, LeavingRow, Tombstone
from ucj_desktop.storage.packages import SentPackage as SentPackage
from ucj_desktop.storage.packages import SentWorker

_AT_ONCE = 1_000  # workers


class DistrictCardMissing(ClerkError):
    """Without the district's card nothing can be sealed to it."""

    code = "KIRIM-01"

    def __init__(self) -> None:
        super().__init__(
            what="Kartu kantor kabupaten belum disematkan, jadi paket tidak bisa disegel untuknya.",
            fix="Minta berkas kartu (.ucjk) dari Dinas, cocokkan angkanya, lalu sematkan di Kirim.",
        )


class DistrictCardRevoked(ClerkError):
    """The district's card was revoked here: nothing is sealed to keys that somebody else may hold."""

    code = "KIRIM-07"

    def __init__(self, name: str, day: str) -> None:
        super().__init__(
            what=f"Kartu {name} dicabut pada {day}, jadi paket tidak disegel untuk kuncinya.",
            fix="Minta kartunya yang baru (.ucjk) dari Dinas, cocokkan angkanya, lalu sematkan di Kirim.",
        )


class NothingToSend(ClerkError):
    """No closed minutes hold anything that the district does not have."""

    code = "KIRIM-02"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak ada yang baru untuk dikirim: semua isi berita acara sudah dikirim.",
            fix="Tutup berita acara berikutnya, atau buat paket nihil bila memang tidak ada perubahan.",
        )


class SenderIsSubDistrict(ClerkError):
    """Packages go from a kecamatan to its kabupaten."""

    code = "KIRIM-03"

    def __init__(self) -> None:
        super().__init__(
            what="Paket pekerja dibuat di kantor kecamatan.", fix="Di kabupaten, pakai Kotak masuk dan Balasan."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What a package made now would hold."""

    records: tuple[PackedWorker, ...]
    withdrawn: tuple[str, ...]  # ids of workers whom the district is to take out
    unfinished: SentPackage | None  # the oldest that was made before and never lay safely on a stick
    number: int  # which it would bear

    @property
    def is_empty(self) -> bool:
        return not self.records and not self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A package that was made, and where it lies."""

    package: SentPackage
    file: Path
    change: Change


def outgoing(office: Office, *, full: bool = False) -> Outgoing:
    """What would go now: with ``full``, or after a restored backup, everything; else what changed since the last."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return _outgoing(office, connection, full=full or last_elsewhere(connection) > 0)


def _outgoing(office: Office, connection: Connection, *, full: bool) -> Outgoing:
    leaving = Leaving(connection)
    records = [unpacked(dict(zip(RECORD_FIELDS, row_of(one), strict=True))) for one in _due(leaving, full=full)]
    return Outgoing(
        records=tuple(records),
        withdrawn=tuple(one.worker_id for one in leaving.taken_back(full=False)),
        unfinished=next(iter(packages_to_bring(office, connection)), None),
        number=next_number(connection),
    )


def _due(leaving: Leaving, *, full: bool) -> Iterator[LeavingRow]:
    """With ``full`` everybody, else those whom the district does not have as they stand in the minutes."""
    return (one for one in leaving.rows() if full or one.sent_digest != digest_of(row_of(one)))


def create_package(
    office: Office, stick: Path, *, full: bool = False, nihil: bool = False, progress: Progress = SILENT
) -> Created:
    """Make the next package in the outbox and bring it to the stick, with those before it that never got there.

    When nothing is new, only those are brought.

    Raises SenderIsSubDistrict, DistrictCardMissing, DistrictCardRevoked, NothingToSend, StageNotProved, StickError,
    Cancelled. After a StickError the package stays in the outbox, and the same call brings it to the next stick; after
    SourceGone, whose file went with the disk or a restored backup, only a ``full`` one leads on.
    """
    office.require(Action.CREATE_PACKAGE)
    if office.kind is not OfficeKind.SUB_DISTRICT:
        raise SenderIsSubDistrict
    with office.database.reading() as connection:
        _district_card(office, connection)  # also what lies in the outbox goes to nobody whose keys were revoked
        due = packages_to_bring(office, connection)
        if last_elsewhere(connection):  # only a full package heals a history that the district does not know
            full, nihil = True, False
    # What would go is read twice only where the answer decides whether anything is made at all.
    if full or not due or not outgoing(office).is_empty:
        _make(office, full=full, nihil=nihil, progress=progress)
        with office.database.reading() as connection:
            due = packages_to_bring(office, connection)
    files = [deliver_package(office, package, stick, progress=progress) for package in due]
    names = " dan ".join(one.file_name for one in due)
    return Created(
        package=due[-1],
        file=files[-1],
        change=Change(Touched.PACKAGES | Touched.WORKERS, f"Paket {names} ada di flashdisk."),
    )


def deliver_package(office: Office, package: SentPackage, stick: Path, *, progress: Progress = SILENT) -> Path:
    """Bring a package of the outbox to a stick, read back and compared. Raises StickError, Cancelled."""
    office.require(Action.CREATE_PACKAGE)
    clear_leftovers(stick)
    drive = drive_of(stick)
    target = write_to_known_stick(office, office.outbox / package.file_name, stick, drive, progress=progress)
    with office.database.writing() as connection:
        note_written(office, connection, drive, (office.outbox / package.file_name).stat().st_size)
        packages.note_delivery(connection, package.sequence, office.timestamp())
        office.log(connection, Entry(action="package.delivered", facts={"sequence": package.sequence}))
    return target


def _make(office: Office, *, full: bool, nihil: bool, progress: Progress) -> SentPackage:
    require_room(office.folder)
    with office.database.writing() as connection:
        district = _district_card(office, connection)
        refuse_unsigned(connection, [one for one in minutes.every(connection) if not one.reopened_at])
        parcel = _parcel(office, connection, full=full, nihil=nihil)
        leaving = Leaving(connection)
        gone = () if nihil else tuple(leaving.taken_back(full=full))
        # Before the file: what the store refuses leaves none behind.
        count = 0 if nihil else _mark_sent(office, connection, _due(leaving, full=full), parcel.seq)
        if not nihil and not count and not gone:
            raise NothingToSend
        secret = new_receipt_secret()
        receipt_codes.add(connection, parcel.seq, secret)
        contents = _contents(office, connection, leaving, parcel, gone, secret)
        with whole_file(office.outbox / parcel.file_name) as file:
            written = write_package(file, parcel, contents, office.keys, [district.recipient], progress)
        return _note(office, connection, written, count, gone)


def _district_card(office: Office, connection: Connection) -> OfficeCard:
    card = next((one for one in pinned_cards(connection) if one.office == office.district_code), None)
    if card is not None:
        return card
    known = next((one for one in offices.pinned(connection) if one.office_code == office.district_code), None)
    if known is not None and known.is_revoked:
        raise DistrictCardRevoked(known.name, told_day(known.ended_at))
    raise DistrictCardMissing


def _parcel(office: Office, connection: Connection, *, full: bool, nihil: bool) -> Parcel:
    made = packages.sent(connection)
    n, head = journal.head(connection)
    kind = ParcelKind.NIHIL if nihil else ParcelKind.FULL if full or not made else ParcelKind.DELTA
    return Parcel(
        kind=kind,
        office=office.code,
        district=office.district_code,
        period=str(office.preferences.period),
        seq=next_number(connection),
        prev=made[-1].sha256 if made else "",
        created=office.timestamp(),
        app=__version__,
        revision=max((one.revision for one in minutes.every(connection)), default=0),
        audit=AuditMark(n, head.hex()),
        counts=_plan(connection, office.preferences.period),
        training=office.training,
    )


def _plan(connection: Connection, period: int) -> dict[str, int]:
    """What the rounds of this period aim at, for the district's Beranda: quota, and the last deadline as 20261215; and
    how many signatures under minutes come along; and what this program can read of an answer.
    """
    planned = [one for one in rounds.every(connection) if one.period == period]
    quotas = [one.quota for one in planned if one.quota is not None]
    deadlines = [one.deadline for one in planned if one.deadline is not None]
    told = {"quota": sum(quotas)} if quotas else {}
    told[PROMISED] = len(approvals_to_pack(connection))
    told[READS] = SCHEMA
    return told | ({"deadline": int(f"{max(deadlines):%Y%m%d}")} if deadlines else {})


def _contents(
    office: Office, connection: Connection, leaving: Leaving, parcel: Parcel, gone: Sequence[Tombstone], secret: bytes
) -> Contents:
    """What those who are marked as sent in this package bring; rows and verdicts are read anew for each pass."""
    pairs = _pairs(connection, parcel.seq, gone)
    approved = [one.to_object() for one in approvals_to_pack(connection)]

    def rulings_and_more() -> Iterator[Mapping[str, JsonValue]]:
        yield secret_object(secret)
        yield from map(ruling_object, rulings.of_package(connection, parcel.seq))
        yield from map(pair_object, pairs)
        yield from approved

    certificates = [
        AccountCertificate(
            account_id=one.account_id,
            name=one.name,
            role=one.role,
            public_key=bytes.fromhex(one.public_key),
            signature=bytes.fromhex(one.certificate),
        )
        for one in accounts.every(connection)
        if not one.office_code
    ]
    return Contents(
        fields=RECORD_FIELDS,
        records=lambda: map(row_of, leaving.rows(of_sequence=parcel.seq)),
        decisions=rulings_and_more,
        tombstones=lambda: [tombstone_object(one, parcel.created) for one in gone],
        letters=tuple(letters_to_pack(office, connection, set(packages.count_in(connection, parcel.seq)[1]))),
        certificates=tuple(certificates),
    )


def _pairs(connection: Connection, sequence: int, gone: Sequence[Tombstone]) -> list[DecidedPair]:
    """Decisions on workers of this package, on entries it takes back, and those made since the last package on two
    of whom the district has one.
    """
    merged = {one.worker_id for one in gone if one.into}
    before = [one.created_at for one in packages.sent(connection)][-1:]
    sent_in = packages.sequences_of_sent(connection)
    return [
        one
        for one in settled_pairs(list(decisions.pairs(connection).values()))
        if {one.worker_a, one.worker_b} & merged
        or sequence in (both := {sent_in.get(one.worker_a), sent_in.get(one.worker_b)})
        or (both != {None} and [one.at] > before)
    ]


def _note(
    office: Office, connection: Connection, written: WrittenParcel, count: int, gone: Sequence[Tombstone]
) -> SentPackage:
    parcel = written.parcel
    made = SentPackage(
        sequence=parcel.seq,
        package_id=new_id(),
        kind=parcel.kind.value,
        file_name=parcel.file_name,
        sha256=written.sha256,
        previous_sha256=parcel.prev,
        district_code=parcel.district,
        worker_count=count,
        account_id=office.clerk.account_id,
        created_at=parcel.created,
    )
    packages.add_sent(connection, made)
    forget_continuation(connection)
    packages.forget_sent_workers(connection, [one.worker_id for one in gone])
    packages.add_tombstones(
        connection, [(one.worker_id, one.reason) for one in gone], at=parcel.created, sequence=parcel.seq
    )
    office.log(
        connection,
        Entry(
            action="package.created",
            subject=made.package_id,
            facts={
                "sequence": parcel.seq,
                "kind": made.kind,
                "sha256": written.sha256,
                "workers": made.worker_count,
                "withdrawn": len(gone),
            },
        ),
    )
    add_checkpoint(office, connection, "package")
    return made


def _mark_sent(office: Office, connection: Connection, due: Iterator[LeavingRow], sequence: int) -> int:
    """Note who goes in this package, a thousand at a time; how many they are."""
    count = 0
    while page := list(islice(due, _AT_ONCE)):
        marks = [
            SentWorker(
                worker_id=one.worker_id,
                sequence=sequence,
                minutes_id=one.minutes_id,
                revision=one.revision,
                digest=digest_of(row_of(one)),
            )
            for one in page
        ]
        packages.put_sent_workers(connection, marks)
        _put_into_stage_sent(office, connection, [one.worker_id for one in page], sequence)
        count += len(page)
    return count


def _put_into_stage_sent(office: Office, connection: Connection, ids: Sequence[str], sequence: int) -> None:
    after, entries = [], []
    for record in workers.by_ids(connection, ids):
        if record.standing.stage is not Stage.VALIDATED:
            continue
        standing = replace(record.standing, stage=Stage.SENT)
        after.append(WorkerRecord(record.worker, standing))
        facts: Mapping[str, object] = {"sequence": sequence, **standing_facts(record.standing, standing)}
        entries.append(Entry(action="worker.sent", subject=record.worker.worker_id, facts=facts))
    workers.change(connection, after)
    office.log_many(connection, entries)


def count_to_send(office: Office) -> int:
    """How many workers of closed minutes the district does not have yet."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return workers.count_to_send(connection)


def list_sent(office: Office) -> list[SentPackage]:
    """Every package made, the oldest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return packages.sent(connection)
