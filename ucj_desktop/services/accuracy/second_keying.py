"""Second keying: a sample is drawn, keyed again blind by somebody else, and what differs is put before a person."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE, shown_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.second_keying import (
    Choice,
    ErrorRate,
    KeyedField,
    Outcome,
    draw,
    judge,
    rate_of,
    rates_by_clerk,
    rates_by_field,
)
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.accuracy.mend_findings import with_field
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, keep_correction
from ucj_desktop.services.collect.read_cells import READERS, DateReading, Reading, read_text
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, journal, merges, second_keying, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.second_keying import Sample

_LARGEST_SEED = 2**31


class NothingToDraw(ClerkError):
    """No worker fits what a sample is to be drawn from, or the sample asked for is empty."""

    code = "ULANG-01"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak ada pekerja yang bisa diambil untuk sampel ini.",
            fix="Pilih desa atau petugas lain, dan sampel paling sedikit satu pekerja.",
        )


class NoSuchSample(ClerkError):
    """No sample has this id, or the worker or field is not in it."""

    code = "ULANG-02"

    def __init__(self) -> None:
        super().__init__(what="Sampel atau isian itu tidak ada.", fix="Pilih salah satu sampel dari daftar.")


class KeyedByTheSame(ClerkError):
    """Who entered a worker does not key him or her again on the same day."""

    code = "ULANG-03"

    def __init__(self) -> None:
        super().__init__(
            what="Pekerja ini hari ini Anda sendiri yang memasukkannya, jadi belum bisa Anda ketik ulang.",
            fix="Minta petugas lain mengetik ulang, atau lanjutkan besok.",
        )


class NotDifferent(ClerkError):
    """Only a field that was typed the same twice otherwise than before is put before a person."""

    code = "ULANG-04"

    def __init__(self) -> None:
        super().__init__(what="Isian ini tidak berbeda, atau sudah diputuskan.", fix="Lanjutkan ke isian berikutnya.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progressed:
    """How far a sample is, in workers."""

    sample: Sample
    workers: int
    keyed: int
    rate: ErrorRate


@dataclass(frozen=True, slots=True, kw_only=True)
class ToKey:
    """The next worker to key, without a value of what is keyed: ``hint`` helps to find the paper."""

    worker_id: str
    position: int
    workers: int
    hint: str
    fields: tuple[KeyedField, ...]  # those that wait, in the order of the papers; their first values left out


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentValue:
    """Two values side by side for a person to choose."""

    keying_id: str
    record: WorkerRecord
    keyed: KeyedField


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The error rate of a sample: whole, by field, and by the name of the clerk who had entered the workers."""

    whole: ErrorRate
    by_field: Mapping[str, ErrorRate]
    by_clerk: Mapping[str, ErrorRate]


