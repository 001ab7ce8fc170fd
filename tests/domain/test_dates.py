"""Dates as clerks write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.dates import (
    DateFault,
    DateOrder,
    DateRemark,
    age_at,
    date_of_excel_serial,
    is_placeholder,
    long_date,
    parse_date,
    short_date,
    spell_date,
    split_place_and_date,
)

TODAY = date(2026, 11, 22)
INDEPENDENCE_CHILD = date(1980, 8, 17)


@pytest.mark.parametrize(
    "text",
    [
        "17/08/1980", "17-08-1980", "17.08.1980", "17-8-1980", "17/8/80", "17.08.80", "17-8-80", "1980-08-17",
        "1980/8/17", "17081980", "19800817", "170880", "17 Agustus 1980", "17 AGUSTUS 1980", "17-Agu-80", "17-Agu-1980",
        "17-Agt-80",
        "17 August 1980", "17-Aug-80", "August 17, 1980", "Minggu, 17 Agustus 1980", " 17 - 08 - 1980 ", "17 08 1980",
        "'17-08-1980", "1980-08-17 00:00:00", "1980-08-17T00:00:00", "29450", "17th August 1980",
        "17 Agust 1980", "17 Agustus '80", "tgl. 17-08-1980",
        "Minggu 17 Agustus 1980", "17\\08\\1980", "17/08/1980.", "29450.0",
        "17/08-1980", "17\u00a0Agustus 1980", "17\u201308\u20131980",
    ],
)  # fmt: skip
def test_every_way_of_writing_gives_the_day(text: str) -> None:
    assert parse_date(text, TODAY).value == INDEPENDENCE_CHILD


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("32/13/1980", DateFault.IMPOSSIBLE),
        ("30-02-1980", DateFault.IMPOSSIBLE),
        ("29 Februari 1981", DateFault.IMPOSSIBLE),
        ("00-00-1980", DateFault.IMPOSSIBLE),
        ("17-08-0980", DateFault.YEAR_OUT_OF_RANGE),
        ("17-08-2980", DateFault.YEAR_OUT_OF_RANGE),
        ("17-08-198", DateFault.NOT_A_DATE),
        ("117-08-1980", DateFault.NOT_A_DATE),
        ("17-08", DateFault.NOT_A_DATE),
        ("1980", DateFault.NOT_A_DATE),
        ("17 Ju 1980", DateFault.NOT_A_DATE),
        ("17 Foo 1980", DateFault.NOT_A_DATE),
        ("sekitar 1980", DateFault.NOT_A_DATE),
        ("17-08-1980 atau 1981", DateFault.NOT_A_DATE),
        ("1234567", DateFault.NOT_A_DATE),
    ],
)
def test_what_is_no_date_is_named(text: str, fault: DateFault) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.value is None
    assert parsed.fault is fault


@pytest.mark.parametrize("text", ["", " ", "-", "0", "\u00a0"])
def test_an_empty_cell_states_no_date_and_is_no_fault(text: str) -> None:
    assert parse_date(text, TODAY) == parse_date("", TODAY)
    assert parse_date(text, TODAY).fault is None


def test_the_order_decides_an_ambiguous_date() -> None:
    day_first = parse_date("03/04/1980", TODAY)
    month_first = parse_date("03/04/1980", TODAY, DateOrder.MONTH_FIRST)
    assert day_first.value == date(1980, 4, 3)
    assert month_first.value == date(1980, 3, 4)
    assert day_first.is_ambiguous
    assert month_first.is_ambiguous


@pytest.mark.parametrize("text", ["17/08/1980", "05/05/1980", "1980-03-04", "3 April 1980"])
def test_a_date_with_one_reading_is_not_ambiguous(text: str) -> None:
    assert not parse_date(text, TODAY).is_ambiguous


def test_a_date_that_only_the_other_order_allows_is_read_so_and_told() -> None:
    parsed = parse_date("08/17/1980", TODAY)
    assert parsed.value == INDEPENDENCE_CHILD
    assert parsed.remarks == (DateRemark.OTHER_ORDER,)
    assert parse_date("17/08/1980", TODAY, DateOrder.MONTH_FIRST).value == INDEPENDENCE_CHILD


@pytest.mark.parametrize("order", DateOrder)
@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("17/08/1980", DateOrder.DAY_FIRST),
        ("08/17/1980", DateOrder.MONTH_FIRST),
        ("8-17-80", DateOrder.MONTH_FIRST),
        ("03/04/1980", None),
        ("05/05/1980", None),
        ("1980-08-17", None),
        ("17 Agustus 1980", None),
        ("17081980", None),
    ],
)
def test_the_order_is_certain_where_only_one_makes_a_date(
    text: str, certain: DateOrder | None, order: DateOrder
) -> None:
    assert parse_date(text, TODAY, order).certain_order is certain


@pytest.mark.parametrize(
    ("text", "year"),
    [("17-08-26", 2026), ("22-11-26", 2026), ("23-11-26", 1926), ("17-08-27", 1927), ("17-08-00", 2000)],
)
def test_two_digits_of_a_year_mean_the_latest_year_not_after_today(text: str, year: int) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.value is not None
    assert parsed.value.year == year
    assert DateRemark.TWO_DIGIT_YEAR in parsed.remarks


def test_an_excel_serial_is_told() -> None:
    parsed = parse_date("29221", TODAY)
    assert parsed.value == date(1980, 1, 1)
    assert parsed.remarks == (DateRemark.EXCEL_SERIAL,)
    assert date_of_excel_serial(61) == date(1900, 3, 1)


@given(st.dates(date(1910, 1, 1), date(2026, 11, 22)))
def test_what_is_written_is_read_again(day: date) -> None:
    for text in (short_date(day), long_date(day), day.isoformat(), f"{day:%d%m%Y}"):
        assert parse_date(text, TODAY).value == day


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.value is None or parsed.fault is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bulukumba, 31-12-1975", ("Bulukumba", "31-12-1975")),
        ("BULUKUMBA,31-12-1975", ("BULUKUMBA", "31-12-1975")),
        ("Tanah Beru, Bulukumba, 31 Desember 1975", ("Tanah Beru, Bulukumba", "31 Desember 1975")),
        ("Bulukumba 31-12-1975", ("Bulukumba", "31-12-1975")),
        ("Bulukumba / 31-12-1975", ("Bulukumba", "31-12-1975")),
        ("Bira, Agustus 17, 1980", ("Bira", "Agustus 17 1980")),
        ("Bira; 17, Agustus 1980", ("Bira", "17 Agustus 1980")),
        ("Bira, 17, Agustus, 1980", ("Bira", "17 Agustus 1980")),
        ("Bulukumba; 31-12-1975", ("Bulukumba", "31-12-1975")),
        ("Bulukumba ;31/12/1975", ("Bulukumba", "31/12/1975")),
        ("Tanah Beru; Bulukumba, 31-12-1975", ("Tanah Beru; Bulukumba", "31-12-1975")),
        ("Dusun 2; 31-12-1975", ("Dusun 2", "31-12-1975")),
        ("Bulukumba | 31-12-1975", ("Bulukumba", "31-12-1975")),
        ("Bulukumba : 31-12-1975", ("Bulukumba", "31-12-1975")),
        ("; 31-12-1975", ("", "31-12-1975")),
        ("Bira, 1980", ("Bira", "1980")),
        ("Bulukumba;", ("Bulukumba", "")),
        ("Bulukumba,", ("Bulukumba", "")),
        ("Bulukumba", ("Bulukumba", "")),
        ("31-12-1975", ("", "31-12-1975")),
        ("", ("", "")),
    ],
)
def test_place_and_date_are_split_at_the_last_comma(text: str, parts: tuple[str, str]) -> None:
    assert split_place_and_date(text) == parts


def test_the_days_written_for_an_unknown_birthday_are_known() -> None:
    assert is_placeholder(date(1975, 12, 31))
    assert is_placeholder(date(1975, 7, 1))
    assert is_placeholder(date(1975, 1, 1))
    assert not is_placeholder(date(1975, 12, 30))


def test_age_counts_whole_years() -> None:
    birth = date(1962, 11, 23)
    assert age_at(birth, TODAY) == 63
    assert age_at(birth, TODAY + timedelta(days=1)) == 64
    assert age_at(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert age_at(date(2000, 2, 29), date(2018, 3, 1)) == 18


def test_a_date_in_words_needs_no_locale() -> None:
    spelled = spell_date(date(2025, 4, 30))
    assert (spelled.weekday, spelled.day, spelled.month, spelled.year) == (
        "Rabu", "Tiga Puluh", "April", "Dua Ribu Dua Puluh Lima",
    )  # fmt: skip
    assert spelled.sentence == "Rabu tanggal Tiga Puluh bulan April tahun Dua Ribu Dua Puluh Lima"
    assert spell_date(date(2025, 3, 25)).weekday == "Selasa"
    assert long_date(date(2025, 4, 30)) == "30 April 2025"
    assert short_date(date(2025, 4, 30)) == "30-04-2025"
