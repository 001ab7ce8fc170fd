"""REKAP-UCJ: everybody counted by one thing, the chart, what ties the counts to the packages, and the coverage."""

from collections.abc import Sequence

from ucj_desktop.domain.coverage import (
    SEGMENT_LABELS,
    CoverageFigures,
    Segment,
    SegmentFigures,
    missing_to_target,
    percent,
)
from ucj_desktop.domain.dates import long_date
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reports.annexes import LONGEST_TEXT
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Drawn, TablePart, centred, left_aligned
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, REGULAR, printable, text_width, wrap_text
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import PlannedDocument, portrait
from ucj_desktop.reports.recap_facts import CountedRow, RecapFacts
from ucj_desktop.reports.said import place_and_date
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import head_of, single_signature
from ucj_desktop.reports.table import Table, fit_table

_SIZE = 8.5
_MOST_BARS = 30
_BAR, _BAR_STEP = 9.0, 14.0  # points
_NAME_ROOM, _COUNT_ROOM = 120.0, 44.0
# Told apart in black and white too: dark, middle, light.
_PARTS = (("Layak", 0.25), ("Tidak layak", 0.6), ("Belum", 0.88))


def _number(heading: str) -> Column:
    return Column(heading=heading, align=Align.RIGHT, wraps=False, stretch=0)


@report("REKAP-UCJ", "Rekapitulasi dan cakupan", Needs.RECAP, has_workbook=True)
def plan_recap(facts: Facts) -> PlannedDocument:
    """Portrait pages under the letterhead."""
    told = _known(facts)
    sheet = portrait(facts.paper)
    width = sheet.inner_width
    area = " ".join(f"{facts.office.name} {facts.office.district_name}".split())
    blocks: list[Block] = [
        letterhead(facts.office, width),
        centred("REKAPITULASI PEKERJA RENTAN", font=BOLD, size=12.0, space_before=16.0),
        centred(f"MENURUT {told.counted_by.upper()}", font=BOLD, size=12.0),
        centred(f"{area} TAHUN {facts.period}".upper(), font=BOLD, size=12.0),
        centred(f"Keadaan tanggal {long_date(facts.printed_on)}", space_before=4.0),
        TablePart(_counts(told, width), space_before=12.0),
    ]
    blocks += _equation(told, width)
    if told.rows:
        blocks.append(_chart(told))
    blocks += _coverage(told, width)
    blocks[-1].keep_with_next = True
    blocks.append(single_signature(head_of(facts.signers), place_and_date(facts, facts.printed_on), width))
    return PlannedDocument(
        report="REKAP-UCJ",
        title=f"Rekapitulasi {facts.office.name} {facts.period}",
        pages=tuple(letter_pages(blocks, sheet)),
        workers=told.total.total,
        is_personal=False,
    )


def _known(facts: Facts) -> RecapFacts:
    if facts.recap is None:
        raise ValueError("this report needs a recap")
    return facts.recap


def _counts(told: RecapFacts, width: float) -> Table:
    columns = (
        _number("No."),
        Column(heading=told.counted_by),
        *map(_number, ("Jumlah", "Layak", "Tidak layak", "Belum", "Dikirim", "Diterima", "Dikembalikan", "Terdaftar")),
    )
    rows = [(str(number), *_cells(row)) for number, row in enumerate(told.rows, start=1)]
    rows.append(("", *_cells(told.total)))
    return fit_table(columns, rows, width, size=_SIZE, bold_last=True, name=f"Per {told.counted_by.lower()}")


def _cells(row: CountedRow) -> Sequence[str]:
    verdicts = (row.eligible, row.not_eligible, row.waiting)
    counts = (row.total, *verdicts, row.sent, row.accepted, row.returned, row.registered)
    return (printable(row.name, LONGEST_TEXT), *map(thousands, counts))


