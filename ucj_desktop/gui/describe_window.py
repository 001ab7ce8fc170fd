"""What the window carries, for `ucj-desktop about`: its Qt, its pages and its icons."""

from PySide6.QtCore import qVersion

from ucj_desktop.gui.icons import count_icons
from ucj_desktop.gui.pages import PAGES


def describe_window() -> dict[str, object]:
    """``qt`` is a version, ``pages`` the codes in the rail's order, ``icons`` how many letters the icon font names."""
    return {"qt": qVersion(), "pages": [entry.code for entry in PAGES], "icons": count_icons()}
