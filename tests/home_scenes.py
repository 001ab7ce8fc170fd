"""Scenes of the gallery for Beranda: an office in its rounds, one that is late, and a district at work."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.demo_office import GANTARANG, make_office, put_people
from tests.demo_rounds import give_verdicts
from tests.district_day import UJUNG_BULU, send_package
from ucj_desktop.domain.calendar import is_working_day
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.collect.list_workers import count_workers
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import above_quota, put_in_candidates
from ucj_desktop.services.rounds.field_order import TO_VERIFY, field_order
from ucj_desktop.services.rounds.rounds import open_round

OPENED = 18  # days ago
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)  # a Friday morning


def office_in_its_rounds(folder: Path, *, late: bool) -> Office:
    """Verdicts of three weeks: at a good pace, or at one that will not do, with villages past their deadline."""
    office = make_office(folder)
    office.clock = lambda: NOW - timedelta(days=OPENED)
    put_people(office, 320, messy=False)
    villages = [place.code for place in office.places.villages_of(GANTARANG)][:9]
    for number, code in enumerate(villages):
        people = count_workers(office, WorkerFilter(village_code=code))
        deadline = (NOW + timedelta(days=(-4 if late else 6) + number)).date()
        opened, _ = open_round(office, code, quota=max(1, people - number % 4), deadline=deadline)
        if number == 1:
            put_in_candidates(office, opened.round_id, above_quota(office, opened.round_id))
    _verify_day_by_day(office, villages, per_day=3 if late else 11)
    office.clock = lambda: NOW
    return office


def _verify_day_by_day(office: Office, villages: list[str], *, per_day: int) -> None:
    waiting = [one for code in villages for one in field_order(office, code, TO_VERIFY)]
    done = 0
    for ago in range(OPENED - 2, 0, -1):
        day = NOW - timedelta(days=ago)
        if not is_working_day(day.date(), frozenset()):
            continue
        office.clock = lambda day=day: day  # type: ignore[misc]
        number = per_day + ago * 5 % 7 - 3
        give_verdicts(office, waiting[done : done + number])
        done += max(0, number)


def district_at_work(folder: Path) -> Office:
    """Two kecamatan have sent, the others nothing."""
    district, stick = make_office(folder / "kabupaten", OfficeKind.DISTRICT), folder / "KINGSTON"
    stick.mkdir(parents=True)
    send_package(district, folder / "gantarang", stick, count=24)
    send_package(district, folder / "ujung-bulu", stick, code=UJUNG_BULU, count=9)
    for package in sorted(stick.rglob("*.ucj")):
        receive_package(district, package)
    return district


HomeScene = Callable[[Path], Office]
HOME_SCENES: dict[str, HomeScene] = {
    "home_busy": lambda folder: office_in_its_rounds(folder, late=False),
    "home_late": lambda folder: office_in_its_rounds(folder, late=True),
    "home_district_busy": district_at_work,
}
