"""Decisions about the budget and the places they gave; and those accepted who may have one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import orjson

from ucj_desktop.domain.budget import BudgetLine, Precedence
from ucj_desktop.domain.budget_decision import BudgetDecision, BudgetSetup, DecidedPlace
from ucj_desktop.domain.tariff import Funding
from ucj_desktop.domain.worker import Programmes
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.rulings import HOLDS

_PLACE = [field.name for field in fields(DecidedPlace)]
_DECISION = [field.name for field in fields(BudgetDecision)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedWorker:
    """One who may have a place: accepted by the district, or registered already."""

    worker_id: str
    nik: str
    full_name: str
    village_code: str
    occupation: str
    desil: int | None
    birth_date: date | None
    validated_on: date | None  # in the office's own time


def accepted_workers(connection: Connection) -> Iterator[AcceptedWorker]:
    """Everybody who counts, each person once."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, nik, full_name, village_code, occupation, desil, birth_date,"
        " (SELECT date(MAX(recorded_at), 'localtime') FROM rulings"
        f" WHERE rulings.worker_id = workers.worker_id AND step = 'validate' AND {HOLDS})"
        " FROM workers WHERE merged_into = '' AND stage IN ('accepted', 'registered')"
    )
    for worker_id, nik, full_name, village_code, occupation, desil, born, validated in found:
        yield AcceptedWorker(
            worker_id=worker_id,
            nik=nik,
            full_name=full_name,
            village_code=village_code,
            occupation=occupation,
            desil=desil,
            birth_date=date.fromisoformat(born) if born else None,
            validated_on=date.fromisoformat(validated) if validated else None,
        )


def add_decision(connection: Connection, one: BudgetDecision, places: Iterable[DecidedPlace]) -> None:
    """Keep a decision with everybody who has a place in it."""
    connection.exec_driver_sql(
        f"INSERT INTO budget_decisions ({', '.join(_DECISION)}) VALUES ({', '.join('?' * len(_DECISION))})",
        tuple(_plain(name, getattr(one, name)) for name in _DECISION),
    )
    names = ["decision_id", *_PLACE]
    rows = [(one.decision_id, *(getattr(place, name) for name in _PLACE)) for place in places]
    if rows:
        connection.exec_driver_sql(
            f"INSERT INTO budget_places ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows
        )


def note_decree(connection: Connection, decision_id: str, number: str, day: date | None, about: str) -> None:
    """Write in the decree (SK) that a decision became."""
    connection.exec_driver_sql(
        "UPDATE budget_decisions SET decree_number = ?, decree_date = ?, decree_about = ? WHERE decision_id = ?",
        (number, day.isoformat() if day else "", about, decision_id),
    )


def decisions(connection: Connection, period: int | None = None) -> list[BudgetDecision]:
    """Every decision, of one period or of all, the newest first."""
    where, values = ("WHERE period = ?", (period,)) if period is not None else ("", ())
    found = connection.exec_driver_sql(
        f"SELECT {', '.join(_DECISION)} FROM budget_decisions {where} ORDER BY period DESC, number DESC", values
    )
    return [_decision(dict(zip(_DECISION, row, strict=True))) for row in found]


def places(connection: Connection, decision_id: str) -> Iterator[DecidedPlace]:
    """Who has a place in a decision, in the order of the annex."""
    found = connection.exec_driver_sql(
        f"SELECT {', '.join(_PLACE)} FROM budget_places WHERE decision_id = ? ORDER BY position", (decision_id,)
    )
    for row in found:
        yield DecidedPlace(**dict(zip(_PLACE, row, strict=True)))


def lines_by_worker(connection: Connection, decision_id: str) -> dict[str, str]:
    """The funding line of each worker who has a place, in the order of the annex."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, line_id FROM budget_places WHERE decision_id = ? ORDER BY position", (decision_id,)
    )
    return {str(worker_id): str(line_id) for worker_id, line_id in found}


def stages_of(connection: Connection, worker_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The stage of these workers, and who stands for them; without those who are gone."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, stage, merged_into FROM workers WHERE worker_id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(worker_ids)).decode(),),
    )
    return {str(worker_id): (str(stage), str(into)) for worker_id, stage, into in found}


def setup_object(setup: BudgetSetup) -> dict[str, Any]:
    """A setup as JSON keeps it."""
    return {
        "period": setup.period,
        "lines": [
            {
                "line_id": one.line_id,
                "name": one.name,
                "funding": one.funding.value,
                "ceiling": one.ceiling,
                "first_month": one.first_month.isoformat(),
                "months": one.months,
                "programmes": one.programmes.value,
                "sub_districts": sorted(one.sub_districts),
                "occupations": sorted(one.occupations),
            }
            for one in setup.lines
        ],
        "order": [one.value for one in setup.order],
        "quotas": dict(sorted(setup.quotas.items())),
        "keeps_places": setup.keeps_places,
    }


def setup_from(kept: dict[str, Any]) -> BudgetSetup:
    """The inverse of :func:`setup_object`."""
    return BudgetSetup(
        period=kept["period"],
        lines=tuple(
            BudgetLine(
                line_id=one["line_id"],
                name=one["name"],
                funding=Funding(one["funding"]),
                ceiling=one["ceiling"],
                first_month=date.fromisoformat(one["first_month"]),
                months=one["months"],
                programmes=Programmes(one["programmes"]),
                sub_districts=frozenset(one["sub_districts"]),
                occupations=frozenset(one["occupations"]),
            )
            for one in kept["lines"]
        ),
        order=tuple(Precedence(one) for one in kept["order"]),
        quotas=dict(kept["quotas"]),
        keeps_places=kept["keeps_places"],
    )


def _plain(name: str, value: Any) -> Any:
    if name == "setup":
        return orjson.dumps(setup_object(value)).decode()
    if name == "decree_date":
        return value.isoformat() if value else ""
    return value


def _decision(kept: dict[str, Any]) -> BudgetDecision:
    kept["setup"] = setup_from(orjson.loads(kept["setup"]))
    kept["decree_date"] = date.fromisoformat(kept["decree_date"]) if kept["decree_date"] else None
    return BudgetDecision(**kept)
