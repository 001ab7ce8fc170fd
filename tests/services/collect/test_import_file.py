"""What an import does with a row: CONTRACT.md, row by row."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.offices import SUB_DISTRICT, make_office, open_as
from tests.stages import unguarded
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Programmes, Sex, Worker
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.care.ugly_workbook import write_ugly_workbook
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.care.undo_import import (
    ImportTouchedSince,
    ImportUndoneAlready,
    NoSuchImport,
    imports_made,
    undo_import,
    why_not_undo,
)
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.import_errors import write_import_errors
from ucj_desktop.services.collect.import_file import ImportResult, commit_import, import_file, plan_import
from ucj_desktop.services.collect.import_plan import Outcome, Policy
from ucj_desktop.services.collect.keep_profiles import save_profile
from ucj_desktop.services.collect.list_workers import open_worker, worker_ids, workers_by_id
from ucj_desktop.services.collect.make_template import make_template
from ucj_desktop.services.collect.plan_file import ImportOptions, NoSuchProfile, look_at_file, plan_file, usual_policy
from ucj_desktop.services.find_own_village import NotOurVillage
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.spreadsheets.cells import FormulaError
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.spreadsheets.mapping import NoPeopleFound, NoSuchSheet
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.storage import workers

HEADINGS = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "JK", "DESA", "NO HP", "PENGHASILAN"]
BIALO = "7302012004"
BASO: list[Any] = [1, "7302011708800001", "Baso Rahman", "17-08-1980", "L", "Bialo", "081234567890", "Rp 1.500.000"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    yield made
    made.close()


def write(path: Path, rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, sheet: str = "Data") -> Path:
    write_freely(path, [FreeSheet(name=sheet, rows=[headings, *rows])])
    return path


def but(row: Sequence[Any], **changes: Any) -> list[Any]:
    names = ["number", "nik", "name", "born", "sex", "village", "phone", "income"]
    return [changes.get(name, value) for name, value in zip(names, row, strict=True)]


def codes(result: ImportResult, row: int = 0) -> set[str]:
    return {finding.code for finding in result.rows[row].findings}


def stored(office: Office) -> list[Worker]:
    return [record.worker for record in workers_by_id(office, worker_ids(office, WorkerFilter()))]


def contents(office: Office) -> dict[str, list[str]]:
    """Every row of every table but the journal, its text and the register of imports."""
    left_out = {"journal", "journal_text", "imports"}
    with office.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {
            name: sorted(repr(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {name}"))
            for name in names
            if name not in left_out
        }


def set_standing(office: Office, **changes: Any) -> None:
    """Put the only worker where a later day would have brought him."""
    with office.database.writing() as connection:
        (record,) = workers.each(connection)
        with unguarded(connection):
            workers.change(connection, [replace(record, standing=replace(record.standing, **changes))])


def test_a_sound_row_is_stored_with_every_field(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    assert result.counts == {"read": 1, "new": 1, "changed": 0, "same": 0, "refused": 0}
    worker = stored(office)[0]
    assert (worker.nik, worker.full_name, worker.birth_date) == ("7302011708800001", "Baso Rahman", date(1980, 8, 17))
    assert (worker.sex, worker.village_code, worker.monthly_income) == (Sex.MALE, BIALO, 1_500_000)
    assert worker.worker_id == result.rows[0].worker_id
    history = open_worker(office, worker.worker_id).history
    assert [(row.action, row.batch) for row in history] == [("worker.imported", result.batch)]


def test_a_dry_run_counts_as_the_commit_and_keeps_nothing(office: Office, tmp_path: Path) -> None:
    people = [made.worker for made in make_people(5, 200, SUB_DISTRICT, trouble=USUAL)]
    write_ugly_workbook(tmp_path / "u.xlsx", people, 5)
    before = contents(office)
    dry = import_file(office, tmp_path / "u.xlsx", dry_run=True)
    assert dry.batch == ""
    assert contents(office) == before
    assert import_file(office, tmp_path / "u.xlsx").counts == dry.counts


@pytest.mark.parametrize(
    "nik", [7302011708800010, 7302011708800000, 9171010101800003, 73020117088000011, 730201170880.5, "7,30201E+15"]
)
def test_a_nik_that_excel_damaged_refuses_its_row(nik: Any, office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik=nik)]))
    assert result.rows[0].outcome is Outcome.REFUSED
    finding = next(one for one in result.rows[0].findings if one.code == "IM-02")
    assert finding.cell == "B2"
    assert "B2" in finding.what
    assert stored(office) == []


@pytest.mark.parametrize("nik", [date(1980, 8, 17), True, FormulaError("#N/A")])
def test_a_nik_cell_that_holds_something_else_refuses_its_row(nik: Any, office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik=nik)]))
    assert result.rows[0].outcome is Outcome.REFUSED
    finding = next(one for one in result.rows[0].findings if one.code == "IM-02")
    assert "rusak oleh Excel" not in finding.what


def test_a_damaged_nik_is_not_said_to_be_stored(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik="7,30205E+15")]))
    assert [one.code for one in result.rows[0].findings if one.field == "nik"] == ["IM-02"]


def test_a_village_that_has_no_column_is_asked_for_beside_the_name(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [BASO[1:4]], HEADINGS[1:4]))
    assert [(one.code, one.cell) for one in result.rows[0].findings if one.severity is Severity.BLOCKS] == [
        ("IM-03", "B2")
    ]


@pytest.mark.parametrize(
    ("said", "kept", "is_told"),
    [
        ("JKK + JKM", Programmes.JKK_JKM, False),
        ("jkk, jkm", Programmes.JKK_JKM, False),
        ("JKK", Programmes.JKK_JKM, True),
        ("JHT", Programmes.JKK_JKM_JHT, True),
        ("JKK JKM tanpa JHT", Programmes.JKK_JKM, True),
    ],
)
def test_a_programme_that_is_kept_as_another_is_told(
    said: str, kept: Programmes, is_told: bool, office: Office, tmp_path: Path
) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [[*BASO, said]], [*HEADINGS, "PROGRAM"]))
    assert stored(office)[0].programmes is kept
    told = [one for one in result.rows[0].findings if (one.code, one.field) == ("IM-10", "programmes")]
    assert bool(told) is is_told


def test_a_damaged_kk_number_is_masked_in_its_findings(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [[*BASO, 7302010101100000]], [*HEADINGS, "NO KK"]))
    said = [one.what for one in result.rows[0].findings if one.field == "kk_number"]
    assert said
    assert not any("7302010101100000" in what for what in said)


def test_a_whole_numeric_nik_is_kept_and_told(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik=7302011708800001)]))
    assert result.rows[0].outcome is Outcome.NEW
    assert "IM-12" in codes(result)
    assert stored(office)[0].nik == "7302011708800001"


@pytest.mark.parametrize("nik", ["730201170880001", "73020117088000011", "7302011708800010"])
def test_text_niks_are_stored_as_typed_whatever_their_length(nik: str, office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik=nik)]))
    assert result.rows[0].outcome is Outcome.NEW
    assert stored(office)[0].nik == nik


def test_a_short_nik_is_stored_with_a_finding_that_blocks(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik="730201170880001")]))
    finding = next(one for one in result.rows[0].findings if one.code == "ID-03")
    assert (finding.severity.value, finding.cell) == ("blocks", "B2")


@pytest.mark.parametrize("nik", ["", "-", 0])
def test_no_nik_is_stored_as_belum_ada_nik(nik: Any, office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [but(BASO, nik=nik)])
    assert import_file(office, path).rows[0].outcome is Outcome.NEW
    assert stored(office)[0].nik == ""
    assert import_file(office, path).rows[0].outcome is Outcome.SAME


def test_two_people_without_a_nik_stay_two(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [but(BASO, nik=""), but(BASO, nik="", name="Siti Aminah", sex="P", number=2)])
    assert import_file(office, path).counts["new"] == 2
    assert import_file(office, path).counts["same"] == 2


def test_a_nik_that_comes_later_joins_the_person_without_one(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik="-")]))
    result = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    assert result.rows[0].outcome is Outcome.CHANGED
    assert "IM-24" in codes(result)
    assert [worker.nik for worker in stored(office)] == ["7302011708800001"]


@pytest.mark.parametrize("nik", ["730201170880001", "73020117088000011"])
def test_a_nik_with_a_digit_too_few_or_too_many_is_mended_by_a_later_list(
    nik: str, office: Office, tmp_path: Path
) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik=nik)]))
    [before] = stored(office)
    told = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    assert "Dikenali sebagai" in " ".join(one.what for one in told.rows[0].findings)
    import_file(office, write(tmp_path / "c.xlsx", [BASO]), ImportOptions(policy=Policy.OVERWRITE))
    [after] = stored(office)
    assert (after.worker_id, after.nik) == (before.worker_id, BASO[1])


def test_a_row_that_may_be_either_of_two_without_a_nik_is_given_to_neither(office: Office, tmp_path: Path) -> None:
    doubles = [but(BASO, nik="", phone="081111111111"), but(BASO, number=2, nik="", phone="082222222222")]
    import_file(office, write(tmp_path / "a.xlsx", doubles))
    for number, nik in enumerate(("", "7302011708800001")):
        row = but(BASO, nik=nik, phone="083333333333")
        result = import_file(office, write(tmp_path / f"{number}.xlsx", [row]), dry_run=True)
        assert result.rows[0].outcome is Outcome.NEW


def test_a_name_without_a_birth_date_is_not_enough_to_be_the_same_person(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik="", born="", phone="")]))
    result = import_file(office, write(tmp_path / "b.xlsx", [but(BASO, nik="", born="")]))
    assert result.rows[0].outcome is Outcome.NEW
    assert sorted(worker.phone for worker in stored(office)) == ["", "081234567890"]


def test_what_cannot_be_read_never_takes_the_place_of_what_was(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    path = write(tmp_path / "b.xlsx", [but(BASO, born="32-13-1980")])
    assert import_file(office, path, ImportOptions(policy=Policy.OVERWRITE)).rows[0].outcome is Outcome.SAME
    assert stored(office)[0].birth_date == date(1980, 8, 17)
    assert stored(office)[0].unread == {}


def test_what_could_not_be_read_before_is_filled_only_by_what_can_be(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, born="32-13-1980")]))
    result = import_file(office, write(tmp_path / "b.xlsx", [but(BASO, born="33-14-1980")]))
    assert result.rows[0].outcome is Outcome.SAME
    assert stored(office)[0].unread == {"birth_date": "32-13-1980"}
    import_file(office, write(tmp_path / "c.xlsx", [BASO]))
    assert (stored(office)[0].birth_date, stored(office)[0].unread) == (date(1980, 8, 17), {})


def test_a_birth_date_of_digits_alone_that_lost_its_first_zero_is_read(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik="7302010108800001", born=1081980.0)]))
    assert stored(office)[0].birth_date == date(1980, 8, 1)


def test_a_row_without_a_name_is_refused(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, name="")]))
    assert result.rows[0].outcome is Outcome.REFUSED
    assert next(one for one in result.rows[0].findings if one.code == "IM-01").cell == "C2"


@pytest.mark.parametrize("village", ["", "Makassar", "Kajang"])
def test_a_village_that_cannot_be_told_refuses_the_row(village: str, office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, village=village)]))
    assert result.rows[0].outcome is Outcome.REFUSED
    assert "IM-03" in codes(result)
    assert next(one for one in result.rows[0].findings if one.code == "IM-03").cell == "F2"


def test_the_village_may_stand_in_a_title_or_be_chosen(office: Office, tmp_path: Path) -> None:
    headings = [heading for heading in HEADINGS if heading != "DESA"]
    row = [cell for cell in BASO if cell != "Bialo"]
    titled = FreeSheet(name="Data", rows=[["DAFTAR PEKERJA RENTAN"], ["DESA", ": BIALO"], headings, row])
    write_freely(tmp_path / "t.xlsx", [titled])
    assert import_file(office, tmp_path / "t.xlsx", dry_run=True).rows[0].reading.stated["village_code"] == BIALO
    untitled = write(tmp_path / "u.xlsx", [row], headings)
    assert import_file(office, untitled, dry_run=True).counts["refused"] == 1
    chosen = import_file(office, untitled, ImportOptions(village_code=BIALO), dry_run=True)
    assert chosen.rows[0].reading.stated["village_code"] == BIALO


def test_a_bps_code_is_translated_by_the_name_beside_it(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*BASO, "7302010001"]], [*HEADINGS, "KODE DESA"])
    result = import_file(office, path)
    assert result.rows[0].outcome is Outcome.NEW
    assert stored(office)[0].village_code == BIALO
    assert "IM-17" in codes(result)


def test_a_code_of_another_village_warns_and_the_name_counts(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*BASO, "7302012001"]], [*HEADINGS, "KODE DESA"])
    result = import_file(office, path)
    assert stored(office)[0].village_code == BIALO
    assert "IM-18" in codes(result)


def test_an_exact_repeat_in_the_file_is_the_same(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [BASO, but(BASO, number=2)]))
    assert [row.outcome for row in result.rows] == [Outcome.NEW, Outcome.SAME]
    assert result.rows[1].worker_id == result.rows[0].worker_id


def test_a_second_row_with_the_same_nik_and_other_data_is_refused(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [BASO, but(BASO, number=2, phone="081234567891")])
    for _ in range(2):
        result = import_file(office, path)
        assert result.rows[1].outcome is Outcome.REFUSED
        finding = next(one for one in result.rows[1].findings if one.code == "IM-04")
        assert finding.cell == "B3"
        assert "baris 2" in finding.what


def test_a_nik_stored_under_a_clearly_other_name_is_refused(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    result = import_file(office, write(tmp_path / "b.xlsx", [but(BASO, name="Hj. Sitti Nuraeni", sex="P")]))
    assert result.rows[0].outcome is Outcome.REFUSED
    assert "IM-05" in codes(result)


def test_another_spelling_of_the_name_is_the_same_person(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, name="Muhammad Baso Rahman")]))
    result = import_file(office, write(tmp_path / "b.xlsx", [but(BASO, name="MUH. BASO RACHMAN")]))
    assert result.rows[0].outcome is Outcome.SAME
    assert "IM-20" in codes(result)
    assert stored(office)[0].full_name == "Muhammad Baso Rahman"


def test_fill_fills_blanks_and_leaves_what_differs(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="")]))
    result = import_file(office, write(tmp_path / "b.xlsx", [but(BASO, income=900000)]))
    assert result.rows[0].outcome is Outcome.CHANGED
    worker = stored(office)[0]
    assert (worker.phone, worker.monthly_income) == ("081234567890", 1_500_000)
    assert "IM-20" in codes(result)


def test_overwrite_replaces_but_never_with_nothing(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    path = write(tmp_path / "b.xlsx", [but(BASO, income=900000, phone="")])
    assert import_file(office, path, ImportOptions(policy=Policy.OVERWRITE)).counts["changed"] == 1
    worker = stored(office)[0]
    assert (worker.phone, worker.monthly_income) == ("081234567890", 900_000)


def test_new_only_leaves_everyone_who_is_stored(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="")]))
    result = import_file(office, write(tmp_path / "b.xlsx", [BASO]), ImportOptions(policy=Policy.NEW))
    assert result.rows[0].outcome is Outcome.SAME
    assert stored(office)[0].phone == ""


def test_a_date_that_cannot_be_read_is_kept_as_it_stands(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [but(BASO, born="32/13/1980")])
    result = import_file(office, path)
    assert result.rows[0].outcome is Outcome.NEW
    worker = stored(office)[0]
    assert worker.birth_date is None
    assert worker.unread["birth_date"] == "32/13/1980"
    assert any(one.field == "birth_date" and one.cell == "D2" for one in result.rows[0].findings)
    assert import_file(office, path).rows[0].outcome is Outcome.SAME
    mended = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    assert mended.rows[0].outcome is Outcome.CHANGED
    assert dict(stored(office)[0].unread) == {}


@pytest.mark.parametrize(
    "month_first, day_first, born",
    [(2, 0, date(1980, 4, 3)), (3, 0, date(1980, 3, 4)), (3, 1, date(1980, 4, 3)), (4, 1, date(1980, 3, 4))],
)
def test_the_american_order_is_read_only_where_enough_niks_speak_for_it(
    month_first: int, day_first: int, born: date, office: Office, tmp_path: Path
) -> None:
    written = ["08/05/1980"] * month_first + ["05/08/1980"] * day_first
    rows = [but(BASO, nik=f"73020105088000{at:02d}", born=text) for at, text in enumerate(written, start=1)]
    path = write(tmp_path / "a.xlsx", [*rows, but(BASO, nik="", born="03/04/1980")])
    after = import_file(office, path, dry_run=True).rows[-1].after
    assert after is not None
    assert after.birth_date == born


@pytest.mark.parametrize(
    "month_first, day_first, born",
    [(2, 0, date(1980, 4, 3)), (3, 0, date(1980, 3, 4)), (3, 1, date(1980, 4, 3)), (4, 1, date(1980, 3, 4))],
)
def test_dates_that_can_be_read_one_way_only_tell_how_the_others_are_written(
    month_first: int, day_first: int, born: date, office: Office, tmp_path: Path
) -> None:
    written = ["08/25/1980"] * month_first + ["25/08/1980"] * day_first
    rows = [but(BASO, nik="", name=f"{BASO[2]} {at}", born=text) for at, text in enumerate(written, start=1)]
    path = write(tmp_path / "a.xlsx", [*rows, but(BASO, nik="", born="03/04/1980")])
    after = import_file(office, path, dry_run=True).rows[-1].after
    assert after is not None
    assert after.birth_date == born


def test_a_failed_formula_is_kept_as_unread(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone=FormulaError("#REF!"))]))
    assert stored(office)[0].unread["phone"] == "#REF!"


@pytest.mark.parametrize(
    ("cell", "outcome", "kept"),
    [
        ("'-7302012808800002", Outcome.NEW, "7302012808800002"),
        ("'-", Outcome.NEW, ""),
        ("'-7,30201E+15", Outcome.REFUSED, None),
        (-7302012808800002.0, Outcome.REFUSED, None),
    ],
)
def test_a_nik_behind_an_apostrophe_and_a_line_is_read_or_refused_and_its_cell_told(
    office: Office, tmp_path: Path, cell: object, outcome: Outcome, kept: str | None
) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, nik=cell)]))
    assert [row.outcome for row in result.rows] == [outcome]
    assert "B2" in {found.cell for found in result.rows[0].findings if found.field == "nik"}
    assert [one.nik for one in stored(office)] == ([] if kept is None else [kept])


def test_undo_gives_back_the_store_as_it_was(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="", born="32/13/1980")]))
    before = contents(office)
    people = [made.worker for made in make_people(6, 120, SUB_DISTRICT, trouble=USUAL)]
    write_ugly_workbook(tmp_path / "u.xlsx", people, 6)
    first = import_file(office, tmp_path / "u.xlsx")
    between = contents(office)
    second = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    assert second.counts["changed"] == 1
    assert undo_import(office, second.batch).restored == 1
    assert contents(office) == between
    assert undo_import(office, first.batch).removed == first.counts["new"]
    assert contents(office) == before
    assert [batch.undone_at != "" for batch in imports_made(office)] == [True, True, False]


def test_an_import_is_undone_once_and_only_while_nothing_was_built_on_it(office: Office, tmp_path: Path) -> None:
    first = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="")]))
    second = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    with pytest.raises(ImportTouchedSince) as told:
        undo_import(office, first.batch)
    assert "1 pekerja dari impor ini sudah diubah sesudahnya: impor b.xlsx (" in told.value.what
    undo_import(office, second.batch)
    with pytest.raises(ImportUndoneAlready):
        undo_import(office, second.batch)
    with pytest.raises(NoSuchImport):
        undo_import(office, "tidak-ada")


def test_what_was_built_on_an_import_is_named_with_who_and_when_three_at_most(office: Office, tmp_path: Path) -> None:
    done = import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    [worker_id] = worker_ids(office, WorkerFilter())
    for number in range(5):
        worker = open_worker(office, worker_id).record.worker
        correct_worker(office, replace(worker, alias=f"Baso {number}"))
    with pytest.raises(ImportTouchedSince) as told:
        undo_import(office, done.batch)
    [batch] = imports_made(office)
    assert why_not_undo(office, batch) == told.value.what
    one = rf"ubah Nama panggilan {worker.full_name} \({office.clerk.name}, [0-9-]{{10}} [0-9.]{{5}}\)"
    what = told.value.what.removeprefix("1 pekerja dari impor ini sudah diubah sesudahnya: ")
    assert re.fullmatch(rf"({one}; ){{3}}dan 2 lagi\.", what)
    for _ in range(5):
        undo(office)
    assert undo_import(office, done.batch).removed == 1


def test_a_cancelled_import_keeps_nothing(office: Office, tmp_path: Path) -> None:
    class CancelWhenSaving:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if words == "Menyimpan":
                raise Cancelled

    before = contents(office)
    with pytest.raises(Cancelled):
        import_file(office, write(tmp_path / "a.xlsx", [BASO]), progress=CancelWhenSaving())
    assert contents(office) == before


def test_an_undo_tells_how_far_it_is_and_a_cancelled_one_changes_nothing(office: Office, tmp_path: Path) -> None:
    class StopAfter:
        def __init__(self, steps: int) -> None:
            self.steps = steps
            self.told: list[str] = []

        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            self.told.append(words)
            if len(self.told) > self.steps:
                raise Cancelled

    result = import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    before = contents(office)
    for steps in range(100):
        progress = StopAfter(steps)
        try:
            undo_import(office, result.batch, progress)
        except Cancelled:
            assert contents(office) == before
        else:
            break
    assert {"Membaca jurnal", "Membaca pekerja", "Mengeluarkan pekerja", "Menulis jurnal"} <= set(progress.told)
    assert contents(office) != before


def test_the_error_workbook_is_mended_and_imported_again(office: Office, tmp_path: Path) -> None:
    rows = [
        BASO,
        but(BASO, number=2, nik=7302011708810000, name="Besse Tahir", sex="P"),
        but(BASO, nik="x", village=""),
    ]
    result = import_file(office, write(tmp_path / "a.xlsx", rows))
    assert result.counts["refused"] == 2
    path = tmp_path / "galat.xlsx"
    write_import_errors(office, result, path)
    sheet = read_workbook(path).sheets[0]
    assert sheet.name == "Data"
    header = next(row.cells for row in sheet.rows if "GALAT" in row.cells)
    assert set(HEADINGS) | {"SARAN"} <= set(header)
    again = import_file(office, path)
    assert again.counts["new"] == again.counts["changed"] == 0
    assert again.counts["refused"] == 2
    mended = FreeSheet(name="Data", rows=[list(row.cells) for row in sheet.rows])
    at = header.index("NIK")
    for cells in mended.rows[3:]:
        assert isinstance(cells, list)
        if cells[at] == 7302011708810000.0:
            cells[at] = "7302015708800002"
    write_freely(tmp_path / "b.xlsx", [mended])
    final = import_file(office, tmp_path / "b.xlsx")
    assert (final.counts["new"], final.counts["changed"]) == (1, 0)


def test_the_template_of_a_village_needs_no_mapping(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "bialo.xlsx"
    make_template(office, "bialo", path, rows=3)
    sheets = read_workbook(path).sheets
    header_at = next(at for at, row in enumerate(sheets[0].rows) if "NIK" in row.cells)
    filled = [list(row.cells) for row in sheets[0].rows]
    header = filled[header_at]
    for heading, value in (("NIK", "7302011708800001"), ("NAMA LENGKAP", "Baso"), ("TANGGAL LAHIR", "17-08-1980")):
        filled[header_at + 1][header.index(heading)] = value
    write_freely(tmp_path / "isi.xlsx", [FreeSheet(name=sheets[0].name, rows=filled)])
    result = import_file(office, tmp_path / "isi.xlsx")
    assert result.counts["new"] == result.counts["read"] == 1
    assert stored(office)[0].village_code == BIALO
    assert all(column.sure for column in result.plans[0].columns.values())


def test_a_template_of_a_village_elsewhere_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotOurVillage):
        make_template(office, "Kajang", tmp_path / "x.xlsx")


def test_a_saved_profile_answers_for_the_next_file(office: Office, tmp_path: Path) -> None:
    headings = ["A1", "NIK", "SIAPA", "KAPAN", "JK", "DESA", "KONTAK2", "GAJI"]
    first = write(tmp_path / "a.xlsx", [BASO], headings)
    options = ImportOptions(columns={"Data": {"nik": 1, "full_name": 2, "birth_date": 3, "village_code": 5}})
    plan = plan_file(office, look_at_file(office, first), options).plans[0]
    save_profile(office, plan, "Format Dinsos")
    again = plan_file(office, look_at_file(office, first), ImportOptions()).plans[0]
    assert again.profile == "Format Dinsos"
    assert {column.field: column.index for column in again.columns.values()} == options.columns["Data"]
    with pytest.raises(NoSuchProfile):
        plan_file(office, look_at_file(office, first), ImportOptions(profile="Format lain"))


def test_sheets_are_chosen_by_name(office: Office, tmp_path: Path) -> None:
    other = FreeSheet(name="Rekap", rows=[["DESA", "JUMLAH"], ["Bialo", 12]])
    write_freely(tmp_path / "a.xlsx", [FreeSheet(name="Data", rows=[HEADINGS, BASO]), other])
    result = import_file(office, tmp_path / "a.xlsx", dry_run=True)
    assert [plan.sheet for plan in result.plans] == ["Data"]
    assert result.without_people == ["Rekap"]
    with pytest.raises(NoPeopleFound):
        import_file(office, tmp_path / "a.xlsx", ImportOptions(sheet="Rekap"))
    with pytest.raises(NoSuchSheet):
        import_file(office, tmp_path / "a.xlsx", ImportOptions(sheet="Lain"))


def test_the_plain_result_has_the_keys_of_the_contract(office: Office, tmp_path: Path) -> None:
    plain = import_file(office, write(tmp_path / "a.xlsx", [BASO])).as_plain()
    assert {"read", "new", "changed", "same", "refused", "batch", "sheets", "rows"} <= set(plain)
    assert plain["sheets"][0]["columns"]["nik"] == "NIK"
    assert plain["rows"][0].keys() == {"sheet", "block", "row", "outcome", "worker_id", "findings"}
    assert plain["rows"][0]["findings"][0].keys() == {"code", "severity", "field", "cell", "what", "fix"}


def test_no_finding_tells_a_whole_nik_kk_or_phone(office: Office, tmp_path: Path) -> None:
    kk, phone = "7302011708080003", "+62 812-3456-7890"
    spelled = ["'7302011708800001", "7302 0117 0880 0001", "7302011708800001 / 7302015708800002", 7302011708800001]
    for number, nik in enumerate([*spelled, 7302011708800000, "x7302011708800001"]):
        row = [*but(BASO, nik=nik, phone=phone, name=f"Baso {chr(65 + number)}"), f"'{kk}"]
        path = write(tmp_path / f"{number}.xlsx", [row], [*HEADINGS, "NO KK"])
        told = repr([row.findings for row in import_file(office, path, dry_run=True).rows])
        for whole in ("7302011708800001", "7302015708800002", kk, "081234567890", "0117 0880", "812-3456-7890"):
            assert whole not in told


def test_the_error_workbook_keeps_a_clerks_choice_of_columns(office: Office, tmp_path: Path) -> None:
    headings = ["NIK", "NIK BARU", "NAMA", "DESA"]
    path = write(tmp_path / "a.xlsx", [["1", "7302011708800001", "Baso", "Bialo"]], headings)
    options = ImportOptions(columns={"Data": {"nik": 1, "full_name": 2, "village_code": 3}})
    first = import_file(office, path, options)
    assert write_import_errors(office, first, tmp_path / "galat.xlsx") == 1
    again = import_file(office, tmp_path / "galat.xlsx")
    assert [row.outcome for row in again.rows] == [Outcome.SAME]


def test_who_stands_in_closed_minutes_is_left_alone(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="")]))
    set_standing(office, minutes_id="ba-1", stage=Stage.SENT)
    result = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    assert result.rows[0].outcome is Outcome.SAME
    assert "IM-21" in codes(result)
    assert stored(office)[0].phone == ""


def test_changed_data_ask_for_a_new_verdict_and_undo_gives_the_old_one_back(office: Office, tmp_path: Path) -> None:
    first = import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="")]))
    wanted = WantedRuling(
        worker_id=first.rows[0].worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.DECEASED, note="alm."
    )
    assert rule_on_workers(office, Step.VERIFY, [wanted]).skipped == ()
    before = contents(office)
    result = import_file(office, write(tmp_path / "b.xlsx", [BASO]))
    standing = open_worker(office, result.rows[0].worker_id).record.standing
    assert (standing.stage, standing.verdict, standing.verdict_note) == (Stage.COLLECTED, None, "")
    undo_import(office, result.batch)
    assert contents(office) == before


def test_people_who_were_merged_do_not_come_back(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [BASO, but(BASO, number=2, nik="7302011708800009")])
    first = import_file(office, path)
    keep, gone = (row.worker_id for row in first.rows)
    decide_pair(office, keep, gone, PairDecision.SAME, keep=keep)
    again = import_file(office, path)
    assert [row.outcome for row in again.rows] == [Outcome.SAME, Outcome.SAME]
    assert again.rows[1].worker_id == keep
    assert "IM-25" in codes(again, 1)


def test_one_who_stayed_and_got_the_nik_of_the_other_does_not_come_back_without_it(
    office: Office, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.xlsx", [BASO, but(BASO, number=2, full_name="Baso Rachman", nik="")])
    gone, keep = (row.worker_id for row in import_file(office, path).rows)
    decide_pair(office, keep, gone, PairDecision.SAME, keep=keep)
    again = import_file(office, path)
    assert [row.outcome for row in again.rows] == [Outcome.SAME, Outcome.SAME]
    assert "IM-25" in codes(again, 1)
    assert len(stored(office)) == 1


def test_an_import_is_not_for_every_role(tmp_path: Path) -> None:
    make_office(tmp_path / "kantor", staffed=True).close()
    office = open_as(tmp_path / "kantor", Role.HEAD)
    with pytest.raises(NotAllowed):
        import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    office.close()


def test_a_worker_typed_before_is_found_by_nik(office: Office, tmp_path: Path) -> None:
    save_new_worker(office, Worker(nik="7302011708800001", full_name="Baso Rahman", village_code=BIALO))
    result = import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    assert result.rows[0].outcome is Outcome.CHANGED
    assert len(stored(office)) == 1


def test_what_the_file_adds_to_an_empty_field_is_told_where_nothing_is_changed(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [but(BASO, phone="")]))
    options = ImportOptions(policy=Policy.NEW)
    result = import_file(office, write(tmp_path / "b.xlsx", [BASO]), options)
    said = [one.what for one in result.rows[0].findings if (one.code, one.field) == ("IM-20", "phone")]
    assert said == ["Nomor HP yang tersimpan kosong, di berkas *********890; yang tersimpan tidak diubah."]


def test_columns_that_are_no_field_are_named(office: Office, tmp_path: Path) -> None:
    result = import_file(office, write(tmp_path / "a.xlsx", [[*BASO, "merah"]], [*HEADINGS, "WARNA RUMAH"]))
    assert result.as_plain()["sheets"][0]["unread"] == ["WARNA RUMAH"]


def test_only_the_fields_consented_to_are_overwritten(office: Office, tmp_path: Path) -> None:
    headings = ["NIK", "NAMA", "DESA", "DUSUN", "ALAMAT"]
    first = ["7302011203790004", "Baso Ali", "Bialo", "Balumbung", "Jalan Lama"]
    second = ["7302011203790004", "Baso Ali", "Bialo", "Lembang", "Jalan Baru"]
    import_file(office, write(tmp_path / "a.xlsx", [first], headings))
    options = ImportOptions(policy=Policy.OVERWRITE, replaceable=frozenset({"address"}))
    result = import_file(office, write(tmp_path / "b.xlsx", [second], headings), options)
    worker = stored(office)[0]
    assert (worker.hamlet, worker.address) == ("Balumbung", "Jalan Baru")
    assert result.counts["changed"] == 1
    assert [one.field for one in result.rows[0].findings if one.code == "IM-20"] == ["hamlet"]


@pytest.mark.parametrize("saved", ["before", "after"])
def test_a_mended_error_workbook_changes_only_its_rows_even_where_the_nik_was_wrong(
    office: Office, tmp_path: Path, saved: str
) -> None:
    short = but(BASO, number=2, nik="730201170881001", name="Besse Tahir", sex="P")
    other = but(BASO, number=3, nik="7302010510770003", name="Ambo Upe")
    rows = [BASO, short, other]
    file = look_at_file(office, write(tmp_path / "a.xlsx", rows))
    dry_run = plan_import(office, file)
    result = commit_import(office, file)
    assert result.counts["new"] == 3
    before = {one.worker_id: one for one in stored(office)}
    write_import_errors(office, dry_run if saved == "before" else result, tmp_path / "galat.xlsx")
    sheet = read_workbook(tmp_path / "galat.xlsx").sheets[0]
    cells = [list(row.cells) for row in sheet.rows]
    header = next(row for row in cells if "GALAT" in row)
    for row in cells:
        if "730201170881001" in row:
            row[header.index("NIK")] = "7302015708810010"
            row[header.index("NAMA")] = "Besse Tahira"
    write_freely(tmp_path / "b.xlsx", [FreeSheet(name=sheet.name, rows=cells)])
    file = look_at_file(office, tmp_path / "b.xlsx")
    final = import_file(office, tmp_path / "b.xlsx", ImportOptions(policy=usual_policy(file)))
    assert (final.counts["new"], final.counts["changed"], final.counts["refused"]) == (0, 1, 0)
    after = {one.worker_id: one for one in stored(office)}
    assert before.keys() == after.keys()
    changed = [after[one] for one in after if after[one] != before[one]]
    assert [(one.nik, one.full_name) for one in changed] == [("7302015708810010", "Besse Tahira")]


def test_a_row_of_the_error_workbook_that_nobody_mended_replaces_nothing(office: Office, tmp_path: Path) -> None:
    headings = ["NIK", "NAMA", "DESA", "ALAMAT", "TANGGAL LAHIR", "NO HP"]
    first = ["7302011203790004", "Baso Ali", "Bialo", "Jalan Lama", date(1979, 3, 12), "0812"]
    second = ["7302011203790004", "Baso Ali", "Bialo", "Jalan Baru", date(1979, 3, 12), "0812"]
    import_file(office, write(tmp_path / "a.xlsx", [first], headings))
    result = import_file(office, write(tmp_path / "b.xlsx", [second], headings))
    write_import_errors(office, result, tmp_path / "galat.xlsx")
    policy = ImportOptions(policy=usual_policy(look_at_file(office, tmp_path / "galat.xlsx")))
    assert policy.policy is Policy.OVERWRITE
    assert import_file(office, tmp_path / "galat.xlsx", policy).counts["same"] == 1
    assert stored(office)[0].address == "Jalan Lama"
    sheet = read_workbook(tmp_path / "galat.xlsx").sheets[0]
    cells = [["0813456789" if cell == "0812" else cell for cell in row.cells] for row in sheet.rows]
    write_freely(tmp_path / "c.xlsx", [FreeSheet(name=sheet.name, rows=cells)])
    assert import_file(office, tmp_path / "c.xlsx", policy).counts["changed"] == 1
    assert (stored(office)[0].address, stored(office)[0].phone) == ("Jalan Baru", "0813456789")


def test_an_id_that_went_astray_by_sorting_one_column_is_not_believed(office: Office, tmp_path: Path) -> None:
    import_file(office, write(tmp_path / "a.xlsx", [BASO]))
    headings = ["NIK", "NAMA", "DESA", "ID PEKERJA"]
    stray = ["7302015708810010", "Sitti Halimah", "Bialo", stored(office)[0].worker_id]
    result = import_file(office, write(tmp_path / "b.xlsx", [stray], headings), ImportOptions(policy=Policy.OVERWRITE))
    assert result.counts["new"] == 1


def test_a_mended_nik_of_somebody_else_is_refused(office: Office, tmp_path: Path) -> None:
    other = but(BASO, number=2, nik="7302015708810010", name="Besse Tahir", sex="P")
    import_file(office, write(tmp_path / "a.xlsx", [BASO, other]))
    baso = next(one for one in stored(office) if one.full_name != "Besse Tahir")
    headings = ["NIK", "NAMA", "DESA", "ID PEKERJA"]
    mended = ["7302015708810010", baso.full_name, "Bialo", baso.worker_id]
    result = import_file(office, write(tmp_path / "b.xlsx", [mended], headings), ImportOptions(policy=Policy.OVERWRITE))
    assert result.counts["refused"] == 1
    assert "IM-05" in codes(result)


def test_the_template_keeps_number_nik_and_name_in_sight(office: Office, tmp_path: Path) -> None:
    make_template(office, "bialo", tmp_path / "bialo.xlsx", rows=3)
    with zipfile.ZipFile(tmp_path / "bialo.xlsx") as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    assert b'topLeftCell="D6"' in page
    assert b'xSplit="3"' in page
