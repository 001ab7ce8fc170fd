"""Campaign: the program is killed in the middle of import, minutes and package; nothing may be lost or half done."""

import argparse
import collections
import hashlib
import multiprocessing
import multiprocessing.context
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.offices import ADMIN, DISTRICT, PASSWORD, make_office
from tests.working_day import exchange_cards, rule
from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.made_up_people import REFERENCE_DAY, make_people
from ucj_desktop.services.checkpoints import verified_journal
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.inspect_package import inspect_package
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.storage import backup, imports, minutes, packages, workers

PEOPLE = 60  # in each file
CYCLES_OF_ONE_STORE = 20  # then a new one: a store that grows makes every check dearer
LONGEST = 1.2  # seconds until the kill; a whole day of the child takes about half of it
# A fork starts in a moment; where there is none (Windows) every child is a program of its own.
Child = getattr(multiprocessing.context, "ForkProcess", multiprocessing.Process)
_SHIFT = timedelta(days=(datetime.now(UTC).date() - REFERENCE_DAY).days)


def clock() -> datetime:
    """The true time of the day on which the made-up people are sound, whenever the campaign runs."""
    return datetime.now(UTC) - _SHIFT


@dataclass
class Tally:
    """What the campaign saw."""

    cycles: int = 0
    reported: collections.Counter[str] = field(default_factory=collections.Counter)  # commits the child told of
    killed_in: collections.Counter[str] = field(default_factory=collections.Counter)
    unreported: int = 0  # kept although the child died before it could tell: allowed
    faults: list[str] = field(default_factory=list)


def write_file(path: Path, seed: int) -> None:
    """A plain list of sound people as a village would send it."""
    lines = ["NIK;NOMOR KK;NAMA LENGKAP;TEMPAT LAHIR;TANGGAL LAHIR;JENIS KELAMIN;NAMA IBU;ALAMAT;DESA;PEKERJAAN;NO HP"]
    for one in (made.worker for made in make_people(seed, PEOPLE, "730201")):
        sex = "" if one.sex is None else {"male": "L", "female": "P"}[one.sex.value]
        born = "" if one.birth_date is None else one.birth_date.strftime("%d-%m-%Y")
        fields = (one.nik, one.kk_number, one.full_name, one.birth_place, born, sex, one.mother_name, one.address,
                  one.village_code, one.occupation, one.phone)  # fmt: skip
        lines.append(";".join(fields))
    path.write_text("\n".join(lines), "utf-8")


def work(folder: Path, seed: int) -> None:
    """Days without end: import, verify, validate, minutes, package; each commit is told of once it has returned."""
    told = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(*words: object) -> None:
        os.write(told, (" ".join(map(str, words)) + "\n").encode())

    office = open_office(folder / "office", ADMIN, PASSWORD, clock=clock)
    tell("begun")
    for day in range(1_000):
        path = folder / f"{seed}-{day}.csv"
        write_file(path, seed * 1_000 + day)
        tell("doing import")
        done = import_file(office, path)
        tell("import", done.batch, done.counts["new"])
        waiting = workers_by_id(office, worker_ids(office, WorkerFilter(stages=(Stage.COLLECTED,))))
        sound = [one.worker for one in waiting]
        tell("doing verdicts")
        rule(office, Step.VERIFY, sound)
        verified = workers_by_id(office, worker_ids(office, WorkerFilter(stages=(Stage.VERIFIED,))))
        rule(office, Step.VALIDATE, [one.worker for one in verified])
        tell("doing minutes")
        made, _ = close_minutes(office, MeetingFacts())
        tell("minutes", made.minutes_id, made.digest)
        tell("doing package")
        sent = create_package(office, folder / "stick")
        tell("package", sent.package.sequence, sent.package.sha256)


