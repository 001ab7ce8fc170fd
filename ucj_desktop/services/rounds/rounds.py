"""Rounds of verification: one village in one period; opened, closed and listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.quota import Round
from ucj_desktop.domain.stage import Stage
from ucj_desktop.services.office import Office
from ucj_desktop.storage import rounds, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundState:
    """A round with how far its village's workers are; workers by stage."""

    round: Round
    village_name: str
    by_stage: dict[Stage, int]

    @property
    def total(self) -> int:
        return sum(self.by_stage.values())


def open_round(
    office: Office, village_code: str, *, quota: int | None = None, deadline: date | None = None
) -> tuple[Round, Change]:
    """Open a round and take in the village's workers that wait. Raises RoundOpenAlready."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        if village_code in rounds.open_by_village(connection):
            raise RoundOpenAlready(office.printed(village_code))
        made = _open(office, connection, village_code, quota, deadline)
    return made, Change(Touched.ROUNDS | Touched.WORKERS, f"Putaran {office.printed(village_code)} dibuka.")


def open_rounds(
    office: Office, village_codes: Sequence[str], *, quota: int | None = None, deadline: date | None = None
) -> Change:
    """Open a round in each of the villages, all or none. Raises RoundOpenAlready."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        known = rounds.open_by_village(connection)
        for code in dict.fromkeys(village_codes):
            if code in known:
                raise RoundOpenAlready(office.printed(code))
            _open(office, connection, code, quota, deadline)
    named = office.printed(village_codes[0]) if len(village_codes) == 1 else f"{len(village_codes)} desa/kelurahan"
    return Change(Touched.ROUNDS | Touched.WORKERS, f"Putaran {named} dibuka.")


def round_of_village(office: Office, connection: Connection, village_code: str) -> Round:
    """The village's open round, opened now when there is none: a verdict always belongs to a round."""
    return rounds.open_by_village(connection).get(village_code) or _open(office, connection, village_code, None, None)


def _open(office: Office, connection: Connection, village_code: str, quota: int | None, deadline: date | None) -> Round:
    made = Round(
        round_id=new_id(),
        village_code=village_code,
        period=office.preferences.period,
        quota=quota,
        deadline=deadline,
        opened_at=office.timestamp(),
    )
    rounds.put(connection, made)
    taken = rounds.take_in(connection, made.round_id, village_code)
    office.log(
        connection,
        Entry(action="round.opened", subject=made.round_id, facts={"village": village_code, "workers": taken}),
    )
    return made


def close_round(office: Office, round_id: str) -> Change:
    """Close a round; its workers keep their stage and may be taken into the next one. Raises RoundNotThere."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        found = next((one for one in rounds.every(connection) if one.round_id == round_id and not one.closed_at), None)
        if found is None:
            raise RoundNotThere
        rounds.put(connection, replace(found, closed_at=office.timestamp()))
        office.log(connection, Entry(action="round.closed", subject=round_id, facts={"village": found.village_code}))
    return Change(Touched.ROUNDS, f"Putaran {office.printed(found.village_code)} ditutup.")


def list_rounds(office: Office) -> list[RoundState]:
    """All rounds with how far they are, the open ones first, then by village."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = rounds.every(connection)
        counted = workers.counts_by_round_and_stage(connection)
    states = [
        RoundState(
            round=one,
            village_name=office.printed(one.village_code),
            by_stage={stage: number for (round_id, stage), number in counted.items() if round_id == one.round_id},
        )
        for one in found
    ]
    return sorted(states, key=lambda state: (bool(state.round.closed_at), state.village_name))
