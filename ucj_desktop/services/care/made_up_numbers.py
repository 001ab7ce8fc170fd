"""NIK, KK and phone numbers and ids of made-up people, each given out once."""

from datetime import date
from typing import Final

from ucj_desktop.domain.nik import birth_digits
from ucj_desktop.domain.worker import Sex, WorkerId
from ucj_desktop.services.care.made_up_words import Draw

_MILLISECONDS_A_DAY: Final = 86_400_000
_PHONE_FRONTS: Final = ("0812", "0813", "0821", "0822", "0823", "0851", "0852", "0853")
_PHONES: Final = len(_PHONE_FRONTS) * 100_000
_PHONE_STEP: Final = 104_729  # a prime: neighbours in the list do not get neighbouring numbers


class Numbers:
    """Gives out numbers as the offices would: serials from 0001 for each place and day."""

    def __init__(self, draw: Draw, on: date) -> None:
        self._draw = draw
        self._serials: dict[str, int] = {}
        self._millisecond = (on - date(1970, 1, 1)).days * _MILLISECONDS_A_DAY
        self._phone = int(draw() * _PHONES)

    def nik(self, area: str, birth_date: date, sex: Sex) -> str:
        """A NIK never given out before; ``area`` is six digits."""
        return self._next(area + birth_digits(birth_date, sex))

    def kk_number(self, area: str, issued: date) -> str:
        """A KK number never given out before: place and day of issue, then the serial."""
        return self._next(f"{area}{issued.day:02d}{issued.month:02d}{issued.year % 100:02d}")

    def phone(self) -> str:
        """A number of the right length whose part after the operator starts with 000, which looks like nobody's."""
        self._phone = (self._phone + _PHONE_STEP) % _PHONES
        front, rest = divmod(self._phone, 100_000)
        return f"{_PHONE_FRONTS[front]}000{rest:05d}"

    def worker_id(self) -> WorkerId:
        """An id of the shape of UUID version 7, drawn instead of taken from the clock."""
        self._millisecond += 1
        draw = self._draw
        digits = f"{self._millisecond:012x}7{int(draw() * 0x1000):03x}{0x8000 + int(draw() * 0x4000):04x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:]}-{int(draw() * 2**48):012x}"

    def _next(self, front: str) -> str:
        serial = self._serials.get(front, 0) + 1
        self._serials[front] = serial
        return f"{front}{serial:04d}"
