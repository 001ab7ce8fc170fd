"""The legal bases that an office chooses and adds: kept, told in the history, printed, and refused where wrong."""

from datetime import date
from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.services.paper.offices import make_office, validated_office
from tests.working_day import new_office, open_for, table
from ucj_desktop.domain.change import Touched
from ucj_desktop.reference.legal_bases import in_force
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.letter_bases import (
    basis_lines,
    fault_of_basis,
    new_code,
    not_in_force_words,
    own_basis,
    usual_citations,
    with_citations,
    with_own_basis,
    without_own_basis,
)
from ucj_desktop.services.care.letter_words import preview_words
from ucj_desktop.services.care.settings import SettingRefused, save_preferences, set_from_file
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.preferences import Preferences

DAY = date(2026, 4, 30)
LOCAL = own_basis("perbup-ucj", "Peraturan Bupati Bulukumba", "7", "tentang  Pelindungan Pekerja.", date(2025, 3, 4))
WHOLE = """
[legal_bases]
sptjm = ["perbup-ucj", "uu-40-2004"]
[[legal_bases.own]]
code = "perbup-ucj"
kind = "Peraturan Bupati Bulukumba"
number = "7"
about = "Pelindungan Pekerja"
date = 2025-03-04
"""


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "dasar.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_document_cites_anything_until_the_office_says_so() -> None:
    kept = Preferences(period=2026)
    assert kept.cited_bases == {}
    assert not any(one.is_cited for one in basis_lines(kept, "ba_verval", DAY))
    usual = usual_citations(kept, "ba_verval", DAY)
    assert usual == [one.code for one in in_force(DAY) if "ba_verval" in one.documents]
    assert "inpres-4-2022" not in usual


def test_what_is_chosen_is_cited_in_the_order_of_the_list_and_nothing_chosen_is_no_list() -> None:
    kept = with_own_basis(Preferences(period=2026), LOCAL)
    chosen = with_citations(kept, "ba_verval", ["perbup-ucj", "pp-44-2015", "uu-40-2004"])
    assert chosen.legal_bases == {"ba_verval": ("uu-40-2004", "pp-44-2015", "perbup-ucj")}
    assert with_citations(chosen, "ba_verval", []).legal_bases == {}


def test_an_own_basis_is_changed_in_its_place_and_taken_out_of_every_letter() -> None:
    kept = with_own_basis(Preferences(period=2026), LOCAL)
    assert new_code(kept) == "kantor-1"
    assert new_code(with_own_basis(kept, own_basis("kantor-1", "A", "1", "B", DAY))) == "kantor-2"
    later = own_basis("perbup-ucj", "Peraturan Bupati Bulukumba", "9", "Pelindungan", DAY)
    changed = with_citations(with_own_basis(kept, later), "sptjm", ["perbup-ucj"])
    assert [one.number for one in changed.own_bases] == ["9"]
    gone = without_own_basis(changed, "perbup-ucj")
    assert (gone.own_bases, gone.legal_bases) == ((), {})


def test_it_is_told_what_is_not_in_force_today() -> None:
    kept = with_citations(Preferences(period=2026), "ba_verval", ["uu-40-2004", "inpres-4-2022"])
    assert not_in_force_words(kept, date(2024, 12, 31)) == ""
    assert "Instruksi Presiden Nomor 4 Tahun 2022" in not_in_force_words(kept, DAY)
    states = {one.basis.code: one.state for one in basis_lines(kept, "ba_verval", DAY)}
    assert states["inpres-4-2022"] == "berlaku sampai 31 Desember 2024, diganti Instruksi Presiden Nomor 8 Tahun 2025"
    assert states["permendagri-14-2025"] == "berlaku sejak 1 Januari 2026 sampai 31 Desember 2026"
    early = {one.basis.code: one.state for one in basis_lines(kept, "ba_verval", date(2025, 12, 31))}
    assert early["permendagri-14-2025"] == "baru berlaku mulai 1 Januari 2026"


@pytest.mark.parametrize(
    ("kind", "number", "about"), [("", "7", "X"), ("A", " ", "X"), ("A", "7", "tentang "), ("A", "7", "x" * 301)]
)
def test_an_own_basis_without_its_parts_cannot_be_cited(kind: str, number: str, about: str) -> None:
    assert fault_of_basis(LOCAL) == ""
    assert fault_of_basis(own_basis("kantor-1", kind, number, about, DAY))


