"""Numbers of letters: patterns, what is read back out of a number, gaps and doubles."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.letter_numbers import (
    NUMBERED,
    USUAL_PATTERN,
    Numbering,
    PatternRefused,
    UsedNumber,
    check_pattern,
    doubles,
    gaps,
    next_sequence,
    number_key,
    ranges,
    sequence_in,
    written,
)

OFFICE = Numbering(unit="KEC-GTR")
DAY = date(2026, 11, 23)


def used(sequence: int, kind: str = "BA-VER", year: int = 2026, *, voided: bool = False) -> UsedNumber:
    return UsedNumber(
        number_id=f"{kind}{sequence}",
        kind=kind,
        year=year,
        sequence=sequence,
        number=str(sequence),
        dated=DAY,
        voided_at="2026-11-23" if voided else "",
    )


def test_the_usual_pattern_writes_a_number_as_offices_do() -> None:
    assert written(OFFICE, "BA-VER", 12, DAY) == "500.15/012/KEC-GTR/XI/2026"
    assert written(replace(OFFICE, pattern="{urut}/{bulan}-{tahun}"), "BA-VER", 1_234, DAY) == "1234/11-2026"


def test_a_kind_may_have_a_pattern_of_its_own() -> None:
    office = replace(OFFICE, own_patterns={"PENGANTAR": "{urut:4}/SP/{tahun}"})
    assert written(office, "PENGANTAR", 7, DAY) == "0007/SP/2026"
    assert written(office, "SPTJM", 7, DAY).startswith("500.15/007/")


@pytest.mark.parametrize(
    ("pattern", "span", "told"),
    [
        ("{klasifikasi}/{urutan}/X", (14, 22), "{urutan}"),
        ("{urut}/{tahun:4}", (7, 16), "{tahun:4}"),
        ("{urut:0}", (0, 8), "{urut:0}"),
        ("{urut:7}", (0, 8), "{urut:7}"),
        ("{urut}/{tahun", (7, 8), "huruf ke-8"),
        ("{urut}}", (6, 7), "huruf ke-7"),
        ("{}{urut}", (0, 2), "{}"),
        ("{tahun}", (0, 7), "tepat satu kali"),
        ("{urut}/{urut}", (0, 13), "tepat satu kali"),
        ("{urut}/\n", (7, 8), "huruf ke-8"),
        ("", (0, 0), "tepat satu kali"),
        ("{urut}" + "x" * 100, (100, 106), "terlalu panjang"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_where(pattern: str, span: tuple[int, int], told: str) -> None:
    with pytest.raises(PatternRefused) as refused:
        check_pattern(pattern)
    assert refused.value.span == span
    assert told in refused.value.what


def test_the_usual_pattern_is_sound() -> None:
    check_pattern(USUAL_PATTERN)
    check_pattern("B. {urut} / {tahun}")


@pytest.mark.parametrize(
    ("number", "sequence"),
    [
        ("500.15/012/KEC-GTR/XI/2026", 12),
        ("500.15/12/KEC-GTR/XI/2026", 12),
        (" 500.15 / 012 / kec-gtr / xi / 2026 ", 12),
        ("400.9/7/Kec. Gantarang/IX/2026", 7),
        ("012/KEC-GTR/XI/2026", 0),
        ("500.15/012a/KEC-GTR/XI/2026", 0),
        ("nomor dua belas", 0),
        ("", 0),
    ],
)
def test_the_running_number_is_read_out_of_what_was_written(number: str, sequence: int) -> None:
    assert sequence_in(OFFICE, "BA-VER", number) == sequence


def test_a_word_of_the_pattern_may_be_written_in_other_letters() -> None:
    assert sequence_in(replace(OFFICE, pattern="BA/{urut}/{tahun}"), "BA-VER", "ba/7/2026") == 7


@given(
    st.integers(1, 999_999),
    st.dates(date(2020, 1, 1), date(2100, 12, 31)),
    st.sampled_from(sorted(NUMBERED)),
    st.sampled_from([USUAL_PATTERN, "{urut:5}/{tahun}", "KEC {urut} / {bulan} / {tahun}", "{tahun}.{urut}"]),
)
def test_what_is_written_is_read_back(sequence: int, day: date, kind: str, pattern: str) -> None:
    office = replace(OFFICE, pattern=pattern)
    assert sequence_in(office, kind, written(office, kind, sequence, day)) == sequence


def test_numbers_run_by_year_and_together_or_by_kind() -> None:
    known = [used(3), used(5, "PENGANTAR"), used(9, year=2025), used(8, ""), used(0)]
    assert next_sequence(known, OFFICE, "BA-VER", 2026) == 9
    apart = replace(OFFICE, together=False)
    assert next_sequence(known[:2], apart, "BA-VER", 2026) == 4
    assert next_sequence(known[:2], apart, "PENGANTAR", 2026) == 6
    assert next_sequence(known[:2], apart, "SPTJM", 2026) == 1
    assert next_sequence(known, apart, "SPTJM", 2026) == 9
    assert next_sequence(known, OFFICE, "BA-VER", 2027) == 1


def test_gaps_and_doubles_are_listed_and_void_numbers_are_neither() -> None:
    known = [used(1), used(2, voided=True), used(2), used(5), used(5, "PENGANTAR"), used(9, voided=True), used(0)]
    assert gaps(known) == [3, 4, 6, 7, 8]
    assert doubles(known) == [5]
    assert gaps([]) == []


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([4], "4"),
        ([4, 7], "4 dan 7"),
        ([4, 7, 8, 9, 12], "4, 7 sampai 9 dan 12"),
        ([1, 2], "1 sampai 2"),
    ],
)
def test_runs_of_numbers_are_told_shortly(numbers: list[int], said: str) -> None:
    assert ranges(numbers) == said


def test_case_and_blanks_make_no_other_number() -> None:
    assert number_key("500.15 / 012/Kec-Gtr") == number_key("500.15/012/KEC-GTR")
