"""Commands about the numbers of letters."""

from datetime import date

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.letter_numbers import NUMBERED
from ucj_desktop.domain.people import Action

_KIND = click.Choice(list(NUMBERED))


@command("numbers", help="Agenda nomor surat setahun: yang dipakai, yang kosong, dan nomor yang terlewat atau ganda.")
@option("--year", type=click.IntRange(2020, 2100), metavar="TAHUN", help="Tahunnya (bawaan: tahun ini).")
def numbers(asked: Asked, year: int | None) -> Answer:
    from ucj_desktop.services.letter_numbers import numbers_of_year, propose_number

    with office_of(asked) as office:
        found = numbers_of_year(office, year or office.today().year)
        proposed = {kind: propose_number(office, kind, office.today()) for kind in NUMBERED}
    facts = {
        "year": found.year,
        "numbers": [
            {
                "number": line.used.number if line.used else "",
                "sequence": line.used.sequence if line.used else 0,
                "letter": line.words,
                "kind": line.letter.kind,
                "minutes_id": line.letter.minutes_id,
                "revision": line.letter.revision,
                "dated": line.dated,
                "voided": bool(line.used and line.used.voided_at),
                "reason": line.used.void_reason if line.used else "",
            }
            for line in found.lines
        ],
        "missing": list(found.missing),
        "doubled": list(found.doubled),
        "next": proposed,
    }
    rows = [
        (
            line.used.number if line.used else "(belum bernomor)",
            short_date(line.dated),
            f"BATAL: {line.used.void_reason}" if line.used and line.used.voided_at else line.words,
        )
        for line in found.lines
    ]
    lines = list(table(("Nomor", "Tanggal", "Surat"), rows)) if rows else [f"Belum ada nomor tahun {found.year}."]
    return Answer(facts, [*lines, *found.missing, *found.doubled])


@command("number", help="Isi nomor sebuah surat, juga sesudah suratnya ditutup dan dicetak; auto: nomor berikutnya.")
@argument("number", metavar="NOMOR", help="Nomornya, atau auto.")
@option("--minutes", default="", metavar="BERITA-ACARA", help="ID, nomor urut, atau nomor surat (bawaan: terakhir).")
@option("--kind", type=_KIND, default="BA-VER", help="Surat apa tentang berita acara itu.")
@option("--worker", "worker_id", default="", metavar="ID-PEKERJA", help="Untuk siapa, pada SK-PEKERJA.")
@option(
    "--date", "dated", type=DATE, metavar="TANGGAL", help="Tanggal suratnya (bawaan: tanggal rapat, atau hari ini)."
)
def number_(asked: Asked, number: str, minutes: str, kind: str, worker_id: str, dated: date | None) -> Answer:
    if (kind == "SK-PEKERJA") != bool(worker_id):
        raise click.UsageError("--worker with SK-PEKERJA, and with nothing else")
    from ucj_desktop.services.letter_numbers import OF_MINUTES, Numbered, give_number
    from ucj_desktop.services.rounds.find_minutes import find_minutes

    with office_of(asked) as office:
        office.require(Action.PRINT)
        found = find_minutes(office, minutes)
        letter = Numbered(kind, found.minutes_id, found.revision, worker_id)
        change = give_number(office, letter, number, dated or (found.held_on if kind == OF_MINUTES else None))
    return Answer({"minutes_id": found.minutes_id, "kind": kind}, [change.sentence])


@command("outside", help="Catat nomor yang dipakai surat di luar program ini, dari buku agenda.")
@argument("number", metavar="NOMOR", help="Nomornya.")
@option("--about", required=True, metavar="PERIHAL", help="Perihal surat itu.")
@option("--kind", type=_KIND, help="Urutan jenis surat mana yang memakainya (bawaan: semua).")
@option("--date", "dated", type=DATE, metavar="TANGGAL", help="Tanggal suratnya (bawaan: hari ini).")
def outside(asked: Asked, number: str, about: str, kind: str | None, dated: date | None) -> Answer:
    from ucj_desktop.services.letter_numbers import Numbered, give_number

    with office_of(asked) as office:
        change = give_number(office, Numbered(kind or "", about=about), number, dated)
    return Answer({"number": number}, [change.sentence])


@command("void", help="Batalkan sebuah nomor dengan alasan; urutannya tidak dipakai lagi.")
@argument("number", metavar="NOMOR", help="Nomornya.")
@option("--reason", required=True, metavar="ALASAN", help="Mengapa nomor itu batal.")
@option("--year", type=click.IntRange(2020, 2100), metavar="TAHUN", help="Tahun suratnya (bawaan: tahun ini).")
def void(asked: Asked, number: str, reason: str, year: int | None) -> Answer:
    from ucj_desktop.services.letter_numbers import find_number, void_number

    with office_of(asked) as office:
        office.require(Action.CLOSE_MINUTES)
        found = find_number(office, number, year or office.today().year)
        change = void_number(office, found.number_id, reason)
    return Answer({"number": found.number}, [change.sentence])


LETTER_GROUP = group(
    "letter", "Nomor surat: agenda, isi, catat dari luar, dan batalkan.", numbers, number_, outside, void
)
