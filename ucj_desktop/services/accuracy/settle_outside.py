"""Where lists of others say otherwise: each difference is put before a person, nothing is altered silently."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE, shown_value
from ucj_desktop.domain.outside import COMPARED_FIELDS, OutsideWord, shown_text, typed_text
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.accuracy.fix_many import FieldChange, FixAsked, Fixed, FixPlan, FixRow, fix_many
from ucj_desktop.services.accuracy.match_list import Found, NoSuchList
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, keep_correction, standing_after_correction
from ucj_desktop.services.office import Office
from ucj_desktop.storage import outside, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_FROM_LIST = "outside"
_WAITING = "Sudah masuk berita acara yang ditutup."


class NoSuchDifference(ClerkError):
    """The list says nothing else of this field, or somebody has decided about it already."""

    code = "DAFTAR-03"

    def __init__(self) -> None:
        super().__init__(
            what="Perbedaan ini tidak ada lagi: sudah diputuskan, atau isiannya sudah sama.",
            fix="Muat ulang daftarnya, lalu lanjutkan ke perbedaan berikutnya.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one worker of which a list says otherwise; ``ours`` and ``theirs`` as a clerk reads them."""

    record: WorkerRecord
    word: OutsideWord
    field: str
    ours: str
    theirs: str
    refusal: str = ""  # why the list's value cannot be taken

    @property
    def key(self) -> str:
        return f"{self.word.list_id} {self.word.worker_id} {self.field}"

    @property
    def is_gap(self) -> bool:
        """The office has no value yet, so that nothing is overwritten."""
        return not self.ours


def differences(office: Office, list_id: str = "", progress: Progress = SILENT) -> list[Difference]:
    """What nobody has decided about yet, of one list or of the newest of every kind, in the order of names."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        if list_id:
            words = [(who, one) for who, one in outside.words_of_list(connection, list_id).items() if one.differs]
        else:
            newest = outside.newest_words_of_all(connection)
            words = [(who, one) for who, several in newest.items() for one in several if one.differs]
        by_id = {one.worker.worker_id: one for one in workers.by_ids(connection, [who for who, _ in words])}
    found: list[Difference] = []
    for number, (who, word) in enumerate(words, start=1):
        record = by_id.get(who)
        if record is not None:
            found += _of_word(record, word)
        if number % 500 == 0:
            progress.step(number, len(words), "Membandingkan isian")
    return sorted(found, key=_order)


def differences_to_come(office: Office, found: Found) -> list[Difference]:
    """What keeping a list that was looked at would put before a person, in the same order; nothing is written."""
    office.require(Action.LOOK)
    words = [one for one in found.words if one.differs]
    with office.database.reading() as connection:
        by_id = {one.worker.worker_id: one for one in workers.by_ids(connection, [one.worker_id for one in words])}
    coming = [one for word in words if word.worker_id in by_id for one in _of_word(by_id[word.worker_id], word)]
    return sorted(coming, key=_order)


def _order(one: Difference) -> tuple[bool, str, str]:
    return one.is_gap, one.record.worker.full_name, one.key


def take_difference(office: Office, difference: Difference) -> Change:
    """Correct the worker to what the list says. Raises NoSuchDifference, WorkerNotThere, WorkerFrozen."""
    office.require(Action.CORRECT)
    why = f"Menurut {difference.word.source}"
    with office.database.writing() as connection:
        taken = _with(_now(connection, difference), difference.field, difference.word.differs[difference.field])
        change = keep_correction(office, connection, taken, why=why)
        _remember(office, connection, difference, "taken")
    return Change(change.touched | Touched.OUTSIDE, change.sentence)


def keep_ours(office: Office, difference: Difference) -> Change:
    """Remember that the office's own value is right; the list is asked about it no more. Raises NoSuchDifference."""
    office.require(Action.CORRECT)
    with office.database.writing() as connection:
        _now(connection, difference)
        _remember(office, connection, difference, "kept")
    label = BY_CODE[difference.field].label
    told = f"{label} {difference.record.worker.full_name} tetap seperti semula."
    return Change(Touched.FINDINGS | Touched.OUTSIDE, told)


def plan_to_fill(office: Office, list_id: str, field: str = "desil", progress: Progress = SILENT) -> FixPlan:
    """Everybody whose empty field the list would fill, before and after; nothing is written. Raises NoSuchList."""
    office.require(Action.CORRECT)
    with office.database.reading() as connection:
        if outside.get_list(connection, list_id) is None:
            raise NoSuchList
    gaps = [one for one in differences(office, list_id, progress) if one.field == field and one.is_gap]
    rows = tuple(_fix_row(one) for one in gaps)
    return FixPlan(asked=FixAsked(fix=_FROM_LIST, field=field), rows=rows, looked_at=len(gaps))


def fill_from_list(office: Office, list_id: str, plan: FixPlan, progress: Progress = SILENT) -> Fixed:
    """Write what :func:`plan_to_fill` showed, all together and with one undo (undo_fix). Raises NothingToFix."""
    office.require(Action.CORRECT)
    done = fix_many(office, plan, progress)
    told = f"{BY_CODE[plan.asked.field].label} {thousands(done.written)} pekerja diisi dari daftar."
    return replace(done, change=Change(done.change.touched | Touched.OUTSIDE, told))


def _of_word(record: WorkerRecord, word: OutsideWord) -> list[Difference]:
    theirs = word.open_differences(record.worker)
    return [
        Difference(
            record=record,
            word=word,
            field=code,
            ours=shown_value(code, record.worker),
            theirs=shown_text(code, theirs[code]),
            refusal=_WAITING if record.standing.is_frozen else "",
        )
        for code in COMPARED_FIELDS
        if code in theirs
    ]


def _now(connection: Connection, difference: Difference) -> Worker:
    """The worker as stored, if the difference is still open."""
    record = workers.get(connection, difference.record.worker.worker_id)
    word = _word(connection, difference)
    if record is None or record.standing.merged_into:
        raise WorkerNotThere
    if word is None or difference.field not in word.open_differences(record.worker):
        raise NoSuchDifference
    return record.worker


def _word(connection: Connection, difference: Difference) -> OutsideWord | None:
    known = outside.every_word_of(connection, difference.record.worker.worker_id)
    asked = (difference.word.list_id, difference.word.worker_id)
    return next((one for one in known if (one.list_id, one.worker_id) == asked), None)


def _with(worker: Worker, field: str, text: str) -> Worker:
    unread = {code: seen for code, seen in worker.unread.items() if code != field}
    kept = MappingProxyType(unread) if unread else NOTHING_UNREAD
    return replace(worker, **{field: typed_text(field, text)}, unread=kept)  # type: ignore[arg-type]


def _remember(office: Office, connection: Connection, one: Difference, how: str) -> None:
    word = _word(connection, one)
    if word is None:
        raise NoSuchDifference
    answered = MappingProxyType({**word.decided, one.field: how})
    outside.put_words(connection, [replace(word, decided=answered)])
    facts = {"kind": word.kind.value, "field": one.field, "decision": how}
    office.log(connection, Entry(action="worker.outside_decided", subject=one.record.worker.worker_id, facts=facts))


def _fix_row(one: Difference) -> FixRow:
    before = one.record.worker
    return FixRow(
        worker_id=before.worker_id,
        full_name=before.full_name,
        village_code=before.village_code,
        changes=(FieldChange(field=one.field, before=one.ours, after=one.theirs),),
        refusal=one.refusal,
        loses_verdict=not one.refusal and bool(standing_after_correction(one.record.standing)[1]),
        after=_with(before, one.field, one.word.differs[one.field]),
        before=before,
    )
