"""Printing Lampiran I: 10,000 workers from facts to the PDF, beside reportlab's own long table and bare operators."""

from __future__ import annotations

import tracemalloc
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from time import perf_counter

from tests.performance.rows import Row, medians_in_turn
from tests.reports.made_up import make_facts, make_minutes, make_row
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import REGULAR, loaded
from ucj_desktop.reports.pages import landscape
from ucj_desktop.reports.table import Table
from ucj_desktop.reports.writer import plan_report, print_report

SIZE, SMALL = 10_000, 1_000
_SIZE_OF_TEXT = 8.0  # points, as the annex
_LINE = 14.4  # points from row to row
_ROWS_A_PAGE = 30


@cache
def facts(count: int) -> Facts:
    """Closed minutes in which everybody is eligible."""
    rows = tuple(make_row(number, Verdict.ELIGIBLE) for number in range(1, count + 1))
    return replace(make_facts(1), minutes=make_minutes(1, rows=rows))


def pdf() -> list[Row]:
    """The rows of SPEED.md: the table, the whole sealed paper, how it grows, and its memory."""
    table = _table(facts(SIZE))
    draft = replace(facts(SIZE), draft=True)
    medians = medians_in_turn(
        {
            "table": lambda: _seconds_of(draft),
            "sealed": lambda: _seconds_of(facts(SIZE)),
            "peer": lambda: _print_long_table(table),
            "cells": lambda: _print_cells(table),
            "limit": lambda: _print_bare(table),
            "small": lambda: _seconds_of(facts(SMALL)),
        },
        3,
    )
    return [
        Row(
            name="pdf",
            unit="s",
            ours=medians["table"],
            peer=medians["peer"],
            peer_name="reportlab LongTable",
            goal=0.20,
            limit=medians["limit"],
            limit_name="operators + zlib",
            limit_goal=12.0,
        ),
        Row(
            name="pdf by cells",
            unit="s",
            ours=medians["table"],
            peer=medians["cells"],
            peer_name="fpdf2 cell()",
            goal=0.80,
        ),
        Row(
            name="pdf sealed",
            unit="s",
            ours=medians["sealed"],
            peer=medians["peer"],
            peer_name="reportlab LongTable, unsealed",
            goal=0.20,
            quiet=2.0,
            note="with the frozen data, the seal of each row and the office QR of each page",
        ),
        Row(
            name="pdf growth",
            unit="s",
            ours=medians["sealed"],
            peer=medians["small"],
            peer_name=f"{SMALL:,} workers (ours)",
            goal=12.0,
        ),
        Row(name="pdf memory", unit="MB", ours=_peak(facts(SIZE)), most=60.0, note="sealed; beside the facts"),
    ]


def print_ours(given: Facts) -> bytes:
    target = BytesIO()
    print_report(find_report("LAMP-1"), given, target)
    return target.getvalue()


def _peak(given: Facts) -> float:
    """Megabytes that Python holds at most while it prints."""
    tracemalloc.start()
    print_ours(given)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1024 / 1024


def _seconds_of(given: Facts) -> float:
    began = perf_counter()
    print_ours(given)
    return perf_counter() - began


def _table(given: Facts) -> Table:
    document, _ = plan_report(find_report("LAMP-1"), given)
    [table] = document.named_tables
    return table


def _print_long_table(table: Table) -> float:
    """As programs are usually written: a paragraph in every cell that may wrap."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    loaded(REGULAR)
    sheet = landscape(facts(1).paper)
    style = ParagraphStyle("cell", fontName=REGULAR, fontSize=_SIZE_OF_TEXT, leading=_SIZE_OF_TEXT * 1.2)
    began = perf_counter()
    heading = [column.heading for column in table.columns]
    cells = [
        [Paragraph(text, style) if column.wraps else text for text, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    look = [("FONT", (0, 0), (-1, -1), REGULAR, _SIZE_OF_TEXT), ("GRID", (0, 0), (-1, -1), 0.4, "black")]
    long = LongTable([heading, *cells], colWidths=list(table.widths), repeatRows=1, style=TableStyle(look))
    template = SimpleDocTemplate(BytesIO(), pagesize=(sheet.width, sheet.height), leftMargin=sheet.left)
    template.build([long])
    return perf_counter() - began


def _print_cells(table: Table) -> float:
    """A cell for each text, cut where it does not fit: nothing wraps, and a core font needs no embedding."""
    from fpdf import FPDF

    began = perf_counter()
    paper = FPDF(orientation="landscape", unit="pt", format="A4")
    paper.set_auto_page_break(auto=False)
    paper.set_font("Helvetica", size=_SIZE_OF_TEXT)
    for start in range(0, len(table.rows), _ROWS_A_PAGE):
        paper.add_page()
        for row in ([column.heading for column in table.columns], *table.rows[start : start + _ROWS_A_PAGE]):
            for text, width in zip(row, table.widths, strict=True):
                paper.cell(width, _LINE, text, border=1)
            paper.ln()
    paper.output()
    return perf_counter() - began


def _print_bare(table: Table) -> float:
    """The least a PDF of that text can be: a text operator a cell, deflated page by page, with no fitting."""
    began = perf_counter()
    for start in range(0, len(table.rows), _ROWS_A_PAGE):
        zlib.compress(_operators(table.rows[start : start + _ROWS_A_PAGE], table.widths).encode("latin-1", "replace"))
    return perf_counter() - began


def _operators(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> str:
    lines = []
    y = 500.0
    for row in rows:
        x = 85.0
        for text, width in zip(row, widths, strict=True):
            lines.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm ({text}) Tj")
            x += width
        y -= _LINE
    return "\n".join(lines)
