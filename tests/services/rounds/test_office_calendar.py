"""The office's own calendar over the shipped holidays, and what it does to deadlines."""

from datetime import date
from pathlib import Path

import pytest

from tests.working_day import new_office
from ucj_desktop.services.care.history import history
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.nearest_deadline import nearest_deadline
from ucj_desktop.services.rounds.office_calendar import (
    DayNotOwn,
    ReasonOfDayMissing,
    calendar_lines,
    not_filled_in_words,
    read_calendar,
    remove_day,
    set_day,
    set_joint_leave,
    source_of_year,
)
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.services.rounds.village_progress import village_progress

CHRISTMAS, JOINT = date(2026, 12, 25), date(2026, 12, 24)  # a Friday, and the Thursday before
VILLAGE = "7302012004"


def days_left(office: Office) -> int:
    found = nearest_deadline(office)
    assert found is not None
    [progress] = [one for one in village_progress(office) if one.village_code == VILLAGE]
    assert progress.days_left == found.days_left
    return found.days_left


def test_days_of_the_office_and_joint_leave_change_how_many_days_are_left(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        open_round(office, VILLAGE, deadline=date(2026, 12, 27))  # a Sunday
        usual = days_left(office)
        set_day(office, date(2026, 12, 1), is_off=True, reason="Hari Jadi  Kabupaten")
        assert days_left(office) == usual - 1
        set_day(office, CHRISTMAS, is_off=False, reason="Piket")
        assert days_left(office) == usual
        set_joint_leave(office, False)
        assert days_left(office) == usual + 1
        set_joint_leave(office, True)
        remove_day(office, CHRISTMAS)
        remove_day(office, date(2026, 12, 1))
        assert days_left(office) == usual


def test_every_change_of_the_calendar_is_told_in_words_with_old_and_new(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        set_day(office, date(2026, 12, 1), is_off=True, reason="Hari Jadi")
        set_day(office, date(2026, 12, 1), is_off=True, reason="Hari Jadi Kabupaten")
        remove_day(office, date(2026, 12, 1))
        set_joint_leave(office, False)
        newest = history(office, limit=4)
    assert [one.sentence for one in newest] == [
        "Kalender kerja: cuti bersama diatur.",
        "Kalender kerja: catatan hari dihapus (01-12-2026).",
        "Kalender kerja: hari dicatat kantor (01-12-2026).",
        "Kalender kerja: hari dicatat kantor (01-12-2026).",
    ]
    assert newest[0].details == ("cuti bersama: libur → hari kerja",)
    assert newest[2].details[-1] == "Alasan: Hari Jadi → Hari Jadi Kabupaten"


def test_a_list_of_a_year_shows_the_office_over_what_is_shipped(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        set_day(office, CHRISTMAS, is_off=False, reason="Piket")
        set_joint_leave(office, False)
        lines = {one.day: one for one in calendar_lines(read_calendar(office), 2026)}
        assert list(lines) == sorted(lines)
        assert (lines[CHRISTMAS].is_off, lines[CHRISTMAS].is_own) == (False, True)
        assert lines[CHRISTMAS].name == "Piket (bawaan: Kelahiran Yesus Kristus)"
        assert (lines[JOINT].is_off, lines[JOINT].origin) == (False, "cuti bersama")
        assert lines[date(2026, 8, 17)].is_off


def test_a_year_without_holidays_is_said_and_silent_once_it_is_filled(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        told = open_round(office, VILLAGE, deadline=date(2028, 1, 14))[1].sentence
        assert "Libur nasional 2027 dan 2028 belum diisi" in told  # the years up to the deadline, as on Beranda
        [progress] = [one for one in village_progress(office) if one.village_code == VILLAGE]
        assert progress.calendar_gap == (
            "Libur nasional 2027 dan 2028 belum diisi, jadi sisa hari kerja bisa terlalu banyak."
        )
        assert source_of_year(2026).startswith("SKB")
        assert source_of_year(2028) == ""
        gap = not_filled_in_words(read_calendar(office), date(2026, 12, 1), date(2040, 12, 31))
        assert gap.startswith("Libur nasional 2027 sampai 2040 belum diisi")
        for day in range(1, 13):
            set_day(office, date(2027, day, 8), is_off=True, reason="Libur nasional")
        assert not_filled_in_words(read_calendar(office), date(2026, 1, 1), date(2027, 5, 1)) == ""
        assert "2028" in not_filled_in_words(read_calendar(office), date(2028, 1, 14))


def test_a_day_needs_a_reason_and_only_own_days_are_taken_back(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        for reason in ("", "  ", "x" * 121):
            with pytest.raises(ReasonOfDayMissing):
                set_day(office, CHRISTMAS, is_off=False, reason=reason)
        with pytest.raises(DayNotOwn):
            remove_day(office, CHRISTMAS)
