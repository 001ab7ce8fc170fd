"""A district and ten kecamatan: three rounds of packages in any order, with repeats, losses and a restored backup."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.offices import ADMIN, PASSWORD
from tests.working_day import everyone, exchange_cards, new_folder, new_office, open_for
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.refusals import MissingPredecessor, PackageFromAnotherHistory
from ucj_desktop.services.care.back_up import back_up, restore_backup
from ucj_desktop.services.care.history import verify_journal
from ucj_desktop.services.care.made_up_people import people
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.district.answer_office import NothingToAnswer, answer_office
from ucj_desktop.services.district.recap import RecapBy, recap
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.continue_numbers import continue_after
from ucj_desktop.services.handoff.create_package import create_package, list_sent
from ucj_desktop.services.handoff.take_replies import ReceiptOfNothing, take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import packages

CODES = [f"7302{number:02}" for number in range(1, 11)]
RESTORED = "730205"  # its computer dies after the second package; the backup is from the day before
ROUNDS = 3
A_ROUND = 3  # workers each office adds

Person = tuple[str, str, str, str]  # NIK, name, note, verdict


def _person(one: WorkerRecord) -> Person:
    verdict = one.standing.verdict
    return one.worker.nik, one.worker.full_name, one.worker.note, verdict.value if verdict else ""


def _frozen(office: Office) -> list[WorkerRecord]:
    return [one for one in everyone(office) if one.standing.minutes_id]


class SubDistrict:
    """A kecamatan far away: its closed office, its people, and those of its packages that are under way."""

    def __init__(self, folder: Path, code: str) -> None:
        self.code = code
        self.folder = new_folder(folder / code, code=code)
        self.stick = folder / f"stick-{code}"
        self.replies = folder / f"replies-{code}"
        for place in (self.stick, self.replies):
            place.mkdir()
        self.days = Random(code)  # what happens here is the same in whatever order files travel
        self.people = [one.worker for one in islice(people(int(code), code), ROUNDS * A_ROUND)]
        self.moved = {one.nik for one in self.people[A_ROUND - 1 :: A_ROUND]}  # away from here, the last of each round
        self.under_way: list[Path] = []
        self.mended: dict[str, str] = {}  # note by NIK

    def a_round(self, number: int) -> None:
        """New people, old minutes mended now and then, minutes closed, the next package made."""
        with open_for(self.folder) as office:
            if number == 1 and self.code == RESTORED:
                back_up(office)
            self.work(office, number)
        if number == 1 and self.code == RESTORED:
            restore_backup(self.folder, ADMIN, PASSWORD)
            with open_for(self.folder) as office:
                self.work(office, number)  # typed again, under new ids; the first package is on its way all the same

    def work(self, office: Office, number: int) -> None:
        added = [replace(one, worker_id=new_id()) for one in self.people[number * A_ROUND :][:A_ROUND]]
        for worker in added:
            save_new_worker(office, worker)
        before = _frozen(office)
        if before and self.days.random() < 0.7:
            reopen_minutes(office, before[0].standing.minutes_id, "Catatan salah")
            correct_worker(office, replace(before[0].worker, note=f"diperbaiki pada putaran {number}"))
            self.mended[before[0].worker.nik] = f"diperbaiki pada putaran {number}"
        free = [one.worker for one in everyone(office) if not one.standing.minutes_id]
        for step in Step:
            rule_on_workers(office, step, [self.verdict(one) for one in free])
        close_minutes(office, MeetingFacts())
        self.send(office)

    def verdict(self, worker: Worker) -> WantedRuling:
        moved = worker.nik in self.moved
        return WantedRuling(
            worker_id=worker.worker_id,
            verdict=Verdict.NOT_ELIGIBLE if moved else Verdict.ELIGIBLE,
            reason=Reason.MOVED if moved else None,
        )

    def expected(self) -> dict[Person, Stage]:
        """What must be known of everybody in the end, here and at the district."""
        return {
            (
                one.nik,
                one.full_name,
                self.mended.get(one.nik, one.note),
                (Verdict.NOT_ELIGIBLE if one.nik in self.moved else Verdict.ELIGIBLE).value,
            ): Stage.SENT if one.nik in self.moved else Stage.ACCEPTED
            for one in self.people
        }

    def send(self, office: Office, *, full: bool = False) -> None:
        """The next package, in an envelope of its own: after the backup two of them bear the same name."""
        envelope = self.stick / f"{len(list(self.stick.iterdir()))}"
        envelope.mkdir()
        self.under_way.append(create_package(office, envelope, full=full).file)

    def hear(self, office: Office) -> None:
        """Every receipt and answer again; the receipt of a package that this store never made teaches its number."""
        for reply in sorted(self.replies.iterdir(), key=lambda one: (one.suffix == ".ucja", one.name)):
            with suppress(ReceiptOfNothing):
                take_replies(office, reply)


class Carriers:
    """Who brings the sticks to the district and back: in any order, twice, or never."""

    def __init__(self, district: Office, offices: list[SubDistrict], seed: int) -> None:
        self.district = district
        self.offices = offices
        self.chance = Random(seed)
        self.happened: Counter[str] = Counter()

    def a_day(self, *, losing: bool) -> None:
        """What is under way arrives or is lost; the district answers; each office hears and mends what was refused."""
        coming = [(one, file) for one in self.offices for file in one.under_way]
        if losing:
            kept = [found for found in coming if self.chance.random() > 0.3]
            again = self.chance.sample(kept, len(kept) // 4)
            self.happened.update(lost=len(coming) - len(kept), twice=len(again))
            coming = [*kept, *again]
        self.chance.shuffle(coming)
        for one in self.offices:
            one.under_way = []
        refused = {one: why for one, file in coming if (why := self.receive(one, file)) is not None}
        for one in self.offices:
            with suppress(NothingToAnswer):
                answer_office(self.district, one.code, one.replies)
            with open_for(one.folder) as office:
                one.hear(office)
                if one in refused:
                    self.mend(one, office, refused[one])

    def receive(self, one: SubDistrict, file: Path) -> ClerkError | None:
        try:
            receive_package(self.district, file, receipts_to=one.replies)
        except (MissingPredecessor, PackageFromAnotherHistory) as why:
            self.happened[type(why).__name__] += 1
            return why
        return None

    def mend(self, one: SubDistrict, office: Office, why: ClerkError) -> None:
        """What the sentence of the refusal says: a full package, after a restored backup with a later number."""
        if isinstance(why, PackageFromAnotherHistory):
            with self.district.database.reading() as connection:
                continue_after(office, packages.received(connection, one.code)[-1].sequence)
        one.send(office, full=True)

    def last_days(self) -> None:
        """Nothing is lost any more; who has no receipt for the newest package sends a full one."""
        for _ in range(3):
            self.a_day(losing=False)
            for one in self.offices:
                with open_for(one.folder) as office:
                    if not list_sent(office)[-1].receipt_at and not one.under_way:
                        one.send(office, full=True)


@pytest.mark.parametrize("seed", [3, 16])  # 3: both packages of the lost history arrive; 16: only the one that was lost
def test_three_rounds_of_ten_kecamatan_end_in_one_state_whatever_happens_under_way(tmp_path: Path, seed: int) -> None:
    offices = [SubDistrict(tmp_path, code) for code in CODES]
    with new_office(tmp_path / "district", code="7302") as district:
        for one in offices:
            with open_for(one.folder) as office:
                exchange_cards(office, district, tmp_path / "cards")
        carriers = Carriers(district, offices, seed)
        for number in range(ROUNDS):
            for one in carriers.chance.sample(offices, len(offices)):
                one.a_round(number)
            carriers.a_day(losing=True)
        carriers.last_days()
        assert all(carriers.happened[kind] for kind in ("lost", "twice", "MissingPredecessor"))

        expected = {one.code: one.expected() for one in offices}
        assert sum(map(len, expected.values())) == len(offices) * ROUNDS * A_ROUND
        for one in offices:
            with open_for(one.folder) as office:
                assert {_person(found): found.standing.stage for found in everyone(office)} == expected[one.code]
                assert verify_journal(office).ok
        here = everyone(district)
        assert len(here) == len(offices) * ROUNDS * A_ROUND
        for code in CODES:
            sent = [found for found in here if found.standing.origin_office == code]
            assert {_person(found): found.standing.stage for found in sent} == expected[code]
        counted = recap(district, RecapBy.SUB_DISTRICT)
        assert counted.balances
        assert {row.total for row in counted.rows} == {ROUNDS * A_ROUND}
        assert verify_journal(district).ok
