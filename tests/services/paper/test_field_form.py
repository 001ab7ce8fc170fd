"""The field form: in walking order, with codes, candidates last, in both layouts and on both papers."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.services.paper.offices import make_office
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.verdict import REASON_LABELS, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.candidates import put_in_candidates
from ucj_desktop.services.rounds.field_order import TO_VERIFY, field_order, hamlets_to_verify
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers

VILLAGE = "7302012004"
PLACES = (
    ("Palla", "2", "Baso"),
    ("Alla", "010", "Cicci"),
    ("Dusun Alla", "2", "Daeng"),
    ("", "", "Erang"),
    ("Alla", "2", "Andi"),
)


def settled(office: Office) -> dict[str, Worker]:
    """Five people of one village by name."""
    people = [one.worker for one in make_people(5, len(PLACES), office.code)]
    made = {}
    for one, (hamlet, rt, name) in zip(people, PLACES, strict=True):
        worker = replace(one, village_code=VILLAGE, hamlet=hamlet, rt=rt, rw="", full_name=f"{name} Rekaan")
        save_new_worker(office, worker)
        made[name] = worker
    return made


def text_of(office: Office, **asked: object) -> str:
    content = preview_report(office, Asked(report="FORM", village_code=VILLAGE, **asked))  # type: ignore[arg-type]
    return " ".join(page_texts(content))


@pytest.mark.parametrize("form", ["list", "halves"])
def test_people_stand_as_they_are_met_each_with_a_code(tmp_path: Path, form: str) -> None:
    office = make_office(tmp_path / "office")
    people = settled(office)
    text = text_of(office, form=form)
    met = ["Andi", "Daeng", "Cicci", "Baso", "Erang"]
    assert sorted(met, key=lambda name: text.index(f"{name} Rekaan")) == met
    assert all(row_code(one.worker_id) in text for one in people.values())
    assert field_order(office, VILLAGE, TO_VERIFY) == [people[name].worker_id for name in met]
    for reason, label in REASON_LABELS.items():
        assert f"{reason.value[3:]} {label}" in text
    for word in ("Dusun Alla", "Dusun Palla", "Dusun/lingkungan belum diisi"):
        assert word in text


def test_candidates_come_last_under_their_own_heading(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    people = settled(office)
    opened, _ = open_round(office, VILLAGE, quota=3)
    put_in_candidates(office, opened.round_id, [people["Baso"].worker_id, people["Andi"].worker_id])
    text = text_of(office)
    heading = text.index("CALON PENGGANTI")
    assert text.index("Erang Rekaan") < heading < text.index("Baso Rekaan") < text.index("Andi Rekaan")
    halves = text_of(office, form="halves")
    assert halves.index("CALON PENGGANTI urutan 1") < halves.index("CALON PENGGANTI urutan 2")


def test_one_hamlet_alone_can_be_printed_and_each_can_begin_a_page(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    settled(office)
    assert list(hamlets_to_verify(office, VILLAGE)) == ["ALLA", "PALLA"]
    text = text_of(office, hamlet="ALLA")
    assert "Andi Rekaan" in text
    assert "Baso Rekaan" not in text
    for form in ("list", "halves"):
        asked = Asked(report="FORM", village_code=VILLAGE, form=form, hamlet_pages=True)
        pages = page_texts(preview_report(office, asked))
        assert not any("Andi Rekaan" in page and "Baso Rekaan" in page for page in pages)


def test_whoever_has_a_verdict_is_not_visited_again(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    people = settled(office)
    rule_on_workers(office, Step.VERIFY, [WantedRuling(worker_id=people["Baso"].worker_id, verdict=Verdict.ELIGIBLE)])
    assert "Baso Rekaan" not in text_of(office)


def test_a_blank_half_page_form_has_room_for_two(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    text = text_of(office, blank=True, form="halves")
    assert text.count("Data yang benar") == 2
    assert "Rekaan" not in text


@pytest.mark.parametrize("number, pages", [(1, 1), (26, 13), (27, 14)])
def test_two_people_share_a_page(tmp_path: Path, number: int, pages: int) -> None:
    office = make_office(tmp_path / "office")
    for one in make_people(5, number, office.code):
        save_new_worker(office, replace(one.worker, village_code=VILLAGE, worker_id=new_id()))
    for paper in ("f4", "a4"):
        asked = Asked(report="FORM", village_code=VILLAGE, form="halves", paper=paper)
        assert len(page_texts(preview_report(office, asked))) == pages
