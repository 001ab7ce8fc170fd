"""Commands about the working-day calendar of the office."""

from datetime import date

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.dates import short_date


@command("list", help="Hari libur setahun: bawaan, dan yang dicatat kantor ini.")
@option("--year", type=click.IntRange(2020, 2100), metavar="TAHUN", help="Tahunnya (bawaan: tahun ini).")
def list_(asked: Asked, year: int | None) -> Answer:
    from ucj_desktop.services.rounds.office_calendar import (
        calendar_lines,
        not_filled_in_words,
        read_calendar,
        source_of_year,
    )

    with office_of(asked) as office:
        chosen = year or office.today().year
        calendar = read_calendar(office)
    found = calendar_lines(calendar, chosen)
    gap = not_filled_in_words(calendar, date(chosen, 1, 1))
    facts = {
        "year": chosen,
        "filled": not gap,
        "source": source_of_year(chosen),
        "joint_leave_is_off": calendar.joint_leave_is_off,
        "days": [
            {"day": one.day, "name": one.name, "is_off": one.is_off, "origin": one.origin, "own": one.is_own}
            for one in found
        ],
    }
    rows = [(short_date(one.day), "libur" if one.is_off else "hari kerja", one.origin, one.name) for one in found]
    lines = table(("Tanggal", "Hari", "Asal", "Nama"), rows) if rows else []
    source = [f"Sumber: {source_of_year(chosen)}."] if source_of_year(chosen) else []
    return Answer(facts, [*lines, *source, *([gap] if gap else [])])


@command("add", help="Catat sebuah hari sebagai hari libur kantor, atau dengan --working sebagai hari kerja.")
@argument("day", type=DATE, metavar="TANGGAL", help="Tanggalnya, misalnya 04-02-2027.")
@option("--reason", required=True, metavar="ALASAN", help="Nama hari atau alasannya.")
@option("--working", is_flag=True, help="Hari kerja, walaupun ada di daftar libur.")
def add(asked: Asked, day: date, reason: str, working: bool) -> Answer:
    from ucj_desktop.services.rounds.office_calendar import set_day

    with office_of(asked) as office:
        change = set_day(office, day, is_off=not working, reason=reason)
    return Answer({"day": day, "is_off": not working}, [change.sentence])


@command("remove", help="Hapus catatan kantor tentang sebuah hari; daftar bawaan berlaku lagi.")
@argument("day", type=DATE, metavar="TANGGAL", help="Tanggalnya.")
def remove(asked: Asked, day: date) -> Answer:
    from ucj_desktop.services.rounds.office_calendar import remove_day

    with office_of(asked) as office:
        change = remove_day(office, day)
    return Answer({"day": day}, [change.sentence])


@command("joint-leave", help="Atur apakah kantor libur pada cuti bersama.")
@option("--off/--working", "is_off", required=True, default=None, help="Libur, atau hari kerja.")
def joint_leave(asked: Asked, is_off: bool) -> Answer:
    from ucj_desktop.services.rounds.office_calendar import set_joint_leave

    with office_of(asked) as office:
        change = set_joint_leave(office, is_off)
    return Answer({"joint_leave_is_off": is_off}, [change.sentence])


CALENDAR_GROUP = group(
    "calendar", "Kalender kerja: hari libur bawaan dan catatan kantor.", list_, add, remove, joint_leave
)
