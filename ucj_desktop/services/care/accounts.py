"""Accounts of the office: adding, taking out of use, a new password or role, and the recovery code."""

from ucj_desktop.crypto.keyring import AccountSlot as AccountSlot  # also for the doors
from ucj_desktop.crypto.keyring import Keyring
from ucj_desktop.crypto.recovery_code import RecoveryCode as RecoveryCode
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Account, Action, Role
from ucj_desktop.services.care.four_eyes import words_of_eyes
from ucj_desktop.services.certify_key import certify_key
from ucj_desktop.services.office import Office, has_one_account
from ucj_desktop.storage import accounts
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


class OwnAccount(ClerkError):
    """Nobody takes away the account they are logged in with."""

    code = "AKUN-01"

    def __init__(self) -> None:
        super().__init__(
            what="Akun yang sedang dipakai tidak bisa dinonaktifkan atau diganti perannya.",
            fix="Masuk dengan akun pengelola yang lain, lalu ulangi.",
        )


def add_account(office: Office, name: str, role: Role, password: str, *, temporary: bool = False) -> Account:
    """A new account with its own signing key. The office is a one-person office no longer.

    Raises AccountNameRefused, PasswordRefused.
    """
    office.require(Action.MANAGE_ACCOUNTS)
    slot = Keyring(office.folder).add_account(office.unlocked, name, role, password, temporary=temporary)
    with office.database.writing() as connection:
        made = _keep(office, connection, slot, "account.added")
        _recount(office, connection)
    return made


def reset_account(office: Office, name: str, role: Role, temporary_password: str) -> Account:
    """Another role or a forgotten password: a new temporary password and a new signing key for an account."""
    office.require(Action.MANAGE_ACCOUNTS)
    if name.casefold() == office.clerk.name.casefold():
        raise OwnAccount
    slot = Keyring(office.folder).reset_account(office.unlocked, name, role, temporary_password)
    with office.database.writing() as connection:
        made = _keep(office, connection, slot, "account.reset")
        _recount(office, connection)
    return made


def disable_account(office: Office, name: str) -> Change:
    """Take an account out of use; its verdicts stay and stay checkable. Raises AccountUnknown, LastAccount."""
    office.require(Action.MANAGE_ACCOUNTS)
    if name.casefold() == office.clerk.name.casefold():
        raise OwnAccount
    keyring = Keyring(office.folder)
    keyring.disable_account(office.unlocked, name)
    slot = next(one for one in keyring.accounts() if one.name.casefold() == name.casefold())
    with office.database.writing() as connection:
        accounts.disable(connection, slot.account_id)
        office.log(connection, Entry(action="account.disabled", subject=slot.account_id))
        changed = _recount(office, connection)
    return Change(Touched.ACCOUNTS, f"Akun {slot.name} tidak bisa masuk lagi.{words_of_eyes(office, changed=changed)}")


def change_own_password(office: Office, old: str, new: str) -> Change:
    """A new password for the account that is logged in; raises WrongPassword, PasswordRefused."""
    office.unlocked = Keyring(office.folder).change_password(office.clerk.name, old, new)
    with office.database.writing() as connection:
        _keep(office, connection, office.unlocked.account, "account.password_changed")
    return Change(Touched.ACCOUNTS, "Kata sandi diganti.")


def renew_recovery_code(office: Office) -> RecoveryCode:
    """A new printed recovery code; the old sheet is void from now on."""
    office.require(Action.MANAGE_ACCOUNTS)
    code = Keyring(office.folder).renew_recovery_code(office.unlocked)
    with office.database.writing() as connection:
        office.log(connection, Entry(action="recovery_code.renewed"))
    return code


def list_accounts(office: Office) -> list[AccountSlot]:
    """Every account with its role, also those out of use."""
    return list(Keyring(office.folder).accounts())


def _keep(office: Office, connection: Connection, slot: AccountSlot, action: str) -> Account:
    at = office.timestamp()
    return certify_key(connection, office.keys, slot, by=office.clerk.account_id, at=at, action=action)


def _recount(office: Office, connection: Connection) -> bool:
    """Count the accounts anew, with a journal row where the office becomes one person's or ceases to be."""
    before = office.one_person
    office.one_person = has_one_account(connection, office.folder)
    if office.one_person is before:
        return False
    facts = {"one_person": [int(before), int(office.one_person)]}
    office.log(connection, Entry(action="account.eyes_changed", facts=facts))
    return True
