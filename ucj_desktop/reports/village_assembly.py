"""BA-MUS: the minutes of a village's assembly over whom it proposes, to be filled in and signed by hand."""

from collections.abc import Mapping, Sequence

from ucj_desktop.domain.minutes import Signer
from ucj_desktop.reference.wording import Wording
from ucj_desktop.reports.annexes import LONGEST_NIK, LONGEST_TEXT, SEX_SIGNS, address_text, birth_text, in_the_corner
from ucj_desktop.reports.attendance import attendance_table, lines_that_fit
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Entry, Item, Text, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts, ListedWorker, VillageFacts
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.letterhead import letterhead, office_of_village
from ucj_desktop.reports.pages import MM, PlannedDocument, PlannedPage, landscape, portrait
from ucj_desktop.reports.said import DOTS, counted
from ucj_desktop.reports.sheets import letter_pages, rows_that_fit, table_pages
from ucj_desktop.reports.signatures import signature_table, single_signature
from ucj_desktop.reports.table import fit_table

_SHORT_DOTS = "." * 10
_SIZE = 8.0
_ROW_HEIGHT = 8 * MM  # of a line that is written by hand
_HEAD_HEIGHT = 9 * MM
_BLANK_ROWS = 25
_REPRESENTATIVES = 3  # of the people, who sign with the head and the council: a table of five
_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="NIK", wraps=False, stretch=0, least=84),
    Column(heading="Nama", least=85, stretch=2),
    Column(heading="L/P", align=Align.CENTRE, wraps=False, stretch=0),
    Column(heading="Tempat, tanggal lahir", least=72),
    Column(heading="Alamat", least=78, stretch=2),
    Column(heading="Pekerjaan", least=62),
    Column(heading="Keterangan", least=84),
)


@report("BA-MUS", "Musyawarah desa/kelurahan", Needs.VILLAGE, has_workbook=True)
def plan_assembly(facts: Facts) -> PlannedDocument:
    """The letter under the village's letterhead, the list of those proposed, and lines to sign on.

    It comes before the verification, so nothing of it is frozen and it bears no QR; nor is it a draft of anything: the
    paper itself, filled in and signed in the village, is the minutes. The NIK stands in full as on field forms: names
    repeat in a village, and who was meant must be certain when the signed list comes back.
    """
    village = facts.known_village
    words, values = facts.words["ba_musyawarah"], _values(facts, village)
    pages = letter_pages(_letter(facts, village, words, values), portrait(facts.paper))
    pages += _list_pages(facts, village, words, values)
    pages += _attendance_pages(facts, village, words, values)
    return PlannedDocument(
        report="BA-MUS",
        title=f"Berita Acara {values['musyawarah']} {village.bare_name} {facts.period}",
        pages=tuple(pages),
        workers=len(facts.workers),
    )


def _values(facts: Facts, village: VillageFacts) -> Mapping[str, str]:
    waiting = _waiting(facts)
    is_known = bool(facts.workers)
    is_kelurahan = village.label == "Kelurahan"
    return {
        "kantor": facts.office.name,
        "kabupaten": facts.office.district_name,
        "tahun": str(facts.period),
        "wilayah": village.full_name,
        "nama_desa": village.bare_name,
        "musyawarah": f"Musyawarah {village.label}",
        "kepala": village.head,
        "lembaga": ("Lembaga Pemberdayaan Masyarakat (LPM)" if is_kelurahan else "Badan Permusyawaratan Desa (BPD)"),
        "singkatan_lembaga": "LPM" if is_kelurahan else "BPD",
        "jumlah_usulan": counted(len(facts.workers) - waiting) if is_known else f"{_SHORT_DOTS} ({DOTS})",
        "jumlah_pengganti": counted(waiting) if is_known else f"{_SHORT_DOTS} ({DOTS})",
        "urutan": "",
        "rangkap": counted(facts.copies),
        "titik": DOTS,
        "titik_angka": _SHORT_DOTS,
    }


def _waiting(facts: Facts) -> int:
    return sum(1 for one in facts.workers if one.waits_as)


def _told_of_candidates(facts: Facts) -> bool:
    """Where nobody waits nothing is said of candidates; an empty form has room for them."""
    return _waiting(facts) > 0 or not facts.workers


