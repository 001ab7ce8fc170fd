"""The lines of Beranda's chart: every open round, and all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ucj_desktop.domain.pace import forecast
from ucj_desktop.domain.progress_line import ProgressLine, RoundLine, progress_line
from ucj_desktop.domain.quota import Round
from ucj_desktop.domain.stage import Stage
from ucj_desktop.services.rounds.measure_rounds import Measures, by_clerks_day, midnight
from ucj_desktop.services.rounds.village_progress import VillageProgress
from ucj_desktop.storage import rounds, workers
from ucj_desktop.storage.database import Connection

_WAITING = (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.RETURNED)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line with what it is of; the village code is empty for all of them together."""

    village_code: str
    name: str
    line: ProgressLine


def progress_lines(
    connection: Connection, villages: Sequence[VillageProgress], measures: Measures
) -> tuple[NamedLine, ...]:
    """All open rounds together first, then each with a deadline, in the order of the villages."""
    names = {one.village_code: one.village_name for one in villages}
    lines = _round_lines(connection, [one for one in villages if one.round is not None])
    found = [("", "Semua putaran", list(lines.values()))] if len(lines) > 1 else []
    found += [
        (code, names[code], [line]) for code, line in lines.items() if line.deadline is not None or len(lines) == 1
    ]
    made = ((code, name, _line(chosen, measures)) for code, name, chosen in found)
    return tuple(NamedLine(code, name, line) for code, name, line in made if line is not None)


def _round_lines(connection: Connection, villages: Sequence[VillageProgress]) -> dict[str, RoundLine]:
    current = [(one, one.round) for one in villages if one.round is not None and one.round.opened_at]
    if not current:
        return {}
    since = min(_opened_on(opened) for _, opened in current)
    verified = by_clerks_day(rounds.verified_of_open(connection, midnight(since)))
    inside = workers.counts_by_round_and_stage(connection)
    return {
        one.village_code: RoundLine(
            opened_on=_opened_on(opened),
            deadline=opened.deadline,
            done=sum(inside.get((opened.round_id, stage), 0) for stage in Stage if stage not in _WAITING),
            left=max(0, one.waiting),
            verified=verified.get(one.village_code, {}),
        )
        for one, opened in current
    }


def _opened_on(one: Round) -> date:
    return datetime.fromisoformat(one.opened_at).astimezone().date()


def _line(lines: Sequence[RoundLine], measures: Measures) -> ProgressLine | None:
    verified: dict[date, int] = {}
    for one in lines:
        for day, number in one.verified.items():
            verified[day] = verified.get(day, 0) + number
    ahead = forecast(
        left=sum(one.left for one in lines),
        verdicts=verified,
        deadline=max((one.deadline for one in lines if one.deadline is not None), default=None),
        today=measures.today,
        holidays=measures.days_off,
    )
    return progress_line(lines, ahead, today=measures.today, holidays=measures.days_off)
