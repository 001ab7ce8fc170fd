"""Commands about the whole: the recap and the coverage."""

from pathlib import Path

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import command, file_to_read, option
from ucj_desktop.cli.say import Answer, table

RECAP_BY = ("village", "kecamatan", "occupation", "sex", "age", "month", "stage")


@command("recap", help="Rekapitulasi pekerja, dengan persamaan yang mengikatnya pada paket yang diterima.")
@option("--by", type=click.Choice(RECAP_BY), default="village", help="Baris tabelnya.")
def recap(asked: Asked, by: str) -> Answer:
    from dataclasses import asdict

    from ucj_desktop.domain.coverage import percent
    from ucj_desktop.services.district.recap import RecapBy
    from ucj_desktop.services.district.recap import recap as service

    with office_of(asked) as office:
        made = service(office, RecapBy(by))
    found = made.coverage
    facts = {
        "rows": [asdict(row) for row in made.rows],
        "total": asdict(made.total),
        "equation": made.equation,
        "balances": made.balances,
        "senders": [{**asdict(one), "gone": one.gone} for one in made.senders],
        "coverage": {"active": found.active, "potential": found.potential, "percent": found.share / 100}
        if found
        else None,
    }
    heads = ("", "Jumlah", "Layak", "Tidak layak", "Belum", "Terkirim", "Diterima", "Dikembalikan", "Terdaftar")
    rows = [tuple(asdict(row).values()) for row in (*made.rows, made.total)]
    lines = [*table(heads, rows), made.equation]
    if found:
        lines.append(f"Cakupan UCJ: {found.equation}; {percent(found.share_to_come)} bila yang diterima terdaftar.")
    return Answer(facts, lines)


@command("coverage", help="Tampilkan angka cakupan UCJ, atau ambil yang baru dari berkas TOML.")
@option("--set", "path", type=file_to_read, metavar="BERKAS.toml", help="Berkas berisi semesta dan peserta aktif.")
def coverage(asked: Asked, path: Path | None) -> Answer:
    from ucj_desktop.domain.coverage import SEGMENT_LABELS, percent
    from ucj_desktop.domain.coverage import coverage as ratio
    from ucj_desktop.services.district.coverage_figures import list_figures, set_figures_from_file

    with office_of(asked) as office:
        figures = list_figures(office) if path is None else set_figures_from_file(office, path)
    found = ratio(figures)
    facts = {
        "segments": {
            one.value: {"potential": kept.potential, "active": kept.active} for one, kept in figures.segments.items()
        },
        "as_of": figures.as_of.isoformat() if figures.as_of else None,
        "source": figures.source,
        "target": figures.target / 100 if figures.target is not None else None,
        "target_source": figures.target_source,
        "percent": found.share / 100 if found else None,
    }
    rows = [(SEGMENT_LABELS[one], kept.potential, kept.active) for one, kept in figures.segments.items()]
    lines = list(table(("Segmen", "Semesta", "Peserta aktif"), rows)) if rows else ["Angkanya belum diisi."]
    lines += [found.equation] if found else []
    lines += [f"Target {percent(figures.target)}: {figures.target_source}"] if figures.target is not None else []
    return Answer(facts, [*lines, *([f"Sumber: {figures.source}"] if figures.source else [])])


COMMANDS = (recap, coverage)
