"""BA-VER: the minutes of the verification and validation, with their annexes behind them in one document."""

from collections.abc import Mapping

from ucj_desktop.domain.frozen import counts_by_verdict, counts_by_village
from ucj_desktop.domain.minutes import Minutes, Signer
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reference.wording import ALONE_SENTENCE
from ucj_desktop.reports.annexes import CANDIDATES, LONGEST_TEXT, annex_pages, annexes_of
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Entry, Item, TablePart, Text, centred, left_aligned
from ucj_desktop.reports.cited_bases import cited_bases
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import PlannedDocument, portrait
from ucj_desktop.reports.said import counted, eligible_count, letter_values, objection_values, place_and_date
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import nip_grouped, own_position, signature_block
from ucj_desktop.reports.table import Table, fit_table

_INDENT = 20.0
_PARTY_LABEL = 90.0
_RESULT_LABEL = 200.0

VILLAGE_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Desa/Kelurahan", stretch=3),
    Column(heading="Diverifikasi", align=Align.RIGHT, wraps=False, stretch=0.4),
    Column(heading="Layak", align=Align.RIGHT, wraps=False, stretch=0.4, least=52),
    Column(heading="Layak (perbaikan)", align=Align.RIGHT, wraps=False, stretch=0.4),
    Column(heading="Tidak layak", align=Align.RIGHT, wraps=False, stretch=0.4, least=52),
    Column(heading="Belum", align=Align.RIGHT, wraps=False, stretch=0.4, least=52),
)


@report("BA-VER", "Berita Acara Verifikasi dan Validasi dengan lampirannya", Needs.MINUTES, has_workbook=True)
def plan_minutes(facts: Facts) -> PlannedDocument:
    """The letter in portrait, then the annexes in landscape; the pages are counted through."""
    minutes = facts.known_minutes
    pages = letter_pages(_letter(facts, minutes), portrait(facts.paper))
    annexes = annexes_of(minutes)
    for annex in annexes:
        pages += annex_pages(facts, annex)
    return PlannedDocument(
        report="BA-VER",
        title=f"Berita Acara Verifikasi dan Validasi {facts.office.name} {minutes.period}",
        pages=tuple(pages),
        workers=sum(len(annex.rows(minutes)) for annex in annexes),
        sealed=True,
    )


def village_table(minutes: Minutes, width: float, size: float = 9.5) -> Table:
    """The verdicts per village with their sum."""
    rows = []
    for number, (name, counts) in enumerate(counts_by_village(minutes.rows).items(), start=1):
        rows.append((str(number), printable(name, LONGEST_TEXT), *_numbers(counts)))
    rows.append(("", "Jumlah", *_numbers(counts_by_verdict(minutes.rows))))
    return fit_table(VILLAGE_COLUMNS, rows, width, size=size, bold_last=True, name="Per desa")


def _numbers(counts: Mapping[Verdict, int]) -> tuple[str, ...]:
    order = (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED, Verdict.NOT_ELIGIBLE, Verdict.PENDING)
    return (thousands(sum(counts.values())), *(thousands(counts[verdict]) for verdict in order))


# Where the office has named nobody, the names are written in by hand; who signs a verval: DOMAIN.md, section 4.
_TO_BE_WRITTEN = (
    Signer(name="", position="Camat"),
    Signer(name="", position="Ketua Tim Verifikasi"),
    Signer(name="", position="Sekretaris Tim Verifikasi"),
)
_DOTS = "." * 40


def _letter(facts: Facts, minutes: Minutes) -> list[Block]:
    width = portrait(facts.paper).inner_width
    words, values = facts.letter_words, letter_values(facts, minutes)
    blocks: list[Block] = [letterhead(facts.office, width)]
    blocks.append(centred(words.say("judul", values), font=BOLD, size=12.0, space_before=16.0))
    blocks.append(centred(words.say("perihal", values), font=BOLD, size=12.0))
    blocks.append(centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0))
    blocks.append(centred(words.say("nomor", values), space_before=4.0))
    blocks.append(Text(words.say("pembuka", values), space_before=14.0, keep_with_next=True))
    signers = minutes.signers or _TO_BE_WRITTEN
    blocks += _parties(signers)
    blocks += cited_bases(facts, "ba_verval", values, minutes.held_on)
    blocks.append(Text(words.say("isi", values)))
    blocks += _results(facts, minutes, values, width)
    blocks += _annex_list(facts, minutes, values)
    blocks += _notes(facts, minutes, values)
    blocks.append(Text(words.say("penutup", values), space_before=10.0, keep_with_next=True))
    line = place_and_date(facts, minutes.held_on)
    blocks.append(signature_block(signers, line, width, words.say("mengetahui", values)))
    return blocks


