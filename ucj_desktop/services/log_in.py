"""What the login window asks before any store is open; needs neither the database nor the spreadsheets."""

from pathlib import Path

from ucj_desktop.crypto.keyring import Keyring
from ucj_desktop.crypto.passwords import PasswordRefused, refuse_weak_password


def has_office(folder: Path) -> bool:
    """Whether the folder holds an office that can be logged in to."""
    return Keyring(folder).exists


def names_of_accounts(folder: Path) -> list[str]:
    """Who can log in, in the order the accounts were made; empty where the folder holds no office."""
    keyring = Keyring(folder)
    return [account.name for account in keyring.accounts() if not account.disabled] if keyring.exists else []


def check_password(folder: Path, account: str, password: str) -> None:
    """Unlock the window of a clerk who is logged in already. Raises WrongPassword, TooManyTries. Takes a second."""
    Keyring(folder).unlock(account, password)


def weakness_of_password(password: str, account: str) -> str:
    """Why a new password would be refused, as one sentence; empty where it is good."""
    try:
        refuse_weak_password(password, account)
    except PasswordRefused as refused:
        return f"{refused.what} {refused.fix}"
    return ""
