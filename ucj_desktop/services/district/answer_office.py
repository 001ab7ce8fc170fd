"""The district's answer to a kecamatan, worker by worker: accepted, returned, double, or what BPJS has said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ucj_desktop import __version__
from ucj_desktop.crypto.nik_filter import NikFilter, make_nik_filter
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import AnswerRow, AuditMark, Outcome, Parcel, ParcelKind
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.handoff.envelope import READS
from ucj_desktop.handoff.replies import SCHEMA_WITH_FILTER, write_answer
from ucj_desktop.handoff.stick import write_to_stick
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.district.one_person import Doubles, kept_words, returned_words
from ucj_desktop.services.district.receive_package import ReceiverIsDistrict
from ucj_desktop.services.handoff.exchange_cards import pinned_cards
from ucj_desktop.services.handoff.outbox import whole_file
from ucj_desktop.services.office import Office
from ucj_desktop.storage import elsewhere, journal, packages, relay, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import Reply, SentWorker


class NothingToAnswer(ClerkError):
    """Every worker of that office has been answered, or it has sent none."""

    code = "BALAS-10"

    def __init__(self, office_name: str) -> None:
        super().__init__(
            what=f"Tidak ada pekerja dari {office_name} yang menunggu balasan.",
            fix="Terima paketnya lebih dulu, atau tunggu paket berikutnya.",
        )


class OfficeNotPinned(ClerkError):
    """No card of that office is pinned."""

    code = "BALAS-11"

    def __init__(self, code: str) -> None:
        super().__init__(
            what=f"Kartu kantor {code} belum disematkan, jadi balasan tidak bisa disegel untuknya.",
            fix="Sematkan kartu kantor itu lebih dulu.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer that was written."""

    file: Path
    sequence: int
    accepted: int
    returned: int  # doubles, too
    registered: int
    change: Change


def proposed_answers(office: Office, office_code: str) -> list[tuple[WorkerRecord, Outcome, str]]:
    """What the district would answer now on that office's workers that wait, and why: what BPJS has said of those
    accepted before comes after those who are new.
    """
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        told = _from_bpjs(connection, office_code, packages.received_workers(connection, office_code))
        return [*_proposed(office, connection, office_code), *told]


def _proposed(office: Office, connection: Connection, office_code: str) -> list[tuple[WorkerRecord, Outcome, str]]:
    """Accepted, unless another entry keeps the person; and what was decided since of those answered before."""
    doubles = Doubles(connection)
    waiting = [
        one
        for one in workers.each(connection, WorkerFilter(origin_office=office_code, stages=(Stage.SENT,)))
        if one.standing.verdict is not None and one.standing.verdict.is_eligible
    ]
    proposed = []
    for one in waiting:
        keeper = doubles.keeper_of(one)
        if keeper is not None:
            proposed.append((one, Outcome.DOUBLE, returned_words(office, one, keeper)))
        else:
            proposed.append((one, Outcome.ACCEPTED, kept_words(office, one, doubles.given_way(one))))
    return [*proposed, *_decided_since(office, connection, office_code, doubles)]


def _decided_since(
    office: Office, connection: Connection, office_code: str, doubles: Doubles
) -> list[tuple[WorkerRecord, Outcome, str]]:
    """Of those accepted before: who gives way by a decision, and who is told that he or she stays."""
    concerned = sorted(doubles.given_up_by_decision() | doubles.kept_by_decision())
    accepted = [
        one
        for one in workers.by_ids(connection, concerned)
        if one.standing.origin_office == office_code and one.standing.stage is Stage.ACCEPTED
    ]
    told = []
    for one in accepted:
        keeper = doubles.keeper_of(one)
        if keeper is not None:
            told.append((one, Outcome.DOUBLE, returned_words(office, one, keeper)))
            continue
        words = kept_words(office, one, doubles.given_way(one))
        if words and words != one.standing.answer_note:
            told.append((one, Outcome.ACCEPTED, words))
    return told


def _from_bpjs(
    connection: Connection, office_code: str, marks: Mapping[str, SentWorker]
) -> list[tuple[WorkerRecord, Outcome, str]]:
    """Results that no answer has told yet, of workers that still stand received; their stage says it already."""
    waiting = [one.worker_id for one in relay.untold(connection, office_code) if one.worker_id in marks]
    return [
        (one, Outcome(one.standing.stage.value), one.standing.answer_note)
        for one in workers.by_ids(connection, waiting)
    ]


