"""Plans of sheets: where the header is, which column holds what, which rows are people and which are not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.nik import LENGTH
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.spreadsheets.cells import Cell, Sheet, SheetRow, Workbook, cell_text, column_letter
from ucj_desktop.spreadsheets.columns_by_content import columns_by_content, nik_and_kk_are_swapped
from ucj_desktop.spreadsheets.header_row import Header, find_header, header_at, headings_moved, is_numbering
from ucj_desktop.spreadsheets.headings import Synonyms, synonyms
from ucj_desktop.spreadsheets.profiles import ImportProfile, fingerprint
from ucj_desktop.spreadsheets.row_kinds import RowSorter, SkippedKind

_STEP = 5_000
_LOOKED_AT = 200  # rows that say whether a column without a heading holds anything


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a plan; not ``sure`` when a clerk should look at it (guessed by content or by a beginning)."""

    field: str
    index: int  # from 0
    heading: str
    sure: bool

    @property
    def letter(self) -> str:
        return column_letter(self.index)


class PersonRow(NamedTuple):
    """A row read as a person, with what the section rows above it said."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...]
    village_text: str = ""
    hamlet_text: str = ""


class SkippedRow(NamedTuple):
    """A row that is not a person."""

    number: int
    kind: SkippedKind
    text: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How one sheet is read.

    ``header_row`` is the sheet's own number of the last header row, 0 where there is none. ``village_texts`` are what
    the title cells and then the sheet's name say of the village, ``sub_district_text`` what a title says of the
    kecamatan. ``profile`` names the saved profile that gave the columns.
    """

    sheet: str
    hidden: bool
    header_row: int
    columns: Mapping[str, Column]
    headings: tuple[str, ...]
    village_texts: tuple[str, ...]
    sub_district_text: str
    profile: str
    people: list[PersonRow]
    skipped: list[SkippedRow]

    @property
    def unread_headings(self) -> list[str]:
        """Columns that are no field, by heading or as "kolom F": nothing under them is kept."""
        read = {column.index for column in self.columns.values()}
        width = max([len(self.headings), *(len(row.cells) for row in self.people[:_LOOKED_AT])])
        unread = []
        for index in range(width):
            heading = self.headings[index].strip() if index < len(self.headings) else ""
            if index not in read and (heading or self._is_filled(index)):
                unread.append(heading or f"kolom {column_letter(index)}")
        return unread

    def _is_filled(self, index: int) -> bool:
        return any(index < len(row.cells) and row.cells[index] != "" for row in self.people[:_LOOKED_AT])

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.headings)

    def as_profile(self, name: str) -> ImportProfile:
        """The profile under which the next file of this layout needs no question."""
        return ImportProfile(name, self.headings, {field: column.index for field, column in self.columns.items()})


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """The plans of the sheets that hold people, and the names of those that do not."""

    plans: list[SheetPlan]
    without_people: list[str]


class NoSuchSheet(ClerkError):
    """The sheet asked for is not in the workbook."""

    code = "BERKAS-09"

    def __init__(self, sheet: str, names: Iterable[str]) -> None:
        super().__init__(f"Lembar {sheet} tidak ada dalam berkas ini.", f"Pilih salah satu: {', '.join(names)}.")


class NoPeopleFound(ClerkError):
    """No sheet has a header with a name or a NIK, or a column of 16-digit numbers."""

    code = "BERKAS-10"

    def __init__(self) -> None:
        super().__init__(
            "Tidak ada lembar yang berisi daftar orang: judul kolom NIK atau NAMA tidak ditemukan.",
            "Pastikan baris judul kolom ada, paling bawah di baris ke-40, lalu impor lagi.",
        )


class ColumnsMoved(ClerkError):
    """Further down a sheet the headings come again in another order, with people below them."""

    code = "BERKAS-16"

    def __init__(self, sheet: str, row: int, heading: str) -> None:
        super().__init__(
            f"Lembar {sheet}: mulai baris {row} judul kolom diulang dengan urutan lain (kolom {heading} berpindah).",
            "Pindahkan baris itu dan daftar di bawahnya ke lembar sendiri dalam berkas yang sama, lalu impor lagi.",
        )


def plan_workbook(
    workbook: Workbook,
    profiles: Sequence[ImportProfile] = (),
    *,
    only_sheet: str | None = None,
    progress: Progress = SILENT,
) -> WorkbookPlan:
    """Plan every sheet that holds people, or the one asked for. Raises NoSuchSheet, NoPeopleFound and ColumnsMoved."""
    names = [sheet.name for sheet in workbook.sheets]
    if only_sheet is not None and only_sheet not in names:
        raise NoSuchSheet(only_sheet, names)
    plans, without = [], []
    for sheet in workbook.sheets:
        if only_sheet not in (None, sheet.name):
            continue
        plan = plan_sheet(sheet, profiles, progress=progress)
        if plan is None:
            without.append(sheet.name)
        else:
            plans.append(plan)
    if not plans:
        raise NoPeopleFound
    return WorkbookPlan(plans, without)


