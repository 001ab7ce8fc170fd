"""Commands about collecting: templates, imports and the list of workers."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import FIELDS, masked, plain_values
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import VERDICT_LABELS
from ucj_desktop.domain.worker import Worker

if TYPE_CHECKING:
    from ucj_desktop.services.collect.import_file import ImportResult
    from ucj_desktop.services.office import Office

_POLICY_HELP = (
    "Untuk pekerja yang sudah ada: new = lewati, fill = isi yang kosong (bawaan), "
    "overwrite = timpa (bawaan untuk berkas perbaikan)."
)
_FIELD_CODES = [field.code for field in FIELDS]
_SHOWN = 50  # workers on a screen of text; JSON holds them all


@command("workers", help="Daftar pekerja; NIK, KK dan nomor HP disamarkan kecuali dengan --with-nik.")
@option("--query", default="", metavar="TEKS", help="Bagian nama, atau angka depan NIK atau KK.")
@option("--village", default="", metavar="DESA", help="Nama atau kode desa/kelurahan.")
@option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Tahap pekerja.")
@option("--limit", type=click.IntRange(min=0), metavar="N", help="Paling banyak sekian pekerja.")
@option("--with-nik", is_flag=True, help="Tampilkan nomor lengkap; dicatat dalam jurnal.")
def list_workers(
    asked: Asked, query: str, village: str, stage: str | None, limit: int | None, with_nik: bool
) -> Answer:
    from ucj_desktop.services.collect.list_workers import count_workers, show_full_numbers, worker_ids, workers_by_id
    from ucj_desktop.services.find_own_village import find_own_village

    with office_of(asked) as office:
        wanted = WorkerFilter(
            text=query,
            village_code=find_own_village(office, village).code if village else "",
            stages=(Stage(stage),) if stage else (),
        )
        total = count_workers(office, wanted)
        ids = worker_ids(office, wanted, limit if asked.as_json or limit is not None else _SHOWN)
        if with_nik:
            show_full_numbers(office, wanted, len(ids))
        found = [worker_facts(office, one, with_nik=with_nik) for one in workers_by_id(office, ids)]
    return Answer({"total": total, "workers": found}, [*_as_table(found), f"{len(found)} dari {total} pekerja."])


def worker_facts(office: "Office", record: WorkerRecord, *, with_nik: bool) -> dict[str, Any]:
    """A worker as CONTRACT.md gives one: every field by its code, and where he or she stands."""
    worker, standing = record.worker, record.standing
    return {
        "worker_id": worker.worker_id,
        **_values(worker, with_nik=with_nik),
        "village_name": office.printed(worker.village_code),
        "stage": standing.stage.value,
        "verdict": standing.verdict.value if standing.verdict else None,
        "reason": standing.reason.value if standing.reason else None,
        "verdict_note": standing.verdict_note,
        "minutes_id": standing.minutes_id,
        "origin_office": standing.origin_office,
        "answer": standing.answer,
    }


def _values(worker: Worker, *, with_nik: bool) -> dict[str, Any]:
    values: dict[str, Any] = plain_values(worker)
    unread = dict(worker.unread)
    if not with_nik:
        for field in FIELDS:
            if field.masked:
                values[field.code] = masked(str(values[field.code] or ""))
                if field.code in unread:
                    unread[field.code] = masked(unread[field.code])
    return {**values, "unread": unread}


def _as_table(found: list[dict[str, Any]]) -> list[str]:
    labels = {verdict.value: label for verdict, label in VERDICT_LABELS.items()}
    rows = [
        (
            one["nik"] or "belum ada NIK",
            one["full_name"],
            one["village_name"],
            STAGE_LABELS[Stage(one["stage"])],
            labels.get(one["verdict"], ""),
        )
        for one in found
    ]
    return table(("NIK", "Nama", "Desa/kelurahan", "Tahap", "Hasil"), rows)


@command("template", help="Buat lembar isian kosong untuk sebuah desa/kelurahan.")
@option("--village", required=True, metavar="DESA", help="Nama atau kode desa/kelurahan.")
@option("--out", "path", required=True, type=file_to_write, metavar="BERKAS.xlsx", help="Buku kerja tujuan.")
def template(asked: Asked, village: str, path: Path) -> Answer:
    from ucj_desktop.services.collect.make_template import make_template

    with office_of(asked) as office:
        change = make_template(office, village, path)
    return Answer({"file": path}, [change.sentence])


@command(
    "import",
    help="Impor daftar pekerja dari buku kerja Excel, LibreOffice, csv, atau tabel web.",
    epilog="Membatalkan seluruh satu impor: ucj-desktop import undo ID-IMPOR",
)
@argument(
    "path",
    metavar="BERKAS",
    type=file_to_read,
    help="Berkas .xlsx, .xlsm, .xls, .xlsb, .ods, .csv, atau .txt; jenisnya dilihat dari isinya.",
)
@option("--sheet", metavar="LEMBAR", help="Hanya lembar ini (bawaan: semua yang berisi orang).")
@option("--profile", default="", metavar="FORMAT", help="Format impor yang tersimpan, atau berkas .toml.")
@option("--policy", type=click.Choice(["new", "fill", "overwrite"]), help=_POLICY_HELP)
@option(
    "--overwrite-only",
    "replaceable",
    multiple=True,
    type=click.Choice(_FIELD_CODES),
    metavar="KOLOM",
    help="Dengan overwrite: hanya kolom ini yang boleh ditimpa (boleh diulang).",
)
@option("--village", default="", metavar="DESA", help="Desa/kelurahan untuk baris yang tidak menyebutnya.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada yang disimpan.")
@option("--errors", "errors_to", type=file_to_write, metavar="BERKAS.xlsx", help="Tulis baris bermasalah ke sini.")
def import_(
    asked: Asked,
    path: Path,
    sheet: str | None,
    profile: str,
    policy: str | None,
    replaceable: tuple[str, ...],
    village: str,
    dry_run: bool,
    errors_to: Path | None,
) -> Answer:
    from ucj_desktop.services.collect.import_file import commit_import, plan_import
    from ucj_desktop.services.collect.import_plan import Policy
    from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file, usual_policy
    from ucj_desktop.services.find_own_village import find_own_village

    with office_of(asked) as office:
        file = look_at_file(office, path, asked.bar)
        options = ImportOptions(
            policy=Policy(policy) if policy else usual_policy(file),
            sheet=sheet,
            profile=profile,
            village_code=find_own_village(office, village).code if village else "",
            replaceable=frozenset(replaceable) if replaceable else None,
        )
        do = plan_import if dry_run else commit_import
        done = do(office, file, options, asked.bar)
        errors = _write_errors(asked, office, done, errors_to) if errors_to else None
    lines = [done.change.sentence, *_refused_lines(done)]
    lines += [f"Lembar {name} tidak berisi daftar orang." for name in done.without_people]
    for plan in done.plans:
        if plan.unread_headings:
            lines.append(f"Lembar {plan.sheet}: kolom yang tidak disimpan: {', '.join(plan.unread_headings)}.")
    lines += [f"Baris bermasalah ditulis ke {errors}."] if errors else []
    lines += [f"ID impor: {done.batch}"] if done.batch else ["Ini hanya percobaan; tidak ada yang disimpan."]
    return Answer({**done.as_plain(), "dry_run": dry_run, "errors": errors}, lines)


def _write_errors(asked: Asked, office: "Office", done: "ImportResult", path: Path) -> Path | None:
    from ucj_desktop.services.collect.import_errors import write_import_errors

    try:
        write_import_errors(office, done, path, asked.bar)
    except ClerkError as error:  # the import is kept already and must not be reported as failed
        asked.notices.append(f"{error.what} {error.fix}")
        return None
    return path


def _refused_lines(done: "ImportResult") -> list[str]:
    from ucj_desktop.domain.rules import Severity
    from ucj_desktop.services.collect.import_plan import Outcome

    lines = []
    for row in done.rows:
        if row.outcome is Outcome.REFUSED:
            first = next(one for one in row.findings if one.severity is Severity.BLOCKS)
            lines.append(f"{row.sheet}, baris {row.row.number}: {first.what} {first.fix}")
    return lines


@command("undo", help="Batalkan seluruh satu impor: datanya kembali seperti sebelumnya.")
@argument("batch", metavar="ID-IMPOR", help="ID impor dari jawaban perintah import.")
def undo(asked: Asked, batch: str) -> Answer:
    from ucj_desktop.services.care.undo_import import undo_import

    with office_of(asked) as office:
        done = undo_import(office, batch, asked.bar)
    return Answer({"removed": done.removed, "restored": done.restored}, [done.change.sentence])


@command("list", help="Format impor yang tersimpan dan yang bawaan.")
def list_profiles(asked: Asked) -> Answer:
    from ucj_desktop.services.collect.keep_profiles import profiles_kept

    with office_of(asked) as office:
        found = profiles_kept(office)
    facts = [
        {"name": one.name, "fingerprint": one.fingerprint, "columns": one.columns, "shipped": one.is_shipped}
        for one in found
    ]
    rows = [(one.name, str(one.columns), "bawaan" if one.is_shipped else "disimpan di kantor ini") for one in found]
    return Answer({"profiles": facts}, table(("Format", "Kolom", "Asal"), rows))


@command("export", help="Simpan sebuah format impor ke berkas .toml, untuk kantor lain.")
@argument("name", metavar="FORMAT", help="Nama format.")
@option("--out", "path", required=True, type=file_to_write, metavar="BERKAS.toml", help="Berkas tujuan.")
def export_profile(asked: Asked, name: str, path: Path) -> Answer:
    from ucj_desktop.services.collect import keep_profiles

    with office_of(asked) as office:
        change = keep_profiles.export_profile(office, name, path)
    return Answer({"file": path}, [change.sentence])


@command("add", help="Pakai format impor dari berkas .toml kantor lain.")
@argument("path", metavar="BERKAS.toml", type=file_to_read, help="Berkas format.")
def add_profile(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.collect.keep_profiles import take_in_profile

    with office_of(asked) as office:
        change = take_in_profile(office, path)
    return Answer({"file": path}, [change.sentence])


@command("delete", help="Hapus sebuah format impor yang disimpan di kantor ini.")
@argument("name", metavar="FORMAT", help="Nama format.")
def delete_profile(asked: Asked, name: str) -> Answer:
    from ucj_desktop.services.collect import keep_profiles

    with office_of(asked) as office:
        change = keep_profiles.delete_profile(office, name)
    return Answer({"deleted": name}, [change.sentence])


COMMANDS = (
    list_workers,
    template,
    group(
        "profile",
        "Format berkas impor: bagaimana sebuah susunan kolom dibaca.",
        list_profiles,
        export_profile,
        add_profile,
        delete_profile,
    ),
    group("import", "Impor berkas, dan membatalkannya.", undo, default=import_),
)
