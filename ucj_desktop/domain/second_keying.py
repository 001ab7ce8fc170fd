"""Second keying of a sample: CSPro's rule of what counts as an error, how a sample is drawn, and the error rate."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from heapq import nsmallest
from typing import Final

from ucj_desktop.domain.dates import parse_date
from ucj_desktop.domain.digits import clean_digits
from ucj_desktop.domain.phone import clean_phone

KEYED_FIELDS: Final = (
    "nik", "full_name", "birth_date", "sex", "kk_number", "mother_name", "rt", "rw", "phone",
)  # fmt: skip
"""The fields that are keyed again, in the order of the papers; each of each worker counts once in the error rate."""

_IN_DIGITS: Final = frozenset({"nik", "kk_number"})
_WITHOUT_ZEROS: Final = frozenset({"rt", "rw"})
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’`‘\u00b4", "'"))


class Outcome(StrEnum):
    """What became of one field; a difference counts only when it was typed the same twice (CSPro's rule)."""

    WAITING = ""
    AGAIN = "again"  # typed once otherwise than in the store: it is typed again
    SAME = "same"
    DIFFERENT = "different"  # typed the same twice, and the store says otherwise


class Choice(StrEnum):
    """Which of two values a person found on the paper."""

    NONE = ""
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedField:
    """One field of one worker in a sample; ``first`` is the store's value when it was keyed again."""

    worker_id: str
    field: str
    outcome: Outcome
    choice: Choice = Choice.NONE
    first: str = ""
    second: str = ""
    first_clerk: str = ""  # account id of who entered the worker

    @property
    def is_keyed(self) -> bool:
        return self.outcome in (Outcome.SAME, Outcome.DIFFERENT)

    @property
    def is_error(self) -> bool:
        """An error of the first keying, unless a person found that the first value stands on the paper."""
        return self.outcome is Outcome.DIFFERENT and self.choice is not Choice.FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """``errors`` of ``keyed`` fields of ``workers`` workers; a rate counts fields, not characters."""

    workers: int
    keyed: int
    errors: int
    open: int  # differences that nobody has looked at yet; they count as errors until then

    @property
    def share(self) -> float:
        """0 to 1; 0 where nothing was keyed."""
        return self.errors / self.keyed if self.keyed else 0.0

    @property
    def percent(self) -> str:
        """As written in Indonesian: 1,3 %."""
        return f"{self.share * 100:.1f} %".replace(".", ",")


NOTHING_KEYED: Final = ErrorRate(workers=0, keyed=0, errors=0, open=0)


def judge(field: str, first: str, typed: str, typed_before: str | None, today: date) -> Outcome:
    """What typing a field says; ``typed_before`` is what was typed the time before, None the first time."""
    said = folded(field, typed, today)
    if said == folded(field, first, today):
        return Outcome.SAME
    if typed_before is not None and said == folded(field, typed_before, today):
        return Outcome.DIFFERENT
    return Outcome.AGAIN


def folded(field: str, text: str, today: date) -> str:
    """What of a text counts: digits of a number, the day of a date, letters without their case and doubled spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_APOSTROPHES).split()).casefold()
    if plain in ("", "-"):
        return ""
    if field in _IN_DIGITS:
        return clean_digits(plain).value
    if field in _WITHOUT_ZEROS:
        return plain.lstrip("0") or "0"
    if field == "phone":
        return clean_phone(plain).value
    if field == "birth_date":
        day = parse_date(plain, today).value
        return day.isoformat() if day is not None else plain
    return plain[:1] if field == "sex" else plain


def draw(worker_ids: Iterable[str], size: int, seed: int) -> list[str]:
    """A sample at random, the same for the same workers and seed on every computer; its order is that of keying."""
    return nsmallest(size, worker_ids, key=lambda one: sha256(f"{seed}/{one}".encode()).digest())


def rate_of(fields: Sequence[KeyedField]) -> ErrorRate:
    """The error rate over some fields."""
    keyed = [one for one in fields if one.is_keyed]
    return ErrorRate(
        workers=len({one.worker_id for one in keyed}),
        keyed=len(keyed),
        errors=sum(one.is_error for one in keyed),
        open=sum(one.outcome is Outcome.DIFFERENT and one.choice is Choice.NONE for one in keyed),
    )


def rates_by_field(fields: Sequence[KeyedField]) -> Mapping[str, ErrorRate]:
    """The same for each field, in the order of keying."""
    return {code: rate_of([one for one in fields if one.field == code]) for code in KEYED_FIELDS}


def rates_by_clerk(fields: Sequence[KeyedField]) -> Mapping[str, ErrorRate]:
    """The same for each account that had entered the workers."""
    clerks = sorted({one.first_clerk for one in fields})
    return {clerk: rate_of([one for one in fields if one.first_clerk == clerk]) for clerk in clerks}
