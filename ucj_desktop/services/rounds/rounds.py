"""Rounds of verification: one village in one period; opened, changed, closed and listed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from ucj_desktop.domain.calendar import add_working_days, is_working_day
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.pace import Forecast
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.quota import Places, Round, Team, default_team, in_order, signers_with_team
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.measure_rounds import Measures, measure_rounds
from ucj_desktop.services.rounds.office_calendar import not_filled_in_words, office_calendar
from ucj_desktop.storage import candidates, rounds, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_TO_VERIFY = (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.RETURNED)


class RoundOpenAlready(ClerkError):
    """The village has an open round; a worker is in at most one."""

    code = "PUT-02"

    def __init__(self, village: str) -> None:
        super().__init__(
            what=f"{village} sudah punya putaran verifikasi yang terbuka.",
            fix="Tutup putaran itu lebih dulu, atau lanjutkan putaran yang ada.",
        )


class RoundNotThere(ClerkError):
    """No open round answers to that id or village."""

    code = "PUT-03"

    def __init__(self) -> None:
        super().__init__(
            what="Putaran verifikasi itu tidak ada atau sudah ditutup.",
            fix="Lihat daftar putaran, lalu pilih salah satu.",
        )


class TeamMemberNotNamed(ClerkError):
    """A member of the team without a name, or with a NIP that is none."""

    code = "PUT-04"

    def __init__(self, what: str) -> None:
        super().__init__(what=what, fix="Isi nama setiap orang dalam tim; NIP ditulis 18 angka, atau dikosongkan.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundState:
    """A round with how far its village's workers are; workers by stage."""

    round: Round
    village_name: str
    by_stage: dict[Stage, int]
    places: Places
    candidates: int  # who wait for a place
    days_left: int | None  # working days; None without a deadline, or when the round is closed
    forecast: Forecast | None  # None when the round is closed

    @property
    def total(self) -> int:
        return sum(self.by_stage.values())


def open_round(
    office: Office,
    village_code: str,
    *,
    quota: int | None = None,
    deadline: date | None = None,
    team: Team | None = None,
    source: str = "",
) -> tuple[Round, Change]:
    """Open a round and take in the village's workers that wait; ``team`` None: as the office's signers suggest it.

    Raises RoundOpenAlready, TeamMemberNotNamed.
    """
    office.require(Action.OPEN_ROUND)
    wanted = terms_of(office, quota, deadline, team, source)
    with office.database.writing() as connection:
        if village_code in rounds.open_by_village(connection):
            raise RoundOpenAlready(office.printed(village_code))
        made = open_in(office, connection, village_code, wanted)
        told = _deadline_in_words(office, connection, deadline)
    return made, Change(Touched.ROUNDS | Touched.WORKERS, f"Putaran {office.printed(village_code)} dibuka.{told}")


def open_rounds(
    office: Office,
    village_codes: Sequence[str],
    *,
    quota: int | None = None,
    deadline: date | None = None,
    team: Team | None = None,
    source: str = "",
) -> Change:
    """Open a round in each of the villages, all or none. Raises what :func:`open_round` does."""
    office.require(Action.OPEN_ROUND)
    wanted = terms_of(office, quota, deadline, team, source)
    with office.database.writing() as connection:
        known = rounds.open_by_village(connection)
        for code in dict.fromkeys(village_codes):
            if code in known:
                raise RoundOpenAlready(office.printed(code))
            open_in(office, connection, code, wanted)
        told = _deadline_in_words(office, connection, deadline)
    named = office.printed(village_codes[0]) if len(village_codes) == 1 else f"{len(village_codes)} desa/kelurahan"
    return Change(Touched.ROUNDS | Touched.WORKERS, f"Putaran {named} dibuka.{told}")


def round_of_village(office: Office, connection: Connection, village_code: str) -> Round:
    """The village's open round, opened now when there is none: a verdict always belongs to a round."""
    known = rounds.open_by_village(connection).get(village_code)
    return known or open_in(office, connection, village_code, terms_of(office, None, None, None, ""))


