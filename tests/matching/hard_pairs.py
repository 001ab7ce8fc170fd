"""Hard pairs made by hand: two entries each, whether they are one person, and why it is hard."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class HardPair:
    """Two entries; ``same`` is the truth."""

    why: str
    a: Person
    b: Person
    same: bool


MAN = Person(
    worker_id="a", nik="7302041708800003", kk_number="7302041203120007", full_name="Muhammad Arsyad",
    birth_date=date(1980, 8, 17), sex=Sex.MALE, mother_name="Sitti Rabiah", village_code="7302042003",
    phone="081355501122",
)  # fmt: skip
WOMAN = Person(
    worker_id="a", nik="7302046311850002", kk_number="7302040905140011", full_name="Nurhayati",
    birth_date=date(1985, 11, 23), sex=Sex.FEMALE, mother_name="Hamsinah", village_code="7302042005",
    phone="082299004411",
)  # fmt: skip
# Registered anew elsewhere, with other papers: what most real doubles look like.
ELSEWHERE: dict[str, Any] = {"nik": "7371091708800012", "kk_number": "7371090101190034", "phone": ""}
HER_ELSEWHERE: dict[str, Any] = {"nik": "7371096311850004", "kk_number": "7371090101190034", "phone": ""}


def _same(why: str, first: Person, **other: Any) -> HardPair:
    return HardPair(why=why, a=first, b=replace(first, worker_id="b", **other), same=True)


def _two(why: str, first: Person, **other: Any) -> HardPair:
    return HardPair(why=why, a=first, b=replace(first, worker_id="b", **other), same=False)


def _nik_typos() -> Iterator[HardPair]:
    """One digit of sixteen is another one; the entry came from another list, without mother and phone."""
    for at in range(16):
        nik = MAN.nik[:at] + ("9" if MAN.nik[at] != "9" else "4") + MAN.nik[at + 1 :]
        yield _same(f"digit {at + 1} of the NIK mistyped", MAN, nik=nik, mother_name="", phone="")


def _one_person() -> Iterator[HardPair]:
    yield _same("two digits of the NIK swapped", MAN, nik="7302041708800030", phone="")
    yield _same("a digit of the NIK lost", WOMAN, nik="730204631185002", mother_name="")
    yield _same("a digit of the NIK typed twice", WOMAN, nik="73020463118850002", mother_name="")
    yield _same("no NIK yet, another phone", WOMAN, nik="", phone="085211112222")
    yield _same("the 40 of women forgotten", WOMAN, nik="7302042311850002", mother_name="")
    yield _same("the serial lost in Excel", WOMAN, nik="7302046311850000", mother_name="")
    yield _same("NIK and KK swapped", MAN, nik=MAN.kk_number, kk_number=MAN.nik, mother_name="")
    yield _same("wrong century", MAN, birth_date=date(2080, 8, 17), **ELSEWHERE)
    yield _same("day and month swapped", replace(MAN, birth_date=date(1980, 8, 7), nik="7302040708800003"),
                birth_date=date(1980, 7, 8), nik="", phone="")  # fmt: skip
    yield _same("birth date estimated as 31-12", WOMAN, birth_date=date(1985, 12, 31), nik="", phone="")
    yield _same("birth date not stated", MAN, birth_date=None, nik="", phone="")
    yield _same("a year off", MAN, birth_date=date(1981, 8, 17), nik="", phone="")
    yield _same("Muh. for Muhammad", MAN, full_name="Muh. Arsyad", **ELSEWHERE)
    yield _same("M. for Muhammad, capitals", MAN, full_name="M. ARSYAD", **ELSEWHERE)
    yield _same("a haji since", MAN, full_name="H. Muh. Arsyad", **ELSEWHERE)
    yield _same("an academic title", MAN, full_name="Muhammad Arsyad, S.Pd", **ELSEWHERE)
    yield _same("old spelling", replace(MAN, full_name="Djoemadi Noerdin"), full_name="Jumadi Nurdin", **ELSEWHERE)
    yield _same("sy and s", MAN, full_name="Muhammad Arsad", **ELSEWHERE)
    yield _same("a glued name", WOMAN, full_name="Nur Hayati", **HER_ELSEWHERE)
    yield _same("all words glued", replace(MAN, full_name="Abdul Rahman"), full_name="Abdurrahman", **ELSEWHERE)
    yield _same("St. for Sitti", replace(WOMAN, full_name="Sitti Hasnah"), full_name="ST. HASNA", **HER_ELSEWHERE)
    yield _same("A. for Andi", replace(MAN, full_name="Andi Makkasau"), full_name="A. Makkasau", **ELSEWHERE)
    yield _same("Andi left out", replace(MAN, full_name="Andi Makkasau"), full_name="Makkasau", **ELSEWHERE)
    yield _same(
        "a Daeng name added", replace(MAN, full_name="Sampara"), full_name="Sampara Dg. Ngalle", nik="", phone=""
    )
    yield _same("Puang in front", replace(MAN, full_name="Baso Mangga"), full_name="Puang Baso Mangga", **ELSEWHERE)
    yield _same("nickname in alias", replace(WOMAN, alias="Kanang"), full_name="Kanang", nik="", phone="")
    yield _same("her husband's name added", WOMAN, full_name="Nurhayati Mansyur", nik="", phone="")
    yield _same("Ny. in front", WOMAN, full_name="Ny. Nurhayati", **HER_ELSEWHERE)
    yield _same("moved to another village", MAN, village_code="7302082010", nik="", phone="")
    yield _same("moved, a new KK, NIK mistyped", MAN, village_code="7302082010", kk_number="7302080606200009",
                nik="7302041708800803", phone="")  # fmt: skip
    yield _same("mother abbreviated", MAN, mother_name="St. R.", **ELSEWHERE)
    yield _same("mother not stated", MAN, mother_name="", **ELSEWHERE)
    yield _same("sex mistyped", MAN, sex=Sex.FEMALE, **ELSEWHERE)
    yield _same("birth date wrong, both NIK hold the right one", MAN, birth_date=date(1983, 2, 1), **ELSEWHERE)
    yield _same("letters swapped in the name", MAN, full_name="Muhammad Asryad", **ELSEWHERE)
    yield _same("a letter lost, no NIK", WOMAN, full_name="Nurhyati", nik="", phone="")
    yield _same("neither birth date nor NIK nor KK", MAN, birth_date=None, nik="", kk_number="", phone="")
    yield _same("a year off, a letter wrong, no mother", MAN, birth_date=date(1981, 8, 17), nik="",
                full_name="Muhammad Arsyat", mother_name="", phone="")  # fmt: skip
    yield _same(
        "words in another order", replace(MAN, full_name="Ridwan Saputra"), full_name="Saputra Ridwan", **ELSEWHERE
    )


def _two_people() -> Iterator[HardPair]:
    yield _two("twins, names of their own", MAN, nik="7302041708800004", full_name="Darwis")
    yield _two("twins, names that rhyme", replace(MAN, full_name="Hasan"), nik="7302041708800004", full_name="Husain")
    yield _two(
        "twins, one letter apart", replace(WOMAN, full_name="Rahmawati"), nik="7302046311850003", full_name="Rahmiwati"
    )
    yield _two("twins, a boy and a girl", MAN, nik="7302045708800003", full_name="Arsyidah", sex=Sex.FEMALE)
    yield _two("twins, both Muhammad", MAN, nik="7302041708800004", full_name="Muhammad Arif")
    yield _two("twins, one without NIK", MAN, nik="", full_name="Darwis")
    yield _two("brothers", MAN, nik="7302040203830001", full_name="Muhammad Arif", birth_date=date(1983, 3, 2))
    yield _two("sisters whose names rhyme", replace(WOMAN, full_name="Rosmini"), nik="7302045105880001",
               full_name="Rosmina", birth_date=date(1988, 5, 11))  # fmt: skip
    yield _two("brothers born on one day of two years", MAN, nik="7302041708830001", full_name="Muhammad Arif",
               birth_date=date(1983, 8, 17))  # fmt: skip
    yield _two("father and his son", MAN, nik="7302040506050001", birth_date=date(2005, 6, 5),
               mother_name="Erniati")  # fmt: skip
    yield _two("mother and daughter", WOMAN, nik="7302044102060001", full_name="Nurhidayah",
               birth_date=date(2006, 2, 1), mother_name="Nurhayati")  # fmt: skip
    yield _two("husband and wife born on one day", MAN, nik="7302045708800001", full_name="Ramlah", sex=Sex.FEMALE,
               mother_name="Halijah")  # fmt: skip
    yield _two("namesakes of one village", WOMAN, nik="7302044405920001", kk_number="7302040101150002",
               birth_date=date(1992, 5, 4), mother_name="Bunga", phone="081299887766")  # fmt: skip
    yield _two("namesakes born on one day, other mothers", MAN, nik="7302081708800001", kk_number="7302080101150002",
               mother_name="Erniati", village_code="7302082001", phone="081299887766")  # fmt: skip
    yield _two("namesakes without a full birth date", replace(WOMAN, birth_date=date(1960, 12, 31), nik=""), nik="",
               kk_number="7302080101150002", mother_name="Bunga", village_code="7302082001", phone="")  # fmt: skip
    yield _two("strangers born on one day in one village", MAN, nik="7302041708800001", kk_number="7302040101150002",
               full_name="Sudirman", mother_name="Erniati", phone="")  # fmt: skip
    yield _two("one NIK given to somebody else", MAN, full_name="Sudirman", kk_number="7302040101150002",
               mother_name="Erniati", village_code="7302042009", phone="")  # fmt: skip


def _everybody_compared() -> Iterator[HardPair]:
    """One person, found where all are compared; the few indexes of a store do not lead to them."""
    yield _same("moved and a year off", MAN, birth_date=date(1981, 8, 17), nik="", kk_number="", phone="",
                village_code="7302082010")  # fmt: skip
    yield _same("moved, another month, only the phone stayed", MAN, birth_date=date(1980, 3, 17), nik="", kk_number="",
                mother_name="", village_code="7302082010")  # fmt: skip


FAR_PAIRS = tuple(_everybody_compared())
PAIRS = (*_nik_typos(), *_one_person(), *_two_people())
