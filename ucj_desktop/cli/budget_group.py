"""Commands about quota and budget: what was set, who would have a place, and the decisions."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.terbilang import thousands

if TYPE_CHECKING:
    from ucj_desktop.domain.budget_decision import BudgetDecision, BudgetSetup
    from ucj_desktop.services.district.budget_outlook import BudgetOutlook
    from ucj_desktop.services.office import Office

_SHOWN = 50  # rows on a screen of text; JSON holds them all


@command("show", help="Pos anggaran, kuota, dan urutan prioritas tahun anggaran ini.")
def show(asked: Asked) -> Answer:
    from ucj_desktop.services.district.budget_setup import show_budget

    with office_of(asked) as office:
        setup = show_budget(office)
        return Answer(_setup_facts(setup), _setup_lines(office, setup))


@command("set", help="Ambil pos anggaran, kuota, dan urutan dari berkas TOML; yang lama diganti seluruhnya.")
@option("--from", "path", required=True, type=file_to_read, metavar="BERKAS.toml", help="Berkas berisi [[line]].")
def set_from(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.district.budget_setup import set_budget_from_file

    with office_of(asked) as office:
        setup = set_budget_from_file(office, path)
        return Answer(_setup_facts(setup), _setup_lines(office, setup))


def _setup_facts(setup: "BudgetSetup") -> dict[str, Any]:
    from ucj_desktop.services.district.budget_setup import setup_object

    return setup_object(setup)


def _setup_lines(office: "Office", setup: "BudgetSetup") -> list[str]:
    from ucj_desktop.domain.budget import PRECEDENCE_LABELS
    from ucj_desktop.services.district.budget_setup import line_in_words

    told = [f"{one.name}: {line_in_words(office, one)}" for one in setup.lines] or ["Belum ada pos anggaran."]
    told += [f"Kuota {office.printed(area)}: {thousands(people)} orang" for area, people in setup.quotas.items()]
    told.append("Urutan: " + ", ".join(PRECEDENCE_LABELS[one].lower() for one in setup.order))
    return told


@command(
    "plan", help="Hitung siapa yang mendapat tempat sekarang, siapa menunggu dan mengapa; tidak menyimpan apa pun."
)
def plan(asked: Asked) -> Answer:
    from ucj_desktop.services.district.budget_outlook import budget_outlook

    with office_of(asked) as office:
        found = budget_outlook(office, asked.bar)
    return Answer(_outlook_facts(found), _outlook_lines(found))


def _outlook_facts(found: "BudgetOutlook") -> dict[str, Any]:
    return {
        "accepted": len(found.people),
        "placed": len(found.plan.places),
        "waiting": len(found.plan.waiting),
        "cost": found.cost,
        "ceiling": found.setup.ceiling,
        "lines": [
            {
                "line_id": one.line.line_id,
                "name": one.line.name,
                "people": one.people,
                "cost": one.cost,
                "rest": one.rest,
            }
            for one in found.plan.sums
        ],
        "areas": [
            {"code": one.code, "accepted": one.accepted, "placed": one.placed, "quota": one.quota, "cost": one.cost}
            for one in found.areas
        ],
        "places": [{"worker_id": one.worker_id, "line_id": one.line_id, "cost": one.cost} for one in found.plan.places],
        "queue": [
            {"worker_id": one.worker_id, "number": one.number, "why": one.why.value} for one in found.plan.waiting
        ],
        "came": list(found.came),
        "went": [{"worker_id": one.worker_id, "why": one.why.value} for one in found.went],
        "decided": found.is_decided,
    }


def _outlook_lines(found: "BudgetOutlook") -> list[str]:
    from ucj_desktop.domain.budget import WAITS_LABELS
    from ucj_desktop.domain.budget_decision import WHY_OUT_LABELS

    rows = [(one.line.name, thousands(one.people), thousands(one.cost), thousands(one.rest)) for one in found.plan.sums]
    told = [
        f"{len(found.plan.places)} dari {len(found.people)} pekerja yang diterima mendapat tempat:"
        f" Rp{thousands(found.cost)} dari pagu Rp{thousands(found.setup.ceiling)}."
    ]
    told += table(("Pos", "Orang", "Terpakai (Rp)", "Sisa (Rp)"), rows) if rows else ["Belum ada pos anggaran."]
    if found.first_waiting is not None:
        told.append(f"{len(found.plan.waiting)} menunggu; yang pertama karena {WAITS_LABELS[found.first_waiting.why]}.")
    if found.last is not None:
        told.append(f"Sejak penetapan nomor {found.last.number}: {len(found.came)} masuk, {len(found.went)} keluar.")
    told += [
        f"  keluar: {one.full_name}, {one.village_name} ({WHY_OUT_LABELS[one.why]})" for one in found.went[:_SHOWN]
    ]
    return told


@command("decide", help="Tetapkan siapa yang dibiayai: dibekukan, ditandatangani akun, dan tidak berubah lagi.")
def decide(asked: Asked) -> Answer:
    from ucj_desktop.services.district.decide_budget import decide_budget

    with office_of(asked) as office:
        made = decide_budget(office, asked.bar)
    return Answer(_decision_facts(made.decision), [made.change.sentence])


@command("decisions", help="Penetapan tahun anggaran ini, yang terbaru dulu.")
def decisions(asked: Asked) -> Answer:
    from ucj_desktop.services.district.decide_budget import list_decisions

    with office_of(asked) as office:
        known = list_decisions(office)
    rows = [
        (str(one.number), thousands(one.people), thousands(one.cost), one.decree_number or "belum dicatat")
        for one in known
    ]
    told = table(("Nomor", "Orang", "Iuran (Rp)", "SK"), rows) if rows else ["Belum ada penetapan."]
    return Answer({"decisions": [_decision_facts(one) for one in known]}, told)


@command("decree", help="Catat SK Bupati/Wali Kota untuk sebuah penetapan.")
@argument("number", metavar="NOMOR", type=click.IntRange(min=1), help="Nomor penetapan.")
@option("--number", "decree_number", required=True, metavar="NOMOR-SK", help="Nomor SK.")
@option("--date", "day", type=DATE, metavar="TANGGAL", help="Tanggal SK.")
@option("--about", default="", metavar="TENTANG", help="Judul SK.")
def decree(asked: Asked, number: int, decree_number: str, day: date | None, about: str) -> Answer:
    from ucj_desktop.services.district.decide_budget import write_decree

    with office_of(asked) as office:
        change = write_decree(office, number, decree_number, day, about)
    return Answer({"number": number, "decree": decree_number}, [change.sentence])


def _decision_facts(one: "BudgetDecision") -> dict[str, Any]:
    return {
        "number": one.number,
        "period": one.period,
        "people": one.people,
        "cost": one.cost,
        "digest": one.digest,
        "at": one.at,
        "decree_number": one.decree_number,
        "decree_date": one.decree_date.isoformat() if one.decree_date else None,
        "decree_about": one.decree_about,
    }


COMMANDS = (group("budget", "Kuota dan anggaran kabupaten.", show, set_from, plan, decide, decisions, decree),)
