"""Room on the hard disk: what a long write needs before it starts."""

import shutil
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError

WARN_BELOW = 500 * 1024 * 1024  # bytes free
REFUSE_BELOW = 200 * 1024 * 1024


class DiskAlmostFull(ClerkError):
    """Too little room for an import, an export or a backup."""

    code = "DISK-01"

    def __init__(self) -> None:
        super().__init__(
            what="Sisa ruang hard disk kurang dari 200 MB, jadi pekerjaan ini tidak dimulai.",
            fix="Kosongkan sebagian hard disk, lalu ulangi.",
        )


def require_room(folder: Path) -> None:
    """Raise DiskAlmostFull below 200 MB."""
    if shutil.disk_usage(folder).free < REFUSE_BELOW:
        raise DiskAlmostFull
