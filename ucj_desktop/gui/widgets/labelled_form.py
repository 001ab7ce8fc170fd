"""A form of labels and boxes, each box known to screen readers by its label."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ucj_desktop.gui import look


def labelled_form(boxes: Mapping[str, QWidget]) -> QFormLayout:
    """A row for each box in its order: its label, which leads to it by keys, and a height that is easily hit."""
    form = QFormLayout()
    form.setHorizontalSpacing(look.GRID * 3)
    form.setVerticalSpacing(look.GRID * 2)
    for word, box in boxes.items():
        label = QLabel(word)
        label.setBuddy(box)
        box.setAccessibleName(word)
        box.setMinimumHeight(look.TARGET)
        form.addRow(label, box)
    return form
