"""The printed recovery code opens an office whose password is forgotten, once."""

import shutil
from pathlib import Path

import pytest

from tests.offices import ADMIN, PASSWORD, SUB_DISTRICT
from tests.working_day import CLOCK, enter, everyone, open_for, table
from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.crypto.keyring import Keyring
from ucj_desktop.crypto.keyring_refusals import AccountUnknown, WrongPassword, WrongRecoveryCode
from ucj_desktop.crypto.passwords import PasswordRefused
from ucj_desktop.crypto.recovery_code import RecoveryCodeMistyped, new_recovery_code
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.services.care.accounts import add_account, disable_account
from ucj_desktop.services.care.back_up import back_up, restore_backup
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.care.recover_account import RecoveredButNotOpened, fault_of_recovery_code, recover_account
from ucj_desktop.services.office import NoOfficeHere, create_office, open_office
from ucj_desktop.storage.location import StoreInUse

OTHER = "perahu layar di teluk bone"


@pytest.fixture
def printed(tmp_path: Path) -> str:
    """An office with a head and somebody who has left, closed; the code on its sheet."""
    office, code = create_office(
        tmp_path / "office",
        kind=OfficeKind.SUB_DISTRICT,
        code=SUB_DISTRICT,
        admin=ADMIN,
        password=PASSWORD,
        training=True,
        cost=TRAINING_COST,
        clock=CLOCK,
    )
    enter(office, 2)
    add_account(office, "Hasnah", Role.HEAD, PASSWORD)
    add_account(office, "Sulaeman", Role.ENTRY, PASSWORD)
    disable_account(office, "Sulaeman")
    back_up(office)
    office.close()
    return code.printed


@pytest.fixture
def folder(tmp_path: Path, printed: str) -> Path:
    return tmp_path / "office"


def test_the_code_opens_the_office_with_a_new_password_and_a_certified_key(folder: Path, printed: str) -> None:
    with open_for(folder, "Hasnah") as office:
        old_key = office.unlocked.account.public_key
    opened, code = recover_account(folder, printed, "Hasnah", OTHER, CLOCK)
    assert (opened.clerk.name, opened.clerk.role) == ("Hasnah", Role.HEAD)
    assert opened.unlocked.account.public_key != old_key
    assert len(everyone(opened)) == 2
    newest = history(opened)[0]
    assert newest.action == "account.recovered"
    assert newest.sentence == "Akun dipulihkan dengan kode pemulihan (Hasnah)."
    assert verify_journal(opened).ok
    assert all(line.ok for line in examine(opened) if line.name in ("verdicts", "journal", "store"))
    assert any(opened.unlocked.account.public_key.hex() in row for row in table(opened, "accounts"))
    opened.close()
    with pytest.raises(WrongPassword):
        open_office(folder, "Hasnah", PASSWORD)
    open_office(folder, "Hasnah", OTHER).close()
    open_office(folder, ADMIN, PASSWORD).close()
    with pytest.raises(WrongRecoveryCode):
        recover_account(folder, printed, "Hasnah", PASSWORD)
    again, _ = recover_account(folder, code.printed, ADMIN, OTHER)
    again.close()


def test_small_letters_spaces_and_lines_of_the_sheet_do_not_matter(folder: Path, printed: str) -> None:
    typed = f"  {printed.lower().replace('-', ' ', 3).replace('-', chr(10), 1)} "
    opened, _ = recover_account(folder, typed, ADMIN, OTHER)
    opened.close()


def test_what_is_refused_changes_nothing(folder: Path, printed: str) -> None:
    before = (folder / "keyring.json").read_bytes()
    with pytest.raises(RecoveryCodeMistyped):
        recover_account(folder, printed[:-1], ADMIN, OTHER)
    with pytest.raises(WrongRecoveryCode):
        recover_account(folder, new_recovery_code().printed, ADMIN, OTHER)
    for name in ("Baso", "Sulaeman"):
        with pytest.raises(AccountUnknown):
            recover_account(folder, printed, name, OTHER)
    with pytest.raises(PasswordRefused):
        recover_account(folder, printed, ADMIN, "pendek")
    with pytest.raises(NoOfficeHere):
        recover_account(folder / "empty", printed, ADMIN, OTHER)
    assert (folder / "keyring.json").read_bytes() == before
    with open_for(folder, "Hasnah") as office:
        assert "account.recovered" not in {line.action for line in history(office)}


def test_an_office_open_elsewhere_does_not_cost_the_code(folder: Path, printed: str) -> None:
    with open_for(folder), pytest.raises(StoreInUse):
        recover_account(folder, printed, ADMIN, OTHER)
    opened, _ = recover_account(folder, printed, ADMIN, OTHER)
    opened.close()


@pytest.mark.parametrize("harm", ["ruin", "remove"])
def test_a_ruined_store_is_restored_with_the_recovered_password(folder: Path, printed: str, harm: str) -> None:
    if harm == "remove":
        (folder / "store.db").unlink()
    else:
        (folder / "store.db").write_bytes(b"ruined" * 1000)
    with pytest.raises(RecoveredButNotOpened) as told:
        recover_account(folder, printed, ADMIN, OTHER)
    restore_backup(folder, ADMIN, OTHER)
    with_new_code, _ = recover_account(folder, told.value.code_kept.printed, "Hasnah", OTHER)
    assert len(everyone(with_new_code)) == 2
    assert verify_journal(with_new_code).ok
    with_new_code.close()


def test_recovering_leaves_no_code_and_no_password_in_the_folder(folder: Path, printed: str) -> None:
    opened, code = recover_account(folder, printed, ADMIN, OTHER)
    opened.close()
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (printed.encode(), code.printed.encode(), code.secret, OTHER.encode()):
        assert secret not in held


def test_the_keyring_before_stays_beside_the_new_one(folder: Path, printed: str) -> None:
    before = (folder / "keyring.json").read_bytes()
    opened, _ = recover_account(folder, printed, ADMIN, OTHER)
    opened.close()
    assert (folder / "keyring.json.sebelum").read_bytes() == before
    shutil.copyfile(folder / "keyring.json.sebelum", folder / "keyring.json")
    assert Keyring(folder).unlock(ADMIN, PASSWORD).role is Role.ADMIN


def test_a_code_half_typed_is_told_and_a_whole_one_is_not(printed: str) -> None:
    assert "yang diketik 6" in str(fault_of_recovery_code(printed[:6]))
    wrong = "0" if printed[0] != "0" else "1"
    assert "Kelompok ke-1" in str(fault_of_recovery_code(wrong + printed[1:]))
    assert fault_of_recovery_code(printed.lower().replace("-", " ")) is None
