"""Tab goes the way one reads, also where boxes were made later than the buttons below them."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLayout, QLayoutItem, QScrollArea, QWidget


def tab_in_order_of(layout: QLayout) -> None:
    """Order the focus of everything in a layout as the layout holds it: forms and boxes from the top to the bottom,
    grids as they were filled."""
    for before, after in pairwise(_stops(layout)):
        QWidget.setTabOrder(before, after)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        inner, widget = item.layout(), item.widget()
        if isinstance(widget, QScrollArea):
            widget = widget.widget()
        if inner is not None:
            yield from _stops(inner)
        elif widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif widget is not None and (within := widget.layout()) is not None:
            yield from _stops(within)


def _items(layout: QLayout) -> Iterator[QLayoutItem]:
    if isinstance(layout, QFormLayout):  # which counts its items as they were added
        roles = (QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole)
        found = [layout.itemAt(row, role) for row in range(layout.rowCount()) for role in roles]
    else:
        found = [layout.itemAt(place) for place in range(layout.count())]
    yield from (item for item in found if item is not None)
