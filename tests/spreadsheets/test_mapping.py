"""Headers, columns, villages and rows that are not people are recognised and named."""

from typing import Any

import pytest

from ucj_desktop.reference.reading import DataFileBroken
from ucj_desktop.spreadsheets.cells import Cell, Sheet, SheetRow, Workbook
from ucj_desktop.spreadsheets.headings import heading_key, synonyms
from ucj_desktop.spreadsheets.mapping import (
    ColumnsMoved,
    NobodyInFile,
    NoPeopleFound,
    SheetPlan,
    plan_lists,
    plan_workbook,
)
from ucj_desktop.spreadsheets.profiles import (
    fingerprint,
    profile_as_toml,
    profile_from_toml,
    shipped_profiles,
)
from ucj_desktop.spreadsheets.row_kinds import SKIPPED_LABELS, SkippedKind

MAN = ("7302011708800001", "Baso Rahman", "Bulukumba", "17-08-1980", "L")
WOMAN = ("7302015708800002", "Besse Tahir", "Bulukumba", "17-08-1980", "P")
HEAD = ("NIK", "NAMA", "TEMPAT LAHIR", "TGL. LAHIR", "L/P")


def sheet(*rows: tuple[Cell, ...], name: str = "Sheet1") -> Sheet:
    return Sheet(name, False, [SheetRow(number, False, row) for number, row in enumerate(rows, start=1) if any(row)])


def planned(*rows: tuple[Cell, ...], name: str = "Sheet1", **more: Any) -> SheetPlan:
    (plan,) = plan_lists(sheet(*rows, name=name), **more)
    return plan


def fields(plan: SheetPlan) -> dict[str, str]:
    return {column.field: column.letter for column in plan.columns.values()}


def test_the_header_is_found_below_titles() -> None:
    plan = planned(("DAFTAR PEKERJA RENTAN TAHUN 2026",), ("",), HEAD, MAN)
    assert plan.header_row == 3
    assert fields(plan) == {"nik": "A", "full_name": "B", "birth_place": "C", "birth_date": "D", "sex": "E"}
    assert [row.number for row in plan.people] == [4]


def test_two_header_rows_are_read_together() -> None:
    plan = planned(
        ("NO", "NAMA", "NIK", "LAHIR", "", "JENIS KELAMIN", "", "ALAMAT", "", ""),
        ("", "", "", "TEMPAT", "TANGGAL", "L", "P", "DUSUN", "RT", "RW"),
        ("1", "Baso", MAN[0], "Bira", "17-08-1980", "v", "", "Lembang", "001", "002"),
    )
    assert plan.header_row == 2
    assert fields(plan) == {
        "number": "A",
        "full_name": "B",
        "nik": "C",
        "birth_place": "D",
        "birth_date": "E",
        "sex_male": "F",
        "sex_female": "G",
        "hamlet": "H",
        "rt": "I",
        "rw": "J",
    }


@pytest.mark.parametrize("numbers", [("(1)", "(2)", "(3)", "(4)", "(5)"), ("1", "2", "3", "4", "5"), tuple("abcde")])
def test_a_row_that_numbers_the_columns_is_named(numbers: tuple[str, ...]) -> None:
    plan = planned(HEAD, numbers, MAN)
    assert [row.kind for row in plan.skipped] == [SkippedKind.NUMBERING]
    assert len(plan.people) == 1


def test_totals_signatures_and_repeated_headers_are_named_not_dropped() -> None:
    plan = planned(
        HEAD,
        MAN,
        HEAD,
        WOMAN,
        ("", "JUMLAH", "2 orang"),
        ("", "", "", "Ponre, 12 Maret 2026"),
        ("Mengetahui,", "", "", "Petugas Pendata"),
        ("", "ANDI AMIR, S.Sos"),
        ("", "NIP. 198008172005011003"),
    )
    assert [row.number for row in plan.people] == [2, 4]
    assert [row.kind for row in plan.skipped] == [
        SkippedKind.REPEATED_HEADER,
        SkippedKind.TOTAL,
        *[SkippedKind.SIGNATURE] * 4,
    ]
    assert set(SKIPPED_LABELS) == set(SkippedKind)


OTHER = ("NAMA", "NIK", "TEMPAT LAHIR", "TGL. LAHIR", "L/P")
TURNED = (WOMAN[1], WOMAN[0], *WOMAN[2:])


