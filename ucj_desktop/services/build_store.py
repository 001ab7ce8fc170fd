"""A new office's keyring and store, built whole before they lie in their place."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ucj_desktop.crypto.account_names import KEYRING_FILE
from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.crypto.kdf import KdfCost
from ucj_desktop.crypto.keyring import Keyring, NewOffice, Unlocked
from ucj_desktop.crypto.office_keys import OfficeKeys, new_office_keys
from ucj_desktop.domain.dates import utc_stamp
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.minutes import Letterhead
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place
from ucj_desktop.reference.places import places
from ucj_desktop.services.certify_key import certify_key
from ucj_desktop.services.preferences import Preferences
from ucj_desktop.storage import derived, journal, migrations, offices, settings
from ucj_desktop.storage.database import Connection, Database
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.location import STORE_FILE, sync_folder


def build_store(
    folder: Path,
    place: Place,
    kind: OfficeKind,
    admin: str,
    password: str,
    training: bool,
    cost: KdfCost | None,
    clock: Callable[[], datetime],
) -> NewOffice:
    """Make keyring and store beside their place and move them there whole: cut short, it leaves no half office."""
    building = folder / "baru.sebagian"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    made = Keyring(building).create(store_id=new_id(), admin=admin, password=password, cost=cost, training=training)
    database = Database(building / STORE_FILE, made.unlocked.data_key)
    with database.migrating() as connection:
        migrations.migrate(connection)
        _fill(connection, made.unlocked, new_office_keys(), place, kind, clock)
    database.close()
    if (folder / STORE_FILE).exists():  # a store without its keyring may still be restored from a backup
        replace_patiently(folder / STORE_FILE, folder / f"disisihkan-{clock():%Y%m%d-%H%M%S}.db")
    replace_patiently(building / STORE_FILE, folder / STORE_FILE)
    replace_patiently(building / KEYRING_FILE, folder / KEYRING_FILE)
    sync_folder(folder)
    shutil.rmtree(building, ignore_errors=True)
    return made


def _fill(
    connection: Connection,
    unlocked: Unlocked,
    keys: OfficeKeys,
    place: Place,
    kind: OfficeKind,
    clock: Callable[[], datetime],
) -> None:
    account = unlocked.account
    at = utc_stamp(clock())
    settings.set_meta(
        connection,
        {
            "store_id": unlocked.store_id,
            "office_code": place.code,
            "office_kind": kind.value,
            "created_at": at,
            "training": "1" if unlocked.training else "",
        },
    )
    derived.mark_derived(connection)
    settings.put(connection, _first_preferences(place, kind, clock().year).to_settings())
    offices.put_own_keys(connection, keys.signing.seed, keys.identity)
    journal.append(
        connection,
        who=account.account_id,
        at=at,
        entries=[Entry(action="office.created", facts={"office": place.code, "kind": kind.value})],
    )
    certify_key(connection, keys, account, by=account.account_id, at=at, action="account.certified")


def _first_preferences(place: Place, kind: OfficeKind, year: int) -> Preferences:
    """What a new office starts with: its letterhead's lines as its place gives them, the year as the period."""
    regency = places().by_code(place.code[:4])
    first = f"PEMERINTAH {regency.name}".upper() if regency else ""
    second = (
        f"KECAMATAN {place.name}".upper()
        if kind is OfficeKind.SUB_DISTRICT
        else "DINAS KOPERASI, USAHA KECIL MENENGAH DAN TENAGA KERJA"
    )
    town = place.name.removeprefix("Kabupaten ").removeprefix("Kota ")
    return Preferences(period=year, letterhead=Letterhead(first_line=first, second_line=second, place=town), venue="")