def _chart(told: RecapFacts) -> Block:
    """A bar a row, parted by verdict, as long as the row's share of the largest."""
    shown = sorted(told.rows, key=lambda row: -row.total)[:_MOST_BARS]
    kept = [row for row in told.rows if row in shown] if len(told.rows) > _MOST_BARS else list(told.rows)
    most = max((row.total for row in kept), default=0) or 1

    def draw(canvas: Canvas, x: float, top: float, width: float) -> None:
        y = _draw_legend(canvas, x, top, len(kept) < len(told.rows))
        room = width - _NAME_ROOM - _COUNT_ROOM
        for row in kept:
            canvas.setFont(REGULAR, 8)
            name = wrap_text(printable(row.name, LONGEST_TEXT), REGULAR, 8, _NAME_ROOM - 6)
            canvas.drawString(x, y - 7, name[0] + (" ..." if len(name) > 1 else ""))
            left = x + _NAME_ROOM
            for part, (_, grey) in zip((row.eligible, row.not_eligible, row.waiting), _PARTS, strict=True):
                length = room * part / most
                canvas.setFillGray(grey)
                canvas.rect(left, y - _BAR, length, _BAR, stroke=0, fill=1)
                left += length
            canvas.setFillGray(0)
            canvas.drawString(left + 4, y - 7, thousands(row.total))
            y -= _BAR_STEP

    return Drawn(_BAR_STEP * (len(kept) + 1) + 6.0, draw, space_before=12.0)


def _draw_legend(canvas: Canvas, x: float, top: float, is_cut: bool) -> float:
    """The three greys with their words; where the bars begin."""
    canvas.setFont(REGULAR, 8)
    left = x
    for word, grey in _PARTS:
        canvas.setFillGray(grey)
        canvas.rect(left, top - _BAR, _BAR, _BAR, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(left + _BAR + 4, top - 7, word)
        left += _BAR + 18 + text_width(word, REGULAR, 8)
    if is_cut:
        canvas.drawString(left, top - 7, f"(hanya {_MOST_BARS} yang terbanyak)")
    return top - _BAR_STEP - 6.0


def _equation(told: RecapFacts, width: float) -> list[Block]:
    said = "Jumlahnya cocok" if told.balances else "JUMLAHNYA TIDAK COCOK"
    blocks: list[Block] = [left_aligned(f"{said}: {told.equation}.", space_before=10.0)]
    if told.senders:
        columns = (
            Column(heading="Pengirim"),
            *map(_number, ("Paket", "Baris baru", "Ditolak", "Ditarik", "Digabung", "Dihapus", "Di sini")),
        )
        rows = [
            (
                printable(one.name, LONGEST_TEXT),
                *map(
                    thousands, (one.packages, one.brought, one.refused, one.withdrawn, one.merged, one.gone, one.here)
                ),
            )
            for one in told.senders
        ]
        table = fit_table(columns, rows, width, size=_SIZE, name="Persamaan")
        blocks += [TablePart(table, space_before=4.0)]
    return blocks


def _coverage(told: RecapFacts, width: float) -> list[Block]:
    found, figures = told.coverage, told.figures
    if found is None:
        return []
    as_of = f" per {long_date(figures.as_of)}" if figures.as_of else ""
    blocks: list[Block] = [
        left_aligned(f"CAKUPAN JAMINAN SOSIAL KETENAGAKERJAAN (UCJ){as_of.upper()}", font=BOLD, space_before=14.0),
        TablePart(_segments(figures, width), space_before=4.0),
        left_aligned(f"{found.equation}. Sumber: {printable(figures.source, LONGEST_TEXT)}.", space_before=6.0),
    ]
    blocks[0].keep_with_next = True
    if found.left_out:
        names = ", ".join(SEGMENT_LABELS[one] for one in found.left_out)
        blocks.append(left_aligned(f"Belum ikut dihitung karena angkanya belum lengkap: {names}."))
    if found.to_come:
        more = f"Bila {thousands(found.to_come)} pekerja yang sudah diterima ikut terdaftar"
        blocks.append(left_aligned(f"{more}: {percent(found.share_to_come)}."))
    if figures.target is not None:
        missing = missing_to_target(found, figures.target)
        rest = f"masih perlu {thousands(missing)} peserta" if missing else "sudah tercapai"
        source = printable(figures.target_source, LONGEST_TEXT)
        blocks.append(left_aligned(f"Target {percent(figures.target)} ({source}): {rest}."))
    return blocks


def _segments(figures: CoverageFigures, width: float) -> Table:
    columns = (Column(heading="Segmen"), _number("Pekerja potensial"), _number("Peserta aktif"))
    rows = []
    for segment in Segment:
        one = figures.segments.get(segment, SegmentFigures())
        rows.append((SEGMENT_LABELS[segment], _or_dash(one.potential), _or_dash(one.active)))
    return fit_table(columns, rows, width, size=_SIZE, name="Cakupan")


def _or_dash(number: int | None) -> str:
    return "-" if number is None else thousands(number)