def test_headings_that_come_again_in_another_order_begin_a_list_of_their_own() -> None:
    titles = (("DESA : BIALO",), ("DUSUN LEMBANG",))
    first, second = plan_lists(sheet(titles[0], HEAD, titles[1], MAN, MAN, OTHER, TURNED, name="Rekap"))
    assert (first.sheet, second.sheet) == ("Rekap", "Rekap, mulai baris 6")
    assert [row.number for row in first.people] == [4, 5]
    assert [row.number for row in second.people] == [7]
    assert (second.header_row, fields(second)["nik"], fields(second)["full_name"]) == (6, "B", "A")
    assert first.village_texts == second.village_texts == ("BIALO", "Rekap")
    assert second.people[0].hamlet_text == "LEMBANG"
    assert not [row for plan in (first, second) for row in plan.skipped if row.kind is SkippedKind.REPEATED_HEADER]


def test_headings_in_the_same_order_or_above_nobody_begin_no_list() -> None:
    assert len(planned(HEAD, MAN, HEAD, WOMAN).people) == 2
    assert len(planned(HEAD, MAN, OTHER).people) == 1


def test_a_list_that_cannot_be_told_below_another_stops_the_reading_with_its_row() -> None:
    with pytest.raises(ColumnsMoved) as told:
        plan_lists(sheet(HEAD, MAN, ("L/P", "TGL. LAHIR", "TEMPAT LAHIR"), ("P", "17-08-1980", "Bira"), name="Bialo"))
    assert "Lembar Bialo: mulai baris 3" in told.value.what
    with pytest.raises(ColumnsMoved):
        plan_lists(sheet(*[row for _ in range(60) for row in (HEAD, MAN, OTHER, TURNED)]))


def test_the_columns_of_a_list_further_down_are_chosen_by_its_own_name() -> None:
    rows = sheet(HEAD, MAN, OTHER, TURNED)
    chosen = {"Sheet1, mulai baris 3": {"full_name": 0, "nik": 1, "hamlet": 2}}
    first, second = plan_lists(rows, chosen=chosen)
    assert fields(first)["birth_place"] == "C"
    assert fields(second) == {"full_name": "A", "nik": "B", "hamlet": "C"}


def test_headings_with_nobody_below_them_are_no_list_to_keep() -> None:
    for rows in ([HEAD], [HEAD, ("", "", "", "", ""), ("JUMLAH", "0")]):
        with pytest.raises(NobodyInFile) as told:
            plan_workbook(Workbook([sheet(*rows)]))
        assert "Tidak ada orang di berkas ini" in told.value.what
    assert len(plan_workbook(Workbook([sheet(HEAD, name="A"), sheet(HEAD, MAN, name="B")])).plans) == 2


def test_a_second_header_in_other_words_is_nobody_and_its_order_counts_too() -> None:
    words = ("NOMOR NIK", "NAMA LENGKAP", "TMP LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN")
    plan = planned(HEAD, MAN, words, WOMAN)
    assert [row.number for row in plan.people] == [2, 4]
    assert plan.skipped[0].kind is SkippedKind.REPEATED_HEADER
    assert len(plan_lists(sheet(HEAD, MAN, (words[1], words[0], *words[2:]), TURNED))) == 2


def test_a_person_without_a_nik_is_still_a_person() -> None:
    plan = planned(HEAD, MAN, ("", "Sitti", "Bira, 12 Mei 1980", "12-05-1980", "P"), ("-", "Camma", "", "", "P"))
    assert [row.number for row in plan.people] == [2, 3, 4]


def test_section_rows_give_village_and_hamlet() -> None:
    plan = planned(HEAD, ("A. DESA BIALO",), MAN, ("DUSUN LEMBANG",), WOMAN, ("Kelurahan Mario Rennu",), MAN)
    assert [(row.village_text, row.hamlet_text) for row in plan.people] == [
        ("BIALO", ""),
        ("BIALO", "LEMBANG"),
        ("Mario Rennu", ""),
    ]


def test_a_second_table_below_has_its_own_village_and_header() -> None:
    two_rows = ("NIK", "NAMA", "LAHIR", ""), ("", "", "TEMPAT", "TANGGAL")
    plan = planned(
        ("DESA", ": BIALO"),
        *two_rows,
        MAN[:4],
        ("DAFTAR PEKERJA RENTAN",),
        ("DESA", ": SALEMBA"),
        ("KECAMATAN", ": GANTARANG"),
        *two_rows,
        WOMAN[:4],
    )
    assert [row.number for row in plan.people] == [4, 10]
    assert (plan.village_texts[0], plan.people[1].village_text) == ("BIALO", "SALEMBA")
    assert [row.kind for row in plan.skipped][-2:] == [SkippedKind.REPEATED_HEADER] * 2


