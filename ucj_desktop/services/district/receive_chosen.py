"""Receiving the packages a clerk has chosen, each with what came of it."""

from collections.abc import Sequence
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.district.receive_package import receive_each
from ucj_desktop.services.district.rehearse import Arrival as Arrival
from ucj_desktop.services.office import Office


def receive_chosen(
    office: Office, paths: Sequence[Path], *, receipts_to: Path | None = None, progress: Progress = SILENT
) -> tuple[tuple[Arrival, ...], Change]:
    """Each package by itself, each office's in the order of their numbers, all of it or nothing.

    One that may not be taken is held. Raises ReceiverIsDistrict, NotAllowed, Cancelled.
    """
    came = receive_each(office, paths, receipts_to=receipts_to, progress=progress)
    arrived = [
        Arrival(path=path, held=one) if isinstance(one, ClerkError) else Arrival(path=path, received=one)
        for path, one in came
    ]
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
