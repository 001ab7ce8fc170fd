"""Numbers after a restored backup or a lost computer: the next package is full, and later than the district's last."""

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.services.office import Office
from ucj_desktop.storage import packages, settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_AFTER = "packages_after"  # among the settings
_MOST = 9_000  # a name has four digits for it


class NumberOutOfRange(ClerkError):
    """No district has accepted such a number."""

    code = "KIRIM-05"

    def __init__(self) -> None:
        super().__init__(
            what=f"Nomor paket terakhir harus antara 1 dan {_MOST}.",
            fix="Ketik nomor yang disebut kabupaten: nomor paket terakhir dari kantor ini yang sudah diterimanya.",
        )


class OnlySubDistrictsContinue(ClerkError):
    """A district makes no packages."""

    code = "KIRIM-06"

    def __init__(self) -> None:
        super().__init__(
            what="Nomor paket hanya dilanjutkan di kantor kecamatan.",
            fix="Beri tahu kecamatan itu nomor paket terakhirnya yang sudah diterima di sini.",
        )


def continue_after(office: Office, number: int) -> Change:
    """Let the next package be full and bear a number after ``number``, the last one that the district has accepted.

    Raises NumberOutOfRange, OnlySubDistrictsContinue.
    """
    office.require(Action.CREATE_PACKAGE)
    if office.kind is not OfficeKind.SUB_DISTRICT:
        raise OnlySubDistrictsContinue
    if not 1 <= number <= _MOST:
        raise NumberOutOfRange
    with office.database.writing() as connection:
        note_continuation(office, connection, number)
        coming = next_number(connection)
    return Change(Touched.PACKAGES | Touched.SETTINGS, f"Paket berikutnya lengkap, dengan nomor {coming:04}.")


def note_continuation(office: Office, connection: Connection, number: int) -> None:
    """The same inside a transaction; the highest number that anybody told counts."""
    told = max(number, last_elsewhere(connection))
    settings.put(connection, {_AFTER: told})
    office.log(connection, Entry(action="package.continued", facts={"after": told}))


def last_elsewhere(connection: Connection) -> int:
    """The last number the district has of a history that this store does not know; 0: this store knows it all."""
    told = settings.every(connection).get(_AFTER, 0)
    return told if isinstance(told, int) else 0


def forget_continuation(connection: Connection) -> None:
    """The full package was made: the numbers go on by themselves."""
    settings.put(connection, {_AFTER: None})


def next_number(connection: Connection) -> int:
    """The number of the package that would be made now."""
    made = packages.sent(connection)
    return max(made[-1].sequence if made else 0, last_elsewhere(connection)) + 1
