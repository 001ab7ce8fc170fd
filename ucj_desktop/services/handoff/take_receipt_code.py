"""Typing the code of a receipt, where the stick came back empty: which package was received, and whether whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from ucj_desktop.crypto.receipt_code import read_receipt_code, receipt_code, shown_receipt_code
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.receipt_outcome import OUTCOME_WORDS, ReceiptOutcome
from ucj_desktop.services.office import Office
from ucj_desktop.storage import packages, receipt_codes
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import SentPackage
from ucj_desktop.storage.receipt_codes import KeptCode as KeptCode

LIMITS = (
    "Kode ini membuktikan bahwa kabupaten membuka paket itu dan menyimpannya: diterima, bukan disetujui. "
    "Siapa yang ditolak dan mengapa hanya ada di berkas tanda terima (.ucjr) dan di lembar cetaknya."
)


class ReceiptCodeOfNothing(ClerkError):
    """The letters agree with each other, but no package of this office has that code."""

    code = "KODE-02"

    def __init__(self, code: str, *, has_codes: bool) -> None:
        super().__init__(
            what=f"Kode {shown_receipt_code(code)} bukan kode paket mana pun yang dibuat dengan data ini."
            if has_codes
            else "Belum ada paket dari kantor ini yang tanda terimanya berkode.",
            fix="Cocokkan nama kantor dan nomor paket di lembar tanda terimanya. Paket yang dibuat sebelum cadangan"
            " dipulihkan, di komputer lain, atau dengan program versi lama tidak dapat dikenali dengan kode:"
            " minta berkas tanda terimanya.",
        )


class ReceiptCodeOfAnother(ClerkError):
    """A true code, of another package than the one that was named."""

    code = "KODE-03"

    def __init__(self, sequence: int, wanted: int) -> None:
        super().__init__(
            what=f"Kode ini milik paket nomor {sequence:04}, bukan nomor {wanted:04}.",
            fix=f"Pilih paket nomor {sequence:04}, atau ketik kode dari lembar tanda terima nomor {wanted:04}.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCode:
    """What a code said."""

    sequence: int
    outcome: ReceiptOutcome
    change: Change


def take_receipt_code(office: Office, typed: str, sequence: int | None = None) -> TypedCode:
    """Find the package whose receipt bears this code and note what it says; a code that was typed before is harmless.

    ``sequence`` names the package that is meant, where the clerk knows it.
    Raises ReceiptCodeMistyped, ReceiptCodeOfNothing, ReceiptCodeOfAnother.
    """
    office.require(Action.CREATE_PACKAGE)
    with office.database.writing() as connection:
        made = {one.sequence: one for one in packages.sent(connection)}
        known = _codes(made, receipt_codes.every(connection))
        code = read_receipt_code(typed, known)
        if code not in known:
            raise ReceiptCodeOfNothing(code, has_codes=bool(known))
        found, outcome = known[code]
        if sequence is not None and sequence != found:
            raise ReceiptCodeOfAnother(found, sequence)
        _note(office, connection, made[found], outcome)
    return TypedCode(
        sequence=found,
        outcome=outcome,
        change=Change(Touched.PACKAGES, _sentence(made[found], outcome)),
    )


def typed_codes(office: Office) -> Mapping[int, KeptCode]:
    """What the codes that were typed said, by the package's sequence."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return {number: one for number, one in receipt_codes.every(connection).items() if one.outcome}


def _codes(made: Mapping[int, SentPackage], kept: Mapping[int, KeptCode]) -> dict[str, tuple[int, ReceiptOutcome]]:
    """Every code that can come back, with what it says."""
    return {
        receipt_code(kept[number].secret, one.sha256, outcome): (number, outcome)
        for number, one in made.items()
        if number in kept
        for outcome in ReceiptOutcome
    }


def _note(office: Office, connection: Connection, package: SentPackage, outcome: ReceiptOutcome) -> None:
    before = receipt_codes.every(connection)[package.sequence]
    if before.outcome == outcome.value:
        return
    receipt_codes.note_typed(
        connection,
        package.sequence,
        outcome.value,
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )
    facts = {"sequence": package.sequence, "outcome": outcome.value}
    office.log(connection, Entry(action="receipt.code_typed", subject=package.package_id, facts=facts))


def _sentence(package: SentPackage, outcome: ReceiptOutcome) -> str:
    said = f"Paket nomor {package.sequence:04} {OUTCOME_WORDS[outcome]}."
    if package.receipt_at:
        return f"{said} Berkas tanda terimanya sudah dibaca di sini."
    if outcome is ReceiptOutcome.LISTED:
        return f"{said} Baca berkas tanda terimanya (.ucjr) atau lembar cetaknya untuk melihat siapa dan mengapa."
    return said
