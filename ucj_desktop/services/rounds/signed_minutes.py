"""Closing and reopening minutes, each signed by the account that does it, and telling whether a signature is sound."""

from collections.abc import Mapping, Sequence

from ucj_desktop.crypto.signing import canonical_json, is_signed_by
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.signed_rulings import keys_by_account
from ucj_desktop.storage import accounts, journal, minutes
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.minutes import Approval

APPROVAL_TYPE = "application/vnd.ucj.minutes-approval.v1+json"
CLOSED, REOPENED = "minutes.closed", "minutes.reopened"
_SIGNED_SINCE = "0004"  # the migration with which approvals came


class MinutesNotSigned(ClerkError):
    """Minutes whose closing or reopening no account of the office has signed."""

    code = "BA-07"

    def __init__(self, why: str) -> None:
        super().__init__(
            what=why, fix="Jalankan Kesehatan data, laporkan ke kepala kantor, dan pulihkan cadangan yang utuh."
        )


def approve(office: Office, connection: Connection, deed: str, one: Minutes) -> None:
    """Keep the account's signature under closing (CLOSED) or reopening (REOPENED) of one revision."""
    statement = _statement(deed, one, office.clerk.account_id)
    minutes.approve(
        connection,
        Approval(
            minutes_id=one.minutes_id,
            revision=one.revision,
            deed=deed,
            account_id=office.clerk.account_id,
            signature=office.key.sign(APPROVAL_TYPE, statement).hex(),
        ),
    )


def faults_of_minutes(connection: Connection, known: Sequence[Minutes]) -> list[str]:
    """A sentence for each closing or reopening that nobody of the office has signed; empty when all are sound."""
    keys = keys_by_account(accounts.every(connection))
    approvals = {(one.minutes_id, one.revision, one.deed): one for one in minutes.approvals(connection)}
    faults = []
    for one in known:
        for deed, was_done, words in (
            (CLOSED, True, "Penutupan"),
            (REOPENED, bool(one.reopened_at), "Pembukaan kembali"),
        ):
            approval = approvals.get((one.minutes_id, one.revision, deed))
            if was_done and not _is_sound(connection, deed, one, approval, keys):
                faults.append(f"{words} berita acara register {one.register}-{one.revision} tidak bertanda tangan sah.")
    return faults


def refuse_unsigned(connection: Connection, known: Sequence[Minutes]) -> None:
    """Raise MinutesNotSigned for the first fault."""
    faults = faults_of_minutes(connection, known)
    if faults:
        raise MinutesNotSigned(faults[0])


def _is_sound(
    connection: Connection, deed: str, one: Minutes, approval: Approval | None, keys: Mapping[str, list[bytes]]
) -> bool:
    if approval is None:
        return _is_of_before(connection, deed, one)
    if deed == CLOSED and approval.account_id != one.closed_by:
        return False
    try:
        signature = bytes.fromhex(approval.signature)
    except ValueError:
        return False
    statement = _statement(deed, one, approval.account_id)
    return any(is_signed_by(key, APPROVAL_TYPE, statement, signature) for key in keys.get(approval.account_id, ()))


def _is_of_before(connection: Connection, deed: str, one: Minutes) -> bool:
    """Whether the journal tells of it before approvals were signed at all: the chain vouches for it then."""
    migrated = journal.by_numbers(connection, journal.numbers(connection, actions=["store.migrated"]))
    since = min((row.n for row in migrated if str(row.facts.get("to", "")) >= _SIGNED_SINCE), default=0)
    told = journal.rows(connection, subject=one.minutes_id, before=since, limit=1_000) if since else []
    return any(
        row.action == deed
        and row.facts.get("revision") == one.revision
        and (deed == REOPENED or row.facts.get("digest") == one.digest)
        for row in told
    )


def _statement(deed: str, one: Minutes, account_id: str) -> bytes:
    return statement_of(
        deed=deed,
        minutes_id=one.minutes_id,
        revision=one.revision,
        digest=one.digest,
        at=one.closed_at if deed == CLOSED else one.reopened_at,
        account_id=account_id,
        reason=one.reopen_reason,
    )


def statement_of(
    *, deed: str, minutes_id: str, revision: int, digest: str, at: str, account_id: str, reason: str
) -> bytes:
    """The canonical bytes a signature covers; the digest stands for everything that was frozen."""
    told = {} if deed == CLOSED else {"reason": reason}
    return canonical_json(
        {
            "account": account_id,
            "deed": deed,
            "digest": digest,
            "minutes_id": minutes_id,
            "revision": revision,
            "at": at,
            **told,
        }
    )
