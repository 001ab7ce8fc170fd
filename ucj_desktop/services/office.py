"""Office: all that a service needs, made once, handed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from ucj_desktop.crypto.kdf import KdfCost
from ucj_desktop.crypto.keyring import Keyring, Unlocked
from ucj_desktop.crypto.keyring_refusals import KeyringExists
from ucj_desktop.crypto.office_keys import OfficeKeys
from ucj_desktop.crypto.recovery_code import RecoveryCode
from ucj_desktop.crypto.signing import SigningKey
from ucj_desktop.domain.dates import utc_stamp
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.loan import ON_LAPTOP, Loan, NotOnLaptop
from ucj_desktop.domain.people import Action, Clerk, NotAllowed, OfficeKind, may
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.reference.places import Places, places
from ucj_desktop.reference.wording import ALONE_SENTENCE, shipped_wording
from ucj_desktop.services.build_store import build_store
from ucj_desktop.services.certify_key import certify_key
from ucj_desktop.services.find_office_place import find_office_place
from ucj_desktop.services.migrate_store import migrate_store
from ucj_desktop.services.preferences import Preferences, recited, reworded
from ucj_desktop.services.store_place import refuse_place
from ucj_desktop.storage import accounts, journal, loans, offices, settings
from ucj_desktop.storage.database import Connection, Database
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.location import STORE_FILE, StoreFolderNotWritable, StoreLock

# Actions that end in a signature of the account or, through it, of the office.
SIGNED = frozenset(
    {
        Action.SETTLE_DUPLICATES,
        Action.VERIFY,
        Action.VALIDATE,
        Action.CLOSE_MINUTES,
        Action.REOPEN_MINUTES,
        Action.CREATE_PACKAGE,
        Action.ANSWER,
        Action.PIN_CARD,
    }
)
OUTBOX, ARCHIVE, BACKUPS = "outbox", "archive", "backups"


class NoOfficeHere(ClerkError):
    """The folder holds no office."""

    code = "KANTOR-01"

    def __init__(self) -> None:
        super().__init__(
            what="Di folder ini belum ada kantor.",
            fix="Buat kantor baru lebih dulu, atau pilih folder kantor yang benar.",
        )


class StoreMissing(ClerkError):
    """The accounts of an office are there and its store is not."""

    code = "KANTOR-04"

    def __init__(self) -> None:
        super().__init__(
            what=f"Berkas data kantor ({STORE_FILE}) hilang dari folder kantor ini.",
            fix="Jangan buat kantor baru. Kembalikan berkasnya, atau pulihkan cadangan terakhir.",
        )


class PasswordIsTemporary(ClerkError):
    """Somebody else chose the password, so what is signed under it proves nothing."""

    code = "AKUN-02"

    def __init__(self) -> None:
        super().__init__(
            what="Kata sandi akun ini masih sementara, jadi belum bisa dipakai menandatangani.",
            fix="Ganti dulu kata sandinya di Pengaturan, bagian Akun.",
        )


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Office:
    """One open office: its store, who is logged in, and what the shipped tables say.

    Made by :func:`open_office` or :func:`create_office`, closed by :meth:`close`. ``clock`` gives the present time in
    UTC; tests hand in their own.
    """

    folder: Path
    database: Database
    unlocked: Unlocked
    clerk: Clerk
    code: str  # Kemendagri code without dots, 6 or 4 digits
    kind: OfficeKind
    store_id: str
    training: bool
    clock: Callable[[], datetime] = now
    preferences: Preferences
    keys: OfficeKeys = field(repr=False)
    one_person: bool = False  # a single account is in use
    loan: Loan | None = None  # this store is a laptop's copy, on loan for a meeting
    _lock: StoreLock | None = field(default=None, repr=False)

    @property
    def places(self) -> Places:
        return places()

    @property
    def name(self) -> str:
        """The office as printed: Kecamatan Gantarang, Kabupaten Bulukumba."""
        place = self.places.by_code(self.code)
        label = "" if place is None or self.kind is OfficeKind.DISTRICT else f"{place.label} "
        return f"{label}{self.printed(self.code)}"

    @property
    def district_code(self) -> str:
        return self.code[:4]

    @property
    def outbox(self) -> Path:
        """What was made for other offices: packages, receipts and answers."""
        return self.folder / OUTBOX

    @property
    def archive(self) -> Path:
        """Every letter that was printed, sealed."""
        return self.folder / ARCHIVE

    @property
    def backups(self) -> Path:
        return self.folder / BACKUPS

    @property
    def key(self) -> SigningKey:
        """The signing key of the account that is logged in."""
        return self.unlocked.signing

    def printed(self, place_code: str) -> str:
        """A place's name in the spelling this office prints; its code where it is unknown."""
        spelling = self.preferences.printed_names.get(place_code)
        if spelling:
            return spelling
        place = self.places.by_code(place_code)
        return place_code if place is None else place.name

    @property
    def judges_alone(self) -> bool:
        """Whether one person may verify and validate: there is a single account, or the office has declared it."""
        return self.one_person or bool(self.preferences.one_person_reason)

    @property
    def alone_words(self) -> str:
        """The sentence that says so, as the minutes print it; empty where four eyes are kept."""
        told = self.judges_alone and self.kind is OfficeKind.SUB_DISTRICT  # the district validates nobody
        return shipped_wording("ba_verval").sentences[ALONE_SENTENCE] if told else ""

    def may(self, action: Action) -> bool:
        """Whether the clerk's role covers the action."""
        chosen = bool(self.preferences.one_person_reason)
        if self.loan is not None and action not in ON_LAPTOP:
            return False
        return may(self.clerk, action, one_person_office=self.one_person, chosen_alone=chosen)

    def require(self, action: Action) -> None:
        """Raise NotAllowed unless the clerk's role covers the action, PasswordIsTemporary before anything is signed,
        NotOnLaptop for what a copy on loan leaves to the office's computer.
        """
        if self.loan is not None and action not in ON_LAPTOP:
            raise NotOnLaptop(action)
        if not self.may(action):
            raise NotAllowed(self.clerk, action)
        if action in SIGNED and self.unlocked.account.temporary:
            raise PasswordIsTemporary

    def timestamp(self) -> str:
        """Now, as ISO 8601 in UTC with milliseconds."""
        return utc_stamp(self.clock())

    def today(self) -> date:
        """The calendar day where the computer stands."""
        return self.clock().astimezone().date()

    def log(self, connection: Connection, *entries: Entry, batch: str = "") -> str:
        """Write journal rows in the transaction of the change they tell of; returns the new head as hex."""
        return self.log_many(connection, entries, batch=batch)

    def log_many(self, connection: Connection, entries: Iterable[Entry], *, batch: str = "") -> str:
        """The same for many rows at once."""
        return journal.append(connection, who=self.clerk.account_id, at=self.timestamp(), entries=entries, batch=batch)

    def appender(self, connection: Connection, *, batch: str = "") -> journal.Appender:
        """For a transaction that writes many rows, again and again, and lets nobody else write."""
        return journal.Appender(connection, who=self.clerk.account_id, at=self.timestamp(), batch=batch)

    def journal_rows(self) -> int:
        """How long the journal is: longer than before means that something was saved."""
        with self.database.reading() as connection:
            return journal.head(connection)[0]

    def set_preferences(self, connection: Connection, changed: Preferences) -> None:
        """Write changed preferences, with the journal row that names them; the caller takes them over once kept."""
        before, after = self.preferences.to_settings(), changed.to_settings()
        names = [name for name in after if after[name] != before[name]]
        settings.put(connection, {name: after[name] for name in names})
        changes = {**reworded(self.preferences, changed), **recited(self.preferences, changed)}
        self.log(connection, Entry(action="settings.changed", facts={"names": names}, changes=changes))

    def close(self) -> None:
        """Let go of the store; nothing more can be read or written through this office."""
        self.database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def create_office(
    folder: Path,
    *,
    kind: OfficeKind,
    code: str,
    admin: str,
    password: str,
    training: bool = False,
    cost: KdfCost | None = None,
    clock: Callable[[], datetime] = now,
) -> tuple[Office, RecoveryCode]:
    """A new encrypted store with its first account; the recovery code is told once and kept nowhere.

    ``cost`` is for training offices and tests only. Raises UnknownOfficeCode, UnsafePlace, KeyringExists,
    PasswordRefused, StoreFolderNotWritable.
    """
    place = find_office_place(code, kind)
    refuse_place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (OUTBOX, ARCHIVE, BACKUPS):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise StoreFolderNotWritable from error
    if Keyring(folder).exists:
        raise KeyringExists
    lock = StoreLock(folder)
    try:
        made = build_store(folder, place, kind, admin, password, training, cost, clock)
        database = Database(folder / STORE_FILE, made.unlocked.data_key)
        database.keep_ballast()
        return _opened(folder, database, made.unlocked, clock, lock), made.recovery_code
    except BaseException:
        lock.release()
        raise


