"""Relay profiles and the words of results: the shipped ones are sound, and a mistake is told with its place."""

from pathlib import Path

import pytest

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import DataFileBroken
from ucj_desktop.reference.relay_profiles import relay_profile_from, shipped_relay_profiles
from ucj_desktop.reference.relay_results import Answered, read_results_form, results_form, without_numbers

[SHIPPED] = shipped_relay_profiles()


def test_the_shipped_profile_has_the_likely_columns_and_says_that_it_is_not_confirmed() -> None:
    assert SHIPPED.headings[:6] == ("NO", "NIK", "NAMA", "TEMPAT LAHIR", "TGL LAHIR", "JK")
    assert not SHIPPED.is_confirmed
    assert "harus dikonfirmasi kantor cabang" in SHIPPED.note
    assert {"nik", "full_name", "birth_date"} <= set(SHIPPED.required)
    assert all(one.field in BY_CODE or one.field or one.constant for one in SHIPPED.columns)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('field = "full_name"', 'field = "ful_name"', "kunci columns ke-3.field"),
        ('field = "full_name"', 'field = "full_name"\nconstant = "X"', "kunci columns ke-3.field"),
        ('field = "full_name"', "", "kunci columns ke-3.field"),
        ('field = "full_name"', 'field = "note"', "kunci columns ke-3.field"),
        ('form = "dd-mm-yyyy"', 'form = "mm/dd"', "kunci columns ke-5.form"),
        ('form = "08"', 'form = "upper"', "kunci columns ke-10.form"),
        ('words = { male = "L", female = "P" }', 'words = { male = "L" }', "kunci columns ke-6.words.female"),
        ('words = { male = "L", female = "P" }', 'words = { man = "L" }', "kunci columns ke-6.words.man"),
        ('heading = "NAMA"', 'heading = "nik"', "kunci columns"),
        ('field = "nik"', 'field = "kk_number"', "kunci columns"),
        ('required = ["nik"', 'required = ["nikk"', "kunci required"),
        ("largest = 1000", "largest = 0", "kunci largest"),
        ("dated = 2026-11-01", "", "kunci dated"),
        ("dated = 2026-11-01", "dated = 2026-13-01", "penulisan"),
        ('name = "BPU pendaftaran"', 'name = " "', "kunci name"),
        ("confirmed = false", "confirmed = 0", "kunci confirmed"),
        ("[[columns]]", "[kolom]\n[[columns]]", "kunci kolom"),
    ],
)
def test_a_mistake_in_a_profile_is_told_with_its_place(old: str, new: str, place: str) -> None:
    assert old in SHIPPED.toml
    with pytest.raises(DataFileBroken) as told:
        relay_profile_from(SHIPPED.toml.replace(old, new, 1), "format.toml")
    assert (told.value.file, told.value.place) == ("format.toml", place)
    assert told.value.fix


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("TERDAFTAR", Answered.REGISTERED),
        ("Berhasil didaftarkan", Answered.REGISTERED),
        ("sukses", Answered.REGISTERED),
        ("Tidak terdaftar", Answered.REFUSED),
        ("GAGAL: NIK tidak padan", Answered.REFUSED),
        ("Ditolak", Answered.REFUSED),
        ("Sudah peserta", Answered.ALREADY),
        ("GAGAL - SUDAH PESERTA", Answered.ALREADY),
        ("Sudah terdaftar", Answered.ALREADY),
        ("Diproses", None),
        ("", None),
    ],
)
def test_words_of_bpjs_are_understood(said: str, meant: Answered | None) -> None:
    assert results_form().answer_of(said) is meant


def test_a_participants_number_is_never_a_column_and_is_cut_out_of_a_reason() -> None:
    known = {one for headings in results_form().headings.values() for one in headings}
    assert not any("KPJ" in one or one == "PESERTA" for one in known)
    assert without_numbers("KPJ 26012345678, aktif 01-02-2026") == "KPJ …, aktif 01-02-2026"
    assert without_numbers("NIK 7302 0117 0880 0001") == "NIK …"
    assert without_numbers("Umur 66 tahun") == "Umur 66 tahun"


def test_two_meanings_of_a_word_are_refused(tmp_path: Path) -> None:
    shipped = resource("relay_results.toml").read_text("utf-8")
    path = tmp_path / "relay_results.toml"
    path.write_text(shipped.replace('"GAGAL", "DITOLAK"', '"GAGAL", "TERDAFTAR"'), "utf-8")
    with pytest.raises(DataFileBroken, match="sudah berarti registered"):
        read_results_form(path)
