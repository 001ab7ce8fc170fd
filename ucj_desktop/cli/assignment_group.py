"""Commands about assignments: the district's list down to the kecamatan, and taken in there."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.say import Answer
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.terbilang import thousands

if TYPE_CHECKING:
    from ucj_desktop.services.district.assign_people import AssignmentPlan
    from ucj_desktop.services.office import Office

_SHOWN = 50  # rows on a screen of text; JSON holds them all


@command("create", help="Segel daftar kabupaten, dengan kuota dan tenggat desa, bagi tiap kecamatan di dalamnya.")
@option(
    "--from", "path", type=file_to_read, metavar="BERKAS", help="Daftar orang: Excel atau CSV dengan nama dan desa."
)
@option("--source", required=True, metavar="SUMBER", help="Daftar apa ini, misalnya DTSEN triwulan III 2026.")
@option("--dated", type=DATE, metavar="TANGGAL", help="Tanggal daftar itu.")
@option("--quota", "quotas", multiple=True, metavar="DESA=ORANG", help="Kuota desa: 73.02.01.2005=40; berulang.")
@option("--deadline", type=DATE, metavar="TANGGAL", help="Tenggat verifikasi semua desa itu.")
@option("--office", "code", default="", metavar="KODE", help="Hanya untuk kecamatan ini.")
@option("--to", "stick", type=file_to_read, metavar="FOLDER", help="Flashdisk tujuan.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada berkas dan tidak ada yang disimpan.")
def create(
    asked: Asked,
    path: Path | None,
    source: str,
    dated: date | None,
    quotas: tuple[str, ...],
    deadline: date | None,
    code: str,
    stick: Path | None,
    dry_run: bool,
) -> Answer:
    if stick is None and not dry_run:
        raise click.UsageError("--to")
    from ucj_desktop.services.district.assign_people import Terms, plan_assignments, send_assignments

    terms = Terms(source=source, dated=dated, quotas=dict(map(_quota, quotas)), deadline=deadline)
    only = code.replace(".", "").strip()
    with office_of(asked) as office:
        if dry_run or stick is None:
            plan = plan_assignments(office, path, terms, asked.bar)
            files: dict[str, str] = {}
            lines = ["Ini hanya percobaan; tidak ada yang disimpan."]
        else:
            made = send_assignments(office, path, terms, stick, only=only, progress=asked.bar)
            plan = made.plan
            files = {one: str(file) for one, file in made.files.items()}
            lines = [made.change.sentence]
        return Answer(_plan_facts(plan, files), [*_plan_lines(office, plan), *lines])


def _quota(text: str) -> tuple[str, int]:
    village, _, people = text.partition("=")
    if not people.strip().isdigit():
        raise click.UsageError("--quota")
    return village.replace(".", "").strip(), int(people)


def _plan_facts(plan: "AssignmentPlan", files: dict[str, str]) -> dict[str, Any]:
    return {
        "offices": [
            {
                "office": one,
                "people": len(plan.people.get(one, ())),
                "villages": [asdict(village) for village in plan.villages.get(one, ())],
                "file": files.get(one),
            }
            for one in plan.office_codes
        ],
        "left_out": [asdict(one) for one in plan.left],
    }


def _plan_lines(office: "Office", plan: "AssignmentPlan") -> list[str]:
    told = [
        f"Kecamatan {office.printed(one)}: {thousands(len(plan.people.get(one, ())))} orang,"
        f" {len(plan.villages.get(one, ()))} desa/kelurahan"
        for one in plan.office_codes
    ]
    return told + [f"Tidak ikut, {one.sheet} baris {one.row}: {one.why}" for one in plan.left[:_SHOWN]]


@command("take", help="Baca penugasan kabupaten: orangnya masuk seperti impor, kuota dan tenggatnya jadi putaran.")
@argument("path", metavar="BERKAS.ucjt|FOLDER", type=file_to_read, help="Berkas penugasan, atau flashdisk.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada yang disimpan.")
def take(asked: Asked, path: Path, dry_run: bool) -> Answer:
    from ucj_desktop.services.handoff.take_assignment import take_assignments

    with office_of(asked) as office:
        taken = take_assignments(office, path, dry_run=dry_run, progress=asked.bar)
    facts = [
        {
            "sequence": one.sequence,
            "source": one.source,
            "again": one.again,
            **one.counts,
            "batch": one.batch,
            "refused_rows": [{"row": row, "why": why} for row, why in one.refused],
        }
        for one in taken
    ]
    lines = [one.change.sentence for one in taken]
    lines += [f"Baris {row}: {why}" for one in taken for row, why in one.refused[:_SHOWN]]
    lines += ["Ini hanya percobaan; tidak ada yang disimpan."] if dry_run else []
    return Answer({"assignments": facts, "dry_run": dry_run}, lines)


COMMANDS = (group("assignment", "Penugasan dari kabupaten ke kecamatan.", create, take),)
