"""What is wrong with a window for who reads it by ear, by keys, or on a small or enlarged screen.

``faults_of(window)`` looks at every visible widget and tells each fault in one line; an empty list is a clean window.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizeGrip,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

_CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QTextEdit,
    QPlainTextEdit,
    QAbstractItemView,
    QTabBar,
    QAbstractSlider,
)
_ROUNDING = 2  # pixels that hinting may take
_MOST_STOPS = 400


def faults_of(window: QWidget) -> list[str]:
    """Each fault as ``kind: where: what``, in the order of the widget tree."""
    seen = [one for one in window.findChildren(QWidget) if _is_seen(one, window)]
    faults = [*_nameless(seen, window), *_cut(seen, window), *_over_each_other(seen), *_sideways(seen)]
    faults += _lost_to_keys(seen, window)
    return list(dict.fromkeys(faults))


def _is_seen(widget: QWidget, window: QWidget) -> bool:
    return widget.isVisibleTo(window) and widget.window() is window and widget.width() > 0 and widget.height() > 0


def _is_part(widget: QWidget) -> bool:
    """Whether Qt made it as a part of another control, which speaks for it."""
    above = widget.parentWidget()
    return (
        widget.objectName().startswith("qt_")
        or isinstance(widget, (QHeaderView, QSizeGrip))
        or isinstance(above, (QComboBox, QAbstractSpinBox, QTabBar, QLineEdit, QHeaderView))
        or (isinstance(widget, QAbstractSlider) and isinstance(above, QAbstractScrollArea))
        or (above is not None and above.objectName().startswith("qt_scrollarea"))
        or (isinstance(widget, QAbstractButton) and isinstance(above, QAbstractItemView))
    )


def _where(widget: QWidget, window: QWidget) -> str:
    """The nearest names above, and where it lies."""
    names = [type(widget).__name__]
    above = widget.parentWidget()
    while above is not None and above is not window and len(names) < 4:
        if above.objectName() and not above.objectName().startswith("qt_"):
            names.insert(0, above.objectName())
        elif type(above).__module__.startswith("ucj_desktop"):
            names.insert(0, type(above).__name__)
        above = above.parentWidget()
    return "/".join(names)


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says: its own, its words, or the label that leads to it.

    Qt is not asked itself: the interfaces that ``QAccessible`` hands to Python are freed twice.
    """
    if widget.accessibleName():
        return widget.accessibleName().strip()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text().strip()
    if isinstance(widget, QTabBar):
        return ", ".join(widget.tabText(index) for index in range(widget.count()))
    led = (one for one in widget.window().findChildren(QLabel) if one.buddy() is widget)
    return next((one.text().strip() for one in led), "")


def _nameless(seen: list[QWidget], window: QWidget) -> Iterator[str]:
    for widget in seen:
        if isinstance(widget, _CONTROLS) and not _is_part(widget) and not spoken(widget):
            tip = getattr(widget, "placeholderText", str)() or widget.toolTip()
            yield f"no name: {_where(widget, window)}: {tip[:50]}"


def _cut(seen: list[QWidget], window: QWidget) -> Iterator[str]:
    for widget in seen:
        text, wanted = _needs(widget)
        if text and widget.toolTip() == text:
            continue  # what people wrote may be longer than its place, and is whole in its tip
        if text and (wanted.width() > widget.width() + _ROUNDING or wanted.height() > widget.height() + _ROUNDING):
            yield (
                f"cut: {_where(widget, window)}: {text[:60]!r} wants {wanted.width()}x{wanted.height()},"
                f" has {widget.width()}x{widget.height()}"
            )
        if text and (hidden := _outside(widget, window)):
            yield f"outside: {_where(widget, window)}: {text[:60]!r} {hidden}"


