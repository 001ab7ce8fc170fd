"""Who fits into the budget: funding lines filled one after the other in an agreed order, and who waits."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.occupation import Sector
from ucj_desktop.domain.tariff import FUNDING_LABELS, Funding, Tariff, tariff_on
from ucj_desktop.domain.worker import Programmes


class NoTariffForMonth(ClerkError):
    """A month of a funding line has no line in the tariff table."""

    code = "ANG-01"


class Precedence(StrEnum):
    """What may decide who comes first; the office chooses which and in what order."""

    DESIL = "desil"
    RISK = "risk"
    AGE = "age"
    VALIDATED = "validated"


PRECEDENCE_LABELS: Final = {
    Precedence.DESIL: "Desil terendah dahulu",
    Precedence.RISK: "Risiko pekerjaan tertinggi dahulu",
    Precedence.AGE: "Usia tertua dahulu",
    Precedence.VALIDATED: "Tanggal validasi terlama dahulu",
}


class Waits(StrEnum):
    """Why someone is on the waiting list."""

    MONEY = "money"
    QUOTA = "quota"
    NO_LINE = "no_line"


WAITS_LABELS: Final = {
    Waits.MONEY: "anggaran habis",
    Waits.QUOTA: "kuota kecamatan atau desanya penuh",
    Waits.NO_LINE: "tidak ada pos anggaran untuk kecamatan atau pekerjaannya",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A validated worker as the budget sees one: no name, no NIK."""

    worker_id: str
    village_code: str  # 10 digits, no dots
    occupation: str
    sector: Sector
    risk: int  # the higher, the sooner
    desil: int | None = None
    birth_date: date | None = None
    validated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A funding line (pos anggaran); empty `sub_districts` and `occupations` mean any."""

    line_id: str
    name: str
    funding: Funding
    ceiling: int  # whole rupiah
    first_month: date  # its first day
    months: int
    programmes: Programmes = Programmes.JKK_JKM
    sub_districts: frozenset[str] = frozenset()  # 6 digits, no dots
    occupations: frozenset[str] = frozenset()

    def accepts(self, one: Candidate) -> bool:
        """Say whether this line may pay for someone."""
        return (not self.sub_districts or one.village_code[:6] in self.sub_districts) and (
            not self.occupations or one.occupation in self.occupations
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One worker paid by one line; whole rupiah for all its months."""

    worker_id: str
    line_id: str
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One who waits; `number` counts from 1."""

    worker_id: str
    number: int
    why: Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSum:
    """The equation of a line, whole rupiah: cost + rest = ceiling."""

    line: BudgetLine
    people: int
    cost: int

    @property
    def rest(self) -> int:
        """What is left."""
        return self.line.ceiling - self.cost


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPlan:
    """Who is paid by which line, who waits, and the sum of each line; in order."""

    places: tuple[Place, ...]
    waiting: tuple[Waiting, ...]
    sums: tuple[LineSum, ...]


def in_precedence(candidates: Iterable[Candidate], order: Sequence[Precedence]) -> list[Candidate]:
    """Sort by what the office chose; what is not known comes last, equals stand by id."""

    def key(one: Candidate) -> tuple[tuple[int, ...], str]:
        late = date.max.toordinal()
        known = {
            Precedence.DESIL: 99 if one.desil is None else one.desil,
            Precedence.RISK: -one.risk,
            Precedence.AGE: late if one.birth_date is None else one.birth_date.toordinal(),
            Precedence.VALIDATED: late if one.validated_on is None else one.validated_on.toordinal(),
        }
        return tuple(known[each] for each in order), one.worker_id

    return sorted(candidates, key=key)


def cost_of(line: BudgetLine, sector: Sector, tariffs: Iterable[Tariff]) -> int:
    """Whole rupiah for one worker: every month at the tariff of its first day; raises NoTariffForMonth."""
    table, total = tuple(tariffs), 0
    for step in range(line.months):
        years, month = divmod(line.first_month.month - 1 + step, 12)
        day = date(line.first_month.year + years, month + 1, 1)
        tariff = tariff_on(table, day, line.programmes, sector, line.funding)
        if tariff is None:
            raise NoTariffForMonth(
                what=f"Belum ada tarif {FUNDING_LABELS[line.funding]} untuk bulan {day:%m-%Y} (pos {line.name}).",
                fix="Tambahkan tarif bulan itu, atau ubah bulan pos anggaran ini.",
            )
        total += tariff.monthly
    return total


def plan_budget(
    candidates: Iterable[Candidate],
    lines: Sequence[BudgetLine],
    order: Sequence[Precedence],
    tariffs: Iterable[Tariff],
    quotas: Mapping[str, int] | None = None,
    kept: Mapping[str, str] | None = None,
) -> BudgetPlan:
    """Fill the lines in their order; `quotas` are people by the code of a kecamatan (6 digits) or village (10).

    `kept` names whose place was decided before, with the line that pays: they come first, and stay with that line as
    long as it is there and may pay for them.

    Nobody overtakes: a line ends at the first it cannot pay, even where a cheaper one behind would fit. Therefore more
    money never takes a place from another. Someone who falls out takes none either where there are no quotas; with
    them, the one of the same village who moves up may be dearer and stand before others.
    """
    table = tuple(tariffs)
    before = kept or {}
    queue = sorted(in_precedence(candidates, order), key=lambda one: one.worker_id not in before)
    why = _kept_out(queue, lines, quotas or {})
    known = {line.line_id: line for line in lines}
    places: list[Place] = []
    sums: list[LineSum] = []
    placed: set[str] = set()
    for line in lines:
        costs = {sector: cost_of(line, sector, table) for sector in Sector}
        taken: list[Place] = []
        spent = 0
        for one in queue:
            if one.worker_id in placed or one.worker_id in why or not line.accepts(one):
                continue
            home = known.get(before.get(one.worker_id, ""), line)
            if home is not line and home.accepts(one):
                continue
            if spent + costs[one.sector] > line.ceiling:
                break
            spent += costs[one.sector]
            taken.append(Place(worker_id=one.worker_id, line_id=line.line_id, cost=costs[one.sector]))
        placed.update(place.worker_id for place in taken)
        places += taken
        sums.append(LineSum(line=line, people=len(taken), cost=spent))
    left = (one.worker_id for one in queue if one.worker_id not in placed)
    waiting = (
        Waiting(worker_id=each, number=number, why=why.get(each, Waits.MONEY)) for number, each in enumerate(left, 1)
    )
    return BudgetPlan(places=tuple(places), waiting=tuple(waiting), sums=tuple(sums))


def _kept_out(queue: Sequence[Candidate], lines: Sequence[BudgetLine], quotas: Mapping[str, int]) -> dict[str, Waits]:
    """Who cannot be paid whatever the money; one without a line takes no place of the quota."""
    why: dict[str, Waits] = {}
    inside: Counter[str] = Counter()
    for one in queue:
        if not any(line.accepts(one) for line in lines):
            why[one.worker_id] = Waits.NO_LINE
            continue
        areas = [area for area in (one.village_code[:6], one.village_code) if area in quotas]
        if any(inside[area] >= quotas[area] for area in areas):
            why[one.worker_id] = Waits.QUOTA
        else:
            inside.update(areas)
    return why
