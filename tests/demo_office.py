"""A small office with made-up people, for the tests of the windows and for the gallery."""

from pathlib import Path

from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.services.care.made_up_people import NONE, USUAL, make_people
from ucj_desktop.services.office import Office, create_office
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


def put_people(office: Office, count: int, *, seed: int = 7, messy: bool = True) -> None:
    """Made-up people straight into the store, as an import would leave them."""
    people = make_people(seed, count, GANTARANG, trouble=USUAL if messy else NONE)
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one.worker, Standing()) for one in people])
        office.log(connection, Entry(action="demo.filled", facts={"workers": count}))
