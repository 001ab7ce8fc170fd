"""The look: every colour is used, states are never colour alone, Qt speaks Indonesian."""

import subprocess
import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.faint_words import contrast_in
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import DARK, LIGHT, Palette, State


def _luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_stand_out_from_their_ground(theme: Palette) -> None:
    pairs = [(theme.text, theme.window), (theme.text_soft, theme.window), (theme.on_accent, theme.accent)]
    pairs += [state.colours(theme) for state in State]
    pairs.append((theme.rail_text, theme.rail))
    assert [pair for pair in pairs if _contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("box", ["QCheckBox", "QRadioButton"])
def test_a_box_to_tick_is_seen_ticked_or_not(theme: Palette, box: str, dressed: QApplication, qtbot: QtBot) -> None:
    look.put_on(dressed, theme)
    made: QAbstractButton = {"QCheckBox": QCheckBox, "QRadioButton": QRadioButton}[box]()
    qtbot.addWidget(made)
    made.resize(40, 32)
    seen = []
    for ticked in (False, True):
        made.setChecked(ticked)
        picture = QImage(made.size() * 2, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(2)
        picture.fill(QColor(theme.surface))
        made.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        seen.append(contrast_in(picture, made.rect()))
    look.put_on(dressed)
    assert min(seen) >= 3  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_style_sheet_has_no_colour_left_to_fill_in(theme: Palette, dressed: QApplication) -> None:
    sheet = look.style_sheet(theme)
    assert "$" not in sheet
    assert all(QColor(getattr(theme, one.name)).isValid() for one in fields(theme))


def test_every_state_has_an_icon_and_a_word(dressed: QApplication) -> None:
    for state in State:
        assert state.word
        assert not icons.pixmap(state.icon, 16).isNull()


def test_standard_buttons_and_menus_speak_indonesian(dressed: QApplication, qtbot: QtBot) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(buttons)
    words = {one.text().replace("&", "") for one in buttons.buttons()}
    assert words == {"Batal", "Simpan"}
    box = QLineEdit("Andi")
    qtbot.addWidget(box)
    menu = box.createStandardContextMenu()
    assert "Salin" in [one.text().partition("\t")[0].replace("&", "") for one in menu.actions()]


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_an_icon_is_as_large_as_its_text_at_every_scale_of_the_screen(scale: str) -> None:
    draws = (
        "import os, sys; os.environ['QT_SCALE_FACTOR'] = sys.argv[1]; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([]); label = QLabel()\n"
        "from ucj_desktop.gui import icons\n"
        "made = icons.pixmap('user-circle', 28, '#000000', label.devicePixelRatioF())\n"
        "print(made.width(), made.deviceIndependentSize().width())\n"
    )
    told = subprocess.run([sys.executable, "-c", draws, scale], capture_output=True, text=True, check=False)
    assert told.stdout.split() == [str(round(28 * float(scale))), "28.0"]
