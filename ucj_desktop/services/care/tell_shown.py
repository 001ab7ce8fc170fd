"""Who saw whom: a row without personal data for each worker and letter that was opened, once a day for an account."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ucj_desktop.domain.people import Action
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_ROWS_BACK = 200  # of one subject: more were not written today


def tell_workers_shown(office: Office, worker_ids: Sequence[str]) -> None:
    """Keep in the journal that these workers stood on the screen with all their numbers."""
    office.require(Action.LOOK)
    _tell(office, "worker.shown", {one: {} for one in worker_ids})


def tell_letter_shown(office: Office, report: str, *, letter_id: str = "", minutes_id: str = "") -> None:
    """Keep in the journal that a letter was read on the screen: one of the archive, or the preview of a report."""
    office.require(Action.PRINT)
    _tell(office, "letter.shown", {letter_id or f"{report}/{minutes_id}": {"report": report, "minutes": minutes_id}})


def _tell(office: Office, action: str, told: Mapping[str, Mapping[str, Any]]) -> None:
    with office.database.reading() as connection:
        new = {
            subject: facts for subject, facts in told.items() if not _told_today(office, connection, action, subject)
        }
    if new:
        with office.database.writing() as connection:
            office.log_many(connection, [Entry(action=action, subject=one, facts=facts) for one, facts in new.items()])


def _told_today(office: Office, connection: Connection, action: str, subject: str) -> bool:
    today = office.today()
    return any(
        row.action == action
        and row.who == office.clerk.account_id
        and datetime.fromisoformat(row.at).astimezone().date() == today
        for row in journal.rows(connection, subject=subject, limit=_ROWS_BACK)
    )
