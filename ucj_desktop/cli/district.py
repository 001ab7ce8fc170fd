"""Commands about the whole: the recap."""

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import command, option
from ucj_desktop.cli.say import Answer, table

_BY = ("village", "kecamatan", "occupation", "stage")


@command("recap", help="Rekapitulasi pekerja, dengan persamaan yang mengikatnya pada paket yang diterima.")
@option("--by", type=click.Choice(_BY), default="village", help="Baris tabelnya.")
def recap(asked: Asked, by: str) -> Answer:
    from dataclasses import asdict

    from ucj_desktop.services.district.recap import RecapBy
    from ucj_desktop.services.district.recap import recap as service

    with office_of(asked) as office:
        made = service(office, RecapBy(by))
    facts = {
        "rows": [asdict(row) for row in made.rows],
        "total": asdict(made.total),
        "equation": made.equation,
        "balances": made.balances,
    }
    heads = ("", "Jumlah", "Layak", "Tidak layak", "Belum", "Terkirim", "Diterima", "Dikembalikan")
    rows = [
        (row.name, row.total, row.eligible, row.not_eligible, row.waiting, row.sent, row.accepted, row.returned)
        for row in (*made.rows, made.total)
    ]
    return Answer(facts, [*table(heads, rows), made.equation])


COMMANDS = (recap,)
