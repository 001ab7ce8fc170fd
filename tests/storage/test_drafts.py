"""Drafts: kept under the key, never worth a refusal."""

from pathlib import Path

from ucj_desktop.storage.drafts import Drafts

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
