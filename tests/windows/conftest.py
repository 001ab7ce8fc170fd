"""These tests speak to Windows, elsewhere nothing is collected; those of Wine's own drives run under Wine only."""

import sys

from tests.wine import IS_WINE

collect_ignore_glob: list[str] = []
if sys.platform != "win32":
    collect_ignore_glob += ["test_*.py"]
elif not IS_WINE:
    collect_ignore_glob += ["test_drives_of_wine.py"]
