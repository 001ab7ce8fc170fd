"""Reading tables of web pages, which many programs send with the name .xls: the text above a table, then its rows."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from ucj_desktop.spreadsheets.cells import Cell, FileDamaged, FileTooLarge, Sheet
from ucj_desktop.spreadsheets.gate import MAX_COLUMNS
from ucj_desktop.spreadsheets.growing_sheet import MAX_LETTERS, GrowingSheet

MAX_BYTES: Final = 64 * 1024 * 1024
_LEFT_OUT: Final = frozenset({"script", "style", "title", "head", "noscript", "xml"})
_BREAKS: Final = frozenset({"br", "p", "div", "li"})
_BLOCKS: Final = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "table", "li", "br", "body"})
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.-]+)""", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n]+")  # a browser shows one; a space that does not break is a letter
_WIDEST_SPAN = 256


def read_web_table(path: Path) -> Sheet:
    """Read a page as one sheet, as Excel shows it; raises FileRefused in one of its kinds."""
    if path.stat().st_size > MAX_BYTES:
        raise FileTooLarge(path.name, f"halaman web lebih dari {MAX_BYTES // 2**20} MB")
    page = _Page(path.name, path.stem)
    try:
        page.feed(_decoded(path.read_bytes()))
        page.close()
    except (AssertionError, RecursionError):  # of the parser, on declarations that are none
        raise FileDamaged(path.name) from None
    page.end()
    return page.sheet.whole()


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    told = _CHARSET.search(content[:4096])
    for charset in (told[1].decode("ascii") if told else "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode("utf-8-sig" if charset.lower() in ("utf-8", "utf8") else charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


class _Page(HTMLParser):
    """Cells end where the next one begins, whether or not their end is written."""

    def __init__(self, file: str, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = GrowingSheet(file, name)
        self._row: list[Cell] | None = None
        self._row_hidden = False
        self._cell: dict[str, str] | None = None
        self._reaching: dict[int, int] = {}  # column -> rows below that a cell still covers
        self._text: list[str] = []
        self._letters = 0
        self._left_out = 0
        self._tables = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._left_out += 1
        if self._left_out:
            return
        if tag == "table":
            self._tables += 1
        if self._tables > 1 and self._cell is not None:
            self._text.append(" ")  # a table inside a cell is text of that cell
        elif tag == "tr":
            self.end()
            self._row = []
            self._row_hidden = _is_hidden(attributes)
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            self._cell = {name: value or "" for name, value in attributes}
            self._text, self._letters = [], 0
        elif self._cell is not None:
            if tag in _BREAKS:
                self._text.append(" ")
        elif tag in _BLOCKS:
            self.end()

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._left_out = max(self._left_out - 1, 0)
        elif tag == "table":
            self._tables = max(self._tables - 1, 0)
            if not self._tables:
                self.end()
                self._reaching.clear()
        elif self._tables > 1 and self._cell is not None:
            return
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr" or (tag in _BLOCKS and self._cell is None):
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._left_out and self._letters < MAX_LETTERS:
            self._text.append(data)
            self._letters += len(data)

    def end(self) -> None:
        """End the cell and the row that are open; a text outside every table is a row of its own."""
        self._end_cell()
        if self._row is None:
            text = self._taken_text()
            if text:
                self.sheet.add([text])
            return
        self._covered()
        self.sheet.add(self._row, hidden=self._row_hidden)
        self._row = None
        self._text, self._letters = [], 0

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        told, self._cell = self._cell, None
        self._covered()
        at = len(self._row)
        if at < MAX_COLUMNS:
            self._row.append(_value(told, self._taken_text()))
            across = min(_count(told.get("colspan", "")), _WIDEST_SPAN, MAX_COLUMNS - at)
            self._row.extend([""] * (across - 1))
            rows = _count(told.get("rowspan", ""))
            if rows > 1:
                self.sheet.merge_down(at, self.sheet.next_row, rows)
                self._reaching |= dict.fromkeys(range(at, at + across), rows - 1)
        elif self._taken_text():
            raise FileTooLarge(self.sheet.file, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")

    def _covered(self) -> None:
        """Leave the places empty over which a cell above still reaches."""
        assert self._row is not None
        while (left := self._reaching.get(len(self._row), 0)) > 0:
            self._reaching[len(self._row)] = left - 1
            self._row.append("")

    def _taken_text(self) -> str:
        text = _SPACES.sub(" ", "".join(self._text)).strip(" \xa0")
        self._text, self._letters = [], 0
        return text


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    return any(name == "style" and _HIDDEN.search(value or "") is not None for name, value in attributes)


def _value(told: dict[str, str], text: str) -> Cell:
    """The text of a cell; where Excel wrote the whole number beside a shortened one, the number."""
    number = told.get("x:num", "")
    if not number or number == text:
        return text
    try:
        return float(number)
    except ValueError:
        return text


def _count(told: str) -> int:
    told = told.strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 and int(told) else 1
