"""The rules of a sound worker, by theme: identity, residence, work, programme, completeness, across records."""

from ucj_desktop.domain.rules import completeness, identity, outside, programme, records, residence, work
from ucj_desktop.domain.rules.base import (
    RULES,
    SEVERITY_LABELS,
    Complaint,
    Context,
    Finding,
    Limits,
    Rule,
    Severity,
    check_worker,
    rules_in_force,
    with_policy,
)
from ucj_desktop.domain.rules.outside import OUTSIDE_RULES, OutsideRule, check_outside
from ucj_desktop.domain.rules.records import RECORD_RULES, Groups, RecordRule, Seen, check_all, check_records

THEMES = {
    "Identitas": identity,
    "Tempat tinggal": residence,
    "Pekerjaan": work,
    "Program": programme,
    "Kelengkapan": completeness,
    "Data ganda": records,
    "Daftar luar": outside,
}
"""The modules that hold rules, by their name on screen; imported plainly so that the frozen program finds them."""

__all__ = [
    "OUTSIDE_RULES", "RULES", "RECORD_RULES", "SEVERITY_LABELS", "THEMES", "Complaint", "Context", "Finding", "Groups",
    "Limits", "OutsideRule", "RecordRule", "Rule", "Seen", "Severity", "check_all", "check_outside", "check_records",
    "check_worker", "rules_in_force", "with_policy",
]  # fmt: skip
