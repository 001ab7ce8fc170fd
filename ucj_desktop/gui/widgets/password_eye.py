"""The eye in a password box."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ucj_desktop.gui import icons


def add_eye(box: QLineEdit) -> QAction:
    """A button inside a password box that shows what was typed."""
    action = box.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
    action.setCheckable(True)
    action.setToolTip("Tampilkan kata sandi")

    def show(shown: bool) -> None:
        box.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        action.setIcon(icons.icon("eye-slash" if shown else "eye"))

    action.toggled.connect(show)
    return action
