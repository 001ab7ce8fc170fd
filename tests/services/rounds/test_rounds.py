"""Rounds of verification: one open round a village, its workers taken in, and how far they are."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.working_day import enter, everyone, new_office, rule, whole_store
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.quota import Duty, TeamMember
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.find_own_village import NotOurVillage, find_own_village
from ucj_desktop.services.rounds.candidates import above_quota, put_in_candidates
from ucj_desktop.services.rounds.rounds import (
    RoundNotThere,
    RoundOpenAlready,
    TeamMemberNotNamed,
    close_round,
    list_rounds,
    open_round,
    open_rounds,
    set_round,
    what_is_left,
)
from ucj_desktop.storage import journal


def test_a_round_takes_in_the_workers_of_its_village_that_wait(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 12)
        village = people[0].village_code
        made, change = open_round(office, village, quota=7, deadline=date(2026, 12, 1))
        assert change.sentence == f"Putaran {office.printed(village)} dibuka."
        inside = {one.worker.worker_id for one in everyone(office) if one.standing.round_id == made.round_id}
        assert inside == {one.worker_id for one in people if one.village_code == village}
        (state,) = list_rounds(office)
        assert (state.round.quota, state.round.deadline, state.total) == (7, date(2026, 12, 1), len(inside))
        rule(office, Step.VERIFY, [one for one in people if one.village_code == village])
        assert list_rounds(office)[0].by_stage == {Stage.VERIFIED: len(inside)}


def test_a_village_has_one_open_round_at_most(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        open_round(office, "7302012004")
        before = whole_store(office)
        with pytest.raises(RoundOpenAlready):
            open_round(office, "7302012004")
        with pytest.raises(RoundOpenAlready):
            open_rounds(office, ["7302012005", "7302012004"])
        assert whole_store(office) == before
        open_rounds(office, ["7302012005", "7302012005"])
        assert len(list_rounds(office)) == 2


def test_a_closed_round_makes_room_for_the_next_which_takes_in_who_is_left(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 12)
        village = people[0].village_code
        mine = [one for one in people if one.village_code == village]
        first, _ = open_round(office, village)
        rule(office, Step.VERIFY, mine[:1])
        close_round(office, first.round_id)
        with pytest.raises(RoundNotThere):
            close_round(office, first.round_id)
        second, _ = open_round(office, village)
        found = {one.worker.worker_id: one.standing.round_id for one in everyone(office)}
        assert found[mine[0].worker_id] == first.round_id
        assert {found[one.worker_id] for one in mine[1:]} <= {second.round_id}
        assert [bool(state.round.closed_at) for state in list_rounds(office)] == [False, True]


@pytest.mark.parametrize("typed", ["7302012004", "73.02.01.2004", " 7302012004 ", "Bialo", "bialo"])
def test_a_village_is_found_by_code_or_name(tmp_path: Path, typed: str) -> None:
    with new_office(tmp_path / "office") as office:
        assert find_own_village(office, typed).code.startswith("730201")


@pytest.mark.parametrize("typed", ["7302022001", "730201", "Entah", "", "７３０２０１２００４"])  # noqa: RUF001
def test_a_village_of_another_office_or_none_is_refused(tmp_path: Path, typed: str) -> None:
    with new_office(tmp_path / "office") as office, pytest.raises(NotOurVillage):
        find_own_village(office, typed)


TEAM = (
    TeamMember(duty=Duty.MEMBER, name="Daeng Te'ne"),
    TeamMember(duty=Duty.LEADER, name="Baso, S.IP.", position="Kasi Kesra", nip="198001012005011001"),
)


def test_terms_are_changed_with_old_and_new_in_the_journal(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, _ = open_round(office, "7302012004", quota=5)
        set_round(office, made.round_id, quota=7, deadline=date(2026, 12, 1), team=TEAM, source=" usulan  desa ")
        changed = list_rounds(office)[0].round
        assert (changed.quota, changed.deadline, changed.source) == (7, date(2026, 12, 1), "usulan desa")
        assert [one.duty for one in changed.team] == [Duty.LEADER, Duty.MEMBER]
        with office.database.reading() as connection:
            [row] = journal.rows(connection, subject=made.round_id, limit=1)
        assert row.facts["quota"] == [5, 7]
        assert row.facts["deadline"] == [None, "2026-12-01"]
        assert row.changes is not None
        assert row.changes["source"] == ("", "usulan desa")
        assert [one["name"] for one in row.changes["team"][1]] == ["Baso, S.IP.", "Daeng Te'ne"]
        [told] = history(office, limit=1)
        assert {"kuota: 5 → 7", "batas waktu: kosong → 01-12-2026"} < set(told.details)
        assert "Tim: Ketua: Baso, S.IP.; Anggota: Daeng Te'ne" in told.details
        before = whole_store(office)
        again = set_round(
            office, made.round_id, quota=7, deadline=date(2026, 12, 1), team=changed.team, source="usulan desa"
        )
        assert again.touched is Touched.NOTHING
        assert whole_store(office) == before
        close_round(office, made.round_id)
        with pytest.raises(RoundNotThere):
            set_round(office, made.round_id, quota=1, deadline=None, team=(), source="")


def test_the_team_is_that_of_the_signers_unless_another_is_named(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        signers = (Signer(name="Andi Contoh", position="Camat Gantarang"),)
        save_preferences(office, replace(office.preferences, signers=signers))
        own, _ = open_round(office, "7302012004")
        assert [(one.duty, one.name) for one in own.team] == [(Duty.RESPONSIBLE, "Andi Contoh")]
        none, _ = open_round(office, "7302012005", team=())
        assert none.team == ()


@pytest.mark.parametrize(
    "member",
    [TeamMember(duty=Duty.MEMBER, name=" "), TeamMember(duty=Duty.MEMBER, name="Baso", nip="19800101")],
)
def test_a_member_without_a_name_or_with_half_a_nip_is_refused(tmp_path: Path, member: TeamMember) -> None:
    with new_office(tmp_path / "office") as office:
        with pytest.raises(TeamMemberNotNamed):
            open_round(office, "7302012004", team=(member,))
        assert list_rounds(office) == []


def test_closing_says_what_is_left(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 40)
        codes = [one.village_code for one in people]
        village = max(set(codes), key=codes.count)
        mine = [one for one in people if one.village_code == village]
        made, _ = open_round(office, village, quota=len(mine) - 1)
        put_in_candidates(office, made.round_id, above_quota(office, made.round_id))
        rule(office, Step.VERIFY, mine[:2])
        rule(office, Step.VALIDATE, mine[:1])
        left = (
            f"Tersisa {len(mine) - 2} orang belum diverifikasi, 1 orang belum divalidasi,"
            " 1 orang belum masuk berita acara, di antaranya 1 pengganti; mereka ikut putaran berikutnya desa itu."
        )
        assert what_is_left(office, made.round_id) == left
        assert close_round(office, made.round_id).sentence == f"Putaran {office.printed(village)} ditutup. {left}"


def test_pace_comes_from_the_verdicts_of_the_last_days(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 40)
        codes = [one.village_code for one in people]
        village = max(set(codes), key=codes.count)
        mine = [one for one in people if one.village_code == village]
        open_round(office, village, deadline=office.today() + timedelta(days=30))
        rule(office, Step.VERIFY, mine[:3])
        told = list_rounds(office)[0].forecast
        assert told is not None
        assert told.pace == Fraction(3)
        assert (told.measured, told.left) == (1, len(mine) - 3)
        assert told.late_by == 0
