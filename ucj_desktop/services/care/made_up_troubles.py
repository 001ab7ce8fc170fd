"""What is wrong with some made-up people: kinds of trouble, how often each, and how it is put into a worker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.services.care.made_up_families import OLDEST_WORKER, Families, move_birth_date
from ucj_desktop.services.care.made_up_words import pick


class TroubleKind(StrEnum):
    """One thing that is wrong with a made-up person. ``SAME_...`` kinds double or borrow from an earlier person."""

    SAME_AGAIN = "same_again"  # every field as before
    SAME_NIK_OTHER_WORDS = "same_nik_other_words"  # the same person by another hand
    SAME_NIK_OTHER_PERSON = "same_nik_other_person"  # somebody else under an earlier person's NIK
    SAME_PERSON_OTHER_NIK = "same_person_other_nik"  # same name and birth date; a NIK from another kecamatan
    SAME_PERSON_MISTYPED = "same_person_mistyped"  # one digit of the NIK and the spelling of the name differ
    BIRTH_DATE_DIFFERS = "birth_date_differs"  # from the one inside the NIK
    BIRTH_DATE_UNREAD = "birth_date_unread"
    SEX_DIFFERS = "sex_differs"  # the NIK lacks the 40 of women, or has it for a man
    NIK_MISSING = "nik_missing"
    NIK_TOO_SHORT = "nik_too_short"  # 15 digits
    NIK_TOO_LONG = "nik_too_long"  # 17 digits
    NIK_SERIAL_LOST = "nik_serial_lost"  # 0000, as Excel leaves it
    NIK_IMPOSSIBLE = "nik_impossible"  # a month that is none
    KK_MISSING = "kk_missing"
    PHONE_BROKEN = "phone_broken"
    DECEASED = "deceased"
    MOVED_AWAY = "moved_away"
    TOO_OLD = "too_old"
    TOO_YOUNG = "too_young"
    STATE_EMPLOYEE = "state_employee"
    HAS_EMPLOYER = "has_employer"
    WELL_OFF = "well_off"


@dataclass(frozen=True, slots=True)
class Trouble:
    """How often each kind of trouble happens: shares of all people, together at most 1.

    Raises ValueError on shares that are negative or too much together.
    """

    shares: Mapping[TroubleKind, float] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if any(share < 0 for share in self.shares.values()) or sum(self.shares.values()) > 1 + 1e-9:
            raise ValueError("shares of trouble must not be negative and at most 1 together")


NONE: Final = Trouble()

USUAL: Final = Trouble(
    MappingProxyType(
        {
            TroubleKind.SAME_AGAIN: 0.010,
            TroubleKind.SAME_NIK_OTHER_WORDS: 0.010,
            TroubleKind.SAME_NIK_OTHER_PERSON: 0.002,
            TroubleKind.SAME_PERSON_OTHER_NIK: 0.008,
            TroubleKind.SAME_PERSON_MISTYPED: 0.008,
            TroubleKind.BIRTH_DATE_DIFFERS: 0.015,
            TroubleKind.BIRTH_DATE_UNREAD: 0.006,
            TroubleKind.SEX_DIFFERS: 0.006,
            TroubleKind.NIK_MISSING: 0.012,
            TroubleKind.NIK_TOO_SHORT: 0.008,
            TroubleKind.NIK_TOO_LONG: 0.004,
            TroubleKind.NIK_SERIAL_LOST: 0.006,
            TroubleKind.NIK_IMPOSSIBLE: 0.004,
            TroubleKind.KK_MISSING: 0.020,
            TroubleKind.PHONE_BROKEN: 0.012,
            TroubleKind.DECEASED: 0.010,
            TroubleKind.MOVED_AWAY: 0.008,
            TroubleKind.TOO_OLD: 0.015,
            TroubleKind.TOO_YOUNG: 0.006,
            TroubleKind.STATE_EMPLOYEE: 0.010,
            TroubleKind.HAS_EMPLOYER: 0.010,
            TroubleKind.WELL_OFF: 0.010,
        }
    )
)
"""What a list from the villages usually looks like: one person in five is not as it should be."""


def spoil(kind: TroubleKind, worker: Worker, earlier: Worker | None, families: Families) -> Worker:
    """The worker with that trouble; ``earlier`` is the one whom the SAME kinds double."""
    if kind in _FROM_EARLIER:
        if earlier is None:
            raise ValueError(f"{kind} needs an earlier person")
        return _FROM_EARLIER[kind](worker, earlier, families)
    return _ALONE[kind](worker, families)


def needs_earlier(kind: TroubleKind) -> bool:
    """Say whether this kind doubles or borrows from somebody earlier in the list."""
    return kind in _FROM_EARLIER


def _same_again(worker: Worker, earlier: Worker, _: Families) -> Worker:
    return replace(earlier, worker_id=worker.worker_id)


def _same_nik_other_words(worker: Worker, earlier: Worker, families: Families) -> Worker:
    return replace(
        earlier,
        full_name=families.words.names.spelled_otherwise(earlier.full_name),
        phone=families.numbers.phone(),
        rt=worker.rt,
        source=worker.source,
        worker_id=worker.worker_id,
    )


def _same_nik_other_person(worker: Worker, earlier: Worker, _: Families) -> Worker:
    return replace(worker, nik=earlier.nik)


def _same_person_other_nik(worker: Worker, earlier: Worker, families: Families) -> Worker:
    if earlier.birth_date is None or earlier.sex is None:
        raise ValueError("only a person without trouble can be doubled")
    nik = families.numbers.nik(families.away().area, earlier.birth_date, earlier.sex)
    return replace(earlier, nik=nik, kk_number=worker.kk_number, phone=worker.phone, worker_id=worker.worker_id)


def _same_person_mistyped(worker: Worker, earlier: Worker, families: Families) -> Worker:
    digit = str((int(earlier.nik[12]) + 7) % 10)  # serials of thousands are never given out here: nobody else's NIK
    return replace(
        earlier,
        nik=earlier.nik[:12] + digit + earlier.nik[13:],
        full_name=families.words.names.spelled_otherwise(earlier.full_name),
        worker_id=worker.worker_id,
    )


def _birth_date_differs(worker: Worker, families: Families) -> Worker:
    if worker.birth_date is None:
        raise ValueError("only a person without trouble can be given one")
    days = pick(families.draw, (1, 2, 9, 10, 30, 365))
    return replace(worker, birth_date=move_birth_date(worker.birth_date, days, families.on))


def _birth_date_unread(worker: Worker, families: Families) -> Worker:
    written = pick(families.draw, families.words.troubles.unread_birth_dates)
    return replace(worker, birth_date=None, unread=MappingProxyType({"birth_date": written}))


def _sex_differs(worker: Worker, families: Families) -> Worker:
    if worker.birth_date is None:
        raise ValueError("only a person without trouble can be given one")
    other = Sex.MALE if worker.sex is Sex.FEMALE else Sex.FEMALE
    return replace(worker, nik=families.numbers.nik(worker.nik[:6], worker.birth_date, other))


def _nik_missing(worker: Worker, _: Families) -> Worker:
    return replace(worker, nik="")


def _nik_too_short(worker: Worker, families: Families) -> Worker:
    lost = int(families.draw() * 16)
    return replace(worker, nik=worker.nik[:lost] + worker.nik[lost + 1 :])


def _nik_too_long(worker: Worker, families: Families) -> Worker:
    twice = int(families.draw() * 16)
    return replace(worker, nik=worker.nik[:twice] + worker.nik[twice] + worker.nik[twice:])


def _nik_serial_lost(worker: Worker, _: Families) -> Worker:
    return replace(worker, nik=worker.nik[:12] + "0000")


def _nik_impossible(worker: Worker, _: Families) -> Worker:
    return replace(worker, nik=worker.nik[:8] + f"{int(worker.nik[8:10]) + 20:02d}" + worker.nik[10:])


def _kk_missing(worker: Worker, _: Families) -> Worker:
    return replace(worker, kk_number="")


def _phone_broken(worker: Worker, families: Families) -> Worker:
    return replace(worker, phone=pick(families.draw, families.words.troubles.broken_phones))


def _deceased(worker: Worker, families: Families) -> Worker:
    return replace(worker, note=pick(families.draw, families.words.troubles.deceased_notes))


def _moved_away(worker: Worker, families: Families) -> Worker:
    return replace(worker, note=pick(families.draw, families.words.troubles.moved_notes))


def _too_old(worker: Worker, families: Families) -> Worker:
    return _of_age(worker, OLDEST_WORKER + 1 + int(families.draw() * 18), families)


def _too_young(worker: Worker, families: Families) -> Worker:
    return _of_age(worker, 14 + int(families.draw() * 4), families)


def _of_age(worker: Worker, age: int, families: Families) -> Worker:
    if worker.sex is None:
        raise ValueError("only a person without trouble can be given one")
    born = families.birth_date(age)
    return replace(worker, birth_date=born, nik=families.numbers.nik(worker.nik[:6], born, worker.sex))


def _state_employee(worker: Worker, families: Families) -> Worker:
    return replace(worker, occupation_ktp=pick(families.draw, families.words.troubles.state_occupations))


def _has_employer(worker: Worker, families: Families) -> Worker:
    return replace(worker, occupation_ktp=pick(families.draw, families.words.troubles.employed_occupations))


def _well_off(worker: Worker, families: Families) -> Worker:
    return replace(worker, desil=7 + int(families.draw() * 4), monthly_income=6_000_000)


_FROM_EARLIER: Final[Mapping[TroubleKind, Callable[[Worker, Worker, Families], Worker]]] = {
    TroubleKind.SAME_AGAIN: _same_again,
    TroubleKind.SAME_NIK_OTHER_WORDS: _same_nik_other_words,
    TroubleKind.SAME_NIK_OTHER_PERSON: _same_nik_other_person,
    TroubleKind.SAME_PERSON_OTHER_NIK: _same_person_other_nik,
    TroubleKind.SAME_PERSON_MISTYPED: _same_person_mistyped,
}
_ALONE: Final[Mapping[TroubleKind, Callable[[Worker, Families], Worker]]] = {
    TroubleKind.BIRTH_DATE_DIFFERS: _birth_date_differs,
    TroubleKind.BIRTH_DATE_UNREAD: _birth_date_unread,
    TroubleKind.SEX_DIFFERS: _sex_differs,
    TroubleKind.NIK_MISSING: _nik_missing,
    TroubleKind.NIK_TOO_SHORT: _nik_too_short,
    TroubleKind.NIK_TOO_LONG: _nik_too_long,
    TroubleKind.NIK_SERIAL_LOST: _nik_serial_lost,
    TroubleKind.NIK_IMPOSSIBLE: _nik_impossible,
    TroubleKind.KK_MISSING: _kk_missing,
    TroubleKind.PHONE_BROKEN: _phone_broken,
    TroubleKind.DECEASED: _deceased,
    TroubleKind.MOVED_AWAY: _moved_away,
    TroubleKind.TOO_OLD: _too_old,
    TroubleKind.TOO_YOUNG: _too_young,
    TroubleKind.STATE_EMPLOYEE: _state_employee,
    TroubleKind.HAS_EMPLOYER: _has_employer,
    TroubleKind.WELL_OFF: _well_off,
}
