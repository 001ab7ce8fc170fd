"""Looking at a package, a receipt or an answer without trusting it."""

from pathlib import Path

from ucj_desktop.domain.parcel import Parcel
from ucj_desktop.handoff.envelope import inspect_parcel


def inspect_package(path: Path) -> Parcel:
    """What a file says of itself; nothing of it is proven, so show it and never act on it.

    Raises NotAPackage, PackageDamaged, PackageNewer, PackageTooLarge, PackageNotReadable.
    """
    return inspect_parcel(path)
