"""What a recap counts: everybody once, by one thing at a time; merged entries are counted where their sender asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.rulings import HOLDS

_VALIDATED_IN = (
    "CASE WHEN stage IN ('validated', 'sent', 'accepted', 'returned', 'registered') THEN"
    " (SELECT strftime('%Y-%m', MAX(recorded_at), 'localtime') FROM rulings"
    f" WHERE rulings.worker_id = workers.worker_id AND step = 'validate' AND {HOLDS}) END"
)
_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "village": "village_code",
        "sub_district": "substr(village_code, 1, 6)",
        "occupation": "occupation",
        "stage": "stage",
        "sex": "sex",
        "birth_date": "birth_date",
        "month": _VALIDATED_IN,
    }
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many workers share a key, a stage and a verdict; an empty key where nothing is stated."""

    key: str
    stage: Stage
    verdict: Verdict | None
    workers: int


def tallies(connection: Connection, by: str) -> Iterator[Tally]:
    """Everybody once, by one of: village, sub_district, occupation, stage, sex, birth_date (ISO), month (2026-05, of
    the validation, in local time).
    """
    found = connection.exec_driver_sql(
        f"SELECT {_KEYS[by]} AS key, stage, verdict, COUNT(*) FROM workers WHERE merged_into = ''"
        " GROUP BY key, stage, verdict"
    )
    for key, stage, verdict, number in found:
        yield Tally(key or "", Stage(stage), Verdict(verdict) if verdict else None, number)


def counts_by_sender(connection: Connection, *, merged: bool) -> dict[str, int]:
    """Workers by the kecamatan that sent them ("": our own): those in the lists, or those merged into others."""
    condition = "merged_into <> ''" if merged else "merged_into = ''"
    found = connection.exec_driver_sql(
        f"SELECT origin_office, COUNT(*) FROM workers WHERE {condition} GROUP BY origin_office"
    )
    return dict(found.all())
