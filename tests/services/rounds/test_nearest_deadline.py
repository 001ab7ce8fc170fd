"""The deadline in the bar at the top."""

from datetime import timedelta
from pathlib import Path

from tests.demo_office import make_office
from tests.working_day import enter, new_office, rule
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.rounds.nearest_deadline import nearest_deadline
from ucj_desktop.services.rounds.rounds import close_round, open_round


def test_the_nearest_open_round_counts_and_a_closed_one_no_longer_does(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    assert nearest_deadline(office) is None
    villages = office.places.villages_of(office.code)
    late, _ = open_round(office, villages[0].code, deadline=office.today() - timedelta(days=20))
    open_round(office, villages[1].code, deadline=office.today() + timedelta(days=40))
    open_round(office, villages[2].code)
    first = nearest_deadline(office)
    assert first is not None
    assert first.days_left < 0
    assert "lewat" in first.words
    close_round(office, late.round_id)
    second = nearest_deadline(office)
    assert second is not None
    assert second.day == office.today() + timedelta(days=40)
    assert "sisa" in second.words
    office.close()


def test_a_village_that_is_verified_no_longer_hurries(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        for code in {one.village_code for one in people}:
            open_round(office, code, deadline=office.today() - timedelta(days=20))
        rule(office, Step.VERIFY, people[1:])
        first = nearest_deadline(office)
        assert first is not None
        assert first.days_left < 0
        rule(office, Step.VERIFY, people[:1])
        assert nearest_deadline(office) is None
