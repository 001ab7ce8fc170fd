"""How the windows look: colours, sizes and the one style sheet."""

from dataclasses import dataclass, fields
from enum import Enum
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ucj_desktop.gui.indonesian import Indonesian
from ucj_desktop.services.shipped_files import font_files, picture

GRID = 4  # pixels; every distance is a multiple
ROW_HEIGHT = 28
TARGET = 32  # the least height of anything that is pressed
FONT_POINTS = 10
HEADING_SCALE = 1.25


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by what they are for."""

    window: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    text: str
    text_soft: str
    accent: str
    accent_dark: str
    accent_soft: str
    on_accent: str
    rail: str
    rail_text: str
    rail_here: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Palette(
    window="#F4F6F6", surface="#FFFFFF", sunken="#EBEFEF", line="#DCE2E2", line_strong="#B4BFBF",
    text="#17211F", text_soft="#53625F",
    accent="#0F766E", accent_dark="#0B5B55", accent_soft="#DDF0EE", on_accent="#FFFFFF",
    rail="#12302D", rail_text="#D5E4E2", rail_here="#0F766E",
    good="#166534", good_soft="#E4F4E9", warn="#92500A", warn_soft="#FCF0DA", bad="#B42318", bad_soft="#FBE9E7",
)  # fmt: skip
DARK = Palette(
    window="#151B1A", surface="#1E2625", sunken="#121716", line="#323D3B", line_strong="#51605D",
    text="#E8EEED", text_soft="#A3B2AF",
    accent="#2FA89D", accent_dark="#56C2B8", accent_soft="#173B38", on_accent="#06201E",
    rail="#0D1F1D", rail_text="#C9DAD7", rail_here="#0F766E",
    good="#6FCF97", good_soft="#173324", warn="#F0B35A", warn_soft="#3A2C14", bad="#F2877B", bad_soft="#3F1F1B",
)  # fmt: skip


class State(Enum):
    """What the colours mean; a state is never shown by colour alone."""

    GOOD = "good"
    WARNS = "warn"
    BLOCKS = "bad"
    NOTE = "note"

    @property
    def word(self) -> str:
        return _STATE_WORDS[self]

    @property
    def icon(self) -> str:
        return _STATE_ICONS[self]

    def colours(self, palette: Palette) -> tuple[str, str]:
        """(ink, ground) of the state."""
        return {
            State.GOOD: (palette.good, palette.good_soft),
            State.WARNS: (palette.warn, palette.warn_soft),
            State.BLOCKS: (palette.bad, palette.bad_soft),
            State.NOTE: (palette.accent_dark, palette.accent_soft),
        }[self]


_STATE_WORDS = {
    State.GOOD: "Baik",
    State.WARNS: "Perlu dilihat",
    State.BLOCKS: "Harus diperbaiki",
    State.NOTE: "Catatan",
}
_STATE_ICONS = {State.GOOD: "check-circle", State.WARNS: "warning", State.BLOCKS: "x-circle", State.NOTE: "info"}

_EVEN_FAMILIES = ("Consolas", "Courier New", "Liberation Mono", "DejaVu Sans Mono")
# Windows that are open are drawn again when the theme of Windows changes; delegates and icons read this.
_shown = LIGHT


def palette() -> Palette:
    """The colours in use now."""
    return _shown


def put_on(app: QApplication, theme: Palette = LIGHT) -> None:
    """Give the program its style, palette, font and style sheet, and Qt its Indonesian words."""
    global _shown  # noqa: PLW0603 - what is on the screen is one thing for the whole program
    _shown = theme
    if app.findChild(Indonesian) is None:
        app.installTranslator(Indonesian(app))
    app.setStyle("Fusion")
    app.setFont(base_font())
    app.setPalette(_qt_palette(theme))
    app.setStyleSheet(style_sheet(theme))


def base_font() -> QFont:
    """The system's own font at 10 pt; Liberation Sans where the system has none."""
    if not QFontDatabase.families():
        for path in font_files():
            QFontDatabase.addApplicationFont(str(path))
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if "Liberation Sans" in QFontDatabase.families() and font.family().startswith("Sans"):
        font = QFont("Liberation Sans")
    font.setPointSize(FONT_POINTS)
    return font


def heading_font(level: int) -> QFont:
    """Level 1 is the title of a page, 2 of a part of it, 3 of a small group."""
    font = QFont(QApplication.font())
    font.setPointSizeF(FONT_POINTS * HEADING_SCALE ** max(3 - level, 0))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def even_font(points: int = FONT_POINTS, *, bold: bool = False) -> QFont:
    """All signs of one width, for codes and digits that are compared or copied by hand."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    # What Windows calls its fixed font need not be one where Courier New is missing.
    font.setFamilies([*_EVEN_FAMILIES, *font.families()])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setPointSize(points)
    font.setBold(bold)
    return font


def mark(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet looks at, and have the widget drawn anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _qt_palette(theme: Palette) -> QPalette:
    colours = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, theme.window), (role.WindowText, theme.text), (role.Base, theme.surface),
        (role.AlternateBase, theme.sunken), (role.Text, theme.text), (role.Button, theme.surface),
        (role.ButtonText, theme.text), (role.Highlight, theme.accent), (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.text), (role.ToolTipText, theme.surface), (role.Link, theme.accent),
        (role.PlaceholderText, theme.text_soft), (role.Mid, theme.line), (role.Accent, theme.accent),
    ):  # fmt: skip
        colours.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.line_strong))
    return colours


def style_sheet(theme: Palette) -> str:
    """The one style sheet, with the theme's colours put in."""
    colours = {one.name: getattr(theme, one.name) for one in fields(theme)}
    check = picture("check-light.svg" if theme is LIGHT else "check-dark.svg")
    return Template(_SHEET).substitute(
        colours, points=FONT_POINTS, caret=picture("caret-down.svg").as_posix(), check=check.as_posix()
    )


