"""Commands of second keying: draw a sample, key it again, choose where it differs, and the error rate."""

from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.fields import BY_CODE, masked_where_private
from ucj_desktop.domain.second_keying import KEYED_FIELDS, Choice, Outcome

if TYPE_CHECKING:
    from ucj_desktop.domain.second_keying import ErrorRate
    from ucj_desktop.services.accuracy.second_keying import Progressed

_SAYS = {
    Outcome.SAME: "Sama.",
    Outcome.AGAIN: "Berbeda dengan ketikan pertama: ketik sekali lagi dari berkasnya.",
    Outcome.DIFFERENT: "Dua kali sama, jadi dicatat sebagai perbedaan; orang yang akan memilih.",
}


@command("sample", help="Ambil sampel acak pekerja untuk diketik ulang oleh petugas lain.")
@option("--size", type=click.IntRange(min=1), default=None, metavar="N", help="Jumlah pekerja.")
@option("--percent", type=click.FloatRange(0, 100, min_open=True), metavar="P", help="Atau bagian dari semuanya, %.")
@option("--village", default="", metavar="DESA", help="Hanya pekerja desa/kelurahan ini.")
@option("--clerk", default="", metavar="NAMA", help="Hanya pekerja yang dimasukkan akun ini.")
@option("--seed", type=click.IntRange(min=0), default=None, metavar="ANGKA", help="Benih acak (bawaan: acak, dicatat).")
def sample(asked: Asked, size: int | None, percent: float | None, village: str, clerk: str, seed: int | None) -> Answer:
    if (size is None) is (percent is None):
        raise click.UsageError("--size or --percent")
    from ucj_desktop.services.accuracy.second_keying import account_named, draw_sample
    from ucj_desktop.services.find_own_village import find_own_village

    with office_of(asked) as office:
        made, change = draw_sample(
            office,
            size=size or 0,
            percent=percent or 0.0,
            village_code=find_own_village(office, village).code if village else "",
            entered_by=account_named(office, clerk) if clerk else "",
            seed=seed,
        )
    facts = {"sample": made.keying_id, "seed": made.seed, "drawn_from": made.drawn_from}
    return Answer(facts, [change.sentence, f"ID sampel: {made.keying_id}. Benih acak: {made.seed}."])


@command("list", help="Sampel yang pernah diambil, dan sejauh mana sudah diketik ulang.")
def list_samples(asked: Asked) -> Answer:
    from ucj_desktop.services.accuracy.second_keying import samples

    with office_of(asked) as office:
        found = samples(office)
    rows = [
        (one.sample.keying_id, one.sample.at[:10], f"{one.keyed} dari {one.workers}", one.rate.percent) for one in found
    ]
    lines = table(("ID sampel", "Diambil", "Diketik ulang", "Salah"), rows) if rows else ["Belum ada sampel."]
    return Answer({"samples": [_progress(one) for one in found]}, lines)


def _progress(one: "Progressed") -> dict[str, Any]:
    made = one.sample
    return {
        "sample": made.keying_id,
        "at": made.at,
        "seed": made.seed,
        "drawn_from": made.drawn_from,
        "village_code": made.village_code,
        "workers": one.workers,
        "keyed_workers": one.keyed,
        **_rate(one.rate),
    }


@command("next", help="Pekerja berikutnya yang diketik ulang; isinya tidak ditampilkan.")
@argument("keying_id", metavar="ID-SAMPEL", help="ID sampel.")
def next_worker(asked: Asked, keying_id: str) -> Answer:
    from ucj_desktop.services.accuracy.second_keying import next_to_key

    with office_of(asked) as office:
        found = next_to_key(office, keying_id)
    if found is None:
        return Answer(
            {"worker_id": None, "fields": []}, ["Tidak ada lagi yang bisa Anda ketik ulang dalam sampel ini."]
        )
    waiting = [one.field for one in found.fields]
    labels = ", ".join(BY_CODE[code].label for code in waiting)
    told = [f"Nomor {found.position} dari {found.workers}: {found.hint} ({found.worker_id})", f"Isian: {labels}"]
    facts = {"worker_id": found.worker_id, "position": found.position, "workers": found.workers, "fields": waiting}
    return Answer({**facts, "hint": found.hint}, told)


