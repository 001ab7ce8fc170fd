"""Lists beside each other in one sheet: nobody in them is lost, and relatives beside a person are no list."""

import pytest

from tests.spreadsheets.test_mapping import planned, sheet
from ucj_desktop.spreadsheets.cells import Cell
from ucj_desktop.spreadsheets.mapping import SheetPlan, plan_lists
from ucj_desktop.spreadsheets.side_by_side import PeopleBeside

HEAD: tuple[Cell, ...] = ("NO", "NAMA", "NIK", "TGL LAHIR", "JK")
NIKS = ("7302011708800001", "7302015708800002", "7302010101750003", "7302014101750004", "7302010202650005",
        "7302014202650006", "7302010303550007", "7302014303550008")  # fmt: skip
NAMES = ("Baso Rahman", "Besse Tahir", "Andi Lolo", "Sitti Aminah", "Ambo Upe", "Hj. Rabiah", "Daeng Ngalle", "I Cece")


def person(at: int) -> tuple[Cell, ...]:
    return (float(at + 1), NAMES[at], NIKS[at], "17-08-1980", "L")


def names(plan: SheetPlan) -> list[Cell]:
    return [row.cells[plan.columns["full_name"].index] for row in plan.people]


def read_as(plans: list[SheetPlan]) -> list[tuple[str, str, str, list[Cell]]]:
    return [(plan.sheet, plan.of_sheet, plan.columns["nik"].letter, names(plan)) for plan in plans]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_list_to_the_right_is_a_list_of_its_own(gap: int) -> None:
    empty: tuple[Cell, ...] = ("",) * gap
    plans = plan_lists(
        sheet((*HEAD, *empty, *HEAD), (*person(0), *empty, *person(2)), (*person(1), *empty, *person(3)))
    )
    columns = {0: "F-J", 1: "G-K", 2: "H-L"}[gap]
    assert read_as(plans) == [
        ("Sheet1", "Sheet1", "C", [NAMES[0], NAMES[1]]),
        (f"Sheet1, kolom {columns}", "Sheet1", {0: "H", 1: "I", 2: "J"}[gap], [NAMES[2], NAMES[3]]),
    ]
    assert [plan.block for plan in plans] == ["", f"kolom {columns}"]
    assert [plan.unread_headings for plan in plans] == [[], []]


def test_three_lists_stand_side_by_side_and_may_differ_in_length() -> None:
    none: tuple[Cell, ...] = ("",) * len(HEAD)
    plans = plan_lists(
        sheet(
            (*HEAD, *HEAD, *HEAD),
            (*person(0), *person(1), *person(2)),
            (*person(3), *person(4), *none),
            (*none, *person(5)),
        )
    )
    assert [names(plan) for plan in plans] == [[NAMES[0], NAMES[3]], [NAMES[1], NAMES[4], NAMES[5]], [NAMES[2]]]
    assert [plan.block for plan in plans] == ["", "kolom F-J", "kolom K-O"]


def test_the_right_list_may_have_its_columns_in_another_order_and_fewer_of_them() -> None:
    plans = plan_lists(sheet((*HEAD, "", "NO", "NO KTP", "NAMA LENGKAP"), (*person(0), "", 7.0, NIKS[1], NAMES[1])))
    assert [names(plan) for plan in plans] == [[NAMES[0]], [NAMES[1]]]
    assert plans[1].columns["nik"].letter == "H"


def test_each_list_has_the_title_above_it_or_else_that_of_the_sheet() -> None:
    plans = plan_lists(
        sheet(
            ("KECAMATAN GANTARANG",),
            ("DESA BIALO", "", "", "", "", "", "DESA PADANG"),
            (*HEAD, "", *HEAD),
            (*person(0), "", *person(1)),
        )
    )
    assert [plan.village_texts[0] for plan in plans] == ["BIALO", "PADANG"]
    shared = plan_lists(sheet(("DESA BIALO",), (*HEAD, "", *HEAD), (*person(0), "", *person(1))))
    assert [plan.village_texts[0] for plan in shared] == ["BIALO", "BIALO"]


def test_a_village_named_across_the_width_counts_for_both_lists() -> None:
    plans = plan_lists(
        sheet(
            (*HEAD, *HEAD),
            ("DESA BIALO",),
            (*person(0), *person(1)),
            ("DESA PADANG",),
            (*person(2), *person(3)),
        )
    )
    assert [[row.village_text for row in plan.people] for plan in plans] == [["BIALO", "PADANG"]] * 2


def test_lists_without_niks_are_told_by_the_names_below_them() -> None:
    head: tuple[Cell, ...] = ("NO", "NAMA", "ALAMAT")
    plans = plan_lists(sheet((*head, *head), (1.0, NAMES[0], "Jl. Mawar", 2.0, NAMES[1], "Jl. Melati")))
    assert [names(plan) for plan in plans] == [[NAMES[0]], [NAMES[1]]]


def test_lists_side_by_side_further_down_are_read_too() -> None:
    plans = plan_lists(sheet(HEAD, person(0), (*HEAD, "", *HEAD), (*person(1), "", *person(2))))
    assert [names(plan) for plan in plans] == [[NAMES[0]], [NAMES[1]], [NAMES[2]]]
    assert [plan.block for plan in plans] == ["", "mulai baris 3", "mulai baris 3, kolom G-K"]


