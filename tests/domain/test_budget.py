"""Who fits into the budget."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucj_desktop.domain.budget import (
    BudgetLine,
    BudgetPlan,
    Candidate,
    NoTariffForMonth,
    Precedence,
    Waits,
    cost_of,
    plan_budget,
)
from ucj_desktop.domain.occupation import Sector
from ucj_desktop.domain.tariff import Funding
from ucj_desktop.reference.policy import policy

TARIFFS = policy().tariffs
VILLAGES = ("7302010001", "7302010002", "7302020001")
ORDER = tuple(Precedence)


def line(funding: Funding = Funding.APBD_REGENCY, ceiling: int = 100_000, months: int = 1) -> BudgetLine:
    return BudgetLine(
        line_id="a", name="Pos A", funding=funding, ceiling=ceiling, first_month=date(2026, 1, 1), months=months
    )


candidates = st.lists(
    st.builds(
        Candidate,
        worker_id=st.integers(0, 999).map(str),
        village_code=st.sampled_from(VILLAGES),
        occupation=st.sampled_from(("Nelayan", "Petani")),
        sector=st.sampled_from(Sector),
        risk=st.integers(0, 3),
        desil=st.none() | st.integers(1, 10),
    ),
    max_size=25,
    unique_by=lambda one: one.worker_id,
)
line_lists = st.lists(
    st.builds(
        BudgetLine,
        line_id=st.integers(0, 99).map(str),
        name=st.just("Pos"),
        funding=st.sampled_from((Funding.APBD_REGENCY, Funding.COMPANY)),
        ceiling=st.integers(0, 600_000),
        first_month=st.just(date(2026, 1, 1)),
        months=st.integers(1, 12),
        sub_districts=st.frozensets(st.sampled_from(("730201", "730202"))),
        occupations=st.frozensets(st.sampled_from(("Nelayan", "Petani"))),
    ),
    max_size=3,
    unique_by=lambda one: one.line_id,
)
quota_tables = st.dictionaries(st.sampled_from(VILLAGES), st.integers(0, 8))


def paid(plan: BudgetPlan) -> set[str]:
    return {place.worker_id for place in plan.places}


@settings(max_examples=60, deadline=None)
@given(candidates, line_lists, quota_tables, st.randoms(use_true_random=False), st.integers(1, 500_000))
def test_a_plan_keeps_its_promises(people, lines, quotas, dice, more) -> None:  # type: ignore[no-untyped-def]
    plan = plan_budget(people, lines, ORDER, TARIFFS, quotas)
    everybody = [place.worker_id for place in plan.places] + [one.worker_id for one in plan.waiting]
    assert sorted(everybody) == sorted(one.worker_id for one in people)
    for each in plan.sums:
        assert each.cost == sum(place.cost for place in plan.places if place.line_id == each.line.line_id)
        assert each.rest >= 0
        assert each.cost + each.rest == each.line.ceiling
    for village, quota in quotas.items():
        assert sum(one.worker_id in paid(plan) for one in people if one.village_code == village) <= quota
    assert plan == plan_budget(dice.sample(people, len(people)), lines, ORDER, TARIFFS, quotas)
    if lines:
        at = dice.randrange(len(lines))
        richer = [replace(one, ceiling=one.ceiling + more) if n == at else one for n, one in enumerate(lines)]
        assert paid(plan) <= paid(plan_budget(people, richer, ORDER, TARIFFS, quotas))
    if people:
        gone = dice.choice(people)
        rest = [one for one in people if one is not gone]
        free = plan_budget(people, lines, ORDER, TARIFFS)
        assert paid(free) - {gone.worker_id} <= paid(plan_budget(rest, lines, ORDER, TARIFFS))


def test_months_on_both_sides_of_a_change_cost_each_their_own() -> None:
    assert cost_of(line(Funding.COMPANY, months=6), Sector.OTHER, TARIFFS) == 3 * 16_800 + 3 * 8_400
    assert cost_of(line(months=14), Sector.OTHER, TARIFFS) == 14 * 16_800


def test_a_month_without_a_tariff_is_named() -> None:
    with pytest.raises(NoTariffForMonth, match="01-2026"):
        cost_of(line(), Sector.OTHER, ())


def test_the_next_one_moves_up_when_one_falls_out() -> None:
    a, b, c = (
        Candidate(worker_id=each, village_code=VILLAGES[0], occupation="Petani", sector=Sector.OTHER, risk=0)
        for each in "abc"
    )
    before = plan_budget([a, b, c], [line(ceiling=33_600)], ORDER, TARIFFS)
    assert paid(before) == {"a", "b"}
    assert [(one.worker_id, one.number, one.why) for one in before.waiting] == [("c", 1, Waits.MONEY)]
    assert paid(plan_budget([b, c], [line(ceiling=33_600)], ORDER, TARIFFS)) == {"b", "c"}


def made(worker_id: str, sector: Sector = Sector.OTHER, desil: int = 1, village: str = VILLAGES[0]) -> Candidate:
    return Candidate(worker_id=worker_id, village_code=village, occupation="Petani", sector=sector, risk=0, desil=desil)


def test_whom_one_line_pays_no_other_line_pays_too() -> None:
    people = [made(each) for each in "abcd"]
    first, second = line(ceiling=33_600), replace(line(ceiling=100_000), line_id="b")
    plan = plan_budget(people, [first, second], ORDER, TARIFFS)
    assert [(place.worker_id, place.line_id) for place in plan.places] == [
        ("a", "a"), ("b", "a"), ("c", "b"), ("d", "b")
    ]  # fmt: skip
    assert [(each.people, each.cost, each.rest) for each in plan.sums] == [(2, 33_600, 0), (2, 33_600, 66_400)]


def test_nobody_overtakes_a_dearer_one_so_more_money_takes_no_place_away() -> None:
    dear, cheap = made("a", Sector.OTHER, desil=1), made("b", Sector.TRANSPORT, desil=2)
    assert cost_of(line(Funding.COMPANY), Sector.TRANSPORT, TARIFFS) == 8_400
    little = plan_budget([dear, cheap], [line(Funding.COMPANY, ceiling=10_000)], ORDER, TARIFFS)
    assert (paid(little), [one.why for one in little.waiting]) == (set(), [Waits.MONEY, Waits.MONEY])
    assert paid(plan_budget([dear, cheap], [line(Funding.COMPANY, ceiling=16_800)], ORDER, TARIFFS)) == {"a"}
    assert paid(plan_budget([dear, cheap], [line(Funding.COMPANY, ceiling=25_200)], ORDER, TARIFFS)) == {"a", "b"}


def test_under_a_quota_a_dearer_one_who_moves_up_stands_before_others() -> None:
    gone, dear = made("a", Sector.TRANSPORT, desil=1), made("b", Sector.OTHER, desil=2)
    other = made("c", Sector.TRANSPORT, desil=3, village=VILLAGES[1])
    pot, quotas = [line(Funding.COMPANY, ceiling=16_800)], {VILLAGES[0]: 1}
    assert paid(plan_budget([gone, dear, other], pot, ORDER, TARIFFS, quotas)) == {"a", "c"}
    assert paid(plan_budget([dear, other], pot, ORDER, TARIFFS, quotas)) == {"b"}
