"""Commands about accuracy: the rules over the store, and duplicates."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import command, option
from ucj_desktop.cli.say import Answer, table

if TYPE_CHECKING:
    from ucj_desktop.domain.rules import Finding


@command("check", help="Periksa data pekerja dengan semua aturan.")
@option("--village", default="", metavar="DESA", help="Hanya pekerja desa/kelurahan ini.")
def check(asked: Asked, village: str) -> Answer:
    from ucj_desktop.services.accuracy.check_workers import check_workers
    from ucj_desktop.services.rounds.rounds import find_village

    with office_of(asked) as office:
        code = find_village(office, village) if village else ""
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


COMMANDS = (check,)
