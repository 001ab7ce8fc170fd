"""Boxes for the kinds of fields: what is typed, what it is read as, and what is said about it at once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from ucj_desktop.domain import dates, digits, phone
from ucj_desktop.domain.dates import parse_date, short_date
from ucj_desktop.domain.digits import clean_digits
from ucj_desktop.domain.fields import Field, Kind
from ucj_desktop.domain.nik import LENGTH
from ucj_desktop.domain.phone import clean_phone
from ucj_desktop.domain.place import Place
from ucj_desktop.gui import look, texts
from ucj_desktop.services.collect.keep_draft import Origin

_SMALLEST_WIDTH, WIDEST_BOX = 96, 300  # pixels
NO_NUMBER = "belum ada"  # what a box says whose number does not exist yet; digits are read from it as from a dash
_FORM_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)
_WHOLE_DATE = re.compile(r"[0-9]{8}|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a box holds: the value for the worker, the text where it could not be read, and a remark about it."""

    value: Any
    unread: str = ""
    remark: str = ""


class Editor(QLineEdit):
    """A box for one field of free text; the other kinds extend it.

    ``edited``: the clerk changed it. ``filled``: nothing more can be typed, so the cursor may go on. ``left``: the
    cursor has gone. ``wants_next``/``wants_previous``: Enter and the arrow keys. ``wants_repeat``: F4.
    ``full_at``: with so many characters, the cursor behind them, it is full; 0: never.
    """

    edited = Signal()
    filled = Signal()
    left = Signal()
    wants_next = Signal()
    wants_previous = Signal()
    wants_repeat = Signal()

    def __init__(self, width: int = 20, parent: QWidget | None = None, *, full_at: int = 0) -> None:
        super().__init__(parent)
        self.origin = Origin.TYPED
        self._full_at = full_at
        self._adds = False  # the key that is being pressed writes something
        self.setFixedWidth(min(max(width * 10 + 24, _SMALLEST_WIDTH), WIDEST_BOX))
        self.setMinimumHeight(look.TARGET)
        self.textEdited.connect(self._on_edited)

    def reading(self) -> Reading:
        """What the worker gets from this box."""
        return Reading(" ".join(self.text().split()))

    def show_value(self, value: Any, unread: str = "") -> None:
        """Fill the box from a worker."""
        self.setText(unread or ("" if value is None else self.written(value)))
        self.setCursorPosition(0)
        self.mark(Origin.TYPED)

    def written(self, value: Any) -> str:
        return str(value)

    def mark(self, origin: Origin) -> None:
        """A value taken over from the last worker looks so until it is touched, one that is offered until gone over."""
        if origin is not self.origin:
            self.origin = origin
            look.mark(self, origin=origin.value)

    def is_whole(self) -> bool:
        """Whether nothing more is expected behind what is typed."""
        return self._full_at > 0 and len(self.text()) == self._full_at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._adds = event.key() not in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain) or event.key() == Qt.Key.Key_Down:
            self.wants_next.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.wants_previous.emit()
        elif event.key() == Qt.Key.Key_F4:
            self.wants_repeat.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.tidy()
            self.left.emit()

    def tidy(self) -> None:
        """Write what was read in its proper form, once the cursor has gone."""

    def _on_edited(self) -> None:
        self.mark(Origin.TYPED)
        self.edited.emit()
        if self._adds and self.cursorPosition() == len(self.text()) and self.is_whole():
            self.filled.emit()