def plan_sheet(
    sheet: Sheet,
    profiles: Sequence[ImportProfile] = (),
    *,
    chosen: Mapping[str, int] | None = None,
    progress: Progress = SILENT,
) -> SheetPlan | None:
    """Plan one sheet; None where it holds no people. ``chosen`` columns (a clerk's) win over everything found."""
    words = synonyms()
    header = find_header(sheet.rows, words)
    profile = ""
    if header is None:
        header = _header_by_content(sheet.rows, words)
    if header is None:
        return None
    if header.headings:
        header, profile = _completed(header, sheet.rows, profiles, words)
    if chosen is not None:
        header = replace(header, columns=dict(chosen), sure=frozenset(chosen))
    titles = sheet.rows[: max(header.first, 0)]
    people, skipped = _sorted_rows(_rows_below(sheet, header), header, words, progress)
    _check_repeated_headings(sheet, header, people, skipped, words)
    return SheetPlan(
        sheet=sheet.name,
        hidden=sheet.hidden,
        header_row=sheet.rows[header.last].number if header.last >= 0 else 0,
        columns=_columns(header),
        headings=header.headings,
        village_texts=_village_texts(titles, sheet.name, words),
        sub_district_text=_VILLAGE_FOLLOWS.sub("", _titled(titles, ("KECAMATAN", "KEC"))),
        profile=profile,
        people=people,
        skipped=skipped,
    )


def _check_repeated_headings(
    sheet: Sheet, header: Header, people: Sequence[PersonRow], skipped: Sequence[SkippedRow], words: Synonyms
) -> None:
    """Read by the columns of the first header, people below another order would get each other's fields in silence."""
    repeated = {row.number for row in skipped if row.kind is SkippedKind.REPEATED_HEADER}
    if not repeated or not people:
        return
    head = [row.cells for row in sheet.rows[max(header.first, 0) : header.last + 1]]
    for row in sheet.rows:
        if row.number in repeated and row.number < people[-1].number:
            moved = headings_moved(row.cells, head, header.columns, words)
            if moved:
                raise ColumnsMoved(sheet.name, row.number, moved[0])


_OF_ONE_PERSON = ("number", "nik", "full_name")


def _rows_below(sheet: Sheet, header: Header) -> list[SheetRow]:
    """The rows below the header; a cell merged downwards, as a village or a KK number, counts for each of its rows."""
    rows = sheet.rows[header.last + 1 :]
    if not sheet.merged_down or not rows:
        return rows
    single = {header.columns[name] for name in _OF_ONE_PERSON if name in header.columns}
    places = {row.number: at for at, row in enumerate(rows)}
    for column, first, last in sheet.merged_down:
        if column in single or first not in places:
            continue
        top = rows[places[first]].cells
        for number in range(first + 1, last + 1):
            at = places.get(number)
            if at is not None and column < min(len(top), len(rows[at].cells)):
                row = rows[at]
                rows[at] = row._replace(cells=(*row.cells[:column], top[column], *row.cells[column + 1 :]))
    return rows


_OF_A_LIST = frozenset({"nik", "full_name"})


def _header_by_content(rows: Sequence[SheetRow], words: Synonyms) -> Header | None:
    """A header that leaves out NIK and name, which their columns tell; or a list without any header."""
    header = find_header(rows, words, of_people=False)
    if header is not None:
        below = rows[header.last + 1 :]
        if columns_by_content(below, header.columns, _headed(header, words)).keys() >= _OF_A_LIST:
            return header
    found = columns_by_content(rows, {})
    if not found.keys() >= _OF_A_LIST:
        return None
    return _header_in_other_words(rows, found, words) or Header(-1, -1, (), found, frozenset())


_NO_NIK = ("belum", "blm", "tidak", "tdk", "tanpa", "kosong")


def _header_in_other_words(rows: Sequence[SheetRow], found: Mapping[str, int], words: Synonyms) -> Header | None:
    """The row above the first NIK where its words name no known field: a header to show, not a person."""
    numbered = next(at for at, row in enumerate(rows) if _has_number(row.cells, found["nik"]))
    at = numbered - 1
    if at > 0 and is_numbering(rows[at].cells):
        at -= 1
    if at < 0 or not all(_is_word(rows[at].cells, column) for column in found.values()):
        return None
    return header_at(rows, at, words)


def _has_number(cells: Sequence[Cell], column: int) -> bool:
    text = cell_text(cells[column]) if column < len(cells) else ""
    return sum("0" <= sign <= "9" for sign in text) == LENGTH


def _is_word(cells: Sequence[Cell], column: int) -> bool:
    text = cell_text(cells[column]).strip().lower() if column < len(cells) else ""
    return any(sign.isalpha() for sign in text) and not text.startswith(_NO_NIK)


