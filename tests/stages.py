"""Workers put into a stage without the days of work before it: with the rulings it rests on, or past the triggers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ucj_desktop.domain.frozen import worker_digest
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Ruling, Step
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.signed_rulings import signed
from ucj_desktop.storage import rulings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.triggers import SQLITE_TRIGGERS

GUARDS = tuple(name for name in (sql.split()[2] for sql in SQLITE_TRIGGERS) if name.startswith("workers_"))


def vouch(office: Office, connection: Connection, records: Sequence[WorkerRecord]) -> None:
    """Signed rulings that say of each worker what his or her standing says."""
    given = []
    for one in records:
        standing = one.standing
        if standing.verdict is None:
            continue
        for step in (Step.VERIFY,) if standing.stage is Stage.VERIFIED else tuple(Step):
            unsigned = Ruling(
                ruling_id=new_id(),
                worker_id=one.worker.worker_id,
                step=step,
                verdict=standing.verdict,
                reason=standing.reason,
                note=standing.verdict_note,
                found_by="",
                recorded_by=office.clerk.account_id,
                recorded_at=office.timestamp(),
                worker_digest=worker_digest(one.worker),
            )
            given.append(signed(unsigned, office.key))
    rulings.add(connection, given)


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """Within a transaction, workers without the triggers that keep their stages in order."""
    for name in GUARDS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for sql in SQLITE_TRIGGERS:
        if sql.split()[2] in GUARDS:
            connection.exec_driver_sql(sql)