@command("enter", help="Ketik ulang satu isian; yang berbeda diketik sekali lagi.")
@argument("keying_id", metavar="ID-SAMPEL", help="ID sampel.")
@argument("worker_id", metavar="ID-PEKERJA", help="ID pekerja.")
@argument("field", metavar="KOLOM", type=click.Choice(KEYED_FIELDS), help="Kode kolom.")
@argument("typed", metavar="ISI", help='Seperti di berkas; "" bila berkasnya kosong.')
def enter(asked: Asked, keying_id: str, worker_id: str, field: str, typed: str) -> Answer:
    from ucj_desktop.services.accuracy.second_keying import key_field

    with office_of(asked) as office:
        outcome = key_field(office, keying_id, worker_id, field, typed)
    return Answer({"outcome": outcome.value, "field": field}, [_SAYS[outcome]])


@command("differences", help="Isian yang diketik ulang berbeda, berdampingan.")
@argument("keying_id", metavar="ID-SAMPEL", help="ID sampel.")
def differences(asked: Asked, keying_id: str) -> Answer:
    from ucj_desktop.services.accuracy.second_keying import different_values

    with office_of(asked) as office:
        found = [one.keyed for one in different_values(office, keying_id)]
    facts = [
        {
            "worker_id": one.worker_id,
            "field": one.field,
            "first": masked_where_private(one.field, one.first),
            "second": masked_where_private(one.field, one.second),
        }
        for one in found
    ]
    lines = [
        f"{one['worker_id']}\n    {BY_CODE[one['field']].label}: {one['first'] or '-'} | {one['second'] or '-'}"
        for one in facts
    ]
    return Answer({"differences": facts}, [*lines, f"{len(facts)} perbedaan menunggu keputusan."])


@command("choose", help="Pilih ketikan mana yang sesuai berkas.")
@argument("keying_id", metavar="ID-SAMPEL", help="ID sampel.")
@argument("worker_id", metavar="ID-PEKERJA", help="ID pekerja.")
@argument("field", metavar="KOLOM", type=click.Choice(KEYED_FIELDS), help="Kode kolom.")
@option("--first", is_flag=True, help="Ketikan pertama benar; datanya tetap.")
@option("--second", is_flag=True, help="Ketikan kedua benar; datanya diperbaiki.")
def choose(asked: Asked, keying_id: str, worker_id: str, field: str, first: bool, second: bool) -> Answer:
    if first is second:
        raise click.UsageError("--first or --second")
    from ucj_desktop.services.accuracy.second_keying import choose_value

    choice = Choice.FIRST if first else Choice.SECOND
    with office_of(asked) as office:
        change = choose_value(office, keying_id, worker_id, field, choice)
    return Answer({"choice": choice.value, "worker_id": worker_id, "field": field}, [change.sentence])


@command("rate", help="Tingkat kesalahan ketik sebuah sampel: seluruhnya, per isian, dan per petugas.")
@argument("keying_id", metavar="ID-SAMPEL", help="ID sampel.")
def rate(asked: Asked, keying_id: str) -> Answer:
    from ucj_desktop.services.accuracy.second_keying import rates

    with office_of(asked) as office:
        found = rates(office, keying_id)
    facts = {
        **_rate(found.whole),
        "by_field": {code: _rate(one) for code, one in found.by_field.items()},
        "by_clerk": {name: _rate(one) for name, one in found.by_clerk.items()},
    }
    rows = [(BY_CODE[code].label, str(one.keyed), str(one.errors), one.percent) for code, one in found.by_field.items()]
    rows.append(("Seluruhnya", str(found.whole.keyed), str(found.whole.errors), found.whole.percent))
    return Answer(facts, table(("Isian", "Diketik ulang", "Salah", "Bagian"), rows))


def _rate(one: "ErrorRate") -> dict[str, Any]:
    return {"workers": one.workers, "keyed": one.keyed, "errors": one.errors, "open": one.open, "rate": one.share}


COMMANDS = (
    group(
        "keying",
        "Ketik ulang sampel untuk mengukur ketelitian entri.",
        sample,
        list_samples,
        next_worker,
        enter,
        differences,
        choose,
        rate,
    ),
)
