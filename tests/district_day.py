"""A stick with packages of two made-up kecamatan, for the tests of the district's windows and for the gallery."""

from pathlib import Path

from tests.offices import make_office
from tests.working_day import exchange_cards, minuted
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.office import Office

GANTARANG, UJUNG_BULU = "730201", "730202"


def send_package(
    district: Office, folder: Path, stick: Path, *, code: str = GANTARANG, count: int = 12
) -> list[Worker]:
    """A new kecamatan verifies ``count`` people (every fourth has moved away) and brings them to the stick.

    Returns those people. Both offices have compared cards; the kecamatan is closed again.
    """
    office = make_office(folder, code=code)
    try:
        people = [one.worker for one in make_people(17, count, code, on=office.today())]
        for worker in people:
            save_new_worker(office, worker)
        exchange_cards(office, district, stick)
        minuted(office, people)
        create_package(office, stick)
    finally:
        office.close()
    return people
