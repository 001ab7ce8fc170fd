"""Commands about rounds, verdicts from sheets, and minutes."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.verdict import VERDICT_LABELS, Step

if TYPE_CHECKING:
    from ucj_desktop.services.office import Office
    from ucj_desktop.services.rounds.rounds import RoundState


class TypedDate(click.ParamType[date]):
    """A date as a clerk types one, or in ISO form."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from ucj_desktop.domain.dates import parse_date

        read = parse_date(str(value), date.today()).value
        if read is None:
            self.fail("not a date", param, ctx)
        return read


DATE = TypedDate()


@command("open", help="Buka putaran verifikasi sebuah desa/kelurahan.")
@option("--village", required=True, metavar="DESA", help="Nama atau kode desa/kelurahan.")
@option("--quota", type=click.IntRange(min=1), metavar="N", help="Kuota pekerja untuk desa ini.")
@option("--deadline", type=DATE, metavar="TANGGAL", help="Batas waktu, misalnya 30-11-2026.")
def open_(asked: Asked, village: str, quota: int | None, deadline: date | None) -> Answer:
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.rounds import list_rounds, open_round

    with office_of(asked) as office:
        made, change = open_round(office, find_own_village(office, village).code, quota=quota, deadline=deadline)
        found = [one for one in list_rounds(office) if one.round.round_id == made.round_id]
    return Answer({"rounds": [_round_facts(one) for one in found]}, [change.sentence])


@command("close", help="Tutup putaran verifikasi sebuah desa/kelurahan.")
@option("--village", default="", metavar="DESA", help="Nama atau kode desa/kelurahan.")
@option("--round", "round_id", default="", metavar="ID", help="ID putaran, sebagai ganti desa.")
def close(asked: Asked, village: str, round_id: str) -> Answer:
    from ucj_desktop.services.rounds.rounds import close_round, list_rounds

    if bool(round_id) == bool(village):
        raise click.UsageError("--village or --round")
    with office_of(asked) as office:
        chosen = _round_asked(office, round_id or village)
        change = close_round(office, chosen.round.round_id)
        found = [one for one in list_rounds(office) if one.round.round_id == chosen.round.round_id]
    return Answer({"rounds": [_round_facts(one) for one in found]}, [change.sentence])


@command("list", help="Daftar putaran verifikasi dan sejauh mana masing-masing.")
def list_(asked: Asked) -> Answer:
    from ucj_desktop.services.rounds.rounds import list_rounds

    with office_of(asked) as office:
        found = list_rounds(office)
    rows = [
        (
            one.village_name,
            one.round.period,
            "ditutup" if one.round.closed_at else "terbuka",
            one.total,
            ", ".join(f"{STAGE_LABELS[stage].lower()} {number}" for stage, number in one.by_stage.items()),
        )
        for one in found
    ]
    heads = ("Desa/kelurahan", "Periode", "Putaran", "Pekerja", "Tahap")
    return Answer(
        {"rounds": [_round_facts(one) for one in found]}, table(heads, rows) if rows else ["Belum ada putaran."]
    )


def _round_asked(office: "Office", asked: str) -> "RoundState":
    """An open round by its id, or by its village's code or name. Raises NotOurVillage, RoundNotThere."""
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.rounds import RoundNotThere, list_rounds

    known = [one for one in list_rounds(office) if not one.round.closed_at]
    chosen = next((one for one in known if one.round.round_id == asked), None)
    if chosen is None:
        code = find_own_village(office, asked).code
        chosen = next((one for one in known if one.round.village_code == code), None)
    if chosen is None:
        raise RoundNotThere
    return chosen


def _round_facts(one: "RoundState") -> dict[str, Any]:
    return {
        "round_id": one.round.round_id,
        "village_code": one.round.village_code,
        "village_name": one.village_name,
        "period": one.round.period,
        "quota": one.round.quota,
        "deadline": one.round.deadline,
        "opened_at": one.round.opened_at,
        "closed_at": one.round.closed_at,
        "workers": one.total,
        "by_stage": {stage.value: number for stage, number in one.by_stage.items()},
    }


_SHEET_HELP = (
    "dari sebuah lembar: kolom NIK atau ID, HASIL (LAYAK, PERBAIKAN, TIDAK LAYAK, BELUM), ALASAN (TL-03 atau labelnya),"
    " CATATAN."
)


@command("verify", help=f"Catat hasil verifikasi {_SHEET_HELP}")
@option("--from", "path", required=True, type=file_to_read, metavar="BERKAS", help="Buku kerja atau berkas csv.")
def verify(asked: Asked, path: Path) -> Answer:
    return _rule_from_sheet(asked, Step.VERIFY, path)


@command("validate", help=f"Catat hasil validasi {_SHEET_HELP}")
@option("--from", "path", required=True, type=file_to_read, metavar="BERKAS", help="Buku kerja atau berkas csv.")
def validate(asked: Asked, path: Path) -> Answer:
    return _rule_from_sheet(asked, Step.VALIDATE, path)


def _rule_from_sheet(asked: Asked, step: Step, path: Path) -> Answer:
    from ucj_desktop.services.rounds.rulings_from_sheet import rule_from_sheet

    with office_of(asked) as office:
        done = rule_from_sheet(office, step, path, asked.bar)
    facts = {
        "done": done.done,
        "skipped": [
            {"sheet": one.sheet, "row": one.row, "worker_id": one.worker_id or None, "why": one.why}
            for one in done.skipped
        ],
    }
    lines = [done.change.sentence, *(f"{one.sheet}, baris {one.row}: {one.why}" for one in done.skipped)]
    return Answer(facts, lines)


@command("close", help="Tutup hasil validasi satu atau beberapa desa menjadi satu berita acara.")
@option("--round", "rounds", multiple=True, metavar="PUTARAN", help="ID putaran atau desa; boleh berkali-kali.")
@argument("more", metavar="[PUTARAN]...", nargs=-1, help="Putaran atau desa berikutnya.")
@option("--all", "everything", is_flag=True, help="Semua desa yang ada pekerja tervalidasinya.")
@option("--number", default="", metavar="NOMOR", help="Nomor surat; kosong untuk ditulis tangan nanti.")
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
        villages = None if everything else [_round_asked(office, one).round.village_code for one in rounds]
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
    group("round", "Putaran verifikasi: satu desa dalam satu periode.", open_, close, list_),
    verify,
    validate,
    group("minutes", "Berita acara: tutup dan buka kembali.", close_minutes, reopen_minutes),
)