def new_stage(folder: Path) -> None:
    """A fresh office that knows its district, and an empty stick."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "stick").mkdir()
    office = make_office(folder / "office")
    district = make_office(folder / "district", code=DISTRICT)
    exchange_cards(office, district, folder / "cards")
    district.close()
    office.close()


def cycle(folder: Path, seed: int, after: float, tally: Tally) -> None:
    """One child, killed ``after`` seconds from its first word, and a look at what it left."""
    (folder / "told").unlink(missing_ok=True)
    child = Child(target=work, args=(folder, seed))
    child.start()
    while child.is_alive() and not ((folder / "told").exists() and (folder / "told").read_text()):
        child.join(0.001)
    child.join(after)
    died_by_itself = not child.is_alive()
    child.kill()
    child.join()
    told = [line.split() for line in (folder / "told").read_text().splitlines()]
    tally.cycles += 1
    if died_by_itself:
        tally.faults.append(f"the child ended by itself in {told[-1]} (seed {seed})")
    tally.killed_in[told[-1][-1] if told[-1][0] == "doing" else "between"] += 1
    commits = [words for words in told if words[0] in ("import", "minutes", "package")]
    tally.reported.update(words[0] for words in commits)
    office = open_office(folder / "office", ADMIN, PASSWORD, clock=clock)
    try:
        tally.faults.extend(f"{fault} (seed {seed})" for fault in faults_of(office, folder, commits))
        tally.unreported += unreported(office, commits)
    finally:
        office.close()


def faults_of(office: Office, folder: Path, commits: list[list[str]]) -> Iterator[str]:
    """Everything that is lost, half done or not sound."""
    with office.database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
            yield "the store is not sound"
        journal = verified_journal(office, connection)
        if not journal.ok:
            yield f"the journal is not sound: {journal.first_bad}"
        by_batch = collections.Counter(connection.exec_driver_sql("SELECT batch_id FROM workers").scalars())
        batches = {one.batch_id: one for one in imports.every(connection)}
        for batch in batches.keys() | by_batch.keys():
            if batch not in batches or by_batch[batch] != batches[batch].counts["new"]:
                yield f"import {batch} is half done: {by_batch[batch]} workers"
        heads = {one.minutes_id: minutes.get(connection, one.minutes_id) for one in minutes.every(connection)}
        frozen: dict[str, set[str]] = collections.defaultdict(set)
        stages: dict[str, Stage] = {}
        for record in workers.each(connection):
            stages[record.worker.worker_id] = record.standing.stage
            if record.standing.minutes_id:
                frozen[record.standing.minutes_id].add(record.worker.worker_id)
        for minutes_id, head in heads.items():
            if head is None or minutes_digest(head) != head.digest:
                yield f"minutes {minutes_id} are not what was frozen"
            elif {row.worker.worker_id for row in head.rows} != frozen.pop(minutes_id, set()):
                yield f"minutes {minutes_id} are half done"
        if frozen:
            yield f"workers stand in minutes that are not there: {list(frozen)}"
        made = packages.sent(connection)
        marks = packages.sent_workers(connection)
        if {one for one, stage in stages.items() if stage is Stage.SENT} != set(marks):
            yield "workers are sent in no package, or in a package and not sent"
        ruled = collections.Counter(connection.exec_driver_sql("SELECT worker_id FROM rulings").scalars())
        for worker_id, stage in stages.items():
            wanted = {Stage.COLLECTED: 0, Stage.VERIFIED: 1}.get(stage, 2)
            if ruled[worker_id] != wanted:
                yield f"worker {worker_id} in stage {stage} has {ruled[worker_id]} verdicts"
    yield from faults_of_files(office, folder, made)
    yield from lost(commits, set(batches), {one: head.digest for one, head in heads.items() if head}, made)


def faults_of_files(office: Office, folder: Path, made: list[packages.SentPackage]) -> Iterator[str]:
    """The outbox, the stick and the backups beside the store."""
    known = {one.file_name: one.sha256 for one in made}
    for name, wanted in known.items():
        if digest(office.folder / "outbox" / name) != wanted:
            yield f"{name} in the outbox is not what was registered"
    for path in (folder / "stick").glob("*.ucj"):
        if known.get(path.name) != digest(path):
            yield f"{path.name} on the stick is not what was made"
    for one in made:
        if one.delivered_at and not (folder / "stick" / one.file_name).is_file():
            yield f"{one.file_name} was delivered and is not on the stick"
    for path in (office.folder / "outbox").glob("*.ucj"):
        if inspect_package(path).seq > len(made) + 1:
            yield f"{path.name} lies in the outbox and belongs to nothing"
    for kept in backup.every(office.folder / "backups")[:1]:
        backup.verify(kept, office.unlocked.data_key)


def lost(
    commits: list[list[str]], batches: set[str], heads: dict[str, str], made: list[packages.SentPackage]
) -> Iterator[str]:
    """Commits the child told of that the store does not know."""
    known = {str(one.sequence): one.sha256 for one in made}
    for kind, key, value in commits:
        if kind == "import" and key not in batches:
            yield f"lost: import {key}"
        elif kind == "minutes" and heads.get(key) != value:
            yield f"lost: minutes {key}"
        elif kind == "package" and known.get(key) != value:
            yield f"lost: package {key}"


def unreported(office: Office, commits: list[list[str]]) -> int:
    """Commits of this cycle that were kept although the child died before it could tell."""
    with office.database.reading() as connection:
        newest = next(iter(imports.every(connection)), None)
    told = [key for kind, key, _ in commits if kind == "import"]
    return int(newest is not None and bool(told) and newest.batch_id not in told)


def digest(path: Path) -> str:
    """SHA-256 (hex) of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def run(size: int, seed: int = 1) -> Tally:
    """Kill ``size`` children at random moments; stops at the first cycle with a fault."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "stage"
        for number in range(size):
            if number % CYCLES_OF_ONE_STORE == 0:
                new_stage(folder)
            cycle(folder, seed * 100_000 + number, chance.uniform(0, LONGEST), tally)
            if tally.faults:
                break
    return tally


def main() -> int:
    """Run from the command line; 0 when nothing was lost and nothing half done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    tally = run(arguments.size, arguments.seed)
    for name, count in tally.killed_in.most_common():
        print(f"{count:>7}  killed in {name}")
    for name, count in tally.reported.most_common():
        print(f"{count:>7}  {name} told of before the kill")
    for fault in tally.faults:
        print(f"FAULT  {fault}")
    print(f"\n{tally.cycles} kills: {len(tally.faults)} faults, {time.perf_counter() - start:.1f} s")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
