"""What the login window asks before any store is open; needs neither the database nor the spreadsheets."""

from pathlib import Path

from ucj_desktop.crypto.account_names import KEYRING_FILE, account_names


def has_office(folder: Path) -> bool:
    """Whether the folder holds an office that can be logged in to."""
    return (folder / KEYRING_FILE).exists()


def names_of_accounts(folder: Path) -> list[str]:
    """Who can log in, in the order the accounts were made; empty where the folder holds no office."""
    return account_names(folder)


def check_password(folder: Path, account: str, password: str) -> None:
    """Unlock the window of a clerk who is logged in already. Raises WrongPassword, TooManyTries. Takes a second."""
    from ucj_desktop.crypto.keyring import Keyring

    Keyring(folder).unlock(account, password)


def weakness_of_password(password: str, account: str) -> str:
    """Why a new password would be refused, as one sentence; empty where it is good."""
    from ucj_desktop.crypto.passwords import PasswordRefused, refuse_weak_password

    try:
        refuse_weak_password(password, account)
    except PasswordRefused as refused:
        return f"{refused.what} {refused.fix}"
    return ""