class NikBox(Editor):
    """NIK and KK: digits in the groups people read aloud; ``filled`` comes with the 16th digit.

    A dash or a word for nothing states that there is no number yet, which is another thing than an empty box.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(19, parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._group)

    def reading(self) -> Reading:
        cleaned = clean_digits(self.text())
        said = "; ".join(digits.REMARK_LABELS[one] for one in cleaned.remarks)
        if not cleaned.is_recovered:
            return Reading("", self.text().strip(), said)
        grouping_only = set(cleaned.remarks) <= {digits.DigitRemark.SPACES_REMOVED}
        return Reading(cleaned.value, remark="" if grouping_only else said)

    @property
    def says_none(self) -> bool:
        """Whether it is stated that there is no number yet."""
        return digits.DigitRemark.NOT_STATED in clean_digits(self.text()).remarks

    def written(self, value: Any) -> str:
        text = str(value)
        return texts.grouped_digits(text) if text.isascii() and text.isdigit() else text

    def tidy(self) -> None:
        read = self.reading()
        if self.says_none:
            self.setText(NO_NUMBER)
        elif not read.unread:
            self.setText(self.written(read.value))

    def _group(self, typed: str) -> None:
        plain = typed.replace(" ", "")
        if not (plain.isascii() and plain.isdigit()):
            return
        before = len(typed[: self.cursorPosition()].replace(" ", ""))
        grouped = texts.grouped_digits(plain)
        if grouped != typed:
            self.setText(grouped)
            self.setCursorPosition(before + sum(1 for cut in (6, 12) if before > cut))
        if len(plain) == LENGTH and before == LENGTH:
            self.filled.emit()


class DateBox(Editor):
    """A date typed in any usual way and shown as dd-mm-yyyy; ``today`` decides the century of two-digit years."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(13, parent)
        self._today = today

    def reading(self) -> Reading:
        read = parse_date(self.text(), self._today)
        if read.fault is not None:
            return Reading(None, self.text().strip(), f"Tanggal ini {dates.FAULT_LABELS[read.fault]}.")
        said = "; ".join(dates.REMARK_LABELS[one] for one in read.remarks)
        return Reading(read.value, remark=said)

    def written(self, value: Any) -> str:
        return short_date(value)

    def is_whole(self) -> bool:
        return _WHOLE_DATE.fullmatch(self.text().strip()) is not None and isinstance(self.reading().value, date)

    def tidy(self) -> None:
        read = self.reading()
        if isinstance(read.value, date):
            self.setText(short_date(read.value))


class PhoneBox(Editor):
    """A mobile number, brought to 08..."""

    def reading(self) -> Reading:
        cleaned = clean_phone(self.text())
        if cleaned.fault is not None:
            return Reading("", cleaned.value, f"Nomor ini {phone.FAULT_LABELS[cleaned.fault]}.")
        return Reading(cleaned.value)

    def tidy(self) -> None:
        read = self.reading()
        if not read.unread:
            self.setText(str(read.value))


class WholeNumberBox(Editor):
    """A whole number; dots between thousands are allowed, and shown where it is money."""

    def __init__(self, width: int, *, is_money: bool, parent: QWidget | None = None) -> None:
        super().__init__(width, parent)
        self._is_money = is_money

    def reading(self) -> Reading:
        typed = self.text().strip()
        plain = typed.lower().removeprefix("rp").replace(".", "").replace(" ", "")
        if not plain:
            return Reading(None, typed)
        if plain.isascii() and plain.isdigit() and len(plain) < 13:
            return Reading(int(plain))
        return Reading(None, typed, "Tulis dengan angka saja.")

    def written(self, value: Any) -> str:
        return texts.number(value) if self._is_money else str(value)

    def tidy(self) -> None:
        read = self.reading()
        if read.value is not None:
            self.setText(self.written(read.value))


