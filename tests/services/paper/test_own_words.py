"""Sentences of letters that the office words itself."""

from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.services.paper.offices import closed_office, make_office
from ucj_desktop.reference.wording import WordingNotAccepted
from ucj_desktop.services.care.settings import SettingRefused, set_from_file
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "kata.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_sentence_is_printed_and_an_empty_one_gives_the_shipped_one_back(tmp_path: Path) -> None:
    office = closed_office(tmp_path / "kantor")
    own = '[words.ba_verval]\npenutup = "Dibuat di {kantor} tahun {tahun}."\n'
    assert set_from_file(office, settings_file(tmp_path, own)) == ["words"]
    assert "Dibuat di Kecamatan Gantarang tahun" in " ".join(page_texts(preview_report(office, Asked(report="BA-VER"))))
    set_from_file(office, settings_file(tmp_path, '[words.ba_verval]\npenutup = ""\n'))
    assert "Demikian berita acara" in " ".join(page_texts(preview_report(office, Asked(report="BA-VER"))))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[words.ba_verval]\npenutup = "Dibuat {kapan}."', "penutup"),
        ('[words.ba_verval]\nsalam = "Halo"', "salam"),
        ('[words.lembar_kerja]\njudul_hadir = "{nomor}"', "judul_hadir"),
    ],
)
def test_a_wrong_token_or_sentence_is_refused_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    office = make_office(tmp_path / "kantor")
    with pytest.raises(WordingNotAccepted) as refused:
        set_from_file(office, settings_file(tmp_path, text))
    assert place in refused.value.what
    assert office.preferences.words == {}


def test_words_of_an_unknown_document_are_refused(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    with pytest.raises(SettingRefused):
        set_from_file(office, settings_file(tmp_path, '[words.surat_cinta]\njudul = "x"'))