def answer_office(office: Office, office_code: str, stick: Path, *, after: int = 0) -> Answered:
    """Decide on every eligible worker of that office that waits, and write the sealed answer to the stick; it also
    tells what BPJS has said since the last one.

    ``after``, following a restored backup: the last number that the kecamatan has read, which a later one follows anew.
    Raises ReceiverIsDistrict, OfficeNotPinned, NothingToAnswer, StickError.
    """
    office.require(Action.ANSWER)
    if office.kind is not OfficeKind.DISTRICT:
        raise ReceiverIsDistrict
    with office.database.writing() as connection:
        card = next((one for one in pinned_cards(connection) if one.office == office_code), None)
        if card is None:
            raise OfficeNotPinned(office_code)
        marks = packages.received_workers(connection, office_code)
        proposed = _proposed(office, connection, office_code)
        from_bpjs = _from_bpjs(connection, office_code, marks)
        if not proposed and not from_bpjs:
            raise NothingToAnswer(card.name)
        niks = _filter_of_others(office, connection, office_code)
        parcel = _parcel(office, connection, office_code, after)
        parcel = replace(parcel, schema=1 if niks is None else SCHEMA_WITH_FILTER)
        made = office.outbox / parcel.file_name
        with whole_file(made) as file:
            rows = _rows([*proposed, *from_bpjs], marks)
            written = write_answer(file, parcel, rows, office.keys, [card.recipient], niks)
        _keep(office, connection, proposed)
        told = {one.worker.worker_id for one, _, _ in from_bpjs}
        untold = relay.untold(connection, office_code)
        relay.mark_told(connection, [one.row for one in untold if one.worker_id in told], parcel.seq)
        counts = _counts([*proposed, *from_bpjs])
        packages.add_reply(
            connection,
            Reply(
                direction="out",
                office_code=office_code,
                sequence=parcel.seq,
                sha256=written.sha256,
                counts=counts,
                account_id=office.clerk.account_id,
                at=office.timestamp(),
            ),
        )
        office.log(
            connection,
            Entry(action="answer.created", subject=office_code, facts={"sequence": parcel.seq, **counts}),
        )
        target = write_to_stick(made, stick)  # before the commit: what reached no stick was not answered
    sentence = f"Balasan untuk {card.name}: {counts['accepted']} diterima, {counts['returned']} dikembalikan"
    sentence += f", {counts['registered']} terdaftar." if counts["registered"] else "."
    return Answered(
        file=target, sequence=parcel.seq, change=Change(Touched.WORKERS | Touched.PACKAGES, sentence), **counts
    )


def _filter_of_others(office: Office, connection: Connection, office_code: str) -> NikFilter | None:
    """Who was sent by other offices, so that nobody is entered twice; None where the office has switched it off, or
    where the newest package from there was made by a program that would refuse such an answer.
    """
    received = packages.received(connection, office_code)
    reads = received[-1].manifest.get("counts", {}).get(READS, 1) if received else 1
    if not office.preferences.nik_filter or reads < SCHEMA_WITH_FILTER:
        return None
    return make_nik_filter(elsewhere.niks_of_others(connection, office_code))


def _counts(proposed: Sequence[tuple[WorkerRecord, Outcome, str]]) -> dict[str, int]:
    stages = [outcome.stage.value for _, outcome, _ in proposed]
    return {one.value: stages.count(one.value) for one in (Stage.ACCEPTED, Stage.RETURNED, Stage.REGISTERED)}


def _rows(proposed: Sequence[tuple[WorkerRecord, Outcome, str]], marks: Mapping[str, SentWorker]) -> list[AnswerRow]:
    return [
        AnswerRow(one.worker.worker_id, outcome, reason, marks[one.worker.worker_id].revision)
        for one, outcome, reason in proposed
        if one.worker.worker_id in marks
    ]


def _parcel(office: Office, connection: Connection, office_code: str, after: int) -> Parcel:
    before = packages.replies(connection, "out", office_code)
    last = before[-1].sequence if before else 0
    n, head = journal.head(connection)
    return Parcel(
        kind=ParcelKind.ANSWER,
        office=office_code,
        district=office.code,
        period=str(office.preferences.period),
        seq=max(last, after) + 1,
        prev=before[-1].sha256 if before and not after else "",
        created=office.timestamp(),
        app=__version__,
        revision=0,
        audit=AuditMark(n, head.hex()),
        training=office.training,
    )


def _keep(office: Office, connection: Connection, proposed: Sequence[tuple[WorkerRecord, Outcome, str]]) -> None:
    after, entries = [], []
    for one, outcome, reason in proposed:
        stage = outcome.stage
        standing = replace(one.standing, stage=stage, answer=stage.value, answer_note=reason)
        after.append(WorkerRecord(one.worker, standing))
        entries.append(
            Entry(
                action="worker.answered",
                subject=one.worker.worker_id,
                facts=standing_facts(one.standing, standing),
                changes={"answer_note": (one.standing.answer_note, reason)} if reason else {},
            )
        )
    workers.change(connection, after)
    office.log_many(connection, entries)
