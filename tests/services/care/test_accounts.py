"""Accounts: added, given another role, taken out of use, each with a certified key; and the recovery code."""

from pathlib import Path

import pytest

from tests.offices import PASSWORD
from tests.working_day import enter, new_office, open_for, rule, table
from ucj_desktop.crypto.keyring_refusals import AccountNameRefused, AccountUnknown, WrongPassword
from ucj_desktop.crypto.passwords import PasswordRefused
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.care.accounts import (
    OwnAccount,
    add_account,
    change_own_password,
    disable_account,
    list_accounts,
    renew_recovery_code,
    reset_account,
)
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.office import Office, open_office

OTHER = "perahu layar di teluk bone"


def verdicts_are_sound(office: Office) -> bool:
    return next(one for one in examine(office) if one.name == "verdicts").ok


def test_a_second_account_ends_the_one_person_office_and_its_end_brings_it_back(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        add_account(office, "Hasnah", Role.HEAD, PASSWORD)
        alone = [office.one_person]
        assert [one.name for one in list_accounts(office)] == ["Rahma", "Hasnah"]
        assert '"one_person":[1,0]' in str(table(office, "journal")[-1][1])
        told = disable_account(office, "hasnah").sentence
        alone.append(office.one_person)
        assert alone == [False, True]
        assert "satu akun" in told
        assert "berita acara menyebutkannya" in told
        assert '"one_person":[0,1]' in str(table(office, "journal")[-1][1])
    with pytest.raises(ClerkError), open_for(tmp_path / "office", "Hasnah"):
        pass


@pytest.mark.parametrize("name", ["", "  ", "Rahma", "RAHMA"])
def test_a_name_that_is_taken_or_empty_is_refused(tmp_path: Path, name: str) -> None:
    with new_office(tmp_path / "office") as office:
        before = table(office, "accounts")
        with pytest.raises(AccountNameRefused):
            add_account(office, name, Role.HEAD, PASSWORD)
        assert table(office, "accounts") == before
        assert office.one_person


def test_a_weak_password_is_refused_for_new_and_for_changed(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        with pytest.raises(PasswordRefused):
            add_account(office, "Hasnah", Role.HEAD, "pendek")
        with pytest.raises(PasswordRefused):
            change_own_password(office, PASSWORD, "password1234")
        with pytest.raises(WrongPassword):
            change_own_password(office, "bukan yang lama ini", OTHER)
        assert len(list_accounts(office)) == 1


def test_verdicts_stay_sound_when_the_password_the_role_and_the_account_change(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with new_office(folder) as office:
        add_account(office, "Hasnah", Role.VERIFIER, PASSWORD)
    with open_for(folder, "Hasnah") as office:
        people = enter(office, 3)
        rule(office, Step.VERIFY, people[:1])
        change_own_password(office, PASSWORD, OTHER)
        rule(office, Step.VERIFY, people[1:2])
    with open_for(folder) as office:
        reset_account(office, "Hasnah", Role.VERIFIER, PASSWORD)
        assert verdicts_are_sound(office)
        assert [row[5] for row in table(office, "accounts")].count(1) == 2  # one key of each account is in use
        disable_account(office, "Hasnah")
        assert verdicts_are_sound(office)
        assert len(table(office, "rulings")) == 2


def test_nobody_takes_away_their_own_account(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        add_account(office, "Hasnah", Role.HEAD, PASSWORD)
        for name in ("Rahma", "rahma"):
            with pytest.raises(OwnAccount):
                disable_account(office, name)
            with pytest.raises(OwnAccount):
                reset_account(office, name, Role.HEAD, OTHER)
        with pytest.raises(AccountUnknown):
            disable_account(office, "Tidak Ada")


def test_a_role_is_the_one_given_last(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        add_account(office, "Hasnah", Role.ENTRY, PASSWORD)
        reset_account(office, "Hasnah", Role.HEAD, OTHER)
    opened = open_office(tmp_path / "office", "Hasnah", OTHER)
    assert opened.clerk.role is Role.HEAD
    opened.close()


def test_a_new_recovery_code_is_another_and_is_written_down_without_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        first, second = renew_recovery_code(office), renew_recovery_code(office)
        assert first != second
        rows = [row for row in table(office, "journal") if "recovery_code.renewed" in str(row[1])]
        assert len(rows) == 2


def test_every_change_of_an_account_stands_in_the_journal_without_a_name(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        add_account(office, "Hasnah", Role.ENTRY, PASSWORD)
        reset_account(office, "Hasnah", Role.HEAD, OTHER)
        disable_account(office, "Hasnah")
        change_own_password(office, PASSWORD, OTHER)
        chain = [str(row[1]) for row in table(office, "journal")]
        for action in ("account.added", "account.reset", "account.disabled", "account.password_changed"):
            assert sum(f'"{action}"' in row for row in chain) == 1
        assert not [row for row in chain if "Hasnah" in row]