def open_office(
    folder: Path,
    account: str,
    password: str,
    *,
    clock: Callable[[], datetime] = now,
    progress: Progress = SILENT,
) -> Office:
    """Log in; ``progress`` tells of the migration of an older store and of nothing else.

    Raises NoOfficeHere, StoreMissing, WrongPassword, TooManyTries, StoreInUse, StoreNotOpened, StoreTooNew,
    StoreNotMigrated.
    """
    keyring = Keyring(folder)
    if not keyring.exists:
        raise NoOfficeHere
    if not (folder / STORE_FILE).exists():
        raise StoreMissing
    unlocked = keyring.unlock(account, password)
    refuse_place(folder)
    return open_unlocked(folder, unlocked, StoreLock(folder), clock=clock, progress=progress)


def open_unlocked(
    folder: Path,
    unlocked: Unlocked,
    lock: StoreLock,
    *,
    clock: Callable[[], datetime] = now,
    progress: Progress = SILENT,
) -> Office:
    """The office of an account whose keys are at hand; the lock becomes the office's, or is let go with the error.

    Raises StoreMissing, StoreNotOpened, StoreTooNew, StoreNotMigrated.
    """
    try:
        if not (folder / STORE_FILE).exists():
            raise StoreMissing
        database = Database(folder / STORE_FILE, unlocked.data_key)
        try:
            migrate_store(database, unlocked, folder / BACKUPS, clock, progress)
            return _opened(folder, database, unlocked, clock, lock)
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise


