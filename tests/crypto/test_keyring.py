"""The keyring: accounts, roles, passwords, recovery, and what an edited file does."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ucj_desktop.crypto.kdf import MINIMUM_COST, TRAINING_COST, KdfCost, calibrated_cost, derive_key
from ucj_desktop.crypto.keyring import Keyring, NewOffice
from ucj_desktop.crypto.keyring_file import read_keyring_file, wrap
from ucj_desktop.crypto.keyring_refusals import (
    AccountNameRefused,
    AccountUnknown,
    KeyringDamaged,
    KeyringExists,
    KeyringNewer,
    KeyringNotWritten,
    LastAccount,
    WrongPassword,
    WrongRecoveryCode,
)
from ucj_desktop.crypto.passwords import PasswordRefused
from ucj_desktop.crypto.recovery_code import RecoveryCodeMistyped, new_recovery_code
from ucj_desktop.crypto.signing import is_signed_by
from ucj_desktop.crypto.tries import TRIES_FILE, TooManyTries
from ucj_desktop.domain.people import Role

PASSWORD = "sawah kambing pena hujan"
OTHER = "perahu layar teluk biru"
THIRD = "delapan jambu dalam karung"


class Clock:
    """A clock that goes on only when told."""

    def __init__(self) -> None:
        self.now = 1_750_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyring(tmp_path: Path, clock: Clock) -> Keyring:
    return Keyring(tmp_path, clock)


@pytest.fixture
def office(keyring: Keyring) -> NewOffice:
    return keyring.create(
        store_id="store-1", admin="Sitti Aminah", password=PASSWORD, cost=TRAINING_COST, training=True
    )


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "keyring.json"
    stated = json.loads(path.read_bytes())
    change(stated)
    path.write_text(json.dumps(stated))


def test_the_right_password_gives_the_data_key_and_the_accounts_own_signing_key(
    keyring: Keyring, office: NewOffice
) -> None:
    unlocked = keyring.unlock("sitti  AMINAH", PASSWORD)
    assert unlocked.data_key == office.unlocked.data_key
    assert len(unlocked.data_key) == 32
    assert unlocked.role is Role.ADMIN
    assert unlocked.training
    signature = unlocked.signing.sign("t", b"verdict")
    assert is_signed_by(unlocked.account.public_key, "t", b"verdict", signature)
    assert repr(unlocked.data_key) not in repr(unlocked)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(keyring: Keyring, office: NewOffice) -> None:
    with pytest.raises(WrongPassword) as wrong:
        keyring.unlock("Sitti Aminah", OTHER)
    with pytest.raises(WrongPassword) as unknown:
        keyring.unlock("Baso", PASSWORD)
    assert wrong.value.what == unknown.value.what


def test_no_secret_stands_in_any_file_of_the_keyring(tmp_path: Path, keyring: Keyring, office: NewOffice) -> None:
    keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        for secret in (office.unlocked.data_key, office.unlocked.signing.seed, office.recovery_code.secret):
            assert secret not in content
            assert secret.hex().encode() not in content
        assert PASSWORD.encode() not in content


@pytest.mark.skipif("os.name == 'nt'", reason="Windows has no permission bits")
def test_only_the_owner_may_read_the_keyring(tmp_path: Path, office: NewOffice) -> None:
    assert stat.S_IMODE(os.stat(tmp_path / "keyring.json").st_mode) == 0o600


def test_a_second_account_opens_the_same_store_with_another_signing_key(keyring: Keyring, office: NewOffice) -> None:
    keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    baso = keyring.unlock("Baso", OTHER)
    assert baso.data_key == office.unlocked.data_key
    assert baso.signing.public != office.unlocked.signing.public
    assert baso.role is Role.ENTRY
    assert [account.name for account in keyring.accounts()] == ["Sitti Aminah", "Baso"]


def test_a_name_is_given_once_and_must_be_readable(keyring: Keyring, office: NewOffice) -> None:
    for name in ("sitti aminah", "", "x" * 81, "Ba\u200bso"):
        with pytest.raises(AccountNameRefused):
            keyring.add_account(office.unlocked, name, Role.ENTRY, OTHER)


def test_a_weak_password_makes_no_account(keyring: Keyring, office: NewOffice) -> None:
    with pytest.raises(PasswordRefused):
        keyring.add_account(office.unlocked, "Baso", Role.ENTRY, "password12345")
    assert len(keyring.accounts()) == 1


def test_a_disabled_account_cannot_log_in_and_leaves_name_and_public_key(keyring: Keyring, office: NewOffice) -> None:
    added = keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    keyring.disable_account(office.unlocked, "Baso")
    with pytest.raises(WrongPassword):
        keyring.unlock("Baso", OTHER)
    (left,) = [account for account in keyring.accounts() if account.name == "Baso"]
    assert left.disabled
    assert left.public_key == added.public_key
    with pytest.raises(AccountNameRefused):
        keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    with pytest.raises(AccountUnknown):
        keyring.disable_account(office.unlocked, "Baso")


def test_the_last_account_cannot_be_disabled(keyring: Keyring, office: NewOffice) -> None:
    with pytest.raises(LastAccount):
        keyring.disable_account(office.unlocked, "Sitti Aminah")


def test_a_reset_gives_another_role_a_temporary_password_and_a_new_signing_key(
    keyring: Keyring, office: NewOffice
) -> None:
    before = keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    keyring.disable_account(office.unlocked, "Baso")
    after = keyring.reset_account(office.unlocked, "Baso", Role.VERIFIER, THIRD)
    assert (after.account_id, after.role, after.temporary) == (before.account_id, Role.VERIFIER, True)
    assert after.public_key != before.public_key
    assert keyring.unlock("Baso", THIRD).role is Role.VERIFIER
    with pytest.raises(AccountUnknown):
        keyring.reset_account(office.unlocked, "Tidak Ada", Role.ENTRY, THIRD)


def test_changing_a_password_keeps_the_keys_and_rewrites_the_keyring_only(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    before = (tmp_path / "keyring.json").read_bytes()
    changed = keyring.change_password("Sitti Aminah", PASSWORD, OTHER)
    assert changed.data_key == office.unlocked.data_key
    assert changed.signing.seed == office.unlocked.signing.seed
    assert (tmp_path / "keyring.json.sebelum").read_bytes() == before
    with pytest.raises(WrongPassword):
        keyring.unlock("Sitti Aminah", PASSWORD)
    assert keyring.unlock("Sitti Aminah", OTHER).data_key == office.unlocked.data_key
    assert {path.name for path in tmp_path.iterdir()} <= {"keyring.json", "keyring.json.sebelum", TRIES_FILE}


def test_changing_a_temporary_password_makes_a_new_signing_key(keyring: Keyring, office: NewOffice) -> None:
    added = keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER, temporary=True)
    assert keyring.unlock("Baso", OTHER).account.temporary
    changed = keyring.change_password("Baso", OTHER, THIRD)
    assert not changed.account.temporary
    assert changed.account.public_key != added.public_key
    assert keyring.unlock("Baso", THIRD).signing.public == changed.account.public_key


def test_the_recovery_code_gives_a_new_password_a_new_account_key_and_a_new_code(
    keyring: Keyring, office: NewOffice
) -> None:
    recovered = keyring.recover(office.recovery_code.printed.lower(), "Sitti Aminah", OTHER)
    assert recovered.unlocked.data_key == office.unlocked.data_key
    assert recovered.unlocked.role is Role.ADMIN
    assert recovered.unlocked.signing.public != office.unlocked.signing.public
    assert keyring.unlock("Sitti Aminah", OTHER).data_key == office.unlocked.data_key
    with pytest.raises(WrongRecoveryCode):
        keyring.recover(office.recovery_code.printed, "Sitti Aminah", THIRD)
    keyring.recover(recovered.recovery_code.printed, "Sitti Aminah", THIRD)


def test_a_mistyped_or_foreign_recovery_code_changes_nothing(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    before = (tmp_path / "keyring.json").read_bytes()
    with pytest.raises(RecoveryCodeMistyped):
        keyring.recover("ABC", "Sitti Aminah", OTHER)
    with pytest.raises(WrongRecoveryCode):
        keyring.recover(new_recovery_code().printed, "Sitti Aminah", OTHER)
    with pytest.raises(AccountUnknown):
        keyring.recover(office.recovery_code.printed, "Baso", OTHER)
    assert (tmp_path / "keyring.json").read_bytes() == before


def test_a_renewed_code_voids_the_old_one(keyring: Keyring, office: NewOffice) -> None:
    code = keyring.renew_recovery_code(office.unlocked)
    with pytest.raises(WrongRecoveryCode):
        keyring.recover(office.recovery_code.printed, "Sitti Aminah", OTHER)
    assert keyring.recover(code.printed, "Sitti Aminah", OTHER).unlocked.data_key == office.unlocked.data_key


def test_an_edited_role_breaks_its_own_slot(tmp_path: Path, keyring: Keyring, office: NewOffice) -> None:
    keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    edit(tmp_path, lambda stated: stated["slots"][2].update(role="admin"))
    with pytest.raises(WrongPassword):
        keyring.unlock("Baso", OTHER)


@pytest.mark.parametrize(
    ("field", "value"), [("role", "admin"), ("name", "Basri"), ("public_key", "00" * 32), ("temporary", True)]
)
def test_an_edit_of_another_account_is_found_by_whoever_logs_in(
    tmp_path: Path, keyring: Keyring, office: NewOffice, field: str, value: object
) -> None:
    keyring.add_account(office.unlocked, "Baso", Role.ENTRY, OTHER)
    edit(tmp_path, lambda stated: stated["slots"][2].update({field: value}))
    with pytest.raises(KeyringDamaged):
        keyring.unlock("Sitti Aminah", PASSWORD)
    with pytest.raises(KeyringDamaged):
        keyring.add_account(office.unlocked, "Basri", Role.ENTRY, THIRD)


def test_a_slot_of_another_office_does_not_open(tmp_path: Path, keyring: Keyring, office: NewOffice) -> None:
    edit(tmp_path, lambda stated: stated.update(store="store-2"))
    with pytest.raises(WrongPassword):
        keyring.unlock("Sitti Aminah", PASSWORD)


@pytest.mark.parametrize(
    "change",
    [
        lambda stated: stated.clear(),
        lambda stated: stated.update(v="1", slots={}),
        lambda stated: stated.update(store=5),
        lambda stated: stated.update(store="\ud800"),
        lambda stated: stated.update(seal="zz"),
        lambda stated: stated["slots"].append("x"),
        lambda stated: stated["slots"][0].update(kind="guest"),
        lambda stated: stated["slots"][0].update(role="king"),
        lambda stated: stated["slots"][0].update(nonce="00"),
        lambda stated: stated["slots"][0].update(disabled=0),
        lambda stated: stated["slots"][0]["kdf"].update(memory_kib=2**40),
        lambda stated: stated["slots"][0]["kdf"].update(iterations=10**6),
        lambda stated: stated["slots"][0]["kdf"].update(lanes=0),
        lambda stated: stated.update(training=False),
    ],
)
def test_a_keyring_of_another_form_is_named_as_damaged(
    tmp_path: Path, keyring: Keyring, office: NewOffice, change: Callable[[dict[str, Any]], object]
) -> None:
    edit(tmp_path, change)
    with pytest.raises(KeyringDamaged):
        keyring.unlock("Sitti Aminah", PASSWORD)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{" * 50_000, b"[" * 100_000, b" " * 1_100_000])
def test_what_is_no_keyring_is_named_as_damaged(tmp_path: Path, keyring: Keyring, content: bytes) -> None:
    (tmp_path / "keyring.json").write_bytes(content)
    with pytest.raises(KeyringDamaged):
        keyring.accounts()


def test_a_missing_keyring_is_named_as_damaged_and_a_newer_one_as_newer(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    edit(tmp_path, lambda stated: stated.update(v=2))
    with pytest.raises(KeyringNewer):
        keyring.accounts()
    (tmp_path / "keyring.json").unlink()
    with pytest.raises(KeyringDamaged):
        keyring.accounts()


def test_a_recovery_slot_passed_off_as_an_account_is_refused(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    edit(tmp_path, lambda stated: stated["slots"].pop(1))
    with pytest.raises(WrongRecoveryCode):
        keyring.recover(office.recovery_code.printed, "Sitti Aminah", OTHER)


def test_an_account_slot_that_holds_something_else_is_damage(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    file = read_keyring_file(tmp_path / "keyring.json")
    short = wrap(file, file.slots[0], PASSWORD.encode(), office.unlocked.data_key)
    (tmp_path / "keyring.json").write_bytes(replace(file, slots=(short, *file.slots[1:])).to_bytes())
    with pytest.raises(KeyringDamaged):
        keyring.unlock("Sitti Aminah", PASSWORD)


def test_a_folder_gets_one_keyring(keyring: Keyring, office: NewOffice) -> None:
    with pytest.raises(KeyringExists):
        keyring.create(store_id="s", admin="A", password=PASSWORD)


def test_a_cheap_key_derivation_is_for_training_offices_only(keyring: Keyring) -> None:
    with pytest.raises(ValueError, match="training"):
        keyring.create(store_id="s", admin="Baso", password=PASSWORD, cost=TRAINING_COST)


def test_a_real_office_pays_at_least_the_minimum(tmp_path: Path, keyring: Keyring) -> None:
    keyring.create(store_id="s", admin="Baso", password=PASSWORD, cost=MINIMUM_COST)
    stated = json.loads((tmp_path / "keyring.json").read_bytes())
    assert stated["slots"][0]["kdf"] | {"salt": ""} == {
        "name": "argon2id",
        "memory_kib": 65536,
        "iterations": 3,
        "lanes": 1,
        "salt": "",
    }


def test_a_full_disk_is_told_and_the_old_keyring_still_opens(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    (tmp_path / "keyring.json.baru").mkdir()  # the place of the temporary file is taken
    with pytest.raises(KeyringNotWritten):
        keyring.change_password("Sitti Aminah", PASSWORD, OTHER)
    assert keyring.unlock("Sitti Aminah", PASSWORD).data_key == office.unlocked.data_key


def test_a_rest_of_an_interrupted_write_is_no_hindrance(tmp_path: Path, keyring: Keyring, office: NewOffice) -> None:
    (tmp_path / "keyring.json.baru").write_bytes(b"half")
    keyring.change_password("Sitti Aminah", PASSWORD, OTHER)
    assert keyring.unlock("Sitti Aminah", OTHER).data_key == office.unlocked.data_key


def fail(keyring: Keyring, times: int, name: str = "Sitti Aminah") -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            keyring.unlock(name, OTHER)


def test_after_five_wrong_passwords_even_the_right_one_waits_15_seconds(
    keyring: Keyring, office: NewOffice, clock: Clock
) -> None:
    fail(keyring, 5)
    with pytest.raises(TooManyTries) as refusal:
        keyring.unlock("Sitti Aminah", PASSWORD)
    assert refusal.value.seconds == 15
    clock.now += 15
    assert keyring.unlock("Sitti Aminah", PASSWORD)


def test_the_wait_doubles_and_survives_a_restart(
    tmp_path: Path, keyring: Keyring, office: NewOffice, clock: Clock
) -> None:
    fail(keyring, 5)
    waits = []
    for _ in range(4):
        with pytest.raises(TooManyTries) as refusal:
            Keyring(tmp_path, clock).unlock("Sitti Aminah", PASSWORD)
        waits.append(refusal.value.seconds)
        clock.now += refusal.value.seconds
        fail(Keyring(tmp_path, clock), 1)
    assert waits == [15, 30, 60, 120]
    with pytest.raises(TooManyTries, match="salah") as refusal:
        keyring.unlock("Sitti Aminah", PASSWORD)
    assert "4 menit 0 detik" in refusal.value.fix


def test_the_right_password_forgets_the_wrong_ones(keyring: Keyring, office: NewOffice) -> None:
    for _ in range(3):
        fail(keyring, 4)
        keyring.unlock("Sitti Aminah", PASSWORD)


def test_a_clock_set_back_waits_once_more_and_not_for_years(keyring: Keyring, office: NewOffice, clock: Clock) -> None:
    fail(keyring, 5)
    clock.now -= 10 * 365 * 86_400
    with pytest.raises(TooManyTries) as refusal:
        keyring.unlock("Sitti Aminah", PASSWORD)
    assert refusal.value.seconds == 15
    clock.now += 15
    assert keyring.unlock("Sitti Aminah", PASSWORD)


def test_the_longest_wait_is_a_day(tmp_path: Path, keyring: Keyring, office: NewOffice, clock: Clock) -> None:
    fail(keyring, 1)
    tries = json.loads((tmp_path / TRIES_FILE).read_bytes())
    (tmp_path / TRIES_FILE).write_text(json.dumps({slot: [10**9, last] for slot, (_, last) in tries.items()}))
    with pytest.raises(TooManyTries) as refusal:
        keyring.unlock("Sitti Aminah", PASSWORD)
    assert refusal.value.seconds == 86_400


def test_unknown_names_are_counted_together_and_never_written(
    tmp_path: Path, keyring: Keyring, office: NewOffice
) -> None:
    for name in ("Baso", "Basri", "Becce", "Bollo", PASSWORD):
        fail(keyring, 1, name)
    with pytest.raises(TooManyTries):
        keyring.unlock("Daeng", OTHER)
    assert PASSWORD not in (tmp_path / TRIES_FILE).read_text()
    assert keyring.unlock("Sitti Aminah", PASSWORD)


@pytest.mark.parametrize("content", ["[]", "{", '{"a": 1}', '{"a": ["x", 1]}', '{"a": [1e999, 1]}'])
def test_a_scribbled_tries_file_does_not_lock_the_office_out(
    tmp_path: Path, keyring: Keyring, office: NewOffice, content: str
) -> None:
    (tmp_path / TRIES_FILE).write_text(content)
    assert keyring.unlock("Sitti Aminah", PASSWORD)


def test_a_full_disk_does_not_keep_the_clerk_out(tmp_path: Path, keyring: Keyring, office: NewOffice) -> None:
    (tmp_path / (TRIES_FILE + ".baru")).mkdir()
    fail(keyring, 1)
    assert keyring.unlock("Sitti Aminah", PASSWORD)


def test_calibration_raises_iterations_only_and_never_below_the_minimum() -> None:
    fast, slow = iter([0.0, 0.1]), iter([0.0, 9.0])
    assert calibrated_cost(0.25, lambda: next(fast)) == KdfCost(memory_kib=65536, iterations=7, lanes=1)
    assert calibrated_cost(0.25, lambda: next(slow)) == MINIMUM_COST
    still = iter([0.0, 0.0])
    assert calibrated_cost(0.25, lambda: next(still)).iterations == 9


def test_argon2id_gives_the_vector_of_the_reference_implementation() -> None:
    # phc-winner-argon2 test.c, version 0x13, Argon2id: t=2, m=64 MiB, p=1, "password", "somesalt"
    cost = KdfCost(memory_kib=65536, iterations=2, lanes=1)
    vector = "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    assert derive_key(b"password", b"somesalt", cost).hex() == vector
