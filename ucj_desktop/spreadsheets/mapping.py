"""Plans of sheets: where the header is, which column holds what, which rows are people and which are not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.spreadsheets.cells import Cell, Sheet, SheetRow, Workbook, cell_text, column_letter
from ucj_desktop.spreadsheets.columns_by_content import (
    IsVillage,
    columns_by_content,
    holds_niks,
    nik_and_kk_are_swapped,
    numbers_in,
)
from ucj_desktop.spreadsheets.header_by_content import headed, header_by_content
from ucj_desktop.spreadsheets.header_row import Header, find_header, headings_moved
from ucj_desktop.spreadsheets.headings import Synonyms, synonyms
from ucj_desktop.spreadsheets.profiles import ImportProfile, fingerprint
from ucj_desktop.spreadsheets.row_kinds import RowSorter, SkippedKind
from ucj_desktop.spreadsheets.side_by_side import PeopleBeside, Strip, people_without_headings, strips_of
from ucj_desktop.spreadsheets.titles import after_label, sub_district_text, village_texts

_STEP = 5_000
_LOOKED_AT = 200  # rows that say whether a column without a heading holds anything
_MOST_LISTS = 50  # of one sheet, one below the other, each with its columns in another order
_NOBODY: Final[Mapping[str, Mapping[str, int]]] = MappingProxyType({})


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

    ``sheet`` names the list: the sheet's own name (``of_sheet``) and, where that holds several, ``block``: where this
    one stands. ``header_row`` is the sheet's own number of the last header row, 0 where there is none.
    ``village_texts`` are what the title cells and then the sheet's name say of the village, ``sub_district_text`` what
    a title says of the kecamatan. ``profile`` names the saved profile that gave the columns.
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
    of_sheet: str = ""

    @property
    def block(self) -> str:
        """Where the list stands in its sheet, in words: "mulai baris 40", "kolom G-K"; empty for the first or only."""
        return self.sheet[len(self.of_sheet) :].removeprefix(", ")

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


class NobodyInFile(ClerkError):
    """There are headings and nobody below them; nothing of such a file is kept."""

    code = "BERKAS-17"

    def __init__(self, plan: SheetPlan) -> None:
        below = (
            f"di bawah judul kolom (lembar {plan.sheet}, baris {plan.header_row})" if plan.header_row else "di dalamnya"
        )
        prepared = sum(row.kind is SkippedKind.PREPARED for row in plan.skipped)
        told = f" {prepared} baris di sana disiapkan, tetapi belum diisi." if prepared else ""
        super().__init__(
            f"Tidak ada orang di berkas ini: {below} tidak ada baris yang berisi orang.{told} Tidak ada yang disimpan.",
            "Pilih berkas yang sudah diisi, atau isi dulu daftarnya dan simpan, lalu buka lagi.",
        )


class ColumnsMoved(ClerkError):
    """Further down a sheet the headings come again in another order, in a way that cannot be read as a list."""

    code = "BERKAS-16"

    def __init__(self, sheet: str, row: int) -> None:
        super().__init__(
            f"Lembar {sheet}: mulai baris {row} judul kolom diulang dengan urutan lain, tanpa kolom NIK atau NAMA.",
            "Pindahkan baris itu dan daftar di bawahnya ke lembar sendiri dalam berkas yang sama, lalu impor lagi.",
        )


class _Above(NamedTuple):
    """What a list further down a sheet takes over from what stands above it."""

    sheet: str
    titles: Sequence[SheetRow] = ()
    village: str = ""
    hamlet: str = ""


def plan_workbook(
    workbook: Workbook,
    profiles: Sequence[ImportProfile] = (),
    *,
    only_sheet: str | None = None,
    chosen: Mapping[str, Mapping[str, int]] = _NOBODY,
    is_village: IsVillage | None = None,
    progress: Progress = SILENT,
) -> WorkbookPlan:
    """Plan every sheet that holds people, or the one asked for. ``chosen`` columns of a plan win over everything found.

    Raises NoSuchSheet, NoPeopleFound, NobodyInFile, ColumnsMoved and PeopleBeside.
    """
    names = [sheet.name for sheet in workbook.sheets]
    if only_sheet is not None and only_sheet not in names:
        raise NoSuchSheet(only_sheet, names)
    plans, without = [], []
    for sheet in workbook.sheets:
        if only_sheet not in (None, sheet.name):
            continue
        found = plan_lists(sheet, profiles, chosen=chosen, is_village=is_village, progress=progress)
        plans += found
        if not found:
            without.append(sheet.name)
    if not plans:
        raise NoPeopleFound
    if not any(plan.people for plan in plans):
        raise NobodyInFile(plans[0])
    return WorkbookPlan(plans, without)


def plan_lists(
    sheet: Sheet,
    profiles: Sequence[ImportProfile] = (),
    *,
    chosen: Mapping[str, Mapping[str, int]] = _NOBODY,
    is_village: IsVillage | None = None,
    progress: Progress = SILENT,
) -> list[SheetPlan]:
    """Plan the lists of one sheet; none where it holds no people.

    Mostly it is one. Where the headings come again in another order with people below them, another list begins there,
    called "Sheet1, mulai baris 40": read by the first header its people would get each other's fields in silence.
    Where they come again to the right with people below them, that is a list, too: "Sheet1, kolom G-K".
    """
    planner = _ListPlanner(profiles, chosen, is_village, progress)
    return planner.lists(sheet, _Above(sheet.name))


class _Planned(NamedTuple):
    plan: SheetPlan
    titles: Sequence[SheetRow]
    ends_in: tuple[str, str]  # village and hamlet of the last section
    begins_at_once: bool  # the first row is the header
    moved_at: int  # number of the row with the headings in another order, 0 where there is none
    header: Header

    def require_nobody_beside(self) -> SheetPlan:
        """The plan; raises PeopleBeside where people stand beside its list without headings."""
        columns, count = people_without_headings(self.header, self.plan.people)
        if count:
            raise PeopleBeside(self.plan.of_sheet, columns, count)
        return self.plan


class _ListPlanner:
    """Plans one list of a sheet after the other."""

    def __init__(
        self,
        profiles: Sequence[ImportProfile],
        chosen: Mapping[str, Mapping[str, int]],
        is_village: IsVillage | None,
        progress: Progress,
    ) -> None:
        self._profiles = profiles
        self._chosen = chosen
        self._is_village = is_village
        self._progress = progress
        self._words = synonyms()

    def lists(self, sheet: Sheet, above: _Above) -> list[SheetPlan]:
        """The lists of a sheet, one below the other, each of them possibly several side by side."""
        plans: list[SheetPlan] = []
        rest = sheet
        while True:
            header = find_header(rest.rows, self._words)
            strips = strips_of(rest, header, self._words) if header is not None else []
            if header is not None and strips:
                return [*plans, *self._beside(rest, above, strips, rest.rows[: header.first])]
            found = self.plan(rest, above)
            if found is None or (plans and not found.begins_at_once):
                if plans:
                    raise ColumnsMoved(above.sheet, rest.rows[0].number)
                return []
            if not found.moved_at:
                return [*plans, found.require_nobody_beside()]
            upper = rest._replace(rows=[row for row in rest.rows if row.number < found.moved_at])
            own = self.plan(upper, above)  # what its columns hold is told by its own rows
            if own is None or len(plans) == _MOST_LISTS:
                raise ColumnsMoved(above.sheet, found.moved_at)
            plans.append(own.require_nobody_beside())
            above = _Above(above.sheet, own.titles, *own.ends_in)
            name = f"{sheet.name}, mulai baris {found.moved_at}"
            rest = rest._replace(name=name, rows=rest.rows[len(upper.rows) :])

    def _beside(
        self, sheet: Sheet, above: _Above, strips: Sequence[Strip], titles: Sequence[SheetRow]
    ) -> list[SheetPlan]:
        """The first keeps the name of the sheet; the others take over its titles where they have none of their own."""
        plans = self.lists(strips[0].sheet, above)
        above = _Above(above.sheet, titles or above.titles, above.village, above.hamlet)
        for strip in strips[1:]:
            own = self.lists(strip.sheet._replace(name=f"{sheet.name}, kolom {strip.columns}"), above)
            if not own:
                raise PeopleBeside(above.sheet, strip.columns, strip.how_many)
            plans += own
        return plans

    def plan(self, sheet: Sheet, above: _Above) -> _Planned | None:
        header = find_header(sheet.rows, self._words) or header_by_content(sheet.rows, self._words, self._is_village)
        if header is None:
            return None
        profile = ""
        if header.headings:
            header, profile = _completed(header, sheet.rows, self._profiles, self._words, self._is_village)
        elif (beside := header.columns.get("kk_number")) is not None and holds_niks(sheet.rows, beside):
            raise PeopleBeside(above.sheet, column_letter(beside), numbers_in(sheet.rows, beside))
        found = header
        if sheet.name in self._chosen:
            chosen = self._chosen[sheet.name]
            header = replace(header, columns=dict(chosen), sure=frozenset(chosen))
        titles = [*sheet.rows[: max(header.first, 0)], *above.titles]
        sections = (above.village, above.hamlet)
        rows = _rows_below(sheet, header)
        people, skipped, ends_in = _sorted_rows(rows, header, self._words, sections, self._progress)
        plan = SheetPlan(
            sheet=sheet.name,
            hidden=sheet.hidden,
            header_row=sheet.rows[header.last].number if header.last >= 0 else 0,
            columns=_columns(header),
            headings=header.headings,
            village_texts=village_texts(titles, above.sheet, self._words),
            sub_district_text=sub_district_text(titles),
            profile=profile,
            people=people,
            skipped=skipped,
            of_sheet=above.sheet,
        )
        return _Planned(plan, titles, ends_in, header.first == 0, _moved_at(sheet, found, plan, self._words), header)


def _moved_at(sheet: Sheet, header: Header, plan: SheetPlan, words: Synonyms) -> int:
    """The first repeated header whose headings stand in another order, with people below it."""
    repeated = {row.number for row in plan.skipped if row.kind is SkippedKind.REPEATED_HEADER}
    if not repeated or not plan.people:
        return 0
    head = [row.cells for row in sheet.rows[max(header.first, 0) : header.last + 1]]
    for row in sheet.rows:
        is_above_people = row.number in repeated and row.number < plan.people[-1].number
        if is_above_people and headings_moved(row.cells, head, header.columns, words):
            return row.number
    return 0


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


def _completed(
    header: Header,
    rows: Sequence[SheetRow],
    profiles: Sequence[ImportProfile],
    words: Synonyms,
    is_village: IsVillage | None,
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
    named = [index for index, heading in enumerate(header.headings) if heading]
    columns |= columns_by_content(below, columns, headed(header, words), named=named, is_village=is_village)
    return replace(header, columns=columns, sure=frozenset(sure)), ""


def _columns(header: Header) -> dict[str, Column]:
    headings = header.headings
    return {
        field: Column(field, index, headings[index] if index < len(headings) else "", field in header.sure)
        for field, index in sorted(header.columns.items(), key=lambda item: item[1])
    }


def _sorted_rows(
    rows: Sequence[SheetRow], header: Header, words: Synonyms, sections: tuple[str, str], progress: Progress
) -> tuple[list[PersonRow], list[SkippedRow], tuple[str, str]]:
    """People, other rows, and village and hamlet of the last section; ``sections`` are those of the rows above."""
    sorter = RowSorter(header, words)
    people: list[PersonRow] = []
    skipped: list[SkippedRow] = []
    village, hamlet = sections
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
            named = after_label(text, words.village_labels)
            village, hamlet = (named, "") if named else (village, after_label(text, ("DUSUN", "LINGKUNGAN")) or hamlet)
    return people, skipped, (village, hamlet)
