"""What each agreement and each difference says about two people being one, in bits; plain tables.

A weight is log2(how often one person entered twice shows it / how often two people show it). They were set from those
two frequencies as DOMAIN.md section 2 and SPEED.md describe the data, then moved by trying them on labelled people of
two generators (tests/performance/labelled_people.py and the program's own); the seeds of the tests are others.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class NikKind(Enum):
    """How two NIK differ; ``bits`` is the weight of the table below."""

    bits: float

    SAME = "same"
    MISSING = "missing"
    IN_KK = "in_kk"  # one person's NIK stands as the other's KK number
    FORTY = "forty"  # the 40 of women is in one only
    BIRTH_PART = "birth_part"  # one slip in the birth digits, and one of both does not fit its own birth date
    ONE_DIGIT = "one_digit"  # one slip of another kind: a digit lost, doubled, two swapped
    AREA = "area"
    SERIAL = "serial"
    NEIGHBOUR = "neighbour"  # consecutive serials on one day: twins
    TWO_DIGITS = "two_digits"
    OTHER = "other"


NIK: Final[Mapping[NikKind, float]] = MappingProxyType(
    {
        NikKind.SAME: 26.0,
        NikKind.MISSING: 0.0,
        NikKind.IN_KK: 16.0,
        NikKind.FORTY: 9.0,
        NikKind.BIRTH_PART: 12.0,
        NikKind.ONE_DIGIT: 14.0,
        NikKind.AREA: 0.5,
        NikKind.SERIAL: 1.5,
        NikKind.NEIGHBOUR: -1.0,
        NikKind.TWO_DIGITS: 0.0,
        NikKind.OTHER: -3.0,
    }
)


class DateKind(Enum):
    """How two birth dates differ; ``bits`` is the weight of the table below."""

    bits: float

    SAME = "same"
    SAME_PLACEHOLDER = "same_placeholder"  # 31-12, 01-07, 01-01: only the year was known
    MISSING = "missing"
    SWAPPED = "swapped"  # day and month
    CENTURY = "century"
    YEAR_SLIP = "year_slip"  # day and month agree, the year differs by one slip
    DAY_SLIP = "day_slip"
    MONTH_SLIP = "month_slip"
    DAY_AND_MONTH = "day_and_month"  # agree, the year does not
    YEAR_OF_PLACEHOLDER = "year_of_placeholder"  # the year agrees and one date is a placeholder
    IN_NIK = "in_nik"  # the dates differ, but one NIK holds the other's date, or both hold one date
    NEAR_PLACEHOLDER = "near_placeholder"  # two years at most apart and one date is a placeholder
    YEAR = "year"
    OTHER = "other"


DATE: Final[Mapping[DateKind, float]] = MappingProxyType(
    {
        DateKind.SAME: 12.0,
        DateKind.SAME_PLACEHOLDER: 6.5,
        DateKind.MISSING: 0.0,
        DateKind.SWAPPED: 8.5,
        DateKind.CENTURY: 9.0,
        DateKind.YEAR_SLIP: 7.0,
        DateKind.DAY_SLIP: 6.0,
        DateKind.MONTH_SLIP: 6.0,
        DateKind.DAY_AND_MONTH: 1.0,
        DateKind.YEAR_OF_PLACEHOLDER: 2.5,
        DateKind.NEAR_PLACEHOLDER: -1.0,
        DateKind.IN_NIK: 7.5,
        DateKind.YEAR: -2.0,
        DateKind.OTHER: -7.0,
    }
)

# Looking a member up in a table costs more than comparing with it, and a million people are compared.
for _number in NikKind:
    _number.bits = NIK[_number]
for _born in DateKind:
    _born.bits = DATE[_born]

SEX_SAME: Final = 0.8
SEX_DIFFERS: Final = -4.5
VILLAGE_SAME: Final = 4.0
SUB_DISTRICT_SAME: Final = 0.0
VILLAGE_DIFFERS: Final = -2.0
KK_SAME: Final = 4.0
KK_DIFFERS: Final = -0.5
PHONE_SAME: Final = 3.5
PHONE_DIFFERS: Final = -0.3
MOTHER_DIFFERS: Final = -6.0
MOTHER_MOST: Final = 8.0
MOTHER_SHARE: Final = 0.75  # of the bits of the name: brothers and sisters have the same mother
FAMILY_MOST: Final = 11.0
"""Mother, KK, phone and village together: one family agrees in all of them, so that they do not simply add up."""

NAME_MOST: Final = 17.0
NAME_CONFLICT: Final = -11.0
NAME_MISSING: Final = -4.0
ALIAS_SHARE: Final = 0.8
TWINS: Final = -24.0
"""Two sound NIK with consecutive serials, one birth date and names that are not the same: two children of one birth."""
RHYMING: Final = -24.0
"""One birth date and names that are alike but usual each: Hasan and Husain are twins, not a slip."""
RHYMING_APART: Final = -8.0
"""Such names and other birth dates: brothers or sisters."""
TWO_SEXES: Final = -8.0
"""Sexes that differ, each confirmed by its own NIK: a brother and a sister, or twins."""
TWO_BIRTHS: Final = -4.5
"""Birth dates that differ, each confirmed by its own NIK: a slip would not have reached both."""
NIK_OF_ANOTHER: Final = -20.0
"""One NIK and names that contradict each other, or names that agree in part and other mothers: a number copied to
somebody else."""

CUT: Final = 16.5
"""From this weight on two people are shown as perhaps one, where there are 100,000 of them or fewer."""
CUT_BY_TENFOLD: Final = 1.0
"""How much the cut rises when there are ten times as many people (SPEED.md, trap 5)."""

USUAL_PEOPLE: Final = 4000
"""How many people the usual shares stand for where the words of the people at hand are counted, too."""
RARE_SHARE: Final = 1 / 3000
"""Of a word that is not in the table."""
USUAL_SHARES: Final[Mapping[str, float]] = MappingProxyType(
    {
        "muhamad": 0.12, "andi": 0.10, "siti": 0.08, "nur": 0.08, "abdul": 0.07, "ahmad": 0.012, "basri": 0.006,
        "baso": 0.01, "ambo": 0.006, "bese": 0.006, "rahman": 0.012, "rahim": 0.006, "hasan": 0.007, "amir": 0.007,
        "udin": 0.004, "aminah": 0.007, "amina": 0.007, "haiati": 0.006, "hasna": 0.005, "sari": 0.007, "rahma": 0.006,
        "rahmauati": 0.006, "ali": 0.006, "sudirman": 0.005, "iusuf": 0.006, "hamsa": 0.004, "aini": 0.005,
        "ani": 0.004, "ismail": 0.005, "usman": 0.005, "arifin": 0.004, "saputra": 0.006, "dui": 0.004, "sri": 0.006,
        "dara": 0.003, "sulaiman": 0.004, "la": 0.02, "i": 0.02, "mina": 0.004, "ros": 0.003, "marlina": 0.004,
        "fatima": 0.005,
    }
)  # fmt: skip
"""Shares of the commonest name words of Bugis and Makassar lists, in the spelling of matching; estimated."""
