"""LAMP-3, PENGANTAR and SPTJM from the store: what was frozen, what was made besides, and whose village."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.offices import DISTRICT, make_office
from tests.reports.pdf import page_texts
from tests.services.rounds.test_candidates import begun, refuse
from tests.working_day import enter, exchange_cards, minuted, new_office, rule
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.paper_refusals import NobodyEligibleThere, NotInMinutes
from ucj_desktop.services.paper.print_report import list_reports, preview_report, print_report
from ucj_desktop.services.rounds.candidates import list_candidates, remove_candidate
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.rounds import list_rounds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as office:
        yield office


@pytest.fixture
def closed(office: Office) -> Minutes:
    """Minutes over one worker of a round of two places, in which others wait."""
    _, mine = begun(office, 2)
    refuse(office, mine[2:3])
    rule(office, Step.VERIFY, mine[:1])
    rule(office, Step.VALIDATE, mine[:1])
    made, _ = close_minutes(office, MeetingFacts())
    return made


def text_of(office: Office, report: str, **asked: object) -> str:
    return " ".join(page_texts(preview_report(office, Asked(report=report, **asked))))  # type: ignore[arg-type]


def test_a_draft_shows_who_waits_now(office: Office) -> None:
    _, mine = begun(office, 2)
    rule(office, Step.VERIFY, mine[:1])
    rule(office, Step.VALIDATE, mine[:1])
    text = text_of(office, "LAMP-3", draft=True)
    assert all(one.nik in text for one in mine[2:])
    assert mine[0].nik not in text
    assert "DRAF" in text


def test_closed_minutes_print_those_who_waited_then_for_ever(office: Office, closed: Minutes, tmp_path: Path) -> None:
    out = tmp_path / "lampiran.pdf"
    paper, _ = print_report(office, Asked(report="LAMP-3"), out)
    assert paper.letter.worker_count == len(closed.candidates) > 0
    assert check_paper(office, str(out)).outcome == "genuine"
    [one] = [state.round for state in list_rounds(office) if not state.round.closed_at]
    remove_candidate(office, list_candidates(office, one.round_id).waiting[-1].worker_id)
    assert preview_report(office, Asked(report="LAMP-3")) == out.read_bytes()
    assert "Lampiran III: daftar usulan pengganti" in text_of(office, "BA-VER")


def test_whoever_signs_letters_now_signs_the_cover_letter(office: Office, closed: Minutes) -> None:
    signer = replace(closed.signers[0], name="Plt Rekaan", position="CAMAT BARU") if closed.signers else None
    wanted = replace(office.preferences, signers=(signer,)) if signer else office.preferences
    save_preferences(office, wanted)
    text = text_of(office, "PENGANTAR")
    assert ("CAMAT BARU" in text) is (signer is not None)
    assert f"Register {closed.register}-{closed.revision}; 1 (satu) orang" in text


def test_the_cover_letter_names_statement_and_package_once_they_are_made(tmp_path: Path) -> None:
    office, district = make_office(tmp_path / "kec"), make_office(tmp_path / "kab", code=DISTRICT)
    try:
        exchange_cards(office, district, tmp_path)
        minuted(office, enter(office, 5))
        before = text_of(office, "PENGANTAR")
        assert "Pernyataan" not in before
        assert "flashdisk" not in before
        print_report(office, Asked(report="SPTJM"), tmp_path / "sptjm.pdf")
        (tmp_path / "stick").mkdir()
        created = create_package(office, tmp_path / "stick")
        out = tmp_path / "pengantar.pdf"
        print_report(office, Asked(report="PENGANTAR"), out)
        after = " ".join(page_texts(out.read_bytes()))
        assert "Surat Pernyataan Tanggung Jawab Mutlak" in after
        assert created.file.name in after
        assert check_paper(office, str(out)).outcome == "genuine"
    finally:
        office.close()
        district.close()


def test_a_statement_is_of_the_camat_or_of_one_village(office: Office, closed: Minutes, tmp_path: Path) -> None:
    village = closed.village_codes[0]
    name = office.printed(village).upper()
    assert "CAMAT" in text_of(office, "SPTJM").upper()
    out = tmp_path / "desa.pdf"
    paper, _ = print_report(office, Asked(report="SPTJM", village_code=village), out)
    assert name in paper.letter.title.upper()
    text = " ".join(page_texts(out.read_bytes()))
    assert f"KEPALA DESA {name}," in text or f"LURAH {name}," in text
    assert closed.rows[0].worker.nik in text
    assert check_paper(office, str(out)).outcome == "genuine"


def test_a_village_without_anybody_eligible_is_refused_with_a_way_out(office: Office, closed: Minutes) -> None:
    other = next(one.code for one in office.places.villages_of(office.code) if one.code not in closed.village_codes)
    with pytest.raises(NobodyEligibleThere) as told:
        preview_report(office, Asked(report="SPTJM", village_code=other))
    assert office.printed(other) in told.value.what
    assert preview_report(office, Asked(report="LAMP-1", village_code=other))  # only statements are of one village


def test_the_menu_says_which_letters_are_of_a_village() -> None:
    assert [one.code for one in list_reports() if one.by_village] == ["SPTJM"]


def test_whoever_only_waited_gets_no_certificate(office: Office, closed: Minutes) -> None:
    assert closed.candidates
    for waiting in closed.candidates:
        with pytest.raises(NotInMinutes):
            preview_report(office, Asked(report="SK-PEKERJA", worker_id=waiting.worker.worker_id))
    judged = closed.rows[0].worker
    assert judged.full_name in text_of(office, "SK-PEKERJA", worker_id=judged.worker_id)
