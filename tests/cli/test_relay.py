"""The BPJS relay from the command line: the sheet, the results, the answer, and back."""

from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.offices import ADMIN
from tests.relay_office import accepted_workers, write_results


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A district with six accepted workers, closed."""
    with accepted_workers(tmp_path) as (district, _, _):
        return district.folder


def relay(store: Path, *words: str | Path) -> Ran:
    return run("relay", *words, "--store", store, "--as", ADMIN, "--json")


def test_a_sheet_goes_out_and_results_come_in(store: Path, tmp_path: Path) -> None:
    tried = relay(store, "export", "--dry-run").facts
    assert (tried["rows"], tried["file"], tried["confirmed"]) == (6, None, False)
    out = tmp_path / "bpjs.xlsx"
    done = relay(store, "export", "--profile", "BPU pendaftaran", "--out", out, "--limit", "4").facts
    assert (done["rows"], done["batch"], out.is_file()) == (4, 1, True)
    assert [one["kind"] for one in done["left_out"]] == ["next_file"] * 2
    assert relay(store, "export", "--out", out).error["code"] == "BPJS-06"
    niks = _niks(store, done["workers"])
    path = write_results(
        tmp_path / "hasil.xlsx", [(niks[0], "", "BERHASIL", ""), (niks[1], "", "GAGAL", "Tidak padan")]
    )
    assert relay(store, "results", path, "--dry-run").facts["registered"] == 1
    taken = relay(store, "results", path).facts
    assert (taken["rows"], taken["registered"], taken["refused"], taken["same"]) == (2, 1, 1, 0)
    assert relay(store, "results", path).facts["same"] == 2
    [batch] = relay(store, "list").facts["batches"]
    assert (batch["registered"], batch["refused"], batch["waiting"]) == (1, 1, 2)
    assert relay(store, "take-back", "1", "--reason", "salah").error["code"] == "BPJS-08"
    stick = tmp_path / "stick"
    answered = run(
        "package", "answer", "--office", "73.02.01", "--to", stick, "--store", store, "--as", ADMIN, "--json"
    )
    assert (answered.facts["registered"], answered.facts["returned"]) == (1, 1)


def _niks(store: Path, wanted: list[str]) -> list[str]:
    found = run("workers", "--with-nik", "--store", store, "--as", ADMIN, "--json").facts["workers"]
    by_id = {one["worker_id"]: one["nik"] for one in found}
    return [by_id[one] for one in wanted]


def test_people_read_who_is_left_out_and_that_the_format_is_not_confirmed(store: Path) -> None:
    said = run("relay", "export", "--dry-run", "--limit", "1", "--store", store, "--as", ADMIN).out
    assert "Menunggu berkas berikutnya: 5 pekerja" in said
    assert "harus dikonfirmasi kantor cabang" in said
    assert run("relay", "list", "--store", store, "--as", ADMIN).out.strip() == "Belum ada kiriman ke BPJS."


def test_profiles_go_out_and_come_in(store: Path, tmp_path: Path) -> None:
    [shipped] = relay(store, "profiles").facts["profiles"]
    assert shipped["shipped"]
    path = tmp_path / "format.toml"
    assert relay(store, "profile-save", shipped["name"], "--out", path).code == 0
    path.write_text(path.read_text("utf-8").replace('name = "BPU pendaftaran"', 'name = "Cabang 2027"'), "utf-8")
    assert relay(store, "profile-add", path).facts["added"]
    assert [one["name"] for one in relay(store, "profiles").facts["profiles"]] == ["Cabang 2027", "BPU pendaftaran"]
    assert relay(store, "export", "--profile", "Cabang 2027", "--dry-run").facts["rows"] == 6
    assert relay(store, "profile-delete", "Cabang 2027").facts["deleted"] == "Cabang 2027"
    assert relay(store, "export", "--profile", "Cabang 2027", "--dry-run").error["code"] == "BPJS-02"
    path.write_text("name = 1", "utf-8")
    assert relay(store, "profile-add", path).error["code"] == "ACU-02"
