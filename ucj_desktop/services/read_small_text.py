"""Reading a small text file that another office has written, as a TOML of settings or formats."""

from collections.abc import Callable
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.spreadsheets.cells import FileInUse, FileNotFound, FolderGiven

_MAX_BYTES = 256 * 1024


def read_small_text(path: Path, refused: Callable[[str, str], ClerkError]) -> str:
    """UTF-8 text; ``refused(name, why)`` makes the error where it is too large or no text. Raises FileRefused, too."""
    try:
        if path.is_dir():
            raise FolderGiven(path.name)
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except PermissionError:
        raise FileInUse(path.name) from None
    except OSError:
        raise FileNotFound(path.name) from None
    if len(content) > _MAX_BYTES:
        raise refused(path.name, "terlalu besar.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(path.name, "bukan berkas teks.") from None
