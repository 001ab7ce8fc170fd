"""Whom a row of verdicts speaks of: by the code of a field form, by id, or by NIK; and what must agree with it."""

from collections.abc import Sequence

from ucj_desktop.domain.names import search_key
from ucj_desktop.domain.row_code import read_row_code
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.collect.read_cells import DateReading, Reading, read_nik
from ucj_desktop.services.collect.row_seal import row_seal
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.field_order import by_row_code
from ucj_desktop.services.rounds.verdict_rows import VerdictRow
from ucj_desktop.storage import workers
from ucj_desktop.storage.database import Connection


class NotRead(Exception):
    """Why a row gives no verdict, as an Indonesian sentence; ``worker_id`` where it is known."""

    def __init__(self, why: str, worker_id: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.worker_id = worker_id


def form_seal(worker: Worker) -> str:
    """The column SEGEL of a field form; beside another code, or once the data has changed, it is wrong."""
    return row_seal((worker.worker_id, worker.nik, worker.full_name))


class People:
    """Finds the workers of many rows of one file."""

    def __init__(self, office: Office, connection: Connection) -> None:
        self.office, self.connection = office, connection
        self._by_code: dict[str, list[str]] | None = None

    def worker_id(self, row: VerdictRow) -> str:
        """Raises NotRead."""
        if row.text("code"):
            return self._by_form_row(row)
        if row.text("worker_id"):
            return row.text("worker_id").lower()
        return self._by_nik(row)

    def _by_form_row(self, row: VerdictRow) -> str:
        said = row.text("code")
        code = read_row_code(said)
        if code is None:
            raise NotRead(f'Kode "{said[:20]}" salah ketik: angka pemeriksanya tidak cocok. Lihat lagi di formulir.')
        found = self._of_code(code)
        if not found:
            raise NotRead(f"Kode {code} tidak ada di data kantor ini.")
        record = self._meant(found, row, code)
        worker, nik = record.worker, self._nik(row)
        if nik is not None and nik != worker.nik:
            raise NotRead(
                f"NIK di baris ini tidak sama dengan NIK {worker.full_name} di data. Jangan mengganti NIK di formulir:"
                " tulis yang benar di CATATAN, lalu betulkan di halaman Pekerja.",
                worker.worker_id,
            )
        name = row.text("name")
        if name and search_key(name) != search_key(worker.full_name):
            raise NotRead(
                f"Kode {code} milik {worker.full_name}, tetapi baris ini menyebut {name[:60]}. Mungkin barisnya"
                " tertukar saat diurutkan; cocokkan dengan formulir.",
                worker.worker_id,
            )
        village = row.text("village")
        if village and search_key(village) != search_key(self.office.printed(worker.village_code)):
            now = self.office.printed(worker.village_code) or "desa yang belum diisi"
            raise NotRead(f"Baris ini dari {village[:40]}, tetapi pekerjanya sekarang di {now}.", worker.worker_id)
        seal = row.text("seal")
        if seal and seal.lower() != form_seal(worker):
            raise NotRead(
                "Segel baris ini tidak cocok: kodenya tertukar, atau NIK atau namanya berubah sejak formulir dibuat."
                " Cocokkan orangnya, lalu catat hasilnya di halaman Verifikasi.",
                worker.worker_id,
            )
        return worker.worker_id

    def _of_code(self, code: str) -> Sequence[WorkerRecord]:
        if self._by_code is None:
            self._by_code = by_row_code(workers.ids(self.connection, WorkerFilter()))
        return workers.by_ids(self.connection, self._by_code.get(code, []))

    def _meant(self, found: Sequence[WorkerRecord], row: VerdictRow, code: str) -> WorkerRecord:
        """Of two who share a code the one whose name stands in the row."""
        name = search_key(row.text("name"))
        named = [one for one in found if search_key(one.worker.full_name) == name] if len(found) > 1 else found
        if len(named) != 1:
            names = ", ".join(one.worker.full_name for one in found)
            raise NotRead(f"Kode {code} dipakai {len(found)} orang ({names}); pakai NIK, atau catat di layar.")
        return named[0]

    def _nik(self, row: VerdictRow) -> str | None:
        """The NIK of the row as it can be read; None where the sheet has no such column or the cell is empty."""
        cell = row.cell("nik")
        if cell == "":
            return None
        reading = Reading(row.row.number)
        read_nik(reading, "nik", cell, row.columns["nik"], DateReading(self.office.today()))
        if reading.refused:
            raise NotRead(reading.findings[-1].what)
        return str(reading.stated.get("nik", ""))

    def _by_nik(self, row: VerdictRow) -> str:
        nik = self._nik(row)
        if nik is None:
            raise NotRead("Baris ini tidak punya NIK atau ID.")
        found = workers.by_nik(self.connection, nik)
        if not found:
            raise NotRead("NIK ini tidak ada di data kantor ini.")
        if len(found) > 1:
            raise NotRead(f"NIK ini dipakai {len(found)} pekerja; putuskan data kembarnya dulu, atau pakai kolom ID.")
        return found[0].worker.worker_id
