"""A stick with packages of two made-up kecamatan, for the tests of the district's windows and for the gallery."""

from dataclasses import replace
from pathlib import Path

from tests.offices import make_office
from tests.working_day import enter, everyone, exchange_cards, minuted, rule
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes

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


class TwoPackages:
    """Gantarang and its kabupaten, with two packages on a stick: the second mends one of six and leaves one out."""

    def __init__(self, folder: Path) -> None:
        self.kecamatan = make_office(folder / "kecamatan")
        self.kabupaten = make_office(folder / "kabupaten", code="7302")
        self.stick = folder / "stick"
        exchange_cards(self.kecamatan, self.kabupaten, self.stick)
        self.people: list[Worker] = enter(self.kecamatan, 6)
        minutes = minuted(self.kecamatan, self.people)
        self.first = create_package(self.kecamatan, self.stick).file
        self.mended, self.left_out = self.people[0], self.people[5]
        reopen_minutes(self.kecamatan, minutes.minutes_id, "Salah ketik")
        kk = "7302010101010099"
        correct_worker(self.kecamatan, replace(self.mended, hamlet="Dusun Baru", kk_number=kk))
        mended = next(one.worker for one in everyone(self.kecamatan) if one.worker.worker_id == self.mended.worker_id)
        rule(self.kecamatan, Step.VERIFY, [mended])
        rule(self.kecamatan, Step.VALIDATE, [mended, *self.people[1:3]])
        close_minutes(self.kecamatan, MeetingFacts())
        self.second = create_package(self.kecamatan, self.stick).file

    def close(self) -> None:
        self.kecamatan.close()
        self.kabupaten.close()
