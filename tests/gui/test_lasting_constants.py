"""Calls of Qt do not use up None, True and False."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ucj_desktop import gui

MORE_THAN_CAN_BE_LOST = 1 << 30


@pytest.mark.parametrize("one", [None, True, False])
def test_the_constants_have_references_for_a_working_life(one: object, qtbot: QtBot) -> None:
    assert gui.__doc__
    label = QLabel()
    qtbot.addWidget(label)
    for _ in range(1_000):
        label.update()
        label.isEnabled()
    assert sys.getrefcount(one) > MORE_THAN_CAN_BE_LOST
