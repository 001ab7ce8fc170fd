"""Words that hardly stand out from their ground: measured on the picture, whatever style sheet or painter drew them.

The ground is the colour that fills most of the words' place, the ink the one that stands out most from it. What cannot
be used now may be faint (WCAG 2.2, 1.4.3, leaves it out).
"""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QImage, qBlue, qGreen, qRed
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QTableView, QWidget

ENOUGH = 4.5  # WCAG 2.2, level AA, for words of ordinary size
_SCALE = 2  # thin strokes reach their full colour
_FRAME = 3  # pixels at an edge that a border may have
_SPECKS = 4  # pixels of a colour below which it is the soft edge of something


def faint_words(window: QWidget) -> list[str]:
    """Each as ``faint: ratio: words``, where the contrast of a visible text is below 4.5 to 1."""
    picture = QImage(window.size() * _SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SCALE)
    window.render(picture, QPoint())
    told = dict[str, None]()
    for words, place in _texts(window):
        if (ratio := contrast_in(picture, place)) < ENOUGH:
            told[f"faint: {ratio:.1f}: {words[:50]!r}"] = None
    return list(told)


def contrast_in(picture: QImage, place: QRect) -> float:
    """Between what fills most of the place, given in the window's own pixels, and what stands out most there."""
    area = QRect(place.topLeft() * _SCALE, place.size() * _SCALE).intersected(picture.rect())
    if area.isEmpty():
        return ENOUGH
    part = picture.copy(area)
    part.setDevicePixelRatio(1)
    counted = Counter(memoryview(part.constBits()).cast("I"))
    light = {colour: luminance(colour) for colour, number in counted.items() if number >= _SPECKS}
    ground = luminance(counted.most_common(1)[0][0])
    return max((ratio(ground, other) for other in light.values()), default=ENOUGH)


def luminance(colour: int) -> float:
    """Relative luminance (WCAG 2.2) of a colour as Qt packs it."""
    parts = (one / 255 for one in (qRed(colour), qGreen(colour), qBlue(colour)))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: float, other: float) -> float:
    """The contrast of two luminances, from 1 to 21."""
    dark, light = sorted((one, other))
    return (light + 0.05) / (dark + 0.05)


def _texts(window: QWidget) -> Iterator[tuple[str, QRect]]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.window() is not window or not widget.isEnabled():
            continue
        if isinstance(widget, QAbstractItemView):
            yield from _cells(widget, window)
        elif (words := _words(widget)) and (place := _place(widget, widget.rect(), window)).isValid():
            yield words, place


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return widget.text().strip() if widget.pixmap().isNull() else ""
    if isinstance(widget, QAbstractButton):
        return widget.text().strip()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.currentText() if isinstance(widget, QComboBox) and not widget.isEditable() else ""


def _place(widget: QWidget, rect: QRect, window: QWidget) -> QRect:
    """What can be seen of it, without its frame."""
    seen = rect.intersected(widget.visibleRegion().boundingRect())
    if isinstance(widget, (QAbstractButton, QLineEdit, QComboBox)):
        seen = seen.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
    if seen.height() < min(rect.height(), 2 * widget.fontMetrics().height()) - 2 * _FRAME:
        return QRect()  # scrolled half away
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size())


def _cells(view: QAbstractItemView, window: QWidget) -> Iterator[tuple[str, QRect]]:
    rows, port = view.model(), view.viewport()
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    below, right = port.height(), port.width()
    first, last = view.indexAt(QPoint(1, 1)), view.indexAt(QPoint(1, below - 1))
    end = last.row() if last.isValid() else rows.rowCount(QModelIndex()) - 1
    for row in range(max(first.row(), 0), min(end, max(first.row(), 0) + 60) + 1):
        for column in range(columns):
            index: QModelIndex = rows.index(row, column)
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "").strip()
            rect = view.visualRect(index).adjusted(1, 1, -1, -1)
            if not words or not index.flags() & Qt.ItemFlag.ItemIsEnabled or not rect.isValid():
                continue
            if rect.left() > right - 20 or not port.rect().contains(rect.topLeft()) or rect.bottom() > below:
                continue
            yield words, _place(port, rect, window)