def set_round(
    office: Office, round_id: str, *, quota: int | None, deadline: date | None, team: Team, source: str
) -> Change:
    """Change what was agreed for an open round. Raises RoundNotThere, TeamMemberNotNamed."""
    office.require(Action.OPEN_ROUND)
    wanted = terms_of(office, quota, deadline, team, source)
    with office.database.writing() as connection:
        before = rounds.open_one(connection, round_id)
        if before is None:
            raise RoundNotThere
        after = replace(before, **wanted)
        if after == before:
            return Change(Touched.NOTHING, "Tidak ada yang berubah pada putaran ini.")
        change_round(office, connection, before, after)
        told = _deadline_in_words(office, connection, deadline) if after.deadline != before.deadline else ""
    return Change(Touched.ROUNDS, f"Putaran {office.printed(before.village_code)} diubah.{told}")


def change_round(office: Office, connection: Connection, before: Round, after: Round) -> None:
    """Keep an open round as it is to be, within the caller's transaction, with its row in the journal."""
    rounds.put(connection, after)
    facts, changes = _terms(before, after)
    told = {"village": before.village_code, **facts}
    office.log(connection, Entry(action="round.changed", subject=before.round_id, facts=told, changes=changes))


def _deadline_in_words(office: Office, connection: Connection, deadline: date | None) -> str:
    """What is to be known of a deadline that is past, or no working day, or in a year whose holidays are not known."""
    if deadline is None:
        return ""
    if deadline < office.today():
        return f" Batas waktu {short_date(deadline)} sudah lewat."
    calendar = office_calendar(connection)
    days_off = calendar.days_off()
    told = ""
    if not is_working_day(deadline, days_off):
        last = short_date(add_working_days(deadline, -1, days_off))
        told = f" Batas waktu {short_date(deadline)} bukan hari kerja; hari kerja terakhir sebelumnya {last}."
    unknown = not_filled_in_words(calendar, office.today(), deadline)
    return f"{told} {unknown}" if unknown else told


def signers_of_meeting(office: Office, connection: Connection, village_codes: Iterable[str]) -> tuple[Signer, ...]:
    """Who signs the minutes of these villages, unless the clerk says otherwise: the office's signers and the teams."""
    known = rounds.open_by_village(connection)
    team = {one.name: one for code in village_codes if code in known for one in known[code].team}
    return signers_with_team(office.preferences.signers, tuple(team.values()))


def who_signs(office: Office, village_codes: Iterable[str]) -> tuple[Signer, ...]:
    """The same for those who have no transaction open."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return signers_of_meeting(office, connection, village_codes)


def terms_of(
    office: Office, quota: int | None, deadline: date | None, team: Team | None, source: str
) -> dict[str, Any]:
    """The terms of a round as they are kept. Raises TeamMemberNotNamed."""
    chosen = default_team(office.preferences.signers) if team is None else in_order(team)
    for one in chosen:
        if not one.name.strip():
            raise TeamMemberNotNamed("Ada anggota tim yang belum ada namanya.")
        if one.nip and not (len(one.nip) == 18 and one.nip.isascii() and one.nip.isdigit()):
            raise TeamMemberNotNamed(f"NIP {one.name} bukan 18 angka.")
    return {"quota": quota, "deadline": deadline, "team": chosen, "source": " ".join(source.split())}


def _terms(before: Round, after: Round) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]]]:
    """What differs, as [old, new]: numbers and days for the chain, names and the clerk's words beside it."""
    facts: dict[str, Any] = {}
    if before.quota != after.quota:
        facts["quota"] = [before.quota, after.quota]
    if before.deadline != after.deadline:
        facts["deadline"] = [one.deadline.isoformat() if one.deadline else None for one in (before, after)]
    changes: dict[str, tuple[Any, Any]] = {}
    if before.team != after.team:
        changes["team"] = (_plain(before.team), _plain(after.team))
    if before.source != after.source:
        changes["source"] = (before.source, after.source)
    return facts, changes


def _plain(team: Team) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in asdict(one).items()} for one in team]


