"""The reasons a clerk reads."""

from dataclasses import replace
from datetime import date

import pytest

from tests.matching.hard_pairs import MAN, WOMAN
from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.score import compare


def words(a: Person, **other: object) -> list[str]:
    return [one.words for one in compare(a, replace(a, worker_id="b", **other)).reasons]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "first, other, said",
    [
        (MAN, {"full_name": "Muh. Arsyad"}, "Nama sama dengan ejaan lain: Muhammad = Muh."),
        (MAN, {"full_name": "Muhammad Arsyat"}, "Nama hampir sama: Muhammad Arsyad dan Muhammad Arsyat"),
        (MAN, {"full_name": "Sudirman"}, "Nama berbeda"),
        (MAN, {"nik": "7302041709800003"}, "NIK berbeda satu angka di tanggal lahir"),
        (MAN, {"nik": "730204170880003"}, "NIK sama, tetapi ada angka yang kurang atau lebih"),
        (MAN, {"nik": "7302041708800004"}, "NIK berurutan dan tanggal lahirnya sama: mungkin kembar"),
        (MAN, {"nik": ""}, "NIK tidak lengkap, jadi tidak bisa dibandingkan"),
        (MAN, {"nik": MAN.kk_number, "kk_number": MAN.nik}, "NIK yang satu tertulis sebagai nomor KK yang lain"),
        (
            WOMAN,
            {"nik": "7302042311850002"},
            "NIK hanya berbeda 40 di tanggal lahir: tambahan 40 untuk perempuan terlupa",
        ),
        (
            replace(MAN, birth_date=date(1980, 8, 7)),
            {"birth_date": date(1980, 7, 8)},
            "Tanggal lahir terbalik hari dan bulan",
        ),
        (MAN, {"mother_name": "St. Rabiah"}, "Ibu kandung sama dengan ejaan lain: Sitti = St."),
        (MAN, {}, "Ibu kandung sama"),
        (MAN, {"sex": Sex.FEMALE}, "Jenis kelamin berbeda"),
        (replace(WOMAN, alias="Kanang"), {"full_name": "Kanang"}, "Nama sama lewat nama panggilan: Kanang = Kanang"),
    ],
)
def test_a_reason_says_what_agrees_or_differs(first: Person, other: dict[str, object], said: str) -> None:
    assert said in words(first, **other)


def test_fields_that_neither_states_are_left_out() -> None:
    fields = {
        one.field
        for one in compare(
            replace(MAN, phone="", mother_name=""), replace(MAN, worker_id="b", phone="", mother_name="")
        ).reasons
    }
    assert fields == {"nik", "full_name", "birth_date", "sex", "village_code", "kk_number"}


def test_a_score_is_a_half_at_the_cut_and_grows_with_the_weight() -> None:
    alike = compare(MAN, replace(MAN, worker_id="b"))
    apart = compare(MAN, replace(WOMAN, worker_id="b"))
    assert apart.score < 0.01 < 0.99 < alike.score <= 1


TWINS = "Satu KK, tanggal lahir sama, nama tidak persis sama: mungkin kembar"


@pytest.mark.parametrize(
    "nik, name, warned",
    [
        ("7302041708800004", "Muhammad Arsyid", True),
        ("", "Muhammad Arsyid", True),
        ("", "Muh. Arsyad", False),
        (MAN.nik, "Muhammad Arsyid", True),  # one number may have been written down for both
        ("730204170880003", "Muhammad Arsyid", False),
    ],
)
def test_a_clerk_is_warned_of_twins_where_names_differ_a_little(nik: str, name: str, warned: bool) -> None:
    assert (TWINS in words(MAN, nik=nik, full_name=name)) is warned


def test_a_birth_date_that_is_not_stated_does_not_make_brothers() -> None:
    said = words(replace(MAN, birth_date=None, nik=""), full_name="Sudirman")
    assert not [one for one in said if "kembar" in one or "bersaudara" in one]
