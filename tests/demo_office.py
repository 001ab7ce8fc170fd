"""A small office with made-up people, for the tests of the windows and for the gallery."""

from datetime import timedelta
from pathlib import Path

from tests.stages import vouch
from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import NONE, USUAL, make_people
from ucj_desktop.services.office import Office, create_office
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

ADMIN, PASSWORD = "Andi Rahma", "kapal layar putih 88"
GANTARANG, BULUKUMBA = "730201", "7302"


def make_office(folder: Path, kind: OfficeKind = OfficeKind.SUB_DISTRICT) -> Office:
    """An empty office, logged in."""
    code = GANTARANG if kind is OfficeKind.SUB_DISTRICT else BULUKUMBA
    office, _ = create_office(
        folder, kind=kind, code=code, admin=ADMIN, password=PASSWORD, training=True, cost=TRAINING_COST
    )
    return office


def put_people(office: Office, count: int, *, seed: int = 7, messy: bool = True, halfway: bool = False) -> None:
    """Made-up people straight into the store, as an import would leave them; ``halfway``: with verdicts on most."""
    people = make_people(seed, count, GANTARANG, trouble=USUAL if messy else NONE)
    records = [
        WorkerRecord(one.worker, _halfway(one.worker) if halfway and not one.troubles else Standing()) for one in people
    ]
    with office.database.writing() as connection:
        vouch(office, connection, records)
        workers.add(connection, records)
        office.log(connection, Entry(action="demo.filled", facts={"workers": count}))


def _halfway(worker: Worker) -> Standing:
    """How far a worker is: villages go on at their own pace, told from the last digits of the codes."""
    pace, place = int(worker.village_code[-2:]) % 4, int(worker.birth_date.toordinal() if worker.birth_date else 0) % 20
    if place == 0:
        return Standing(stage=Stage.VERIFIED, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
    if place < 5 * pace - 3:
        return Standing(stage=Stage.VALIDATED, verdict=Verdict.ELIGIBLE)
    if place < 5 * pace + 2:
        return Standing(stage=Stage.VERIFIED, verdict=Verdict.ELIGIBLE_CORRECTED if place % 4 else Verdict.ELIGIBLE)
    return Standing(stage=Stage.NEEDS_MENDING if place == 19 else Stage.COLLECTED)


def open_rounds(office: Office) -> None:
    """A round in every village, with a quota and a deadline; the first one is late."""
    for number, place in enumerate(office.places.villages_of(office.code)):
        deadline = office.today() + timedelta(days=-3 if number == 0 else 12 + number)
        open_round(office, place.code, quota=24 + number % 5 * 2, deadline=deadline)
