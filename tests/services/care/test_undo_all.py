"""Random deeds of several accounts over the real services, taken back one by one and done again, across restarts."""

import contextlib
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.working_day import enter, new_folder, open_for, whole_store
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.outside import ListKind
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.second_keying import Choice
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.services.accuracy.check_workers import confirm_warning, findings_of
from ucj_desktop.services.accuracy.fix_many import SET_FIELD, FixAsked, fix_many, preview_fix
from ucj_desktop.services.accuracy.match_list import match_list
from ucj_desktop.services.accuracy.merge_workers import merges_made, undo_merge
from ucj_desktop.services.accuracy.read_list import read_list
from ucj_desktop.services.accuracy.second_keying import choose_value, different_values, draw_sample, key_field
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.accuracy.settle_outside import differences, keep_ours, take_difference
from ucj_desktop.services.accuracy.undo_fix import last_fix, undo_fix
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.care.undo import redo, undo
from ucj_desktop.services.care.undo_import import imports_made, undo_import
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import close_round, list_rounds, open_round, set_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import deeds, imports, journal_chain, rulings, workers

# Daily a small size; UCJ_UNDO_DEEDS=200 UCJ_UNDO_SEEDS=20 is the campaign.
DEEDS = int(os.environ.get("UCJ_UNDO_DEEDS", "60"))
SEEDS = range(int(os.environ.get("UCJ_UNDO_SEEDS", "2")))
# What only ever grows, what is derived, and what reading leaves behind.
APPEND_ONLY = {"journal", "journal_text", "rulings", "ruling_withdrawals", "findings", "findings_state", "imports"}
_HEADS = ("NIK", "NAMA LENGKAP", "DESA", "NO HP")


@dataclass
class Day:
    """One random day; ``snapshots`` are the states after each deed, by its number."""

    folder: Path
    chance: random.Random
    paper: Path
    done: list[tuple[int, Role]] = field(default_factory=list)
    snapshots: list[Mapping[str, Any]] = field(default_factory=list)
    seed: int = 1000

    def people(self, office: Office) -> list[WorkerRecord]:
        with office.database.reading() as connection:
            found = list(workers.each(connection))
        self.chance.shuffle(found)
        return found


def state(office: Office) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: sorted(rows, key=repr) for name, rows in whole_store(office).items() if name not in APPEND_ONLY
    }
    with office.database.reading() as connection:
        told["verdicts"] = {step: rulings.latest(connection, step) for step in Step}
        told["imports"] = [one.batch_id for one in imports.every(connection) if not one.undone_at]
    return told


def _enter(day: Day, office: Office) -> None:
    day.seed += 1
    save_new_worker(office, make_people(day.seed, 1, office.code)[0].worker)


def _correct(day: Day, office: Office) -> None:
    one = day.people(office)[0].worker
    field_code = day.chance.choice(["phone", "hamlet", "full_name", "kk_number", "address", "note"])
    value = (
        "08" + "".join(day.chance.choices("0123456789", k=10)) if field_code == "phone" else f"{day.chance.random()}"
    )
    changed: dict[str, Any] = {field_code: value}
    correct_worker(office, replace(one, **changed), why="diuji")


