"""LAMP-1 and LAMP-2: who is eligible, and who is not with the reason; one row a worker, each with its seal."""

from collections.abc import Sequence

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.frozen import FrozenData, row_seal
from ucj_desktop.domain.minutes import FrozenRow, Minutes
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS
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
from ucj_desktop.reports.table import fit_table

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
COLUMN_COUNT = len(_ELIGIBLE)  # of both annexes


@report("LAMP-1", "Lampiran I: daftar yang layak", Needs.MINUTES, has_workbook=True)
def plan_eligible(facts: Facts) -> PlannedDocument:
    """Lampiran I alone."""
    return _plan_alone(facts, "LAMP-1", eligible=True)


@report("LAMP-2", "Lampiran II: daftar yang tidak layak beserta alasannya", Needs.MINUTES, has_workbook=True)
def plan_not_eligible(facts: Facts) -> PlannedDocument:
    """Lampiran II alone."""
    return _plan_alone(facts, "LAMP-2", eligible=False)


def annex_pages(facts: Facts, minutes: Minutes, frozen: FrozenData | None, *, eligible: bool) -> list[PlannedPage]:
    """The pages of Lampiran I or II; ``frozen`` gives the rows' seals, without it their cells stay empty."""
    sheet = landscape(facts.paper)
    rows = only(minutes.rows, eligible=eligible)
    seals = seals_by_position(minutes, frozen)
    columns = _ELIGIBLE if eligible else _NOT_ELIGIBLE
    cells = [_cells(number, row, seals.get(row.position, "")) for number, row in enumerate(rows, start=1)]
    words, values = facts.letter_words, letter_values(facts, minutes)
    if not cells:
        cells = [("", "", words.say("nihil", values), *[""] * (len(columns) - 3))]
    table = fit_table(
        columns, cells, sheet.inner_width, size=_SIZE, numbered=True, name="Layak" if eligible else "Tidak layak"
    )
    date_line = place_and_date(facts, minutes.held_on)
    ending: list[Block] = [
        left_aligned(
            words.say("jumlah_lampiran", {**values, "jumlah_terbilang": counted(len(rows))}), font=BOLD, size=10.0
        ),
        single_signature(head_of(minutes.signers), date_line, sheet.inner_width),
    ]
    positions = [row.position for row in rows]
    return table_pages(table, sheet, _heading(facts, minutes, sheet.inner_width, eligible), ending, positions)


def seals_by_position(minutes: Minutes, frozen: FrozenData | None) -> dict[int, str]:
    """The four signs of each frozen row."""
    if frozen is None:
        return {}
    return {row.position: row_seal(digest) for row, digest in zip(minutes.rows, frozen.row_digests, strict=True)}


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
    """What a row of either annex says of its worker, without number and seal; very long texts are cut."""
    worker = row.worker
    person = (
        printable(worker.nik, LONGEST_NIK) or "belum ada NIK",
        printable(worker.full_name, LONGEST_TEXT),
        SEX_SIGNS[worker.sex],
        printable(birth_text(worker), LONGEST_TEXT),
        printable(address_text(worker), LONGEST_TEXT),
        printable(row.village_name, LONGEST_TEXT),
    )
    if row.verdict.is_eligible:
        return (*person, printable(worker.occupation, LONGEST_TEXT), VERDICT_LABELS[row.verdict])
    reason = "" if row.reason is None else f"{row.reason.value} {REASON_LABELS[row.reason]}"
    return (*person, reason, printable(row.note, LONGEST_NOTE))


def _cells(number: int, row: FrozenRow, seal: str) -> tuple[str, ...]:
    return (str(number), *row_cells(row), seal)


def _plan_alone(facts: Facts, code: str, *, eligible: bool) -> PlannedDocument:
    minutes = facts.known_minutes
    pages = annex_pages(facts, minutes, facts.frozen, eligible=eligible)
    return PlannedDocument(
        report=code,
        title=f"Lampiran {'I' if eligible else 'II'} Berita Acara Verifikasi dan Validasi",
        pages=tuple(pages),
        workers=len(only(minutes.rows, eligible=eligible)),
        sealed=True,
    )


def _heading(facts: Facts, minutes: Minutes, width: float, eligible: bool) -> Sequence[Block]:
    """LAMPIRAN / NOMOR / TANGGAL at the upper right, then the centred title."""
    words, values = facts.letter_words, letter_values(facts, minutes)
    order = "satu" if eligible else "dua"
    corner = [
        words.say(f"kepala_lampiran_{order}", values),
        words.say("nomor", values),
        words.say("kepala_tanggal", values).upper(),
    ]
    indent = width - max(text_width(line, REGULAR, 10.0) for line in corner) - 2
    blocks: list[Block] = [left_aligned(line, indent=max(0.0, indent), size=10.0, space_before=0.0) for line in corner]
    blocks.append(centred(words.say(f"judul_lampiran_{order}", values), font=BOLD, size=12.0, space_before=8.0))
    blocks.append(centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0))
    return blocks
