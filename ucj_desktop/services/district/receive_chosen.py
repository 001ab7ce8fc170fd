"""Receiving the packages a clerk has chosen, each with what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.district.receive_package import receive_each
from ucj_desktop.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file: what it brought, or would bring, or else why it is held back."""

    path: Path
    received: Received | None = None
    held: ClerkError | None = None


def receive_chosen(
    office: Office,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    receipts_to: Path | None = None,
    progress: Progress = SILENT,
) -> tuple[tuple[Arrival, ...], Change]:
    """Each package by itself in the order of the names, all of it or nothing; one that may not be taken is held.

    Raises ReceiverIsDistrict, NotAllowed, Cancelled.
    """
    came = receive_each(office, paths, dry_run=dry_run, receipts_to=receipts_to, progress=progress)
    arrived = [
        Arrival(path=path, held=one) if isinstance(one, ClerkError) else Arrival(path=path, received=one)
        for path, one in came
    ]
    if dry_run:
        return tuple(arrived), Change(Touched.NOTHING, "")
    return tuple(arrived), _change([one.received for one in arrived if one.received is not None])


def _change(received: Sequence[Received]) -> Change:
    fresh = [one for one in received if not one.again]
    if not fresh:
        return Change(Touched.NOTHING, "Tidak ada paket baru yang diterima.")
    if len(fresh) == 1:
        return fresh[0].change
    new, changed, refused, withdrawn = (
        sum(one.counts[name] for one in fresh) for name in ("new", "changed", "refused", "withdrawn")
    )
    left = f", {withdrawn} ditarik kecamatan" if withdrawn else ""
    return Change(
        Touched.WORKERS | Touched.PACKAGES,
        f"{len(fresh)} paket diterima: {new} pekerja baru, {changed} berubah, {refused} ditolak{left}.",
    )
