"""Verdicts of a verification or a meeting, read from a sheet and recorded."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Reason, Step, Verdict
from ucj_desktop.services.collect.read_cells import date_of_cell
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.already_ruled import AlreadyRuled
from ucj_desktop.services.rounds.rule_on_workers import ACTION_OF, WantedRuling, rule_on_workers, ruled_words
from ucj_desktop.services.rounds.verdict_rows import VerdictColumnsNotFound as VerdictColumnsNotFound
from ucj_desktop.services.rounds.verdict_rows import VerdictRow, rows_with_verdict
from ucj_desktop.services.rounds.whose_row import NotRead, People
from ucj_desktop.spreadsheets.headings import heading_key
from ucj_desktop.spreadsheets.reader import read_workbook

_VERDICT_OF: Mapping[str, Verdict] = MappingProxyType(
    {heading_key(label): verdict for verdict, label in VERDICT_LABELS.items()}
    | {heading_key(verdict.value): verdict for verdict in Verdict}
    | {"PERBAIKAN": Verdict.ELIGIBLE_CORRECTED, "TDKLAYAK": Verdict.NOT_ELIGIBLE}
)
_REASON_OF = {heading_key(label): reason for reason, label in REASON_LABELS.items()}
_REASON_CODE = re.compile(r"(?:TL[\s.-]*([0-9]{1,2})(?![0-9])|([0-9]{2})\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row with a verdict that was not recorded; ``worker_id`` is empty where the row names nobody we know.

    ``is_other``: the worker has another verdict, which this one would replace if it were asked to.
    """

    sheet: str
    row: int
    worker_id: str
    why: str
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class SheetRuled:
    """What came of a sheet: rows with a HASIL = done + skipped."""

    done: int
    skipped: tuple[SkippedRow, ...]
    change: Change

    @property
    def others(self) -> int:
        """How many were skipped only because the worker has another verdict."""
        return sum(one.is_other for one in self.skipped)


def rule_from_sheet(
    office: Office, step: Step, path: Path, progress: Progress = SILENT, *, replace_others: bool = False
) -> SheetRuled:
    """Record every verdict of a workbook or csv file; what cannot be is skipped with its sheet, row and sentence.

    A worker who has a verdict of this step keeps it: forms come back late, and the same file is read twice. With
    ``replace_others`` those that say something else are recorded in its place. Raises FileRefused in one of its kinds,
    VerdictColumnsNotFound, NotAllowed.
    """
    office.require(ACTION_OF[step])  # before a file is opened
    rows = rows_with_verdict(read_workbook(path, progress).sheets, path.name)
    wanted: list[WantedRuling] = []
    skipped: list[SkippedRow] = []
    with office.database.reading() as connection:
        people = People(office, connection)
        for at, row in enumerate(rows):
            try:
                wanted.append(_ruling(office, people, row, at, path.name))
            except NotRead as unread:
                skipped.append(SkippedRow(row.sheet, row.row.number, unread.worker_id, unread.why))
        wanted, doubled = _once_each(wanted, rows)
        already = AlreadyRuled(office, connection, step, [one.worker_id for one in wanted])
    skipped += doubled
    to_record: list[WantedRuling] = []
    for one in wanted:
        there = already.of(one)
        if there is None or (there.is_other and replace_others):
            to_record.append(one)
        else:
            row = rows[one.row]
            skipped.append(SkippedRow(row.sheet, row.row.number, one.worker_id, there.why, there.is_other))
    ruled = rule_on_workers(office, step, to_record, progress)
    for refused in ruled.skipped:
        row = rows[refused.row]
        skipped.append(SkippedRow(row.sheet, row.row.number, refused.worker_id, refused.why))
    order = {(row.sheet, row.row.number): at for at, row in enumerate(rows)}
    skipped.sort(key=lambda one: order[one.sheet, one.row])
    left_out = {one.row for one in ruled.skipped}
    hidden = sum(rows[one.row].row.hidden for one in to_record if one.row not in left_out)
    sentence = ruled_words(step, ruled.done, len(skipped)) + _hidden_words(hidden)
    change = replace(ruled.change, sentence=sentence)
    return SheetRuled(ruled.done, tuple(skipped), change)


def _hidden_words(hidden: int) -> str:
    return f" {thousands(hidden)} di antaranya dari baris yang tersembunyi di Excel." if hidden else ""


def _once_each(
    wanted: Sequence[WantedRuling], rows: Sequence[VerdictRow]
) -> tuple[list[WantedRuling], list[SkippedRow]]:
    """Each worker once: the same verdict again is left out, and of two that differ neither is recorded."""
    by_worker: dict[str, list[WantedRuling]] = {}
    for one in wanted:
        by_worker.setdefault(one.worker_id, []).append(one)
    kept: list[WantedRuling] = []
    skipped: list[SkippedRow] = []

    def skip(one: WantedRuling, why: str) -> None:
        skipped.append(SkippedRow(rows[one.row].sheet, rows[one.row].row.number, one.worker_id, why))

    for many in by_worker.values():
        first = many[0]
        if len({(one.verdict, one.reason) for one in many}) > 1:
            told = ", ".join(f"baris {rows[one.row].row.number} {VERDICT_LABELS[one.verdict]}" for one in many)
            for one in many:
                skip(one, f"Pekerja ini punya hasil yang berbeda: {told}. Sisakan satu, lalu baca lagi.")
            continue
        kept.append(first)
        for one in many[1:]:
            skip(one, f"Pekerja ini sudah ada di baris {rows[first.row].row.number}.")
    return kept, skipped


def _ruling(office: Office, people: People, row: VerdictRow, at: int, name: str) -> WantedRuling:
    worker_id = people.worker_id(row)
    said = row.text("verdict")
    if not said:
        raise NotRead("Ada alasan, tetapi HASIL kosong; isi HASIL, atau hapus alasannya.", worker_id)
    verdict = _VERDICT_OF.get(heading_key(said))
    if verdict is None:
        choices = ", ".join(VERDICT_LABELS.values())
        raise NotRead(f'Hasil "{said[:40]}" tidak dikenal; tulis salah satu: {choices}.', worker_id)
    return WantedRuling(
        worker_id=worker_id,
        verdict=verdict,
        reason=_reason(row.text("reason"), worker_id),
        note=row.text("note"),
        found_by=row.text("found_by"),
        row=at,
        visited_on=_visited_on(office, row, worker_id),
        source=row.text("source") or f"Berkas {name}",
    )


def _visited_on(office: Office, row: VerdictRow, worker_id: str) -> date | None:
    said = row.text("visited_on")
    if not said:
        return None
    day = date_of_cell(row.cell("visited_on"), office.today()).value
    if day is None or day > office.today():
        why = f'Tanggal kunjungan "{said[:20]}" tidak terbaca, atau belum tiba; tulis hari-bulan-tahun.'
        raise NotRead(why, worker_id)
    return day


def _reason(said: str, worker_id: str) -> Reason | None:
    if not said:
        return None
    code = _REASON_CODE.match(said)
    known = f"TL-{int(code[1] or code[2]):02d}" if code else ""
    reason = next((one for one in Reason if one.value == known), None) or _REASON_OF.get(heading_key(said))
    if reason is None:
        raise NotRead(f'Alasan "{said[:40]}" tidak dikenal; tulis kodenya, TL-01 sampai TL-14 atau TL-99.', worker_id)
    return reason
