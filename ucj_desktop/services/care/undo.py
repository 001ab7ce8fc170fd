"""Undo and redo of named deeds, from the journal: also after a restart, refused where others built on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action, NotAllowed
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.services.care.deed_words import Kind, instead_of, is_silent, kind_of, words_of
from ucj_desktop.services.care.later_deeds import ROWS_TO_NAME, in_the_way, plainly
from ucj_desktop.services.collect.take_back import HistoryErased, built_on, take_back
from ucj_desktop.services.office import Office
from ucj_desktop.services.preferences import Preferences
from ucj_desktop.storage import accounts, deeds, settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.deeds import Chain, Chains
from ucj_desktop.storage.journal import Row

_FEW_ROWS = 2_000  # of a deed that are read only to say whether it may be taken back
_MOST_LOOKED_AT = 500  # deeds, for what this account did last


class NothingToUndo(ClerkError):
    """There is no deed of this number, or none at all."""

    code = "BATAL-01"

    def __init__(self, *, again: bool = False) -> None:
        super().__init__(
            "Tidak ada yang bisa diulang." if again else "Tidak ada yang bisa dibatalkan.",
            "Ulangi hanya berlaku sesudah Batalkan." if again else "Yang bisa dibatalkan ada di Riwayat.",
        )


class StaysDone(ClerkError):
    """Deeds of this kind are not taken back."""

    code = "BATAL-02"


class BuiltOn(ClerkError):
    """Something was done since that rests on the deed."""

    code = "BATAL-04"


class OfAnotherAccount(ClerkError):
    """An account takes back its own deeds; the head of the office those of others, too."""

    code = "BATAL-05"

    def __init__(self, name: str) -> None:
        super().__init__(f"Itu dilakukan oleh {name}.", f"Minta {name} atau kepala kantor membatalkannya.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that was done and may be taken back, or was and may be done again; ``refusal`` says why not."""

    number: int  # of its first row in the journal
    at: str  # when it was done, taken back or done again last: ISO 8601, UTC
    who: str  # the account's name, of that
    words: str  # what was done: "ubah HP Andi Rahma"
    is_undone: bool
    page: str  # where it can be seen
    subject: str  # the worker it was done to, where there is one
    refusal: ClerkError | None = None

    @property
    def title(self) -> str:
        """As it stands on a button."""
        return f"{'Ulangi' if self.is_undone else 'Batalkan'}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What Ctrl+Z and Ctrl+Y would do for this account; None: nothing."""

    undo: Deed | None
    redo: Deed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back or done again."""

    deed: Deed
    change: Change


def undo_offer(office: Office) -> Offer:
    """What this account did last and what it took back last, each with why not, where it may not.

    What was done after an undo cuts off what could be redone, as anywhere.
    """
    office.require(Action.UNDO)
    with office.database.reading() as connection:
        known = deeds.chains(connection)
        back: Deed | None = None
        again: Deed | None = None
        for chain, rows in _own_deeds(office, connection, known):
            if not chain.is_done:
                again = again or _deed(office, connection, chain, rows, known)
                continue
            back = back or _deed(office, connection, chain, rows, known)
            if not chain.links or again is not None:
                break
    return Offer(undo=back, redo=again)


def undoable(office: Office, limit: int = 20, *, of_all: bool = False) -> list[Deed]:
    """What was done last, the newest first, with what was taken back: own deeds, or ``of_all`` accounts.

    Raises NotAllowed where deeds of others are not this account's to take back.
    """
    office.require(Action.UNDO)
    if of_all:
        office.require(Action.UNDO_OTHERS)
    found = []
    with office.database.reading() as connection:
        known = deeds.chains(connection)
        for chain, rows in _own_deeds(office, connection, known, of_all=of_all):
            found.append(_deed(office, connection, chain, rows, known))
            if len(found) == limit:
                break
    return found


def deed_of_row(office: Office, n: int) -> Deed | None:
    """The deed that a row of the journal belongs to; None where nothing was changed by it."""
    office.require(Action.UNDO)
    with office.database.reading() as connection:
        known = deeds.chains(connection)
        number = deeds.number_of_row(connection, n)
        rows = deeds.rows_of(connection, number, ROWS_TO_NAME) if number else []
        if not rows or is_silent(rows):
            return None
        return _deed(office, connection, known.of(number), rows, known)


def undo(office: Office, number: int | None = None, progress: Progress = SILENT) -> Undone:
    """Take back the deed with this number, or what this account did last.

    Raises NothingToUndo, StaysDone, BuiltOn, OfAnotherAccount, NotAllowed, HistoryErased, StandsOtherwise.
    """
    office.require(Action.UNDO)
    return _turn(office, number, progress, again=False)


def redo(office: Office, number: int | None = None, progress: Progress = SILENT) -> Undone:
    """Do again the deed with this number, or what this account took back last. Raises what :func:`undo` raises."""
    office.require(Action.UNDO)
    return _turn(office, number, progress, again=True)


def _turn(office: Office, number: int | None, progress: Progress, *, again: bool) -> Undone:
    if number is None:
        offer = undo_offer(office)
        chosen = offer.redo if again else offer.undo
        if chosen is None:
            raise NothingToUndo(again=again)
        number = chosen.number
    with office.database.writing() as connection:
        known = deeds.chains(connection)
        chain = known.of(deeds.number_of_row(connection, number))
        rows = deeds.rows_of(connection, chain.last, progress=progress) if chain.base else []
        if not rows or chain.is_done is again:
            raise NothingToUndo(again=again)
        deed = _deed(office, connection, chain, rows, known, thorough=True)
        if deed.refusal is not None:
            raise deed.refusal
        done = take_back(office, connection, chain.last, rows, known, progress)
        preferences = Preferences.from_settings(settings.every(connection))
    office.preferences = preferences
    told = f"{'Diulang' if again else 'Dibatalkan'}: {deed.words}."
    return Undone(deed=deed, change=Change(done.touched or Touched.EVERYTHING, told))


def _own_deeds(
    office: Office, connection: Connection, known: Chains, *, of_all: bool = False
) -> Iterator[tuple[Chain, list[Row]]]:
    """Deeds by when they were last turned, the newest first, with the newest rows of that."""
    for looked_at, number in enumerate(deeds.newest(connection)):
        if looked_at == _MOST_LOOKED_AT:
            return
        chain = known.of(number)
        if chain.last != number:
            continue
        rows = deeds.rows_of(connection, number, ROWS_TO_NAME)
        if (of_all or rows[0].who == office.clerk.account_id) and not is_silent(rows):
            yield chain, rows


def _deed(
    office: Office, connection: Connection, chain: Chain, rows: Sequence[Row], known: Chains, *, thorough: bool = False
) -> Deed:
    """As it is offered; of a big one others' later deeds are looked for only where it is really taken back."""
    first = rows if not chain.links else deeds.rows_of(connection, chain.base, ROWS_TO_NAME)
    kind = kind_of(first)
    names = accounts.names(connection)
    newest = rows[0]
    subjects = {row.subject for row in first if row.action.startswith("worker.")}
    return Deed(
        number=chain.base,
        at=newest.at,
        who=names.get(newest.who, "?"),
        words=words_of(office, connection, first, kind) if kind else plainly(first[0]),
        is_undone=not chain.is_done,
        page=kind.page if kind else "history",
        subject=subjects.pop() if len(subjects) == 1 else "",
        refusal=_refusal(office, connection, chain, kind, first, newest, known, thorough),
    )


def _refusal(
    office: Office,
    connection: Connection,
    chain: Chain,
    kind: Kind | None,
    first: Sequence[Row],
    newest: Row,
    known: Chains,
    thorough: bool,
) -> ClerkError | None:
    if kind is None:
        return StaysDone(*instead_of(first))
    names = accounts.names(connection)
    who = newest.who
    if who != office.clerk.account_id and not office.may(Action.UNDO_OTHERS):
        return OfAnotherAccount(names.get(who, "akun lain"))
    if not office.may(kind.needs) and not office.may(Action.UNDO_OTHERS):
        return NotAllowed(office.clerk, kind.needs)
    if not thorough and deeds.count_rows(connection, chain.last) > _FEW_ROWS:
        return None
    rows = deeds.rows_of(connection, chain.last)
    if any(row.changes is None for row in rows):
        return HistoryErased()
    later = built_on(connection, chain.last, rows, known)
    if later:
        return BuiltOn(
            f"Sesudah itu: {in_the_way(office, connection, later, known)}.",
            "Batalkan dulu itu di Riwayat, yang terbaru lebih dulu, atau perbaiki langsung di halamannya.",
        )
    return None