def _import(day: Day, office: Office) -> None:
    day.seed += 1
    path = day.paper / f"{day.seed}.csv"
    news = [one.worker for one in make_people(day.seed, 3, office.code)]
    known = [one.worker for one in day.people(office)[:3]]
    lines = [";".join(_HEADS)]
    lines += [
        f"{one.nik};{one.full_name};{office.printed(one.village_code)};0812{day.seed:07d}" for one in news + known
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    import_file(office, path)


def _undo_import(day: Day, office: Office) -> None:
    standing = [one for one in imports_made(office) if not one.undone_at]
    undo_import(office, day.chance.choice(standing).batch_id)


def _fix(day: Day, office: Office) -> None:
    ids = tuple(one.worker.worker_id for one in day.people(office)[:5])
    asked = FixAsked(fix=SET_FIELD, worker_ids=ids, field="hamlet", value=f"Dusun {day.chance.random()}")
    fix_many(office, preview_fix(office, asked))


def _undo_fix(day: Day, office: Office) -> None:
    undo_fix(office, last_fix(office))


def _rule(day: Day, office: Office) -> None:
    step = Step.VALIDATE if office.clerk.role is Role.HEAD else Step.VERIFY
    chosen = [one.worker.worker_id for one in day.people(office)[: day.chance.randint(1, 6)]]
    verdicts = [
        day.chance.choice(
            [
                WantedRuling(worker_id=one, verdict=Verdict.ELIGIBLE, found_by="Kepala dusun"),
                WantedRuling(worker_id=one, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.OTHER, note="diuji"),
                WantedRuling(worker_id=one, verdict=Verdict.PENDING),
            ]
        )
        for one in chosen
    ]
    rule_on_workers(office, step, verdicts)


def _decide(day: Day, office: Office) -> None:
    first, second = (one.worker.worker_id for one in day.people(office)[:2])
    decide_pair(office, first, second, day.chance.choice(list(PairDecision)))


def _part(day: Day, office: Office) -> None:
    one = day.chance.choice(merges_made(office))
    undo_merge(office, one.kept.worker.worker_id, one.gone.worker.worker_id)


def _confirm(day: Day, office: Office) -> None:
    for one in day.people(office):
        for finding in findings_of(office, one.worker):
            if finding.severity.value == "warns":
                confirm_warning(office, one.worker.worker_id, finding.code, "sesuai KTP-el")
                return


def _round(day: Day, office: Office) -> None:
    standing = [one.round for one in list_rounds(office) if not one.round.closed_at]
    village = day.chance.choice(day.people(office)).worker.village_code
    if not standing or day.chance.random() < 0.4:
        open_round(office, village, quota=day.chance.randint(1, 50))
        return
    one = day.chance.choice(standing)
    if day.chance.random() < 0.5:
        close_round(office, one.round_id)
    else:
        set_round(office, one.round_id, quota=day.chance.randint(1, 50), deadline=None, team=one.team, source="DTSEN")


def _outside(day: Day, office: Office) -> None:
    difference = day.chance.choice(differences(office))
    day.chance.choice([take_difference, keep_ours])(office, difference)


def _choose(day: Day, office: Office) -> None:
    with office.database.reading() as connection:
        [sample] = connection.exec_driver_sql("SELECT keying_id FROM second_keyings").scalars()
    one = day.chance.choice(different_values(office, sample))
    choose_value(office, sample, one.record.worker.worker_id, one.keyed.field, day.chance.choice([*Choice][1:]))


def _set(day: Day, office: Office) -> None:
    save_preferences(office, replace(office.preferences, venue=f"Aula {day.chance.random()}"))


WORK: Mapping[Role, tuple[Callable[[Day, Office], None], ...]] = {
    Role.VERIFIER: (
        _enter, _enter, _correct, _correct, _import, _undo_import, _fix, _undo_fix, _rule, _rule, _rule, _decide,
        _decide, _part, _confirm, _round, _outside, _choose,
    ),
    Role.HEAD: (_rule, _rule, _round),
    Role.ADMIN: (_set,),
}  # fmt: skip


@pytest.fixture(params=SEEDS)
def day(request: pytest.FixtureRequest, tmp_path: Path) -> Day:
    """An office with people, a list of others that was matched and a sample that was keyed again."""
    made = Day(new_folder(tmp_path / "office", staffed=True), random.Random(request.param), tmp_path)
    with open_for(made.folder, Role.VERIFIER) as office:
        people = enter(office, 12, seed=request.param + 1)
        lines = ["NIK;NAMA;TANGGAL LAHIR;STATUS"]
        lines += [f"{one.nik};{one.full_name} Baru;{one.birth_date:%d-%m-%Y};AKTIF" for one in people[:5]]
        (tmp_path / "bpjs.csv").write_text("\n".join(lines) + "\n", "utf-8")
        match_list(office, read_list(office, tmp_path / "bpjs.csv", ListKind.BPJS))
        sample, _ = draw_sample(office, size=4, seed=1)
    with open_for(made.folder, Role.ENTRY) as office, office.database.reading() as connection:
        ids = list(connection.exec_driver_sql("SELECT DISTINCT worker_id FROM second_keyed_values").scalars())
    with open_for(made.folder, Role.ENTRY) as office:
        for one in ids:
            for _ in range(2):
                key_field(office, sample.keying_id, one, "full_name", "Orang Lain")
    return made


def newest_deed(office: Office) -> int:
    with office.database.reading() as connection:
        return next(deeds.newest(connection))


def live(day: Day, count: int) -> None:
    """So many deeds, by accounts that log in one after the other."""
    while len(day.done) < count:
        role = day.chance.choices(list(WORK), weights=[6, 2, 1])[0]
        with open_for(day.folder, role) as office:
            if not day.snapshots:
                day.snapshots.append(state(office))
            for _ in range(min(day.chance.randint(1, 8), count - len(day.done))):
                before = newest_deed(office)
                with contextlib.suppress(ClerkError, IndexError):
                    day.chance.choice(WORK[role])(day, office)
                if newest_deed(office) != before:
                    day.done.append((_base(office, newest_deed(office)), role))
                    day.snapshots.append(state(office))


def _base(office: Office, number: int) -> int:
    with office.database.reading() as connection:
        return deeds.chains(connection).of(number).base


@contextlib.contextmanager
def as_whoever_may(day: Day, number: int, role: Role) -> Iterator[Office]:
    """Who did it or the head; what was turned more than once, the head may have turned last, and then only the head."""
    is_turned_again = [one for one, _ in day.done].count(number) > 1
    with open_for(day.folder, Role.HEAD if is_turned_again else day.chance.choice([role, Role.HEAD])) as office:
        yield office


def test_random_deeds_undone_one_by_one_are_the_start_and_redone_the_end(day: Day) -> None:
    live(day, DEEDS)
    for at in range(len(day.done), 0, -1):
        number, role = day.done[at - 1]
        with as_whoever_may(day, number, role) as office:
            turn = redo if _is_undone(office, number) else undo
            turn(office, number)
            assert state(office) == day.snapshots[at - 1], at
    for at, (number, _) in enumerate(day.done, start=1):
        with open_for(day.folder, Role.HEAD) as office:
            turn = redo if _is_undone(office, number) else undo
            turn(office, number)
            assert state(office) == day.snapshots[at], at
            assert journal_is_whole(office)


def _is_undone(office: Office, number: int) -> bool:
    with office.database.reading() as connection:
        return not deeds.chains(connection).of(number).is_done


def journal_is_whole(office: Office) -> bool:
    with office.database.reading() as connection:
        return journal_chain.verify(connection).ok
