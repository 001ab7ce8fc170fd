"""The results, filled into the very workbook that a village or an office sent: HASIL and KETERANGAN of each person."""

from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Reason, Verdict
from ucj_desktop.services.collect.clean_cells import clean_number
from ucj_desktop.services.collect.plan_file import file_read
from ucj_desktop.services.collect.read_cells import READERS, DateReading, Reading, read_text
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.find_minutes import find_minutes
from ucj_desktop.spreadsheets.cells import cell_text
from ucj_desktop.spreadsheets.fill_cells import fill_cells
from ucj_desktop.spreadsheets.headings import heading_key
from ucj_desktop.spreadsheets.mapping import PersonRow, SheetPlan, plan_workbook
from ucj_desktop.spreadsheets.profiles import shipped_profiles
from ucj_desktop.storage import merges, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

VERDICT, REMARK = "HASIL", "KETERANGAN"
_VERDICT_KEYS = frozenset(map(heading_key, ("HASIL", "HASIL VERIFIKASI", "HASIL VALIDASI", "HASIL VERVAL")))
_REMARK_KEYS = frozenset(map(heading_key, ("KETERANGAN", "KET", "KET.")))
_READ = ("nik", "full_name", "birth_date", "birth")
NOT_FOUND = "Tidak ada di data kantor ini"
SEVERAL = "Lebih dari satu orang cocok; periksa NIK-nya"
MERGED = "Data ganda; sudah digabung dengan"


class OutIsReceived(ClerkError):
    """The received file itself is never written over."""

    code = "BERKAS-31"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas tujuan sama dengan berkas yang diterima.",
            fix="Pilih nama lain, supaya berkas aslinya tetap ada.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledWorkbook:
    """A workbook that lies at ``path``; rows = found + unknown."""

    path: Path
    rows: int
    found: int
    unknown: int  # people of the list whom the office does not know, or not for sure; their row says so

    @property
    def sentence(self) -> str:
        """What is said when it is done."""
        said = f"Hasil {thousands(self.found)} dari {thousands(self.rows)} orang diisikan ke {self.path.name}."
        if self.unknown:
            said += f" {thousands(self.unknown)} orang tidak ditemukan; barisnya mengatakannya di kolom {REMARK}."
        return said


def fill_received(
    office: Office, received: Path, out: Path, *, minutes: str = "", progress: Progress = SILENT
) -> FilledWorkbook:
    """Write a copy of a received workbook with HASIL and KETERANGAN of everybody in it, found by NIK, else by name and
    birth date; nothing else in it changes.

    With ``minutes`` (id, register or letter number) only what these froze counts, else what holds today. Raises
    FileRefused in one of its kinds, NoPeopleFound, MinutesNotThere, CannotFill, OutIsReceived, FileNotWritable.
    """
    office.require(Action.EXPORT)
    office.require(Action.SHOW_FULL_NIK)
    if out.resolve() == received.resolve():
        raise OutIsReceived
    plans = plan_workbook(file_read(received, progress).workbook, shipped_profiles(), progress=progress).plans
    sheets: dict[str, dict[int, dict[int, str]]] = {}
    found = rows = 0
    with office.database.reading() as connection:
        people = _People(office, connection, minutes)
        for plan in plans:
            filled = sheets.setdefault(plan.of_sheet or plan.sheet, {})
            verdict_at, remark_at = _columns(plan)
            if plan.header_row:
                headed = {verdict_at: VERDICT, remark_at: REMARK}
                new = {at: words for at, words in headed.items() if at >= len(plan.headings)}
                filled.setdefault(plan.header_row, {}).update(new)
            for row in plan.people:
                rows += 1
                progress.step(rows, None, "Mengisi hasil")
                verdict, remark, is_found = people.said_of(plan, row)
                found += is_found
                there = cell_text(row.cells[remark_at]) if remark_at < len(row.cells) else ""
                filled.setdefault(row.number, {}).update({verdict_at: verdict, remark_at: _with_ours(there, remark)})
    fill_cells(received, out, sheets)
    facts = {"rows": rows, "minutes": find_minutes(office, minutes).minutes_id if minutes else "", "into": True}
    with office.database.writing() as connection:
        office.log(connection, Entry(action="list.exported", facts=facts))
    return FilledWorkbook(path=out, rows=rows, found=found, unknown=rows - found)


