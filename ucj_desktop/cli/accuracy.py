"""Commands about accuracy: the rules over the store, and duplicates."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.standing import WorkerFilter

if TYPE_CHECKING:
    from ucj_desktop.domain.rules import Finding


@command("check", help="Periksa data pekerja dengan semua aturan.")
@option("--village", default="", metavar="DESA", help="Hanya pekerja desa/kelurahan ini.")
def check(asked: Asked, village: str) -> Answer:
    from ucj_desktop.services.accuracy.check_workers import check_workers
    from ucj_desktop.services.find_own_village import find_own_village

    with office_of(asked) as office:
        code = find_own_village(office, village).code if village else ""
        done = check_workers(office, village_code=code, progress=asked.bar)
    facts = {
        "checked": done.checked,
        "clean": done.clean,
        "findings": [finding_facts(one) for one in done.findings],
        "by_rule": done.by_rule,
    }
    return Answer(facts, [f"{done.checked} pekerja diperiksa, {done.clean} bersih.", *_by_rule(done.findings)])


def finding_facts(one: "Finding") -> dict[str, Any]:
    """A finding as CONTRACT.md gives one."""
    return {
        "worker_id": one.worker_id,
        "code": one.code,
        "severity": one.severity.value,
        "field": one.field,
        "what": one.what,
        "fix": one.fix,
    }


def _by_rule(findings: Sequence["Finding"]) -> list[str]:
    """How often each rule complained, with the first sentence as the example; the rest stands in the windows."""
    from ucj_desktop.domain.rules import SEVERITY_LABELS

    first: dict[str, Finding] = {}
    counts: dict[str, int] = {}
    for one in findings:
        first.setdefault(one.code, one)
        counts[one.code] = counts.get(one.code, 0) + 1
    if not counts:
        return []
    rows = [(code, counts[code], SEVERITY_LABELS[first[code].severity], first[code].what) for code in sorted(counts)]
    return table(("Aturan", "Jumlah", "Arti", "Contoh"), rows)


@command(
    "duplicates",
    help="Pasangan pekerja yang mungkin orang yang sama dan belum diputuskan.",
    epilog="\b\n"
    "Memutuskan sebuah pasangan:       ucj-desktop duplicates decide ID-A ID-B --same\n"
    "Yang bukan orang yang sama:       ucj-desktop duplicates decided\n"
    "  menanyakannya lagi:             ucj-desktop duplicates ask-again ID-A ID-B\n"
    "Yang sudah digabung:              ucj-desktop duplicates merged\n"
    "  memisahkannya kembali:          ucj-desktop duplicates unmerge ID-A ID-B",
)
@option("--with-nik", is_flag=True, help="Tampilkan NIK lengkap; dicatat dalam jurnal.")
def list_pairs(asked: Asked, with_nik: bool) -> Answer:
    from ucj_desktop.services.accuracy.settle_duplicates import pairs_to_decide
    from ucj_desktop.services.collect.list_workers import show_full_numbers

    with office_of(asked) as office:
        found = pairs_to_decide(office, progress=asked.bar)
        if with_nik:
            involved = {record.worker.worker_id for pair in found for record in (pair.a, pair.b)}
            show_full_numbers(office, WorkerFilter(), len(involved))
    pairs = [
        {
            "a": pair.a.worker.worker_id,
            "b": pair.b.worker.worker_id,
            "score": pair.score,
            "because": list(pair.because),
            "put_off": pair.put_off,
            **({"a_nik": pair.a.worker.nik, "b_nik": pair.b.worker.nik} if with_nik else {}),
        }
        for pair in found
    ]
    lines = [
        f"{pair.a.worker.full_name} ({pair.a.worker.worker_id})\n{pair.b.worker.full_name} ({pair.b.worker.worker_id})"
        f"\n    {', '.join(pair.because)}"
        for pair in found
    ]
    return Answer({"pairs": pairs}, [*lines, f"{len(found)} pasangan menunggu keputusan."])


@command("decide", help="Putuskan sebuah pasangan; keputusannya diingat.")
@argument("a", metavar="ID-A", help="ID pekerja pertama.")
@argument("b", metavar="ID-B", help="ID pekerja kedua.")
@option("--same", is_flag=True, help="Orang yang sama: digabung.")
@option("--not-same", is_flag=True, help="Bukan orang yang sama.")
@option("--later", is_flag=True, help="Nanti saja.")
@option("--keep", default="", metavar="ID", help="Yang dipertahankan bila digabung (bawaan: yang pertama).")
@option("--reason", default="", metavar="ALASAN", help="Mengapa diputuskan begitu; disimpan dalam riwayat.")
def decide(asked: Asked, a: str, b: str, same: bool, not_same: bool, later: bool, keep: str, reason: str) -> Answer:
    given = {"same": same, "not_same": not_same, "later": later}
    if sum(given.values()) != 1:
        raise click.UsageError("--same, --not-same or --later")
    decision = next(name for name, is_given in given.items() if is_given)
    from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair

    with office_of(asked) as office:
        change = decide_pair(office, a, b, PairDecision(decision), keep=keep, reason=reason)
    merged = decision == "same"
    facts = {"merged": merged, "decision": decision, "kept": (keep or a) if merged else None}
    return Answer(facts, [change.sentence])


@command("decided", help="Pasangan yang sudah diputuskan tanpa digabung: oleh siapa, kapan, mengapa.")
def list_told_apart(asked: Asked) -> Answer:
    from ucj_desktop.services.accuracy.told_apart import pairs_told_apart

    with office_of(asked) as office:
        found = pairs_told_apart(office)
    pairs = [
        {
            "a": one.a.worker.worker_id,
            "b": one.b.worker.worker_id,
            "at": one.at,
            "who": one.who,
            "reason": one.reason,
            "kept": one.kept,
        }
        for one in found
    ]
    lines = [
        f"{one.a.worker.full_name} ({one.a.worker.worker_id})\n{one.b.worker.full_name} ({one.b.worker.worker_id})"
        f"\n    {'orang yang sama' if one.kept else 'bukan orang yang sama'} menurut {one.who},"
        f" {datetime.fromisoformat(one.at).astimezone():%d-%m-%Y %H.%M}" + (f": {one.reason}" if one.reason else "")
        for one in found
    ]
    return Answer({"pairs": pairs}, [*lines, f"{len(found)} pasangan tidak ditanyakan lagi."])


@command("ask-again", help="Tanyakan lagi pasangan yang sudah diputuskan.")
@argument("a", metavar="ID-A", help="ID pekerja pertama.")
@argument("b", metavar="ID-B", help="ID pekerja kedua.")
def reopen(asked: Asked, a: str, b: str) -> Answer:
    from ucj_desktop.services.accuracy.told_apart import ask_again

    with office_of(asked) as office:
        change = ask_again(office, a, b)
    return Answer({"asked_again": True, "workers": sorted((a, b))}, [change.sentence])


@command("merged", help="Pekerja yang sudah digabung dan masih bisa dipisahkan.")
def list_merges(asked: Asked) -> Answer:
    from ucj_desktop.services.accuracy.merge_workers import merges_made

    with office_of(asked) as office:
        made = merges_made(office)
    merges = [
        {"kept": one.kept.worker.worker_id, "gone": one.gone.worker.worker_id, "at": one.at, "who": one.who}
        for one in made
    ]
    lines = [
        f"{one.gone.worker.full_name} ({one.gone.worker.worker_id})\n"
        f"    digabung ke {one.kept.worker.full_name} ({one.kept.worker.worker_id}) oleh {one.who}"
        for one in made
    ]
    return Answer({"merges": merges}, [*lines, f"{len(made)} gabungan."])


@command("unmerge", help="Pisahkan kembali dua pekerja yang sudah digabung.")
@argument("a", metavar="ID-A", help="ID pekerja pertama.")
@argument("b", metavar="ID-B", help="ID pekerja kedua.")
def unmerge(asked: Asked, a: str, b: str) -> Answer:
    from ucj_desktop.services.accuracy.merge_workers import undo_merge

    with office_of(asked) as office:
        change = undo_merge(office, a, b)
    return Answer({"unmerged": True, "workers": sorted((a, b))}, [change.sentence])


COMMANDS = (
    check,
    group(
        "duplicates",
        "Data kembar: pasangan yang menunggu, keputusannya, dan membatalkannya.",
        decide,
        list_told_apart,
        reopen,
        list_merges,
        unmerge,
        default=list_pairs,
    ),
)
