"""Small writers of the formats that the program only reads: .xls, .xlsb, .ods, Excel 2003 in XML, HTML."""

import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from ucj_desktop.spreadsheets.cells import FormulaError
from ucj_desktop.spreadsheets.free_writer import FreeSheet

_DAY_ZERO = date(1899, 12, 30)
_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_DATE_STYLE = 1
_ZEROS_STYLE = 2  # shown as 000


def _serial(day: date) -> float:
    return float((day - _DAY_ZERO).days)


def _style(sheet: FreeSheet, row: int, column: int, value: Any) -> int:
    if f"{chr(65 + column)}{row + 1}" in sheet.number_formats:
        return _ZEROS_STYLE
    return _DATE_STYLE if isinstance(value, date) else 0


def _cells(sheet: FreeSheet, row: int) -> list[tuple[int, Any]]:
    return [(column, value) for column, value in enumerate(sheet.rows[row]) if value != ""]


def _areas(sheet: FreeSheet) -> list[tuple[int, int, int, int]]:
    """Merged areas as (first row, last row, first column, last column), from 0."""
    found = []
    for area in sheet.merged:
        first, last = area.split(":")
        found.append((int(first[1:]) - 1, int(last[1:]) - 1, ord(first[0]) - 65, ord(last[0]) - 65))
    return found


def write_xls(path: Path, sheets: Sequence[FreeSheet], *, locked: bool = False) -> None:
    """BIFF8 in a compound file; with `locked` as a workbook under a password begins."""
    path.write_bytes(compound_file({"Workbook": _biff(sheets, locked)}))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff_text(text: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _biff(sheets: Sequence[FreeSheet], locked: bool) -> bytes:
    bof = struct.pack("<HHHHII", 0x0600, 5, 0, 1996, 0, 6)
    head = _record(0x0809, bof)
    if locked:
        head += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    head += _record(0x041E, struct.pack("<H", 164) + _biff_text("000"))
    for shown in (0, 14, 164):
        head += _record(0x00E0, struct.pack("<HH", 0, shown) + bytes(16))
    bodies = [_biff_sheet(sheet) for sheet in sheets]
    names = [_biff_text(sheet.name, "<B") for sheet in sheets]
    at = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        head += _record(0x0085, struct.pack("<IBB", at, int(sheet.hidden), 0) + name)
        at += len(body)
    return head + _record(0x000A) + b"".join(bodies)


def _biff_sheet(sheet: FreeSheet) -> bytes:
    made = bytearray(_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 1996, 0, 6)))
    width = max(map(len, sheet.rows), default=0)
    made += _record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for row in range(len(sheet.rows)):
        flags = 0x20 if row + 1 in sheet.hidden_rows else 0
        made += _record(0x0208, struct.pack("<HHHHHHHH", row, 0, width, 255, 0, 0, 0x100 | flags, 0))
    for row in range(len(sheet.rows)):
        for column, value in _cells(sheet, row):
            place = struct.pack("<HHH", row, column, _style(sheet, row, column, value))
            if isinstance(value, FormulaError):
                made += _record(0x0205, place + bytes([_ERRORS[value], 1]))
            elif isinstance(value, bool):
                made += _record(0x0205, place + bytes([value, 0]))
            elif isinstance(value, str):
                made += _record(0x0204, place + _biff_text(value))
            else:
                number = _serial(value) if isinstance(value, date) else float(value)
                made += _record(0x0203, place + struct.pack("<d", number))
    areas = _areas(sheet)
    made += _record(0x00E5, struct.pack("<H", len(areas)) + b"".join(struct.pack("<HHHH", *area) for area in areas))
    return bytes(made + _record(0x000A))


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each in sectors of its own."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def keep(content: bytes) -> int:
        start, count = len(sectors), max(-(-len(content) // 512), 1)
        for at in range(count):
            sectors.append(content[at * 512 : at * 512 + 512].ljust(512, b"\x00"))
            fat.append(0xFFFFFFFE if at == count - 1 else start + at + 1)
        return start

    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(4096, b"\x00")
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, keep(padded), len(padded), right=following))
    directory = keep(b"".join(entries))
    fat_sectors = -(-(len(fat) + 8) // 127)
    first_fat = len(sectors)
    fat += [0xFFFFFFFD] * fat_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * 512, b"\xff")
    sectors += [table[at : at + 512] for at in range(0, len(table), 512)]
    listed = [first_fat + at for at in range(fat_sectors)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory, 0, 4096, 0xFFFFFFFE, 0,
                        0xFFFFFFFE, 0)  # fmt: skip
    head += struct.pack("<109I", *(listed + [0xFFFFFFFF] * (109 - len(listed))))
    return head + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    told = name.encode("utf-16-le") + b"\x00\x00"
    made = told.ljust(64, b"\x00") + struct.pack("<HBBIII", len(told), kind, 1, 0xFFFFFFFF, right, child)
    return made + bytes(36) + struct.pack("<IQ", start, size)


