"""keyring.json: one slot per account that wraps the data key and the account's own signing seed; a recovery slot."""

import hashlib
import hmac
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ucj_desktop.crypto.account_names import KEYRING_FILE, PREVIOUS_FILE
from ucj_desktop.crypto.files import replace_file
from ucj_desktop.crypto.kdf import MINIMUM_COST, KdfCost, calibrated_cost
from ucj_desktop.crypto.keyring_file import (
    KeyringFile,
    Slot,
    SlotKind,
    read_keyring_file,
    unwrap,
    wrap,
)
from ucj_desktop.crypto.keyring_refusals import (
    AccountNameRefused,
    AccountUnknown,
    KeyringDamaged,
    KeyringExists,
    KeyringNotWritten,
    LastAccount,
    WrongPassword,
    WrongRecoveryCode,
)
from ucj_desktop.crypto.passwords import normal_password, refuse_weak_password
from ucj_desktop.crypto.recovery_code import RecoveryCode, new_recovery_code, read_recovery_code
from ucj_desktop.crypto.sealing import derive_subkey
from ucj_desktop.crypto.signing import SEED_BYTES, SigningKey, new_signing_key
from ucj_desktop.crypto.tries import Tries
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Role

DATA_KEY_BYTES = 32
_NAME_LENGTH = 80
_UNKNOWN = "unknown"  # one count for all names that have no slot, so that typed names are never written down


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSlot:
    """What the keyring says of one account; ``role`` is to be believed only after an unlock has checked the seal."""

    account_id: str
    name: str
    role: Role
    public_key: bytes  # Ed25519, 32 bytes
    disabled: bool
    temporary: bool  # the password was given by somebody else: ask for a new one before anything is signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """An account that is logged in, with the office's data key and its own signing key."""

    store_id: str
    training: bool
    account: AccountSlot
    data_key: bytes = field(repr=False)  # 32 random bytes: SQLCipher's raw key, and the root of the archive's
    signing: SigningKey = field(repr=False)

    @property
    def role(self) -> Role:
        """The account's role, bound to its slot."""
        return self.account.role


@dataclass(frozen=True, slots=True)
class NewOffice:
    """A fresh keyring: its first account, and the recovery code that is shown once."""

    unlocked: Unlocked
    recovery_code: RecoveryCode