class ListBox(Editor):
    """A box with a list under it while typing: ``search`` gives (value, words) pairs, the best first."""

    def __init__(
        self, search: Callable[[str], Sequence[tuple[Any, str]]], width: int = 30, parent: QWidget | None = None
    ) -> None:
        super().__init__(width, parent)
        self._search = search
        self._offers: list[tuple[Any, str]] = []
        self._chosen: tuple[Any, str] | None = None
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        completer.activated.connect(self._on_chosen)
        self.setCompleter(completer)
        self.textEdited.connect(self._on_typed)

    @property
    def value(self) -> Any:
        """What is chosen; None where the text names nothing."""
        return self._chosen[0] if self._chosen is not None else None

    def choose(self, value: Any, words: str) -> None:
        self._chosen = (value, words)
        self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the marked line of the list; where none is marked it goes on as in any box.

        A list that has just closed still hands its box what a fast clerk types; it belongs where the cursor is now.
        """
        there = QApplication.focusWidget()
        if there is not None and not self.hasFocus():
            QApplication.sendEvent(there, event)
            return
        popup = self.completer().popup()
        is_for_the_form = event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() in _FORM_KEYS
        if popup is not None and popup.isVisible() and is_for_the_form:
            popup.hide()
            QApplication.sendEvent(self, event)  # an open list hands a key to its box alone, not to the form around it
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and popup is not None and popup.isVisible():
            if popup.selectionModel().hasSelection():
                event.ignore()  # what a box accepts never reaches its completer
                return
            popup.hide()
        super().keyPressEvent(event)

    def reading(self) -> Reading:
        typed = " ".join(self.text().split())
        if self._chosen is not None and self._chosen[1] == typed:
            return Reading(self._chosen[0])
        offers = self._search(typed) if typed else ()
        alike = [offer for offer in offers if offer[1].casefold() == typed.casefold()] or list(offers)
        if len(alike) == 1:
            return Reading(alike[0][0])
        return Reading("", typed, "Pilih salah satu dari daftar." if typed else "")

    def tidy(self) -> None:
        read = self.reading()
        if read.value and (self._chosen is None or self._chosen[0] != read.value):
            words = next((words for value, words in self._search(self.text()) if value == read.value), self.text())
            self.choose(read.value, words)

    def offers_nothing(self) -> bool:
        """Whether something is typed that no line of the list goes with."""
        return bool(self.text().strip()) and self._chosen is None and not self._search(self.text())

    def _on_typed(self, typed: str) -> None:
        self._chosen = None
        self._offers = list(self._search(typed))
        self._words.setStringList([words for _, words in self._offers])

    def _on_chosen(self, words: str) -> None:
        chosen = next((offer for offer in self._offers if offer[1] == words), None)
        if chosen is not None:
            self.choose(*chosen)
            self.edited.emit()
            self.filled.emit()


class VillageBox(ListBox):
    """A village of the office, by name or code; its value is the code. ``words`` must tell any two villages apart.

    ``where`` names what is looked through, for the sentence that says nothing was found.
    """

    def __init__(
        self,
        search: Callable[[str], Sequence[Place]],
        by_code: Callable[[str], Place | None],
        words: Callable[[Place], str] = lambda place: place.full_name,
        parent: QWidget | None = None,
        *,
        where: str = "wilayah kantor ini",
    ) -> None:
        self._by_code, self._words_of, self._where = by_code, words, where
        super().__init__(lambda typed: [(place.code, words(place)) for place in search(typed)], 26, parent)

    def reading(self) -> Reading:
        read = super().reading()
        if read.unread and self.offers_nothing():
            return Reading("", read.unread, f"Tidak ada desa/kelurahan “{read.unread}” di {self._where}.")
        return read

    def show_value(self, value: Any, unread: str = "") -> None:
        place = self._by_code(str(value)) if value else None
        if place is None:
            super().show_value(value or "", unread)
        else:
            self.choose(place.code, self._words_of(place))
            self.mark(Origin.TYPED)


class ChoiceBox(ListBox):
    """One of a few: L or P typed is enough, and fills the box."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self._labels = {value: str(label) for value, label in field.choices.items()}
        super().__init__(self._found, 16, parent)

    def _found(self, typed: str) -> list[tuple[Any, str]]:
        wanted = typed.strip().casefold()
        offers = list(self._labels.items())
        exact = [offer for offer in offers if offer[1].casefold() == wanted]
        return exact or [offer for offer in offers if offer[1].casefold().startswith(wanted)]

    def show_value(self, value: Any, unread: str = "") -> None:
        if value in self._labels:
            self.choose(value, self._labels[value])
            self.mark(Origin.TYPED)
        else:
            super().show_value("", unread)

    def reading(self) -> Reading:
        read = super().reading()
        return Reading(read.value or None, read.unread, read.remark)

    def _on_typed(self, typed: str) -> None:
        super()._on_typed(typed)
        if self._adds and len(self._offers) == 1:
            [only] = self._offers
            self._words.setStringList([])  # else the list would open over the next box
            self.choose(*only)
            self.edited.emit()
            self.filled.emit()


def editor_for(field: Field, today: date, villages: Callable[[], VillageBox]) -> Editor:
    """The box for one field of the table of fields."""
    match field.kind:
        case Kind.DIGITS:
            return NikBox()
        case Kind.DATE:
            return DateBox(today)
        case Kind.CHOICE:
            return ChoiceBox(field)
        case Kind.VILLAGE:
            return villages()
        case Kind.PHONE:
            return PhoneBox(field.width)
        case Kind.WHOLE_NUMBER | Kind.MONEY:
            return WholeNumberBox(field.width, is_money=field.kind is Kind.MONEY)
        case _:
            return Editor(field.width, full_at=field.full_at)
