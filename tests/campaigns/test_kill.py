"""A few kills in every test run; `python tests/campaigns/kill.py --size N` runs the campaign in full."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns import kill
from tests.offices import ADMIN, PASSWORD
from tests.stages import GUARDS
from tests.working_day import enter, forge, minuted
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.office import open_office
from ucj_desktop.storage import packages


def test_twelve_kills_lose_nothing_and_leave_nothing_half_done() -> None:
    done = subprocess.run(
        [sys.executable, kill.__file__, "--size", "12", "--seed", "2026"],
        cwd=Path(kill.__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 kills: 0 faults" in done.stdout


@pytest.mark.parametrize(
    "damage, words",
    [
        ("", ""),
        ("DELETE FROM workers WHERE rowid = 1", "half done"),
        ("UPDATE workers SET minutes_id = '' WHERE rowid = 2", "half done"),
        ("UPDATE workers SET stage = 'validated' WHERE rowid = 3", "sent in no package"),
        ("DELETE FROM sent_workers WHERE rowid = 1", "sent in no package"),
        ("DELETE FROM packages_out", "lost: package 1"),
        ("DELETE FROM rulings WHERE rowid = 1", "verdicts"),
        ("UPDATE workers SET batch_id = 'cut'", "half done"),
        ("DELETE FROM journal_text WHERE n > 9;DELETE FROM journal WHERE n > 9", "ekor jurnal"),
        ("UPDATE minutes_rows SET note = 'x'", "not what was frozen"),
    ],
)
def test_the_campaign_sees_what_is_lost_or_half_done(tmp_path: Path, damage: str, words: str) -> None:
    kill.new_stage(tmp_path / "stage")
    office = open_office(tmp_path / "stage" / "office", ADMIN, PASSWORD, clock=kill.clock)
    try:
        minuted(office, enter(office, 8))
        sent = create_package(office, tmp_path / "stage" / "stick").package
        forge(
            office,
            "UPDATE workers SET batch_id = 'one'",
            "INSERT INTO imports (batch_id, counts) VALUES ('one', '{\"new\": 8}')",
        )
        guards = " ".join(("journal_no_delete minutes_rows_no_update rulings_no_delete", *GUARDS))
        forge(office, *filter(None, damage.split(";")), without=guards)
        commits = [["import", "one", "8"], ["package", "1", sent.sha256]]
        found = list(kill.faults_of(office, tmp_path / "stage", commits))
    finally:
        office.close()
    if words:
        assert any(words in fault for fault in found), found
    else:
        assert found == []


def test_a_file_that_is_not_what_was_made_is_seen(tmp_path: Path) -> None:
    kill.new_stage(tmp_path / "stage")
    office = open_office(tmp_path / "stage" / "office", ADMIN, PASSWORD, clock=kill.clock)
    try:
        minuted(office, enter(office, 8))
        sent = create_package(office, tmp_path / "stage" / "stick").package
        for place in (office.folder / "outbox", tmp_path / "stage" / "stick"):
            path = place / sent.file_name
            whole = path.read_bytes()
            path.write_bytes(whole[:-1])
            with office.database.reading() as connection:
                made = packages.sent(connection)
            assert len(list(kill.faults_of_files(office, tmp_path / "stage", made))) == 1
            path.write_bytes(whole)
    finally:
        office.close()
