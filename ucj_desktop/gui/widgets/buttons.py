"""Buttons by what they mean: the one thing to press, the others, the plain and the dangerous."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ucj_desktop.gui import icons, look

ICON_SIZE = QSize(24, 18)  # wider than the letter, so that the word stands off


class _Button(QPushButton):
    """Enter presses it too, as everywhere in Excel; Qt by itself takes only the space bar outside of dialogs."""

    key = QKeySequence()

    def setText(self, text: str) -> None:
        """Another word leaves the key as it is; Qt by itself would drop it."""
        super().setText(text)
        if not self.key.isEmpty():
            self.setShortcut(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def button(
    word: str,
    pressed: Callable[[], object] | None = None,
    *,
    icon: str = "",
    kind: str = "",
    tip: str = "",
    key: str = "",
) -> QPushButton:
    """``kind``: primary (one a page), danger, plain, or empty. ``key`` is a shortcut, told in the tip."""
    made = _Button(word)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    theme = look.palette()
    if kind:
        made.setProperty("kind", kind)
    if icon:
        colour = {"primary": theme.on_accent, "danger": theme.bad, "plain": theme.accent}.get(kind, theme.text_soft)
        made.setIcon(icons.icon(icon, colour))
        made.setIconSize(ICON_SIZE)
    if key:
        made.key = QKeySequence(key)
        made.setShortcut(made.key)
        tip = f"{tip or word} ({key})"
    made.setToolTip(tip)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def hide_unless(allowed: bool, *widgets: QWidget) -> None:
    """Hide what the clerk's role does not cover; showing a widget that has no parent yet would make it a window."""
    if not allowed:
        for one in widgets:
            one.hide()


def allow_unless(why_not: str, *widgets: QWidget) -> None:
    """What cannot be used now says why when the mouse rests on it; its own tip comes back with the use of it."""
    for one in widgets:
        if not one.property("why"):
            one.setProperty("tip", one.toolTip())
        one.setProperty("why", why_not)
        one.setToolTip(why_not or str(one.property("tip") or ""))
        one.setAccessibleDescription(why_not)
        one.setEnabled(not why_not)


def icon_button(
    icon: str, tip: str, pressed: Callable[[], object] | None = None, parent: QWidget | None = None
) -> QToolButton:
    """A square button without a word; the tip and the accessible name say what it does."""
    made = QToolButton(parent)
    made.setProperty("kind", "plain")
    made.setIcon(icons.icon(icon))
    made.setIconSize(ICON_SIZE)
    made.setFixedSize(look.TARGET, look.TARGET)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made
