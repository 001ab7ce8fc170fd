"""Rounds as the district asks for them: opened where there is none, else given its quota, deadline and source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ucj_desktop.domain.parcel import AssignedVillage
from ucj_desktop.domain.quota import Round
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import change_round, open_in, terms_of
from ucj_desktop.storage import rounds
from ucj_desktop.storage.database import Connection


def ask_rounds(
    office: Office, connection: Connection, villages: Sequence[AssignedVillage], source: str
) -> tuple[int, int]:
    """(rounds opened, rounds changed), within the caller's transaction; what is not asked of a round stays."""
    known = rounds.open_by_village(connection)
    for one in villages:
        before = known.get(one.village_code)
        if before is None:
            open_in(office, connection, one.village_code, terms_of(office, one.quota, _deadline(one), None, source))
        elif (after := _as_asked(before, one, source)) != before:
            change_round(office, connection, before, after)
    return _counted(known, villages, source)


def rounds_to_ask(connection: Connection, villages: Sequence[AssignedVillage], source: str) -> tuple[int, int]:
    """The same counts beforehand; nothing is written."""
    return _counted(rounds.open_by_village(connection), villages, source)


def _counted(known: Mapping[str, Round], villages: Sequence[AssignedVillage], source: str) -> tuple[int, int]:
    standing = [(known[one.village_code], one) for one in villages if one.village_code in known]
    changed = sum(_as_asked(before, one, source) != before for before, one in standing)
    return len(villages) - len(standing), changed


def _as_asked(before: Round, one: AssignedVillage, source: str) -> Round:
    return replace(
        before,
        quota=before.quota if one.quota is None else one.quota,
        deadline=_deadline(one) or before.deadline,
        source=source,
    )


def _deadline(one: AssignedVillage) -> date | None:
    return date.fromisoformat(one.deadline) if one.deadline else None
