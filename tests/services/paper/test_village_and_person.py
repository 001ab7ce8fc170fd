"""BA-MUS and SK-PEKERJA from the store: whom a village proposes now, and what minutes in force say of one person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.services.rounds.test_candidates import begun, refuse
from tests.working_day import enter, minuted, new_folder, new_office, open_for, rule
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.subject_record import subject_facts
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.export_tables import NothingInTables, export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.paper_refusals import NotInMinutes, PrintedWithThePerson, VillageNotChosen
from ucj_desktop.services.paper.print_report import (
    list_letters,
    list_reports,
    open_archived,
    preview_report,
    print_report,
)
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as office:
        yield office


def text_of(office: Office, **asked: object) -> str:
    return " ".join(page_texts(preview_report(office, Asked(**asked))))  # type: ignore[arg-type]


def certified(worker: Worker) -> Asked:
    return Asked(report="SK-PEKERJA", worker_id=worker.worker_id)


def test_a_village_proposes_whom_nobody_has_refused_or_validated_yet(office: Office) -> None:
    made, mine = begun(office, 3)
    refuse(office, mine[:1])
    rule(office, Step.VERIFY, mine[1:3])
    rule(office, Step.VALIDATE, mine[2:3])
    text = text_of(office, report="BA-MUS", village_code=made.village_code)
    assert [one.nik in text for one in mine[:4]] == [False, True, False, True]
    assert "Calon pengganti 1" in text
    assert "DRAF" not in text


def test_the_list_is_by_name_with_the_candidates_last(office: Office) -> None:
    made, mine = begun(office, 2)
    text = text_of(office, report="BA-MUS", village_code=made.village_code)
    settled = sorted(mine[:2], key=lambda one: one.full_name.casefold())
    places = [text.index(one.nik) for one in settled]
    assert places == sorted(places)
    assert max(places) < min(text.index(one.nik) for one in mine[2:])


def test_without_a_village_one_must_be_chosen_and_without_names_it_is_a_form(office: Office, tmp_path: Path) -> None:
    with pytest.raises(VillageNotChosen):
        preview_report(office, Asked(report="BA-MUS"))
    village = enter(office, 1)[0].village_code
    blank = Asked(report="BA-MUS", village_code=village, blank=True)
    assert "mengusulkan ....." in " ".join(page_texts(preview_report(office, blank)))
    with pytest.raises(NothingInTables):
        export_tables(office, blank, tmp_path / "kosong.xlsx")
    made = export_tables(office, Asked(report="BA-MUS", village_code=village), tmp_path / "usulan.xlsx")
    assert (made.sheets, made.rows) == (1, 1)


def test_a_certificate_is_of_one_person_checks_and_lies_in_the_archive(office: Office, tmp_path: Path) -> None:
    people = enter(office, 3)
    minutes = minuted(office, people, number="400/1/2026")
    out = tmp_path / "surat.pdf"
    paper, change = print_report(office, certified(people[1]), out)
    text = " ".join(page_texts(out.read_bytes()))
    assert people[1].nik in text
    assert not any(one.nik in text or one.full_name in text for one in (people[0], people[2]))
    assert "Nomor 400/1/2026" in text
    assert check_paper(office, str(out)).outcome == "genuine"
    [letter] = list_letters(office, minutes_id=minutes.minutes_id)
    assert (letter.report, letter.revision, letter.worker_count) == ("SK-PEKERJA", 1, 1)
    assert people[1].full_name not in letter.title + change.sentence
    assert open_archived(office, paper.letter.letter_id) == out.read_bytes()
    assert preview_report(office, certified(people[1])) == out.read_bytes()


def test_the_record_of_a_person_tells_of_his_certificate_and_of_nobody_elses(office: Office, tmp_path: Path) -> None:
    people = enter(office, 2)
    minuted(office, people)
    print_report(office, certified(people[0]), tmp_path / "surat.pdf")
    printed = [one for one in history(office) if one.action == "letter.printed"]
    assert len(printed) == 1
    seen = [len(subject_facts(office, one.worker_id).seen) for one in people]
    assert seen[0] == seen[1] + 1


def test_nobody_is_certified_before_the_minutes_close_nor_while_they_are_open_again(
    office: Office, tmp_path: Path
) -> None:
    people = enter(office, 2)
    with pytest.raises(NotInMinutes) as told:
        print_report(office, certified(people[0]), tmp_path / "surat.pdf")
    assert "tutup berita acaranya" in told.value.fix
    minutes = minuted(office, people)
    assert preview_report(office, certified(people[0]))
    reopen_minutes(office, minutes.minutes_id, "salah nama")
    with pytest.raises(NotInMinutes):
        preview_report(office, certified(people[0]))
    with pytest.raises(NotInMinutes):
        preview_report(office, Asked(report="SK-PEKERJA"))


def test_papers_of_one_person_stand_in_no_menu_and_are_not_for_every_role(tmp_path: Path) -> None:
    assert not {"SK-PEKERJA", "SUBJEK", "BA-HAPUS"} & {one.code for one in list_reports()}
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office, pytest.raises(NotAllowed):
        preview_report(office, Asked(report="SK-PEKERJA", worker_id="nobody"))
    with open_for(folder, Role.VERIFIER) as office:
        with pytest.raises(NotInMinutes):
            preview_report(office, Asked(report="SK-PEKERJA", worker_id="nobody"))
        with pytest.raises(PrintedWithThePerson):
            preview_report(office, Asked(report="SUBJEK"))
