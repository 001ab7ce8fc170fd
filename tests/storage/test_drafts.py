"""Drafts: kept under the key, never worth a refusal."""

from pathlib import Path

import pytest
import sqlcipher3

from ucj_desktop.storage.drafts import Drafts, PaperNotHeld

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


def test_a_draft_comes_back_until_it_is_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "draft.db", KEY)
    drafts.put("rahma", "1", {"texts": {"full_name": "Andi"}})
    drafts.put("rahma", "1", {"texts": {"full_name": "Andi Baso"}})
    assert Drafts(tmp_path / "draft.db", KEY).every("rahma") == [("1", {"texts": {"full_name": "Andi Baso"}})]
    drafts.drop("rahma", "1")
    assert drafts.every("rahma") == []


def test_nobody_sees_the_drafts_of_another_account(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "draft.db", KEY)
    drafts.put("rahma", "1", {})
    assert drafts.every("baso") == []


def test_no_name_can_be_read_in_the_file(tmp_path: Path) -> None:
    Drafts(tmp_path / "draft.db", KEY).put("rahma", "1", {"texts": {"full_name": "Sitti Rahmawati"}})
    assert b"Rahmawati" not in (tmp_path / "draft.db").read_bytes()


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "draft.db").write_bytes(b"not a database" * 1000)
    drafts = Drafts(tmp_path / "draft.db", KEY)
    assert drafts.every("rahma") == []
    drafts.drop("rahma", "1")
    drafts.put("rahma", "1", {"field": "nik"})
    assert drafts.every("rahma") == [("1", {"field": "nik"})]


def test_another_key_reads_nothing(tmp_path: Path) -> None:
    Drafts(tmp_path / "draft.db", KEY).put("rahma", "1", {})
    assert Drafts(tmp_path / "draft.db", OTHER_KEY).every("rahma") == []


def test_a_draft_that_waits_for_no_disk_is_there_too(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "draft.db", KEY)
    drafts.put("rahma", "1", {"field": "nik"}, waits=False)
    assert Drafts(tmp_path / "draft.db", KEY).every("rahma") == [("1", {"field": "nik"})]


def test_papers_come_back_page_by_page_until_they_are_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "draft.db", KEY)
    drafts.put_paper("rahma", "1", "a", {"name": "kk.pdf"}, [b"first page", b"second page"])
    drafts.put_paper("rahma", "1", "b", {"name": "ktp.jpg"}, [b"ktp"])
    again = Drafts(tmp_path / "draft.db", KEY)
    assert again.papers("rahma", "1") == [("a", {"name": "kk.pdf"}), ("b", {"name": "ktp.jpg"})]
    assert again.pages("rahma", "1", "a") == [b"first page", b"second page"]
    assert b"second page" not in (tmp_path / "draft.db").read_bytes()
    again.drop_papers("rahma", "1", "a")
    assert [paper_id for paper_id, _ in again.papers("rahma", "1")] == ["b"]
    again.drop("rahma", "1")
    assert again.papers("rahma", "1") == []


def test_papers_without_a_draft_are_cleared_away(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "draft.db", KEY)
    drafts.put("rahma", "1", {})
    for subject in ("1", "2"):
        drafts.put_paper("rahma", subject, "a", {}, [b"picture"])
    drafts.put_paper("baso", "3", "a", {}, [b"picture"])
    drafts.drop_papers_of_no_draft("rahma")
    assert [len(drafts.papers(*one)) for one in (("rahma", "1"), ("rahma", "2"), ("baso", "3"))] == [1, 0, 1]


def test_a_paper_that_cannot_be_held_is_refused(tmp_path: Path) -> None:
    (tmp_path / "draft.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(PaperNotHeld):
        Drafts(tmp_path / "draft.db", KEY).put_paper("rahma", "1", "a", {}, [b"picture"])


def test_a_locked_file_is_not_taken_for_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "draft.db"
    drafts = Drafts(path, KEY, patience=0.01)
    drafts.put("rahma", "1", {"field": "nik"})
    other = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("BEGIN EXCLUSIVE")
    drafts.put("rahma", "2", {})
    other.execute("ROLLBACK")
    other.close()
    assert drafts.every("rahma") == [("1", {"field": "nik"})]
