"""What the district set about its budget: funding lines, quotas, order of priority; kept with the office's settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from ucj_desktop.domain.budget import PRECEDENCE_LABELS, BudgetLine, Precedence
from ucj_desktop.domain.budget_decision import USUAL_ORDER, BudgetSetup, months_in_words
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.tariff import FUNDING_LABELS, Funding
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import Programmes
from ucj_desktop.reference.occupations import occupations
from ucj_desktop.services.office import Office
from ucj_desktop.storage import settings
from ucj_desktop.storage.budget import setup_from
from ucj_desktop.storage.budget import setup_object as setup_object
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

LARGEST_CEILING: Final = 10_000_000_000_000  # rupiah: a tenth of what would no longer fit into a column of the annex
MOST_MONTHS: Final = 24
MOST_LINES: Final = 20
_LONGEST_NAME = 80
_SETTING = "budget"
_Choice = TypeVar("_Choice", Funding, Programmes, Precedence)


class BudgetRefused(ClerkError):
    """Something about the budget that cannot be."""

    code = "ANG-02"


class BudgetIsDistrict(ClerkError):
    """Only a kabupaten has a budget here."""

    code = "ANG-03"

    def __init__(self) -> None:
        super().__init__(
            what="Kuota dan anggaran diatur di kantor kabupaten.",
            fix="Di kecamatan, kuota tiap desa diatur di Verifikasi.",
        )


def require_district(office: Office) -> None:
    """Raise BudgetIsDistrict in a kecamatan."""
    if office.kind is not OfficeKind.DISTRICT:
        raise BudgetIsDistrict


def budget_setup(office: Office, connection: Connection) -> BudgetSetup:
    """What is set for the period that goes on."""
    period = office.preferences.period
    kept = settings.every(connection).get(_SETTING, {})
    return setup_from(kept[str(period)]) if str(period) in kept else BudgetSetup(period=period)


def show_budget(office: Office) -> BudgetSetup:
    """The same, for a window. Raises BudgetIsDistrict."""
    office.require(Action.LOOK)
    require_district(office)
    with office.database.reading() as connection:
        return budget_setup(office, connection)


def save_budget(office: Office, setup: BudgetSetup) -> Change:
    """Keep what was set for its period, with the old and the new in the journal. Raises BudgetRefused."""
    office.require(Action.SET_BUDGET)
    require_district(office)
    setup = replace(setup, lines=tuple(replace(one, name=" ".join(one.name.split())) for one in setup.lines))
    _refuse_faulty(office, setup)
    with office.database.writing() as connection:
        before = budget_setup(office, connection)
        if before == setup:
            return Change(Touched.NOTHING, "Tidak ada yang berubah.")
        kept = settings.every(connection).get(_SETTING, {})
        settings.put(connection, {_SETTING: {**kept, str(setup.period): setup_object(setup)}})
        was, is_now = _words(office, before), _words(office, setup)
        changes = {name: (was.get(name, ""), is_now.get(name, "")) for name in {**was, **is_now}}
        told = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        office.log(connection, Entry(action="settings.budget", changes=told))
    return Change(Touched.SETTINGS | Touched.BUDGET, f"Anggaran {setup.period} disimpan.")


def set_budget_from_file(office: Office, path: Path) -> BudgetSetup:
    """Take the budget of a TOML file: order, keep_places, [quotas] by code, and [[line]] with name, funding, ceiling,
    from (a date), months, and where wanted programmes, areas, occupations. Raises BudgetRefused.
    """
    office.require(Action.SET_BUDGET)
    try:
        stated = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = f"Berkas {path.name} tidak bisa dibaca."
        raise BudgetRefused(what, "Periksa tanda kutip dan tanda sama dengan di dalamnya, lalu ulangi.") from error
    _only(stated, {"order", "keep_places", "quotas", "line"}, "berkas")
    before = {one.name.casefold(): one.line_id for one in show_budget(office).lines}
    lines = stated.get("line", [])
    quotas = stated.get("quotas", {})
    if not isinstance(lines, list) or not isinstance(quotas, dict):
        raise BudgetRefused("Bagian line atau quotas tidak bisa dipakai.", "Tulis [[line]] tiap pos, dan [quotas].")
    setup = BudgetSetup(
        period=office.preferences.period,
        lines=tuple(_line(one, before) for one in lines),
        order=_order(stated.get("order", list(USUAL_ORDER))),
        quotas={str(area).replace(".", ""): _whole(quotas, area) for area in quotas},
        keeps_places=stated.get("keep_places", True) is True,
    )
    save_budget(office, setup)
    return setup


def _refuse_faulty(office: Office, setup: BudgetSetup) -> None:
    names = [one.name.casefold() for one in setup.lines]
    if len(names) > MOST_LINES:
        raise BudgetRefused("Pos anggarannya terlalu banyak.", f"Paling banyak {MOST_LINES}; gabungkan yang sama.")
    for one in setup.lines:
        if not one.name or len(one.name) > _LONGEST_NAME:
            raise BudgetRefused(
                "Sebuah pos anggaran belum bernama, atau namanya terlalu panjang.",
                f"Tulis nama pos itu, paling banyak {_LONGEST_NAME} huruf, misalnya APBD kabupaten.",
            )
        if names.count(one.name.casefold()) > 1:
            raise BudgetRefused(f"Ada dua pos bernama {one.name}.", "Beri nama yang berbeda.")
        if not 0 < one.ceiling <= LARGEST_CEILING:
            raise BudgetRefused(f"Pagu pos {one.name} tidak masuk akal.", "Tulis rupiah, misalnya 1.080.000.000.")
        if not 1 <= one.months <= MOST_MONTHS:
            raise BudgetRefused(f"Lama pos {one.name} tidak masuk akal.", f"Tulis 1 sampai {MOST_MONTHS} bulan.")
        if one.first_month.day != 1:
            raise BudgetRefused(f"Bulan pertama pos {one.name} bukan awal bulan.", "Tulis tanggal satu.")
        _refuse_areas(office, one.sub_districts, 6)
        for name in one.occupations:
            if name not in occupations().names:
                raise BudgetRefused(f"Pekerjaan {name} tidak dikenal.", "Pilih dari daftar pekerjaan.")
    if len(set(setup.order)) != len(setup.order):
        raise BudgetRefused("Urutan prioritas menyebut hal yang sama dua kali.", "Sebut masing-masing satu kali.")
    for area, people in setup.quotas.items():
        _refuse_areas(office, {area}, len(area) if len(area) == 10 else 6)
        if not 0 <= people <= 1_000_000:
            raise BudgetRefused(f"Kuota {office.printed(area)} tidak masuk akal.", "Tulis jumlah orang.")


def _refuse_areas(office: Office, codes: frozenset[str] | set[str], digits: int) -> None:
    for code in codes:
        if len(code) != digits or not code.startswith(office.code) or office.places.by_code(code) is None:
            raise BudgetRefused(
                f"Kode {code} bukan wilayah {office.name}.",
                "Tulis kode kecamatan, misalnya 73.02.01; pada kuota boleh juga kode desa.",
            )


def _words(office: Office, setup: BudgetSetup) -> dict[str, str]:
    """As the journal tells it, by line and area."""
    told = {f"Pos {one.name}": line_in_words(office, one) for one in setup.lines}
    told |= {f"Kuota {office.printed(area)}": thousands(people) for area, people in setup.quotas.items()}
    told["Urutan"] = ", ".join(PRECEDENCE_LABELS[one] for one in setup.order)
    told["Yang sudah ditetapkan"] = "didahulukan" if setup.keeps_places else "dihitung dari awal"
    return told


def line_in_words(office: Office, one: BudgetLine) -> str:
    """Rp1.080.000.000, APBD kabupaten, Januari-Desember 2026, hanya Gantarang."""
    parts = [f"Rp{thousands(one.ceiling)}", FUNDING_LABELS[one.funding], months_in_words(one)]
    if one.sub_districts:
        parts.append("hanya " + ", ".join(office.printed(code) for code in sorted(one.sub_districts)))
    if one.occupations:
        parts.append("hanya " + ", ".join(sorted(one.occupations)))
    return ", ".join(parts)


def _line(stated: object, before: Mapping[str, str]) -> BudgetLine:
    if not isinstance(stated, dict):
        raise BudgetRefused("Bagian line tidak bisa dipakai.", "Tulis [[line]] untuk tiap pos anggaran.")
    _only(stated, {"name", "funding", "ceiling", "from", "months", "programmes", "areas", "occupations"}, "[[line]]")
    name = " ".join(str(stated.get("name", "")).split())
    day = stated.get("from")
    if not isinstance(day, date):
        raise BudgetRefused(f"from pada pos {name} bukan tanggal.", "Tulis tanpa tanda kutip, misalnya 2026-01-01.")
    return BudgetLine(
        line_id=before.get(name.casefold(), "") or new_id(),
        name=name,
        funding=_one_of(Funding, stated.get("funding"), "funding"),
        ceiling=_whole(stated, "ceiling"),
        first_month=day,
        months=_whole(stated, "months"),
        programmes=_one_of(Programmes, stated.get("programmes", Programmes.JKK_JKM), "programmes"),
        sub_districts=frozenset(one.replace(".", "") for one in _texts(stated, "areas")),
        occupations=frozenset(_texts(stated, "occupations")),
    )


def _order(stated: object) -> tuple[Precedence, ...]:
    if not isinstance(stated, list):
        raise BudgetRefused("order bukan daftar.", 'Tulis misalnya order = ["desil", "age"].')
    return tuple(_one_of(Precedence, one, "order") for one in stated)


def _one_of(kind: type[_Choice], stated: object, name: str) -> _Choice:
    try:
        return kind(str(stated))
    except ValueError:
        known = ", ".join(one.value for one in kind)
        raise BudgetRefused(f"{name} = {stated} tidak dikenal.", f"Pilih salah satu: {known}.") from None


def _whole(stated: Mapping[str, Any], name: str) -> int:
    number = stated.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise BudgetRefused(f"{name} bukan bilangan bulat.", "Tulis angka saja, tanpa titik dan koma.")
    return number


def _texts(stated: Mapping[str, Any], name: str) -> list[str]:
    listed = stated.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise BudgetRefused(f"{name} bukan daftar tulisan.", f'Tulis misalnya {name} = ["..."].')
    return listed


def _only(stated: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in stated:
        if key not in known:
            listed = ", ".join(sorted(known))
            raise BudgetRefused(f"Bagian {key} pada {where} tidak dikenal.", f"Yang dikenal: {listed}.")
