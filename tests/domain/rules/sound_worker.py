"""A worker in whom no rule finds anything, and the context to check one in."""

from dataclasses import replace
from datetime import date
from typing import Any

from ucj_desktop.domain.rules import Context, Limits
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.reference.context import rule_context

TODAY = date(2026, 11, 22)
SOUND = Worker(
    nik="7302011708800001",
    kk_number="7302011205140003",
    full_name="Basri Tahir",
    alias="Baco",
    birth_place="Bulukumba",
    birth_date=date(1980, 8, 17),
    sex=Sex.MALE,
    mother_name="Sitti Aminah",
    address="Jl. Poros Bialo",
    hamlet="Bontomanai",
    rt="002",
    rw="001",
    village_code="7302012004",
    phone="081234567890",
    email="basri@contoh.id",
    occupation_ktp="Petani/Pekebun",
    occupation="Petani",
    workplace="Kebun sendiri",
    weekly_hours=40,
    monthly_income=1_500_000,
    source="DTSEN",
    source_period="TW III 2026",
    desil=2,
    heir_name="Hasnah",
    heir_relation="Istri",
    heir_phone="081234567891",
    note="Rumah di tepi sawah",
)


def sound_worker(**changed: Any) -> Worker:
    """The sound worker with some fields changed; always the same id."""
    return replace(SOUND, **changed)


def context(limits: Limits | None = None, reference_date: date = TODAY) -> Context:
    """The shipped places, occupations and policy, for kecamatan Gantarang."""
    made = rule_context(TODAY, "730201", reference_date)
    return made if limits is None else replace(made, limits=limits)
