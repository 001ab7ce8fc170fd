"""The text of a printed page against the rows and totals that it must show."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ucj_desktop.domain.frozen import row_seal
from ucj_desktop.domain.minutes import FrozenRow
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports.annexes import COLUMN_COUNT, LONGEST_TEXT, row_cells
from ucj_desktop.reports.embedded import EmbeddedData
from ucj_desktop.reports.fonts import printable
from ucj_desktop.reports.said import counted, eligible_count
from ucj_desktop.reports.worker_certificate import person_lines, sealed_lines

_NIK = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_DROPPED = re.compile(
    r"[\s\x00-\x1f\xad\u2010\ufffe\uffff-]+"
)  # spaces, line ends, and hyphens that readers take for them
_HEAD_END = "Segel" + "".join(str(number) for number in range(1, COLUMN_COUNT + 1))
_PERSON = ("NIK", "nama", "L/P", "tempat dan tanggal lahir", "alamat", "desa/kelurahan")
_ELIGIBLE = (*_PERSON, "pekerjaan", "hasil")
_NOT_ELIGIBLE = (*_PERSON, "alasan", "keterangan")
_CANDIDATE = (*_PERSON, "pekerjaan", "urutan dan verifikasi")


def row_differences(
    text: str, rows: Sequence[FrozenRow], digests: Mapping[int, bytes], first: int, report: str
) -> Iterator[tuple[int | None, str]]:
    """(the paper's No, an Indonesian sentence) for each row that the page does not show as its data has it.

    The rows must follow the table's head and one another without a sign between, up to the foot of the page, which
    begins with the report's code. ``first`` is the No of the page's first row; ``digests`` gives the rows' seals.
    """
    if not rows:
        return
    if report == "SK-PEKERJA":
        yield from certificate_differences(text, rows[0], digests[rows[0].position])
        return
    packed = _packed(text)
    at = packed.find(_HEAD_END) + len(_HEAD_END)
    after_fault = False  # then the next sound row may begin anywhere further on
    for place, row in enumerate(rows):
        cells = row_cells(row)
        seal = row_seal(digests[row.position])
        whole = _packed("".join((str(first + place), *cells, seal)))
        found = packed.find(whole, at)
        if found == at or (after_fault and found > at):
            at = found + len(whole)
            after_fault = False
            continue
        following = rows[place + 1] if place + 1 < len(rows) else None
        yield first + place, _what_differs(_part_of_row(packed, at, following), row, cells, seal)
        after_fault = True
    if not after_fault and not packed.startswith(_packed(report), at):
        yield None, "Ada tulisan di bawah baris terakhir yang tidak termasuk dalam data suratnya."
    known = {row.worker.nik for row in rows}
    for nik in _NIK.findall(text):
        if nik not in known:
            yield None, "Ada NIK di halaman ini yang tidak termasuk dalam data suratnya."
            return


def certificate_differences(text: str, row: FrozenRow, digest: bytes) -> Iterator[tuple[int | None, str]]:
    """As :func:`row_differences`, for the certificate of one worker: what it says of him or her, and of the result."""
    packed = _packed(text)
    for lines in (person_lines(row), sealed_lines(row, digest)):
        if _packed("".join(f"{label}:{value}" for label, value in lines)) in packed:
            continue
        missing = [label for label, value in lines if _packed(f"{label}:{value}") not in packed]
        named = f"Tidak sama dengan data suratnya: {', '.join(missing)}."
        yield None, named if missing else "Ada tulisan tambahan di antara keterangan tentang orangnya."
    if any(nik != row.worker.nik for nik in _NIK.findall(text)):
        yield None, "Ada NIK di halaman ini yang tidak termasuk dalam data suratnya."


def total_differences(letter: str, data: EmbeddedData) -> Iterator[str]:
    """Sentences on totals that the letter's pages ought to show; reports without letter pages show none."""
    packed = _packed(letter)
    if data.report in ("PENGANTAR", "SPTJM"):
        yield from _count_differences(packed, data)
    if data.report not in ("BA-VER", "REKAP"):
        return
    villages = data.head.get("villages", {})
    for name, counts in villages.items():
        if _packed(printable(name, LONGEST_TEXT) + "".join(_numbers(counts))) not in packed:
            yield f"Rincian {printable(name)} tidak sama dengan data suratnya."
    verdicts = data.head.get("verdicts", {})
    if _packed("Jumlah" + "".join(_numbers(verdicts))) not in packed:
        yield "Baris jumlah tidak sama dengan data suratnya."
    if data.report == "BA-VER":
        yield from _sentence_differences(packed, data)


def _count_differences(packed: str, data: EmbeddedData) -> Iterator[str]:
    """How many people a letter that goes with the minutes speaks of; that of one village, of those it lists."""
    counts = {verdict: _count(data.head.get("verdicts", {}), verdict) for verdict in Verdict}
    totals = [len(data.rows) or eligible_count(counts)]
    if data.report == "PENGANTAR":
        totals = [sum(counts.values()), eligible_count(counts), counts[Verdict.NOT_ELIGIBLE]]
    for total in totals:
        if _packed(f"{counted(total)} orang") not in packed:
            yield f"Jumlah {counted(total)} orang tidak ada di suratnya."


def _sentence_differences(packed: str, data: EmbeddedData) -> Iterator[str]:
    """The numbers with their words, and who signs."""
    counts = {verdict: _count(data.head.get("verdicts", {}), verdict) for verdict in Verdict}
    totals = (
        sum(counts.values()),
        eligible_count(counts),
        counts[Verdict.ELIGIBLE],
        counts[Verdict.ELIGIBLE_CORRECTED],
        counts[Verdict.NOT_ELIGIBLE],
        counts[Verdict.PENDING],
    )
    for total in totals:
        if _packed(f": {counted(total)} orang") not in packed:
            yield f"Jumlah {counted(total)} orang tidak ada di berita acaranya."
    for signer in data.head.get("signers", []):
        if _packed(printable(signer["name"]))[:100] not in packed:
            yield "Nama penanda tangan tidak sama dengan data suratnya."


def _part_of_row(packed: str, at: int, following: FrozenRow | None) -> str:
    """The page's text from the end of the row before up to the row that follows."""
    end = packed.find(_packed("".join(row_cells(following))), at) if following else -1
    return packed[at:] if end < 0 else packed[at:end]


def _what_differs(packed: str, row: FrozenRow, cells: Sequence[str], seal: str) -> str:
    """Name the cells that this part of the page does not show; else the row says more or is out of its place."""
    names = _CANDIDATE if row.waits_as else _ELIGIBLE if row.verdict.is_eligible else _NOT_ELIGIBLE
    missing = [name for name, cell in zip(names, cells, strict=True) if cell and _packed(cell) not in packed]
    missing += ["segel"] if seal not in packed else []
    if missing:
        return f"Tidak sama dengan data suratnya: {', '.join(missing)}."
    return "Ada tulisan tambahan di baris ini, atau isinya tidak berdiri di tempatnya."


def _numbers(counts: Mapping[str, object]) -> list[str]:
    order = (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED, Verdict.NOT_ELIGIBLE, Verdict.PENDING)
    numbers = [_count(counts, verdict) for verdict in order]
    return [thousands(sum(numbers)), *map(thousands, numbers)]


def _count(counts: Mapping[str, object], verdict: Verdict) -> int:
    count = counts.get(verdict.value, 0)
    return count if isinstance(count, int) else 0


def _packed(text: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFC", text))