def _headed(header: Header, words: Synonyms) -> list[int]:
    return [index for index, heading in enumerate(header.headings) if heading and words.is_taken(heading)]


def _completed(
    header: Header, rows: Sequence[SheetRow], profiles: Sequence[ImportProfile], words: Synonyms
) -> tuple[Header, str]:
    """A saved profile of the very same headings, else what the content of the columns adds and corrects."""
    print_of_headings = fingerprint(header.headings)
    for profile in profiles:
        if profile.fingerprint == print_of_headings:
            columns = dict(profile.columns)
            return replace(header, columns=columns, sure=frozenset(columns)), profile.name
    below = rows[header.last + 1 :]
    columns, sure = dict(header.columns), set(header.sure)
    if nik_and_kk_are_swapped(below, columns):
        columns["nik"], columns["kk_number"] = columns["kk_number"], columns["nik"]
        sure -= {"nik", "kk_number"}
    columns |= columns_by_content(below, columns, _headed(header, words))
    return replace(header, columns=columns, sure=frozenset(sure)), ""


def _columns(header: Header) -> dict[str, Column]:
    headings = header.headings
    return {
        field: Column(field, index, headings[index] if index < len(headings) else "", field in header.sure)
        for field, index in sorted(header.columns.items(), key=lambda item: item[1])
    }


def _sorted_rows(
    rows: Sequence[SheetRow], header: Header, words: Synonyms, progress: Progress
) -> tuple[list[PersonRow], list[SkippedRow]]:
    sorter = RowSorter(header, words)
    people: list[PersonRow] = []
    skipped: list[SkippedRow] = []
    village = hamlet = ""
    for count, row in enumerate(rows):
        if count % _STEP == 0:
            progress.step(count, len(rows), "Menyusun baris")
        kind = sorter.kind(row.cells)
        if kind is None:
            people.append(PersonRow(row.number, row.hidden, row.cells, village, hamlet))
            continue
        text = " ".join(cell_text(cell) for cell in row.cells if cell != "")
        skipped.append(SkippedRow(row.number, kind, text[:120]))
        if kind is SkippedKind.SECTION:
            named = _after_label(text, words.village_labels)
            village, hamlet = (named, "") if named else (village, _after_label(text, ("DUSUN", "LINGKUNGAN")) or hamlet)
    return people, skipped


def _village_texts(titles: Sequence[SheetRow], sheet_name: str, words: Synonyms) -> tuple[str, ...]:
    titled = _titled(titles, words.village_labels)
    return tuple(text for text in (titled, _after_label(sheet_name, words.village_labels) or sheet_name) if text)


def _titled(titles: Sequence[SheetRow], labels: Sequence[str]) -> str:
    """What a title row says behind a label: "DESA : BIALO" in one cell, or the name in the cell to its right."""
    for row in titles:
        texts = [cell_text(cell) for cell in row.cells if cell != ""]
        for at, text in enumerate(texts):
            named = _after_label(text, labels)
            if named:
                return named
            if text.rstrip(" :").upper() in labels:
                following = next((later.lstrip(": ") for later in texts[at + 1 :] if later.strip(" :")), "")
                if following:
                    return following
    return ""


_VILLAGE_FOLLOWS = re.compile(r"\s+(?:desa|kel(?:urahan)?)\b.*\Z", re.IGNORECASE)
_LABEL_END = re.compile(r"\s*[:=.]?\s*(.*)\Z", re.DOTALL)
_NUMBERED = re.compile(r"\s*(?:[A-Z]|[IVX]+|[0-9]{1,2})[.)]\s*", re.IGNORECASE)


def _after_label(text: str, labels: Sequence[str]) -> str:
    """The name behind a label at the start of a text, or behind one in the middle of a title: "... DESA BIALO"."""
    plain = _NUMBERED.sub("", text.strip(), count=1) if _NUMBERED.match(text.strip()) else text.strip()
    upper = plain.upper()
    for label in labels:
        if upper.rstrip(" :") == label:
            return ""
        if upper.startswith(label) and len(upper) > len(label) and not upper[len(label)].isalnum():
            rest = _LABEL_END.match(plain[len(label) :])
            return _only_name(rest[1]) if rest else ""
    for label in labels:
        at = upper.rfind(f" {label} ")
        if at >= 0 and len(label) > 2:
            rest = _LABEL_END.match(plain[at + len(label) + 1 :])
            return _only_name(rest[1]) if rest else ""
    return ""


_NAME_ENDS = re.compile(r"\s+(?:kec(?:amatan)?|kab(?:upaten)?|tahun|thn|ta|periode)\b.*\Z|[,;(].*\Z", re.IGNORECASE)


def _only_name(text: str) -> str:
    return _NAME_ENDS.sub("", text.strip()).strip(" .:-")
