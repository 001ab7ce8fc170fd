"""Commands about BPJS: the sheet out, the results in, batches and profiles."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.relay import LEFT_OUT_LABELS, RelayResult

if TYPE_CHECKING:
    from ucj_desktop.services.district.plan_relay import RelayPlan
    from ucj_desktop.services.district.take_relay_results import ResultsFound

_SHOWN = 50  # rows on a screen of text; JSON holds them all


@command("export", help="Buat daftar pekerja yang diterima untuk BPJS; tidak seorang pun dikirim dua kali.")
@option("--profile", default="", metavar="NAMA", help="Format kiriman (bawaan: yang pertama di relay profiles).")
@option("--out", type=file_to_write, metavar="BERKAS.xlsx", help="Berkas Excel yang dibuat.")
@option("--office", "code", default="", metavar="KODE", help="Hanya dari kecamatan ini, misalnya 73.02.01.")
@option("--limit", type=click.IntRange(min=1), help="Paling banyak sekian orang (bawaan: menurut format).")
@option("--date", "planned_on", type=DATE, metavar="TANGGAL", help="Rencana tanggal pendaftaran (bawaan: hari ini).")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada berkas dan tidak ada yang disimpan.")
def export(
    asked: Asked,
    profile: str,
    out: Path | None,
    code: str,
    limit: int | None,
    planned_on: date | None,
    dry_run: bool,
) -> Answer:
    if out is None and not dry_run:
        raise click.UsageError("--out")
    from ucj_desktop.services.district.export_relay import export_relay
    from ucj_desktop.services.district.plan_relay import RelayAsked, plan_relay

    wanted = RelayAsked(
        profile=profile,
        office_code=code.replace(".", "").strip(),
        limit=limit,
        planned_on=planned_on,
    )
    with office_of(asked) as office:
        if dry_run or out is None:
            plan = plan_relay(office, wanted, asked.bar)
            facts: dict[str, Any] = {"file": None, "batch": None, "sha256": None}
            lines = [f"{len(plan.records)} pekerja akan dikirim.", "Ini hanya percobaan; tidak ada yang disimpan."]
        else:
            made = export_relay(office, out, wanted, asked.bar)
            plan = made.plan
            facts = {"file": made.file, "batch": made.batch.number, "sha256": made.batch.sha256}
            lines = [made.change.sentence]
    return Answer({**facts, **_plan_facts(plan), "dry_run": dry_run}, [*lines, *_plan_lines(plan)])


def _plan_facts(plan: "RelayPlan") -> dict[str, Any]:
    return {
        "profile": plan.profile.name,
        "confirmed": plan.profile.is_confirmed,
        "planned_on": plan.planned_on.isoformat(),
        "rows": len(plan.records),
        "workers": [one.worker.worker_id for one in plan.records],
        "left_out": [
            {"worker_id": one.worker.worker_id, "kind": why.kind.value, "why": why.sentence}
            for one, why in plan.left_out
        ],
    }


def _plan_lines(plan: "RelayPlan") -> list[str]:
    told = [f"  {LEFT_OUT_LABELS[kind]}: {count} pekerja" for kind, count in plan.counts.items()]
    if not plan.profile.is_confirmed:
        told.append(f"Format {plan.profile.name}: {plan.profile.note}")
    return ["Tidak ikut:", *told] if plan.counts else told


@command("results", help="Baca hasil dari BPJS menurut NIK: terdaftar, atau ditolak dengan alasannya.")
@argument("path", metavar="BERKAS", type=file_to_read, help="Berkas .xlsx, .xls, .ods, .csv, atau .txt dari BPJS.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada yang disimpan.")
def results(asked: Asked, path: Path, dry_run: bool) -> Answer:
    from ucj_desktop.services.district.read_relay_results import read_relay_results
    from ucj_desktop.services.district.take_relay_results import find_relay_results, take_relay_results

    with office_of(asked) as office:
        read = read_relay_results(office, path, asked.bar)
        if dry_run:
            found = find_relay_results(office, read, asked.bar)
            lines = ["Ini hanya percobaan; tidak ada yang disimpan."]
        else:
            found, change = take_relay_results(office, read, asked.bar)
            lines = [change.sentence]
    facts = {
        **found.counts,
        "workers": [
            {"worker_id": one.record.worker.worker_id, "result": one.result.value, "reason": one.reason}
            for one in found.new
        ],
        "not_taken": [{"place": one.place, "kind": one.kind.value, "why": one.why} for one in found.doubtful],
        "dry_run": dry_run,
    }
    return Answer(facts, [*_result_lines(found), *lines])


def _result_lines(found: "ResultsFound") -> list[str]:
    told = [
        f"{len(found.read.rows)} baris: {found.count(RelayResult.REGISTERED)} terdaftar,"
        f" {found.count(RelayResult.REFUSED)} ditolak, {found.same} sudah diketahui,"
        f" {len(found.doubtful)} perlu dilihat orang."
    ]
    return told + [f"{one.place}: {one.why}" for one in found.doubtful[:_SHOWN]]


@command("list", help="Kiriman ke BPJS, yang terbaru dulu, juga yang ditarik kembali.")
def list_batches(asked: Asked) -> Answer:
    from ucj_desktop.services.district.export_relay import relay_batches

    with office_of(asked) as office:
        known = relay_batches(office)
    facts = [
        {
            "batch": one.batch.number,
            "profile": one.batch.profile,
            "at": one.batch.at,
            "by": one.by,
            "file": one.batch.file_name,
            "sha256": one.batch.sha256,
            "rows": one.batch.worker_count,
            "registered": one.registered,
            "refused": one.refused,
            "waiting": one.waiting,
            "taken_back_at": one.batch.taken_back_at,
            "taken_back_reason": one.batch.taken_back_reason,
        }
        for one in known
    ]
    heads = ("Nomor", "Berkas", "Orang", "Terdaftar", "Ditolak", "Menunggu", "Keadaan")
    rows = [
        (
            str(one.batch.number),
            one.batch.file_name,
            one.batch.worker_count,
            one.registered,
            one.refused,
            one.waiting,
            "Ditarik kembali" if one.is_taken_back else "Berlaku",
        )
        for one in known
    ]
    return Answer({"batches": facts}, table(heads, rows) if rows else ["Belum ada kiriman ke BPJS."])


@command("take-back", help="Tarik kembali kiriman yang berkasnya tidak jadi diserahkan ke BPJS.")
@argument("number", metavar="NOMOR", type=int, help="Nomor kiriman.")
@option("--reason", required=True, metavar="ALASAN", help="Mengapa tidak jadi diserahkan.")
def take_back(asked: Asked, number: int, reason: str) -> Answer:
    from ucj_desktop.services.district.export_relay import take_back_relay

    with office_of(asked) as office:
        change = take_back_relay(office, number, reason)
    return Answer({"batch": number, "taken_back": True}, [change.sentence])


@command("profiles", help="Format kiriman BPJS yang ada.")
def profiles(asked: Asked) -> Answer:
    from ucj_desktop.services.district.keep_relay_profiles import relay_profiles

    with office_of(asked) as office:
        known = relay_profiles(office)
    facts = [
        {
            "name": one.profile.name,
            "dated": one.profile.dated.isoformat(),
            "confirmed": one.profile.is_confirmed,
            "note": one.profile.note,
            "headings": list(one.profile.headings),
            "shipped": one.is_shipped,
        }
        for one in known
    ]
    rows = [
        (
            one.profile.name,
            f"{one.profile.dated:%d-%m-%Y}",
            "Sudah dikonfirmasi" if one.profile.is_confirmed else "Belum dikonfirmasi",
            "Bawaan" if one.is_shipped else "Kantor ini",
        )
        for one in known
    ]
    return Answer({"profiles": facts}, table(("Nama", "Tanggal", "Keadaan", "Dari"), rows))


@command("profile-save", help="Simpan format kiriman sebagai TOML, untuk diubah atau dibagikan.")
@argument("name", metavar="NAMA", help="Nama format.")
@option("--out", required=True, type=file_to_write, metavar="BERKAS.toml", help="Berkas tujuan.")
def profile_save(asked: Asked, name: str, out: Path) -> Answer:
    from ucj_desktop.services.district.keep_relay_profiles import save_relay_profile

    with office_of(asked) as office:
        change = save_relay_profile(office, name, out)
    return Answer({"file": out}, [change.sentence])


@command("profile-add", help="Masukkan format kiriman dari TOML; yang bernama sama diganti.")
@argument("path", metavar="BERKAS.toml", type=file_to_read, help="Format yang diubah kantor ini atau kantor lain.")
def profile_add(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.district.keep_relay_profiles import add_relay_profile

    with office_of(asked) as office:
        change = add_relay_profile(office, path)
    return Answer({"added": True}, [change.sentence])


@command("profile-delete", help="Hapus format kiriman milik kantor ini.")
@argument("name", metavar="NAMA", help="Nama format.")
def profile_delete(asked: Asked, name: str) -> Answer:
    from ucj_desktop.services.district.keep_relay_profiles import delete_relay_profile

    with office_of(asked) as office:
        change = delete_relay_profile(office, name)
    return Answer({"deleted": name}, [change.sentence])


_PROFILES = (profiles, profile_save, profile_add, profile_delete)
COMMANDS = (
    group("relay", "Daftar ke BPJS dan hasilnya kembali.", export, results, list_batches, take_back, *_PROFILES),
)
