"""Accounts and the certificates of their signing keys."""

from ucj_desktop.domain.people import Account, Role
from ucj_desktop.storage.database import Connection

_COLUMNS = "account_id, name, role, public_key, certificate, active, since, office_code"


def put(connection: Connection, account: Account) -> None:
    """Make this the account's key in use; the keys it had before stay, for the rulings that bear them."""
    connection.exec_driver_sql("UPDATE accounts SET active = 0 WHERE account_id = ?", (account.account_id,))
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO accounts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account.account_id,
            account.name,
            account.role.value,
            account.public_key,
            account.certificate,
            int(account.active),
            account.since,
            account.office_code,
        ),
    )


def certify_again(connection: Connection, account_id: str, public_key: str, certificate: str) -> None:
    """The word of the office's new key for a key that an account has, or had."""
    connection.exec_driver_sql(
        "UPDATE accounts SET certificate = ? WHERE account_id = ? AND public_key = ?",
        (certificate, account_id, public_key),
    )


def disable(connection: Connection, account_id: str) -> None:
    connection.exec_driver_sql("UPDATE accounts SET active = 0 WHERE account_id = ?", (account_id,))


def every(connection: Connection) -> list[Account]:
    """Every key of every account, also those that came with packages, the oldest first."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM accounts ORDER BY since, account_id")
    return [
        Account(account_id, name, Role(role), public_key, certificate, bool(active), since, office_code)
        for account_id, name, role, public_key, certificate, active, since, office_code in found
    ]


def names(connection: Connection) -> dict[str, str]:
    """The name of every account there ever was, by id."""
    return {account.account_id: account.name for account in every(connection)}
