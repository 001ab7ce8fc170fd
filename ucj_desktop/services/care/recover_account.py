"""The way back in with the printed recovery code: a new password for an account, and a new code."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ucj_desktop.crypto.keyring import Keyring
from ucj_desktop.crypto.recovery_code import RecoveryCode, RecoveryCodeMistyped, read_recovery_code
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.services.office import NoOfficeHere, Office, now, open_unlocked
from ucj_desktop.services.store_place import refuse_place
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.location import StoreLock


class RecoveredButNotOpened(ClerkError):
    """The new password holds and the old code is void, but the store does not open; ``code_kept`` is the new code."""

    code = "AKUN-03"

    def __init__(self, code_kept: RecoveryCode, why: ClerkError) -> None:
        super().__init__(what=f"Kata sandi baru sudah berlaku. {why.what}", fix=why.fix)
        self.code_kept = code_kept


def recover_account(
    folder: Path, typed_code: str, account: str, new_password: str, clock: Callable[[], datetime] = now
) -> tuple[Office, RecoveryCode]:
    """Use the printed code: the account's new password and signing key, the open office, and the next code.

    The next code is told once and kept nowhere; the one that was typed is void. Takes a few seconds. The store is
    locked before the code is used, so that an office open elsewhere does not cost the clerk the code.

    Raises NoOfficeHere, UnsafePlace, StoreInUse, RecoveryCodeMistyped, WrongRecoveryCode, TooManyTries,
    AccountUnknown, PasswordRefused, KeyringNotWritten: nothing has changed. Raises RecoveredButNotOpened, which holds
    the next code: show it, for the store may have to be restored from a backup with the new password.
    """
    keyring = Keyring(folder)
    if not keyring.exists:
        raise NoOfficeHere
    refuse_place(folder)
    lock = StoreLock(folder)
    try:
        recovered = keyring.recover(typed_code, account, new_password)
    except BaseException:
        lock.release()
        raise
    try:
        office = open_unlocked(folder, recovered.unlocked, lock, clock=clock)
        _tell(office)
    except ClerkError as error:
        raise RecoveredButNotOpened(recovered.recovery_code, error) from error
    return office, recovered.recovery_code


def fault_of_recovery_code(typed: str) -> RecoveryCodeMistyped | None:
    """What is wrong with a code as far as it is typed; None where it can be one."""
    try:
        read_recovery_code(typed)
    except RecoveryCodeMistyped as error:
        return error
    return None


def _tell(office: Office) -> None:
    slot = office.unlocked.account
    try:
        with office.database.writing() as connection:
            office.log(
                connection,
                Entry(action="account.recovered", subject=slot.account_id, facts={"role": slot.role.value}),
            )
    except BaseException:
        office.close()
        raise
