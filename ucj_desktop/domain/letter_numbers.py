"""Numbers of letters (nomor surat): patterns with closed tokens, their running number, gaps and doubles in a year."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.errors import ClerkError

USUAL_PATTERN: Final = "{klasifikasi}/{urut:3}/{kode_unit}/{bulan_romawi}/{tahun}"
TOKENS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "klasifikasi": "kode klasifikasi arsip: 500.15",
        "urut": "nomor urut; {urut:3} menulisnya tiga angka: 012",
        "kode_unit": "kode kantor dalam surat: KEC-GTR",
        "bulan_romawi": "bulan surat: XI",
        "bulan": "bulan surat dua angka: 11",
        "tahun": "tahun surat: 2026",
    }
)
NUMBERED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BA-VER": "Berita acara",
        "PENGANTAR": "Surat pengantar",
        "SPTJM": "SPTJM camat",
        "SK-PEKERJA": "Surat keterangan pekerja",
    }
)
"""Letters that bear a number of the office's own, by the code of their report; annexes bear that of their minutes."""

LONGEST: Final = 100  # signs of a number
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TOKEN = re.compile(r"\{([a-z_]*)(?::([0-9]+))?\}")
_MOST_DIGITS: Final = 6


class PatternRefused(ClerkError):
    """A pattern of letter numbers that cannot be used; ``span`` is the wrong place in it."""

    code = "NOMOR-01"

    def __init__(self, what: str, fix: str, span: tuple[int, int]) -> None:
        super().__init__(what=what, fix=fix)
        self.span = span


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How an office numbers its letters; without ``unit`` nothing is proposed and every number is typed."""

    classification: str = "500.15"  # ketenagakerjaan (Permendagri 83/2022, DOMAIN section 5)
    unit: str = ""
    pattern: str = USUAL_PATTERN
    own_patterns: Mapping[str, str] = field(default_factory=dict)  # of a kind of letter, by its code
    together: bool = True  # one running number for all kinds of letters; else each kind has its own

    def pattern_of(self, kind: str) -> str:
        """The pattern of a kind of letter."""
        return self.own_patterns.get(kind) or self.pattern

    def series_of(self, kind: str) -> str:
        """Letters of one series share their running numbers."""
        return "" if self.together else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedNumber:
    """A number as the register knows it."""

    number_id: str
    kind: str  # BA-VER ...; the kind a number outside the program counts for, or "" for any
    year: int
    sequence: int  # its running number; 0: it does not follow the pattern
    number: str
    dated: date
    minutes_id: str = ""  # whose letter it is; empty: a letter made outside the program
    revision: int = 0
    worker_id: str = ""  # whom a certificate is about
    about: str = ""  # of a letter made outside the program
    account_id: str = ""
    at: str = ""  # ISO 8601, UTC
    voided_at: str = ""  # empty: it counts
    voided_by: str = ""
    void_reason: str = ""


def check_numbering(numbering: Numbering) -> None:
    """Raise :class:`PatternRefused` where one of the patterns, or a text in them, cannot be used."""
    for pattern in (numbering.pattern, *numbering.own_patterns.values()):
        check_pattern(pattern)
    for text in (numbering.classification, numbering.unit):
        if len(text) > LONGEST // 2 or not text.isprintable():
            what = "Kode klasifikasi atau kode unit untuk nomor surat tidak bisa dipakai."
            raise PatternRefused(what, "Tulis pendek dan sebaris, misalnya 500.15 dan KEC-GTR.", (0, 0))


def check_pattern(pattern: str) -> None:
    """Raise :class:`PatternRefused` for a token that nobody knows, a brace too many, or no running number."""
    if len(pattern) > LONGEST:
        raise PatternRefused("Pola nomor terlalu panjang.", f"Paling banyak {LONGEST} tanda.", (LONGEST, len(pattern)))
    known = ", ".join(f"{{{name}}}" for name in TOKENS)
    counted = 0
    last = 0
    for found in _TOKEN.finditer(pattern):
        _refuse_brace(pattern, last, found.start())
        last = found.end()
        name, digits = found.groups()
        if name not in TOKENS or (digits and name != "urut"):
            what = f"Tanda {found[0]} dalam pola nomor tidak dikenal."
            raise PatternRefused(what, f"Yang dikenal: {known}.", found.span())
        if digits and not 1 <= int(digits) <= _MOST_DIGITS:
            what = f"Tanda {found[0]} dalam pola nomor tidak bisa dipakai."
            raise PatternRefused(what, f"Tulis 1 sampai {_MOST_DIGITS} angka, misalnya {{urut:3}}.", found.span())
        counted += name == "urut"
    _refuse_brace(pattern, last, len(pattern))
    if counted != 1:
        what = "Pola nomor harus memuat {urut} tepat satu kali."
        raise PatternRefused(what, f"Misalnya {USUAL_PATTERN}.", (0, len(pattern)))


def _refuse_brace(pattern: str, start: int, end: int) -> None:
    """Between tokens stand no braces and nothing that does not print."""
    for place in range(start, end):
        if pattern[place] in "{}" or not pattern[place].isprintable():
            what = f"Ada {pattern[place]!r} yang bukan bagian sebuah tanda dalam pola nomor, di huruf ke-{place + 1}."
            raise PatternRefused(
                what, "Hapus, atau lengkapi menjadi sebuah tanda seperti {urut:3}.", (place, place + 1)
            )


def written(numbering: Numbering, kind: str, sequence: int, day: date) -> str:
    """The number of that place in its series: 500.15/012/KEC-GTR/XI/2026."""
    values = {
        "klasifikasi": numbering.classification,
        "kode_unit": numbering.unit,
        "bulan_romawi": _ROMAN[day.month - 1],
        "bulan": f"{day.month:02}",
        "tahun": str(day.year),
    }

    def said(found: re.Match[str]) -> str:
        if found[1] == "urut":
            return f"{sequence:0{int(found[2] or 1)}}"
        return values[found[1]]

    return _TOKEN.sub(said, numbering.pattern_of(kind))


def sequence_in(numbering: Numbering, kind: str, number: str) -> int:
    """The running number in a number as somebody wrote it; 0 where it does not follow the pattern.

    Month, year, unit and classification may differ: they were written by hand, or in another month.
    """
    pattern, parts, last = numbering.pattern_of(kind), [], 0
    for found in _TOKEN.finditer(pattern):
        parts.append(_spaced(pattern[last : found.start()]))
        parts.append("([0-9]{1,6})" if found[1] == "urut" else "[^/]*?")
        last = found.end()
    parts.append(_spaced(pattern[last:]))
    read = re.fullmatch("".join(parts), number.strip(), re.IGNORECASE)
    return int(read[1]) if read else 0


def _spaced(text: str) -> str:
    """The text between tokens, with blanks around each of its signs left free."""
    return r"\s*".join(["", *map(re.escape, text.replace(" ", "")), ""]) if text.strip() else ""


def number_key(number: str) -> str:
    """What makes two numbers the same: case and blanks do not."""
    return "".join(number.split()).casefold()


def next_sequence(used: Iterable[UsedNumber], numbering: Numbering, kind: str, year: int) -> int:
    """The one after the highest of the series in that year; void numbers are not used again."""
    series = numbering.series_of(kind)
    return 1 + max((one.sequence for one in of_series(used, numbering, series) if one.year == year), default=0)


def of_series(used: Iterable[UsedNumber], numbering: Numbering, series: str) -> list[UsedNumber]:
    """The numbers that share their running numbers with a series."""
    return [one for one in used if not one.kind or numbering.series_of(one.kind) == series]


def gaps(used: Sequence[UsedNumber]) -> list[int]:
    """Running numbers between the lowest and the highest that nobody used; void ones were used.

    Those below the lowest are the agenda book's: an office may begin in the middle of a year.
    """
    taken = {one.sequence for one in used if one.sequence}
    return [number for number in range(min(taken, default=0), max(taken, default=0)) if number not in taken]


def doubles(used: Sequence[UsedNumber]) -> list[int]:
    """Running numbers that more than one letter bears; void ones do not count."""
    counted = Counter(one.sequence for one in used if one.sequence and not one.voided_at)
    return sorted(number for number, times in counted.items() if times > 1)


def ranges(numbers: Sequence[int]) -> str:
    """4, 7 sampai 9 dan 12."""
    told: list[str] = []
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 < len(numbers) and numbers[place + 1] == number + 1:
            continue
        first = numbers[start]
        told.append(str(number) if first == number else f"{first} sampai {number}")
        start = place + 1
    return " dan ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)