def write_xlsb(path: Path, sheets: Sequence[FreeSheet]) -> None:
    """BIFF12 in a zip."""
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="x/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(sheets) + 1)
    )
    book = _record12(131) + _record12(143)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{relations}</Relationships>")
        for number, sheet in enumerate(sheets, start=1):
            told = struct.pack("<II", int(sheet.hidden), number) + _wide(f"rId{number}") + _wide(sheet.name)
            book += _record12(156, told)
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _sheet12(sheet))
        archive.writestr("xl/workbook.bin", book + _record12(144) + _record12(132))
        styles = _record12(44, struct.pack("<H", 164) + _wide("000")) + _record12(617, struct.pack("<I", 3))
        for shown in (0, 14, 164):
            styles += _record12(47, struct.pack("<HH", 0, shown) + bytes(12))
        archive.writestr("xl/styles.bin", _record12(278) + styles + _record12(618) + _record12(279))


def _record12(kind: int, body: bytes = b"") -> bytes:
    made = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, told = len(body), b""
    while True:
        told += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return made + told + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _sheet12(sheet: FreeSheet) -> bytes:
    width = max(map(len, sheet.rows), default=1)
    made = bytearray(_record12(129))
    made += _record12(148, struct.pack("<IIII", 0, max(len(sheet.rows) - 1, 0), 0, width - 1))
    made += _record12(145)
    for row in range(len(sheet.rows)):
        hidden = 0x10 if row + 1 in sheet.hidden_rows else 0
        made += _record12(0, struct.pack("<IIHBB", row, 0, 300, 0, hidden) + bytes(5))
        for column, value in _cells(sheet, row):
            place = struct.pack("<II", column, _style(sheet, row, column, value))
            if isinstance(value, FormulaError):
                made += _record12(3, place + bytes([_ERRORS[value]]))
            elif isinstance(value, bool):
                made += _record12(4, place + bytes([value]))
            elif isinstance(value, str):
                made += _record12(6, place + _wide(value))
            else:
                number = _serial(value) if isinstance(value, date) else float(value)
                made += _record12(5, place + struct.pack("<d", number))
    made += _record12(146)
    for area in _areas(sheet):
        made += _record12(176, struct.pack("<IIII", *area))
    return bytes(made + _record12(130))


def write_ods(path: Path, sheets: Sequence[FreeSheet], *, locked: bool = False) -> None:
    """OpenDocument as LibreOffice writes it: repeats, covered cells, an empty tail down to the last row."""
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" '
        'xmlns:text="x" xmlns:style="s" xmlns:calcext="c"><office:automatic-styles><style:style style:name="ta9" '
        'style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    entry = "<manifest:encryption-data/>" if locked else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest>{entry}</manifest:manifest>")


def _ods_table(sheet: FreeSheet) -> str:
    down = {(top, left): bottom - top + 1 for top, bottom, left, right in _areas(sheet) if left == right}
    rows = []
    for row in range(len(sheet.rows)):
        cells = "".join(
            _ods_cell(sheet, row, column, value, down.get((row, column), 1))
            for column, value in enumerate(sheet.rows[row])
        )
        hidden = ' table:visibility="collapse"' if row + 1 in sheet.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{cells}<table:table-cell table:number-columns-repeated='16000'/>"
                    "</table:table-row>")  # fmt: skip
    style = ' table:style-name="ta9"' if sheet.hidden else ""
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{escape(sheet.name)}"{style}>{"".join(rows)}{tail}</table:table>'


