"""An office whose made-up workers were verified and validated, for the tests of paper."""

from pathlib import Path

from tests import demo_office
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

SIGNERS = (
    Signer(name="Andi Rahma Rekaan", position="CAMAT GANTARANG"),
    Signer(name="Baso Buatan", position="Ketua Tim"),
)
MEETING = MeetingFacts(signers=SIGNERS, venue="Aula Kantor Kecamatan")


_open: list[Office] = []


def make_office(folder: Path, kind: OfficeKind = OfficeKind.SUB_DISTRICT) -> Office:
    """An empty office that is closed when the test ends."""
    office = demo_office.make_office(folder, kind)
    _open.append(office)
    return office


def close_all() -> None:
    while _open:
        _open.pop().close()


def validated_office(folder: Path, count: int = 8) -> Office:
    """Entered, verified and validated; every fourth worker is not eligible."""
    office = make_office(folder)
    people = [one.worker for one in make_people(11, count, office.code)]
    for worker in people:
        save_new_worker(office, worker)
    for step in Step:
        wanted = [
            WantedRuling(worker_id=one.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
            if number % 4 == 0
            else WantedRuling(worker_id=one.worker_id, verdict=Verdict.ELIGIBLE)
            for number, one in enumerate(people, start=1)
        ]
        ruled = rule_on_workers(office, step, wanted)
        assert ruled.done == count, ruled.skipped
    return office


def closed_office(folder: Path, count: int = 8) -> Office:
    """The same with its minutes closed."""
    office = validated_office(folder, count)
    close_minutes(office, MEETING)
    return office