def _parties(signers: tuple[Signer, ...]) -> list[Block]:
    blocks: list[Block] = []
    for number, signer in enumerate(signers, start=1):
        lines = [("Nama", signer.name or _DOTS), ("NIP", nip_grouped(signer.nip)), ("Pangkat/Gol.", signer.rank)]
        stated = [(label, value) for label, value in [*lines, ("Jabatan", own_position(signer))] if value]
        for place, (label, value) in enumerate(stated):
            blocks.append(
                Entry(
                    f"{number}." if place == 0 else "",
                    label,
                    value,
                    indent=_INDENT,
                    label_width=_PARTY_LABEL,
                    bold_value=label == "Nama",
                    space_before=5.0 if place == 0 else 0.0,
                    keep_with_next=place < len(stated) - 1,
                )
            )
    return blocks


def _results(facts: Facts, minutes: Minutes, values: Mapping[str, str], width: float) -> list[Block]:
    words = facts.letter_words
    counts = counts_by_verdict(minutes.rows)

    def entry(number: str, sentence: str, count: int, indent: float = _INDENT) -> Entry:
        label_width = _RESULT_LABEL - (indent - _INDENT)
        label = words.say(sentence, values)
        return Entry(number, label, f"{counted(count)} orang", indent=indent, label_width=label_width)

    return [
        _section("I.", words.say("hasil", values)),
        entry("1.", "hasil_diverifikasi", len(minutes.rows)),
        entry("2.", "hasil_memenuhi", eligible_count(counts)),
        entry("a.", "hasil_tanpa_perbaikan", counts[Verdict.ELIGIBLE], _INDENT * 2),
        entry("b.", "hasil_perbaikan", counts[Verdict.ELIGIBLE_CORRECTED], _INDENT * 2),
        entry("3.", "hasil_tidak_memenuhi", counts[Verdict.NOT_ELIGIBLE]),
        entry("4.", "hasil_belum", counts[Verdict.PENDING]),
        left_aligned(words.say("hasil_per_desa", values), indent=_INDENT, space_before=8.0, keep_with_next=True),
        TablePart(village_table(minutes, width - _INDENT), indent=_INDENT, space_before=4.0),
    ]


def _annex_list(facts: Facts, minutes: Minutes, values: Mapping[str, str]) -> list[Block]:
    words = facts.letter_words
    blocks: list[Block] = [
        _section("II.", words.say("lampiran", values)),
        Text(words.say("lampiran_pengantar", values), indent=_INDENT, space_before=0.0, keep_with_next=True),
    ]
    third = ["lampiran_pengganti"] if CANDIDATES in annexes_of(minutes) else []
    for number, sentence in enumerate(("lampiran_satu", "lampiran_dua", *third, "lampiran_tiga"), start=1):
        blocks.append(Item(f"{number}.", words.say(sentence, values)))
    return blocks


def _notes(facts: Facts, minutes: Minutes, values: Mapping[str, str]) -> list[Block]:
    """What the meeting was like, who was alone, which revision this is, the error rate, and where the journal stood."""
    words = facts.letter_words
    told = _meeting_notes(facts, minutes, values)
    sentences = []
    if minutes.one_person_office:
        sentences.append(ALONE_SENTENCE)
    if minutes.revision > 1:
        sentences.append("catatan_revisi")
    if minutes.left_out:
        sentences.append("catatan_tidak_termasuk")
    if facts.keyed_again is not None:
        sentences.append("catatan_sampel")
    if minutes.journal_head and not facts.draft:
        sentences.append("catatan_jurnal")
    told += [words.say(sentence, values) for sentence in sentences]
    if not told:
        return []
    items = [Item(f"{number}.", sentence) for number, sentence in enumerate(told, start=1)]
    return [_section("III.", words.say("catatan", values)), *items]


def _meeting_notes(facts: Facts, minutes: Minutes, values: Mapping[str, str]) -> list[str]:
    """Attendance and quorum, who was validated elsewhere, and each objection."""
    words, meeting = facts.letter_words, minutes.meeting
    if meeting is None:
        return []
    told = [words.say("catatan_rapat", values)]
    if not meeting.has_quorum:
        told.append(words.say("catatan_tanpa_kuorum", values))
    if meeting.outside:
        told.append(words.say("catatan_luar_rapat", values))
    return told + [words.say("catatan_keberatan", {**values, **objection_values(one)}) for one in meeting.objections]


def _section(number: str, heading: str) -> Block:
    return Item(number, heading, indent=0.0, font=BOLD, space_before=12.0, keep_with_next=True)