def test_a_file_sets_them_and_they_stay_after_closing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        assert set(set_from_file(office, settings_file(tmp_path, WHOLE))) == {"legal_bases", "own_bases"}
        assert set_from_file(office, settings_file(tmp_path, WHOLE)) == []
    with open_for(tmp_path / "office") as office:
        assert office.preferences.own_bases == (LOCAL,)
        assert office.preferences.legal_bases == {"sptjm": ("uu-40-2004", "perbup-ucj")}
        set_from_file(office, settings_file(tmp_path, "[legal_bases]\nown = []\nba_verval = []"))
    with open_for(tmp_path / "office") as office:
        assert list(office.preferences.own_bases) == []
        assert office.preferences.legal_bases == {"sptjm": ("uu-40-2004",)}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("legal_bases = 1", "legal_bases"),
        ("[legal_bases]\nsurat_cinta = []", "legal_bases.surat_cinta"),
        ("[legal_bases]\nba_verval = 'uu-40-2004'", "legal_bases.ba_verval"),
        ("[legal_bases]\nba_verval = ['uu-1-1945']", "legal_bases.ba_verval"),
        ("[legal_bases]\nba_verval = [1]", "legal_bases.ba_verval"),
        ("[legal_bases]\nown = 'Perbup'", "legal_bases.own"),
        (WHOLE + WHOLE[WHOLE.index("[[") :], "legal_bases.own"),
        (WHOLE + "year = 2025", "legal_bases.own nomor 1: year"),
        (WHOLE.replace('code = "perbup-ucj"', 'code = "PERBUP"'), "legal_bases.own nomor 1: code"),
        (WHOLE.replace('code = "perbup-ucj"', 'code = "uu-40-2004"'), "legal_bases.own nomor 1: code"),
        (WHOLE.replace("2025-03-04", "'4 Maret 2025'"), "legal_bases.own nomor 1: date"),
        (WHOLE.replace("2025-03-04", "2025-03-04T10:00:00"), "legal_bases.own nomor 1: date"),
        (WHOLE.replace('"7"', "7"), "legal_bases.own nomor 1: number"),
        (WHOLE.replace('"7"', '""'), "legal_bases.own nomor 1"),
    ],
)
def test_a_value_that_does_not_belong_is_named_with_its_place_and_nothing_is_kept(
    tmp_path: Path, content: str, place: str
) -> None:
    with new_office(tmp_path / "office") as office:
        before = table(office, "settings"), table(office, "journal"), office.preferences
        with pytest.raises(SettingRefused) as told:
            set_from_file(office, settings_file(tmp_path, content))
        assert told.value.what == f"Pengaturan {place} tidak bisa dipakai."
        assert (table(office, "settings"), table(office, "journal"), office.preferences) == before


def test_history_says_what_a_letter_cited_and_cites_now(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        first = with_citations(office.preferences, "sptjm", ["uu-40-2004"])
        assert save_preferences(office, first).touched is Touched.SETTINGS
        save_preferences(office, with_citations(with_own_basis(first, LOCAL), "sptjm", ["uu-40-2004", "perbup-ucj"]))
        then, earlier = (line.details for line in history(office, limit=2))
        law, local = "Undang-Undang Nomor 40 Tahun 2004", "Peraturan Bupati Bulukumba Nomor 7 Tahun 2025"
        assert earlier == (f"Pernyataan tanggung jawab, dasar hukum: {law}",)
        assert then == (
            f"Kantor ini, dasar hukum: {local} tentang Pelindungan Pekerja",
            f"Pernyataan tanggung jawab, dasar hukum: {law} → {law}; {local}",
        )


def test_the_paper_cites_them_and_so_does_the_preview_of_words(tmp_path: Path) -> None:
    office = validated_office(tmp_path / "kantor", count=4)
    assert "berdasarkan:" not in " ".join(page_texts(preview_report(office, Asked(report="BA-VER", draft=True))))
    save_preferences(office, with_citations(office.preferences, "ba_verval", ["uu-40-2004"]))
    text = " ".join(page_texts(preview_report(office, Asked(report="BA-VER", draft=True))))
    assert "berdasarkan: 1. Undang-Undang" in text.replace("\xa0", " ")
    place = preview_words(office, "ba_verval", "dasar", office.preferences).place
    assert place is not None
    assert place.page == 0


def test_a_basis_that_the_program_no_longer_knows_is_not_printed(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    kept = Preferences.from_settings(
        {**office.preferences.to_settings(), "legal_bases": {"ba_verval": ["uu-lama", "uu-40-2004"]}}
    )
    assert [one.code for one in kept.cited_bases["ba_verval"]] == ["uu-40-2004"]
