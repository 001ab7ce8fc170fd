"""Whether the tests run under Wine, which does less than Windows in a few named places."""

import ctypes
import sys

if sys.platform == "win32":
    IS_WINE = hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
else:
    IS_WINE = False
