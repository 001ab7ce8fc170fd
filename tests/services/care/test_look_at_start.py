"""What is looked at on every start."""

from datetime import timedelta
from pathlib import Path

from tests.working_day import CLOCK, enter, forge, new_folder, new_office, open_for
from ucj_desktop.services.care.doctor import look_at_start


def test_a_sound_office_says_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 2)
        assert look_at_start(office) == []


def test_a_changed_journal_row_and_a_clock_gone_back_are_said(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "office")) as office:
        enter(office, 3)
        later = CLOCK.at
        office.clock = lambda: later - timedelta(days=2)
        assert [line.name for line in look_at_start(office)] == ["clock"]
        office.clock = CLOCK
        forge(
            office,
            "UPDATE journal SET entry = replace(entry, 'entered', 'altered') WHERE n = 4",
            without="journal_no_update",
        )
        assert [line.name for line in look_at_start(office)] == ["journal"]