def _letter(facts: Facts, village: VillageFacts, words: Wording, values: Mapping[str, str]) -> list[Block]:
    width = portrait(facts.paper).inner_width
    candidates = ["sepakat_pengganti"] if _told_of_candidates(facts) else []
    agreed = ("sepakat_usulan", *candidates, "sepakat_perubahan", "sepakat_syarat")
    return [
        letterhead(office_of_village(facts.office, village), width),
        *_title(words, values, "judul", 16.0),
        centred(words.say("nomor", values), space_before=4.0),
        Text(words.say("pembuka", values), space_before=14.0),
        Text(words.say("isi", values), keep_with_next=True),
        *(
            Item(f"{number}.", words.say(sentence, values), indent=0.0, space_before=3.0)
            for number, sentence in enumerate(agreed, start=1)
        ),
        Text(words.say("penutup", values), space_before=10.0, keep_with_next=True),
        signature_table(_signers(village, words, values), width, f"{village.bare_name}, {DOTS}"),
    ]


def _title(words: Wording, values: Mapping[str, str], title: str, space_before: float) -> list[Block]:
    """What kind of paper it is, over which assembly, where."""
    return [
        centred(words.say(title, values), font=BOLD, size=12.0, space_before=space_before),
        centred(words.say("perihal", values).upper(), font=BOLD, size=12.0),
        *_where(words, values),
    ]


def _where(words: Wording, values: Mapping[str, str]) -> list[Block]:
    lines = (words.say("wilayah", values), words.say("tahun", values))
    return [centred(line.upper(), font=BOLD, size=12.0) for line in lines]


def _signers(village: VillageFacts, words: Wording, values: Mapping[str, str]) -> list[Signer]:
    """Their names are written in by hand: the office keeps no list of heads and councils."""
    council = Signer(name="", position=words.say("jabatan_lembaga", values))
    representative = Signer(name="", position=words.say("jabatan_wakil", values))
    return [_head(village), council, *[representative] * _REPRESENTATIVES]


def _head(village: VillageFacts) -> Signer:
    return Signer(name="", position=f"{village.head} {village.bare_name}")


def _list_pages(facts: Facts, village: VillageFacts, words: Wording, values: Mapping[str, str]) -> list[PlannedPage]:
    """Those proposed in landscape, candidates last; without anybody, lines to write on."""
    sheet = landscape(facts.paper)
    corner = [words.say(one, values) for one in ("kepala_lampiran", "kepala_nomor", "kepala_tanggal")]
    heading = in_the_corner([one.upper() for one in corner], sheet.inner_width)
    heading.append(centred(words.say("judul_lampiran", values), font=BOLD, size=12.0, space_before=8.0))
    heading += _where(words, values)
    counts = ["jumlah_lampiran", *(["jumlah_calon"] if _told_of_candidates(facts) else [])]
    ending: list[Block] = [left_aligned(words.say(one, values), font=BOLD, size=10.0) for one in counts]
    ending.append(single_signature(_head(village), f"{village.bare_name}, {DOTS}", sheet.inner_width))
    rows = [_person(number, one, words, values) for number, one in enumerate(facts.workers, start=1)]
    if not rows:
        fitting = rows_that_fit(sheet, heading, ending, _ROW_HEIGHT, _HEAD_HEIGHT)
        rows = [(f"{number}", *[""] * (len(_COLUMNS) - 1)) for number in range(1, max(fitting, _BLANK_ROWS) + 1)]
    least = 0.0 if facts.workers else _ROW_HEIGHT
    name = "Usulan" if facts.workers else ""
    table = fit_table(_COLUMNS, rows, sheet.inner_width, size=_SIZE, least_row=least, name=name)
    return table_pages(table, sheet, heading, ending)


def _person(number: int, listed: ListedWorker, words: Wording, values: Mapping[str, str]) -> Sequence[str]:
    worker = listed.worker
    waits = words.say("calon_pengganti", {**values, "urutan": str(listed.waits_as)}) if listed.waits_as else ""
    return (
        str(number),
        printable(worker.nik, LONGEST_NIK) or "belum ada NIK",
        printable(worker.full_name, LONGEST_TEXT),
        SEX_SIGNS[worker.sex],
        printable(birth_text(worker), LONGEST_TEXT),
        printable(address_text(worker), LONGEST_TEXT),
        printable(worker.occupation, LONGEST_TEXT),
        waits,
    )


def _attendance_pages(
    facts: Facts, village: VillageFacts, words: Wording, values: Mapping[str, str]
) -> list[PlannedPage]:
    sheet = portrait(facts.paper)
    heading: list[Block] = [
        *_title(words, values, "judul_hadir", 0.0),
        Entry("", words.say("hari_hadir", values), DOTS, label_width=80.0, space_before=10.0),
        Entry("", words.say("tempat_hadir", values), DOTS, label_width=80.0),
    ]
    ending = [single_signature(_head(village), f"{village.bare_name}, {DOTS}", sheet.inner_width)]
    table = attendance_table([], lines_that_fit(sheet, heading, ending), sheet.inner_width)
    return table_pages(table, sheet, heading, ending, initialled=False)
