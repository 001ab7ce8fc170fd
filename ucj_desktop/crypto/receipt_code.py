"""The code of a receipt that people carry: twelve letters that only somebody who opened the package can work out."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence

from ucj_desktop.crypto.recovery_code import ALPHABET, VALUES, times_alpha
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.receipt_outcome import ReceiptOutcome

SECRET_BYTES = 32
_TYPE = b"ucj-receipt-code-v1\0"
_PROOF_LETTERS = 11  # 55 bits: a guess is right once in 36 thousand million million
LETTERS = _PROOF_LETTERS + 1  # the last one checks the others
_GROUP = 4
_PASSED_OVER = " -\t\r\n.\u00a0\u2010\u2011\u2013"
_MOST_SLIPS = 2  # letters that may differ from a known code for the slip to be shown


class ReceiptCodeMistyped(ClerkError):
    """The typed code has a wrong length, a strange letter, or a check letter that disagrees."""

    code = "KODE-01"


def new_receipt_secret() -> bytes:
    """What travels inside the seal, and what the sender keeps."""
    return secrets.token_bytes(SECRET_BYTES)


def receipt_code(secret: bytes, package_sha256: str, outcome: ReceiptOutcome) -> str:
    """The twelve letters, without the dashes they are printed with; ``package_sha256`` is of the whole file, hex."""
    said = _TYPE + bytes.fromhex(package_sha256) + outcome.value.encode()
    number = int.from_bytes(hmac.new(secret, said, hashlib.sha256).digest()) >> (256 - 5 * _PROOF_LETTERS)
    values = [number >> 5 * place & 31 for place in reversed(range(_PROOF_LETTERS))]
    return "".join(ALPHABET[value] for value in (*values, _check_value(values)))


def shown_receipt_code(code: str) -> str:
    """ABCDEFGHJKMN as ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def is_receipt_code(letters: str) -> bool:
    """Whether it is written as one and its check letter agrees; no proof of anything."""
    values = [VALUES[one] for one in letters if one in ALPHABET]
    return len(letters) == len(values) == LETTERS and _check_value(values[:-1]) == values[-1]


def read_receipt_code(typed: str, known: Iterable[str] = ()) -> str:
    """The twelve letters that were typed; spaces, dashes and small letters do not matter, O is read as 0, I and L as 1.

    ``known`` are the codes that could be meant: where what was typed is all but one of these, the places that differ
    are named, which tells nothing to whoever guesses. Raises :class:`ReceiptCodeMistyped`.
    """
    letters = [one for one in typed.upper() if one not in _PASSED_OVER]
    strange = [place for place, one in enumerate(letters, start=1) if one not in VALUES]
    if strange:
        named = ", ".join(f"{letters[place - 1]} ({_place_words(place)})" for place in strange[:3])
        raise ReceiptCodeMistyped(
            what=f"Kode tanda terima memuat tanda yang tidak dipakai: {named}.",
            fix="Kode hanya memakai angka dan huruf tanpa I, L, O, dan U. Cocokkan lagi dengan lembarnya.",
        )
    if len(letters) != LETTERS:
        raise ReceiptCodeMistyped(
            what=f"Kode tanda terima terdiri dari 12 huruf dan angka; yang diketik {len(letters)}.",
            fix="Ketik ketiga kelompok di lembar tanda terima, masing-masing empat huruf atau angka.",
        )
    code = "".join(ALPHABET[VALUES[one]] for one in letters)
    if not is_receipt_code(code):
        raise _mistyped(code, known)
    return code


def _mistyped(code: str, known: Iterable[str]) -> ReceiptCodeMistyped:
    nearest = min((_slips(code, one) for one in known), key=len, default=list(range(LETTERS)))
    if len(nearest) > _MOST_SLIPS:
        return ReceiptCodeMistyped(
            what="Kode tanda terima ini salah ketik: huruf terakhirnya tidak cocok dengan yang lain.",
            fix=f"Cocokkan huruf demi huruf dengan lembarnya. Yang terbaca: {shown_receipt_code(code)}.",
        )
    named = " dan ".join(f"{code[place - 1]} ({_place_words(place)})" for place in nearest)
    return ReceiptCodeMistyped(
        what=f"Kode tanda terima ini salah ketik; yang tampaknya salah: {named}.",
        fix=f"Lihat lagi huruf itu di lembarnya. Yang terbaca: {shown_receipt_code(code)}.",
    )


def _slips(code: str, known: str) -> list[int]:
    return [place for place, (one, other) in enumerate(zip(code, known, strict=True), start=1) if one != other]


def _place_words(place: int) -> str:
    """Where a letter stands, counted as it is printed."""
    group, within = divmod(place - 1, _GROUP)
    return f"kelompok {group + 1}, huruf ke-{within + 1}"


def _check_value(values: Sequence[int]) -> int:
    """Over GF(32): finds every single wrong letter and every two that changed places."""
    check = 1
    for value in values:
        check = times_alpha(check ^ value)
    return check
