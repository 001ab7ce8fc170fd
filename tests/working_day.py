"""Steps of a clerk's day for tests: an office of its own in a few milliseconds, and people brought as far as needed."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tests.folders import copy_folder
from tests.offices import ADMIN, CLERKS, PASSWORD, SUB_DISTRICT, make_office
from ucj_desktop.domain.change import Change
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import REFERENCE_DAY, make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.handoff.exchange_cards import pin_card, write_card
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rule_on_workers import Ruled, WantedRuling, rule_on_workers


class TickingClock:
    """A clock that goes on by one second each time it is read, from the morning of the made-up people's day."""

    def __init__(self) -> None:
        self.at = datetime(REFERENCE_DAY.year, REFERENCE_DAY.month, REFERENCE_DAY.day, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


CLOCK = TickingClock()


@cache
def _template(code: str, *, staffed: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ucj-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_office(folder / "office", code=code, staffed=staffed).close()
    return folder / "office"


def new_folder(folder: Path, *, code: str = SUB_DISTRICT, staffed: bool = False) -> Path:
    """A closed office in ``folder``; all of one code share their keys, so exchange no cards between two of them."""
    copy_folder(_template(code, staffed=staffed), folder)
    return folder


@contextmanager
def open_for(folder: Path, who: Role | str = ADMIN) -> Iterator[Office]:
    """An office as the clerk of a role, on the ticking clock; closed in the end."""
    office = open_office(folder, CLERKS[who] if isinstance(who, Role) else who, PASSWORD, clock=CLOCK)
    try:
        yield office
    finally:
        office.close()


@contextmanager
def new_office(folder: Path, *, code: str = SUB_DISTRICT) -> Iterator[Office]:
    """A new one-person office in ``folder``."""
    with open_for(new_folder(folder, code=code)) as office:
        yield office


def enter(office: Office, count: int, *, seed: int = 11) -> list[Worker]:
    """Sound made-up workers of Gantarang, typed one by one."""
    people = [one.worker for one in make_people(seed, count, SUB_DISTRICT)]
    for worker in people:
        save_new_worker(office, worker)
    return people


def everyone(office: Office) -> list[WorkerRecord]:
    """All workers of the office, by village and name."""
    return workers_by_id(office, worker_ids(office, WorkerFilter(order=Order.VILLAGE)))


def rule(office: Office, step: Step, people: Sequence[Worker], *, every_fourth_moved: bool = False) -> Ruled:
    """One verdict for each: eligible, or for every fourth that he or she has moved away."""
    wanted = [
        WantedRuling(worker_id=one.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
        if every_fourth_moved and number % 4 == 0
        else WantedRuling(worker_id=one.worker_id, verdict=Verdict.ELIGIBLE)
        for number, one in enumerate(people, start=1)
    ]
    ruled = rule_on_workers(office, step, wanted)
    assert ruled.skipped == ()
    return ruled


def minuted(office: Office, people: Sequence[Worker], *, number: str = "") -> Minutes:
    """Workers verified, validated and frozen in minutes, by a one-person office."""
    for step in Step:
        rule(office, step, people, every_fourth_moved=True)
    made, change = close_minutes(office, MeetingFacts(number=number))
    assert isinstance(change, Change)
    return made


def exchange_cards(one: Office, other: Office, stick: Path) -> None:
    """Both offices pin the other's card."""
    stick.mkdir(exist_ok=True)
    for giver, taker in ((one, other), (other, one)):
        card = write_card(giver, stick)
        pin_card(taker, stick / card.file_name, card.fingerprint)


def table(office: Office, name: str) -> list[tuple[object, ...]]:
    """All rows of a table, to see that nothing has changed."""
    with office.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]


def whole_store(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with office.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = list(found.scalars())
        return {name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")] for name in names}


def sqlite_columns(office: Office, name: str) -> list[str]:
    """The columns of a table, as :func:`whole_store` gives them."""
    with office.database.reading() as connection:
        return [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]


def forge(office: Office, *statements: str, without: str = "") -> None:
    """What somebody who holds the key may do with bare SQL; ``without`` is a trigger to drop first."""
    bare = office.database.raw()
    try:
        cursor = bare.cursor()
        for name in without.split():
            cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)
    finally:
        bare.close()
