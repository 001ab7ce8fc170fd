"""Commands about collecting: the list of workers."""

from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import command, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.fields import FIELDS, masked, plain_values
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import VERDICT_LABELS
from ucj_desktop.domain.worker import Worker

if TYPE_CHECKING:
    from ucj_desktop.services.office import Office

_SHOWN = 50  # workers on a screen of text; JSON holds them all


@command("workers", help="Daftar pekerja; NIK, KK dan nomor HP disamarkan kecuali dengan --with-nik.")
@option("--query", default="", metavar="TEKS", help="Bagian nama, atau angka depan NIK atau KK.")
@option("--village", default="", metavar="DESA", help="Nama atau kode desa/kelurahan.")
@option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Tahap pekerja.")
@option("--limit", type=click.IntRange(min=0), metavar="N", help="Paling banyak sekian pekerja.")
@option("--with-nik", is_flag=True, help="Tampilkan nomor lengkap; dicatat dalam jurnal.")
def list_workers(
    asked: Asked, query: str, village: str, stage: str | None, limit: int | None, with_nik: bool
) -> Answer:
    from ucj_desktop.services.collect.list_workers import count_workers, show_full_numbers, worker_ids, workers_by_id
    from ucj_desktop.services.rounds.rounds import find_village

    with office_of(asked) as office:
        wanted = WorkerFilter(
            text=query,
            village_code=find_village(office, village) if village else "",
            stages=(Stage(stage),) if stage else (),
        )
        total = count_workers(office, wanted)
        ids = worker_ids(office, wanted, limit if asked.as_json else min(limit or _SHOWN, total))
        if with_nik:
            show_full_numbers(office, wanted, len(ids))
        found = [worker_facts(office, one, with_nik=with_nik) for one in workers_by_id(office, ids)]
    return Answer({"total": total, "workers": found}, [*_as_table(found), f"{len(found)} dari {total} pekerja."])


def worker_facts(office: "Office", record: WorkerRecord, *, with_nik: bool) -> dict[str, Any]:
    """A worker as CONTRACT.md gives one: every field by its code, and where he or she stands."""
    worker, standing = record.worker, record.standing
    return {
        "worker_id": worker.worker_id,
        **_values(worker, with_nik=with_nik),
        "village_name": office.printed(worker.village_code),
        "stage": standing.stage.value,
        "verdict": standing.verdict.value if standing.verdict else None,
        "reason": standing.reason.value if standing.reason else None,
        "verdict_note": standing.verdict_note,
        "minutes_id": standing.minutes_id,
        "origin_office": standing.origin_office,
        "answer": standing.answer,
    }


def _values(worker: Worker, *, with_nik: bool) -> dict[str, Any]:
    values: dict[str, Any] = plain_values(worker)
    unread = dict(worker.unread)
    if not with_nik:
        for field in FIELDS:
            if field.masked:
                values[field.code] = masked(str(values[field.code] or ""))
                if field.code in unread:
                    unread[field.code] = masked(unread[field.code])
    return {**values, "unread": unread}


def _as_table(found: list[dict[str, Any]]) -> list[str]:
    labels = {verdict.value: label for verdict, label in VERDICT_LABELS.items()}
    rows = [
        (
            one["nik"] or "belum ada NIK",
            one["full_name"],
            one["village_name"],
            STAGE_LABELS[Stage(one["stage"])],
            labels.get(one["verdict"], ""),
        )
        for one in found
    ]
    return table(("NIK", "Nama", "Desa/kelurahan", "Tahap", "Hasil"), rows)


COMMANDS = (list_workers,)