def has_one_account(connection: Connection, folder: Path) -> bool:
    """Whether a single account is in use. One that the store knows and the keyring does not name counts, too: who puts
    back a keyring of the office's first day is no one-person office again.
    """
    slots = Keyring(folder).accounts()
    named = {one.account_id for one in slots}
    own = (one for one in accounts.every(connection) if one.active and not one.office_code)
    forgotten = {one.account_id for one in own} - named
    return sum(not one.disabled for one in slots) + len(forgotten) == 1


def _opened(
    folder: Path, database: Database, unlocked: Unlocked, clock: Callable[[], datetime], lock: StoreLock
) -> Office:
    account = unlocked.account
    with database.reading() as connection:
        known = settings.meta(connection)
        preferences = Preferences.from_settings(settings.every(connection))
        present, *former = (
            OfficeKeys(SigningKey(one.signing_seed), one.sealing_identity) for one in offices.own_keys(connection)
        )
        alone = has_one_account(connection, folder)
        certified = any(
            one.account_id == account.account_id and one.public_key == account.public_key.hex()
            for one in accounts.every(connection)
        )
    keys = replace(present, former=tuple(former))
    if not certified:
        with database.writing() as connection:
            at = utc_stamp(clock())
            certify_key(connection, keys, account, by=account.account_id, at=at, action="account.certified")
    return Office(
        folder=folder,
        database=database,
        unlocked=unlocked,
        clerk=Clerk(account.account_id, account.name, unlocked.role),
        code=known["office_code"],
        kind=OfficeKind(known["office_kind"]),
        store_id=known["store_id"],
        training=known["training"] == "1",
        clock=clock,
        preferences=preferences,
        keys=keys,
        one_person=alone,
        loan=loans.own(known),
        _lock=lock,
    )
