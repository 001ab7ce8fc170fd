"""Commands that mend many workers at once."""

from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.fields import BY_CODE, masked_where_private
from ucj_desktop.domain.terbilang import thousands

if TYPE_CHECKING:
    from ucj_desktop.services.accuracy.fix_many import FixRow

_SHOWN = 50  # workers on a screen of text; JSON holds them all


@command(
    "fix",
    help="Perbaiki banyak pekerja sekaligus; tanpa --apply hanya memperlihatkan sebelum dan sesudahnya.",
    epilog="Satu nilai untuk semua: ucj-desktop fix set --field source --value DTSEN --village Bialo",
)
@argument("kind", metavar="PERBAIKAN", required=False, default="", help="Nama perbaikan; kosong: daftar perbaikan.")
@option("--rule", default="", metavar="KODE", help="Hanya pekerja dengan temuan aturan ini, misalnya TT-07.")
@option("--village", default="", metavar="DESA", help="Hanya pekerja desa/kelurahan ini.")
@option("--field", default="", metavar="KOLOM", help="Untuk perbaikan set: kode kolom yang diisi.")
@option("--value", metavar="NILAI", help='Untuk perbaikan set: nilainya; desa dengan kodenya, "" mengosongkan.')
@option("--apply", "is_applied", is_flag=True, help="Tulis perbaikannya.")
def fix(asked: Asked, kind: str, rule: str, village: str, field: str, value: str | None, is_applied: bool) -> Answer:
    from ucj_desktop.services.accuracy.fix_many import SET_FIELD, FixAsked, fix_many, preview_fix, value_to_set
    from ucj_desktop.services.find_own_village import find_own_village

    if not kind:
        return _fixes_there_are()
    if (kind == SET_FIELD) is not (value is not None):
        raise click.UsageError("set, --field and --value go together")
    with office_of(asked) as office:
        wanted = FixAsked(
            fix=kind,
            rule=rule,
            village_code=find_own_village(office, village).code if village else "",
            field=field,
            value=None if value is None else value_to_set(office, field, value),
        )
        plan = preview_fix(office, wanted, asked.bar)
        done = fix_many(office, plan, asked.bar) if is_applied else None
    facts = {
        "looked_at": plan.looked_at,
        "to_write": plan.to_write,
        "remarks": list(plan.remarks),
        "rows": [_row_facts(row) for row in plan.rows],
        "written": done.written if done else 0,
        "batch": done.batch if done else "",
    }
    lines = [_line(row) for row in plan.rows[:_SHOWN]]
    if len(plan.rows) > _SHOWN:
        lines.append(f"... dan {thousands(len(plan.rows) - _SHOWN)} pekerja lain; --json memuat semuanya.")
    lines += [f"Perhatikan: {one}" for one in plan.remarks]
    if done is None:
        lines.append(f"{thousands(plan.to_write)} pekerja akan berubah. Tambahkan --apply untuk menulisnya.")
    else:
        lines += [done.change.sentence, f"Membatalkannya: ucj-desktop fix undo {done.batch}"]
    return Answer(facts, lines)


def _row_facts(row: "FixRow") -> dict[str, Any]:
    changes = {
        one.field: [masked_where_private(one.field, one.before), masked_where_private(one.field, one.after)]
        for one in row.changes
    }
    return {"worker_id": row.worker_id, "changes": changes, "refusal": row.refusal}


def _line(row: "FixRow") -> str:
    told = [
        f"{BY_CODE[one.field].label}: {masked_where_private(one.field, one.before) or 'kosong'}"
        f" → {masked_where_private(one.field, one.after) or 'kosong'}"
        for one in row.changes
    ]
    refusal = f" ({row.refusal})" if row.refusal else ""
    return f"{row.full_name or 'Tanpa nama'}: {'; '.join(told)}{refusal}"


def _fixes_there_are() -> Answer:
    from ucj_desktop.services.accuracy.fix_many import SET_FIELD
    from ucj_desktop.services.accuracy.fixes import FIXES, SETTABLE

    found = [{"fix": one.code, "words": one.words, "rules": list(one.rules)} for one in FIXES.values()]
    found.append({"fix": SET_FIELD, "words": "Isi satu kolom dengan satu nilai", "rules": []})
    rows = [(str(one["fix"]), str(one["words"]), ", ".join(one["rules"])) for one in found]
    facts = {"fixes": found, "fields": list(SETTABLE)}
    return Answer(facts, [*table(("Perbaikan", "Artinya", "Aturan"), rows), f"Kolom untuk set: {', '.join(SETTABLE)}"])


@command("undo", help="Batalkan satu perbaikan sekaligus; yang sudah berubah lagi dibiarkan dan disebut sebabnya.")
@argument("batch", metavar="ID", help="ID dari fix atau fix list; kosong: yang terakhir.", required=False, default="")
@option("--dry-run", is_flag=True, help="Hanya sebutkan siapa yang akan kembali dan siapa yang dibiarkan.")
def unfix(asked: Asked, batch: str, dry_run: bool) -> Answer:
    from ucj_desktop.services.accuracy.undo_fix import last_fix, preview_undo, undo_fix

    with office_of(asked) as office:
        chosen = batch or last_fix(office)
        plan = preview_undo(office, chosen, asked.bar)
        if dry_run:
            facts = {"batch": chosen, "to_restore": plan.restores, "refused": list(plan.refused), "restored": 0}
            told = f"{plan.made.words}: {thousands(plan.restores)} pekerja akan kembali seperti semula."
            return Answer(facts, [*plan.refused, told])
        done = undo_fix(office, chosen, asked.bar)
    facts = {"batch": chosen, "restored": done.restored, "refused": list(done.refused)}
    return Answer(facts, [*done.refused, f"{plan.made.words}: {done.change.sentence}"])


@command("list", help="Perbaikan sekaligus yang pernah dibuat, yang terbaru dulu.")
def fixes_list(asked: Asked) -> Answer:
    from ucj_desktop.services.accuracy.undo_fix import fixes_made

    with office_of(asked) as office:
        found = fixes_made(office)
    facts = [
        {
            "batch": one.batch, "at": one.at, "who": one.who, "words": one.words, "workers": one.workers,
            "undone": one.is_undone,
        }
        for one in found
    ]  # fmt: skip
    rows = [
        (one.batch, one.at[:16].replace("T", " "), one.who, one.words, thousands(one.workers),
         "dibatalkan" if one.is_undone else "")
        for one in found
    ]  # fmt: skip
    lines = table(("ID", "Waktu (UTC)", "Petugas", "Perbaikan", "Pekerja", ""), rows)
    return Answer({"fixes": facts}, lines if found else ["Belum ada perbaikan sekaligus."])


COMMANDS = (group("fix", "Perbaikan banyak pekerja sekaligus, dan pembatalannya.", fixes_list, unfix, default=fix),)
