"""Taking in what the district sent back: receipts and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import AnswerRow, LastAccepted, Outcome, ParcelFamily, Receipt, SequenceState
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage, may_follow
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.handoff.refusals import AnswerFromAnotherHistory
from ucj_desktop.handoff.replies import read_answer, read_elsewhere, read_receipt
from ucj_desktop.handoff.sequence import require_place
from ucj_desktop.handoff.stick import list_stick
from ucj_desktop.handoff.v1 import open_package
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.handoff.continue_numbers import last_elsewhere, next_number, note_continuation
from ucj_desktop.services.handoff.exchange_cards import trusted_parcel
from ucj_desktop.services.office import Office
from ucj_desktop.storage import elsewhere, packages, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.elsewhere import ToldElsewhere
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import Reply as Reply
from ucj_desktop.storage.packages import SentPackage, SentWorker

_REFUSED_NOTE = "Ditolak saat paket diterima: "
_HELD_NOTE = "Penarikan ditahan kabupaten: "


class NoReplyHere(ClerkError):
    """The folder holds no receipt and no answer for this office."""

    code = "BALAS-01"

    def __init__(self) -> None:
        super().__init__(
            what="Di sini tidak ada tanda terima atau balasan untuk kantor ini.",
            fix="Pilih flashdisk yang dibawa kembali dari kabupaten.",
        )


class ReceiptOfNothing(ClerkError):
    """The receipt is for a package that this store does not know: it was restored from a backup."""

    code = "BALAS-02"

    def __init__(self, sequence: int) -> None:
        super().__init__(
            what=f"Kabupaten sudah menerima paket nomor {sequence:04} yang tidak ada dalam data kantor ini: data ini"
            " dipulihkan dari cadangan, atau ada komputer lain yang mengirim.",
            fix="Hentikan komputer lain itu bila ada. Lalu buat paket di Kirim: program membuatnya lengkap, dengan"
            " nomor sesudahnya.",
        )


@dataclass(slots=True)
class TakenIn:
    """What came of one or more replies; all counts are of workers."""

    files: list[str] = field(default_factory=list)
    receipts: int = 0
    held: int = 0  # workers taken back whom the district keeps
    accepted: int = 0
    returned: int = 0  # those whom another kecamatan has brought, too
    registered: int = 0  # by BPJS
    outdated: int = 0  # answers on a revision that is not the one sent last
    unknown: int = 0  # answers on workers that are not here

    @property
    def change(self) -> Change:
        sentence = (
            f"{self.receipts} tanda terima dan balasan atas {self.accepted + self.returned + self.registered} pekerja"
            f" dibaca: {self.accepted} diterima, {self.returned} dikembalikan"
        )
        sentence += f", {self.registered} terdaftar" if self.registered else ""
        sentence += (
            f". {self.held} penarikan ditahan kabupaten; alasannya ada di catatan pekerjanya." if self.held else "."
        )
        return Change(Touched.WORKERS | Touched.PACKAGES, sentence)


def take_replies(office: Office, path: Path, progress: Progress = SILENT) -> TakenIn:
    """Take in one file, or every receipt and answer for this office in a folder; each file in one transaction.

    The same file again changes nothing. Raises a ParcelRefused, NoReplyHere, ReceiptOfNothing.
    """
    office.require(Action.CREATE_PACKAGE)
    taken = TakenIn()
    files = _replies_in(office, path)
    for number, file in enumerate(files, start=1):
        progress.step(number, len(files), "Membaca balasan")
        if file.suffix == ".ucjr":
            _take_receipt(office, file, taken)
        else:
            _take_answer(office, file, taken)
        taken.files.append(file.name)
    return taken


def _replies_in(office: Office, path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    own = (f"UCJ-{office.code}-", f"UCJ-{office.district_code}-{office.code}-")
    found = [
        one.path
        for one in list_stick(path)
        if one.family in (ParcelFamily.RECEIPT, ParcelFamily.ANSWER) and one.path.name.startswith(own)
    ]
    if not found:
        raise NoReplyHere
    return sorted(found, key=lambda one: (one.suffix == ".ucja", one.name))


def _take_receipt(office: Office, path: Path, taken: TakenIn) -> None:
    trusted = trusted_parcel(office, path, ParcelFamily.RECEIPT)
    receipt = read_receipt(open_package(trusted, office.keys))
    with office.database.writing() as connection:
        stated = (receipt.seq, receipt.package_sha256)
        package = next((one for one in packages.sent(connection) if (one.sequence, one.sha256) == stated), None)
        if package is not None:
            _note_receipt(office, connection, package, receipt, taken)
        elif receipt.seq >= next_number(connection) - 1 and receipt.seq != last_elsewhere(connection):
            note_continuation(office, connection, receipt.seq)
    if package is None:  # after the transaction, which keeps the number
        raise ReceiptOfNothing(receipt.seq)


def _note_receipt(
    office: Office, connection: Connection, package: SentPackage, receipt: Receipt, taken: TakenIn
) -> None:
    taken.receipts += 1
    if not package.receipt_at:
        packages.note_receipt(connection, receipt.seq, _receipt_values(receipt), office.timestamp())
        office.log(
            connection,
            Entry(
                action="receipt.taken", subject=package.package_id, facts={"sequence": receipt.seq, **receipt.counts}
            ),
        )
        refused = {one.worker_id: f"{_REFUSED_NOTE}{one.reason}" for one in receipt.refused}
        taken.returned += _apply(office, connection, refused, Outcome.RETURNED)
        taken.held += len(receipt.held)
        _note_held(office, connection, {one.worker_id: f"{_HELD_NOTE}{one.reason}" for one in receipt.held})


def _receipt_values(receipt: Receipt) -> dict[str, object]:
    return {
        "counts": dict(receipt.counts),
        "refused": [asdict(one) for one in receipt.refused],
        "held": [asdict(one) for one in receipt.held],
    }


def _note_held(office: Office, connection: Connection, words: Mapping[str, str]) -> None:
    """Say something with each worker, in whatever stage, as why the district keeps one; who was erased stays erased."""
    found = workers.by_ids(connection, list(words))
    noted = [replace(one.standing, answer_note=words[one.worker.worker_id]) for one in found]
    workers.change(connection, [WorkerRecord(one.worker, after) for one, after in zip(found, noted, strict=True)])
    office.log_many(
        connection,
        [
            Entry(
                action="worker.answered",
                subject=one.worker.worker_id,
                changes={"answer_note": (one.standing.answer_note, after.answer_note)},
            )
            for one, after in zip(found, noted, strict=True)
        ],
    )


def _take_answer(office: Office, path: Path, taken: TakenIn) -> None:
    trusted = trusted_parcel(office, path, ParcelFamily.ANSWER)
    with office.database.reading() as connection:
        known = packages.replies(connection, "in", trusted.parcel.district)
    last = LastAccepted(known[-1].sequence, known[-1].sha256) if known else None
    state = require_place(trusted.parcel, trusted.sha256, last)
    if any(one.sha256 == trusted.sha256 for one in known):
        return
    if state is SequenceState.EARLIER:
        raise AnswerFromAnotherHistory(trusted.parcel.seq, known[-1].sequence)
    opened = open_package(trusted, office.keys)
    rows = list(read_answer(opened))
    niks = read_elsewhere(opened)
    told = None if niks is None else ToldElsewhere(trusted.parcel.seq, trusted.parcel.created, niks)
    with office.database.writing() as connection:
        current, outdated = _sort_out(rows, packages.sent_workers(connection))
        noted = _note_decided(office, connection, current)
        done = {stage.value: 0 for stage in (Stage.ACCEPTED, Stage.RETURNED, Stage.REGISTERED)}
        for outcome in Outcome:
            words = {
                one.worker_id: one.reason for one in current if one.outcome is outcome and one.worker_id not in noted
            }
            done[outcome.stage.value] += _apply(office, connection, words, outcome)
        elsewhere.keep(connection, told)
        counts = {**done, "outdated": outdated}
        packages.add_reply(
            connection,
            Reply(
                direction="in",
                office_code=trusted.parcel.district,
                sequence=trusted.parcel.seq,
                sha256=trusted.sha256,
                counts=counts,
                account_id=office.clerk.account_id,
                at=office.timestamp(),
            ),
        )
        office.log(connection, Entry(action="answer.taken", facts={"sequence": trusted.parcel.seq, **counts}))
    taken.accepted += done[Stage.ACCEPTED]
    taken.returned += done[Stage.RETURNED]
    taken.registered += done[Stage.REGISTERED]
    taken.outdated += outdated
    taken.unknown += len(current) - len(noted) - sum(done.values())


def _sort_out(rows: Sequence[AnswerRow], sent: Mapping[str, SentWorker]) -> tuple[list[AnswerRow], int]:
    """Rows on the revision that was sent last, and how many speak of an older one."""
    current = [one for one in rows if one.worker_id in sent and sent[one.worker_id].revision == one.revision]
    return current, len(rows) - len(current)


def _note_decided(office: Office, connection: Connection, rows: Sequence[AnswerRow]) -> frozenset[str]:
    """What was decided since of workers who stay where they are, as that another kecamatan gives way; their ids."""
    told = {one.worker_id: one for one in rows if one.reason}
    staying = [
        one
        for one in workers.by_ids(connection, list(told))
        if one.standing.stage is told[one.worker.worker_id].outcome.stage and one.standing.stage is not Stage.RETURNED
    ]
    _note_held(office, connection, {one.worker.worker_id: told[one.worker.worker_id].reason for one in staying})
    return frozenset(one.worker.worker_id for one in staying)


def _apply(office: Office, connection: Connection, words: Mapping[str, str], outcome: Outcome) -> int:
    """Put the district's word on workers; those it returns leave their minutes and become work again."""
    after, entries = [], []
    stage = outcome.stage
    for record in workers.by_ids(connection, list(words)):
        if not may_follow(record.standing.stage, stage):
            continue
        standing = _answered(record.standing, stage, words[record.worker.worker_id])
        after.append(WorkerRecord(record.worker, standing))
        entries.append(
            Entry(
                action="worker.answered",
                subject=record.worker.worker_id,
                facts=standing_facts(record.standing, standing),
                changes={"answer_note": (record.standing.answer_note, standing.answer_note)},
            )
        )
    workers.change(connection, after)
    office.log_many(connection, entries)
    return len(after)


def _answered(before: Standing, stage: Stage, note: str) -> Standing:
    kept = "" if stage is Stage.RETURNED else before.minutes_id
    return replace(before, stage=stage, minutes_id=kept, answer=stage.value, answer_note=note)


def list_answers(office: Office) -> list[Reply]:
    """Every answer of the district that was taken in, the oldest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return packages.replies(connection, "in", office.district_code)
