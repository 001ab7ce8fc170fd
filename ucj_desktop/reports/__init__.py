"""Floor 3: papers as PDF; the only home of reportlab."""

from ucj_desktop.reports import (
    annexes,
    attendance,
    check_report,
    cover_letter,
    erasure,
    field_form,
    minutes_letter,
    office_card,
    recap_report,
    responsibility,
    ruler_page,
    subject_record,
    village_assembly,
    village_recap,
    worker_certificate,
)
from ucj_desktop.reports.base import REPORTS, Needs, Report, UnknownReport, find_report, in_menu_order

__all__ = [
    "REPORTS",
    "Needs",
    "Report",
    "UnknownReport",
    "annexes",
    "attendance",
    "check_report",
    "cover_letter",
    "erasure",
    "field_form",
    "find_report",
    "in_menu_order",
    "minutes_letter",
    "office_card",
    "recap_report",
    "responsibility",
    "subject_record",
    "ruler_page",
    "village_assembly",
    "village_recap",
    "worker_certificate",
]