class _People:
    """Finds whom a row of a list speaks of, and what the office says of that person."""

    def __init__(self, office: Office, connection: Connection, minutes: str) -> None:
        self.office, self.connection = office, connection
        self.how = DateReading(office.today())
        self._by_nik: dict[str, set[str]] = {}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        self._survivors = merges.survivors(connection)
        for worker_id, nik, name, born in merges.everybody_listed(connection):
            stands = self._survivors.get(worker_id, worker_id)
            if nik:
                self._by_nik.setdefault(nik, set()).add(stands)
            if name and born:
                self._by_name.setdefault((name, born), set()).add(stands)
        self._frozen = {row.worker.worker_id: row for row in find_minutes(office, minutes).rows} if minutes else None

    def said_of(self, plan: SheetPlan, row: PersonRow) -> tuple[str, str, bool]:
        """HASIL and KETERANGAN of a row, and whether somebody was found."""
        found, nik = self._found(plan, row)
        if len(found) != 1:
            return "", SEVERAL if found else NOT_FOUND, False
        [worker_id] = found
        if self._frozen is not None:
            frozen = self._frozen.get(worker_id)
            if frozen is None:
                return "", "Tidak ada dalam berita acara ini", False
            return VERDICT_LABELS[frozen.verdict], _words(frozen.reason, frozen.note), True
        [record] = workers.by_ids(self.connection, [worker_id])
        standing = record.standing
        remark = _words(standing.reason, standing.verdict_note)
        if standing.stage in (Stage.RETURNED, Stage.REGISTERED):
            remark = "; ".join(one for one in (remark, STAGE_LABELS[standing.stage], standing.answer_note) if one)
        if nik and record.worker.nik != nik:
            merged = f"{MERGED} {record.worker.full_name}"
            remark = f"{merged}; {remark}" if remark else merged
        return VERDICT_LABELS[standing.verdict or Verdict.PENDING], remark, True

    def _found(self, plan: SheetPlan, row: PersonRow) -> tuple[set[str], str]:
        """Whom the NIK names, else the name with the birth date; and the NIK of the row."""
        reading = Reading(row.number)
        for name in _READ:
            column = plan.columns.get(name)
            if column is not None and column.index < len(row.cells) and row.cells[column.index] != "":
                READERS.get(name, read_text)(reading, name, row.cells[column.index], column.index, self.how)
        stated = reading.stated
        nik = stated.get("nik", "")
        nik = nik if clean_number(nik) else ""
        if nik in self._by_nik:
            return self._by_nik[nik], nik
        name, born = stated.get("full_name", ""), stated.get("birth_date")
        if name and born is not None:
            return self._by_name.get((name_key(name), born.isoformat()), set()), ""
        return set(), nik


def _words(reason: Reason | None, note: str) -> str:
    """TL-08 Sudah peserta; kartunya terlihat."""
    why = "" if reason is None else f"{reason.value} {REASON_LABELS[reason]}"
    return "; ".join(one for one in (why, note) if one)


def _columns(plan: SheetPlan) -> tuple[int, int]:
    """Where the two columns are, or the first ones behind the list."""
    keys = [heading_key(heading) for heading in plan.headings]
    width = max([len(plan.headings), *(len(row.cells) for row in plan.people)])
    at = {key: place for place, key in reversed(list(enumerate(keys)))}
    verdict = next((at[key] for key in at if key in _VERDICT_KEYS), width)
    remark = next((at[key] for key in at if key in _REMARK_KEYS), width + (verdict == width))
    return verdict, remark


def _with_ours(there: str, ours: str) -> str:
    """What stood there stays; filled again, ours is not said twice."""
    if not there or there == ours:
        return ours
    return there if not ours or ours in there else f"{there}; {ours}"
