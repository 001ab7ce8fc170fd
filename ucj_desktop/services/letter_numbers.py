"""The register of letter numbers: proposed, given, taken from the agenda book, voided; gaps and doubles of a year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.letter_numbers import (
    LONGEST,
    NUMBERED,
    Numbering,
    UsedNumber,
    doubles,
    gaps,
    next_sequence,
    of_series,
    ranges,
    sequence_in,
    written,
)
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, letter_numbers, minutes
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

OF_MINUTES = "BA-VER"


class NumberTaken(ClerkError):
    """Another letter of the year bears the number."""

    code = "NOMOR-02"

    def __init__(self, number: str, holder: str) -> None:
        super().__init__(
            what=f"Nomor {number} sudah dipakai oleh {holder}.",
            fix="Pakai nomor lain, atau batalkan dulu nomor itu bila salah catat.",
        )


class NumberUnfit(ClerkError):
    """A text that is no number of a letter."""

    code = "NOMOR-03"

    def __init__(self) -> None:
        super().__init__(
            what="Nomor surat itu tidak bisa dipakai.",
            fix=f"Tulis sebaris teks, paling banyak {LONGEST} tanda, misalnya 500.15/012/KEC-GTR/XI/2026.",
        )


class LetterHasNumber(ClerkError):
    """The letter bears a number already."""

    code = "NOMOR-04"

    def __init__(self, number: str) -> None:
        super().__init__(
            what=f"Surat ini sudah bernomor {number}.",
            fix="Batalkan nomor itu dengan alasan lebih dulu, lalu isi yang benar.",
        )


class NoSuchNumber(ClerkError):
    """The register has no such number, or it is void already."""

    code = "NOMOR-05"

    def __init__(self) -> None:
        super().__init__(
            what="Nomor itu tidak ada dalam register, atau sudah dibatalkan.", fix="Pilih nomor yang masih berlaku."
        )


class VoidedWithoutReason(ClerkError):
    """A number is voided with a reason only."""

    code = "NOMOR-06"

    def __init__(self) -> None:
        super().__init__(what="Alasan pembatalan nomor belum ditulis.", fix="Tulis mengapa nomor itu tidak dipakai.")


class NumberingNotSet(ClerkError):
    """Nothing can be proposed before the office has said how it numbers."""

    code = "NOMOR-07"

    def __init__(self) -> None:
        super().__init__(
            what="Kode unit kantor untuk nomor surat belum diisi, jadi nomor tidak bisa diusulkan.",
            fix="Isi di Pengaturan, Nomor surat; atau ketik nomornya sendiri.",
        )


@dataclass(frozen=True, slots=True)
class Numbered:
    """The letter a number is for: about minutes, or one made outside the program (``about``, and no minutes)."""

    kind: str
    minutes_id: str = ""
    revision: int = 0
    worker_id: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """A line of the register: a number with what bears it, or closed minutes that have none yet."""

    used: UsedNumber | None
    letter: Numbered
    words: str  # Berita acara register 3-1
    dated: date
    given_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersOfYear:
    """The register of one year, in the order of its running numbers; what is void last in its place."""

    year: int
    lines: tuple[NumberLine, ...]
    missing: tuple[str, ...]  # sentences about gaps, by series
    doubled: tuple[str, ...]  # sentences about doubles, by series


def propose_number(office: Office, kind: str, day: date) -> str:
    """The next number of that kind of letter; empty where the office has not said how it numbers."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return _proposed(office, connection, kind, day)


def _proposed(office: Office, connection: Connection, kind: str, day: date) -> str:
    numbering = office.preferences.numbering
    if not numbering.unit:
        return ""
    used = _read(office, connection, day.year)
    return written(numbering, kind, next_sequence(used, numbering, kind, day.year), day)


def give_number(office: Office, letter: Numbered, number: str, dated: date | None = None) -> Change:
    """Give a letter its number, also long after it was frozen and printed: no frozen data hold it.

    "auto" takes the proposed one. Raises NumberTaken, NumberUnfit, LetterHasNumber, NumberingNotSet.
    """
    office.require(Action.PRINT)
    with office.database.writing() as connection:
        given = give_in(office, connection, letter, number, dated or office.today())
        words = _words(_minutes_by_id(connection), given)
    return Change(Touched.LETTERS | Touched.MINUTES, f"Nomor {given.number} dicatat untuk {words}.")


def give_in(office: Office, connection: Connection, letter: Numbered, number: str, dated: date) -> UsedNumber:
    """The same inside a deed that goes on. Raises as :func:`give_number`."""
    if letter.minutes_id:
        has = letter_numbers.of_letter(connection, letter.kind, letter.minutes_id, letter.revision, letter.worker_id)
        if has is not None:
            raise LetterHasNumber(has.number)
    if number == "auto":
        number = _proposed(office, connection, letter.kind, dated)
        if not number:
            raise NumberingNotSet
    number = " ".join(number.split())
    if not number or len(number) > LONGEST or not number.isprintable():
        raise NumberUnfit
    holder = letter_numbers.in_force(connection, number, dated.year)
    if holder is not None and not _is_earlier_revision(holder, letter):
        raise NumberTaken(number, _words(_minutes_by_id(connection), holder))
    given = UsedNumber(
        number_id=new_id(),
        kind=letter.kind,
        year=dated.year,
        sequence=sequence_in(office.preferences.numbering, letter.kind or OF_MINUTES, number),
        number=number,
        dated=dated,
        minutes_id=letter.minutes_id,
        revision=letter.revision,
        worker_id=letter.worker_id,
        about=letter.about.strip(),
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )
    letter_numbers.add(connection, given)
    told = {"kind": given.kind, "number": number, "year": given.year, "revision": given.revision}
    office.log(connection, Entry(action="number.given", subject=letter.minutes_id or given.number_id, facts=told))
    return given


