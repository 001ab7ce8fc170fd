"""Offices: created whole or not at all, logged in to, kept to one program, and moved to today's tables."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offices import ADMIN, PASSWORD, make_office
from tests.working_day import enter, everyone, new_folder, new_office, open_for, table
from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.crypto.keyring_refusals import KeyringDamaged, KeyringExists, WrongPassword
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.services.care.accounts import add_account
from ucj_desktop.services.care.back_up import back_up, list_backups
from ucj_desktop.services.find_office_place import UnknownOfficeCode
from ucj_desktop.services.log_in import has_office, names_of_accounts
from ucj_desktop.services.office import NoOfficeHere, StoreMissing, create_office, open_office
from ucj_desktop.storage.database import StoreNotOpened
from ucj_desktop.storage.location import StoreFolderNotWritable, StoreInUse, UnsafePlace
from ucj_desktop.storage.migrations import StoreTooNew

# Counts what the creation of an office asks of the file system, and dies at the one asked for.
DIES = """
import json, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.offices import make_office
folder, seen, die_at = Path(sys.argv[2]), 0, 0
WATCHED = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree")

def watch(event, arguments):
    global seen
    if event in WATCHED and str(folder) in str(arguments[:1]):
        seen += 1
        if seen == die_at:
            os._exit(9)

def count(target):
    global seen, die_at, folder
    folder, seen, die_at = target, 0, 0
    make_office(target).close()
    return seen

sys.addaudithook(watch)
total = count(folder / "whole")
statuses = []
for number in range(1, total + 1):
    child = os.fork()
    if child == 0:
        folder, seen, die_at = Path(sys.argv[2]) / f"cut{number}", 0, number
        make_office(folder)
        os._exit(0)
    statuses.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(statuses))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork; the order of the steps is the same on Windows")