# Windows has fonts of its own for lists, menus and tips, smaller than the program's; the sheet holds against them.
_SHEET = """
QAbstractItemView, QMenu, QToolTip, QMessageBox { font-size: ${points}pt; }
QToolTip { background: $text; color: $surface; border: 0; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[tone="soft"] { color: $text_soft; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="accent"] { color: $accent; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="bar"] { background: $surface; border: 0; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="sentence"] { border: 1px solid $line; border-radius: 6px; }
QFrame[state="good"] { background: $good_soft; border-color: $good_soft; }
QFrame[state="warn"] { background: $warn_soft; border-color: $warn_soft; }
QFrame[state="bad"] { background: $bad_soft; border-color: $bad_soft; }
QFrame[state="note"] { background: $accent_soft; border-color: $accent_soft; }

QPushButton, QToolButton { min-height: 24px; padding: 3px 12px; border: 1px solid $line_strong; border-radius: 5px;
  background: $surface; color: $text; }
QToolButton { padding: 3px 6px; }
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 2px 11px; }
QToolButton:focus { padding: 2px 5px; }
QPushButton:disabled, QToolButton:disabled { color: $line_strong; border-color: $line; background: $window; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_dark; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $line; border-color: $line; color: $text_soft; }
QPushButton[kind="danger"] { border-color: $bad; color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_soft; }
QPushButton[kind="danger"]:disabled { color: $line_strong; border-color: $line; }
QPushButton[kind="plain"], QToolButton[kind="plain"] { border-color: transparent; background: transparent; }
QPushButton[kind="plain"] { color: $accent; }
QPushButton[kind="plain"]:hover, QToolButton[kind="plain"]:hover { background: $sunken; }
QPushButton[kind="plain"]:focus, QToolButton[kind="plain"]:focus { border: 2px solid $accent; }
QPushButton[kind="chip"] { border-radius: 16px; padding: 3px 12px; }
QPushButton[kind="chip"]:focus { padding: 2px 11px; }
QPushButton[kind="chip"]:checked, QPushButton[kind="chip"][on="yes"] {
  background: $accent_soft; border-color: $accent; color: $accent_dark; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {
  min-height: 24px; padding: 3px 8px; border: 1px solid $line_strong; border-radius: 5px; background: $surface;
  color: $text; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $text_soft; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 2px 7px; }
QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only { background: $window; color: $text_soft; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: 0; padding: 0; min-height: 0; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 8px; border: 0; }
QLineEdit[origin="carried"] {
  background: $accent_soft; color: $accent_dark; font-style: italic; }
QLineEdit[origin="offered"] { border: 1px dashed $accent; color: $accent_dark; font-style: italic; }
QLineEdit[origin="offered"]:focus { border: 2px dashed $accent; }
QLineEdit[state="good"] { border-color: $good; }
QLineEdit[state="warn"] { border-color: $warn; }
QLineEdit[state="bad"] { border-color: $bad; }
QLineEdit > QToolButton { min-height: 0; padding: 0; border: 0; background: transparent; }
QComboBox { padding-right: 20px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("$caret"); width: 12px; height: 12px; }
QPushButton::menu-indicator { image: url("$caret"); width: 12px; height: 12px; subcontrol-position: right center;
  subcontrol-origin: padding; right: 8px; }
QPushButton[kind="chip"] { padding-right: 26px; }
QPushButton[kind="chip"][checkable="true"] { padding-right: 12px; }
QCheckBox, QRadioButton { min-height: 28px; spacing: 8px; padding: 1px 4px; border: 1px solid transparent;
  border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTableView::indicator {
  width: 14px; height: 14px; border: 1px solid $text_soft; border-radius: 3px; background: $surface; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {
  border-color: $accent; background: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { border-color: $accent; background: $accent_soft; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line_strong; background: $window; }
QCheckBox::indicator:checked:disabled { background: $line_strong; }

QAbstractItemView { background: $surface; alternate-background-color: $window; border: 1px solid $line;
  border-radius: 6px; outline: 0; }
QTableView { gridline-color: $line; selection-background-color: $accent_soft; selection-color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid $accent; }
QListView::item { min-height: 28px; padding: 2px 8px; color: $text; }
QListView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section { background: $sunken; color: $text_soft; border: 0; border-bottom: 1px solid $line_strong;
  padding: 6px 8px; font-weight: 600; }
QTableCornerButton::section { background: $sunken; border: 0; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget[role="inside"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { width: 14px; background: transparent; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 4px; min-height: 32px; margin: 3px; }
QScrollBar::handle:vertical:hover { background: $text_soft; }
QScrollBar:horizontal { height: 14px; background: transparent; margin: 0; }
QScrollBar::handle:horizontal { background: $line_strong; border-radius: 4px; min-width: 32px; margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { min-height: 8px; max-height: 8px; border: 0; border-radius: 4px; background: $line; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QMenu { background: $surface; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { min-height: 24px; padding: 4px 24px 4px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $line_strong; }
QTabWidget::pane { border: 1px solid $line; border-radius: 6px; background: $surface; top: -1px; }
QTabBar::tab { min-height: 24px; padding: 4px 14px; color: $text_soft; border: 0;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent_dark; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; text-decoration: underline; }
QSplitter::handle { background: transparent; }
"""