def _needs(widget: QWidget) -> tuple[str, QRect]:
    """The words on it and the room they need; no words where it shows none or shortens them by itself."""
    none = "", QRect()
    if isinstance(widget, QLabel):
        if not widget.text().strip():
            return none
        if widget.wordWrap():
            return widget.text(), QRect(0, 0, widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
        return widget.text(), QRect(0, 0, widget.sizeHint().width(), widget.sizeHint().height())
    if isinstance(widget, (QPushButton, QToolButton, QCheckBox, QRadioButton)):
        if not widget.text() or _is_part(widget):
            return none
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return none
        return widget.text(), QRect(0, 0, widget.sizeHint().width(), widget.fontMetrics().height())
    if isinstance(widget, QComboBox) and not widget.isEditable():
        wide = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 32
        return widget.currentText(), QRect(0, 0, wide, 0)
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText() and not _is_part(widget):
        wide = widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + 12
        return widget.placeholderText(), QRect(0, 0, wide, 0)
    if isinstance(widget, QTabBar):
        wide = max(widget.tabRect(index).right() for index in range(widget.count())) if widget.count() else 0
        return "tabs", QRect(0, 0, wide, 0)
    return none


def _outside(widget: QWidget, window: QWidget) -> str:
    """How much of it lies outside of what can be seen and cannot be scrolled to."""
    area = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return ""  # a viewport: the rest can be scrolled to
        room = QRect(above.mapTo(window, above.rect().topLeft()), above.size()) if above is not window else above.rect()
        left = area.intersected(room)
        if left.width() < area.width() - _ROUNDING or left.height() < area.height() - _ROUNDING:
            return f"{area.width() - left.width()}x{area.height() - left.height()} not shown"
        if above is window:
            return ""
        above = above.parentWidget()
    return ""


def _over_each_other(seen: list[QWidget]) -> Iterator[str]:
    """Widgets of one layout that lie over each other."""
    for above in {id(one.parentWidget()): one.parentWidget() for one in seen}.values():
        layout = above.layout() if above is not None and not isinstance(above, QStackedWidget) else None
        if above is None or layout is None:
            continue
        mine = [one for one in seen if one.parentWidget() is above and layout.indexOf(one) >= 0]
        for index, one in enumerate(mine):
            for other in mine[index + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > _ROUNDING and shared.height() > _ROUNDING:
                    names = " and ".join(type(each).__name__ for each in (one, other))
                    yield f"overlap: {_where(one, above.window())}: {names} {shared.width()}x{shared.height()}"


def _sideways(seen: list[QWidget]) -> Iterator[str]:
    """Forms that scroll sideways; a table may."""
    for widget in seen:
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            yield f"sideways: {_where(widget, widget.window())}: {widget.horizontalScrollBar().maximum()} px"


def _lost_to_keys(seen: list[QWidget], window: QWidget) -> Iterator[str]:
    """Controls that Tab never reaches, places it never leaves, and steps that jump back within one form.

    Tab is pressed in truth: what ``nextInFocusChain`` hands to Python takes widgets from their parents.
    """
    for widget in seen:
        takes_part = isinstance(widget, _CONTROLS) and widget.isEnabled() and not _is_part(widget)
        if takes_part and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _may_be_skipped(widget):
            yield f"no Tab: {_where(widget, window)}: {spoken(widget)[:50]}"
    stops = list[QWidget]()
    while (here := QApplication.focusWidget()) is None or here not in stops:
        if here is not None:
            stops.append(here)
        if len(stops) > _MOST_STOPS:
            break
        QTest.keyClick(here or window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is here:
            if here is not None and len(_reached(seen)) > 1:
                yield f"Tab stays: {_where(here, window)}: {spoken(here)[:50]}"
            break
    topmost = min(range(len(stops)), key=lambda index: _place(stops[index], window), default=0)
    stops = stops[topmost:] + stops[:topmost]  # whatever had the focus at first, the way begins at the top
    for before, after in pairwise(stops):
        if before.parentWidget() is after.parentWidget() and _goes_back(before, after):
            yield f"Tab back: {_where(after, window)}: from {spoken(before)[:30]!r} up to {spoken(after)[:30]!r}"
    missed = [one for one in _reached(seen) if one not in stops and not _in_group(one)]
    if QApplication.focusWidget() is not None:
        for widget in missed:
            yield f"never reached: {_where(widget, window)}: {spoken(widget)[:50]}"


def _place(widget: QWidget, window: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(window, widget.rect().topLeft())
    return corner.y(), corner.x()


def _reached(seen: list[QWidget]) -> list[QWidget]:
    """Where Tab should come by."""
    return [
        one
        for one in seen
        if isinstance(one, _CONTROLS)
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _is_part(one)
        and one.focusProxy() is None
    ]


def _in_group(widget: QWidget) -> bool:
    """Of buttons of which one is chosen, Tab comes by that one; arrows go between them."""
    return isinstance(widget, QAbstractButton) and (widget.group() is not None or widget.autoExclusive())


def _may_be_skipped(widget: QWidget) -> bool:
    """Text to look at, the others of a group, and buttons that only show the key which does the same."""
    if _in_group(widget):
        return True
    if isinstance(widget, QAbstractItemView):  # a list of boxes: Tab goes through these
        return any(isinstance(one, _CONTROLS) for one in widget.viewport().findChildren(QWidget))
    if isinstance(widget, QAbstractButton):
        return bool(widget.shortcut().toString()) or widget.text().startswith(("F8:", "F9:"))
    return isinstance(widget, (QTextEdit, QPlainTextEdit)) and widget.isReadOnly()


def _goes_back(before: QWidget, after: QWidget) -> bool:
    one, other = before.geometry(), after.geometry()
    return other.bottom() <= one.top() and other.left() <= one.right()