def test_sums_dots_and_numbers_of_officials_are_no_people() -> None:
    plan = planned(
        ("NO", *HEAD),
        (1.0, *MAN),
        (2.0, "......", "......"),
        ("", "", "", "", 12.0, 13.0),
        ("", "Mengetahui,"),
        ("", "NIP. 198008172005011003"),
    )
    assert [row.number for row in plan.people] == [2]
    assert [row.kind for row in plan.skipped] == [
        SkippedKind.PREPARED,
        SkippedKind.TOTAL,
        SkippedKind.SIGNATURE,
        SkippedKind.SIGNATURE,
    ]


def test_cells_merged_downwards_count_for_each_row_but_never_for_nik_or_name() -> None:
    rows = sheet((*HEAD, "DESA"), (*MAN, "Bialo"), (*WOMAN, ""), ("", "Camma", "", "", "P", ""))
    (plan,) = plan_lists(rows._replace(merged_down=((5, 2, 4), (0, 3, 4))))
    assert [row.cells[5] for row in plan.people] == ["Bialo"] * 3
    assert plan.people[2].cells[0] == ""


def test_rows_that_a_template_prepared_are_not_people() -> None:
    plan = planned(("NO", *HEAD, "DESA"), (1.0, *MAN, "Bialo"), (2.0, "", "", "", "", "", "Bialo"))
    assert len(plan.people) == 1
    assert [row.kind for row in plan.skipped] == [SkippedKind.PREPARED]


@pytest.mark.parametrize(
    "title, told",
    [
        (("DESA : BIALO",), "BIALO"),
        (("DESA/KELURAHAN", ":", "Bialo"), "Bialo"),
        (("DAFTAR PEKERJA RENTAN DESA BIALO KECAMATAN GANTARANG TAHUN 2026",), "BIALO"),
        (("Kelurahan: Mario Rennu, Kec. Gantarang",), "Mario Rennu"),
    ],
)
def test_the_village_is_read_from_a_title(title: tuple[str, ...], told: str) -> None:
    assert planned(title, HEAD, MAN).village_texts[0] == told


def test_a_title_that_names_kecamatan_and_village_gives_both() -> None:
    plan = planned(("KECAMATAN GANTARANG DESA BIALO",), HEAD, MAN)
    assert (plan.sub_district_text, plan.village_texts[0]) == ("GANTARANG", "BIALO")


def test_the_village_is_read_from_the_name_of_the_sheet() -> None:
    assert planned(HEAD, MAN, name="Desa Bialo").village_texts == ("Bialo",)
    assert planned(HEAD, MAN, name="BIALO").village_texts == ("BIALO",)


def test_sheets_without_people_are_named() -> None:
    recap = sheet(("DESA", "JUMLAH"), ("Bialo", 12.0), name="Rekap")
    found = plan_workbook(Workbook([sheet(HEAD, MAN, name="Data"), recap]))
    assert ([plan.sheet for plan in found.plans], found.without_people) == (["Data"], ["Rekap"])
    with pytest.raises(NoPeopleFound):
        plan_workbook(Workbook([recap]))


def test_columns_without_headings_are_told_by_what_stands_in_them() -> None:
    rows = [
        (f"730201{day:02d}0880{day:04d}", f"730201170808{day // 3:04d}", f"Baso {chr(65 + day)}")
        for day in range(41, 60)
    ]
    plan = planned(*rows)
    assert fields(plan) == {"nik": "A", "kk_number": "B", "full_name": "C"}
    assert plan.header_row == 0
    assert len(plan.people) == len(rows)
    assert not any(column.sure for column in plan.columns.values())


UNKNOWN_HEAD = ("Urutan", "Si Anu", "Angka A", "Lahirnya")
UNHEADED = [(n, f"Baso Ali {chr(64 + n)}", f"73020112058000{n:02d}", "12-05-1980") for n in range(1, 6)]


@pytest.mark.parametrize("between", [[], [("(1)", "(2)", "(3)", "(4)")]])
def test_a_header_whose_words_nobody_knows_is_a_header_and_not_a_person(between: list[tuple[str, ...]]) -> None:
    plan = planned(("DAFTAR PEKERJA", "", "", ""), UNKNOWN_HEAD, *between, *UNHEADED)
    assert (plan.header_row, plan.headings) == (2, UNKNOWN_HEAD)
    assert fields(plan) == {"full_name": "B", "nik": "C", "birth_date": "D"}
    assert [person.cells for person in plan.people] == UNHEADED


