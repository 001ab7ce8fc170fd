"""Checking 100,000 workers: the rules beside the same rules written plainly, and beside calls that look at nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from time import perf_counter
from typing import Any

from tests.performance.import_files import SUB_DISTRICT, people
from tests.performance.rows import Row, medians_in_turn
from ucj_desktop.domain.fields import plain_values
from ucj_desktop.domain.names import name_fault
from ucj_desktop.domain.rules import RULES, Context, check_worker, rules_in_force, with_policy
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.reference.context import rule_context
from ucj_desktop.services.care.made_up_families import REFERENCE_DAY

GOAL, LIMIT_GOAL, QUIET = 0.45, 25.0, 2.0
_ROUNDS = 3


@dataclass(kw_only=True)
class Plain:
    """A worker as a program holds one that reads a sheet: all text, as it came."""

    worker_id: str
    nik: str
    kk_number: str
    full_name: str
    birth_date: str  # 17-08-1980 or empty
    sex: str
    mother_name: str
    village_code: str
    rt: str
    rw: str
    phone: str
    email: str
    occupation: str
    occupation_ktp: str
    weekly_hours: int | None
    monthly_income: int | None
    source: str
    source_period: str
    desil: int | None
    programmes: str
    heir_name: str
    heir_relation: str
    heir_phone: str
    note: str


def plain_workers(workers: Iterable[Worker]) -> list[Plain]:
    """The same people as texts."""
    names = [one.name for one in fields(Plain) if one.name not in ("worker_id", "birth_date")]
    return [_plain(one, names) for one in workers]


def _plain(worker: Worker, names: Sequence[str]) -> Plain:
    told: dict[str, Any] = plain_values(worker)
    values: dict[str, Any] = {name: told[name] if name in _NUMBERS else told[name] or "" for name in names}
    born = worker.birth_date.strftime("%d-%m-%Y") if worker.birth_date else ""
    return Plain(worker_id=worker.worker_id, birth_date=born, **values)


_NUMBERS = ("weekly_hours", "monthly_income", "desil")
PlainRule = Callable[[Plain, Context], str | None]
_MOBILE = re.compile(r"08[0-9]{8,11}\Z")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+\Z")
_TELLING = re.compile(r"\b(meninggal|wafat|almarhum(?:ah)?|pindah|ganda|dobel|asn|pns|tni|polri)\b", re.IGNORECASE)


def _date(text: str) -> date | None:
    return datetime.strptime(text, "%d-%m-%Y").date() if text else None


def _nik_birth(nik: str) -> tuple[int, int, int] | None:
    """(day, month, two-digit year) of a NIK whose date exists."""
    if not re.fullmatch("[0-9]{16}", nik):
        return None
    day = int(nik[6:8]) - (40 if int(nik[6:8]) > 40 else 0)
    for century in ("19", "20"):
        try:
            found = datetime.strptime(f"{day:02d}{nik[8:10]}{century}{nik[10:12]}", "%d%m%Y")
        except ValueError:
            continue
        return found.day, found.month, found.year % 100
    return None


def _sound_nik(nik: str) -> bool:
    if _nik_birth(nik) is None or nik[2:4] == "00" or nik[4:6] == "00" or nik[12:] == "0000":
        return False
    return int(nik[:2]) >= 11


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _id_02(one: Plain, context: Context) -> str | None:
    born = _date(one.birth_date)
    if born is None or not _sound_nik(one.nik):
        return None
    day, month, year = _nik_birth(one.nik) or (0, 0, 0)
    if (day, month, year) == (born.day, born.month, born.year % 100):
        return None
    return f"Tanggal lahir {one.birth_date} tidak sama dengan yang ada di NIK ({day:02d}-{month:02d}-{year:02d})."


def _id_04(one: Plain, context: Context) -> str | None:
    nik = one.nik
    if not re.fullmatch("[0-9]{16}", nik):
        return None
    is_placed = int(nik[:2]) >= 11 and nik[2:4] != "00" and nik[4:6] != "00"
    return None if is_placed and _nik_birth(nik) else "NIK salah."


def _id_05(one: Plain, context: Context) -> str | None:
    is_zero = re.fullmatch("[0-9]{12}0000", one.nik) and _id_04(one, context) is None
    return "NIK berakhir 0000." if is_zero else None


def _id_06(one: Plain, context: Context) -> str | None:
    return None if not _sound_nik(one.nik) or context.places.by_code(one.nik[:2]) else "Provinsi tidak ada."


def _id_07(one: Plain, context: Context) -> str | None:
    if not _sound_nik(one.nik) or context.places.is_known_prefix(one.nik[:6]) or _id_06(one, context):
        return None
    return "Wilayah tidak dikenal."


def _id_09(one: Plain, context: Context) -> str | None:
    if not one.sex or not _sound_nik(one.nik):
        return None
    told = Sex.FEMALE if int(one.nik[6:8]) > 40 else Sex.MALE
    return None if told.value == one.sex else "Jenis kelamin lain menurut NIK."


def _id_17(one: Plain, context: Context) -> str | None:
    born = _date(one.birth_date)
    return "Belum terjadi." if born is not None and born > context.today else None


def _id_18(one: Plain, context: Context) -> str | None:
    born = _date(one.birth_date)
    is_usual = born is not None and (born.day, born.month) in ((31, 12), (1, 7), (1, 1))
    return "Biasa ditulis bila harinya tidak diketahui." if is_usual else None


def _id_26(one: Plain, context: Context) -> str | None:
    if not _sound_nik(one.nik) or one.nik.startswith(context.office_code[:4]):
        return None
    return "Dari kabupaten lain." if context.places.is_known_prefix(one.nik[:6]) else None


def _tt_02(one: Plain, context: Context) -> str | None:
    found = context.places.by_code(one.village_code) if one.village_code else None
    return "Tidak ada desa itu." if one.village_code and (found is None or not found.is_village) else None


def _ktp(*looks: str) -> PlainRule:
    def rule(one: Plain, context: Context) -> str | None:
        found = context.occupations.find_ktp(one.occupation_ktp) if one.occupation_ktp else None
        return f"Pekerjaan di KTP {found.name}." if found is not None and found.look.value in looks else None

    return rule


def _pr_01(one: Plain, context: Context) -> str | None:
    born = _date(one.birth_date)
    if born is None or born > context.today:
        return None
    age = _age(born, context.reference_date)
    return f"Umurnya {age}." if age < context.limits.minimum_age else None


def _pr_02(one: Plain, context: Context) -> str | None:
    born = _date(one.birth_date)
    age = _age(born, context.reference_date) if born is not None else 0
    return f"Umurnya {age}." if age >= context.limits.age_too_old else None


def _pr_03(one: Plain, context: Context) -> str | None:
    born = _date(one.birth_date)
    age = _age(born, context.reference_date) if born is not None else 0
    return f"Umurnya {age}." if context.limits.warn_from_age <= age < context.limits.age_too_old else None


def _name(field: str) -> PlainRule:
    def rule(one: Plain, context: Context) -> str | None:
        text = getattr(one, field).strip()
        return "Bukan nama." if text and name_fault(text) else None

    return rule


def _phone(field: str) -> PlainRule:
    def rule(one: Plain, context: Context) -> str | None:
        text = getattr(one, field)
        return "Bukan nomor HP." if text and not _MOBILE.match(text) else None

    return rule


def _number(field: str) -> PlainRule:
    def rule(one: Plain, context: Context) -> str | None:
        text = getattr(one, field)
        return None if not text or re.fullmatch("[0-9]{1,3}", text) else "Bukan nomor."

    return rule


PLAIN_RULES: dict[str, PlainRule] = {
    "ID-01": lambda one, _: None if one.nik else "Belum ada NIK.",
    "ID-02": _id_02,
    "ID-03": lambda one, _: None if not one.nik or re.fullmatch("[0-9]{16}", one.nik) else "NIK harus 16 angka.",
    "ID-04": _id_04,
    "ID-05": _id_05,
    "ID-06": _id_06,
    "ID-07": _id_07,
    "ID-09": _id_09,
    "ID-10": lambda one, _: "NIK dan nomor KK sama." if one.nik and one.nik == one.kk_number else None,
    "ID-12": lambda one, _: None if one.full_name.strip() else "Nama belum diisi.",
    "ID-13": _name("full_name"),
    "ID-17": _id_17,
    "ID-18": _id_18,
    "ID-23": _name("mother_name"),
    "ID-26": _id_26,
    "TT-02": _tt_02,
    "TT-03": lambda one, context: (
        "Bukan wilayah kantor ini."
        if one.village_code and not one.village_code.startswith(context.office_code) and not _tt_02(one, context)
        else None
    ),
    "TT-04": _number("rt"),
    "TT-05": _number("rw"),
    "TT-07": _phone("phone"),
    "TT-08": lambda one, _: "Email tidak lengkap." if one.email and not _EMAIL.match(one.email) else None,
    "PK-01": lambda one, _: None if one.occupation else "Pekerjaan belum diisi.",
    "PK-02": _ktp("state"),
    "PK-03": _ktp("wage_earner"),
    "PK-04": _ktp("not_working"),
    "PK-05": _ktp("other_scheme"),
    "PK-09": lambda one, context: (
        "Jam kerja tidak mungkin."
        if one.weekly_hours is not None and not 0 < one.weekly_hours <= context.limits.most_weekly_hours
        else None
    ),
    "PK-10": lambda one, _: (
        "Terlalu kecil." if one.monthly_income is not None and 0 != one.monthly_income < 5_000 else None
    ),
    "PK-11": lambda one, _: "Sangat besar." if (one.monthly_income or 0) > 20_000_000 else None,
    "PR-01": _pr_01,
    "PR-02": _pr_02,
    "PR-03": _pr_03,
    "PR-04": lambda one, _: "Desil salah." if one.desil is not None and not 1 <= one.desil <= 10 else None,
    "PR-05": lambda one, context: (
        "Di atas batas." if one.desil is not None and context.limits.highest_desil < one.desil <= 10 else None
    ),
    "PR-06": lambda one, _: "Periode belum diisi." if one.source and not one.source_period else None,
    "PR-07": lambda one, _: "Program termasuk JHT." if one.programmes != "jkk_jkm" else None,
    "PR-08": _name("heir_name"),
    "PR-10": _phone("heir_phone"),
    "PR-11": lambda one, _: "Hubungan belum diisi." if one.heir_name and not one.heir_relation else None,
    "PR-13": lambda one, _: "Catatan menyebut sesuatu." if one.note and _TELLING.search(one.note) else None,
}
"""The rules that the peer has, too, by the code of ours."""


def check_plain(workers: Iterable[Plain], context: Context) -> list[tuple[str, str, str]]:
    """(worker id, code, what) of everything the plain rules find."""
    found = []
    for one in workers:
        for code, rule in PLAIN_RULES.items():
            what = rule(one, context)
            if what is not None:
                found.append((one.worker_id, code, what))
    return found


def bench_context() -> Context:
    """The rules of the kecamatan that the people were made up for."""
    return rule_context(REFERENCE_DAY, SUB_DISTRICT)


def check() -> Sequence[Row]:
    """One row at the same rules, and one of all one-worker rules, from workers in memory to findings."""
    context, workers = bench_context(), people()
    plain = plain_workers(workers)
    same = with_policy([RULES[code] for code in PLAIN_RULES], context)
    every = [one for one in rules_in_force(context) if not one.only_unread]

    def ours(rules: Any) -> float:
        return _seconds(lambda: [one for worker in workers for one in check_worker(worker, context, rules)])

    def bare() -> None:
        judges = [_nothing] * len(every)
        for worker in workers:
            for judge in judges:
                judge(worker, context)

    taken = medians_in_turn(
        {
            "same": lambda: ours(same),
            "peer": lambda: _seconds(lambda: check_plain(plain, context)),
            "all": lambda: ours(None),
            "bare": lambda: _seconds(bare),
        },
        _ROUNDS,
    )
    return (
        Row(
            name=f"check 100k, {len(same)} rules",
            unit="s",
            ours=taken["same"],
            peer=taken["peer"],
            peer_name="dataclass of texts, strptime",
            goal=GOAL,
            quiet=QUIET,
        ),
        Row(
            name="check 100k, all one-worker rules",
            unit="s",
            ours=taken["all"],
            limit=taken["bare"],
            limit_name=f"{len(every)} calls that look at nothing",
            limit_goal=LIMIT_GOAL,
        ),
    )


def _nothing(worker: Worker, context: Context) -> None:
    return None


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