def void_number(office: Office, number_id: str, reason: str) -> Change:
    """A number that was never used or is wrong counts no more; its place stays taken. Raises NoSuchNumber,
    VoidedWithoutReason.
    """
    office.require(Action.CLOSE_MINUTES)
    if not reason.strip():
        raise VoidedWithoutReason
    with office.database.writing() as connection:
        one = letter_numbers.get(connection, number_id)
        if one is None or one.voided_at:
            raise NoSuchNumber
        letter_numbers.void(
            connection, number_id, at=office.timestamp(), by=office.clerk.account_id, reason=reason.strip()
        )
        told = {"kind": one.kind, "number": one.number, "year": one.year}
        entry = Entry(
            action="number.voided",
            subject=one.minutes_id or one.number_id,
            facts=told,
            changes={"reason": ("", reason.strip())},
        )
        office.log(connection, entry)
    return Change(Touched.LETTERS | Touched.MINUTES, f"Nomor {one.number} dibatalkan.")


def find_number(office: Office, number: str, year: int) -> UsedNumber:
    """The number in force as it reads. Raises NoSuchNumber."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = letter_numbers.in_force(connection, number, year)
    if found is None:
        raise NoSuchNumber
    return found


def numbers_of_year(office: Office, year: int) -> NumbersOfYear:
    """Every number of the year, the minutes of the year that have none, gaps and doubles."""
    office.require(Action.LOOK)
    numbering = office.preferences.numbering
    with office.database.reading() as connection:
        used = _read(office, connection, year)
        known = minutes.every(connection)
        by_id = _minutes_by_id(connection)
        names = accounts.names(connection)
    lines = [
        NumberLine(
            used=one,
            letter=Numbered(
                kind=one.kind,
                minutes_id=one.minutes_id,
                revision=one.revision,
                worker_id=one.worker_id,
                about=one.about,
            ),
            words=_words(by_id, one),
            dated=one.dated,
            given_by=names.get(one.account_id, ""),
        )
        for one in used
    ]
    lines.sort(key=lambda line: (line.used.sequence if line.used else 0, line.dated))
    waiting = [
        NumberLine(
            used=None,
            letter=Numbered(kind=OF_MINUTES, minutes_id=one.minutes_id, revision=one.revision),
            words=_minutes_words(one),
            dated=one.held_on,
        )
        for one in known
        if one.held_on.year == year and not one.number and not one.reopened_at
    ]
    return NumbersOfYear(
        year=year,
        lines=(*waiting, *lines),
        missing=tuple(_told(used, numbering, year, "belum dipakai", gaps)),
        doubled=tuple(_told(used, numbering, year, "dipakai lebih dari satu surat", doubles)),
    )


def _told(
    used: Sequence[UsedNumber],
    numbering: Numbering,
    year: int,
    words: str,
    found: Callable[[Sequence[UsedNumber]], list[int]],
) -> list[str]:
    """A sentence for each series in which something was found."""
    series = [""] if numbering.together else list(NUMBERED)
    told = []
    for one in series:
        numbers = found(of_series(used, numbering, one))
        if numbers:
            name = f" {NUMBERED[one]}" if one else ""
            told.append(f"Nomor urut{name} {ranges(numbers)} tahun {year} {words}.")
    return told


def number_of_letter(connection: Connection, letter: Numbered) -> str:
    """The number a letter about minutes bears; empty: written by hand."""
    found = letter_numbers.of_letter(connection, letter.kind, letter.minutes_id, letter.revision, letter.worker_id)
    return found.number if found is not None else ""


def number_of(office: Office, letter: Numbered) -> str:
    """The number a letter about minutes bears; empty: written by hand."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return number_of_letter(connection, letter)


def _read(office: Office, connection: Connection, year: int) -> list[UsedNumber]:
    """The numbers of a year; those kept without their place in the series (older ones) are read anew."""
    numbering = office.preferences.numbering
    return [
        one if one.sequence else replace(one, sequence=sequence_in(numbering, one.kind or OF_MINUTES, one.number))
        for one in letter_numbers.every(connection, year)
    ]


def _is_earlier_revision(holder: UsedNumber, letter: Numbered) -> bool:
    """Minutes that are closed again may bear the number of the revision before."""
    return bool(letter.minutes_id) and (holder.kind, holder.minutes_id) == (letter.kind, letter.minutes_id)


def _minutes_by_id(connection: Connection) -> Mapping[str, Minutes]:
    """The newest revision of each."""
    return {one.minutes_id: one for one in minutes.every(connection)}


def _words(known: Mapping[str, Minutes], one: UsedNumber) -> str:
    """What bears a number, in words."""
    if one.about:
        return f'surat di luar program, "{one.about}" tanggal {short_date(one.dated)}'
    about = known.get(one.minutes_id)
    name = NUMBERED.get(one.kind, "Surat")
    if about is None:
        return f"{name} tanggal {short_date(one.dated)}"
    register = f"register {about.register}-{one.revision or about.revision}"
    return f"{name} {register}" if one.kind == OF_MINUTES else f"{name} untuk berita acara {register}"


def _minutes_words(one: Minutes) -> str:
    return f"{NUMBERED[OF_MINUTES]} register {one.register}-{one.revision}"
