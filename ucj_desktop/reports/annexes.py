"""LAMP-1, LAMP-2, LAMP-3: the eligible, the others with the reason, replacement candidates; a row a worker, sealed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.frozen import FrozenData, row_seal
from ucj_desktop.domain.minutes import FrozenRow, Minutes
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Verdict
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, NO_BREAK, REGULAR, printable, text_width
from ucj_desktop.reports.pages import PlannedDocument, PlannedPage, landscape
from ucj_desktop.reports.said import counted, letter_values, only, place_and_date
from ucj_desktop.reports.sheets import table_pages
from ucj_desktop.reports.signatures import head_of, single_signature
from ucj_desktop.reports.table import Table, fit_table

_SIZE = 8.0  # points: a usual worker then takes one line of an F4 page

# A cell ends before it could outgrow a page; a NIK may be anything that was typed.
LONGEST_NIK, LONGEST_TEXT, LONGEST_NOTE = 20, 200, 400

SEX_SIGNS = {Sex.MALE: "L", Sex.FEMALE: "P", None: ""}

_PERSON = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="NIK", wraps=False, stretch=0),
    Column(heading="Nama", stretch=2),
    Column(heading="L/P", align=Align.CENTRE, wraps=False, stretch=0),
    Column(heading="Tempat, tanggal lahir"),
    Column(heading="Alamat", stretch=2),
    Column(heading="Desa/Kelurahan"),
)
_SEAL = Column(heading="Segel", align=Align.CENTRE, wraps=False, stretch=0, font=BOLD)
_ELIGIBLE = (*_PERSON, Column(heading="Pekerjaan"), Column(heading="Hasil", least=62, stretch=0.3), _SEAL)
_NOT_ELIGIBLE = (*_PERSON, Column(heading="Alasan", stretch=1.5), Column(heading="Keterangan", stretch=1.5), _SEAL)
_CANDIDATES = (
    *_PERSON,
    Column(heading="Pekerjaan"),
    Column(heading="Urutan; verifikasi", least=62, stretch=0.3),
    _SEAL,
)
COLUMN_COUNT = len(_ELIGIBLE)  # of every annex


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One annex of the minutes (lampiran) and who stands in it."""

    code: str
    numeral: str  # I, II ...
    words: str  # how the names of its sentences end
    sheet: str  # its name in the workbook
    columns: tuple[Column, ...]
    rows: Callable[[Minutes], Sequence[FrozenRow]]


ELIGIBLE = Annex(
    code="LAMP-1",
    numeral="I",
    words="satu",
    sheet="Layak",
    columns=_ELIGIBLE,
    rows=lambda minutes: only(minutes.rows, eligible=True),
)
NOT_ELIGIBLE = Annex(
    code="LAMP-2",
    numeral="II",
    words="dua",
    sheet="Tidak layak",
    columns=_NOT_ELIGIBLE,
    rows=lambda minutes: only(minutes.rows, eligible=False),
)
CANDIDATES = Annex(
    code="LAMP-3",
    numeral="III",
    words="tiga",
    sheet="Pengganti",
    columns=_CANDIDATES,
    rows=lambda minutes: minutes.candidates,
)


def annexes_of(minutes: Minutes) -> list[Annex]:
    """The annexes these minutes have: the third only where somebody waits to replace somebody."""
    return [ELIGIBLE, NOT_ELIGIBLE, *([CANDIDATES] if minutes.candidates else [])]


def annex_of(row: FrozenRow) -> Annex:
    """The annex that shows a row which stands in one."""
    if row.waits_as:
        return CANDIDATES
    return ELIGIBLE if row.verdict.is_eligible else NOT_ELIGIBLE


@report("LAMP-1", "Lampiran I: daftar yang layak", Needs.MINUTES, has_workbook=True)
def plan_eligible(facts: Facts) -> PlannedDocument:
    """Lampiran I alone."""
    return _plan_alone(facts, ELIGIBLE)


@report("LAMP-2", "Lampiran II: daftar yang tidak layak beserta alasannya", Needs.MINUTES, has_workbook=True)
def plan_not_eligible(facts: Facts) -> PlannedDocument:
    """Lampiran II alone."""
    return _plan_alone(facts, NOT_ELIGIBLE)


@report("LAMP-3", "Lampiran III: usulan pengganti", Needs.MINUTES, has_workbook=True)
def plan_candidates(facts: Facts) -> PlannedDocument:
    """Lampiran III alone: who waited, in the order of each village's round, when the minutes were closed."""
    return _plan_alone(facts, CANDIDATES)


