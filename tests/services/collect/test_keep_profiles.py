"""Import profiles are saved, listed, handed to another office, taken in and deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.services.collect.keep_profiles import (
    NotAProfile,
    ProfileIsShipped,
    delete_profile,
    export_profile,
    profiles_kept,
    save_profile,
    take_in_profile,
)
from ucj_desktop.services.collect.plan_file import ImportOptions, NoSuchProfile, look_at_file, plan_file
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import FolderNotWritable
from ucj_desktop.spreadsheets.mapping import SheetPlan

HEAD = "KODE;SIAPA;NIK;KAPAN;DESA"
COLUMNS = {"full_name": 1, "nik": 2, "birth_date": 3, "village_code": 4}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    yield made
    made.close()


def _file(path: Path, head: str = HEAD) -> Path:
    path.write_text(f"{head}\nX1;Baso Ali;7302011203790004;12-03-1979;Bialo\n", encoding="utf-8")
    return path


def _plan(office: Office, path: Path, columns: dict[str, int] | None = None) -> SheetPlan:
    options = ImportOptions(columns={path.stem: columns} if columns else {})
    return plan_file(office, look_at_file(office, path), options).plans[0]


def test_a_profile_goes_to_another_office_as_toml(office: Office, tmp_path: Path) -> None:
    save_profile(office, _plan(office, _file(tmp_path / "a.csv"), COLUMNS), "Dinsos")
    export_profile(office, "Dinsos", tmp_path / "dinsos.toml")
    other = make_office(tmp_path / "lain")
    assert "dipakai mulai sekarang" in take_in_profile(other, tmp_path / "dinsos.toml").sentence
    plan = _plan(other, _file(tmp_path / "b.csv"))
    other.close()
    assert plan.profile == "Dinsos"
    assert {one.field: one.index for one in plan.columns.values()} == COLUMNS


def test_a_profile_that_cannot_be_written_leaves_the_one_before_it_whole(office: Office, tmp_path: Path) -> None:
    save_profile(office, _plan(office, _file(tmp_path / "a.csv"), COLUMNS), "Dinsos")
    with pytest.raises(FolderNotWritable):
        export_profile(office, "Dinsos", tmp_path / "tidak ada" / "dinsos.toml")
    (tmp_path / "dinsos.toml").write_text("yang lama", encoding="utf-8")
    (tmp_path / "dinsos.toml.baru").mkdir()  # the new one cannot be begun
    with pytest.raises(ClerkError):
        export_profile(office, "Dinsos", tmp_path / "dinsos.toml")
    assert (tmp_path / "dinsos.toml").read_text(encoding="utf-8") == "yang lama"


def test_the_list_holds_what_was_saved_and_what_came_with_the_program(office: Office, tmp_path: Path) -> None:
    save_profile(office, _plan(office, _file(tmp_path / "a.csv"), COLUMNS), "Dinsos")
    kept = profiles_kept(office)
    assert [(one.name, one.is_shipped) for one in kept] == [("Dinsos", False), ("Ekspor DTKS", True)]
    assert kept[0].columns == 4


def test_a_deleted_profile_is_no_longer_used(office: Office, tmp_path: Path) -> None:
    save_profile(office, _plan(office, _file(tmp_path / "a.csv"), COLUMNS), "Dinsos")
    delete_profile(office, "Dinsos")
    assert _plan(office, tmp_path / "a.csv").profile == ""
    with pytest.raises(NoSuchProfile):
        delete_profile(office, "Dinsos")
    with pytest.raises(ProfileIsShipped):
        delete_profile(office, "Ekspor DTKS")


def test_two_layouts_never_share_a_name(office: Office, tmp_path: Path) -> None:
    save_profile(office, _plan(office, _file(tmp_path / "a.csv"), COLUMNS), "Dinsos")
    save_profile(office, _plan(office, _file(tmp_path / "b.csv", f"{HEAD};LAIN"), COLUMNS), "Dinsos")
    save_profile(office, _plan(office, _file(tmp_path / "a.csv"), COLUMNS), "Dinsos")
    assert [one.name for one in profiles_kept(office) if not one.is_shipped] == ["Dinsos", "Dinsos (2)"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"nama = 1", b'name = "x"\nheadings = ["A"]\n[columns]\nbukan = "A"', b"x" * 300_000],
)
def test_a_file_that_is_no_profile_is_told(content: bytes, office: Office, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    with pytest.raises(NotAProfile):
        take_in_profile(office, tmp_path / "x.toml")


def test_a_missing_file_and_a_folder_are_told(office: Office, tmp_path: Path) -> None:
    for path in (tmp_path / "tidak-ada.toml", tmp_path):
        with pytest.raises(ClerkError) as raised:
            take_in_profile(office, path)
        assert raised.value.code.startswith("BERKAS")
