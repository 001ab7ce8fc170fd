"""Beranda: what goes to the district, what is awaited from it, and what it has to answer."""

from collections.abc import Sequence

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.receipt_outcome import ReceiptOutcome
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.services.care.home_to_do import Home, ToDo, to_do
from ucj_desktop.services.handoff.outbox import packages_to_bring
from ucj_desktop.services.office import Office
from ucj_desktop.storage import packages, receipt_codes, relay, workers


@to_do("send")
def _to_send(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if office.kind is OfficeKind.DISTRICT or not office.may(Action.CREATE_PACKAGE):
        return ()
    with office.database.reading() as connection:
        unfinished = packages_to_bring(office, connection)
        waiting = workers.count_to_send(connection)
    if unfinished:
        sentence = f"Paket {unfinished[0].file_name} sudah dibuat tetapi belum sampai ke flashdisk."
        return (ToDo(code="send", sentence=sentence, button="Kirim", page="send", urgent=True),)
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja dalam berita acara belum dikirim ke kabupaten."
    return (ToDo(code="send", sentence=sentence, button="Kirim", page="send"),)


@to_do("receipts")
def _receipts_awaited(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if office.kind is OfficeKind.DISTRICT:
        return ()
    with office.database.reading() as connection:
        typed = {
            number for number, one in receipt_codes.every(connection).items() if one.outcome == ReceiptOutcome.WHOLE
        }
        awaited = [
            one
            for one in packages.sent(connection)
            if one.delivered_at and not one.receipt_at and one.sequence not in typed
        ]
    if not awaited:
        return ()
    sentence = f"{thousands(len(awaited))} paket belum ada tanda terimanya dari kabupaten."
    return (ToDo(code="receipts", sentence=sentence, button="Baca tanda terima", page="send"),)


@to_do("returned")
def _returned(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    returned = state.by_stage.get(Stage.RETURNED, 0)
    if not returned or office.kind is OfficeKind.DISTRICT:
        return ()
    sentence = f"{thousands(returned)} pekerja dikembalikan kabupaten; perbaiki lalu verifikasi ulang."
    return (ToDo(code="returned", sentence=sentence, button="Lihat", page="workers", urgent=True),)


@to_do("answer")
def _to_answer(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    if office.kind is not OfficeKind.DISTRICT or not office.may(Action.ANSWER):
        return ()
    with office.database.reading() as connection:  # those found not eligible are reported, not answered
        waiting = sum(
            workers.count(connection, WorkerFilter(stages=(Stage.SENT,), verdict=verdict))
            for verdict in Verdict
            if verdict.is_eligible
        )
        waiting += len(relay.untold(connection))  # what BPJS has said, and the kecamatan does not know
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja dari kecamatan menunggu balasan."
    return (ToDo(code="answer", sentence=sentence, button="Balas", page="inbox"),)
