"""Taking verdicts back, or letting them hold again: a ruling stays for ever, and a signed word about it is added."""

from collections.abc import Iterable, Mapping

from ucj_desktop.crypto.signing import canonical_json, is_signed_by
from ucj_desktop.domain.ids import new_id
from ucj_desktop.services.office import Office, PasswordIsTemporary
from ucj_desktop.storage import rulings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.rulings import Withdrawal

WITHDRAWAL_TYPE = "application/vnd.ucj.ruling-withdrawal.v1+json"


def withdraw_rulings(office: Office, connection: Connection, ruling_ids: Iterable[str], *, stands: bool) -> None:
    """Add the account's signed word on each ruling. Raises PasswordIsTemporary."""
    said = []
    for ruling_id in ruling_ids:
        if office.unlocked.account.temporary:
            raise PasswordIsTemporary
        withdrawal_id, at = new_id(), office.timestamp()
        one = Withdrawal(
            withdrawal_id=withdrawal_id, ruling_id=ruling_id, stands=stands, account_id=office.clerk.account_id, at=at
        )
        signature = office.key.sign(WITHDRAWAL_TYPE, withdrawal_statement(one)).hex()
        said.append(
            Withdrawal(
                withdrawal_id=withdrawal_id,
                ruling_id=ruling_id,
                stands=stands,
                account_id=office.clerk.account_id,
                at=at,
                signature=signature,
            )
        )
    rulings.withdraw(connection, said)


def withdrawal_statement(one: Withdrawal) -> bytes:
    """The canonical bytes the account's signature covers."""
    return canonical_json(
        {
            "account": one.account_id,
            "at": one.at,
            "ruling_id": one.ruling_id,
            "stands": int(one.stands),
            "withdrawal_id": one.withdrawal_id,
        }
    )


def is_withdrawn_by_its_account(one: Withdrawal, keys: Mapping[str, list[bytes]]) -> bool:
    """Whether one of the keys of the account it names has signed exactly this word."""
    try:
        signature = bytes.fromhex(one.signature)
    except ValueError:
        return False
    statement = withdrawal_statement(one)
    return any(is_signed_by(key, WITHDRAWAL_TYPE, statement, signature) for key in keys.get(one.account_id, ()))
