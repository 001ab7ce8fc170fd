"""Reopening closed minutes with a reason, so that their workers can be mended and validated again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.find_minutes import MinutesNotThere
from ucj_desktop.services.rounds.signed_minutes import REOPENED, approve
from ucj_desktop.storage import minutes, workers
from ucj_desktop.storage.journal import Entry


class MinutesNotClosed(ClerkError):
    """The minutes were reopened already."""

    code = "BA-04"

    def __init__(self) -> None:
        super().__init__(
            what="Berita acara ini sudah dibuka kembali.",
            fix="Validasi ulang pekerjanya, lalu tutup lagi sebagai revisi.",
        )


class ReasonNeeded(ClerkError):
    """Reopening is accounted for with a reason."""

    code = "BA-05"

    def __init__(self) -> None:
        super().__init__(
            what="Membuka kembali berita acara perlu alasan.", fix="Tulis alasannya; alasan itu masuk jurnal dan surat."
        )


def reopen_minutes(office: Office, minutes_id: str, reason: str) -> Change:
    """Let the workers of closed minutes be mended and validated again; revision n prints the same for ever.

    Raises MinutesNotThere, MinutesNotClosed, ReasonNeeded. Workers that are registered already stay as they are.
    """
    office.require(Action.REOPEN_MINUTES)
    if not reason.strip():
        raise ReasonNeeded
    with office.database.writing() as connection:
        found = minutes.get(connection, minutes_id)
        if found is None:
            raise MinutesNotThere
        if found.reopened_at:
            raise MinutesNotClosed
        opened = replace(found, reopened_at=office.timestamp(), reopen_reason=reason.strip())
        minutes.mark_reopened(
            connection, minutes_id, found.revision, at=opened.reopened_at, reason=opened.reopen_reason
        )
        approve(office, connection, REOPENED, opened)
        inside = list(workers.each(connection, WorkerFilter(minutes_id=minutes_id)))
        records = [one for one in inside if one.standing.stage is not Stage.REGISTERED]
        entries = [
            Entry(
                action="minutes.reopened",
                subject=minutes_id,
                facts={"revision": found.revision, "workers": len(records)},
                changes={"why": (None, reason.strip())},
            )
        ]
        after = []
        for one in records:
            standing = replace(one.standing, minutes_id="", stage=Stage.VERIFIED)
            after.append(WorkerRecord(one.worker, standing))
            entries.append(
                Entry(
                    action="worker.unfrozen",
                    subject=one.worker.worker_id,
                    facts=standing_facts(one.standing, standing),
                )
            )
        workers.change(connection, after)
        office.log_many(connection, entries)
    return Change(
        Touched.MINUTES | Touched.WORKERS,
        f"Berita acara dibuka kembali; {thousands(len(after))} pekerja menunggu validasi ulang."
        + _words_of_sent(Counter(one.standing.stage for one in inside)),
    )


def already_sent(office: Office, minutes_id: str) -> str:
    """Who of these minutes is with the district already and what reopening means for them; empty where nobody is."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        counts = workers.counts_by(connection, "stage", WorkerFilter(minutes_id=minutes_id))
    return _words_of_sent({Stage(stage): number for stage, number in counts.items()})


def _words_of_sent(counts: Mapping[Stage, int]) -> str:
    told = [
        f"{thousands(counts[stage])} {words}"
        for stage, words in (
            (Stage.SENT, "sudah dikirim"),
            (Stage.ACCEPTED, "sudah diterima kabupaten"),
            (Stage.REGISTERED, "sudah terdaftar dan tidak ikut dibuka"),
        )
        if counts.get(stage)
    ]
    if not told:
        return ""
    return (
        f" Di antaranya {', '.join(told)}. Yang di kabupaten tetap berlaku sampai revisi berikut ditutup dan dikirim;"
        " siapa yang tidak ada lagi di dalamnya ditarik oleh paket itu."
    )
