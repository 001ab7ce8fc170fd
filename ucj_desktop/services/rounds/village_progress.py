"""Every village of the office with its round, how far its workers are, and what waits for minutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ucj_desktop.domain.pace import Forecast
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.quota import Places, Round
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.left_out import reopened_minutes
from ucj_desktop.services.rounds.measure_rounds import Measures, measure_rounds
from ucj_desktop.services.rounds.office_calendar import not_filled_in_words
from ucj_desktop.storage import rounds, workers

NOTHING_TO_MINUTE: Mapping[Verdict, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageProgress:
    """One village: its open round if it has one, its workers by stage, and its validated ones by verdict.

    A district's home shows one kecamatan in the same way: its code has six digits and it has no round.
    """

    village_code: str
    village_name: str
    round: Round | None
    by_stage: Mapping[Stage, int]
    to_minute: Mapping[Verdict, int]  # validated, and in no minutes yet
    days_left: int | None  # working days to the deadline, negative when it is past; None without a deadline
    candidates: int = 0  # who wait for a place and are not verified; not among those waiting
    places: Places | None = None  # of the round
    forecast: Forecast | None = None  # of the round
    calendar_gap: str = ""  # a sentence where holidays up to the deadline are not filled in

    @property
    def is_sub_district(self) -> bool:
        return len(self.village_code) == 6

    @property
    def quota(self) -> int | None:
        return self.round.quota if self.round else None

    @property
    def total(self) -> int:
        return sum(self.by_stage.values())

    @property
    def verified(self) -> int:
        """Verified, wherever they are by now; who came back from the district is to be verified anew."""
        return self._at(Stage.VERIFIED) + self.validated

    @property
    def validated(self) -> int:
        return self._at(Stage.VALIDATED) + self.sent

    @property
    def sent(self) -> int:
        """Sent to the district and not returned."""
        return self._at(Stage.SENT) + self.accepted

    @property
    def accepted(self) -> int:
        return self._at(Stage.ACCEPTED) + self._at(Stage.REGISTERED)

    @property
    def returned(self) -> int:
        return self._at(Stage.RETURNED)

    def _at(self, stage: Stage) -> int:
        return self.by_stage.get(stage, 0)

    @property
    def waiting(self) -> int:
        """Workers still to be verified."""
        return waiting_of(self.by_stage) - self.candidates


def village_progress(office: Office) -> list[VillageProgress]:
    """All villages of the office, those without workers and without a round too; the nearest deadline first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        counted = workers.counts_by_village_and_stage(connection)
        open_rounds = rounds.open_by_village(connection)
        waiting: dict[str, dict[Verdict, int]] = {}
        for (village, verdict), number in workers.counts_to_minute(connection).items():
            waiting.setdefault(village, {})[verdict] = number
        measures = measure_rounds(office, connection, open_rounds.values())
    codes = {place.code for place in office.places.villages_of(office.code)}
    codes |= {village for village, _ in counted if village} | set(open_rounds)
    return nearest_first(
        progress_of(office, code, open_rounds.get(code), counted, measures, waiting.get(code, {})) for code in codes
    )


def nearest_first(villages: Iterable[VillageProgress]) -> list[VillageProgress]:
    """The longest overdue first, then the nearest deadline, then by name; a past one where nobody waits comes last."""
    far = 10_000

    def hurry(one: VillageProgress) -> int:
        is_over = one.days_left is not None and one.days_left < 0 and one.total and not one.waiting
        return far if one.days_left is None or is_over else one.days_left

    return sorted(villages, key=lambda one: (hurry(one), one.village_name))


def _named(office: Office, code: str) -> str:
    place = office.places.by_code(code)
    if len(code) == 6 and place is not None:
        return place.full_name
    return office.printed(code) or ("(desa belum diisi)" if office.kind is OfficeKind.SUB_DISTRICT else "(tanpa desa)")


def count_without_village(office: Office) -> int:
    """How many workers belong to no village yet; Verifikasi goes by village, so they wait for one first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return workers.counts_by(connection, "village_code").get("", 0)


def progress_of(
    office: Office,
    code: str,
    current: Round | None,
    counted: Mapping[tuple[str, Stage], int],
    measures: Measures,
    to_minute: Mapping[Verdict, int] = NOTHING_TO_MINUTE,
) -> VillageProgress:
    """One village out of what was counted for all; an empty code stands for workers whose village is not stated."""
    by_stage = {stage: number for (village, stage), number in counted.items() if village == code}
    if current is None:
        return VillageProgress(
            village_code=code,
            village_name=_named(office, code),
            round=None,
            by_stage=by_stage,
            to_minute=to_minute,
            days_left=None,
        )
    candidates, deadline = measures.candidates.get(code, 0), current.deadline
    return VillageProgress(
        village_code=code,
        village_name=_named(office, code),
        round=current,
        by_stage=by_stage,
        to_minute=to_minute,
        days_left=measures.days_left(deadline) if deadline else None,
        candidates=candidates,
        places=measures.places.get(current.round_id),
        forecast=measures.forecast(current, waiting_of(by_stage) - candidates),
        calendar_gap=not_filled_in_words(measures.calendar, measures.today, deadline) if deadline else "",
    )


def waiting_of(by_stage: Mapping[Stage, int]) -> int:
    """Workers still to be verified, candidates among them."""
    return sum(by_stage.get(stage, 0) for stage in (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.RETURNED))


def count_to_minute(office: Office) -> int:
    """How many validated workers stand in no minutes yet."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return workers.count_to_minute(connection)


def frozen_workers(office: Office, minutes_id: str) -> int:
    """How many workers would leave these minutes if they were reopened now; the registered ones stay."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        inside = workers.counts_by(connection, "stage", WorkerFilter(minutes_id=minutes_id))
    return sum(number for stage, number in inside.items() if stage != Stage.REGISTERED)


def next_revision(office: Office, village_codes: frozenset[str]) -> int:
    """The revision that minutes of these villages would have: 1, or n+1 where minutes stand reopened."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        before = reopened_minutes(connection, village_codes)
    return before.revision + 1 if before is not None else 1
