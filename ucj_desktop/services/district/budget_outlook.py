"""Who would have a place now, who waits and why, and what changed since the last decision; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.budget import BudgetPlan, Candidate, Waiting, plan_budget
from ucj_desktop.domain.budget_decision import BudgetDecision, BudgetSetup, WhyOut, came_and_went
from ucj_desktop.domain.occupation import Risk, Sector
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.reference.occupations import occupations
from ucj_desktop.reference.policy import policy
from ucj_desktop.services.district.budget_setup import budget_setup, require_district
from ucj_desktop.services.office import Office
from ucj_desktop.storage import budget
from ucj_desktop.storage.budget import AcceptedWorker
from ucj_desktop.storage.database import Connection

_STEP = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """One who had a place in the last decision and would have none now."""

    worker_id: str
    full_name: str
    village_name: str
    why: WhyOut


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaUse:
    """A kecamatan: those accepted, those with a place, its quota (None: none is set), whole rupiah."""

    code: str
    name: str
    accepted: int
    placed: int
    quota: int | None
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetOutlook:
    """The budget reckoned over everybody who is accepted now."""

    setup: BudgetSetup
    people: Mapping[str, AcceptedWorker]  # by id
    plan: BudgetPlan
    areas: tuple[AreaUse, ...]
    last: BudgetDecision | None  # of this period
    came: tuple[str, ...]  # worker ids: new against the last decision
    went: tuple[Went, ...]
    is_decided: bool  # the last decision says the very same: who, and by which line

    @property
    def cost(self) -> int:
        """Whole rupiah of all places."""
        return sum(one.cost for one in self.plan.sums)

    @property
    def first_waiting(self) -> Waiting | None:
        """Who would be the next."""
        return self.plan.waiting[0] if self.plan.waiting else None


def budget_outlook(office: Office, progress: Progress = SILENT) -> BudgetOutlook:
    """Reckon the budget now. Raises BudgetIsDistrict, NoTariffForMonth, Cancelled."""
    office.require(Action.LOOK)
    require_district(office)
    with office.database.reading() as connection:
        return outlook(office, connection, progress)


def outlook(office: Office, connection: Connection, progress: Progress = SILENT) -> BudgetOutlook:
    """The same within a transaction, so that what was reckoned is what is decided."""
    setup = budget_setup(office, connection)
    progress.step(0, None, "Menghitung anggaran")
    people: dict[str, AcceptedWorker] = {}
    for number, one in enumerate(budget.accepted_workers(connection), start=1):
        if number % _STEP == 0:
            progress.step(number, None, "Menghitung anggaran")
        people[one.worker_id] = one
    last = next(iter(budget.decisions(connection, setup.period)), None)
    before = budget.lines_by_worker(connection, last.decision_id) if last else {}
    plan = plan_budget(
        _candidates(people.values()),
        setup.lines,
        setup.order,
        policy().tariffs,
        setup.quotas,
        before if setup.keeps_places else {},
    )
    now = [one.worker_id for one in plan.places]
    came, gone = came_and_went(before, now)
    return BudgetOutlook(
        setup=setup,
        people=people,
        plan=plan,
        areas=_areas(office, setup, people, plan),
        last=last,
        came=tuple(came) if last else (),
        went=_went(office, connection, last, gone) if last else (),
        is_decided=last is not None
        and last.setup.lines == setup.lines
        and before == {one.worker_id: one.line_id for one in plan.places},
    )


def _candidates(people: Iterable[AcceptedWorker]) -> list[Candidate]:
    table = occupations()
    known: dict[str, tuple[str, Sector, int]] = {}
    found = []
    for one in people:
        if one.occupation not in known:
            named = table.find(one.occupation)
            known[one.occupation] = (
                (named.name, named.sector, int(named.risk is Risk.HIGH)) if named else ("", Sector.OTHER, 0)
            )
        name, sector, risk = known[one.occupation]
        found.append(
            Candidate(
                worker_id=one.worker_id,
                village_code=one.village_code,
                occupation=name,
                sector=sector,
                risk=risk,
                desil=one.desil,
                birth_date=one.birth_date,
                validated_on=one.validated_on,
            )
        )
    return found


def _areas(
    office: Office, setup: BudgetSetup, people: Mapping[str, AcceptedWorker], plan: BudgetPlan
) -> tuple[AreaUse, ...]:
    accepted = Counter(one.village_code[:6] for one in people.values())
    placed: Counter[str] = Counter()
    cost: Counter[str] = Counter()
    for place in plan.places:
        area = people[place.worker_id].village_code[:6]
        placed[area] += 1
        cost[area] += place.cost
    named = {area for area in setup.quotas if len(area) == 6}
    return tuple(
        AreaUse(
            code=area,
            name=office.printed(area),
            accepted=accepted[area],
            placed=placed[area],
            quota=setup.quotas.get(area),
            cost=cost[area],
        )
        for area in sorted(named | set(accepted))
    )


def _went(office: Office, connection: Connection, last: BudgetDecision, gone: Sequence[str]) -> tuple[Went, ...]:
    if not gone:
        return ()
    now = budget.stages_of(connection, gone)
    wanted = set(gone)
    return tuple(
        Went(
            worker_id=one.worker_id,
            full_name=one.full_name,
            village_name=one.village_name,
            why=_why_out(now.get(one.worker_id)),
        )
        for one in budget.places(connection, last.decision_id)
        if one.worker_id in wanted
    )


def _why_out(found: tuple[str, str] | None) -> WhyOut:
    if found is None:
        return WhyOut.WITHDRAWN
    stage, into = found
    if into:
        return WhyOut.MERGED
    if stage in (Stage.ACCEPTED, Stage.REGISTERED):
        return WhyOut.NO_PLACE
    return WhyOut.RETURNED
