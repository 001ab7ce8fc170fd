"""The short code of a worker's row on a field form: six digits of the worker's id and a check digit."""

from hashlib import sha256

_TYPE = b"ucj-row-code-v1\0"
# Damm's table: it catches every single wrong digit and every two neighbours that changed places.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def row_code(worker_id: str) -> str:
    """The code as it is printed: 123-4567. The same worker has it on every form.

    A million codes: in a village of 500 one pair in eight villages shares one, and is then told apart by name.
    """
    number = int.from_bytes(sha256(_TYPE + worker_id.encode()).digest()[:8]) % 1_000_000
    digits = f"{number:06d}"
    return shown_code(f"{digits}{_check_digit(digits)}")


def shown_code(digits: str) -> str:
    """1234567 as 123-4567."""
    return f"{digits[:3]}-{digits[3:]}"


def read_row_code(text: str) -> str | None:
    """The code that was typed, as it is printed; None where it has not seven digits or the check digit is wrong."""
    digits = "".join(sign for sign in text if sign not in "- .\u00a0")
    if len(digits) != 7 or not (digits.isascii() and digits.isdigit()):
        return None
    return shown_code(digits) if _check_digit(digits) == "0" else None


def _check_digit(digits: str) -> str:
    state = "0"
    for digit in digits:
        state = _DAMM[int(state)][int(digit)]
    return state
