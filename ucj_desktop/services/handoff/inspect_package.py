"""Looking at a package, a receipt or an answer without trusting it."""

from collections.abc import Iterable
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import Parcel
from ucj_desktop.handoff.envelope import inspect_parcel


def inspect_package(path: Path) -> Parcel:
    """What a file says of itself; nothing of it is proven, so show it and never act on it.

    Raises NotAPackage, PackageDamaged, PackageNewer, PackageTooLarge, PackageNotReadable.
    """
    return inspect_parcel(path)


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Packages office by office in the order of their numbers, whatever the files are called; unreadable ones last."""

    def place(path: Path) -> tuple[bool, str, int, str]:
        try:
            claimed = inspect_parcel(path)
        except ClerkError:
            return True, "", 0, path.name
        return False, claimed.sender, claimed.seq, path.name

    return sorted(paths, key=place)