def draw_sample(
    office: Office,
    *,
    size: int = 0,
    percent: float = 0.0,
    village_code: str = "",
    entered_by: str = "",
    seed: int | None = None,
) -> tuple[Sample, Change]:
    """Draw ``size`` workers or ``percent`` of them at random; the seed is kept. Raises NothingToDraw."""
    office.require(Action.CHECK)
    seed = secrets.randbelow(_LARGEST_SEED) if seed is None else seed
    with office.database.writing() as connection:
        people = second_keying.people_to_draw_from(connection, village_code, entered_by)
        wanted = size or -(-len(people) * percent // 100)  # rounded up
        chosen = draw(people, int(wanted), seed)
        if not chosen:
            raise NothingToDraw
        made = Sample(
            keying_id=new_id(),
            seed=seed,
            drawn_from=len(people),
            village_code=village_code,
            entered_by=entered_by,
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        )
        second_keying.add(connection, made, chosen)
        facts = {"workers": len(chosen), "seed": seed, "village": village_code, "drawn_from": len(people)}
        office.log(connection, Entry(action="sample.drawn", subject=made.keying_id, facts=facts))
    told = f"Sampel {thousands(len(chosen))} dari {thousands(len(people))} pekerja diambil untuk diketik ulang."
    return made, Change(Touched.SECOND_KEYING, told)


def account_named(office: Office, name: str) -> str:
    """The id of the account with this name, also of one out of use. Raises NothingToDraw."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        known = {one.name.casefold(): one.account_id for one in accounts.every(connection) if not one.office_code}
    if name.casefold() not in known:
        raise NothingToDraw
    return known[name.casefold()]


def samples(office: Office) -> list[Progressed]:
    """Every sample with how far it is, the newest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return [
            _progressed(one, second_keying.fields(connection, one.keying_id))
            for one in second_keying.samples(connection)
        ]


def papers_of(office: Office, keying_id: str) -> list[WorkerRecord]:
    """Whose papers to fetch, in the order of keying. Raises NoSuchSample."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        order = list(dict.fromkeys(one.worker_id for one in _fields(connection, keying_id)))
        people = {one.worker.worker_id: one for one in workers.by_ids(connection, order)}
    return [people[one] for one in order if not people[one].standing.merged_into]


def next_to_key(office: Office, keying_id: str) -> ToKey | None:
    """The next worker of whom a field waits, leaving out whom this clerk entered today; None: there is none."""
    office.require(Action.ENTER)
    with office.database.reading() as connection:
        by_worker: dict[str, list[KeyedField]] = {}
        for one in _fields(connection, keying_id):
            by_worker.setdefault(one.worker_id, []).append(one)
        for position, (worker_id, several) in enumerate(by_worker.items(), start=1):
            waiting = [replace(one, first="") for one in several if not one.is_keyed]
            record = workers.get(connection, worker_id)
            if not waiting or record is None or _is_own_of_today(office, connection, record):
                continue
            hint = _hint(office, record)
            return ToKey(
                worker_id=worker_id, position=position, workers=len(by_worker), hint=hint, fields=tuple(waiting)
            )
    return None


def key_field(office: Office, keying_id: str, worker_id: str, field: str, typed: str) -> Outcome:
    """Key one field again. AGAIN: it is not what the store holds and is typed once more; the store is not shown.

    A value counts as different only when it was typed the same twice. Raises NoSuchSample, KeyedByTheSame.
    """
    office.require(Action.ENTER)
    with office.database.writing() as connection:
        known = second_keying.field(connection, keying_id, worker_id, field)
        record = workers.get(connection, worker_id)
        if known is None or record is None or record.standing.merged_into or known.is_keyed:
            raise NoSuchSample
        if _is_own_of_today(office, connection, record):
            raise KeyedByTheSame
        first = shown_value(field, record.worker)
        before = known.second if known.outcome is Outcome.AGAIN else None
        outcome = judge(field, first, typed, before, office.today())
        keyed = replace(known, outcome=outcome, first=first, second=" ".join(typed.split()))
        second_keying.put_keyed(connection, keying_id, keyed, by=office.clerk.account_id, at=office.timestamp())
        if outcome is not Outcome.AGAIN:
            facts = {"field": field, "outcome": outcome.value, "sample": keying_id}
            office.log(connection, Entry(action="worker.keyed_again", subject=worker_id, facts=facts))
    return outcome


def different_values(office: Office, keying_id: str) -> list[DifferentValue]:
    """What nobody has looked at yet, both values side by side. Raises NoSuchSample."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = [
            one
            for one in _fields(connection, keying_id)
            if one.outcome is Outcome.DIFFERENT and one.choice is Choice.NONE
        ]
        people = _standing_for(connection, [one.worker_id for one in found])
    return [
        DifferentValue(keying_id=keying_id, record=people[one.worker_id], keyed=one)
        for one in found
        if _holds(people[one.worker_id], one)
    ]