def test_the_layout_of_a_header_in_unknown_words_is_known_again() -> None:
    plan = planned(UNKNOWN_HEAD, *UNHEADED, chosen={"Sheet1": {"full_name": 1, "nik": 2, "birth_date": 3}})
    again = planned(UNKNOWN_HEAD, *UNHEADED, profiles=[plan.as_profile("desa kami")])
    assert (again.profile, fields(again)) == ("desa kami", {"full_name": "B", "nik": "C", "birth_date": "D"})


@pytest.mark.parametrize("nik", ["", "-", "belum ada", "Tidak ada"])
def test_the_first_person_of_a_list_without_header_stays_a_person_without_a_nik(nik: str) -> None:
    first = ("Besse", "Intan Sari", nik, "Petani")
    plan = planned(first, *UNHEADED)
    assert plan.header_row == 0
    assert plan.people[0].cells == first


def test_nik_and_kk_under_each_others_heading_are_exchanged_and_marked() -> None:
    rows = [(f"7302011708080{day:03d}", f"730201{day:02d}0880{day:04d}", "Besse") for day in range(41, 70)]
    plan = planned(("NIK", "NO KK", "NAMA"), *rows)
    assert fields(plan)["nik"] == "B"
    assert not plan.columns["nik"].sure


def test_a_rarer_heading_gives_way_to_the_fields_own() -> None:
    plan = planned(("NIK", "NAMA", "ALAMAT DOMISILI", "ALAMAT", "NAMA AYAH"), (MAN[0], "Baso", "x", "y", "z"))
    assert fields(plan) == {"nik": "A", "full_name": "B", "address": "D"}


def test_a_heading_with_more_words_is_taken_but_not_for_sure() -> None:
    plan = planned(("NIK (16 digit)", "NAMA LENGKAP SESUAI KTP EL", "TGL LAHIR"), MAN[:2])
    assert plan.columns["nik"].sure
    assert not plan.columns["full_name"].sure


def test_a_clerks_choice_of_columns_wins() -> None:
    plan = planned(HEAD, MAN, chosen={"Sheet1": {"nik": 0, "alias": 1}})
    assert fields(plan) == {"nik": "A", "alias": "B"}


def test_every_heading_of_the_synonyms_means_its_field() -> None:
    words = synonyms()
    for field, headings in {
        "nik": "No. KTP",
        "kk_number": "NO.KK",
        "birth": "Tempat, Tgl. Lahir",
        "phone": "No HP/WA",
    }.items():
        meaning = words.meaning(headings)
        assert meaning is not None
        assert meaning.field == field
    assert words.meaning("NAMA KEPALA KELUARGA") is None
    assert heading_key("Tgl_Lahir ") == "TGLLAHIR"


def test_a_profile_goes_to_toml_and_back_and_fits_the_same_headings() -> None:
    plan = planned(HEAD, MAN)
    profile = plan.as_profile("Format Dinsos")
    again = profile_from_toml(profile_as_toml(profile))
    assert again == profile
    assert again.fingerprint == plan.fingerprint == fingerprint(HEAD)
    assert planned(HEAD, WOMAN, profiles=(again,)).profile == "Format Dinsos"
    assert planned((*HEAD, "DESA"), WOMAN, profiles=(again,)).profile == ""


@pytest.mark.parametrize(
    "text",
    ["x = ", 'name = "a"\nheadings = []\n[columns]\nnik = 3', 'name = "a"\nheadings = []\n[columns]\numurnya = "A"'],
)
def test_a_broken_profile_is_told_with_its_place(text: str) -> None:
    with pytest.raises(DataFileBroken):
        profile_from_toml(text)


def test_the_ministrys_own_export_is_known() -> None:
    dtks = next(profile for profile in shipped_profiles() if profile.name == "Ekspor DTKS")
    plan = planned(dtks.headings, tuple("x" for _ in dtks.headings), profiles=shipped_profiles())
    assert plan.profile == "Ekspor DTKS"
    assert plan.columns["occupation_ktp"].heading == "PEKERJAAN"
    assert plan.columns["village_code"].heading == "DESA/KELUARAHAN"


def test_every_shipped_profile_maps_name_and_nik() -> None:
    assert shipped_profiles()
    for profile in shipped_profiles():
        assert {"nik", "full_name"} <= set(profile.columns)
        assert all(column < len(profile.headings) for column in profile.columns.values())
