"""On the laptop: the copy is opened as a store of its own, and what was done there is brought home."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ucj_desktop.crypto.account_names import KEYRING_FILE
from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.crypto.keyring import Keyring, Unlocked
from ucj_desktop.crypto.signing import JsonValue, SigningKey
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.loan import Loan
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.laptop_files import (
    SUFFIX,
    LaptopFileDamaged,
    ReadStart,
    read_copy_start,
    unpack_copy,
    write_return,
)
from ucj_desktop.services.handoff.laptop_refusals import LaptopOfAnotherOffice, NotALaptop, OfficeHereAlready
from ucj_desktop.services.handoff.list_sticks import drive_of
from ucj_desktop.services.handoff.outbox import whole_file
from ucj_desktop.services.handoff.write_to_known_stick import write_to_known_stick
from ucj_desktop.services.office import ARCHIVE, BACKUPS, OUTBOX, Office
from ucj_desktop.services.store_place import refuse_place
from ucj_desktop.storage import carried, journal, loans, offices
from ucj_desktop.storage.database import Connection, Database
from ucj_desktop.storage.location import STORE_FILE, StoreFolderNotWritable, sync_folder

UNCHANGING = ("worker.shown", "worker.objected")  # rows about a worker after which he or she is as before
# What a laptop's journal tells of itself only.
_OF_THE_LAPTOP = ("journal.", "backup.", "laptop.", "checkpoint.", "account.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtHome:
    """What lies on the stick for the office's computer."""

    file: Path
    workers: int
    change: Change


def start_laptop(path: Path, folder: Path, account: str, password: str, progress: Progress = SILENT) -> Loan:
    """Make a laptop's store in an empty folder of the copy in ``path``; one logs in to it as to any store.

    Raises NotALaptopFile, LaptopFileDamaged, LaptopOfAnotherOffice, OfficeHereAlready, UnsafePlace, WrongPassword,
    StoreFolderNotWritable, Cancelled: cut short, it leaves no half store.
    """
    refuse_place(folder)
    if Keyring(folder).exists or (folder / STORE_FILE).exists():
        raise OfficeHereAlready
    start = read_copy_start(path)
    building = folder / "laptop.sebagian"
    try:
        for one in (folder, *(folder / name for name in (OUTBOX, ARCHIVE, BACKUPS))):
            one.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        unpack_copy(path, start, building, progress)
        loan = _mark(building, start, Keyring(building).unlock(account, password))
        replace_patiently(building / STORE_FILE, folder / STORE_FILE)
        replace_patiently(building / KEYRING_FILE, folder / KEYRING_FILE)
        sync_folder(folder)
    except OSError as fault:
        raise StoreFolderNotWritable from fault
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return loan


def _mark(building: Path, start: ReadStart, unlocked: Unlocked) -> Loan:
    """The copy says of itself that it is a laptop's; whoever signed it must be the office in it."""
    try:
        loan = Loan(
            loan_id=str(start.header["loan"]),
            lent_at=str(start.header["lent_at"]),
            village_codes=tuple(map(str, start.header["villages"])),
            n=int(start.header["n"]),
            head=str(start.header["head"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise LaptopFileDamaged from fault
    database = Database(building / STORE_FILE, unlocked.data_key)
    try:
        with database.writing() as connection:
            own = offices.own_keys(connection)
            if start.key != SigningKey(own[0].signing_seed).public:
                raise LaptopOfAnotherOffice
            if carried.hash_at(connection, loan.n) != loan.head:
                raise LaptopFileDamaged
            loans.mark_as_laptop(connection, loan)
    finally:
        database.close()
    return loan


def bring_home(office: Office, folder: Path, progress: Progress = SILENT) -> BroughtHome:
    """Write all that was done on this laptop since it was lent onto a stick, sealed to the office itself.

    May be done again and again: each file holds everything. Raises NotALaptop, StickError.
    """
    office.require(Action.LOOK)
    loan = office.loan
    if loan is None:
        raise NotALaptop
    with office.database.reading() as connection:
        n, _ = journal.head(connection)
        told = _told(connection, loan)
    header: dict[str, JsonValue] = {
        "office": office.code,
        "training": office.training,
        "loan": loan.loan_id,
        "made_at": office.timestamp(),
        "n": n,
        "from": loan.n,
        "head": loan.head,
    }
    file = office.outbox / f"UCJ-{office.code}-PULANG-{loan.loan_id[-8:].upper()}{SUFFIX}"
    with whole_file(file) as sink:
        write_return(sink, header, told, office.keys)
    target = write_to_known_stick(office, file, folder, drive_of(folder), progress=progress)
    count = len(told["workers"])
    return BroughtHome(
        file=target,
        workers=count,
        change=Change(
            Touched.NOTHING,
            f"Hasil rapat atas {count} pekerja ditulis. Pasang flashdisk ini di komputer kantor, lalu terima di"
            " Verifikasi.",
        ),
    )


def _told(connection: Connection, loan: Loan) -> dict[str, Any]:
    entries = [one for one in journal.after(connection, loan.n) if not one.action.startswith(_OF_THE_LAPTOP)]
    subjects = sorted({one.subject for one in entries if one.subject})
    changed = sorted({one.subject for one in entries if one.action not in UNCHANGING})
    workers = sorted(carried.ids_among(connection, "workers", changed))
    meetings = sorted(carried.ids_among(connection, "meetings", subjects) | _meetings_of(entries))
    rows = carried.worker_rows(connection, workers)
    rounds = sorted({one.standing.round_id for one in carried.records_of(rows) if one.standing.round_id})
    return {
        "workers": rows,
        "rulings": carried.rows_of(connection, "rulings", workers),
        "confirmations": carried.rows_of(connection, "confirmations", workers),
        "meetings": carried.rows_of(connection, "meetings", meetings),
        "meeting_dissents": carried.rows_of(connection, "meeting_dissents", meetings),
        "rounds": carried.rows_of(connection, "rounds", rounds),
        "entries": [
            {
                "n": one.n,
                "at": one.at,
                "who": one.who,
                "action": one.action,
                "subject": one.subject,
                "facts": dict(one.facts),
                "changes": {name: list(pair) for name, pair in (one.changes or {}).items() if name not in one.tables},
            }
            for one in entries
        ],
    }


def _meetings_of(entries: Sequence[journal.Row]) -> frozenset[str]:
    return frozenset(str(one.facts["meeting"]) for one in entries if "meeting" in one.facts)
