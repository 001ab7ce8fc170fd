"""Whom a kecamatan takes back: taken out of the district's list, or held with the reason."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from ucj_desktop.domain.parcel import RefusedRow
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.storage import merges, packages, relay, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_AT_ONCE = 500
_REASONS: Final = ("merged", "erased")
REGISTERED: Final = "Sudah terdaftar di BPJS, jadi tetap ada di daftar kabupaten."
RELAYED: Final = "Sudah dikirim ke BPJS, jadi tetap ada di daftar kabupaten sampai BPJS menjawab."
STANDS_FOR_OTHERS: Final = "Di kabupaten mewakili data kembar dari kantor lain, jadi tetap ada di daftarnya."


class Withdrawals:
    """The tombstones of one package, of the sender's workers only; whoever is unknown here is gone already."""

    def __init__(self, connection: Connection, sender: str, sequence: int) -> None:
        self._connection, self._sender, self._sequence = connection, sender, sequence
        self.count = 0
        self.held: list[RefusedRow] = []
        self.entries: list[Entry] = []
        self._erased = 0
        self._left = 0

    def take(self, stated: Iterable[Mapping[str, object]]) -> None:
        """Take out, or hold, those of them who stand received and are in no row of this very package."""
        rows = iter(stated)
        while part := list(islice(rows, _AT_ONCE)):
            asked = {one: row for row in part if isinstance(one := row.get("worker_id"), str)}
            marks = packages.received_among(self._connection, self._sender, list(asked))
            named = [one for one, mark in marks.items() if mark.sequence != self._sequence]
            self._take({one: asked[one] for one in named})

    def take_by_silence(self, brought: Iterable[str]) -> None:
        """Of a full package: who left the minutes it brings, and who comes in it under another id.

        The latter were typed again after a backup was restored. Who stands in minutes of which a full package says
        nothing, and in no row of it, stays: nobody is dropped because a kecamatan lost its data.
        """
        left = packages.received_but_unnamed(self._connection, self._sender, brought, self._sequence)
        self.take({"worker_id": one, "reason": "withdrawn"} for one in left)
        again = packages.received_under_other_ids(self._connection, self._sender, self._sequence)
        self.take({"worker_id": old, "reason": "merged", "into": anew} for old, anew in again.items())
        self._left = packages.count_unnamed(self._connection, self._sender, self._sequence) - len(self.held)

    def notes(self) -> tuple[str, ...]:
        """What the district should know besides, in sentences."""
        told = []
        if self.held:
            told.append(
                f"{len(self.held)} pekerja ditarik kecamatan tetapi ditahan di sini; alasannya ada di tanda terima."
            )
        if self._erased:
            told.append(
                f"{self._erased} pekerja dikeluarkan karena datanya dihapus di kecamatan atas permintaan orangnya."
            )
        if self._left > 0:
            told.append(
                f"{self._left} pekerja dari paket sebelumnya tidak disebut lagi dalam paket lengkap ini dan tetap ada"
                " di sini; bila kecamatan itu memulihkan cadangan, minta mereka memasukkannya lagi lalu mengirim."
            )
        return tuple(told)

    def _take(self, asked: Mapping[str, Mapping[str, object]]) -> None:
        found = {one.worker.worker_id: one for one in workers.by_ids(self._connection, list(asked))}
        sent = relay.held_among(self._connection, list(found))
        stood_for = set(merges.entries_of(self._connection, list(found)).values()) & {
            kept for entry, kept in merges.entries_of(self._connection, list(found)).items() if entry != kept
        }
        gone = []
        for worker_id, row in asked.items():
            why = _why_held(found.get(worker_id), is_sent=worker_id in sent, stands_for_others=worker_id in stood_for)
            if why:
                self.held.append(RefusedRow(worker_id, why))
                self.entries.append(Entry(action="worker.withheld", subject=worker_id))
                continue
            gone.append(worker_id)
            self._erased += row.get("reason") == "erased"
            self.entries.append(Entry(action="worker.withdrawn", subject=worker_id, facts=_facts(row)))
        workers.remove(self._connection, gone)
        packages.forget_received_workers(self._connection, gone)
        self.count += len(gone)


def _why_held(record: WorkerRecord | None, *, is_sent: bool, stands_for_others: bool) -> str:
    if record is None:
        return ""
    if record.standing.stage is Stage.REGISTERED:
        return REGISTERED
    if is_sent:
        return RELAYED
    return STANDS_FOR_OTHERS if stands_for_others else ""


def _facts(row: Mapping[str, object]) -> dict[str, object]:
    """Why, and who stands for the worker now, where the row says so in the words that are known."""
    reason, into = row.get("reason"), row.get("into")
    if reason not in _REASONS:
        return {}
    is_id = isinstance(into, str) and len(into) == 36 and into.isascii()
    return {"why": reason, **({"into": into} if is_id else {})}
