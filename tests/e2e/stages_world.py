"""A kecamatan and its kabupaten with people in every stage, and everything that could move them: for one test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.folders import copy_folder
from tests.offices import DISTRICT, SUB_DISTRICT
from tests.working_day import exchange_cards, new_folder, open_for, rule
from ucj_desktop import __version__
from ucj_desktop.domain.parcel import AnswerRow, Assignment, AuditMark, Outcome, Parcel, ParcelKind
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.assignments import write_assignment
from ucj_desktop.handoff.replies import write_answer
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker, standing_facts
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.exchange_cards import own_card
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import journal, packages, workers
from ucj_desktop.storage.journal import Entry

EACH = 5  # people in each stage
WITH_DISTRICT, AT_WORK, MINUTED = "7302012004", "7302012010", "7302012005"
VILLAGES = (WITH_DISTRICT, AT_WORK, MINUTED)
_LATE = (Stage.SENT, Stage.ACCEPTED, Stage.RETURNED, Stage.REGISTERED)
_EARLY = (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.VERIFIED, Stage.VALIDATED)
Stages = Mapping[str, Stage]


def stages(office: Office) -> Stages:
    """Where everybody stands, by id; those who are hidden behind another entry too."""
    with office.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT worker_id, stage FROM workers").all()
    return {worker_id: Stage(stage) for worker_id, stage in found}


@dataclass(frozen=True)
class World:
    """Both offices, closed, and what lies on the stick between them."""

    folder: Path

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def copy(self, to: Path) -> "World":
        copy_folder(self.folder, to)
        return World(to)

    def office_folder(self, kind: OfficeKind) -> Path:
        return self.folder / kind.value


def build(folder: Path) -> World:
    """All were sent once; the minutes were opened again, and since then each went on to a stage of his or her own."""
    world = World(folder)
    world.stick.mkdir(parents=True)
    with (
        open_for(new_folder(world.office_folder(OfficeKind.SUB_DISTRICT), code=SUB_DISTRICT)) as office,
        open_for(new_folder(world.office_folder(OfficeKind.DISTRICT), code=DISTRICT)) as district,
    ):
        exchange_cards(office, district, folder / "cards")
        people = _people(office)
        _send_all(office, district, people, world.stick)
        _go_on(office, people, world.stick)
        _at_district(district, people)
        _answer(office, district, people, world.stick)
        _assign(office, district, people, world.stick)
    return world


def _people(office: Office) -> dict[Stage, list[Worker]]:
    made = iter([one.worker for one in make_people(5, (len(Stage) + 1) * EACH, office.code)])
    found = {}
    for stage in (*_LATE, *_EARLY):
        village = WITH_DISTRICT if stage in _LATE else AT_WORK
        found[stage] = [replace(next(made), village_code=village) for _ in range(EACH)]
    found[Stage.VALIDATED] += [replace(next(made), village_code=MINUTED) for _ in range(EACH)]
    for one in (one for several in found.values() for one in several):
        save_new_worker(office, one)
    return found


def _send_all(office: Office, district: Office, people: Mapping[Stage, Sequence[Worker]], stick: Path) -> None:
    everybody = [one for several in people.values() for one in several]
    for step in Step:
        rule(office, step, everybody)
    made = [close_minutes(office, MeetingFacts(), village_codes=[one])[0] for one in VILLAGES]
    receive_package(district, create_package(office, stick).file)
    for one in made:
        reopen_minutes(office, one.minutes_id, "diuji")


def _go_on(office: Office, people: Mapping[Stage, Sequence[Worker]], stick: Path) -> None:
    pending = [WantedRuling(worker_id=one.worker_id, verdict=Verdict.PENDING) for one in people[Stage.COLLECTED]]
    assert rule_on_workers(office, Step.VERIFY, pending).skipped == ()
    late = [one for stage in _LATE for one in people[stage]]
    rule(office, Step.VALIDATE, [*late, *people[Stage.VALIDATED]])
    close_minutes(office, MeetingFacts(), village_codes=[WITH_DISTRICT])
    create_package(office, stick)
    close_minutes(office, MeetingFacts(), village_codes=[MINUTED])
    _put(office, people[Stage.NEEDS_MENDING], stage=Stage.NEEDS_MENDING, verdict=None)
    _put(office, people[Stage.ACCEPTED], stage=Stage.ACCEPTED, answer="accepted")
    _put(office, people[Stage.RETURNED], stage=Stage.RETURNED, answer="returned", minutes_id="")
    _put(office, people[Stage.REGISTERED], stage=Stage.ACCEPTED, answer="accepted")
    _put(office, people[Stage.REGISTERED], stage=Stage.REGISTERED)


def _at_district(district: Office, people: Mapping[Stage, Sequence[Worker]]) -> None:
    """What the district's answers would have made of those whom the next package brings again."""
    for stage, answer in ((Stage.ACCEPTED, "accepted"), (Stage.RETURNED, "returned"), (Stage.REGISTERED, "accepted")):
        if stage is Stage.REGISTERED:
            _put(district, people[stage], stage=Stage.ACCEPTED, answer=answer)
        _put(district, people[stage], stage=stage, answer=answer)


