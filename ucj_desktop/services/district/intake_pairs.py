"""What a kecamatan decided on two of its workers, kept at the district, so that it is not asked there again."""

from collections.abc import Iterable, Mapping

from ucj_desktop.crypto.signing import is_signed_by
from ucj_desktop.services.accuracy.settle_duplicates import PAIR_TYPE, pair_statement
from ucj_desktop.services.handoff.package_rows import RowUnreadable, pair_of
from ucj_desktop.storage import decisions, packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair, PairDecision
from ucj_desktop.storage.journal import Entry


def keep_pairs(
    connection: Connection, sender: str, stated: Iterable[Mapping[str, object]], keys: Mapping[str, list[bytes]]
) -> tuple[list[Entry], int]:
    """Keep every "not the same" on two workers of the sender's that stand received, signed by one of its accounts.

    What the district itself decided on a pair stays. A merge needs nothing here: the tombstone says who is gone and
    who stands for him or her. Returns the rows for the journal, and how many decisions bear no sound signature.
    """
    entries, unsound = [], 0
    for one in (row for row in stated if row.get("kind") == "pair"):
        try:
            decided = pair_of(one)
        except RowUnreadable:
            unsound += 1
            continue
        if not _is_sound(decided, keys):
            unsound += 1
            continue
        both = (decided.worker_a, decided.worker_b)
        if decided.decision is not PairDecision.NOT_SAME or decisions.pair(connection, *both) is not None:
            continue
        if len(packages.received_among(connection, sender, both)) == len(both):
            decisions.put_pair(connection, decided)
            facts = {"other": decided.worker_b, "decision": decided.decision.value, "office": sender}
            entries.append(Entry(action="pair.received", subject=decided.worker_a, facts=facts))
    return entries, unsound


def _is_sound(one: DecidedPair, keys: Mapping[str, list[bytes]]) -> bool:
    try:
        signature = bytes.fromhex(one.signature)
    except ValueError:
        return False
    statement = pair_statement(one)
    return one.worker_a < one.worker_b and any(
        is_signed_by(key, PAIR_TYPE, statement, signature) for key in keys.get(one.account_id, ())
    )
