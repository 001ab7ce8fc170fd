"""Giving an account's present key the office's word, so that its verdicts can be checked elsewhere."""

from ucj_desktop.crypto.keyring import AccountSlot
from ucj_desktop.crypto.office_keys import OfficeKeys, certify_account
from ucj_desktop.domain.people import Account
from ucj_desktop.storage import accounts, journal
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


def certify_key(
    connection: Connection, keys: OfficeKeys, slot: AccountSlot, *, by: str, at: str, action: str
) -> Account:
    """Keep the key as the account's own from now on, with its journal row; ``by`` is who did it, an account id."""
    certificate = certify_account(
        keys, account_id=slot.account_id, name=slot.name, role=slot.role, public_key=slot.public_key
    )
    made = Account(
        account_id=slot.account_id,
        name=slot.name,
        role=slot.role,
        public_key=slot.public_key.hex(),
        certificate=certificate.signature.hex(),
        active=True,
        since=at,
    )
    accounts.put(connection, made)
    row = Entry(action=action, subject=slot.account_id, facts={"role": slot.role.value})
    journal.append(connection, who=by, at=at, entries=[row])
    return made
