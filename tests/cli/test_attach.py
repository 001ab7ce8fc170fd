"""Papers from the command line: refused until the office allows them, added, listed, saved and erased."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.command_lines import Ran, run
from tests.domain.rules.sound_worker import SOUND
from tests.offices import CLERKS, make_office, open_as
from tests.reports.test_pictures import photo
from ucj_desktop.domain.people import Role
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.collect.enter_worker import save_new_worker


@pytest.fixture
def store(tmp_path: Path) -> Path:
    office = make_office(tmp_path / "office", staffed=True)
    save_preferences(office, replace(office.preferences, attachments=True))
    office.close()
    office = open_as(tmp_path / "office", Role.ENTRY)
    save_new_worker(office, SOUND)
    office.close()
    return tmp_path / "office"


def _attach(store: Path, *words: str | Path, role: Role = Role.VERIFIER) -> Ran:
    return run("attach", *words, "--store", store, "--as", CLERKS[role], "--json")


def test_a_paper_is_added_listed_saved_and_erased(store: Path, tmp_path: Path) -> None:
    worker, picture = SOUND.worker_id, photo(tmp_path / "KTP Nurhayati.jpg")
    added = _attach(store, "add", worker, picture, "--kind", "ktp", role=Role.ENTRY)
    assert "Nurhayati" not in added.out
    [one] = _attach(store, "list", worker).facts["attachments"]
    assert (one["kind"], one["wide"], one["high"]) == ("ktp", 400, 200)
    assert added.facts["attachments"] == [one]
    outside = tmp_path / "outside"
    outside.mkdir()
    saved = Path(_attach(store, "save", one["attachment_id"], "--out", outside).facts["file"])
    assert [saved] == list(outside.iterdir())
    with Image.open(saved) as opened:
        assert opened.size == (400, 200)
    _attach(store, "remove", one["attachment_id"], role=Role.ENTRY)
    assert _attach(store, "list", worker).facts["attachments"] == []
    assert _attach(store, "save", one["attachment_id"], "--out", outside).error["code"] == "LAMPIRAN-04"
    office = open_as(store, Role.HEAD)
    told = "\n".join(one.sentence for one in history(office))
    office.close()
    for words in ("dilampirkan", "disalin ke berkas di luar program", "Lampiran dihapus"):
        assert words in told


def test_a_folder_that_is_not_there_is_said(store: Path, tmp_path: Path) -> None:
    _attach(store, "add", SOUND.worker_id, photo(tmp_path / "ktp.jpg"), "--kind", "ktp")
    [one] = _attach(store, "list", SOUND.worker_id).facts["attachments"]
    ran = _attach(store, "save", one["attachment_id"], "--out", tmp_path / "nowhere")
    assert (ran.code, ran.error["code"]) == (2, "LAMPIRAN-07")
    assert not (tmp_path / "nowhere").exists()


def test_an_office_that_keeps_no_papers_refuses_them(tmp_path: Path) -> None:
    make_office(tmp_path / "office", staffed=True).close()
    office = open_as(tmp_path / "office", Role.ENTRY)
    save_new_worker(office, SOUND)
    office.close()
    ran = _attach(tmp_path / "office", "add", SOUND.worker_id, photo(tmp_path / "ktp.jpg"), "--kind", "ktp")
    assert (ran.code, ran.error["code"]) == (2, "LAMPIRAN-03")


def test_who_may_not_see_full_numbers_takes_no_picture_out(store: Path, tmp_path: Path) -> None:
    _attach(store, "add", SOUND.worker_id, photo(tmp_path / "ktp.jpg"), "--kind", "ktp")
    [one] = _attach(store, "list", SOUND.worker_id).facts["attachments"]
    ran = _attach(store, "save", one["attachment_id"], "--out", tmp_path, role=Role.ENTRY)
    assert ran.error["code"] == "IZIN-01"
    assert not list(tmp_path.glob("ktp-*"))
