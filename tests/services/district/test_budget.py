"""Quota and budget at the district: set up, reckoned, decided, decided again; to the rupiah, and never changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.exc import DBAPIError

from tests.offices import CLERKS, make_office
from tests.relay_office import GANTARANG, accepted_workers, in_stage
from tests.working_day import everyone, forge, new_folder, open_for, rule, table, whole_store
from ucj_desktop.domain.budget import BudgetLine, NoTariffForMonth, Precedence, Waits
from ucj_desktop.domain.budget_decision import BudgetSetup, WhyOut
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.relay import LeftOut
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.tariff import Funding
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.history import verify_journal
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.budget_outlook import budget_outlook
from ucj_desktop.services.district.budget_setup import (
    LARGEST_CEILING,
    BudgetIsDistrict,
    BudgetRefused,
    save_budget,
    set_budget_from_file,
    show_budget,
)
from ucj_desktop.services.district.decide_budget import (
    DecisionNotSound,
    NoSuchDecision,
    NothingToDecide,
    decide_budget,
    decided_places,
    list_decisions,
    write_decree,
)
from ucj_desktop.services.district.plan_relay import RelayAsked, plan_relay
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.export_tables import export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes

A_YEAR = 12 * 16_800
TOML = """
order = ["age", "desil"]
keep_places = false
[quotas]
"73.02.01" = 5
7302011003 = 2
[[line]]
name = "APBD kabupaten"
funding = "apbd_regency"
ceiling = 1_080_000_000
from = 2026-01-01
months = 12
[[line]]
name = "DBHCHT"
funding = "tobacco_excise"
ceiling = 54_000
from = 2026-10-01
months = 3
areas = ["73.02.01"]
occupations = ["Nelayan"]
"""


def line(office: Office, ceiling: int, *, name: str = "APBD", months: int = 12) -> BudgetLine:
    return BudgetLine(
        line_id=name,
        name=name,
        funding=Funding.APBD_REGENCY,
        ceiling=ceiling,
        first_month=date(office.preferences.period, 1, 1),
        months=months,
    )


def set_lines(office: Office, *lines: BudgetLine, **more: object) -> BudgetSetup:
    setup = replace(show_budget(office), lines=lines, **more)  # type: ignore[arg-type]
    save_budget(office, setup)
    return setup


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    """Six are accepted."""
    with accepted_workers(tmp_path) as (office, _, _):
        yield office


def test_what_was_set_is_kept_told_and_taken_back(district: Office) -> None:
    setup = set_lines(district, line(district, 2 * A_YEAR), quotas={GANTARANG: 3})
    assert show_budget(district) == setup
    assert save_budget(district, setup).touched is Touched.NOTHING
    [told] = [str(row) for row in table(district, "journal") if "settings.budget" in str(row)]
    assert "Pos APBD" in told
    assert "Rp" not in told  # values stand beside the chain
    undo(district)
    assert show_budget(district).lines == ()
    assert verify_journal(district).ok


def test_a_file_sets_everything_and_a_line_of_the_same_name_stays_the_same(district: Office, tmp_path: Path) -> None:
    path = tmp_path / "anggaran.toml"
    path.write_text(TOML, "utf-8")
    setup = set_budget_from_file(district, path)
    assert setup == show_budget(district) == set_budget_from_file(district, path)
    assert setup.order == (Precedence.AGE, Precedence.DESIL)
    assert setup.quotas == {GANTARANG: 5, "7302011003": 2}
    assert not setup.keeps_places
    assert setup.lines[1].sub_districts == {GANTARANG}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("order =", "orders =", "orders"),
        ('"age"', '"umur"', "umur"),
        ('"age", "desil"', '"age", "age"', "dua kali"),
        ("= 5", "= -1", "Kuota"),
        ("= 5", '= "lima"', "bilangan bulat"),
        ('"73.02.01" = 5', '"73.03.01" = 5', "730301"),
        ("7302011003 = 2", "7302019999 = 2", "7302019999"),
        ('"apbd_regency"', '"apbd"', "apbd"),
        ("1_080_000_000", "0", "Pagu"),
        ("1_080_000_000", str(LARGEST_CEILING + 1), "Pagu"),
        ("1_080_000_000", "1.5", "bilangan bulat"),
        ("2026-01-01", "2026-01-15", "awal bulan"),
        ("2026-01-01", '"Januari"', "bukan tanggal"),
        ("months = 12", "months = 0", "Lama"),
        ("months = 12", "months = 25", "Lama"),
        ('"DBHCHT"', '"apbd  Kabupaten"', "dua pos"),
        ('"DBHCHT"', '""', "belum bernama"),
        ('["73.02.01"]', '["73.02"]', "7302"),
        ('["Nelayan"]', '["Pelaut Antariksa"]', "Pelaut Antariksa"),
        ("order =", "order ", "tidak bisa dibaca"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_nothing_changes(
    district: Office, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in TOML
    path = tmp_path / "anggaran.toml"
    path.write_text(TOML.replace(old, new, 1), "utf-8")
    before = whole_store(district)
    with pytest.raises(BudgetRefused, match=said):
        set_budget_from_file(district, path)
    assert whole_store(district) == before


def test_the_money_decides_who_waits_and_every_rupiah_is_accounted_for(district: Office) -> None:
    set_lines(district, line(district, 4 * A_YEAR + 16_799), line(district, A_YEAR - 1, name="Sisa"))
    found = budget_outlook(district)
    assert [one.people for one in found.plan.sums] == [4, 0]
    assert found.cost == 4 * A_YEAR == sum(one.cost for one in found.areas)
    assert found.plan.sums[0].rest == 16_799
    assert {one.why for one in found.plan.waiting} == {Waits.MONEY}
    assert len(found.plan.waiting) == 2
    assert found.first_waiting is not None


def test_a_quota_of_a_kecamatan_holds_over_its_villages(district: Office) -> None:
    set_lines(district, line(district, 100 * A_YEAR), quotas={GANTARANG: 2})
    found = budget_outlook(district)
    assert len(found.plan.places) == 2
    assert {one.why for one in found.plan.waiting} == {Waits.QUOTA}
    [area] = found.areas
    assert (area.accepted, area.placed, area.quota) == (6, 2, 2)


def test_a_decision_freezes_names_money_and_order_and_prints_the_same_for_ever(district: Office) -> None:
    set_lines(district, line(district, 4 * A_YEAR))
    made = decide_budget(district).decision
    one, rows = decided_places(district)
    assert one == made
    assert (one.number, one.people, one.cost) == (1, 4, 4 * A_YEAR)
    assert sum(row.cost for row in rows) == one.cost
    assert [row.position for row in rows] == [1, 2, 3, 4]
    assert [(row.village_code, row.full_name) for row in rows] == sorted(
        (row.village_code, row.full_name) for row in rows
    )
    set_lines(district, line(district, 9 * A_YEAR))
    assert decided_places(district, 1) == (one, rows)
    assert verify_journal(district).ok


def test_nothing_is_decided_twice_or_over_nobody(district: Office) -> None:
    with pytest.raises(NothingToDecide, match="seorang pun"):
        decide_budget(district)
    set_lines(district, line(district, 4 * A_YEAR))
    decide_budget(district)
    with pytest.raises(NothingToDecide, match="Tidak ada yang berubah"):
        decide_budget(district)
    assert len(list_decisions(district)) == 1


def test_who_falls_out_makes_room_for_the_next_and_both_are_named(tmp_path: Path) -> None:
    with accepted_workers(tmp_path) as (district, sender, stick):
        set_lines(district, line(district, 4 * A_YEAR))
        _, before = decided_places_after(district)
        out = before[0]
        minutes_id = next(one.standing.minutes_id for one in everyone(sender) if one.standing.minutes_id)
        reopen_minutes(sender, minutes_id, "Sudah pindah")
        rule(sender, Step.VALIDATE, [one.worker for one in everyone(sender) if one.worker.worker_id != out.worker_id])
        close_minutes(sender, MeetingFacts())
        receive_package(district, create_package(sender, stick).file)
        answer_office(district, GANTARANG, stick)
        found = budget_outlook(district)
        [went] = found.went
        assert (went.worker_id, went.full_name, went.why) == (out.worker_id, out.full_name, WhyOut.WITHDRAWN)
        assert len(found.came) == 1
        assert {one.worker_id for one in before[1:]} < {one.worker_id for one in found.plan.places}
        second = decide_budget(district).decision
        assert (second.number, second.cost) == (2, 4 * A_YEAR)
        assert decided_places(district, 1)[1] == before


def decided_places_after(district: Office) -> tuple[object, list]:  # type: ignore[type-arg]
    decide_budget(district)
    return decided_places(district)


def test_who_was_decided_keeps_the_place_unless_the_office_says_otherwise(district: Office) -> None:
    people = in_stage(district, Stage.ACCEPTED)
    set_lines(district, line(district, 2 * A_YEAR), order=(Precedence.AGE,))
    _, rows = decided_places_after(district)
    oldest = sorted(people, key=lambda one: (one.worker.birth_date, one.worker.worker_id))[:2]
    assert {one.worker_id for one in rows} == {one.worker.worker_id for one in oldest}
    set_lines(district, line(district, 2 * A_YEAR), order=(Precedence.VALIDATED,), keeps_places=True)
    assert budget_outlook(district).is_decided
    set_lines(district, line(district, A_YEAR), order=(Precedence.AGE,))
    found = budget_outlook(district)
    assert [one.why for one in found.went] == [WhyOut.NO_PLACE]


def test_a_place_stays_with_the_line_that_pays_for_it(district: Office) -> None:
    second = line(district, 2 * A_YEAR, name="Kedua")
    set_lines(district, line(district, A_YEAR), second)
    _, rows = decided_places_after(district)
    by_second = {one.worker_id for one in rows if one.line_id == "Kedua"}
    set_lines(district, line(district, 3 * A_YEAR), second)  # the first could pay for them now
    found = budget_outlook(district)
    assert {one.worker_id for one in found.plan.places if one.line_id == "Kedua"} == by_second
    assert len(found.plan.places) == 5


def test_a_month_without_a_tariff_is_named_before_anything_is_decided(district: Office) -> None:
    long_ago = replace(line(district, A_YEAR), first_month=date(2019, 1, 1))
    set_lines(district, long_ago)
    before = whole_store(district)
    with pytest.raises(NoTariffForMonth, match="01-2019"):
        decide_budget(district)
    assert whole_store(district) == before


def test_the_decree_is_written_in_later_and_changes_nothing_that_was_frozen(district: Office) -> None:
    set_lines(district, line(district, 4 * A_YEAR))
    decide_budget(district)
    write_decree(district, 1, " 188.45/  17/2026 ", district.today(), "Penetapan penerima")
    one, _ = decided_places(district, 1)
    assert (one.decree_number, one.decree_date) == ("188.45/ 17/2026", district.today())
    assert (
        write_decree(district, 1, "188.45/ 17/2026", district.today(), "Penetapan penerima").touched is Touched.NOTHING
    )
    with pytest.raises(BudgetRefused, match="belum terjadi"):
        write_decree(district, 1, "1", district.today() + timedelta(days=1))
    with pytest.raises(NoSuchDecision, match="nomor 2"):
        write_decree(district, 2, "1", None)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE budget_decisions SET cost = cost - 1",
        "UPDATE budget_decisions SET setup = '{}'",
        "DELETE FROM budget_decisions",
        "UPDATE budget_places SET cost = 0",
        "DELETE FROM budget_places WHERE position = 1",
    ],
)
def test_no_decision_is_changed_by_sql(district: Office, sql: str) -> None:
    set_lines(district, line(district, 4 * A_YEAR))
    decide_budget(district)
    with pytest.raises(DBAPIError, match="never"), district.database.writing() as connection:
        connection.exec_driver_sql(sql)


@pytest.mark.parametrize(
    ("trigger", "sql"),
    [
        ("budget_places_stay", "UPDATE budget_places SET full_name = 'Orang Lain' WHERE position = 2"),
        ("budget_places_no_delete", "DELETE FROM budget_places WHERE position = 4"),
        ("budget_decisions_stay", "UPDATE budget_decisions SET cost = cost + 1"),
        ("budget_decisions_stay", "UPDATE budget_decisions SET signature = 'zz'"),
        (
            "budget_decisions_stay",
            "UPDATE budget_decisions SET setup = replace(setup, '\"months\":12', '\"months\":11')",
        ),
    ],
)
def test_who_changes_one_with_the_triggers_off_is_found_out(district: Office, trigger: str, sql: str) -> None:
    set_lines(district, line(district, 4 * A_YEAR))
    decide_budget(district)
    forge(district, sql, without=trigger)
    with pytest.raises(DecisionNotSound):
        decided_places(district)


def test_only_who_may_sets_and_decides(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "district", code="7302", staffed=True)
    for role in CLERKS:
        with open_for(folder, role) as office:
            if role in (Role.VERIFIER, Role.HEAD):
                save_budget(
                    office, BudgetSetup(period=office.preferences.period, quotas={GANTARANG: ord(role.value[0])})
                )
            else:
                with pytest.raises(NotAllowed):
                    save_budget(office, BudgetSetup(period=office.preferences.period))
            with pytest.raises(NothingToDecide if role is Role.HEAD else NotAllowed):
                decide_budget(office)


def test_a_kecamatan_has_no_budget(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    try:
        for ask in (show_budget, budget_outlook, decide_budget, list_decisions, decided_places):
            with pytest.raises(BudgetIsDistrict):
                ask(office)
    finally:
        office.close()


def test_the_annex_is_printed_and_exported_as_decided_and_as_a_draft_before(district: Office, tmp_path: Path) -> None:
    set_lines(district, line(district, 4 * A_YEAR))
    asked = Asked(report="LAMP-SK")
    paper, _ = print_report(district, asked, tmp_path / "draf.pdf")
    assert (paper.is_draft, paper.letter.worker_count) == (True, 4)
    decide_budget(district)
    set_lines(district, line(district, 2 * A_YEAR))
    decided, _ = print_report(district, asked, tmp_path / "lampiran.pdf")
    assert (decided.is_draft, decided.letter.worker_count) == (False, 4)
    planned, _ = print_report(district, replace(asked, draft=True), tmp_path / "draf.pdf")
    assert (planned.is_draft, planned.letter.worker_count) == (True, 2)
    export_tables(district, asked, tmp_path / "lampiran.xlsx")
    book = load_workbook(tmp_path / "lampiran.xlsx")
    assert book.sheetnames == ["Rekap", "Sumber dana", "Daftar penerima"]
    cells = [[one.value for one in row] for row in book["Daftar penerima"].iter_rows()]
    people = [row for row in cells if isinstance(row[1], str) and row[1].isdigit() and len(row[1]) == 16]
    assert [row[-1] for row in people] == [A_YEAR] * 4
    assert ["Penetapan nomor 1" in str(row[0]) for row in cells].count(True) == 1
    with pytest.raises(NoSuchDecision):
        print_report(district, replace(asked, revision=7), tmp_path / "lain.pdf")


def test_only_who_has_a_place_goes_to_bpjs_once_the_budget_was_decided(district: Office) -> None:
    set_lines(district, line(district, 4 * A_YEAR))
    assert len(plan_relay(district, RelayAsked()).records) == 6  # nothing is decided yet
    decide_budget(district)
    plan = plan_relay(district, RelayAsked())
    assert {one.worker.worker_id for one in plan.records} == {one.worker_id for one in decided_places(district)[1]}
    assert plan.counts == {LeftOut.BUDGET: 2}
    assert {why.sentence for _, why in plan.left_out} == {"Tidak ada dalam penetapan anggaran nomor 1."}
