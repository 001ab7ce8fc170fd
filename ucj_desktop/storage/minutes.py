"""Minutes and the rows they froze, revision by revision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import orjson

from ucj_desktop.domain.fields import FIELDS, plain_values, typed_value
from ucj_desktop.domain.frozen import meeting_data
from ucj_desktop.domain.minutes import Attendee, Capacity, FrozenRow, HeldMeeting, Minutes, Objection, Signer
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.storage.database import Connection

_COLUMNS = (
    "minutes_id, revision, register, period, number, held_on, venue, village_codes, signers, closed_by, closed_at,"
    " one_person_office, journal_head, digest, reopened_at, reopen_reason, meeting, left_out"
)
# The number as the register of numbers has it: it may come after the close, or be voided.
_OF_MINUTES = "kind = 'BA-VER' AND given.minutes_id = minutes.minutes_id AND given.revision <= minutes.revision"
_NUMBER = (
    f"CASE WHEN EXISTS (SELECT 1 FROM letter_numbers AS given WHERE {_OF_MINUTES}) THEN COALESCE((SELECT given.number"
    f" FROM letter_numbers AS given WHERE {_OF_MINUTES} AND voided_at = ''"
    " ORDER BY given.revision DESC, at DESC, number_id DESC LIMIT 1), '') ELSE number END"
)
_READ = _COLUMNS.replace(" number,", f" {_NUMBER},")
_ROW_COLUMNS = "minutes_id, revision, position, worker_id, verdict, reason, note, village_name, fields, waits_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An account closed or reopened a revision; ``signature`` (Ed25519, hex) is by that account."""

    minutes_id: str
    revision: int
    deed: str  # as the journal names it
    account_id: str
    signature: str


def approve(connection: Connection, one: Approval) -> None:
    connection.exec_driver_sql(
        "INSERT INTO minutes_approvals (minutes_id, revision, deed, account_id, signature) VALUES (?, ?, ?, ?, ?)",
        (one.minutes_id, one.revision, one.deed, one.account_id, one.signature),
    )


def approvals(connection: Connection) -> list[Approval]:
    found = connection.exec_driver_sql(
        "SELECT minutes_id, revision, deed, account_id, signature FROM minutes_approvals"
        " ORDER BY minutes_id, revision, deed"
    )
    return [
        Approval(minutes_id=minutes_id, revision=revision, deed=deed, account_id=account_id, signature=signature)
        for minutes_id, revision, deed, account_id, signature in found
    ]


def add(connection: Connection, one: Minutes) -> None:
    """Keep a closed revision with all its rows and candidates."""
    signers = [asdict(signer) for signer in one.signers]
    connection.exec_driver_sql(
        f"INSERT INTO minutes ({_COLUMNS}) VALUES ({', '.join('?' * 18)})",
        (
            one.minutes_id,
            one.revision,
            one.register,
            one.period,
            one.number,
            one.held_on.isoformat(),
            one.venue,
            orjson.dumps(one.village_codes).decode(),
            orjson.dumps(signers).decode(),
            one.closed_by,
            one.closed_at,
            int(one.one_person_office),
            one.journal_head,
            one.digest,
            one.reopened_at,
            one.reopen_reason,
            orjson.dumps(meeting_data(one.meeting)).decode() if one.meeting else "",
            one.left_out,
        ),
    )
    rows = [
        (
            one.minutes_id,
            one.revision,
            row.position,
            row.worker.worker_id,
            row.verdict.value,
            row.reason.value if row.reason else "",
            row.note,
            row.village_name,
            orjson.dumps({**plain_values(row.worker), "unread": dict(row.worker.unread)}).decode(),
            row.waits_as,
        )
        for row in one.sealed_rows
    ]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO minutes_rows ({_ROW_COLUMNS}) VALUES ({', '.join('?' * 10)})", rows)