def open_in(office: Office, connection: Connection, village_code: str, wanted: Mapping[str, Any]) -> Round:
    """Open a round on ``terms_of`` within the caller's transaction, and take in the village's workers that wait."""
    empty = Round(
        round_id=new_id(),
        village_code=village_code,
        period=office.preferences.period,
        opened_at=office.timestamp(),
    )
    made = replace(empty, **wanted)
    rounds.put(connection, made)
    taken = rounds.take_in(connection, made.round_id, village_code)
    facts, changes = _terms(empty, made)
    told = {"village": village_code, "workers": len(taken), **facts}
    entries = [
        Entry(action="worker.taken_in", subject=one, facts={"round_id": [was_in, made.round_id]})
        for one, was_in in taken
    ]
    entries.append(Entry(action="round.opened", subject=made.round_id, facts=told, changes=changes))
    office.log_many(connection, entries)
    return made


def close_round(office: Office, round_id: str) -> Change:
    """Close a round, and say what is left; its workers keep their stage and may be taken into the next one.

    Raises RoundNotThere.
    """
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        found = rounds.open_one(connection, round_id)
        if found is None:
            raise RoundNotThere
        left = _left_in_words(connection, round_id)
        end_round(office, connection, found)
    return Change(Touched.ROUNDS, f"Putaran {office.printed(found.village_code)} ditutup. {left}")


def what_is_left(office: Office, round_id: str) -> str:
    """What a round would leave behind if it were closed now, as a sentence."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return _left_in_words(connection, round_id)


def end_round(office: Office, connection: Connection, one: Round) -> None:
    """Mark a round as closed, in the caller's transaction."""
    rounds.put(connection, replace(one, closed_at=office.timestamp()))
    office.log(connection, Entry(action="round.closed", subject=one.round_id, facts={"village": one.village_code}))


def _left_in_words(connection: Connection, round_id: str) -> str:
    counted = {
        stage: number
        for (found, stage), number in workers.counts_by_round_and_stage(connection).items()
        if found == round_id
    }
    waiting = sum(1 for one in candidates.of_round(connection, round_id) if not one.stepped_in_at)
    counts = (
        (sum(counted.get(stage, 0) for stage in _TO_VERIFY), "belum diverifikasi"),
        (counted.get(Stage.VERIFIED, 0), "belum divalidasi"),
        (workers.count_validated_of_round(connection, round_id), "belum masuk berita acara"),
    )
    parts = [f"{thousands(number)} orang {words}" for number, words in counts if number]
    if not parts:
        return "Tidak ada yang tersisa."
    also = f", di antaranya {thousands(waiting)} pengganti" if waiting else ""
    return f"Tersisa {', '.join(parts)}{also}; mereka ikut putaran berikutnya desa itu."


def list_rounds(office: Office) -> list[RoundState]:
    """All rounds with how far they are, the open ones first, then by village."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = rounds.every(connection)
        counted: dict[str, dict[Stage, int]] = {}
        for (round_id, stage), number in workers.counts_by_round_and_stage(connection).items():
            counted.setdefault(round_id, {})[stage] = number
        measures = measure_rounds(office, connection, [one for one in found if not one.closed_at])
        places = candidates.places(connection, found)
        waiting: dict[str, int] = {}
        for one in candidates.every(connection):
            waiting[one.round_id] = waiting.get(one.round_id, 0) + int(not one.stepped_in_at)
    states = [
        _state(office, measures, one, counted.get(one.round_id, {}), places[one.round_id], waiting.get(one.round_id, 0))
        for one in found
    ]
    return sorted(states, key=lambda state: (bool(state.round.closed_at), state.village_name))


def _state(
    office: Office, measures: Measures, one: Round, by_stage: dict[Stage, int], places: Places, waiting: int
) -> RoundState:
    left = sum(by_stage.get(stage, 0) for stage in _TO_VERIFY) - measures.candidates.get(one.village_code, 0)
    is_open = not one.closed_at
    return RoundState(
        round=one,
        village_name=office.printed(one.village_code),
        by_stage=by_stage,
        places=places,
        candidates=waiting if is_open else 0,
        days_left=measures.days_left(one.deadline) if is_open and one.deadline else None,
        forecast=measures.forecast(one, left) if is_open else None,
    )
