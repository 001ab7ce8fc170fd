"""SPTJM: the statement of full responsibility, by the camat for the minutes or by the head of one of their villages."""

from collections.abc import Mapping, Sequence

from ucj_desktop.domain.minutes import FrozenRow, Minutes, Signer
from ucj_desktop.reference.wording import Wording
from ucj_desktop.reports.annexes import ELIGIBLE, in_the_corner, sealed_table
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Entry, Item, Text, centred, left_aligned
from ucj_desktop.reports.cited_bases import cited_bases
from ucj_desktop.reports.facts import Facts, VillageFacts
from ucj_desktop.reports.fonts import BOLD, NO_BREAK
from ucj_desktop.reports.letterhead import letterhead, office_of_village
from ucj_desktop.reports.pages import PlannedDocument, PlannedPage, landscape, portrait
from ucj_desktop.reports.said import DOTS, counted, place_and_date, values_about
from ucj_desktop.reports.sheets import letter_pages, table_pages
from ucj_desktop.reports.signatures import head_of, nip_grouped, own_position, single_signature

_INDENT = 20.0
_PARTY_LABEL, _DATA_LABEL = 90.0, 115.0
_TO_WRITE = "." * 60
_STATED = ("pernyataan_satu", "pernyataan_dua", "pernyataan_tiga", "pernyataan_empat")


@report("SPTJM", "Pernyataan tanggung jawab (SPTJM)", Needs.MINUTES, by_village=True)
def plan_statement(facts: Facts) -> PlannedDocument:
    """One page under the office's letterhead; of one village under the village's own, with the list of its people."""
    minutes, village = facts.known_minutes, facts.village
    rows = rows_stated(minutes, village)
    words, values = facts.words["sptjm"], _values(facts, minutes, village)
    signer = _signer(facts, minutes, village)
    day = f"{village.bare_name}, {DOTS}" if village else place_and_date(facts, facts.printed_on)
    pages = letter_pages(_statement(facts, words, values, signer, day, rows), portrait(facts.paper))
    if village is not None:
        pages += _list_pages(facts, words, values, signer, day, rows)
    return PlannedDocument(
        report="SPTJM",
        title=f"SPTJM {values['wilayah']} {minutes.period}",
        pages=tuple(pages),
        workers=len(rows),
        sealed=True,
    )


def rows_stated(minutes: Minutes, village: VillageFacts | None) -> list[FrozenRow]:
    """The eligible whom the statement is about."""
    return [row for row in ELIGIBLE.rows(minutes) if village is None or row.worker.village_code == village.code]


def _values(facts: Facts, minutes: Minutes, village: VillageFacts | None) -> Mapping[str, str]:
    values = dict(values_about(facts, minutes))
    values["tanggal_ba"] = values["tanggal_ba"].replace(" ", NO_BREAK)
    if village is None:
        return {**values, "wilayah": facts.office.name}
    return {**values, "wilayah": village.full_name, "nomor": DOTS}  # the village numbers its own letters


def _signer(facts: Facts, minutes: Minutes, village: VillageFacts | None) -> Signer:
    if village is not None:  # the name is written in by hand: the office keeps no list of heads
        return Signer(name="", position=f"{village.head} {village.bare_name}".upper())
    return head_of(facts.signers or minutes.signers) or Signer(name="", position="Camat")


def _statement(
    facts: Facts, words: Wording, values: Mapping[str, str], signer: Signer, day: str, rows: Sequence[FrozenRow]
) -> list[Block]:
    width = portrait(facts.paper).inner_width
    office = facts.office if facts.village is None else office_of_village(facts.office, facts.village)
    listed = "daftar_lampiran" if facts.village is None else "daftar_terlampir"
    told = [
        ("data_wilayah", f"{values['wilayah']}, {facts.office.name if facts.village else facts.office.district_name}"),
        ("data_berita_acara", words.say("berita_acara", values)),
        ("data_jumlah", f"{counted(len(rows))} orang"),
        ("data_daftar", words.say(listed, values)),
    ]
    return [
        letterhead(office, width),
        centred(words.say("judul", values), font=BOLD, size=12.0, space_before=16.0),
        centred(words.say("nomor", values), space_before=4.0),
        Text(words.say("pembuka", values), space_before=14.0, keep_with_next=True),
        *who_states(signer, _position(facts.village, signer)),
        *cited_bases(facts, "sptjm", values, facts.printed_on),
        Text(words.say("isi", values)),
        *(
            Entry("", words.say(label, values), value, label_width=_DATA_LABEL, space_before=2.0)
            for label, value in told
        ),
        Text(words.say("bahwa", values), space_before=8.0, keep_with_next=True),
        *(
            Item(f"{number}.", words.say(sentence, values), indent=0.0, space_before=2.0)
            for number, sentence in enumerate(_STATED, start=1)
        ),
        Text(words.say("penutup", values), space_before=8.0, keep_with_next=True),
        single_signature(signer, day, width, words.say("meterai", values)),
    ]


def _position(village: VillageFacts | None, signer: Signer) -> str:
    return own_position(signer) if village is None else f"{village.head} {village.bare_name}"


def who_states(signer: Signer, position: str) -> list[Block]:
    """Who states something; lines to be filled in by hand where the name is not known."""
    stated = [("Nama", signer.name), ("NIP", nip_grouped(signer.nip)), ("Pangkat/Gol.", signer.rank)]
    if not signer.name:
        stated = [("Nama", _TO_WRITE), ("NIP", _TO_WRITE)]
    return [
        Entry("", label, value, label_width=_PARTY_LABEL, bold_value=label == "Nama" and bool(signer.name))
        for label, value in [*stated, ("Jabatan", position)]
        if value
    ]


def _list_pages(
    facts: Facts, words: Wording, values: Mapping[str, str], signer: Signer, day: str, rows: Sequence[FrozenRow]
) -> list[PlannedPage]:
    """The people of the village, as Lampiran I shows them, each with the seal of the minutes."""
    sheet = landscape(facts.paper)
    corner = [words.say("kepala_lampiran", values), values["wilayah"].upper(), words.say("berita_acara", values)]
    heading = in_the_corner(corner, sheet.inner_width)
    heading.append(centred(words.say("judul_lampiran", values), font=BOLD, size=12.0, space_before=8.0))
    heading.append(centred(values["wilayah"].upper(), font=BOLD, size=12.0))
    ending = [
        left_aligned(f"Jumlah: {counted(len(rows))} orang", font=BOLD, size=10.0),
        single_signature(signer, day, sheet.inner_width),
    ]
    table = sealed_table(facts, ELIGIBLE, rows, sheet.inner_width)
    return table_pages(table, sheet, heading, ending, [row.position for row in rows])
