"""Numbers as Indonesians write them: in words (terbilang) for letters, and in digits with dots."""

from typing import Final

_UNITS: Final = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_GROUPS: Final = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
LARGEST: Final = 10**15 - 1


def thousands(number: int) -> str:
    """Give 20032 as 20.032, whatever the computer's language."""
    return f"{number:,}".replace(",", ".")


def spell_number(number: int) -> str:
    """Give `number` (0 .. 999 trillion) in lower-case words: 120 -> "seratus dua puluh".

    Raises ValueError outside that range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError("only numbers from 0 to 999 trillion have words here")
    if number < 12:
        return _UNITS[number]
    words: list[str] = []
    for size, name in _GROUPS:
        count, number = divmod(number, size)
        if count:
            words += [_below_thousand(count), name]
    thousands, rest = divmod(number, 1000)
    if thousands == 1:
        words.append("seribu")
    elif thousands:
        words += [_below_thousand(thousands), "ribu"]
    if rest:
        words.append(_below_thousand(rest))
    return " ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [] if not hundreds else ["seratus"] if hundreds == 1 else [_UNITS[hundreds], "ratus"]
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words += [_UNITS[tens], "puluh"]
        words += [_UNITS[ones]] if ones else []
    elif rest >= 12:
        words += [_UNITS[rest - 10], "belas"]
    elif rest:
        words.append(_UNITS[rest])
    return " ".join(words)
