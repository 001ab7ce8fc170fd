"""Commands about verdicts from sheets and minutes; with rounds, meetings and the calendar, the part of the day."""

from datetime import date
from pathlib import Path

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.calendar_group import CALENDAR_GROUP
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.meeting_group import MEETING_GROUP
from ucj_desktop.cli.round_group import ROUND_GROUP, round_asked
from ucj_desktop.cli.say import Answer
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.verdict import VERDICT_LABELS, Step

_SHEET_HELP = (
    "dari sebuah lembar: kolom NIK atau ID, HASIL (LAYAK, PERBAIKAN, TIDAK LAYAK, BELUM), ALASAN (TL-03 atau labelnya),"
    " CATATAN."
)


_replace = option("--replace", "replace_others", is_flag=True, help="Ganti juga hasil lain yang sudah tercatat.")


@command("verify", help=f"Catat hasil verifikasi {_SHEET_HELP}")
@option("--from", "path", required=True, type=file_to_read, metavar="BERKAS", help="Buku kerja atau berkas csv.")
@_replace
def verify(asked: Asked, path: Path, replace_others: bool) -> Answer:
    return _rule_from_sheet(asked, Step.VERIFY, path, replace_others)


@command("validate", help=f"Catat hasil validasi {_SHEET_HELP}")
@option("--from", "path", required=True, type=file_to_read, metavar="BERKAS", help="Buku kerja atau berkas csv.")
@_replace
def validate(asked: Asked, path: Path, replace_others: bool) -> Answer:
    return _rule_from_sheet(asked, Step.VALIDATE, path, replace_others)


def _rule_from_sheet(asked: Asked, step: Step, path: Path, replace_others: bool) -> Answer:
    from ucj_desktop.services.rounds.rulings_from_sheet import rule_from_sheet

    with office_of(asked) as office:
        done = rule_from_sheet(office, step, path, asked.bar, replace_others=replace_others)
    facts = {
        "done": done.done,
        "skipped": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "worker_id": one.worker_id or None,
                "why": one.why,
                "is_other": one.is_other,
            }
            for one in done.skipped
        ],
    }
    lines = [done.change.sentence, *(f"{one.sheet}, baris {one.row}: {one.why}" for one in done.skipped)]
    if done.others:
        lines.append("Bila berkas ini yang benar, beri perintah yang sama dengan --replace.")
    return Answer(facts, lines)


@command("close", help="Tutup hasil validasi satu atau beberapa desa menjadi satu berita acara.")
@option("--round", "rounds", multiple=True, metavar="PUTARAN", help="ID putaran atau desa; boleh berkali-kali.")
@argument("more", metavar="[PUTARAN]...", nargs=-1, help="Putaran atau desa berikutnya.")
@option("--all", "everything", is_flag=True, help="Semua desa yang ada pekerja tervalidasinya.")
@option("--number", default="", metavar="NOMOR", help="Nomor surat; auto: nomor berikutnya; kosong: nanti.")
@option("--date", "held_on", type=DATE, metavar="TANGGAL", help="Tanggal rapat (bawaan: hari ini).")
@option("--venue", default="", metavar="TEMPAT", help="Tempat rapat.")
def close_minutes(
    asked: Asked,
    rounds: tuple[str, ...],
    more: tuple[str, ...],
    everything: bool,
    number: str,
    held_on: date | None,
    venue: str,
) -> Answer:
    from ucj_desktop.services.rounds import close_minutes as service

    rounds += more
    if everything == bool(rounds):
        raise click.UsageError("--round or --all")
    with office_of(asked) as office:
        villages = None if everything else [round_asked(office, one).round.village_code for one in rounds]
        meeting = service.MeetingFacts(number=number, held_on=held_on, venue=venue)
        made, change = service.close_minutes(office, meeting, village_codes=villages, progress=asked.bar)
    counts = {verdict.value: 0 for verdict in VERDICT_LABELS}
    for row in made.rows:
        counts[row.verdict.value] += 1
    facts = {
        "minutes_id": made.minutes_id,
        "register": made.register,
        "revision": made.revision,
        "number": made.number,
        "held_on": made.held_on,
        "villages": list(made.village_codes),
        "digest": made.digest,
        "one_person_office": made.one_person_office,
        "counts": {"workers": len(made.rows), **counts},
    }
    return Answer(facts, [change.sentence, f"ID berita acara: {made.minutes_id}"])


@command("reopen", help="Buka kembali berita acara yang sudah ditutup, dengan alasan.")
@argument("minutes", metavar="BERITA-ACARA", help="ID, nomor urut, atau nomor suratnya.")
@option("--reason", required=True, metavar="ALASAN", help="Alasan membuka kembali; masuk jurnal dan surat.")
def reopen_minutes(asked: Asked, minutes: str, reason: str) -> Answer:
    from ucj_desktop.services.rounds.find_minutes import find_minutes
    from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes as service

    with office_of(asked) as office:
        office.require(Action.REOPEN_MINUTES)
        found = find_minutes(office, minutes)
        change = service(office, found.minutes_id, reason)
    facts = {"minutes_id": found.minutes_id, "revision": found.revision, "counts": {"workers": len(found.rows)}}
    return Answer(facts, [change.sentence])


COMMANDS = (
    ROUND_GROUP,
    CALENDAR_GROUP,
    MEETING_GROUP,
    verify,
    validate,
    group("minutes", "Berita acara: tutup dan buka kembali.", close_minutes, reopen_minutes),
)