def choose_value(office: Office, keying_id: str, worker_id: str, field: str, choice: Choice) -> Change:
    """Which of both values stands on the paper; the second corrects the worker.

    Raises NoSuchSample, NotDifferent, WorkerNotThere, WorkerFrozen.
    """
    office.require(Action.CORRECT)
    with office.database.writing() as connection:
        known = second_keying.field(connection, keying_id, worker_id, field)
        record = _standing_for(connection, [worker_id]).get(worker_id)
        if known is None:
            raise NoSuchSample
        if record is None:
            raise WorkerNotThere
        is_open = known.outcome is Outcome.DIFFERENT and known.choice is Choice.NONE and _holds(record, known)
        if not is_open or choice is Choice.NONE:
            raise NotDifferent
        told = f"{BY_CODE[field].label} {record.worker.full_name} tetap seperti ketikan pertama."
        touched = Touched.SECOND_KEYING
        if choice is Choice.SECOND:
            corrected = with_field(record.worker, field, *_read(office, field, known.second))
            change = keep_correction(office, connection, corrected, why="Ketik ulang sampel")
            told, touched = change.sentence, touched | change.touched
        chosen = replace(known, choice=choice)
        second_keying.put_choice(connection, keying_id, chosen, by=office.clerk.account_id, at=office.timestamp())
        facts = {"field": field, "choice": choice.value, "sample": keying_id}
        subject = record.worker.worker_id
        office.log(connection, Entry(action="worker.keying_chosen", subject=subject, facts=facts))
    return Change(touched, told)


def rates(office: Office, keying_id: str) -> Rates:
    """The error rate of a sample as far as it is keyed. Raises NoSuchSample."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = _fields(connection, keying_id)
        names = accounts.names(connection)
    by_clerk = {names.get(clerk, "petugas yang tidak tercatat"): rate for clerk, rate in rates_by_clerk(found).items()}
    return Rates(whole=rate_of(found), by_field=rates_by_field(found), by_clerk=by_clerk)


def _standing_for(connection: Connection, worker_ids: Sequence[str]) -> dict[str, WorkerRecord]:
    """The workers by their ids; who was merged away is stood for by the survivor."""
    into = merges.survivors_of(connection, worker_ids)
    wanted = {one: into.get(one, one) for one in worker_ids}
    people = {one.worker.worker_id: one for one in workers.by_ids(connection, list(set(wanted.values())))}
    return {one: people[kept] for one, kept in wanted.items() if kept in people}


def _holds(record: WorkerRecord, keyed: KeyedField) -> bool:
    """Whether there is something to choose: of an entry that was merged, only while the survivor has its value."""
    return record.worker.worker_id == keyed.worker_id or shown_value(keyed.field, record.worker) == keyed.first


def _fields(connection: Connection, keying_id: str) -> list[KeyedField]:
    if second_keying.get(connection, keying_id) is None:
        raise NoSuchSample
    return second_keying.fields(connection, keying_id)


def _progressed(sample: Sample, found: list[KeyedField]) -> Progressed:
    everyone = {one.worker_id for one in found}
    waiting = {one.worker_id for one in found if not one.is_keyed}
    return Progressed(sample=sample, workers=len(everyone), keyed=len(everyone) - len(waiting), rate=rate_of(found))


def _is_own_of_today(office: Office, connection: Connection, record: WorkerRecord) -> bool:
    if record.standing.entered_by != office.clerk.account_id:
        return False
    first = journal.rows(connection, subject=record.worker.worker_id, newest_first=False, limit=1)
    return bool(first) and datetime.fromisoformat(first[0].at).astimezone().date() == office.today()


def _hint(office: Office, record: WorkerRecord) -> str:
    """What helps to find the paper and gives nothing away: initials and where the worker lives."""
    worker = record.worker
    initials = "".join(f"{word[0]}." for word in worker.full_name.split())
    village = office.printed(worker.village_code) if worker.village_code else ""
    return ", ".join(one for one in (initials, village, worker.hamlet) if one)


def _read(office: Office, field: str, text: str) -> tuple[object, str]:
    """(value as Worker holds it, what could not be read) of a typed text; both empty where nothing is stated."""
    reading = Reading(0)
    READERS.get(field, read_text)(reading, field, text, 0, DateReading(office.today()))
    value = reading.stated.get(field)
    return value, reading.unread.get(field, "" if value is not None or text in ("", "-") else text)
