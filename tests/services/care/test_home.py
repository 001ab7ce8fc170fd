"""Home: what to do next, said when it is so and no longer when it is done; and the doctor's lines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.domain.rules.sound_worker import SOUND
from tests.working_day import enter, exchange_cards, minuted, new_folder, new_office, open_for, rule
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.handoff.stick_refusals import StickError
from ucj_desktop.services.accuracy.keep_findings import keep_findings
from ucj_desktop.services.care.back_up import back_up
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.home import home
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rounds import list_rounds, open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers


def told(office: Office) -> dict[str, str]:
    """What there is to do, by code."""
    return {one.code: one.sentence for one in home(office).to_do}


def test_a_new_office_is_told_its_first_steps(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        state = home(office)
        assert (state.total, state.to_do, state.villages) == (0, (), ())
        assert [one.code for one in state.first_steps] == ["first:letterhead", "first:workers", "first:card"]
    with new_office(tmp_path / "district", code="7302") as district:
        assert district.kind is OfficeKind.DISTRICT
        assert "first:workers" in [one.code for one in home(district).first_steps]


def test_what_is_to_do_follows_the_day_from_the_first_worker_to_the_answer(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        exchange_cards(office, district, tmp_path / "cards")
        stick = tmp_path / "stick"
        stick.mkdir()
        people = enter(office, 4)
        back_up(office)
        assert told(office) == {"verify": "4 pekerja menunggu hasil verifikasi lapangan."}
        rule(office, Step.VERIFY, people, every_fourth_moved=True)
        assert told(office) == {"validate": "4 pekerja sudah diverifikasi dan menunggu rapat validasi."}
        rule(office, Step.VALIDATE, people, every_fourth_moved=True)
        assert told(office) == {"minutes": "4 pekerja tervalidasi siap masuk berita acara."}
        close_minutes(office, MeetingFacts())
        assert told(office) == {"send": "4 pekerja dalam berita acara belum dikirim ke kabupaten."}
        with pytest.raises(StickError):
            create_package(office, tmp_path / "pulled-out")
        assert told(office) == {"send": "Paket UCJ-730201-0001.ucj sudah dibuat tetapi belum sampai ke flashdisk."}
        package = create_package(office, stick).file
        assert told(office) == {"receipts": "1 paket belum ada tanda terimanya dari kabupaten."}
        receive_package(district, package)
        assert told(district)["answer"] == "3 pekerja dari kecamatan menunggu balasan."
        answer_office(district, "730201", stick)
        assert "answer" not in told(district)
        state = home(district)
        only = next(one for one in state.villages if one.total)
        assert (only.village_code, only.village_name) == ("730201", "Kecamatan Gantarang")
        assert only.total == state.total == 4
        assert (state.received["730201"].packages, state.received["730201"].revision) == (1, 1)
        take_replies(office, stick)
        assert told(office) == {}


def test_the_district_learns_the_quota_and_the_day_a_verdict_was_found_from_the_package(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        exchange_cards(office, district, tmp_path / "cards")
        people = enter(office, 4)
        for number, code in enumerate(sorted({one.village_code for one in people})):
            open_round(office, code, quota=10 + number, deadline=office.today() + timedelta(days=9 + number))
        visited = office.today() - timedelta(days=2)
        wanted = [
            WantedRuling(worker_id=one.worker_id, verdict=Verdict.ELIGIBLE, visited_on=visited, source="KTP-el dan KK")
            for one in people
        ]
        assert rule_on_workers(office, Step.VERIFY, wanted).done == 4
        rule(office, Step.VALIDATE, people)
        close_minutes(office, MeetingFacts())
        planned = [one.round for one in list_rounds(office)]
        stick = tmp_path / "stick"
        stick.mkdir()
        receive_package(district, create_package(office, stick).file)
        received = home(district).received[office.code]
        assert received.quota == sum(one.quota or 0 for one in planned)
        assert (received.packages, received.is_late) == (1, False)
        now = district.clock()
        district.clock = lambda: now + timedelta(days=60)
        assert home(district).received[office.code].is_late
        assert home(district).to_do[0].sentence == (
            f"Kecamatan Gantarang lewat tenggatnya: 4 dari kuota {received.quota} orang diterima."
        )
        found = open_worker(district, people[0].worker_id).rulings
        assert [(one.visited_on, one.source) for one in found] == [(visited, "KTP-el dan KK"), (None, "")]


def test_what_holds_up_the_day_is_told_first(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (first, *_) = enter(office, 3)
        correct_worker(office, replace(first, nik="7302"))
        save_new_worker(office, SOUND)
        save_new_worker(office, replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b", nik=""))
        open_round(office, first.village_code, deadline=office.today() - timedelta(days=7))
        state = home(office)
        codes = [one.code for one in state.to_do]
        assert codes[:3] == [f"late:{first.village_code}", "findings", "duplicates"]
        assert state.to_do[0].urgent
        assert "terlambat" in state.to_do[0].sentence
        assert codes[-1] == "backup"
        late = state.villages[0]
        assert (late.village_code, late.days_left is not None and late.days_left < 0) == (first.village_code, True)
        assert sum(one.total for one in state.villages) == state.total == 5


def test_each_role_is_told_only_what_it_may_do(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        enter(office, 3)
        assert "verify" not in told(office)
    with open_for(folder, Role.VERIFIER) as office:
        assert "verify" in told(office)


def test_an_old_backup_is_reminded_of_after_a_week(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 2)
        assert told(office)["backup"] == "Data kantor ini belum punya cadangan."
        back_up(office)
        assert "backup" not in told(office)
        now = office.clock()
        office.clock = lambda: now + timedelta(days=8)
        assert told(office)["backup"] == "Cadangan terakhir sudah 8 hari."
        line = next(one for one in examine(office) if one.name == "backups")
        assert (line.ok, "Umurnya 8 hari" in line.what) == (False, True)


def test_numbers_of_a_thousand_and_more_have_dots(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 1_200)
        assert told(office)["verify"] == "1.200 pekerja menunggu hasil verifikasi lapangan."


def turn_back_the_clock(office: Office) -> None:
    office.clock = lambda: datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("name, harm", [("clock", turn_back_the_clock), ("backups", lambda office: None)])
def test_the_doctor_names_what_is_wrong_and_what_to_do(
    tmp_path: Path, name: str, harm: Callable[[Office], None]
) -> None:
    with new_office(tmp_path / "office") as office:
        harm(office)
        line = next(one for one in examine(office) if one.name == name)
        assert not line.ok
        assert line.what.endswith(".")
        assert line.fix.endswith(".")


def test_the_doctor_finds_nothing_in_a_sound_office_and_changes_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        minuted(office, enter(office, 4))
        back_up(office)
        lines = examine(office)
        assert [one.name for one in lines if not one.ok and one.name != "disk"] == []
        assert all(one.fix == "" for one in lines if one.ok)


def test_the_doctor_says_every_line_of_a_damaged_store(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with new_office(folder) as office:
        enter(office, 200)
        back_up(office)
    store = folder / "store.db"
    content = bytearray(store.read_bytes())
    for page in range(len(content) // 4096 * 2 // 3, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    store.write_bytes(content)
    with open_for(folder) as office:
        lines = {one.name: one for one in examine(office)}
    assert list(lines) == ["store", "journal", "verdicts", "origins", "minutes", "backups", "disk", "clock", "fonts"]
    assert (lines["store"].ok, lines["journal"].ok, lines["backups"].ok) == (False, False, True)
    assert "pulihkan cadangan" in lines["store"].fix


def test_the_doctor_opens_the_newest_backup(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        copy = back_up(office).folder / "store.db"
        content = bytearray(copy.read_bytes())
        content[9000] ^= 1
        copy.write_bytes(content)
        line = next(one for one in examine(office) if one.name == "backups")
        assert (line.ok, "rusak" in line.what) == (False, True)


def test_of_a_big_office_home_tells_what_the_last_check_found_and_says_that_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ucj_desktop.services.care.home_accuracy.CHECKED_AT_ONCE", 1)
    with new_office(tmp_path / "office") as office:
        held = replace(SOUND, nik="7302")
        save_new_worker(office, held)
        enter(office, 3)
        assert not home(office).is_checked
        assert "findings" not in told(office)
        keep_findings(office)
        assert home(office).is_checked
        assert told(office)["findings"] == "1 pekerja tertahan temuan yang harus diperbaiki."
        correct_worker(office, SOUND)
        assert not home(office).is_checked
        keep_findings(office)
        assert "findings" not in told(office)
