"""Beranda of a district: what came from each kecamatan, and who has sent nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.care.home_to_do import Home, Received, ToDo, to_do
from ucj_desktop.services.office import Office
from ucj_desktop.storage import packages, relay
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.packages import ReceivedPackage

_NOTHING = Received(packages=0, newest_at="", revision=0, quota=None, is_late=False)
_NAMED = 4  # kecamatan in one sentence


def received_from(
    office: Office, connection: Connection, counted: Mapping[tuple[str, Stage], int]
) -> dict[str, Received]:
    """Every kecamatan of the district, also those that have sent nothing; ``counted`` is by kecamatan and stage."""
    by_office: dict[str, list[ReceivedPackage]] = {}
    for one in packages.received(connection):
        by_office.setdefault(one.office_code, []).append(one)
    codes = {place.code for place in office.places.children(office.code)} | set(by_office)
    here: dict[str, int] = {}
    for (code, _), number in counted.items():
        here[code] = here.get(code, 0) + number
    return {code: _received(by_office.get(code, ()), here.get(code, 0), office.today()) for code in sorted(codes)}


def _received(taken: Sequence[ReceivedPackage], here: int, today: date) -> Received:
    if not taken:
        return _NOTHING
    newest = max(taken, key=lambda one: one.sequence)
    said = newest.manifest.get("counts", {})
    quota = said.get("quota")
    deadline = _day(said.get("deadline", 0))
    return Received(
        packages=len(taken),
        newest_at=newest.received_at,
        revision=int(newest.manifest.get("revision", 0)),
        quota=quota,
        is_late=deadline is not None and deadline < today and quota is not None and here < quota,
    )


def _day(number: int) -> date | None:
    """20261215 as a date; whatever else is none."""
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except (ValueError, TypeError):
        return None


@to_do("silent")
def _silent(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """Kecamatan that have sent nothing, once anybody has."""
    if office.kind is not OfficeKind.DISTRICT or not office.may(Action.RECEIVE_PACKAGE):
        return ()
    names = [
        office.printed(one.village_code)
        for one in state.villages
        if not state.received.get(one.village_code, _NOTHING).packages
    ]
    if not names or len(names) == len(state.villages):
        return ()
    others = f" dan {len(names) - _NAMED} lagi" if len(names) > _NAMED else ""
    sentence = f"{len(names)} kecamatan belum mengirim paket: {', '.join(names[:_NAMED])}{others}."
    return (ToDo(code="silent", sentence=sentence, button="Kotak masuk", page="inbox"),)


@to_do("unfilled")
def _unfilled(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """Kecamatan past their own deadline with fewer people than their quota."""
    late = [one for one in state.villages if one.is_sub_district and state.received[one.village_code].is_late]
    return tuple(
        ToDo(
            code=f"unfilled:{one.village_code}",
            sentence=f"{one.village_name} lewat tenggatnya: {one.total} dari kuota"
            f" {state.received[one.village_code].quota} orang diterima.",
            button="Lihat",
            page="workers",
            urgent=True,
            village_code=one.village_code,
        )
        for one in late
    )


@to_do("relay")
def _to_relay(office: Office, state: Home, progress: Progress) -> Sequence[ToDo]:
    """Workers whom no sheet for BPJS holds yet."""
    if office.kind is not OfficeKind.DISTRICT or not office.may(Action.RELAY):
        return ()
    with office.database.reading() as connection:
        waiting = relay.counts(connection)["to_send"]
    if not waiting:
        return ()
    sentence = f"{thousands(waiting)} pekerja diterima dan belum dikirim ke BPJS."
    return (ToDo(code="relay", sentence=sentence, button="BPJS", page="relay"),)
