"""Requests of people about their own data: written down, answered within 3 x 24 hours, and listed with what is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import utc_stamp
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.subject_request import REQUEST_LABELS, RequestKind, SubjectRequest
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, erasures, subject_requests, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_ERASED = "Data dihapus; berita acara penghapusan dibuat."


class RequestNotThere(ClerkError):
    """No open request has that id."""

    code = "SUBJEK-01"

    def __init__(self) -> None:
        super().__init__("Permintaan itu tidak ada, atau sudah dijawab.", "Lihat daftar permintaan, lalu pilih lagi.")


class AnswerMissing(ClerkError):
    """A request is answered with words."""

    code = "SUBJEK-02"

    def __init__(self) -> None:
        super().__init__("Jawabannya belum ditulis.", "Tulis apa yang dilakukan, misalnya: dicetak dan diserahkan.")


class ReceivedInFuture(ClerkError):
    """Nobody receives a request tomorrow."""

    code = "SUBJEK-03"

    def __init__(self) -> None:
        super().__init__("Waktu diterimanya belum tiba.", "Isi waktu permintaan itu benar-benar diterima.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRequest:
    """One request as the register shows it."""

    request: SubjectRequest
    full_name: str  # empty: erased since
    received_by: str
    answered_by: str
    left: timedelta  # until it must be answered; below zero: late

    @property
    def state(self) -> str:
        """In words: how much time is left, or when it was answered."""
        if self.request.answered_at:
            return "sudah dijawab"
        hours = int(abs(self.left).total_seconds() // 3600)
        told = f"{hours // 24} hari {hours % 24} jam" if hours >= 24 else f"{hours} jam"
        return f"terlambat {told}" if self.left < timedelta(0) else f"sisa {told}"


def receive_request(
    office: Office, worker_id: str, kind: RequestKind, *, note: str = "", received_at: datetime | None = None
) -> Change:
    """Write down that a person asked; ``received_at`` is when (aware), now where it is not given.

    Raises WorkerNotThere, ReceivedInFuture.
    """
    office.require(Action.SERVE_SUBJECT)
    now = office.clock()
    received = received_at or now
    if received > now:
        raise ReceivedInFuture
    with office.database.writing() as connection:
        record = workers.get(connection, worker_id)
        if record is None:
            raise WorkerNotThere
        made = SubjectRequest(
            request_id=new_id(),
            worker_id=worker_id,
            kind=kind,
            received_at=utc_stamp(received),
            note=note.strip(),
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        )
        subject_requests.add(connection, made)
        facts = {"kind": kind.value, "request": made.request_id}
        office.log(connection, Entry(action="subject.requested", subject=worker_id, facts=facts))
    due = made.due_at.astimezone()
    return Change(
        Touched.REQUESTS,
        f"Permintaan {record.worker.full_name} dicatat: {REQUEST_LABELS[kind].lower()}."
        f" Jawab paling lambat {due:%d-%m-%Y pukul %H.%M}.",
    )


def answer_request(office: Office, request_id: str, answer: str) -> Change:
    """Write down how a request was answered. Raises RequestNotThere, AnswerMissing."""
    office.require(Action.SERVE_SUBJECT)
    if not answer.strip():
        raise AnswerMissing
    with office.database.writing() as connection:
        one = subject_requests.get(connection, request_id)
        if one is None or one.answered_at:
            raise RequestNotThere
        _keep_answer(office, connection, one, answer.strip())
    return Change(Touched.REQUESTS, f"Permintaan dijawab: {REQUEST_LABELS[one.kind].lower()}.")


def answer_of_erased(office: Office, connection: Connection, worker_ids: Sequence[str]) -> None:
    """Within the transaction that erases a person: whatever he or she still waited for is answered by that."""
    for worker_id in worker_ids:
        for one in subject_requests.every(connection, worker_id=worker_id):
            if not one.answered_at:
                _keep_answer(office, connection, one, _ERASED)


def _keep_answer(office: Office, connection: Connection, one: SubjectRequest, answer: str) -> None:
    answered = replace(one, answered_at=office.timestamp(), answered_by=office.clerk.account_id, answer=answer)
    subject_requests.answer(connection, answered)
    facts = {"kind": one.kind.value, "request": one.request_id, "late": one.is_late(office.clock())}
    office.log(connection, Entry(action="subject.answered", subject=one.worker_id, facts=facts))


def list_requests(office: Office, *, worker_id: str = "") -> list[ListedRequest]:
    """The register: the open ones first, then the newest first."""
    office.require(Action.SERVE_SUBJECT)
    now = office.clock()
    with office.database.reading() as connection:
        found = subject_requests.every(connection, worker_id=worker_id)
        names = accounts.names(connection)
        gone = erasures.every(connection)
        people = {
            one.worker.worker_id: one.worker.full_name
            for one in workers.by_ids(connection, list({one.worker_id for one in found} - gone))
        }
    return [
        ListedRequest(
            request=one,
            full_name=people.get(one.worker_id, ""),
            received_by=names.get(one.account_id, "?"),
            answered_by=names.get(one.answered_by, ""),
            left=one.due_at - now,
        )
        for one in found
    ]
