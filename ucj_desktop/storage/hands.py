"""Hands: whose typing stands in a worker, as the journal tells it, which nobody can write anew."""

from collections.abc import Collection

import orjson

from ucj_desktop.storage import deeds, merges
from ucj_desktop.storage.database import Connection

CREATED = ("worker.entered", "worker.imported")
_TYPED = (*CREATED, "worker.corrected", "worker.import_changed", "worker.joined")


def typed_by(connection: Connection, account_id: str, worker_ids: Collection[str]) -> set[str]:
    """Those of some workers whom this account entered, imported, corrected or merged, and did not take that back.

    An entry that was merged into a worker counts as the worker's: its values may stand in him or her.
    """
    if not worker_ids:
        return set()
    found = connection.exec_driver_sql(
        f"{merges.ENTRIES} SELECT e.survivor, j.deed FROM entries e CROSS JOIN journal j ON j.subject = e.worker_id"
        " WHERE instr(j.entry, ?) AND json_extract(j.entry, '$.action') IN (SELECT value FROM json_each(?))",
        (merges.asked(worker_ids), f'"who":"{account_id}"}}', orjson.dumps(_TYPED).decode()),
    ).all()
    known = deeds.chains(connection) if found else deeds.Chains({})
    return {worker_id for worker_id, deed in found if known.of(deed).is_done}


def of_another_origin(connection: Connection) -> list[str]:
    """Workers of this office who were not entered, says the journal, by the account that they name."""
    found = connection.exec_driver_sql(
        "SELECT w.worker_id FROM workers w WHERE w.origin_office = '' AND NOT EXISTS (SELECT 1 FROM journal j"
        " WHERE j.subject = w.worker_id AND instr(j.entry, '\"who\":\"' || w.entered_by || '\"}')"
        " AND json_extract(j.entry, '$.action') IN (SELECT value FROM json_each(?))) ORDER BY w.worker_id",
        (orjson.dumps(CREATED).decode(),),
    )
    return list(found.scalars())
