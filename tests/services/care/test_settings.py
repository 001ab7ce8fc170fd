"""Settings from a file: taken over as they stand there, and every value that does not belong named with its place."""

from pathlib import Path

import pytest

from tests.working_day import new_folder, new_office, open_for, table
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.minutes import Capacity, Letterhead, Signer
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import (
    SettingRefused,
    SettingsFileUnreadable,
    save_preferences,
    set_from_file,
)
from ucj_desktop.services.preferences import Preferences

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
WHOLE = """
period = 2027
paper = "a4"
venue = "Aula"
[letterhead]
first_line = "PEMERINTAH KABUPATEN BULUKUMBA"
logo = "logo.png"
[[signers]]
name = "Contoh Camat"
position = "CAMAT"
nip = "19700101 199001 1 001"
capacity = "Plt."
[[signers]]
name = "Contoh Ketua"
position = "Ketua Tim"
[printed_names]
"73.02.01" = "GANTARANG"
"""


def written(folder: Path, content: str) -> Path:
    path = folder / "atur.toml"
    path.write_text(content, "utf-8")
    return path


def test_every_setting_of_a_file_is_taken_over_and_stays_after_closing(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    with new_office(tmp_path / "office") as office:
        changed = set_from_file(office, written(tmp_path, WHOLE))
        assert set(changed) == {
            "period", "paper", "venue", "letterhead", "signers", "printed_names"
        }  # fmt: skip
        assert set_from_file(office, written(tmp_path, WHOLE)) == []
    with open_for(tmp_path / "office") as office:
        kept = office.preferences
        assert (kept.period, kept.paper, kept.venue) == (2027, "a4", "Aula")
        assert kept.letterhead.logo == PNG
        assert kept.letterhead.second_line == "KECAMATAN GANTARANG"  # what the file does not name stays
        assert kept.signers[0] == Signer(
            name="Contoh Camat", position="CAMAT", nip="197001011990011001", capacity=Capacity.ACTING_TASK
        )
        assert office.printed("730201") == "GANTARANG"
        assert history(office)[0].sentence.startswith("Pengaturan diubah")
        assert "Contoh" not in str(table(office, "journal"))


@pytest.mark.parametrize(
    "content, place",
    [
        ("warna = 1", "warna"),
        ("period = 26", "period"),
        ("period = '2026'", "period"),
        ("period = true", "period"),
        ("period = 2026.5", "period"),
        ("paper = 'letter'", "paper"),
        ("paper = ['f4']", "paper"),
        ("venue = 3", "venue"),
        ("venue = '" + "x" * 501 + "'", "venue"),
        ("letterhead = 'KOP'", "letterhead"),
        ("[letterhead]\nwarna = 'x'", "letterhead.warna"),
        ("[letterhead]\nphone = 413", "letterhead.phone"),
        ("[letterhead]\nlogo = 'hilang.png'", "letterhead.logo"),
        ("[letterhead]\nlogo = 'atur.toml'", "letterhead.logo"),
        ("[letterhead]\nlogo = '.'", "letterhead.logo"),
        ("[letterhead]\nlogo = 'besar.png'", "letterhead.logo"),
        ("signers = 'Camat'", "signers"),
        ("signers = ['Camat']", "signers"),
        ("[signers]\nname = 'A'", "signers"),
        ("[[signers]]\nname = 'A'", "signers nomor 1: position"),
        ("[[signers]]\nname = 'A'\nposition = 'B'\n[[signers]]\nposition = 'B'", "signers nomor 2: name"),
        ("[[signers]]\nname = 'A'\nposition = 'B'\nrole = 'C'", "signers nomor 1: role"),
        ("[[signers]]\nname = 'A'\nposition = 'B'\ncapacity = 'wakil'", "signers nomor 1: capacity"),
        ("[[signers]]\nname = 'A'\nposition = 'B'\nnip = '123'", "signers nomor 1: nip"),
        (
            "[[signers]]\nname = 'A'\nposition = 'B'\nnip = '" + "\uff11" * 18 + "'",
            "signers nomor 1: nip",
        ),
        ("printed_names = 'GANTARANG'", "printed_names"),
        ("[printed_names]\n730201 = 7", "730201"),
        ("words = 1", "words"),
    ],
)
def test_a_value_that_does_not_belong_is_named_with_its_place_and_nothing_is_kept(
    tmp_path: Path, content: str, place: str
) -> None:
    (tmp_path / "besar.png").write_bytes(PNG + bytes(1_000_001))
    with new_office(tmp_path / "office") as office:
        before = table(office, "settings"), table(office, "journal"), office.preferences
        with pytest.raises(SettingRefused) as told:
            set_from_file(office, written(tmp_path, content))
        assert told.value.what == f"Pengaturan {place} tidak bisa dipakai."
        assert told.value.fix.endswith("Lalu ulangi.")
        assert (table(office, "settings"), table(office, "journal"), office.preferences) == before


@pytest.mark.parametrize(
    "content, where", [(b"venue = ", "di akhir berkas."), (b"venue = 'a'\n[x\n", "di baris 2, huruf ke-3.")]
)
def test_the_place_where_a_file_is_no_toml_is_told_in_indonesian(tmp_path: Path, content: bytes, where: str) -> None:
    (tmp_path / "atur.toml").write_bytes(content)
    with new_office(tmp_path / "office") as office, pytest.raises(SettingsFileUnreadable) as told:
        set_from_file(office, tmp_path / "atur.toml")
    assert told.value.what == f"Berkas pengaturan atur.toml tidak bisa dibaca {where}"


@pytest.mark.parametrize("content", [b"venue = ", b"venue = \xff", b"venue = 'a'\nvenue = 'b'"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "atur.toml").write_bytes(content)
    with new_office(tmp_path / "office") as office:
        with pytest.raises(SettingsFileUnreadable) as told:
            set_from_file(office, tmp_path / "atur.toml")
        assert "atur.toml" in told.value.what
        with pytest.raises(SettingsFileUnreadable):
            set_from_file(office, tmp_path / "hilang.toml")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "atur.toml").write_bytes("\ufeffvenue = 'Aula'\r\n".encode())
    with new_office(tmp_path / "office") as office:
        assert set_from_file(office, tmp_path / "atur.toml") == ["venue"]


def test_saving_what_is_so_already_touches_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        before = table(office, "journal")
        assert save_preferences(office, office.preferences).touched is Touched.NOTHING
        assert table(office, "journal") == before


def test_preferences_survive_the_way_through_the_store() -> None:
    preferences = Preferences(
        period=2026,
        letterhead=Letterhead(first_line="A", logo=PNG),
        signers=(Signer(name="A", position="B", capacity=Capacity.BY_ORDER, on_behalf_of="BUPATI"),),
        venue="Aula",
        printed_names={"730201": "GANTARANG"},
        paper="a4",
    )
    assert Preferences.from_settings(preferences.to_settings()) == preferences


def test_a_new_office_starts_with_the_letterhead_of_its_place_and_no_signers(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "office")) as office:
        assert office.preferences.letterhead.first_line == "PEMERINTAH KABUPATEN BULUKUMBA"
        assert office.preferences.signers == ()
