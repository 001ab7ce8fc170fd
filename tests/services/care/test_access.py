"""Who saw what: rows without personal data, once a day; codes of papers; the end of a day that nobody closed."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.working_day import enter, forge, new_folder, new_office, open_for
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.care.history import HistoryFilter, history_lines, history_numbers
from ucj_desktop.services.care.tell_shown import tell_letter_shown, tell_workers_shown
from ucj_desktop.services.checkpoints import CodeUnreadable, find_code, sign_day, sign_past_day, signed_points
from ucj_desktop.services.collect.list_workers import show_full_numbers
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.export_list import export_list
from ucj_desktop.storage import journal


def seen(office: Office, **wanted: str) -> list[str]:
    numbers = history_numbers(office, HistoryFilter(kind="access", **wanted))  # type: ignore[arg-type]
    return [one.action for one in history_lines(office, numbers)]


def test_what_was_looked_at_is_told_once_a_day_for_each_account_and_worker(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.VERIFIER) as office:
        first, second = enter(office, 2)
        for _ in range(2):
            tell_workers_shown(office, [first.worker_id])
        tell_workers_shown(office, [first.worker_id, second.worker_id])
        tell_letter_shown(office, "BA-VER")
        show_full_numbers(office, WorkerFilter(), 2)
        export_list(office, tmp_path / "list.xlsx")
    with open_for(folder, Role.HEAD) as office:
        tell_workers_shown(office, [first.worker_id])
        assert seen(office) == [
            "worker.shown", "list.exported", "list.shown_in_full", "letter.shown", "worker.shown", "worker.shown",
        ]  # fmt: skip
        assert seen(office, worker_id=first.worker_id) == ["worker.shown", "worker.shown"]
        assert seen(office, account_id=office.clerk.account_id) == ["worker.shown"]
        late = office.clock() + timedelta(days=1)
        office.clock = lambda: late
        tell_workers_shown(office, [first.worker_id])
        assert seen(office, account_id=office.clerk.account_id) == ["worker.shown"] * 2
        with office.database.reading() as connection:
            chain = "".join(connection.exec_driver_sql("SELECT entry FROM journal").scalars())
        assert first.nik not in chain
        assert first.full_name not in chain
    with open_for(folder, Role.ENTRY) as office, pytest.raises(NotAllowed):
        seen(office)


def test_a_code_from_a_paper_is_genuine_unknown_or_of_a_journal_that_was_bent(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 3)
        with office.database.reading() as connection:
            n, head = journal.head(connection)
        code = head.hex()[:16].upper()
        spaced = " ".join(code[start : start + 4] for start in range(0, 16, 4))
        found = find_code(office, spaced)
        assert (found.row, found.vouched, found.is_genuine) == (n, 0, True)
        sign_day(office)
        assert find_code(office, code).vouched == n
        assert not find_code(office, "0" * 16).is_genuine
        assert "tidak ada dalam jurnal" in find_code(office, "0" * 16).sentence
        with pytest.raises(CodeUnreadable):
            find_code(office, "1234")
        forge(office, "UPDATE journal SET entry = entry || ' ' WHERE n = 3", without="journal_no_update")
        assert "rusak: baris 3" in find_code(office, code).sentence


def test_a_day_that_was_not_closed_is_signed_at_the_first_start_of_the_next(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 1)
        sign_past_day(office)
        assert signed_points(office) == []
        late = office.clock() + timedelta(days=1)
        office.clock = lambda: late
        for _ in range(2):
            sign_past_day(office)
        assert [one.occasion for one in signed_points(office)] == ["day"]
