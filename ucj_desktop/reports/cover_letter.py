"""PENGANTAR: the cover letter of the sub-district to the dinas, with the receipt that the dinas signs on it."""

from collections.abc import Mapping

from reportlab.lib.enums import TA_RIGHT

from ucj_desktop.domain.frozen import counts_by_verdict
from ucj_desktop.domain.minutes import Minutes, Signer
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reference.wording import Wording
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import LEADING, SIZE, Block, Drawn, Entry, Item, TablePart, Text, left_aligned
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.cited_bases import cited_bases
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import NO_BREAK, REGULAR, text_width
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import MM, PlannedDocument, portrait
from ucj_desktop.reports.said import counted, eligible_count, place_and_date, values_about
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import head_of, single_signature
from ucj_desktop.reports.table import Table, fit_table

_LABEL = 62.0
_UNDER_LABEL = -20.0  # an entry without a number begins at the margin
_YTH = 28.0
_RECEIVER = 165.0
_ROOM = 20 * MM  # for the receiver's signature and stamp
_TABLE_SIZE = 10.0
_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Jenis yang dikirim", least=222.0, stretch=3),
    Column(heading="Banyaknya", least=82.0, stretch=0),
    Column(heading="Keterangan", least=110.0),
)
_CAMAT = Signer(name="", position="Camat")  # where the office has named nobody, the name is written in by hand


@report("PENGANTAR", "Surat pengantar dan tanda terima", Needs.MINUTES)
def plan_cover_letter(facts: Facts) -> PlannedDocument:
    """One portrait page: what is sent, who sends it, and who received it."""
    minutes, sheet = facts.known_minutes, portrait(facts.paper)
    width = sheet.inner_width
    words, values = facts.words["pengantar"], values_about(facts, minutes)
    signer = head_of(facts.signers or minutes.signers) or _CAMAT
    blocks: list[Block] = [
        letterhead(facts.office, width),
        Text(place_and_date(facts, facts.printed_on), align=TA_RIGHT, space_before=12.0),
        *_references(words, values),
        Item("Yth.", words.say("tujuan", values), indent=0.0, hang=_YTH, space_before=12.0, keep_with_next=True),
        *(
            left_aligned(words.say(sentence, values), indent=_YTH, space_before=0.0, keep_with_next=True)
            for sentence in ("tujuan_wilayah", "tujuan_tempat")
        ),
        *cited_bases(facts, "pengantar", values, facts.printed_on, end="."),
        Text(words.say("isi", values), space_before=12.0, keep_with_next=True),
        TablePart(_sent(facts, minutes, words, values, width), space_before=8.0),
        Text(words.say("penutup", values), space_before=10.0, keep_with_next=True),
        _signed_and_received(words, values, signer, width),
    ]
    return PlannedDocument(
        report="PENGANTAR",
        title=f"Surat pengantar {facts.office.name} {minutes.period}",
        pages=tuple(letter_pages(blocks, sheet)),
        workers=len(minutes.rows),
        sealed=True,
    )


def _references(words: Wording, values: Mapping[str, str]) -> list[Block]:
    """Nomor, Sifat, Lampiran, Hal, with their colons in one line."""
    told = (
        ("Nomor", values["nomor"]),
        ("Sifat", words.say("sifat", values)),
        ("Lampiran", words.say("lampiran", values)),
        ("Hal", words.say("hal", values)),
    )
    return [
        Entry("", label, value, indent=_UNDER_LABEL, label_width=_LABEL, keep_with_next=True) for label, value in told
    ]


def _sent(facts: Facts, minutes: Minutes, words: Wording, values: Mapping[str, str], width: float) -> Table:
    """What is sent: the minutes with what they name, and what there is besides.

    A statement and a package are named only where they were made: a receipt must not be signed for what is not there.
    """
    counts = counts_by_verdict(minutes.rows)
    register = "" if facts.draft else f"Register {values['register']}; "
    told = [
        ("kiriman_berita_acara", register + people(len(minutes.rows))),
        ("kiriman_satu", people(eligible_count(counts))),
        ("kiriman_dua", people(counts[Verdict.NOT_ELIGIBLE])),
    ]
    if minutes.candidates:
        told.append(("kiriman_tiga", people(len(minutes.candidates))))
    told += [("kiriman_rekap", ""), ("kiriman_hadir", "")]
    if "SPTJM" in facts.enclosed:
        told.append(("kiriman_pernyataan", ""))
    if facts.package_files:
        told.append(("kiriman_paket", ", ".join(facts.package_files)))
    amount = words.say("banyaknya", values)
    values = {**values, "tanggal_ba": values["tanggal_ba"].replace(" ", NO_BREAK)}
    rows = [
        (f"{number}.", words.say(sentence, values), amount, remark)
        for number, (sentence, remark) in enumerate(told, start=1)
    ]
    return fit_table(_COLUMNS, rows, width, size=_TABLE_SIZE)


def people(number: int) -> str:
    """A number of people as letters write it: 120 (seratus dua puluh) orang."""
    return f"{counted(number)} orang"


def _signed_and_received(words: Wording, values: Mapping[str, str], signer: Signer, width: float) -> Drawn:
    """Who receives at the left, with lines to fill in, and who sends at the right, as cover letters have it."""
    sender = single_signature(signer, "", width)
    opening = (_to_fill_in(words.say("terima_tanggal", values)), words.say("terima_oleh", values))
    closing = (f"({_to_fill_in('')})", _to_fill_in("NIP."), _to_fill_in("Jabatan"))

    def draw(canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.setFont(REGULAR, SIZE)
        for place, line in enumerate(opening, start=1):
            canvas.drawString(x, top - LEADING * place, line)
        for place, line in enumerate(closing, start=1):
            canvas.drawString(x, top - LEADING * (len(opening) + place) - _ROOM, line)
        sender.draw(canvas, x, top, width)

    height = LEADING * (len(opening) + len(closing)) + _ROOM + 3
    return Drawn(max(height, sender.height(width)), draw, space_before=LEADING)


def _to_fill_in(label: str) -> str:
    """A label with dots up to the width of the receiver's part."""
    label = f"{label} " if label else ""
    dots = (_RECEIVER - text_width(label, REGULAR, SIZE)) / text_width(".", REGULAR, SIZE)
    return f"{label}{'.' * max(8, int(dots))}"
