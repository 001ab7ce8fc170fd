"""Who may be named to BPJS."""

from dataclasses import replace

import pytest

from tests.domain.rules.sound_worker import SOUND
from ucj_desktop.domain.relay import why_not_relayed
from ucj_desktop.domain.worker import Worker


def test_a_sound_worker_may_be_named() -> None:
    assert why_not_relayed(SOUND) == ""


def test_a_worker_without_a_nik_is_never_named() -> None:
    without = replace(SOUND, nik="")
    assert without.is_without_nik
    assert why_not_relayed(without).startswith("Belum ada NIK")


def test_a_nik_that_could_not_be_read_is_another_thing_than_none() -> None:
    unread = replace(SOUND, nik="", unread={"nik": "7,30201E+15"})
    assert not unread.is_without_nik
    assert "16 angka" in why_not_relayed(unread)


@pytest.mark.parametrize("nik", ["7302011708800000", "7302013213800001", "730201170880001"])
def test_a_nik_that_cannot_be_one_is_never_named(nik: str) -> None:
    assert why_not_relayed(Worker(nik=nik)) != ""
