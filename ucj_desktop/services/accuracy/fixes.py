"""Fixes a rule can state without a person: what each of them would write into a worker's fields."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.digits import clean_digits
from ucj_desktop.domain.nik import kk_fault, nik_fault, parse_nik
from ucj_desktop.domain.phone import clean_phone
from ucj_desktop.domain.rules import Context
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.collect.find_village import VillageFinder

Values = Mapping[str, Any]
NOTHING: Values = MappingProxyType({})
_NAMES = ("full_name", "mother_name", "heir_name")
_RT_RW = re.compile(r"(?:RT|RW)?[ ./]*([0-9]{1,3})\Z", re.IGNORECASE)
_BOTH = re.compile(r"(?:RT)?[ .]*([0-9]{1,3}) *[/-] *(?:RW)?[ .]*([0-9]{1,3})\Z", re.IGNORECASE)
_PLACES_IN_RT = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What a fix knows besides the worker."""

    context: Context
    villages: VillageFinder


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One way of mending many workers; ``values`` gives the fields that would change, and nothing where it cannot tell.

    ``rules`` are the codes of the rules whose findings it mends; a fix without any is offered for everyone.
    """

    code: str
    words: str
    rules: tuple[str, ...]
    values: Callable[[Worker, Known], Values]
    needs_papers: bool = False
    """Whether the clerk should have the papers at hand: the value is likely, not certain."""


def _tidy_phone(worker: Worker, known: Known) -> Values:
    return _phone(worker, "phone")


def _tidy_heir_phone(worker: Worker, known: Known) -> Values:
    return _phone(worker, "heir_phone")


def _phone(worker: Worker, field: str) -> Values:
    cleaned = clean_phone(getattr(worker, field) or worker.unread.get(field, ""))
    return {field: cleaned.value} if cleaned.value and cleaned.fault is None else NOTHING


def _tidy_nik(worker: Worker, known: Known) -> Values:
    cleaned = clean_digits(worker.nik or worker.unread.get("nik", "")).value
    return {"nik": cleaned} if cleaned and nik_fault(cleaned) is None else NOTHING


def _tidy_kk(worker: Worker, known: Known) -> Values:
    cleaned = clean_digits(worker.kk_number or worker.unread.get("kk_number", "")).value
    return {"kk_number": cleaned} if cleaned and kk_fault(cleaned) is None else NOTHING


def _birth_date_of_nik(worker: Worker, known: Known) -> Values:
    nik = parse_nik(worker.nik)
    if nik is None:
        return NOTHING
    return {"birth_date": nik.birth_date(known.context.today)}


def _sex_of_nik(worker: Worker, known: Known) -> Values:
    nik = parse_nik(worker.nik)
    return {"sex": nik.sex} if nik is not None else NOTHING


def _swapped(worker: Worker, known: Known) -> Values:
    nik, kk = worker.kk_number, worker.nik
    return {"nik": nik, "kk_number": kk} if nik_fault(nik) is None and kk_fault(kk) is None else NOTHING


def _rt_rw(worker: Worker, known: Known) -> Values:
    both = _BOTH.match(worker.rt.strip())
    if both is not None and (not worker.rw or worker.rw == worker.rt):
        return {"rt": both.group(1).zfill(_PLACES_IN_RT), "rw": both.group(2).zfill(_PLACES_IN_RT)}
    found = {field: _RT_RW.match(getattr(worker, field).strip()) for field in ("rt", "rw")}
    return {field: match.group(1).zfill(_PLACES_IN_RT) for field, match in found.items() if match is not None}


def _village(worker: Worker, known: Known) -> Values:
    told = worker.unread.get("village_code", "")
    found = known.villages.find(told, "", "").place if told and not worker.village_code else None
    return {"village_code": found.code} if found is not None else NOTHING


def _occupation(worker: Worker, known: Known) -> Values:
    found = known.context.occupations.find(worker.occupation) if worker.occupation else None
    return {"occupation": found.name} if found is not None else NOTHING


def _ktp_occupation(worker: Worker, known: Known) -> Values:
    found = known.context.occupations.find_ktp(worker.occupation_ktp) if worker.occupation_ktp else None
    return {"occupation_ktp": found.name} if found is not None else NOTHING


def _names_without_gaps(worker: Worker, known: Known) -> Values:
    return {field: " ".join(getattr(worker, field).split()) for field in _NAMES}


def _names_in_capitals(worker: Worker, known: Known) -> Values:
    return {field: " ".join(getattr(worker, field).upper().split()) for field in _NAMES}


FIXES: Mapping[str, Fix] = MappingProxyType({
    one.code: one
    for one in (
        Fix(code="phone", words="Tulis nomor HP dalam bentuk 08...", rules=("TT-07", "BC-07"), values=_tidy_phone),
        Fix(code="heir-phone", words="Tulis HP ahli waris dalam bentuk 08...", rules=("PR-10", "BC-08"),
            values=_tidy_heir_phone),
        Fix(code="nik-signs", words="Buang tanda yang bukan angka dari NIK", rules=("ID-03", "BC-09"),
            values=_tidy_nik, needs_papers=True),
        Fix(code="kk-signs", words="Buang tanda yang bukan angka dari nomor KK", rules=("ID-20", "BC-10"),
            values=_tidy_kk, needs_papers=True),
        Fix(code="birth-date-from-nik", words="Isi tanggal lahir dari NIK", rules=("ID-16", "BC-01", "ID-02"),
            values=_birth_date_of_nik, needs_papers=True),
        Fix(code="sex-from-nik", words="Isi jenis kelamin dari NIK", rules=("ID-19", "BC-02", "ID-09"),
            values=_sex_of_nik, needs_papers=True),
        Fix(code="swap-nik-and-kk", words="Tukar NIK dan nomor KK", rules=("ID-11",), values=_swapped,
            needs_papers=True),
        Fix(code="rt-rw", words="Tulis RT dan RW dengan tiga angka", rules=("TT-04", "TT-05", "BC-13", "BC-14"),
            values=_rt_rw),
        Fix(code="village", words="Isi desa dari tulisan aslinya", rules=("BC-11", "TT-01"), values=_village),
        Fix(code="occupation", words="Samakan ejaan pekerjaan dengan daftar", rules=(), values=_occupation),
        Fix(code="ktp-occupation", words="Samakan ejaan pekerjaan KTP dengan daftar Dukcapil", rules=(),
            values=_ktp_occupation),
        Fix(code="name-gaps", words="Buang spasi berlebih dari nama", rules=(), values=_names_without_gaps),
        Fix(code="name-capitals", words="Tulis nama dengan huruf besar seperti di KTP-el", rules=(),
            values=_names_in_capitals),
    )
})  # fmt: skip
"""Every fix by its code, which is stable: it stands in the journal."""

SETTABLE = (
    "village_code", "hamlet", "rt", "rw", "occupation", "occupation_ktp", "workplace", "source", "source_period",
    "desil", "programmes", "heir_relation", "weekly_hours", "monthly_income",
)  # fmt: skip
"""Fields that may be given one value for many workers; never what tells one person from another,
and a mother or a telephone of one's own does: Kembar goes by them."""


def fixes_of(rule_code: str) -> tuple[Fix, ...]:
    """The fixes that mend what a rule complains of."""
    return tuple(one for one in FIXES.values() if rule_code in one.rules)
