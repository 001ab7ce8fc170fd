"""Who stood in minutes that were reopened and is not among those of the next revision."""

from collections.abc import Collection

from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.office import Office
from ucj_desktop.storage import meetings, minutes, workers
from ucj_desktop.storage.database import Connection


def reopened_minutes(connection: Connection, villages: Collection[str]) -> Minutes | None:
    """The first minutes, without their rows, that stand reopened and share a village with these."""
    newest = {one.minutes_id: one for one in minutes.every(connection)}
    for one in newest.values():
        if one.reopened_at and not set(one.village_codes).isdisjoint(villages):
            return one
    return None


def left_out(connection: Connection, before: Minutes, going_in: Collection[str]) -> int:
    """How many of the reopened minutes are still workers of this office, free, and not among ``going_in`` (ids)."""
    found = minutes.get(connection, before.minutes_id, before.revision)
    rows = () if found is None else found.rows
    missing = {one.worker.worker_id for one in rows}.difference(going_in)
    standings = [one.standing for one in workers.by_ids(connection, sorted(missing))]
    return sum(1 for one in standings if not one.is_frozen and not one.merged_into)


def words_of_left_out(number: int, revision: int) -> str:
    """To be added to a sentence about revision ``revision``; empty where nobody is left out."""
    if not number:
        return ""
    return (
        f" {thousands(number)} pekerja dari revisi {revision - 1} belum divalidasi ulang, jadi tidak ada dalam revisi"
        f" {revision}; yang sudah ada di kabupaten ditarik oleh paket berikutnya."
    )


def words_before_closing(office: Office, village_codes: Collection[str]) -> str:
    """The same before the minutes of these villages are closed."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        before = reopened_minutes(connection, village_codes)
        if before is None:
            return ""
        going_in = {worker_id for worker_id, _ in meetings.validated(connection, list(village_codes))}
        return words_of_left_out(left_out(connection, before, going_in), before.revision + 1)