def mark_reopened(connection: Connection, minutes_id: str, revision: int, *, at: str, reason: str) -> None:
    connection.exec_driver_sql(
        "UPDATE minutes SET reopened_at = ?, reopen_reason = ? WHERE minutes_id = ? AND revision = ?",
        (at, reason, minutes_id, revision),
    )


def every(connection: Connection) -> list[Minutes]:
    """All revisions of all minutes without their rows, in the order they were closed."""
    found = connection.exec_driver_sql(f"SELECT {_READ} FROM minutes ORDER BY closed_at, minutes_id, revision")
    return [_from_row(row) for row in found]


def get(connection: Connection, minutes_id: str, revision: int | None = None) -> Minutes | None:
    """One revision (the newest when not given) with its rows in order."""
    found = [one for one in every(connection) if one.minutes_id == minutes_id]
    chosen = next((one for one in reversed(found) if revision in (None, one.revision)), None)
    if chosen is None:
        return None
    rows = connection.exec_driver_sql(
        f"SELECT {_ROW_COLUMNS} FROM minutes_rows WHERE minutes_id = ? AND revision = ? ORDER BY position",
        (minutes_id, chosen.revision),
    )
    kept = [_frozen_row(row) for row in rows]
    return replace(
        chosen,
        rows=tuple(one for one in kept if not one.waits_as),
        candidates=tuple(one for one in kept if one.waits_as),
    )


def next_register(connection: Connection, period: int) -> int:
    """The next running number of minutes in the period."""
    last = connection.exec_driver_sql("SELECT MAX(register) FROM minutes WHERE period = ?", (period,)).scalar()
    return int(last or 0) + 1


def _from_row(row: Sequence[Any]) -> Minutes:
    (minutes_id, revision, register, period, number, held_on, venue, villages, signers, closed_by, closed_at) = row[:11]
    one_person, head, digest, reopened_at, reopen_reason, meeting, left_out = row[11:]
    return Minutes(
        minutes_id=minutes_id,
        revision=revision,
        register=register,
        period=period,
        number=number,
        held_on=date.fromisoformat(held_on),
        venue=venue,
        village_codes=tuple(orjson.loads(villages)),
        signers=tuple(signer_of(one) for one in orjson.loads(signers)),
        closed_by=closed_by,
        closed_at=closed_at,
        one_person_office=bool(one_person),
        journal_head=head,
        digest=digest,
        reopened_at=reopened_at,
        reopen_reason=reopen_reason,
        meeting=_meeting_of(orjson.loads(meeting)) if meeting else None,
        left_out=left_out,
    )


def signer_of(stated: Mapping[str, Any]) -> Signer:
    """A signer from its JSON object."""
    return Signer(**{**stated, "capacity": Capacity(stated["capacity"])})


def attendees_of(stated: Iterable[Mapping[str, Any]]) -> tuple[Attendee, ...]:
    """Those invited from their JSON objects."""
    return tuple(Attendee(**{**one, "person": signer_of(one["person"])}) for one in stated)


def _meeting_of(stated: Mapping[str, Any]) -> HeldMeeting:
    objections = tuple(Objection(**one) for one in stated["objections"])
    return HeldMeeting(**{**stated, "attendees": attendees_of(stated["attendees"]), "objections": objections})


def _frozen_row(row: Sequence[Any]) -> FrozenRow:
    _, _, position, worker_id, verdict, reason, note, village_name, plain, waits_as = row
    stated = orjson.loads(plain)
    fields: dict[str, Any] = {
        field.code: typed_value(field.code, stated[field.code]) for field in FIELDS if field.code in stated
    }
    return FrozenRow(
        position=position,
        worker=Worker(worker_id=worker_id, unread=stated.get("unread") or NOTHING_UNREAD, **fields),
        verdict=Verdict(verdict),
        reason=Reason(reason) if reason else None,
        note=note,
        village_name=village_name,
        waits_as=waits_as,
    )