def _put(office: Office, people: Sequence[Worker], **standing: object) -> None:
    """Where an answer or a hand would have put them: the triggers and the journal see to it as ever."""
    with office.database.writing() as connection:
        before = workers.by_ids(connection, [one.worker_id for one in people])
        after = [WorkerRecord(one.worker, replace(one.standing, **standing)) for one in before]  # type: ignore[arg-type]
        workers.change(connection, after)
        entries = [
            Entry(
                action="worker.answered",
                subject=old.worker.worker_id,
                facts=standing_facts(old.standing, new.standing),
            )
            for old, new in zip(before, after, strict=True)
        ]
        office.log_many(connection, entries)


def _answer(office: Office, district: Office, people: Mapping[Stage, Sequence[Worker]], stick: Path) -> None:
    """Answers on what was sent last: the first accepts every other one and returns the rest, the second the reverse."""
    with office.database.reading() as connection:
        marks = packages.sent_workers(connection)
    with district.database.reading() as connection:
        n, head = journal.head(connection)
    before = ""
    for sequence in (1, 2):
        rows = [
            AnswerRow(one.worker_id, tuple(Outcome)[(at + sequence) % 2], "diuji", marks[one.worker_id].revision)
            for several in people.values()
            for at, one in enumerate(several)
        ]
        parcel = Parcel(
            kind=ParcelKind.ANSWER,
            office=office.code,
            district=district.code,
            period=str(office.preferences.period),
            seq=sequence,
            prev=before,
            created=district.timestamp(),
            app=__version__,
            revision=0,
            audit=AuditMark(n, head.hex()),
            training=True,
        )
        with (stick / parcel.file_name).open("wb") as file:
            before = write_answer(file, parcel, rows, district.keys, [own_card(office).recipient]).sha256


def _assign(office: Office, district: Office, people: Mapping[Stage, Sequence[Worker]], stick: Path) -> None:
    """A list of the district with everybody in it, and something of each that the kecamatan does not have."""
    rows = [
        (one.nik, one.full_name, one.village_code, f"Panggilan {at}")
        for at, one in enumerate(one for several in people.values() for one in several)
    ]
    parcel = Parcel(
        kind=ParcelKind.ASSIGNMENT,
        office=office.code,
        district=district.code,
        period=str(office.preferences.period),
        seq=1,
        prev="",
        created=district.timestamp(),
        app=__version__,
        revision=0,
        audit=AuditMark(0, ""),
        training=True,
    )
    asked = Assignment(source="diuji", dated="", villages=())
    fields = ("nik", "full_name", "village_code", "alias")
    with (stick / parcel.file_name).open("wb") as file:
        write_assignment(file, parcel, asked, fields, rows, district.keys, [own_card(office).recipient])
