"""Commands about a person's rights over his or her own data: asked, answered, printed and erased."""

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_write, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.subject_request import REQUEST_LABELS, ErasureBasis, RequestKind

if TYPE_CHECKING:
    from ucj_desktop.services.care.subject_requests import ListedRequest

_WORKER = argument("worker_id", metavar="ID-PEKERJA", help="ID pekerja.")
_PDF = option("--out", type=file_to_write, required=True, metavar="BERKAS.pdf", help="Berkas PDF tujuan.")


@command("request", help="Catat permintaan seseorang atas datanya sendiri; dijawab paling lambat 3 x 24 jam.")
@_WORKER
@option(
    "--kind",
    type=click.Choice([kind.value for kind in RequestKind]),
    required=True,
    help="record = melihat, rectification = membetulkan, restriction = membatasi, erasure = menghapus.",
)
@option("--received", type=DATE, metavar="TANGGAL", help="Hari diterimanya (bawaan: sekarang).")
@option("--note", default="", metavar="CATATAN", help="Catatan, misalnya bukti jati diri yang dilihat.")
def request(asked: Asked, worker_id: str, kind: str, received: date | None, note: str) -> Answer:
    from ucj_desktop.services.care.subject_requests import list_requests, receive_request

    at = datetime.combine(received, time()).astimezone() if received else None
    with office_of(asked) as office:
        change = receive_request(office, worker_id, RequestKind(kind), note=note, received_at=at)
        found = list_requests(office, worker_id=worker_id)
    newest = max(found, key=lambda one: one.request.at)
    return Answer(_facts(newest), [change.sentence])


@command("requests", help="Daftar permintaan: yang belum dijawab lebih dulu, dengan sisa waktunya.")
def requests(asked: Asked) -> Answer:
    from ucj_desktop.services.care.subject_requests import list_requests

    with office_of(asked) as office:
        found = list_requests(office)
    rows = [
        (one.request.request_id, one.full_name or "sudah dihapus", REQUEST_LABELS[one.request.kind], one.state)
        for one in found
    ]
    heads = ("ID permintaan", "Nama", "Permintaan", "Keadaan")
    return Answer(
        {"requests": [_facts(one) for one in found]}, table(heads, rows) if rows else ["Belum ada permintaan."]
    )


@command("answer", help="Catat bagaimana sebuah permintaan dijawab.")
@argument("request_id", metavar="ID-PERMINTAAN", help="ID permintaan, dari subject requests.")
@option("--text", "answer", required=True, metavar="JAWABAN", help="Apa yang dilakukan.")
def answer_(asked: Asked, request_id: str, answer: str) -> Answer:
    from ucj_desktop.services.care.subject_requests import answer_request

    with office_of(asked) as office:
        change = answer_request(office, request_id, answer)
    return Answer({"request_id": request_id}, [change.sentence])


@command("record", help="Cetak semua data tentang seseorang, riwayatnya, dan siapa yang melihatnya.")
@_WORKER
@_PDF
def record(asked: Asked, worker_id: str, out: Path) -> Answer:
    from ucj_desktop.services.care.subject_record import print_subject_record

    with office_of(asked) as office:
        change = print_subject_record(office, worker_id, out)
    return Answer({"worker_id": worker_id, "file": str(out)}, [change.sentence])


@command("erase", help="Hapus data seseorang untuk selamanya; tanpa --out hanya dihitung apa yang akan terhapus.")
@_WORKER
@option("--out", type=file_to_write, metavar="BERKAS.pdf", help="Berkas PDF untuk berita acaranya.")
@option(
    "--because",
    type=click.Choice([basis.value for basis in ErasureBasis]),
    default=ErasureBasis.REQUEST.value,
    help="retention = masa simpan berakhir, request = permintaan yang bersangkutan.",
)
@option(
    "--why",
    default="",
    metavar="ALASAN",
    help="Alasan permintaan itu diterima, tanpa nama orang: alasan ini tetap disimpan.",
)
def erase(asked: Asked, worker_id: str, out: Path | None, because: str, why: str) -> Answer:
    from ucj_desktop.services.care.erase_worker import erase_worker, plan_erasure

    with office_of(asked) as office:
        plan = plan_erasure(office, worker_id)
        facts: dict[str, Any] = {
            "worker_id": worker_id,
            "counts": dict(plan.counts),
            "stays": list(plan.stays),
            "retention_ends": plan.retention_ends.isoformat(),
            "is_erased": out is not None,
        }
        if out is None:
            refused = [f"Belum bisa: {plan.refusal.what} {plan.refusal.fix}"] if plan.refusal else []
            return Answer(facts, [*refused, "Akan dihapus:", *plan.lines, "Tetap disimpan:", *plan.stays])
        change = erase_worker(office, worker_id, ErasureBasis(because), out, why=why)
    return Answer({**facts, "file": str(out)}, [change.sentence])


def _facts(one: "ListedRequest") -> dict[str, object]:
    request = one.request
    return {
        "request_id": request.request_id,
        "worker_id": request.worker_id,
        "kind": request.kind.value,
        "received_at": request.received_at,
        "due_at": request.due_at.isoformat(),
        "answered_at": request.answered_at or None,
        "state": one.state,
    }


COMMANDS = (
    group("subject", "Hak seseorang atas datanya sendiri (UU 27/2022).", request, requests, answer_, record, erase),
)
