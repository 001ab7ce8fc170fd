"""The line of Beranda: what was done, what would be needed, and where the pace leads."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.calendar import is_working_day
from ucj_desktop.domain.pace import forecast
from ucj_desktop.domain.progress_line import ProgressLine, RoundLine, progress_line

MONDAY = date(2026, 11, 2)
HOLIDAYS = frozenset({date(2026, 11, 10)})


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def drawn(*lines: RoundLine, today: date) -> ProgressLine:
    verdicts: dict[date, int] = {}
    for one in lines:
        for at, number in one.verified.items():
            verdicts[at] = verdicts.get(at, 0) + number
    ahead = forecast(
        left=sum(one.left for one in lines),
        verdicts=verdicts,
        deadline=max((one.deadline for one in lines if one.deadline), default=None),
        today=today,
        holidays=HOLIDAYS,
    )
    made = progress_line(lines, ahead, today=today, holidays=HOLIDAYS)
    assert made is not None
    return made


def a_round(**changes: object) -> RoundLine:
    fields: dict[str, object] = {
        "opened_on": MONDAY,
        "deadline": day(11),
        "done": 30,
        "left": 70,
        "verified": {day(1): 10, day(2): 20},
        **changes,
    }
    return RoundLine(**fields)  # type: ignore[arg-type]


def test_the_days_are_working_days_from_the_opening_to_the_deadline_and_the_forecast() -> None:
    made = drawn(a_round(), today=day(3))
    assert made.days[0] == MONDAY
    assert all(is_working_day(one, HOLIDAYS) for one in made.days)
    assert day(11) in made.days
    assert made.done == (0, 10, 30, 30)


def test_the_line_that_would_be_needed_is_straight_and_ends_at_the_deadline() -> None:
    made = drawn(a_round(), today=day(3))
    until = made.days.index(day(11)) + 1
    steps = [made.needed[0], *(b - a for a, b in zip(made.needed[:until], made.needed[1:until], strict=False))]
    assert max(steps) - min(steps) < 1e-9
    assert made.needed[until - 1] == 100
    assert set(made.needed[until:]) <= {100.0}


def test_two_villages_with_two_deadlines_are_summed() -> None:
    later = a_round(deadline=day(18), done=0, left=50, verified={})
    made = drawn(a_round(), later, today=day(3))
    assert (made.total, made.deadline) == (150, day(18))
    assert made.needed[made.days.index(day(18))] == 150
    assert 100 < made.needed[made.days.index(day(11))] < 150


def test_what_was_done_on_a_saturday_counts_for_the_friday() -> None:
    made = drawn(a_round(verified={day(5): 30}), today=day(7))
    assert dict(zip(made.days, made.done, strict=False))[day(4)] == 30


def test_who_was_verified_before_the_opening_stands_there_from_the_beginning() -> None:
    made = drawn(a_round(done=50, verified={day(1): 10}), today=day(2))
    assert made.done == (40, 50, 50)


def test_the_forecast_goes_from_today_to_the_day_it_is_done() -> None:
    made = drawn(a_round(verified={day(1): 10, day(2): 20}), today=day(3))
    (here, now), (end, total) = made.forecast_points
    assert (made.days[here], now, total) == (day(3), 30.0, 100.0)
    assert made.days[end] == made.forecast.done_on


def test_a_forecast_of_years_does_not_squeeze_the_days_before_the_deadline() -> None:
    made = drawn(a_round(left=5_000, done=1, verified={day(1): 1}), today=day(3))
    assert made.days[-1] < date(2026, 12, 31)
    assert made.forecast_points[-1][0] == len(made.days) - 1
    assert made.forecast_points[-1][1] < 100


def test_without_a_deadline_there_is_no_line_to_hold_to() -> None:
    made = drawn(a_round(deadline=None), today=day(3))
    assert (made.needed, made.deadline) == ((), None)
    assert "Tenggat" not in made.words


def test_nobody_in_the_rounds_gives_no_line() -> None:
    ahead = forecast(left=0, verdicts={}, deadline=None, today=MONDAY, holidays=HOLIDAYS)
    assert progress_line([a_round(done=0, left=0, verified={})], ahead, today=MONDAY, holidays=HOLIDAYS) is None


def test_the_words_say_what_the_lines_say() -> None:
    words = drawn(a_round(), today=day(7)).words
    assert words.startswith("30 dari 100 orang sudah diverifikasi. Menurut garis ke tenggat ")
    assert "kurang" in words
    assert "Tenggat 13-11-2026." in words


@given(
    opened=st.integers(0, 40),
    span=st.integers(-5, 60),
    done=st.integers(0, 50),
    left=st.integers(0, 500),
    today=st.integers(0, 120),
)
def test_the_line_holds_for_any_round(opened: int, span: int, done: int, left: int, today: int) -> None:
    if not done + left:
        return
    now = day(opened + today)
    verified = {day(opened + today // 2): done} if done else {}
    one = RoundLine(opened_on=day(opened), deadline=day(opened + span), done=done, left=left, verified=verified)
    made = drawn(one, today=now)
    assert list(made.done) == sorted(made.done)
    assert made.done[-1] == done
    assert len(made.needed) == len(made.days)
    assert list(made.days) == sorted(set(made.days))
    assert all(0 <= at < len(made.days) and 0 <= people <= made.total for at, people in made.forecast_points)
