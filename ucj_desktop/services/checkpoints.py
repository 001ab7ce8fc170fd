"""Checkpoints: signed statements of where the journal stood, and the journal verified against them."""

from ucj_desktop.crypto.signing import is_signed_by
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Verification

CHECKPOINT_TYPE = "application/vnd.ucj.journal-checkpoint.v1+json"


def add_checkpoint(office: Office, connection: Connection, occasion: str) -> None:
    """Sign where the journal stands, with the office's key, so that a cut tail shows."""
    n, link = journal.head(connection)
    at = office.timestamp()
    signature = office.keys.signing.sign(CHECKPOINT_TYPE, journal.statement(n, link, at))
    journal.add_checkpoint(connection, at=at, occasion=occasion, signature=signature)


def verified_journal(office: Office, connection: Connection) -> Verification:
    """The whole chain checked row by row, and every checkpoint against the office's key; the first damage of both."""
    found = journal.verify(connection)
    for one in journal.checkpoints(connection):
        if found.first_bad is not None and found.first_bad[0] <= one.n:
            break
        statement = journal.statement(one.n, one.hash, one.at)
        if not is_signed_by(office.keys.signing.public, CHECKPOINT_TYPE, statement, one.signature):
            return Verification(found.rows, found.head, (one.n, "tanda tangan titik periksa tidak sah"))
    return found
