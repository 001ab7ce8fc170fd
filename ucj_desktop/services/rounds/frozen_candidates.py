"""The replacement candidates that minutes freeze: what Lampiran III shows."""

from collections.abc import Iterable

from ucj_desktop.domain.minutes import FrozenRow
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import why_not_wait
from ucj_desktop.storage import candidates, rounds, workers
from ucj_desktop.storage.database import Connection


def candidates_to_freeze(
    office: Office, connection: Connection, village_codes: Iterable[str], first_position: int
) -> tuple[FrozenRow, ...]:
    """Who waits to replace somebody in the open rounds of these villages, village by village in the round's order.

    Frozen with the minutes and not read anew for each print: an annex that says something else next week would not be
    the one that was signed.
    """
    waiting = [one for one in candidates.every(connection) if not one.stepped_in_at]
    records = {one.worker.worker_id: one for one in workers.by_ids(connection, [one.worker_id for one in waiting])}
    answered = rounds.open_by_village(connection) if waiting else {}
    chosen = [
        (one.position, records[one.worker_id])
        for current in (answered[village] for village in village_codes if village in answered)
        for one in waiting
        if one.round_id == current.round_id and why_not_wait(records[one.worker_id], current) is None
    ]
    return tuple(
        FrozenRow(
            position=position,
            worker=one.worker,
            verdict=one.standing.verdict or Verdict.PENDING,
            reason=None,
            note="",
            village_name=office.printed(one.worker.village_code),
            waits_as=place,
        )
        for position, (place, one) in enumerate(chosen, start=first_position)
    )
