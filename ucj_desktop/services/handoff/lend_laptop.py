"""Lending: a copy of the whole store leaves for a meeting; the office's computer remembers which villages it took."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ucj_desktop.crypto.signing import JsonValue
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.loan import Loan, LoanEnd
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.laptop_files import SUFFIX, write_copy
from ucj_desktop.services.handoff.laptop_refusals import AlreadyOut, LoanNotThere, NoMeetingsHere
from ucj_desktop.services.handoff.list_sticks import drive_of
from ucj_desktop.services.handoff.outbox import whole_file
from ucj_desktop.services.handoff.write_to_known_stick import write_to_known_stick
from ucj_desktop.services.office import Office
from ucj_desktop.services.room import require_room
from ucj_desktop.storage import backup, loans
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A copy that lies on the stick."""

    loan: Loan
    file: Path
    change: Change


def lend_laptop(office: Office, village_codes: Sequence[str], folder: Path, progress: Progress = SILENT) -> Lent:
    """Write a copy of this store for a meeting of these villages onto a stick or into a folder.

    The copy is the encrypted store with its keyring: on the laptop the same accounts log in with their passwords.
    Raises NoMeetingsHere, AlreadyOut, BackupNotMade, StickError, Cancelled; then nothing is noted as lent.
    """
    office.require(Action.OPEN_ROUND)
    if office.kind is not OfficeKind.SUB_DISTRICT:
        raise NoMeetingsHere
    require_room(office.folder)
    villages = tuple(dict.fromkeys(village_codes))
    with office.database.reading() as connection:
        _refuse_twice(office, loans.every(connection), villages)
    made = backup.make(
        office.database,
        office.unlocked.data_key,
        office.outbox / "laptop.sebagian",
        occasion="laptop",
        at=office.clock(),
        progress=progress,
    )
    loan = Loan(
        loan_id=new_id(),
        lent_at=office.timestamp(),
        village_codes=villages,
        n=made.journal_rows,
        head=made.journal_head,
        account_id=office.clerk.account_id,
    )
    file = office.outbox / f"UCJ-{office.code}-LAPTOP-{loan.loan_id[-8:].upper()}{SUFFIX}"
    try:
        with whole_file(file) as sink:
            write_copy(sink, _header(office, loan), made.folder, office.keys, progress)
        target = write_to_known_stick(office, file, folder, drive_of(folder), progress=progress)
    finally:
        file.unlink(missing_ok=True)  # a second copy of everything does not stay behind
        shutil.rmtree(office.outbox / "laptop.sebagian", ignore_errors=True)
    with office.database.writing() as connection:
        _refuse_twice(office, loans.every(connection), villages)
        loans.add(connection, loan)
        office.log(connection, Entry(action="laptop.lent", subject=loan.loan_id, facts={"villages": len(villages)}))
    return Lent(
        loan=loan,
        file=target,
        change=Change(
            Touched.ROUNDS,
            f"Salinan untuk laptop ditulis; {_named(office, villages)} dicatat sedang dibawa rapat.",
        ),
    )


def list_loans(office: Office) -> list[Loan]:
    """Every loan, the newest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return loans.every(connection)[::-1]


def out_since(office: Office, village_code: str) -> str:
    """The day since which a village is at a meeting with a laptop; empty: it is not."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        out = [one for one in loans.every(connection) if one.is_out and village_code in one.village_codes]
    return short_date(day_lent(out[-1])) if out else ""


def end_words(loan: Loan) -> str:
    """How it stands with a loan, in Indonesian."""
    return {LoanEnd.OUT: "sedang dibawa", LoanEnd.RETURNED: "sudah kembali", LoanEnd.LOST: "tidak kembali"}[loan.end]


def declare_lost(office: Office, loan_id: str, *, came_back: bool = False) -> Change:
    """Note that a laptop does not come back, or that it did after all. Raises LoanNotThere."""
    office.require(Action.OPEN_ROUND)
    with office.database.writing() as connection:
        loan = _find(connection, loan_id)
        how = LoanEnd.OUT if came_back else LoanEnd.LOST
        loans.end(connection, loan_id, how, "" if came_back else office.timestamp())
        action = "laptop.found" if came_back else "laptop.lost"
        office.log(connection, Entry(action=action, subject=loan_id))
    if came_back:
        return Change(Touched.ROUNDS, "Laptop dicatat kembali; hasilnya bisa diterima lagi.")
    return Change(
        Touched.ROUNDS,
        f"Laptop untuk {_named(office, loan.village_codes)} dicatat tidak kembali. Di sana ada salinan semua data:"
        " ganti kata sandi akun yang dipakai di sana, dan ganti kunci kantor di Kartu kantor bila laptopnya dicuri.",
    )


def _find(connection: Connection, loan_id: str) -> Loan:
    found = next((one for one in loans.every(connection) if one.loan_id == loan_id), None)
    if found is None:
        raise LoanNotThere
    return found


def _refuse_twice(office: Office, known: Sequence[Loan], villages: Sequence[str]) -> None:
    for loan in known:
        for code in villages:
            if loan.is_out and code in loan.village_codes:
                raise AlreadyOut(office.printed(code), short_date(day_lent(loan)))


def day_lent(loan: Loan) -> date:
    """The calendar day on which it left."""
    return datetime.fromisoformat(loan.lent_at).astimezone().date()


def _header(office: Office, loan: Loan) -> dict[str, JsonValue]:
    return {
        "office": office.code,
        "training": office.training,
        "loan": loan.loan_id,
        "lent_at": loan.lent_at,
        "villages": list(loan.village_codes),
        "n": loan.n,
        "head": loan.head,
    }


def _named(office: Office, villages: Sequence[str]) -> str:
    return ", ".join(office.printed(one) for one in villages) or "kantor ini"