class Keyring:
    """The keyring of one office folder.

    Every method reads the file anew, so two windows never write over each other's accounts from memory. Methods that
    derive a key take up to a second and belong off the window's thread. Who may call what is the services' business.

    A role stands inside what a slot's key authenticates, and only the account's password opens that slot. So a role
    is changed by :meth:`reset_account`: a new slot with a new temporary password and a new signing key.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._tries = Tries(folder, clock)

    @property
    def exists(self) -> bool:
        """Whether the folder has a keyring."""
        return (self._folder / KEYRING_FILE).exists()

    def create(
        self,
        *,
        store_id: str,
        admin: str,
        password: str,
        role: Role = Role.ADMIN,
        cost: KdfCost | None = None,
        training: bool = False,
    ) -> NewOffice:
        """Make the data key, the first account and the recovery slot.

        ``cost`` is measured when not given; below the minimum only for a training office, which says so in the file.
        Raises :class:`KeyringExists`, :class:`PasswordRefused`, :class:`AccountNameRefused`.
        """
        if self.exists:
            raise KeyringExists()
        cost = cost or calibrated_cost()
        if not training and not cost.is_at_least(MINIMUM_COST):
            raise ValueError("only a training office may have a cheap key derivation")
        empty = KeyringFile(store_id=store_id, training=training, cost=cost, slots=())
        data_key = secrets.token_bytes(DATA_KEY_BYTES)
        slot, signing = _new_account(empty, admin, role, password, data_key, temporary=False)
        code = new_recovery_code()
        self._write(replace(empty, slots=(slot, _new_recovery(empty, code, data_key))), data_key)
        return NewOffice(_unlocked(empty, slot, data_key, signing), code)

    def accounts(self) -> tuple[AccountSlot, ...]:
        """All accounts, also disabled ones, in the order they were made. Not yet proven: see :class:`AccountSlot`."""
        return tuple(_account(slot) for slot in self._read().slots if slot.kind is SlotKind.ACCOUNT)

    def unlock(self, name: str, password: str) -> Unlocked:
        """Open an account's slot. Raises :class:`WrongPassword`, :class:`TooManyTries`, :class:`KeyringDamaged`."""
        file = self._read()
        slot = _find(file, name)
        secret = self._open(file, slot, normal_password(password), WrongPassword())
        if slot is None or len(secret) != DATA_KEY_BYTES + SEED_BYTES:
            raise KeyringDamaged()
        data_key, signing = secret[:DATA_KEY_BYTES], SigningKey(secret[DATA_KEY_BYTES:])
        _check_seal(file, data_key)
        return _unlocked(file, slot, data_key, signing)

    def add_account(
        self, unlocked: Unlocked, name: str, role: Role, password: str, *, temporary: bool = False
    ) -> AccountSlot:
        """A new account with its own signing key; ``temporary`` when its owner did not choose the password."""
        file = self._trusted(unlocked)
        if _find(file, name, with_disabled=True) is not None:
            raise AccountNameRefused(
                what=f"Sudah ada akun bernama {name}.", fix="Pakai nama lain, misalnya dengan nama keluarga."
            )
        slot, _ = _new_account(file, name, role, password, unlocked.data_key, temporary=temporary)
        self._write(replace(file, slots=(*file.slots, slot)), unlocked.data_key)
        return _account(slot)

    def disable_account(self, unlocked: Unlocked, name: str) -> None:
        """Take the account's wrapped keys away; its name and public key stay, because old verdicts bear them.

        Raises :class:`AccountUnknown`, :class:`LastAccount`.
        """
        file = self._trusted(unlocked)
        slot = self._known(file, name)
        others = [one for one in file.slots if one.kind is SlotKind.ACCOUNT and one is not slot and not one.disabled]
        if not others:
            raise LastAccount()
        self._put(file, replace(slot, disabled=True, salt=b"", nonce=b"", wrapped=b""), unlocked.data_key)

    def reset_account(self, unlocked: Unlocked, name: str, role: Role, temporary_password: str) -> AccountSlot:
        """Another role, a forgotten password, or a disabled account taken back: a new slot with a new signing key.

        The account keeps its id and name; the old signing seed cannot be had without the old password and is gone.
        The new public key has to be certified again.
        """
        file = self._trusted(unlocked)
        old = _find(file, name, with_disabled=True)
        if old is None:
            raise AccountUnknown(name)
        slot, _ = _new_account(
            file, old.name, role, temporary_password, unlocked.data_key, temporary=True, slot_id=old.slot_id
        )
        self._put(file, slot, unlocked.data_key)
        self._tries.forget(slot.slot_id)
        return _account(slot)

    def change_password(self, name: str, old_password: str, new_password: str) -> Unlocked:
        """Wrap the account's keys anew; nothing but keyring.json changes.

        When the old password was a temporary one the signing key is made anew too (its public key then has to be
        certified again), because somebody else could have used it until now.
        """
        unlocked = self.unlock(name, old_password)
        file = self._read()
        slot, signing = _new_account(
            file,
            unlocked.account.name,
            unlocked.role,
            new_password,
            unlocked.data_key,
            temporary=False,
            slot_id=unlocked.account.account_id,
            signing=None if unlocked.account.temporary else unlocked.signing,
        )
        self._put(file, slot, unlocked.data_key)
        return _unlocked(file, slot, unlocked.data_key, signing)

    def recover(self, typed_code: str, name: str, new_password: str) -> NewOffice:
        """With the printed code: a new password and signing key for an account, and a new code; the old one is void.

        Raises :class:`RecoveryCodeMistyped`, :class:`WrongRecoveryCode`, :class:`AccountUnknown`.
        """
        file = self._read()
        code = read_recovery_code(typed_code)
        recovery = next((slot for slot in file.slots if slot.kind is SlotKind.RECOVERY), None)
        data_key = self._open(file, recovery, code.secret, WrongRecoveryCode())
        _check_seal(file, data_key)
        old = self._known(file, name)
        slot, signing = _new_account(
            file, old.name, Role(old.role), new_password, data_key, temporary=False, slot_id=old.slot_id
        )
        new_code = new_recovery_code()
        kept = tuple(slot if one is old else one for one in file.slots if one is not recovery)
        self._write(replace(file, slots=(*kept, _new_recovery(file, new_code, data_key))), data_key)
        self._tries.forget(slot.slot_id)
        return NewOffice(_unlocked(file, slot, data_key, signing), new_code)

    def renew_recovery_code(self, unlocked: Unlocked) -> RecoveryCode:
        """A new printed code (the sheet was lost or seen); the old one is void."""
        file = self._trusted(unlocked)
        code = new_recovery_code()
        kept = tuple(slot for slot in file.slots if slot.kind is not SlotKind.RECOVERY)
        recovery = _new_recovery(file, code, unlocked.data_key)
        self._write(replace(file, slots=(*kept, recovery)), unlocked.data_key)
        return code

    def _read(self) -> KeyringFile:
        return read_keyring_file(self._folder / KEYRING_FILE)

    def _trusted(self, unlocked: Unlocked) -> KeyringFile:
        file = self._read()
        _check_seal(file, unlocked.data_key)
        return file

    def _known(self, file: KeyringFile, name: str) -> Slot:
        slot = _find(file, name)
        if slot is None:
            raise AccountUnknown(name)
        return slot

    def _open(self, file: KeyringFile, slot: Slot | None, secret: bytes, refusal: ClerkError) -> bytes:
        """The slot's unwrapped bytes; an unknown name costs the same time as a wrong password."""
        tried = slot.slot_id if slot else _UNKNOWN
        self._tries.refuse_while_locked(tried)
        self._tries.count(tried)
        opened = unwrap(file, slot or file.decoy(), secret)
        if slot is None or opened is None:
            raise refusal
        self._tries.forget(tried)
        return opened

    def _put(self, file: KeyringFile, slot: Slot, data_key: bytes) -> None:
        slots = tuple(slot if one.slot_id == slot.slot_id else one for one in file.slots)
        self._write(replace(file, slots=slots), data_key)

    def _write(self, file: KeyringFile, data_key: bytes) -> None:
        """The present file is kept as keyring.json.sebelum before the new one takes its place."""
        path = self._folder / KEYRING_FILE
        sealed = replace(file, seal=_seal(file, data_key))
        try:
            if path.exists():
                replace_file(self._folder / PREVIOUS_FILE, path.read_bytes())
            replace_file(path, sealed.to_bytes())
        except OSError as fault:
            raise KeyringNotWritten() from fault


