"""The register of letter numbers: proposed, given late, doubles refused, gaps told, and nothing frozen moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.working_day import enter, minuted, new_office, rule
from ucj_desktop.domain.letter_numbers import Numbering
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import SettingRefused, save_preferences, set_from_file
from ucj_desktop.services.letter_numbers import (
    LetterHasNumber,
    NoSuchNumber,
    Numbered,
    NumberingNotSet,
    NumberTaken,
    NumberUnfit,
    VoidedWithoutReason,
    find_number,
    give_number,
    numbers_of_year,
    propose_number,
    void_number,
)
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.minutes_facts import certificate_to_number
from ucj_desktop.services.paper.print_report import preview_report, print_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import find_minutes, list_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as made:
        save_preferences(made, replace(made.preferences, numbering=Numbering(unit="KEC-GTR")))
        yield made


def closed(office: Office, count: int = 3) -> Minutes:
    """Minutes that were closed without a number."""
    minuted(office, enter(office, count))
    return list_minutes(office)[-1]


def the_letter(one: Minutes, kind: str = "BA-VER") -> Numbered:
    return Numbered(kind, one.minutes_id, one.revision)


def test_a_blank_number_filled_in_later_stands_on_the_paper_and_moves_nothing_frozen(
    office: Office, tmp_path: Path
) -> None:
    before = closed(office)
    print_report(office, Asked(report="BA-VER"), tmp_path / "blank.pdf")
    assert before.number == ""
    give_number(office, the_letter(before), "auto", before.held_on)
    after = list_minutes(office)[-1]
    assert after == replace(before, number=after.number)
    assert after.number.startswith("500.15/001/KEC-GTR/")
    print_report(office, Asked(report="BA-VER"), tmp_path / "numbered.pdf")
    blank, numbered = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("blank", "numbered"))
    assert after.number in page_texts(numbered)[0]
    assert after.number not in page_texts(blank)[0]
    assert find_minutes(office, after.number).minutes_id == before.minutes_id
    for name in ("blank", "numbered"):
        assert check_paper(office, str(tmp_path / f"{name}.pdf")).outcome.value == "genuine"


def test_a_number_that_another_letter_bears_is_refused_with_its_holder(office: Office) -> None:
    one = closed(office)
    give_number(office, the_letter(one), "500.15/004/KEC-GTR/XI/2026", date(2026, 11, 2))
    with pytest.raises(NumberTaken) as refused:
        give_number(office, Numbered("", about="Undangan"), "500.15 / 004/kec-gtr/XI/2026", date(2026, 11, 9))
    assert "Berita acara register 1-1" in refused.value.what
    give_number(office, Numbered("", about="Undangan"), "500.15/004/KEC-GTR/XI/2026", date(2027, 1, 9))
    with pytest.raises(LetterHasNumber):
        give_number(office, the_letter(one), "500.15/005/KEC-GTR/XI/2026")


def test_closing_under_a_number_that_is_taken_closes_nothing(office: Office) -> None:
    give_number(office, Numbered("", about="Undangan"), "7/2026", office.today())
    people = enter(office, 2)
    with pytest.raises(NumberTaken):
        minuted(office, people, number="7/2026")
    assert list_minutes(office) == []
    made, _ = close_minutes(office, MeetingFacts(number="auto"))
    assert made.number.startswith("500.15/001/")


def test_gaps_and_doubles_of_the_year_are_told_and_void_numbers_stay_taken(office: Office) -> None:
    for sequence, month in ((1, 1), (3, 2), (3, 3), (6, 4)):
        number = f"500.15/{sequence:03}/KEC-GTR/{('I', 'II', 'III', 'IV')[month - 1]}/2026"
        give_number(office, Numbered("", about=f"Surat {month}"), number, date(2026, month, 5))
    found = numbers_of_year(office, 2026)
    assert found.missing == ("Nomor urut 2 dan 4 sampai 5 tahun 2026 belum dipakai.",)
    assert found.doubled == ("Nomor urut 3 tahun 2026 dipakai lebih dari satu surat.",)
    assert propose_number(office, "PENGANTAR", date(2026, 5, 1)) == "500.15/007/KEC-GTR/V/2026"
    assert propose_number(office, "PENGANTAR", date(2027, 5, 1)) == "500.15/001/KEC-GTR/V/2027"
    last = find_number(office, "500.15/006/KEC-GTR/IV/2026", 2026)
    with pytest.raises(VoidedWithoutReason):
        void_number(office, last.number_id, "  ")
    void_number(office, last.number_id, "salah tulis")
    with pytest.raises(NoSuchNumber):
        void_number(office, last.number_id, "sekali lagi")
    assert propose_number(office, "PENGANTAR", date(2026, 5, 1)) == "500.15/007/KEC-GTR/V/2026"
    give_number(office, Numbered("", about="Pengganti"), "500.15/006/KEC-GTR/IV/2026", date(2026, 4, 6))


def test_minutes_whose_number_was_voided_wait_for_another(office: Office) -> None:
    one = closed(office)
    give_number(office, the_letter(one), "12/2026")
    void_number(office, find_number(office, "12/2026", office.today().year).number_id, "salah surat")
    assert list_minutes(office)[-1].number == ""
    waiting = [line for line in numbers_of_year(office, one.held_on.year).lines if line.used is None]
    assert [line.words for line in waiting] == ["Berita acara register 1-1"]
    give_number(office, the_letter(one), "13/2026")
    assert list_minutes(office)[-1].number == "13/2026"


def test_a_revision_keeps_the_number_of_the_one_before_and_may_have_its_own(office: Office) -> None:
    people = enter(office, 3)
    one = minuted(office, people)
    give_number(office, the_letter(one), "12/2026")
    reopen_minutes(office, one.minutes_id, "ada yang salah")
    rule(office, Step.VALIDATE, people)
    again, _ = close_minutes(office, MeetingFacts())
    assert (again.revision, again.number) == (2, "12/2026")
    assert [one.number for one in list_minutes(office)] == ["12/2026", "12/2026"]
    reopen_minutes(office, one.minutes_id, "sekali lagi")
    rule(office, Step.VALIDATE, people)
    close_minutes(office, MeetingFacts(number="15/2026"))
    assert [one.number for one in list_minutes(office)] == ["12/2026", "12/2026", "15/2026"]


def test_letters_about_minutes_bear_numbers_of_their_own(office: Office) -> None:
    one = closed(office)
    give_number(office, the_letter(one), "auto", one.held_on)
    give_number(office, the_letter(one, "PENGANTAR"), "auto")
    give_number(office, the_letter(one, "SPTJM"), "auto")
    texts = {code: page_texts(preview_report(office, Asked(report=code)))[0] for code in ("PENGANTAR", "SPTJM")}
    assert "500.15/002/KEC-GTR" in texts["PENGANTAR"]
    assert "500.15/003/KEC-GTR" in texts["SPTJM"]


def test_each_certificate_has_a_number_of_its_own_and_only_one(office: Office) -> None:
    people = enter(office, 2)
    minuted(office, people)
    first, second = (certificate_to_number(office, one.worker_id) for one in people)
    give_number(office, first, "21/2026")
    give_number(office, second, "22/2026")
    with pytest.raises(LetterHasNumber):
        give_number(office, first, "23/2026")
    papers = [preview_report(office, Asked(report="SK-PEKERJA", worker_id=one.worker_id)) for one in people]
    assert ["21/2026" in page_texts(papers[0])[0], "22/2026" in page_texts(papers[1])[0]] == [True, True]


def test_minutes_closed_again_may_bear_their_old_number_and_no_other_letter_may(office: Office) -> None:
    people = enter(office, 3)
    one = minuted(office, people)
    give_number(office, the_letter(one), "12/2026")
    with pytest.raises(NumberTaken):
        give_number(office, the_letter(one, "PENGANTAR"), "12/2026")
    reopen_minutes(office, one.minutes_id, "ada yang salah")
    rule(office, Step.VALIDATE, people)
    again, _ = close_minutes(office, MeetingFacts(number="12/2026"))
    assert (again.revision, again.number) == (2, "12/2026")
    give_number(office, the_letter(again), "12/2026")
    assert find_number(office, "12/2026", office.today().year).minutes_id == one.minutes_id


def test_minutes_that_stand_open_again_wait_for_no_number(office: Office) -> None:
    one = closed(office)
    reopen_minutes(office, one.minutes_id, "ada yang salah")
    assert numbers_of_year(office, one.held_on.year).lines == ()


def test_the_register_runs_by_number_and_not_by_the_day_it_was_written_in(office: Office) -> None:
    for sequence in (3, 1, 2):
        give_number(office, Numbered("", about="Surat"), f"500.15/{sequence:03}/KEC-GTR/V/2026", date(2026, 5, 5))
    sequences = [line.used.sequence for line in numbers_of_year(office, 2026).lines if line.used]
    assert sequences == [1, 2, 3]


def test_the_journal_tells_of_every_number_that_was_given_and_voided(office: Office) -> None:
    give_number(office, Numbered("", about="Undangan"), "12/2026")
    void_number(office, find_number(office, "12/2026", office.today().year).number_id, "salah tulis")
    told = [one for one in history(office) if one.action.startswith("number.")]
    assert {one.action for one in told} == {"number.given", "number.voided"}
    assert all("12/2026" in one.sentence for one in told)


@pytest.mark.parametrize("number", ["", "   ", "x" * 101, "satu\u0007dua"])
def test_what_is_no_number_is_refused(office: Office, number: str) -> None:
    with pytest.raises(NumberUnfit):
        give_number(office, Numbered("", about="Undangan"), number)


def test_without_a_unit_nothing_is_proposed(office: Office) -> None:
    save_preferences(office, replace(office.preferences, numbering=Numbering()))
    assert propose_number(office, "BA-VER", office.today()) == ""
    with pytest.raises(NumberingNotSet):
        give_number(office, Numbered("", about="Undangan"), "auto")
    give_number(office, Numbered("", about="Undangan"), "12/2026")


def test_the_way_of_numbering_comes_from_a_settings_file(office: Office, tmp_path: Path) -> None:
    said = '[numbering]\nclassification = "400.9"\nunit = "KGT"\ntogether = false\n'
    said += '[numbering.patterns]\nPENGANTAR = "{urut:2}/SP/{tahun}"\n'
    (tmp_path / "set.toml").write_text(said, "utf-8")
    assert set_from_file(office, tmp_path / "set.toml") == ["numbering"]
    assert propose_number(office, "PENGANTAR", date(2026, 5, 1)) == "01/SP/2026"
    assert propose_number(office, "BA-VER", date(2026, 5, 1)) == "400.9/001/KGT/V/2026"
    for wrong in ('[numbering]\nunitt = "x"', "[numbering]\ntogether = 1", '[numbering.patterns]\nFORM = "{urut}"'):
        (tmp_path / "set.toml").write_text(wrong, "utf-8")
        with pytest.raises(SettingRefused):
            set_from_file(office, tmp_path / "set.toml")