def annex_pages(facts: Facts, annex: Annex) -> list[PlannedPage]:
    """The pages of one annex."""
    minutes, sheet = facts.known_minutes, landscape(facts.paper)
    rows = annex.rows(minutes)
    words, values = facts.letter_words, letter_values(facts, minutes)
    table = sealed_table(facts, annex, rows, sheet.inner_width)
    total = words.say("jumlah_lampiran", {**values, "jumlah_terbilang": counted(len(rows))})
    ending: list[Block] = [left_aligned(total, font=BOLD, size=10.0)]
    if annex is CANDIDATES:
        ending.append(left_aligned(words.say("keterangan_lampiran_tiga", values), size=10.0, space_before=2.0))
    ending.append(single_signature(head_of(minutes.signers), place_and_date(facts, minutes.held_on), sheet.inner_width))
    heading = _heading(facts, minutes, sheet.inner_width, annex)
    return table_pages(table, sheet, heading, ending, [row.position for row in rows])


def sealed_table(facts: Facts, annex: Annex, rows: Sequence[FrozenRow], width: float) -> Table:
    """These rows as the annex shows them; without frozen data the cells of their seals stay empty."""
    minutes = facts.known_minutes
    seals = seals_by_position(minutes, facts.frozen)
    cells = [(str(number), *row_cells(row), seals.get(row.position, "")) for number, row in enumerate(rows, start=1)]
    if not cells:
        none = facts.letter_words.say("nihil", letter_values(facts, minutes))
        cells = [("", "", none, *[""] * (COLUMN_COUNT - 3))]
    return fit_table(annex.columns, cells, width, size=_SIZE, numbered=True, name=annex.sheet)


def seals_by_position(minutes: Minutes, frozen: FrozenData | None) -> dict[int, str]:
    """The four signs of each frozen row."""
    if frozen is None:
        return {}
    return {row.position: row_seal(digest) for row, digest in zip(minutes.sealed_rows, frozen.row_digests, strict=True)}


def birth_text(worker: Worker) -> str:
    """Bulukumba, 17-08-1980; a date that could not be read stands as it was written."""
    written = short_date(worker.birth_date) if worker.birth_date else worker.unread.get("birth_date", "")
    return ", ".join(filter(None, (worker.birth_place, written)))


def address_text(worker: Worker) -> str:
    """Jalan Poros 3, Dusun Bontomanai RT 001/RW 002, as far as it is stated; nothing is said twice."""
    parts = (f"RT{NO_BREAK}{worker.rt}" if worker.rt else "", f"RW{NO_BREAK}{worker.rw}" if worker.rw else "")
    neighbourhood = "/".join(filter(None, parts))
    hamlet = "" if worker.hamlet.casefold() in worker.address.casefold() else worker.hamlet
    joint = ", " if hamlet else " "
    return joint.join(filter(None, (worker.address, " ".join(filter(None, (hamlet, neighbourhood))))))


def row_cells(row: FrozenRow) -> tuple[str, ...]:
    """What a row of its annex says of its worker, without number and seal; very long texts are cut."""
    worker = row.worker
    person = (
        printable(worker.nik, LONGEST_NIK) or "belum ada NIK",
        printable(worker.full_name, LONGEST_TEXT),
        SEX_SIGNS[worker.sex],
        printable(birth_text(worker), LONGEST_TEXT),
        printable(address_text(worker), LONGEST_TEXT),
        printable(row.village_name, LONGEST_TEXT),
    )
    annex = annex_of(row)
    if annex is CANDIDATES:
        verified = "belum diverifikasi" if row.verdict is Verdict.PENDING else VERDICT_LABELS[row.verdict]
        return (*person, printable(worker.occupation, LONGEST_TEXT), f"{row.waits_as}; {verified}")
    if annex is ELIGIBLE:
        return (*person, printable(worker.occupation, LONGEST_TEXT), VERDICT_LABELS[row.verdict])
    reason = "" if row.reason is None else f"{row.reason.value} {REASON_LABELS[row.reason]}"
    return (*person, reason, printable(row.note, LONGEST_NOTE))


def _plan_alone(facts: Facts, annex: Annex) -> PlannedDocument:
    return PlannedDocument(
        report=annex.code,
        title=f"Lampiran {annex.numeral} Berita Acara Verifikasi dan Validasi",
        pages=tuple(annex_pages(facts, annex)),
        workers=len(annex.rows(facts.known_minutes)),
        sealed=True,
    )


def _heading(facts: Facts, minutes: Minutes, width: float, annex: Annex) -> Sequence[Block]:
    """LAMPIRAN / NOMOR / TANGGAL at the upper right, then the centred title."""
    words, values = facts.letter_words, letter_values(facts, minutes)
    corner = [
        words.say(f"kepala_lampiran_{annex.words}", values),
        words.say("nomor", values),
        words.say("kepala_tanggal", values).upper(),
    ]
    blocks = in_the_corner(corner, width)
    blocks.append(centred(words.say(f"judul_lampiran_{annex.words}", values), font=BOLD, size=12.0, space_before=8.0))
    blocks.append(centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0))
    return blocks


def in_the_corner(lines: Sequence[str], width: float) -> list[Block]:
    """Lines at the upper right of an annex, one below the other."""
    indent = width - max(text_width(line, REGULAR, 10.0) for line in lines) - 2
    return [left_aligned(line, indent=max(0.0, indent), size=10.0, space_before=0.0) for line in lines]
