"""SUBJEK: everything the office holds of one person, what was done with it, and who saw it (UU 27/2022)."""

from collections.abc import Sequence

from ucj_desktop.reports.annexes import LONGEST_NOTE, LONGEST_TEXT
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, TablePart, centred, left_aligned
from ucj_desktop.reports.columns import Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import PlannedDocument, portrait
from ucj_desktop.reports.said import place_and_date
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import head_of, single_signature
from ucj_desktop.reports.subject_facts import SubjectFacts
from ucj_desktop.reports.table import fit_table

_SIZE = 8.5
_TITLE = "DATA PRIBADI SESEORANG DI KANTOR INI"
_OPENING = (
    "Atas permintaan yang bersangkutan, dan sesuai hak subjek data menurut Undang-Undang Nomor 27 Tahun 2022 tentang"
    " Pelindungan Data Pribadi, kantor ini menyampaikan semua data yang disimpan tentang orang ini, apa yang telah"
    " dilakukan dengannya, dan siapa yang melihatnya."
)
_PURPOSE = (
    "Data dikumpulkan dan diproses untuk pendaftaran jaminan sosial ketenagakerjaan bagi pekerja rentan, sebagai"
    " pelaksanaan tugas pemerintah daerah. Penerimanya: kecamatan, dinas yang menangani ketenagakerjaan di"
    " kabupaten/kota, dan BPJS Ketenagakerjaan."
)
_RIGHTS = (
    "Yang bersangkutan berhak meminta pembetulan, pembatasan, dan penghapusan datanya sesuai ketentuan. Permintaan"
    " dijawab paling lambat 3 x 24 jam sejak diterima."
)
_NAMED = (Column(heading="Data", stretch=0, wraps=False, least=120), Column(heading="Isi"))
_RULINGS = (
    Column(heading="Waktu", wraps=False, stretch=0),
    Column(heading="Hasil"),
    Column(heading="Alasan dan catatan", stretch=2),
    Column(heading="Dicatat oleh"),
)
_DONE = (
    Column(heading="Waktu", wraps=False, stretch=0),
    Column(heading="Petugas", stretch=0.6),
    Column(heading="Apa yang dilakukan", stretch=3),
)
_ASKED = (Column(heading="Diterima", wraps=False, stretch=0), Column(heading="Permintaan"), Column(heading="Jawaban"))


@report("SUBJEK", "Data pribadi seseorang", Needs.PERSON)
def plan_subject_record(facts: Facts) -> PlannedDocument:
    """A letter of a few pages with the tables one after the other."""
    sheet, person = portrait(facts.paper), _known(facts)
    width = sheet.inner_width
    blocks: list[Block] = [
        letterhead(facts.office, width),
        centred(_TITLE, font=BOLD, size=12.0, space_before=16.0),
        centred(printable(person.full_name, LONGEST_TEXT) or "Tanpa nama", font=BOLD, size=12.0),
        left_aligned(_OPENING, space_before=12.0),
        left_aligned(_PURPOSE),
    ]
    blocks += _part("1. Data yang disimpan", _NAMED, person.fields, width)
    blocks += _part("2. Kedudukannya dalam program", _NAMED, person.standing, width)
    blocks += _part("3. Hasil verifikasi dan validasi", _RULINGS, person.rulings, width)
    blocks += _part("4. Apa yang dilakukan dengan data ini", _DONE, person.history, width)
    blocks += _part("5. Siapa yang melihat, mencetak, atau mengirimnya", _DONE, person.seen, width)
    blocks += _part("6. Permintaan yang pernah diajukan", _ASKED, person.requests, width)
    blocks += _part("7. Tersimpan juga di", _NAMED, person.held, width)
    blocks.append(left_aligned(f"Masa simpan: {person.retention}", space_before=12.0))
    blocks.append(left_aligned(_RIGHTS, keep_with_next=True))
    blocks.append(single_signature(head_of(facts.signers), place_and_date(facts, facts.printed_on), width))
    return PlannedDocument(
        report="SUBJEK",
        title=f"Data pribadi seseorang {facts.office.name}",
        pages=tuple(letter_pages(blocks, sheet)),
        workers=1,
    )


def _known(facts: Facts) -> SubjectFacts:
    if facts.subject is None:
        raise ValueError("this report needs a person")
    return facts.subject


def _part(heading: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], width: float) -> list[Block]:
    title = left_aligned(heading, font=BOLD, space_before=12.0, keep_with_next=True)
    if not rows:
        return [title, left_aligned("Tidak ada.")]
    cells = [tuple(printable(cell, LONGEST_NOTE) for cell in row) for row in rows]
    return [title, TablePart(fit_table(columns, cells, width, size=_SIZE, top_aligned=True), space_before=4.0)]
