"""Where the shipped resources lie: in a checkout, inside the wheel, or in the frozen program."""

import sys
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError

_PACKAGE = Path(__file__).resolve().parent.parent


class ResourceMissing(ClerkError):
    """A file that belongs to the program is not there."""

    code = "ACU-01"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas {name} milik program tidak ditemukan.",
            fix="Pasang ulang program ini; data kantor tidak ikut terhapus.",
        )


def resources_folder() -> Path:
    """Give the folder of shipped, read-only files."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    inside_wheel = _PACKAGE / "resources"
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """Give the path of one shipped file or folder, as resource("reference", "places.tsv.gz").

    Raises ResourceMissing where it is not there.
    """
    path = resources_folder().joinpath(*parts)
    if not path.exists():
        raise ResourceMissing("/".join(parts))
    return path
