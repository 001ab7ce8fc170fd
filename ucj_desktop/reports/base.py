"""The registry of reports: each has a code that stands on paper and is never reused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.pages import PlannedDocument

Plan = Callable[[Facts], PlannedDocument]


class Needs(StrEnum):
    """Which part of the facts a report reads."""

    MINUTES = "minutes"
    WORKERS = "workers"
    VILLAGE = "village"  # the workers that one village proposes
    FINDINGS = "findings"
    RECAP = "recap"
    BUDGET = "budget"  # printed where the budget is, and in no menu
    PERSON = "person"  # one person's own paper: printed where that person is served, and in no menu
    MINUTED = "minuted"  # the same, of one person's row in closed minutes
    RECEIPT = "receipt"  # of a package that was received: printed where packages are, and in no menu
    CARD = "card"  # the office's own card: printed where cards are, and in no menu
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of paper (laporan, Cetak)."""

    code: str
    name: str  # as the menu shows it
    needs: Needs
    plan: Plan
    has_workbook: bool = False  # its tables may also be had in Excel, by the names they bear
    by_village: bool = False  # of minutes: may also be had for one of their villages


class UnknownReport(ClerkError):
    """No report has that code."""

    code = "CETAK-01"

    def __init__(self, report_code: str) -> None:
        super().__init__(
            what=f"Tidak ada laporan dengan kode {report_code}.",
            fix=f"Pilih salah satu: {', '.join(one.code for one in in_menu_order())}.",
        )


_reports: dict[str, Report] = {}
REPORTS: Mapping[str, Report] = MappingProxyType(_reports)

MENU = (
    "BA-VER",
    "LAMP-1",
    "LAMP-2",
    "LAMP-3",
    "REKAP",
    "SPTJM",
    "PENGANTAR",
    "HADIR",
    "BA-MUS",
    "FORM",
    "PERIKSA",
    "REKAP-UCJ",
    "LAMP-SK",
    "SK-PEKERJA",
    "SUBJEK",
    "BA-HAPUS",
    "KARTU",
    "TANDA-TERIMA",
    "UJI",
)
"""The order of the menu and of ``print --list``; a report that is not named here comes after these."""


def report(
    code: str, name: str, needs: Needs, *, has_workbook: bool = False, by_village: bool = False
) -> Callable[[Plan], Plan]:
    """Put the planning function of a report into the registry."""

    def register(plan: Plan) -> Plan:
        if code in _reports:
            raise ValueError(f"two reports are called {code}")
        _reports[code] = Report(code, name, needs, plan, has_workbook, by_village)
        return plan

    return register


def in_menu_order() -> list[Report]:
    """Every report as the menu shows them."""
    return sorted(
        _reports.values(), key=lambda one: (MENU.index(one.code) if one.code in MENU else len(MENU), one.code)
    )


def find_report(code: str) -> Report:
    """The report of that code, in any case of letters. Raises :class:`UnknownReport`."""
    found = _reports.get(code.upper())
    if found is None:
        raise UnknownReport(code)
    return found
