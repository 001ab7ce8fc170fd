"""The team of a round on the field form and in the minutes."""

from dataclasses import replace
from pathlib import Path

from tests.reports.pdf import page_texts
from tests.working_day import enter, new_office, rule
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.quota import Duty, TeamMember
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rounds import open_round

TEAM = (
    TeamMember(duty=Duty.LEADER, name="Rahmat, S.IP.", position="Kasi Kesra"),
    TeamMember(duty=Duty.MEMBER, name="Daeng Te'ne"),
)
CAMAT = Signer(name="Andi Contoh, S.Sos.", position="CAMAT GANTARANG")


def test_the_field_form_of_a_village_names_its_team_filled_and_blank(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        village = enter(office, 6)[0].village_code
        without = " ".join(page_texts(preview_report(office, Asked(report="FORM", village_code=village))))
        assert "Tim verifikasi" not in without
        open_round(office, village, team=TEAM)
        for blank in (False, True):
            asked = Asked(report="FORM", village_code=village, blank=blank)
            text = " ".join(" ".join(page_texts(preview_report(office, asked))).split())
            assert "Tim verifikasi. Ketua: Rahmat, S.IP.; Anggota: Daeng Te'ne." in text


def test_the_minutes_are_signed_by_the_team_beside_the_camat(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        signers = (CAMAT, Signer(name="Ketua Lama", position="Ketua Tim Verifikasi"))
        save_preferences(office, replace(office.preferences, signers=signers))
        people = enter(office, 6)
        for code in {one.village_code for one in people}:
            open_round(office, code, team=TEAM)
        for step in Step:
            rule(office, step, people)
        draft = " ".join(page_texts(preview_report(office, Asked(report="BA-VER"))))
        made, _ = close_minutes(office, MeetingFacts())
        assert made.signers == (
            CAMAT,
            Signer(name="Rahmat, S.IP.", position="Ketua Tim Verifikasi"),
            Signer(name="Daeng Te'ne", position="Anggota Tim Verifikasi"),
        )
        closed = " ".join(page_texts(preview_report(office, Asked(report="BA-VER"))))
        for text in (draft, closed):
            assert "Rahmat, S.IP." in text
            assert "Ketua Lama" not in text