def test_a_creation_cut_short_at_any_step_leaves_no_half_office(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIES, str(Path(__file__).parents[2]), str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    statuses = json.loads(done.stdout)
    assert len(statuses) > 15
    assert set(statuses) == {9}
    whole = 0
    for number in range(1, len(statuses) + 1):
        folder = tmp_path / f"cut{number}"
        if has_office(folder):
            whole += 1
        else:  # nothing of it counts: it is made as if it had never been begun
            make_office(folder).close()
        assert names_of_accounts(folder) == [ADMIN]
        with open_for(folder) as office:
            assert table(office, "accounts")
            assert everyone(office) == []
        assert not (folder / "baru.sebagian").exists() or whole
    assert 0 < whole < len(statuses)


def test_an_office_is_created_logged_in_to_and_found_again(tmp_path: Path) -> None:
    made = make_office(tmp_path / "office")
    assert (made.code, made.kind, made.name, made.one_person, made.training) == (
        "730201", OfficeKind.SUB_DISTRICT, "Kecamatan Gantarang", True, True,
    )  # fmt: skip
    enter(made, 2)
    made.close()
    with open_for(tmp_path / "office") as office:
        assert (office.store_id, office.clerk.role) == (made.store_id, Role.ADMIN)
        assert len(everyone(office)) == 2
    assert names_of_accounts(tmp_path / "office") == [ADMIN]


def test_the_recovery_code_is_told_once_and_kept_nowhere(tmp_path: Path) -> None:
    office, code = create_office(
        tmp_path / "office",
        kind=OfficeKind.DISTRICT,
        code="73.02",
        admin=ADMIN,
        password=PASSWORD,
        training=True,
        cost=TRAINING_COST,
    )
    office.close()
    shown = str(getattr(code, "text", code)).encode()
    assert not [path for path in (tmp_path / "office").rglob("*") if path.is_file() and shown in path.read_bytes()]


@pytest.mark.parametrize(
    "kind, code",
    [
        (OfficeKind.SUB_DISTRICT, "73.02"),
        (OfficeKind.SUB_DISTRICT, "99.99.99"),
        (OfficeKind.SUB_DISTRICT, ""),
        (OfficeKind.SUB_DISTRICT, "73.02.01.2004"),
        (OfficeKind.DISTRICT, "73.02.01"),
        (OfficeKind.DISTRICT, "73"),
    ],
)
def test_a_code_that_is_of_no_such_office_is_refused_and_nothing_made(
    tmp_path: Path, kind: OfficeKind, code: str
) -> None:
    with pytest.raises(UnknownOfficeCode) as told:
        create_office(tmp_path / "office", kind=kind, code=code, admin=ADMIN, password=PASSWORD)
    assert kind.value in told.value.what
    assert not (tmp_path / "office").exists()


def refused_creation(folder: Path, password: str = PASSWORD) -> ClerkError:
    with pytest.raises(ClerkError) as told:
        create_office(
            folder,
            kind=OfficeKind.DISTRICT,
            code="73.02",
            admin=ADMIN,
            password=password,
            training=True,
            cost=TRAINING_COST,
        )
    return told.value


def test_a_second_office_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    before = (folder / "store.db").read_bytes()
    assert isinstance(refused_creation(folder), KeyringExists)
    assert (folder / "store.db").read_bytes() == before


def test_a_weak_password_makes_no_office_and_leaves_the_place_free(tmp_path: Path) -> None:
    assert refused_creation(tmp_path / "office", "pendek").code
    make_office(tmp_path / "office").close()


def test_an_office_is_not_made_where_it_would_be_damaged(tmp_path: Path) -> None:
    assert isinstance(refused_creation(tmp_path / "OneDrive" / "office"), UnsafePlace)
    (tmp_path / "file").write_text("a file")
    assert isinstance(refused_creation(tmp_path / "file" / "office"), StoreFolderNotWritable)


def test_a_store_whose_keyring_is_gone_is_set_aside_by_a_new_office(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    before = (folder / "store.db").read_bytes()
    for name in ("keyring.json", "keyring.json.sebelum"):
        (folder / name).unlink(missing_ok=True)
    make_office(folder).close()
    (aside,) = folder.glob("disisihkan-*.db")
    assert aside.read_bytes() == before


def test_a_second_program_and_a_second_login_are_refused(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    with open_for(folder), pytest.raises(StoreInUse), open_for(folder):
        pass
    with open_for(folder) as office:
        assert everyone(office) == []


def test_a_login_that_fails_leaves_the_store_free(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    with pytest.raises(WrongPassword):
        open_office(folder, ADMIN, "kata sandi yang lain")
    with pytest.raises(ClerkError):
        open_office(folder, "Tidak Ada", PASSWORD)
    with open_for(folder):
        pass


def test_a_folder_without_an_office_is_named(tmp_path: Path) -> None:
    assert not has_office(tmp_path)
    assert names_of_accounts(tmp_path) == []
    with pytest.raises(NoOfficeHere):
        open_office(tmp_path, ADMIN, PASSWORD)


def test_a_store_that_is_gone_is_no_reason_for_a_new_office(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    (folder / "store.db").unlink()
    with pytest.raises(StoreMissing) as told:
        open_office(folder, ADMIN, PASSWORD)
    assert "Jangan buat kantor baru" in told.value.fix


def test_accounts_that_are_gone_while_a_backup_holds_them_are_named(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    with open_for(folder) as office:
        back_up(office)
    (folder / "keyring.json").unlink()
    with pytest.raises(KeyringDamaged):
        names_of_accounts(folder)


@pytest.mark.parametrize("content", [b"", b"ruined" * 1000])
def test_a_ruined_store_is_named_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    folder = new_folder(tmp_path / "office")
    (folder / "store.db").write_bytes(content)
    with pytest.raises(ClerkError) as told:
        open_office(folder, ADMIN, PASSWORD)
    assert isinstance(told.value, StoreNotOpened)
    with pytest.raises(StoreNotOpened):
        open_office(folder, ADMIN, PASSWORD)


def test_a_store_of_a_newer_program_is_not_opened(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    with open_for(folder) as office, office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        open_office(folder, ADMIN, PASSWORD)
    assert not list((folder / "backups").iterdir())


def test_an_account_that_never_reached_the_store_is_certified_at_its_first_login(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = add_account(office, "Hasnah", Role.HEAD, PASSWORD)
        with office.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM accounts WHERE account_id = ?", (made.account_id,))
    with open_for(tmp_path / "office", "Hasnah") as office:
        assert [row for row in table(office, "accounts") if row[0] == made.account_id]
        assert not office.one_person
        assert list_backups(office) == []


def test_places_are_printed_as_the_office_spells_them(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        assert office.printed("7302") == "Kabupaten Bulukumba"
        assert office.printed("0000") == "0000"
    with new_office(tmp_path / "district", code="7302") as district:
        assert district.name == "Kabupaten Bulukumba"
        assert district.district_code == "7302"
