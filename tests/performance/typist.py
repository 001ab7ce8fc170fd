"""A clerk who types workers from papers by keys alone, and counts the keys that no paper holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ucj_desktop.gui.look import State

if TYPE_CHECKING:
    from ucj_desktop.gui.widgets.worker_form import WorkerForm

MOST_KEYS = 40  # to reach a box
CONTROL = Qt.KeyboardModifier.ControlModifier
_NAMES = ("Sitti Rahmawati", "Baso Tamparang", "Andi Nurhayati", "Muhammad Yusuf", "Hasnah", "Ambo Tuo")
_LAST = ("Daeng Baji", "Puji", "Tola", "Sompa", "Bunga", "Lalo", "Marennu", "Sanre")


class Typist:
    """``beyond`` counts the keys beyond the data, ``stalls`` holds the milliseconds of every key and look.

    ``write`` types a text and gives the milliseconds of its keys, ``press`` those of one key; ``rest`` looks at what
    came back meanwhile.
    """

    def __init__(
        self,
        form: WorkerForm,
        write: Callable[[str], Iterable[float]],
        press: Callable[..., float],
        rest: Callable[[], Iterable[float]] = tuple,
    ) -> None:
        self.form = form
        self.beyond = 0
        self.stalls: list[float] = []
        self._write, self._press, self._rest = write, press, rest

    def first_of_the_day(self) -> None:
        """What the others take over: village, hamlet, RT, RW, occupation and source; its keys are not counted."""
        self._text("7302011209790099")
        self._text("Puang Sanre")
        for code, text in (
            ("village_code", "Bialo"), ("hamlet", "Bonto"), ("rt", "002"), ("rw", "001"), ("address", "Jalan Poros"),
            ("occupation", "petani rumput laut"), ("source", "usulan desa"),
        ):  # fmt: skip
            self._to(code)
            self._text(text)
        self._save()
        self.beyond, self.stalls = 0, []

    def worker(self, number: int) -> None:
        """One paper: NIK, name, KK and mother; every tenth has something amiss, each time something else."""
        amiss = number // 10 % 4 if number % 10 == 9 else -1
        day = 41 + number % 28
        name = f"{_NAMES[number % len(_NAMES)]} {_LAST[number // len(_NAMES) % len(_LAST)]}"
        area = "730201"
        if amiss == 0:  # two digits of the day are swapped in the NIK; the paper says when and what she is
            self._text(f"{area}{day % 10}{day // 10}0880{1000 + number:04d}")
        else:
            self._text(f"{area}{day:02d}0880{1000 + number:04d}")
        if amiss == 1:  # saved by mistake before the name is there
            self._key(Qt.Key.Key_Return, CONTROL)
        if amiss == 2:
            name = "Puang Sanre"  # somebody of that name is there: said, and typed on
        self._text(name)
        if amiss == 0:
            self._mend_the_nik(day)
        self._to("kk_number")
        self._text(f"73020111051{number:05d}")
        self._to("mother_name")
        self._text("Hasnah")
        if amiss == 3:  # the same address as before
            self._to("address")
            self._key(Qt.Key.Key_F4)
        self._save()

    def _mend_the_nik(self, day: int) -> None:
        self._to("birth_date")
        self._text(f"{day - 40:02d}081980")
        self._to("sex")
        self._text("p")
        if self.form.repair_bar.state is State.WARNS:
            self._key(Qt.Key.Key_F8)

    def _save(self) -> None:
        """Ctrl+Enter, and once more where something is to be mended later."""
        before = self.form.worker_id
        for _ in range(MOST_KEYS):
            if self.form.worker_id != before:
                break
            self._key(Qt.Key.Key_Return, CONTROL)
        assert self.form.worker_id != before
        self.stalls += self._rest()

    def _to(self, code: str) -> None:
        """To a box by the key that gets there: over what is filled, or one by one."""
        codes = list(self.form.rows)
        for _ in range(MOST_KEYS):
            here = self.form.field_at_cursor()
            if here == code:
                return
            before = codes.index(here) > codes.index(code)
            filled = bool(self.form.rows[code].editor.text())
            self._key(Qt.Key.Key_Up if before else Qt.Key.Key_Return if filled else Qt.Key.Key_F6)
        raise AssertionError(f"{code} was not reached")

    def _text(self, text: str) -> None:
        self.stalls += self._write(text)

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.beyond += 1
        self.stalls.append(self._press(key, modifier))