def _seal(file: KeyringFile, data_key: bytes) -> bytes:
    """A keyed digest over all slots, so that an edited name, role or public key of another account is found, too."""
    return hmac.digest(derive_subkey(data_key, "ucj-keyring-seal-v1"), file.unsealed_bytes(), hashlib.sha256)


def _check_seal(file: KeyringFile, data_key: bytes) -> None:
    if not hmac.compare_digest(file.seal, _seal(file, data_key)):
        raise KeyringDamaged()


def _new_account(
    file: KeyringFile,
    name: str,
    role: Role,
    password: str,
    data_key: bytes,
    *,
    temporary: bool,
    slot_id: str | None = None,
    signing: SigningKey | None = None,
) -> tuple[Slot, SigningKey]:
    clean = _clean_name(name)
    refuse_weak_password(password, clean)
    signing = signing or new_signing_key()
    slot = Slot(
        slot_id=slot_id or new_id(),
        kind=SlotKind.ACCOUNT,
        name=clean,
        role=role.value,
        public_key=signing.public,
        temporary=temporary,
        cost=file.cost,
    )
    return wrap(file, slot, normal_password(password), data_key + signing.seed), signing


def _new_recovery(file: KeyringFile, code: RecoveryCode, data_key: bytes) -> Slot:
    slot = Slot(slot_id=new_id(), kind=SlotKind.RECOVERY, name="", role="", public_key=b"", cost=file.cost)
    return wrap(file, slot, code.secret, data_key)


def _clean_name(name: str) -> str:
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean or len(clean) > _NAME_LENGTH or not clean.isprintable():
        raise AccountNameRefused(
            what="Nama akun kosong, terlalu panjang, atau memuat tanda yang tidak tampak.",
            fix="Ketik nama petugas dengan huruf biasa, paling banyak 80 huruf.",
        )
    return clean


def _find(file: KeyringFile, name: str, *, with_disabled: bool = False) -> Slot | None:
    wanted = " ".join(unicodedata.normalize("NFC", name).split()).casefold()
    for slot in file.slots:
        if slot.kind is SlotKind.ACCOUNT and slot.name.casefold() == wanted and (with_disabled or not slot.disabled):
            return slot
    return None


def _account(slot: Slot) -> AccountSlot:
    return AccountSlot(
        account_id=slot.slot_id,
        name=slot.name,
        role=Role(slot.role),
        public_key=slot.public_key,
        disabled=slot.disabled,
        temporary=slot.temporary,
    )


def _unlocked(file: KeyringFile, slot: Slot, data_key: bytes, signing: SigningKey) -> Unlocked:
    return Unlocked(
        store_id=file.store_id, training=file.training, account=_account(slot), data_key=data_key, signing=signing
    )
