"""Commands about the laptop at the meeting: lent, started, brought home and taken in."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.say import Answer
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.terbilang import thousands

if TYPE_CHECKING:
    from ucj_desktop.services.handoff.take_from_laptop import FromLaptop

_SHOWN = 20  # conflicts on a screen of text; JSON holds them all


@command("lend", help="Salin data kantor ini untuk laptop rapat, dan catat desanya sedang dibawa.")
@option("--village", "villages", multiple=True, required=True, metavar="DESA", help="Kode desa; boleh berulang.")
@option("--to", "stick", type=file_to_read, required=True, metavar="FOLDER", help="Flashdisk tujuan.")
def lend(asked: Asked, villages: tuple[str, ...], stick: Path) -> Answer:
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.handoff.lend_laptop import lend_laptop

    with office_of(asked) as office:
        made = lend_laptop(office, [find_own_village(office, one).code for one in villages], stick, asked.bar)
        return Answer(
            {"file": str(made.file), "loan": made.loan.loan_id, "villages": list(made.loan.village_codes)},
            [made.change.sentence],
        )


@command("start", help="Di laptop: buka salinan itu di folder kosong. Akun dan kata sandinya sama dengan di kantor.")
@argument("path", metavar="BERKAS.ucjl", type=file_to_read, help="Salinan dari komputer kantor.")
def start(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.handoff.start_laptop import start_laptop

    account = asked.account or os.environ.get("UCJ_USER", "")
    if not account:
        raise click.UsageError("--as")
    loan = start_laptop(path, asked.folder, account, asked.password(account), asked.bar)
    return Answer(
        {"store": str(asked.folder), "loan": loan.loan_id, "villages": list(loan.village_codes)},
        ["Laptop rapat siap. Verifikasi, validasi, dan perbaikan data dicatat di sini, lalu dibawa pulang."],
    )


@command("return", help="Di laptop: tulis hasil rapat ke flashdisk.")
@option("--to", "stick", type=file_to_read, required=True, metavar="FOLDER", help="Flashdisk tujuan.")
def bring_home(asked: Asked, stick: Path) -> Answer:
    from ucj_desktop.services.handoff.start_laptop import bring_home as write_home

    with office_of(asked) as office:
        made = write_home(office, stick, asked.bar)
        return Answer({"file": str(made.file), "workers": made.workers}, [made.change.sentence])


@command(
    "take", help="Di komputer kantor: terima hasil dari laptop. Yang diubah di kedua tempat disebut satu per satu."
)
@argument("path", metavar="BERKAS.ucjl|FOLDER", type=file_to_read, help="Hasil dari laptop, atau flashdisknya.")
@option("--keep-office", multiple=True, metavar="ID", help="Pertahankan data kantor untuk pekerja ini; boleh berulang.")
@option("--keep-laptop", multiple=True, metavar="ID", help="Pakai data laptop untuk pekerja ini; boleh berulang.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada yang disimpan.")
def take(asked: Asked, path: Path, keep_office: tuple[str, ...], keep_laptop: tuple[str, ...], dry_run: bool) -> Answer:
    from ucj_desktop.services.handoff.take_from_laptop import Keep, take_from_laptop

    choose = dict.fromkeys(keep_office, Keep.OFFICE) | dict.fromkeys(keep_laptop, Keep.LAPTOP)
    with office_of(asked) as office:
        done = take_from_laptop(office, path, choose=choose, dry_run=dry_run, progress=asked.bar)
    lines = ["Ini hanya percobaan; tidak ada yang disimpan."] if dry_run else [done.change.sentence]
    return Answer(_facts(done), [*lines, *_conflicts(done)])


def _facts(done: "FromLaptop") -> dict[str, object]:
    return {
        "file": done.file,
        "taken": done.taken,
        "same": done.same,
        "settled": done.settled,
        "meetings": done.meetings,
        "again": done.again,
        "conflicts": [asdict(one) for one in done.conflicts],
    }


def _conflicts(done: "FromLaptop") -> list[str]:
    told = []
    for one in done.conflicts[:_SHOWN]:
        told.append(f"{one.full_name} ({one.worker_id}): {one.why}")
        told += [
            f"    {each.label}: di kantor {each.here or '-'}, di laptop {each.there or '-'}" for each in one.differing
        ]
    if len(done.conflicts) > _SHOWN:
        told.append(f"... dan {thousands(len(done.conflicts) - _SHOWN)} orang lagi.")
    return told


@command("lost", help="Catat bahwa laptop itu tidak kembali; dengan --found bahwa kembali juga.")
@argument("loan", metavar="TANDA", help="Tanda dari laptop list.")
@option("--found", is_flag=True, help="Laptopnya kembali juga.")
def lost(asked: Asked, loan: str, found: bool) -> Answer:
    from ucj_desktop.services.handoff.lend_laptop import declare_lost

    with office_of(asked) as office:
        return Answer({"loan": loan, "lost": not found}, [declare_lost(office, loan, came_back=found).sentence])


@command("list", help="Laptop yang sedang, atau pernah, dibawa rapat.")
def list_loans(asked: Asked) -> Answer:
    from ucj_desktop.services.handoff.lend_laptop import day_lent, end_words
    from ucj_desktop.services.handoff.lend_laptop import list_loans as every

    with office_of(asked) as office:
        found = every(office)
        lines = [
            "  ".join(
                (
                    one.loan_id,
                    short_date(day_lent(one)),
                    ", ".join(map(office.printed, one.village_codes)),
                    end_words(one),
                )
            )
            for one in found
        ]
        facts = [
            {"loan": one.loan_id, "lent_at": one.lent_at, "villages": list(one.village_codes), "end": one.end.value}
            for one in found
        ]
    return Answer({"loans": facts}, lines or ["Belum ada laptop yang dibawa rapat."])


COMMANDS = (
    group(
        "laptop",
        "Laptop untuk rapat: dibawa, dipakai, hasilnya diterima.",
        lend,
        start,
        bring_home,
        take,
        lost,
        list_loans,
    ),
)
