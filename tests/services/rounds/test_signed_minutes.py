"""Closing and reopening are signed by the account that does it; what nobody signed is named and used for nothing."""

from pathlib import Path

import pytest

from tests.offices import PASSWORD
from tests.old_stores import HEAD, OLD_STORES, copy_old_store
from tests.old_stores import PASSWORD as OLD_PASSWORD
from tests.working_day import enter, exchange_cards, forge, minuted, new_office, open_for
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Role
from ucj_desktop.services.care.accounts import add_account, change_own_password
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.office import Office, PasswordIsTemporary, open_office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.reopen_minutes import already_sent, reopen_minutes
from ucj_desktop.services.rounds.signed_minutes import MinutesNotSigned


def told(office: Office) -> tuple[bool, str]:
    line = next(one for one in examine(office) if one.name == "minutes")
    return line.ok, line.what


def test_closing_and_reopening_bear_a_sound_signature(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = minuted(office, enter(office, 4))
        assert told(office) == (True, "1 penutupan berita acara bertanda tangan sah.")
        reopen_minutes(office, made.minutes_id, "salah ketik")
        assert told(office)[0]


def test_a_signature_holds_under_the_next_key_of_the_account(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        minuted(office, enter(office, 4))
        change_own_password(office, PASSWORD, "ombak tenang di pantai barat")
        assert told(office)[0]


@pytest.mark.parametrize(
    "sql, without",
    [
        ("UPDATE minutes_approvals SET signature = ''", "minutes_approvals_no_update"),
        ("UPDATE minutes_approvals SET signature = 'zz'", "minutes_approvals_no_update"),
        ("UPDATE minutes_approvals SET account_id = 'nobody'", "minutes_approvals_no_update"),
        ("DELETE FROM minutes_approvals", "minutes_approvals_no_delete"),
        ("UPDATE minutes SET digest = 'another'", "minutes_frozen"),
        ("UPDATE minutes SET closed_by = 'nobody'", "minutes_frozen"),
        ("UPDATE minutes SET closed_at = '2020-01-01'", "minutes_frozen"),
    ],
)
def test_a_closing_that_its_account_did_not_sign_is_named_and_goes_nowhere(
    tmp_path: Path, sql: str, without: str
) -> None:
    with new_office(tmp_path / "office") as office:
        minuted(office, enter(office, 4))
        forge(office, sql, without=without)
        assert told(office) == (False, "Penutupan berita acara register 1-1 tidak bertanda tangan sah.")
        with pytest.raises(ClerkError) as refused:
            preview_report(office, Asked(report="BA-VER"))
        assert refused.value.code in ("BA-07", "CETAK-11")


@pytest.mark.parametrize(
    "sql, without",
    [
        ("UPDATE minutes_rows SET verdict = 'eligible', reason = ''", "minutes_rows_no_update"),
        ("UPDATE minutes SET one_person_office = 1 - one_person_office", "minutes_frozen"),
        ("UPDATE minutes SET venue = 'Rumah'", "minutes_frozen"),
    ],
)
def test_what_closed_minutes_say_is_compared_with_what_was_signed(tmp_path: Path, sql: str, without: str) -> None:
    with new_office(tmp_path / "office") as office:
        minuted(office, enter(office, 4))
        forge(office, sql, without=without)
        assert told(office) == (False, "Isi berita acara register 1-1 tidak sama dengan saat ditutup.")


def test_a_reopening_by_bare_sql_is_named(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        minuted(office, enter(office, 4))
        forge(office, "UPDATE minutes SET reopened_at = '2026-11-30', reopen_reason = 'diam-diam'")
        assert told(office) == (False, "Pembukaan kembali berita acara register 1-1 tidak bertanda tangan sah.")


def test_reopening_tells_before_and_after_who_is_with_the_district_already(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office, new_office(tmp_path / "district", code="7302") as district:
        exchange_cards(office, district, tmp_path / "cards")
        made = minuted(office, enter(office, 4))
        assert already_sent(office, made.minutes_id) == ""
        create_package(office, tmp_path / "cards")
        before = already_sent(office, made.minutes_id)
        assert before.startswith(" Di antaranya 4 sudah dikirim. Yang di kabupaten tetap berlaku")
        change = reopen_minutes(office, made.minutes_id, "salah ketik")
        assert change.sentence.endswith(before)


def test_unsigned_minutes_enter_no_package(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office, new_office(tmp_path / "district", code="7302") as district:
        exchange_cards(office, district, tmp_path / "cards")
        minuted(office, enter(office, 4))
        forge(office, "DELETE FROM minutes_approvals", without="minutes_approvals_no_delete")
        with pytest.raises(MinutesNotSigned):
            create_package(office, tmp_path / "stick")


def test_a_password_that_somebody_else_chose_reopens_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = minuted(office, enter(office, 4))
        add_account(office, "Hasnah", Role.HEAD, PASSWORD, temporary=True)
    with open_for(tmp_path / "office", "Hasnah") as office, pytest.raises(PasswordIsTemporary):
        reopen_minutes(office, made.minutes_id, "salah ketik")


@pytest.mark.parametrize("revision", OLD_STORES, ids=lambda path: path.name)
def test_minutes_closed_before_closings_were_signed_stay_good_by_the_journal(revision: Path, tmp_path: Path) -> None:
    copy_old_store(revision, tmp_path / "office")
    office = open_office(tmp_path / "office", HEAD, OLD_PASSWORD)
    try:
        assert told(office) == (True, "1 penutupan berita acara bertanda tangan sah.")
        forge(office, "UPDATE minutes SET digest = 'another'", without="minutes_frozen")
        assert not told(office)[0]
    finally:
        office.close()
