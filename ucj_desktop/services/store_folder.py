"""Where an office's folder lies when nobody names one."""

import os
import sys
from pathlib import Path

NAME = "UCJ Desktop"


def default_store_folder() -> Path:
    """A folder of this account of the computer, never one that Windows copies to other computers."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / NAME