def _ods_cell(sheet: FreeSheet, row: int, column: int, value: Any, rows: int) -> str:
    spanned = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="1"' if rows > 1 else ""
    comment = "<office:annotation><text:p>komentar</text:p></office:annotation>"
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, FormulaError):
        told, shown = 'office:value-type="string" office:string-value="" calcext:value-type="error"', str(value)
    elif isinstance(value, bool):
        told, shown = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', "BENAR"
    elif isinstance(value, date):
        told, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', f"{value:%d/%m/%y}"
    elif isinstance(value, str):
        told, shown = 'office:value-type="string"', escape(value)
    else:
        told, shown = f'office:value-type="float" office:value="{value}"', f"{value:.3G}"
        if _style(sheet, row, column, value) == _ZEROS_STYLE:
            shown = f"{int(value):03d}"
    return f"<table:table-cell {told}{spanned}>{comment}<text:p>{shown}</text:p></table:table-cell>"


def write_xml_2003(path: Path, sheets: Sequence[FreeSheet]) -> None:
    """SpreadsheetML 2003; empty cells are left out, as Excel does it."""
    made = "".join(_xml_sheet(sheet) for sheet in sheets)
    path.write_text(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<Styles><Style ss:ID="s2"><NumberFormat ss:Format="000"/></Style></Styles>'
        f"{made}</Workbook>",
        encoding="utf-8",
    )


def _xml_sheet(sheet: FreeSheet) -> str:
    down = {(top, left): bottom - top for top, bottom, left, right in _areas(sheet) if left == right}
    rows = []
    for row in range(len(sheet.rows)):
        cells = []
        for column, value in _cells(sheet, row):
            kind, shown = _xml_value(value)
            merged = f' ss:MergeDown="{down[row, column]}"' if (row, column) in down else ""
            style = ' ss:StyleID="s2"' if _style(sheet, row, column, value) == _ZEROS_STYLE else ""
            comment = "<Comment><ss:Data>komentar</ss:Data></Comment>"
            cells.append(f'<Cell ss:Index="{column + 1}"{style}{merged}><Data ss:Type="{kind}">{escape(shown)}</Data>'
                         f"{comment}</Cell>")  # fmt: skip
        if cells:
            hidden = ' ss:Hidden="1"' if row + 1 in sheet.hidden_rows else ""
            rows.append(f'<Row ss:Index="{row + 1}"{hidden}>{"".join(cells)}</Row>')
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>" if sheet.hidden else ""
    return f'<Worksheet ss:Name="{escape(sheet.name)}"><Table>{"".join(rows)}</Table>{hidden}</Worksheet>'


def _xml_value(value: Any) -> tuple[str, str]:
    if isinstance(value, FormulaError):
        return "Error", str(value)
    if isinstance(value, bool):
        return "Boolean", str(int(value))
    if isinstance(value, date):
        return "DateTime", f"{value.isoformat()}T00:00:00.000"
    return ("String", value) if isinstance(value, str) else ("Number", repr(float(value)))


def write_html(path: Path, sheet: FreeSheet, *, titles: Sequence[str] = (), charset: str = "utf-8") -> None:
    """A page with titles and one table, its cells as a program of the web writes them."""
    down = {(top, left): bottom - top + 1 for top, bottom, left, right in _areas(sheet) if left == right}
    covered = {(top + below, left) for (top, left), rows in down.items() for below in range(1, rows)}
    rows = []
    for row in range(len(sheet.rows)):
        cells = []
        for column, value in enumerate(sheet.rows[row]):
            if (row, column) not in covered:
                span = f' rowspan="{down[row, column]}"' if (row, column) in down else ""
                cells.append(f"<td{span}>{_html_text(value)}</td>")
        hidden = ' style="display:none"' if row + 1 in sheet.hidden_rows else ""
        rows.append(f"<tr{hidden}>{''.join(cells)}</tr>")
    heads = "".join(f"<h3>{escape(title)}</h3>" for title in titles)
    page = (
        f'<html><head><meta charset="{charset}"><style>td {{ mso-number-format:"\\@" }}</style><title>x</title></head>'
        f"<body>{heads}<table border=1>{''.join(rows)}</table></body></html>"
    )
    path.write_bytes(page.encode(charset))


def _html_text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return escape(str(value)) if value != "" else "&nbsp;"


WRITERS: dict[str, Callable[[Path, Sequence[FreeSheet]], None]] = {
    "xls": write_xls,
    "xlsb": write_xlsb,
    "ods": write_ods,
    "xml": write_xml_2003,
}
"""Writers of whole workbooks by ending."""
