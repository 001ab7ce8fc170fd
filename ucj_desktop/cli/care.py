"""Commands about care: the demo, the journal, backups and the doctor."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_write, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.people import ROLE_LABELS, Role

if TYPE_CHECKING:
    from ucj_desktop.services.care.back_up import Backup
    from ucj_desktop.services.care.undo import Deed


@command("verify", help="Periksa rantai jurnal dari baris pertama sampai terakhir.")
def verify_journal(asked: Asked) -> Answer:
    from ucj_desktop.services.care.history import verify_journal as service

    with office_of(asked) as office:
        found = service(office, asked.bar)
    facts = {"rows": found.rows, "ok": found.ok, "first_bad": None, "head": found.head}
    if found.first_bad is None:
        return Answer(facts, [f"Jurnal utuh: {found.rows} baris."])
    number, damage = found.first_bad
    return Answer(
        {**facts, "first_bad": number, "damage": damage, "kind": found.damage},
        [f"Jurnal rusak di baris {number}: {damage}."],
    )


@command("show", help="Tampilkan jurnal, yang terbaru di atas.")
@option("--worker", "worker_id", default="", metavar="ID", help="Hanya riwayat pekerja ini.")
@option("--limit", type=click.IntRange(min=1), default=200, metavar="N", help="Paling banyak sekian baris.")
@option("--before", type=click.IntRange(min=1), metavar="N", help="Hanya baris sebelum nomor ini.")
def show_journal(asked: Asked, worker_id: str, limit: int, before: int | None) -> Answer:
    from ucj_desktop.services.care.history import history

    with office_of(asked) as office:
        found = history(office, worker_id=worker_id, before=before, limit=limit)
    rows = [
        {
            "n": one.n,
            "at": one.at,
            "who": one.who,
            "subject": one.subject,
            "subject_name": one.subject_name,
            "sentence": one.sentence,
            "details": list(one.details),
        }
        for one in found
    ]
    lines = [
        f"{one.n}  {one.at}  {one.who}  {one.sentence} {one.subject_name}".rstrip()
        + "".join(f"\n    {detail}" for detail in one.details)
        for one in found
    ]
    return Answer({"rows": rows}, lines or ["Jurnal ini kosong."])


@command("access", help="Siapa melihat, mencetak, atau mengekspor apa, yang terbaru di atas.")
@option("--worker", "worker_id", default="", metavar="ID", help="Hanya yang tentang pekerja ini.")
@option("--account", default="", metavar="NAMA", help="Hanya oleh akun ini.")
@option("--from", "first", type=DATE, metavar="TANGGAL", help="Mulai hari ini.")
@option("--to", "last", type=DATE, metavar="TANGGAL", help="Sampai dengan hari ini.")
@option(
    "--limit", type=click.IntRange(min=1, max=100_000), default=200, metavar="N", help="Paling banyak sekian baris."
)
def show_access(
    asked: Asked, worker_id: str, account: str, first: date | None, last: date | None, limit: int
) -> Answer:
    from ucj_desktop.services.care.history import HistoryFilter, account_named, history_lines, history_numbers

    with office_of(asked) as office:
        wanted = HistoryFilter(
            account_id=account_named(office, account) if account else "",
            worker_id=worker_id,
            kind="access",
            first_day=first,
            last_day=last,
        )
        numbers = history_numbers(office, wanted)
        found = history_lines(office, numbers[:limit])
    rows = [
        {"n": one.n, "at": one.at, "who": one.who, "subject": one.subject, "action": one.action,
         "sentence": one.sentence}
        for one in found
    ]  # fmt: skip
    lines = [f"{one.n}  {one.at}  {one.who}  {one.sentence} {one.subject_name}".rstrip() for one in found]
    return Answer({"rows": rows, "total": len(numbers)}, lines or ["Belum ada yang dilihat, dicetak, atau diekspor."])


@command("code", help="Cocokkan kode jurnal (16 tanda) dari sebuah surat dengan jurnal kantor ini.")
@argument("code", metavar="KODE", help="Kode seperti tercetak, boleh dengan spasi di antara tanda kutip.")
def match_code(asked: Asked, code: str) -> Answer:
    from ucj_desktop.services.checkpoints import find_code

    with office_of(asked) as office:
        found = find_code(office, code, asked.bar)
    facts = {
        "row": found.row or None,
        "at": found.at or None,
        "is_genuine": found.is_genuine,
        "checkpoint": found.vouched or None,
        "damage": found.damage or None,
    }
    return Answer(facts, [found.sentence])


@command("checkpoints", help="Titik periksa jurnal yang ditandatangani, yang terbaru di atas.")
@option("--limit", type=click.IntRange(min=1, max=10_000), default=20, metavar="N", help="Paling banyak sekian.")
def list_checkpoints(asked: Asked, limit: int) -> Answer:
    from ucj_desktop.services.checkpoints import OCCASIONS, signed_points

    with office_of(asked) as office:
        found = signed_points(office, limit)
    rows = [{"n": one.n, "at": one.at, "occasion": one.occasion, "code": one.hash.hex()[:16]} for one in found]
    heads = ("Catatan", "Waktu", "Peristiwa", "Kode jurnal")
    told = [(str(one.n), one.at, OCCASIONS.get(one.occasion, one.occasion), one.hash.hex()[:16]) for one in found]
    return Answer({"checkpoints": rows}, table(heads, told) if told else ["Belum ada titik periksa."])


@command("undo", help="Batalkan yang terakhir dilakukan akun ini, atau yang bernomor N (lihat journal undoable).")
@argument("number", metavar="N", type=click.IntRange(min=1), default=None, required=False, help="Nomor perbuatan.")
def undo_deed(asked: Asked, number: int | None) -> Answer:
    from ucj_desktop.services.care.undo import StaysDone, undo, undoable

    with office_of(asked) as office:
        try:
            done = undo(office, number, asked.bar)
        except StaysDone as stays:
            before = next((one for one in undoable(office) if one.refusal is None and not one.is_undone), None)
            if number is not None or before is None:
                raise
            told = f"{stays.fix} Yang sebelum itu: journal undo {before.number} ({before.words})."
            raise StaysDone(stays.what, told) from stays
    return Answer(_deed_facts(done.deed) | {"is_undone": True}, [done.change.sentence])


@command("redo", help="Ulangi yang terakhir dibatalkan akun ini, atau yang bernomor N.")
@argument("number", metavar="N", type=click.IntRange(min=1), default=None, required=False, help="Nomor perbuatan.")
def redo_deed(asked: Asked, number: int | None) -> Answer:
    from ucj_desktop.services.care.undo import redo

    with office_of(asked) as office:
        done = redo(office, number, asked.bar)
    return Answer(_deed_facts(done.deed) | {"is_undone": False}, [done.change.sentence])


@command("undoable", help="Apa yang bisa dibatalkan atau diulang, yang terakhir di atas.")
@option("--all", "of_all", is_flag=True, help="Juga yang dilakukan akun lain.")
@option("--limit", type=click.IntRange(min=1, max=500), default=20, metavar="N", help="Paling banyak sekian.")
def list_undoable(asked: Asked, of_all: bool, limit: int) -> Answer:
    from ucj_desktop.services.care.undo import undoable

    with office_of(asked) as office:
        found = undoable(office, limit, of_all=of_all)
    lines = []
    for one in found:
        lines.append(f"{one.number}  {one.at}  {one.who}  {one.title}")
        if one.refusal is not None:
            lines.append(f"    tidak bisa: {one.refusal.what} {one.refusal.fix}")
    return Answer({"deeds": [_deed_facts(one) for one in found]}, lines or ["Tidak ada yang bisa dibatalkan."])


def _deed_facts(one: "Deed") -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "who": one.who,
        "words": one.words,
        "is_undone": one.is_undone,
        "worker_id": one.subject or None,
        "refusal": one.refusal.what if one.refusal is not None else None,
    }


@command("create", help="Buat cadangan sekarang; salinannya dibuka dan dihitung.")
def create_backup(asked: Asked) -> Answer:
    from ucj_desktop.services.care.back_up import back_up

    with office_of(asked) as office:
        made = back_up(office, progress=asked.bar)
    return Answer(_backup_facts(made), [f"Cadangan {made.name} dibuat: {made.counts['workers']} pekerja."])


@command("list", help="Daftar cadangan, yang terbaru di atas.")
def list_backups(asked: Asked) -> Answer:
    from ucj_desktop.services.care.back_up import backups_in

    found = backups_in(asked.folder, *asked.login())
    rows = [(one.name, one.made_at, one.counts["workers"], f"{one.size // 1024} KB") for one in found]
    heads = ("Cadangan", "Dibuat", "Pekerja", "Ukuran")
    return Answer(
        {"backups": [_backup_facts(one) for one in found]}, table(heads, rows) if rows else ["Belum ada cadangan."]
    )


@command("verify", help="Buka dan hitung lagi sebuah cadangan (bawaan: yang terbaru).")
@argument("name", metavar="CADANGAN", default="", help="Nama cadangan dari daftar.")
def verify_backup(asked: Asked, name: str) -> Answer:
    from ucj_desktop.services.care.back_up import verify_backup as service

    with office_of(asked) as office:
        found = service(office, name)
    return Answer(_backup_facts(found), [f"Cadangan {found.name} utuh: {found.counts['workers']} pekerja."])


@command("restore", help="Pulihkan sebuah cadangan; data yang sekarang disisihkan, tidak ditimpa.")
@argument("name", metavar="CADANGAN", default="", help="Nama cadangan dari daftar (bawaan: yang terbaru).")
def restore_backup(asked: Asked, name: str) -> Answer:
    from ucj_desktop.services.care.back_up import list_backups as known
    from ucj_desktop.services.care.back_up import restore_backup as service

    account, password = asked.login()
    change = service(asked.folder, account, password, name)
    with office_of(asked) as office:
        restored = next(one for one in known(office) if name in ("", one.name))
    return Answer(_backup_facts(restored), [change.sentence])


@command("doctor", help="Kesehatan data: penyimpanan, jurnal, cadangan, ruang, jam, huruf.")
def doctor(asked: Asked) -> Answer:
    from ucj_desktop.services.care.doctor import examine

    with office_of(asked) as office:
        found = examine(office, asked.bar)
    checks = [{"name": one.name, "ok": one.ok, "what": one.what, "fix": one.fix} for one in found]
    lines = [f"{'baik  ' if one.ok else 'AWAS  '} {one.what} {one.fix}".rstrip() for one in found]
    return Answer({"checks": checks}, lines)


@command("demo", help="Satu hari kerja dua kantor dengan orang-orang karangan, dari berkas Excel sampai balasan.")
@option("--out", "folder", required=True, type=file_to_write, metavar="FOLDER", help="Folder untuk semuanya.")
@option("--workers", "count", type=click.IntRange(min=1, max=100_000), default=160, metavar="N", help="Jumlah orang.")
@option("--seed", type=int, default=1, metavar="S", help="Angka awal; angka yang sama membuat orang yang sama.")
def demo(asked: Asked, folder: Path, count: int, seed: int) -> Answer:
    from ucj_desktop.services.care.demo_day import PASSWORD, demo_day

    day = demo_day(folder, count=count, seed=seed, progress=asked.bar)
    account = next(name for name, role in day.accounts if role is Role.VERIFIER)  # who sees most of the windows
    facts = {
        "files": day.files,
        "counts": day.counts,
        "store": day.store,
        "district_store": day.district_store,
        "account": account,
        "accounts": [{"name": name, "role": role.value} for name, role in day.accounts],
        "password": PASSWORD,
    }
    lines = [f"{kind:<16}{path}" for kind, path in day.files.items()]
    lines += [f"{what:<24}{number}" for what, number in day.counts.items()]
    lines += [f"{ROLE_LABELS[role]:<24}{name}" for name, role in day.accounts]
    return Answer(facts, [*lines, f"Kantor kecamatan: {day.store}", f"Kata sandi semua akun: {PASSWORD}"])


def _backup_facts(one: "Backup") -> dict[str, Any]:
    return {
        "file": one.folder,
        "name": one.name,
        "made_at": one.made_at,
        "occasion": one.occasion,
        "counts": one.counts,
        "size": one.size,
    }


COMMANDS = (
    demo,
    group(
        "journal",
        "Jurnal: siapa mengubah apa, dan siapa melihat apa.",
        verify_journal,
        show_journal,
        show_access,
        match_code,
        list_checkpoints,
        undo_deed,
        redo_deed,
        list_undoable,
    ),
    group("backup", "Cadangan data kantor.", create_backup, list_backups, verify_backup, restore_backup),
    doctor,
)
