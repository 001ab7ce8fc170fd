"""Three hundred at once each way; `dev.py campaign bulk_verdicts --size 10000` is the same with more, and times it."""

from pathlib import Path

import pytest

from tests.campaigns.bulk_verdicts import Outcome, campaign


@pytest.mark.usefixtures("dressed")
def test_of_hundreds_at_once_done_and_skipped_are_all_and_a_stop_keeps_nothing(tmp_path: Path) -> None:
    outcomes, faults = campaign(300, tmp_path)
    assert faults == []
    assert [one.way for one in outcomes] == ["command", "form", "window", "window, from a sheet"]
    assert {one.selected for one in outcomes} == {300}


def test_a_village_that_does_not_add_up_is_seen() -> None:
    sound = Outcome(way="form", selected=3, done=2, why=["Belum ada NIK."], seconds=0.0)
    assert sound.balances
    assert not Outcome(way="form", selected=4, done=2, why=["Belum ada NIK."], seconds=0.0).balances
    assert not Outcome(way="form", selected=3, done=2, why=[" "], seconds=0.0).balances
