"""Rounds as the district asks for them: opened where there is none, else given its quota, deadline and source."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ucj_desktop.domain.parcel import AssignedVillage
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import change_round, open_in, terms_of
from ucj_desktop.storage import rounds
from ucj_desktop.storage.database import Connection


def ask_rounds(
    office: Office, connection: Connection, villages: Sequence[AssignedVillage], source: str
) -> tuple[int, int]:
    """(rounds opened, rounds changed), within the caller's transaction; what is not asked of a round stays."""
    opened = changed = 0
    for one in villages:
        deadline = date.fromisoformat(one.deadline) if one.deadline else None
        known = rounds.open_by_village(connection).get(one.village_code)
        if known is None:
            open_in(office, connection, one.village_code, terms_of(office, one.quota, deadline, None, source))
            opened += 1
            continue
        after = replace(
            known,
            quota=known.quota if one.quota is None else one.quota,
            deadline=deadline or known.deadline,
            source=source,
        )
        if after != known:
            change_round(office, connection, known, after)
            changed += 1
    return opened, changed
