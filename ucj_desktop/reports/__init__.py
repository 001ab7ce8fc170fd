"""Floor 3: papers as PDF; the only home of reportlab."""

from ucj_desktop.reports import annexes, minutes_letter
from ucj_desktop.reports.base import REPORTS, Needs, Report, UnknownReport, find_report

__all__ = ["REPORTS", "Needs", "Report", "UnknownReport", "annexes", "find_report", "minutes_letter"]