def test_one_wide_list_below_two_narrow_ones_is_asked_about() -> None:
    wide: tuple[Cell, ...] = ("NO", "NIK", "NAMA", "JK", "TGL LAHIR", "ALAMAT", "RT", "RW")
    row: tuple[Cell, ...] = (1.0, NIKS[2], NAMES[2], "L", "01-01-1975", "Jl. Mawar", "001", "002")
    with pytest.raises(PeopleBeside, match="mulai baris 3"):
        plan_lists(sheet((*HEAD, *HEAD), (*person(0), *person(1)), wide, row))


def test_people_beside_who_may_be_relatives_are_asked_about_and_counted() -> None:
    head: tuple[Cell, ...] = (*HEAD, "NAMA", "NIK", "HUBUNGAN")
    with pytest.raises(PeopleBeside, match="kolom F-H ada 2 orang"):
        plan_lists(sheet(head, (*person(0), NAMES[1], NIKS[1], "Istri"), (*person(2), NAMES[3], NIKS[3], "Istri")))


@pytest.mark.parametrize(
    ("more", "cells"),
    [
        (("NO", "ALAMAT"), (1.0, "Jl. Mawar")),
        (("NAMA AHLI WARIS", "NIK AHLI WARIS", "HUBUNGAN"), (NAMES[1], NIKS[1], "Istri")),
        (("NAMA IBU", "NIK IBU"), (NAMES[1], NIKS[1])),
        (("NAMA", "NIK"), (NAMES[0], NIKS[0])),
        (HEAD, ("",) * 5),
        (("NAMA", "JK"), (NAMES[1], "P")),
    ],
)
def test_repeated_headings_that_hold_nobody_else_are_no_list(more: tuple[Cell, ...], cells: tuple[Cell, ...]) -> None:
    plan = planned((*HEAD, *more), (*person(0), *cells))
    assert names(plan) == [NAMES[0]]
    assert plan.columns["nik"].letter == "C"


def test_lists_beside_each_other_without_any_headings_are_asked_about() -> None:
    women = [f"7302015108{number}0002" for number in range(60, 72)]
    rows: list[tuple[Cell, ...]] = [
        (f"Besse Intan {name}", left, "", f"Sitti Aminah {name}", right)
        for name, left, right in zip(("A", "B", "C", "D", "E", "F"), women[:6], women[6:], strict=True)
    ]
    with pytest.raises(PeopleBeside, match="ada 6 orang"):
        plan_lists(sheet(*rows))


@pytest.mark.parametrize("head", [("NO", "NIK", "NAMA", "TGL LAHIR"), ("DAFTAR USULAN PEKERJA",)])
@pytest.mark.parametrize("gap", [0, 1])
def test_a_few_people_beside_without_headings_are_asked_about_and_none_lends_a_nik_as_a_kk(
    head: tuple[Cell, ...], gap: int
) -> None:
    men = [(float(day), f"73020112{day:02d}790004", f"Baso Ali {chr(64 + day)}", f"12-{day:02d}-1979")
           for day in range(1, 13)]  # fmt: skip
    women = [(1.0, NIKS[1], "Besse Tahir", "17-08-1980"), (2.0, NIKS[3], "Sitti Aminah", "01-01-1975")]
    rows: list[tuple[Cell, ...]] = [(*man, *("",) * gap, *woman) for man, woman in zip(men[:2], women, strict=True)]
    with pytest.raises(PeopleBeside, match="ada 2 orang"):
        plan_lists(sheet(head, *rows, *men[2:]))


@pytest.mark.parametrize(
    "head",
    [("LAKI-LAKI", "", "", "PEREMPUAN", ""), ("LAKI-LAKI", "", "PEREMPUAN", ""), ("DAFTAR USULAN PEKERJA",), ()],
)
@pytest.mark.parametrize("is_numbered", [False, True])
def test_men_and_women_beside_each_other_under_a_title_each_are_asked_about(
    head: tuple[Cell, ...], is_numbered: bool
) -> None:
    gap = ("",) if len(head) == 5 else ()
    rows: list[tuple[Cell, ...]] = []
    for day in range(1, 9):
        man, woman = f"73020112{day:02d}790004", f"730201{day + 40}03850004"
        number = (float(day),) if is_numbered else ()
        rows.append((*number, f"Baso Ali {chr(64 + day)}", man, *gap, *number, f"Besse Intan {chr(64 + day)}", woman))
    with pytest.raises(PeopleBeside, match="ada 8 orang"):
        plan_lists(sheet(*([head] if head else []), *rows))


def test_a_kk_number_and_a_mother_without_headings_are_nobody_beside() -> None:
    rows: list[tuple[Cell, ...]] = [
        (
            f"73020112{day:02d}790004",
            f"Baso Ali {chr(64 + day)}",
            f"7302010805{day:02d}0001",
            f"Sitti Rauf {chr(64 + day)}",
        )
        for day in range(1, 13)
    ]
    rows[4] = (*rows[4][:2], NIKS[1], rows[4][3])  # somebody else's NIK where the KK number should be
    [plan] = plan_lists(sheet(*rows))
    assert len(plan.people) == 12
