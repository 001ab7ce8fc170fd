"""What probably went wrong where a NIK, a birth date and a sex disagree, and how each slip would be mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.nik import LENGTH, Disagreement, Nik, birth_digits, disagreements, parse_nik
from ucj_desktop.domain.worker import SEX_LABELS, Sex


class RepairKind(Enum):
    """How a NIK and the rest of the form probably came to disagree."""

    DIGITS_SWAPPED = "digits_swapped"
    ONE_DIGIT_OFF = "one_digit_off"
    FORTY_FORGOTTEN = "forty_forgotten"
    FORTY_NOT_MEANT = "forty_not_meant"
    DAY_AND_MONTH_SWAPPED = "day_and_month_swapped"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Repair:
    """One likely repair: `field` ("nik" or "birth_date") would become `value`."""

    kind: RepairKind
    field: str
    value: str | date
    sentence: str
    positions: tuple[int, ...] = ()
    """Digits of the NIK, counted from 1, that would change."""


def suggest_repairs(
    nik: str, birth_date: date | None, sex: Sex | None, reference: date | None = None
) -> tuple[Repair, ...]:
    """Offer what would make NIK, birth date and sex agree, the likeliest first; empty where they agree.

    `nik` may be structurally wrong but must have 16 digits; `reference` (today) lets a birth date in the wrong century
    be told. These are offers: after a corrected birth date a NIK that disagrees with it is lawful (PP 37/2007 ps. 37).
    """
    if len(nik) != LENGTH or not (nik.isascii() and nik.isdigit()) or birth_date is None:
        return ()
    parsed = parse_nik(nik)
    if parsed is not None and not disagreements(parsed, birth_date, sex):
        return tuple(_century_repair(parsed, birth_date, reference))
    wanted_sexes = (sex,) if sex is not None else (Sex.MALE, Sex.FEMALE)
    repairs: list[Repair] = []
    for wanted in wanted_sexes:
        repairs += _digit_repairs(nik, birth_digits(birth_date, wanted), wanted)
    if parsed is not None and (parsed.day, parsed.month) == (birth_date.month, birth_date.day):
        repairs.append(_swapped_date_repair(birth_date))
    return tuple(repairs)


def disagreements_in_words(nik: Nik, birth_date: date | None, sex: Sex | None) -> tuple[str, ...]:
    """Name the pair of digits of each disagreement, what it says and what is stated, as sentences."""
    told = []
    for one in disagreements(nik, birth_date, sex):
        if one is Disagreement.SEX and sex is not None:
            in_nik, typed = SEX_LABELS[nik.sex].lower(), SEX_LABELS[sex].lower()
            told.append(f"Angka ke-7 NIK ({nik.text[6]}) berarti {in_nik}, tertulis {typed}.")
        elif birth_date is not None:
            first, word, said, stated = {
                Disagreement.DAY: (7, "tanggal", nik.day, birth_date.day),
                Disagreement.MONTH: (9, "bulan", nik.month, birth_date.month),
                Disagreement.YEAR: (11, "tahun", nik.two_digit_year, birth_date.year % 100),
            }[one]
            pair = nik.text[first - 1 : first + 1]
            told.append(
                f"Angka ke-{first} dan {first + 1} NIK ({pair}) berarti {word} {said:02d}, tertulis {stated:02d}."
            )
    return tuple(told)


def _century_repair(nik: Nik, birth_date: date, reference: date | None) -> Iterator[Repair]:
    if reference is None:
        return
    likely = nik.birth_date(reference)
    if likely.year != birth_date.year:
        yield Repair(
            RepairKind.CENTURY,
            "birth_date",
            likely,
            f"Tahun lahir {birth_date.year} mungkin maksudnya {likely.year}.",
        )


def _digit_repairs(nik: str, wanted: str, sex: Sex) -> Iterator[Repair]:
    """Compare digits 7 to 12 with the `wanted` ones and name the one slip that explains the difference."""
    have = nik[6:12]
    repaired = nik[:6] + wanted + nik[12:]
    off = [position for position in range(6) if have[position] != wanted[position]]
    places = tuple(position + 7 for position in off)
    if off == [0] and have[1:] == wanted[1:] and abs(int(have[0]) - int(wanted[0])) == 4:
        kind = RepairKind.FORTY_FORGOTTEN if sex is Sex.FEMALE else RepairKind.FORTY_NOT_MEANT
        how = "ditambah 40" if sex is Sex.FEMALE else "tidak ditambah 40"
        sentence = (
            f"Untuk {SEX_LABELS[sex].lower()} angka ke-7 dan 8 adalah {wanted[:2]}, bukan {have[:2]} (hari {how})."
        )
        yield Repair(kind, "nik", repaired, sentence, places)
    elif len(off) == 1:
        position = off[0]
        sentence = f"Angka ke-{places[0]} mungkin {wanted[position]}, bukan {have[position]}."
        yield Repair(RepairKind.ONE_DIGIT_OFF, "nik", repaired, sentence, places)
    elif len(off) == 2 and off[1] == off[0] + 1 and (have[off[0]], have[off[1]]) == (wanted[off[1]], wanted[off[0]]):
        sentence = f"Angka ke-{places[0]} dan ke-{places[1]} mungkin tertukar."
        yield Repair(RepairKind.DIGITS_SWAPPED, "nik", repaired, sentence, places)


def _swapped_date_repair(birth_date: date) -> Repair:
    likely = date(birth_date.year, birth_date.day, birth_date.month)
    sentence = f"Hari dan bulan lahir mungkin tertukar: {short_date(likely)}."
    return Repair(RepairKind.DAY_AND_MONTH_SWAPPED, "birth_date", likely, sentence)
