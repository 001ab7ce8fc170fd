"""Commands that match the workers with lists of others: BPJS, Dukcapil, DTSEN, deaths."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.fields import BY_CODE, masked_where_private
from ucj_desktop.domain.outside import COMPARED_FIELDS, LIST_KIND_LABELS, STATE_LABELS, ListKind
from ucj_desktop.domain.people import Action

if TYPE_CHECKING:
    from ucj_desktop.services.accuracy.match_list import Found
    from ucj_desktop.services.accuracy.settle_outside import Difference

_SHOWN = 50  # rows on a screen of text; JSON holds them all
_DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


@command(
    "match",
    help="Cocokkan pekerja dengan daftar luar: NIK dulu, lalu nama dengan tanggal lahir.",
    epilog="Yang lain: ucj-desktop match lists, match differences, match decide, match undo ID-DAFTAR",
)
@argument("path", metavar="DAFTAR", type=file_to_read, help="Berkas .xlsx, .xls, .ods, .csv, atau .txt.")
@option(
    "--kind",
    required=True,
    type=click.Choice([kind.value for kind in ListKind]),
    help="Jenis daftar: peserta BPJS, jawaban Dukcapil, DTSEN/P3KE/DTKS, atau data kematian.",
)
@option("--name", default="", metavar="NAMA", help="Nama daftar (bawaan: nama berkasnya).")
@option("--date", "dated", type=_DAY, metavar="TANGGAL", help="Tanggal daftar (bawaan: dari judul atau nama berkas).")
@option("--fill-desil", is_flag=True, help="Isi desil yang masih kosong dari daftar ini.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada yang disimpan.")
def match(
    asked: Asked, path: Path, kind: str, name: str, dated: datetime | None, fill_desil: bool, dry_run: bool
) -> Answer:
    from ucj_desktop.services.accuracy.match_list import find_in_list, match_list
    from ucj_desktop.services.accuracy.read_list import read_list
    from ucj_desktop.services.accuracy.settle_outside import fill_from_list, plan_to_fill

    day = dated.date() if dated else None
    with office_of(asked) as office:
        read = read_list(office, path, ListKind(kind), asked.bar)
        if dry_run:
            found = find_in_list(office, read, asked.bar)
            facts = {"list": "", "news": 0, "filled": 0}
            lines = _lines(found)
        else:
            done = match_list(office, read, name=name, dated=day, progress=asked.bar)
            found, lines = done.found, [done.change.sentence, *_lines(done.found)]
            plan = plan_to_fill(office, done.list_id, progress=asked.bar) if fill_desil else None
            filled = fill_from_list(office, done.list_id, plan, asked.bar) if plan and plan.to_write else None
            facts = {"list": done.list_id, "news": done.news, "filled": filled.written if filled else 0}
            lines += [filled.change.sentence] if filled else []
        today = office.today()
    lines += [] if day or read.dated else [f"Tanggal daftar tidak disebut; dipakai hari ini, {today:%d-%m-%Y}."]
    lines += ["Ini hanya percobaan; tidak ada yang disimpan."] if dry_run else [f"ID daftar: {facts['list']}"]
    return Answer({**_facts(found, name, day or read.dated or today), **facts, "dry_run": dry_run}, lines)


def _facts(found: "Found", name: str, dated: date) -> dict[str, Any]:
    read = found.read
    return {
        "kind": read.kind.value,
        "name": name or read.name,
        "date": dated.isoformat(),
        "rows": len(read.rows),
        "matched": found.matched,
        "unmatched": found.unmatched,
        "conflicts": found.conflicts,
        "workers": [
            {
                "worker_id": one.worker_id,
                "state": one.state.value,
                "matched_by": one.matched_by.value,
                "place": one.place,
                "details": dict(one.details),
                "differs": sorted(one.differs),
            }
            for one in found.words
        ],
        "unplaced": [
            {"place": one.place, "why": one.why, "worker_ids": list(one.worker_ids)} for one in found.unplaced
        ],
    }


def _lines(found: "Found") -> list[str]:
    counts: dict[str, int] = {}
    for one in found.words:
        counts[STATE_LABELS[one.state]] = counts.get(STATE_LABELS[one.state], 0) + 1
    told = [f"{len(found.read.rows)} baris: {found.matched} cocok, {found.unmatched} bukan pekerja kantor ini."]
    told += [f"  {label}: {count} pekerja" for label, count in sorted(counts.items())]
    if not found.read.has_states and found.read.rows:
        told.append("Daftar ini tidak punya kolom hasil: semua barisnya berarti sama.")
    told += [f"{one.place}: {one.why}" for one in found.unplaced[:_SHOWN]]
    if found.conflicts:
        told.append(f"{found.conflicts} perlu dilihat orang: ucj-desktop match differences")
    return told


@command("lists", help="Daftar luar yang pernah dicocokkan.")
def lists(asked: Asked) -> Answer:
    from ucj_desktop.services.accuracy.match_list import lists_matched

    with office_of(asked) as office:
        known = lists_matched(office)
    facts = [
        {
            "list": one.list_id,
            "kind": one.kind.value,
            "name": one.name,
            "date": one.dated.isoformat(),
            "at": one.at,
            "undone_at": one.undone_at,
            **one.counts,
        }
        for one in known
    ]
    rows = [
        (
            one.list_id,
            LIST_KIND_LABELS[one.kind],
            one.name,
            f"{one.dated:%d-%m-%Y}",
            str(one.counts["workers"]),
            "Dibatalkan" if one.undone_at else "Tersimpan",
        )
        for one in known
    ]
    return Answer(
        {"lists": facts}, table(("ID daftar", "Jenis", "Nama", "Tanggal", "Pekerja", "Keadaan"), rows) if rows else []
    )


@command("differences", help="Isian yang berbeda dengan daftar luar dan belum diputuskan.")
@option(
    "--list", "list_id", default="", metavar="ID-DAFTAR", help="Hanya daftar ini (bawaan: yang terbaru tiap jenis)."
)
def list_differences(asked: Asked, list_id: str) -> Answer:
    from ucj_desktop.services.accuracy.settle_outside import differences

    with office_of(asked) as office:
        found = differences(office, list_id, asked.bar)
    facts = [
        {
            "list": one.word.list_id,
            "worker_id": one.word.worker_id,
            "field": one.field,
            "ours": masked_where_private(one.field, one.ours),
            "theirs": masked_where_private(one.field, one.theirs),
        }
        for one in found
    ]
    lines = [_line(one) for one in found[:_SHOWN]]
    return Answer({"differences": facts}, [*lines, f"{len(found)} perbedaan menunggu keputusan."])


def _line(one: "Difference") -> str:
    ours, theirs = masked_where_private(one.field, one.ours) or "kosong", masked_where_private(one.field, one.theirs)
    return (
        f"{one.record.worker.full_name} ({one.word.worker_id})\n"
        f"    {BY_CODE[one.field].label}: {ours} → {theirs} ({one.word.source}, {one.word.list_id})"
    )


@command("decide", help="Putuskan satu perbedaan: pakai isian daftar, atau tetap isian kantor.")
@argument("list_id", metavar="ID-DAFTAR", help="ID daftar.")
@argument("worker_id", metavar="ID-PEKERJA", help="ID pekerja.")
@argument("field", metavar="KOLOM", type=click.Choice(COMPARED_FIELDS), help="Kode kolom.")
@option("--take", is_flag=True, help="Pakai isian daftar.")
@option("--keep", is_flag=True, help="Tetap isian kantor.")
def decide(asked: Asked, list_id: str, worker_id: str, field: str, take: bool, keep: bool) -> Answer:
    if take is keep:
        raise click.UsageError("--take or --keep")
    from ucj_desktop.services.accuracy.settle_outside import NoSuchDifference, differences, keep_ours, take_difference

    with office_of(asked) as office:
        office.require(Action.CORRECT)
        found = differences(office, list_id)
        wanted = next((one for one in found if (one.word.worker_id, one.field) == (worker_id, field)), None)
        if wanted is None:
            raise NoSuchDifference
        change = take_difference(office, wanted) if take else keep_ours(office, wanted)
    return Answer({"decided": "taken" if take else "kept", "worker_id": worker_id, "field": field}, [change.sentence])


@command("undo", help="Batalkan pencocokan satu daftar; isian pekerja tidak ikut berubah.")
@argument("list_id", metavar="ID-DAFTAR", help="ID daftar dari jawaban perintah match.")
def undo(asked: Asked, list_id: str) -> Answer:
    from ucj_desktop.services.accuracy.match_list import undo_match

    with office_of(asked) as office:
        change = undo_match(office, list_id)
    return Answer({"list": list_id, "undone": True}, [change.sentence])


COMMANDS = (
    group(
        "match",
        "Cocokkan dengan daftar luar (BPJS, Dukcapil, DTSEN, kematian), dan membatalkannya.",
        lists,
        list_differences,
        decide,
        undo,
        default=match,
    ),
)
