"""Rules and findings: how a rule is written, switched, and run over workers."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from ucj_desktop.domain.nik import Nik, parse_nik
from ucj_desktop.domain.occupation import OccupationTable
from ucj_desktop.domain.place import PlaceTable
from ucj_desktop.domain.worker import Worker, WorkerId


class Severity(StrEnum):
    """What a finding means for the worker."""

    BLOCKS = "blocks"  # cannot become eligible, enter minutes or a package until it is mended
    WARNS = "warns"  # a person confirms it once
    NOTES = "notes"  # shown only


SEVERITY_LABELS: Final = {
    Severity.BLOCKS: "Harus diperbaiki",
    Severity.WARNS: "Perlu dipastikan",
    Severity.NOTES: "Catatan",
}


class Complaint(NamedTuple):
    """What a rule says of a worker who does not satisfy it: what is the matter, and what to do."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint of one rule about one worker; `field` is the code of the field to look at."""

    worker_id: WorkerId
    code: str
    severity: Severity
    field: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the programme's policy sets for the rules; ages in whole years, money in rupiah a month."""

    minimum_age: int = 18
    age_too_old: int = 65  # "belum mencapai usia 65 tahun": 64 is the last age that may register
    warn_from_age: int = 64
    highest_desil: int = 4
    highest_income: int | None = None
    most_weekly_hours: int = 112
    most_workers_per_kk: int = 4
    most_workers_per_phone: int = 5
    required: frozenset[str] = frozenset()
    """Codes of fields whose absence blocks, besides those a rule always asks for."""
    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    """Severity by rule code where policy changes it; None switches the rule off."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """What the rules know besides the worker."""

    today: date
    reference_date: date  # the planned day of registration: ages are counted on it
    places: PlaceTable
    occupations: OccupationTable
    limits: Limits = field(default_factory=Limits)
    office_code: str = ""  # six digits of a kecamatan or four of a regency; "" where any village will do


Judge = Callable[[Worker, Context], Complaint | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A statement that holds for a sound worker.

    `source` names the regulation or practice it comes from; `since` and `until` are its first and last day in force.
    """

    code: str
    name: str
    field: str
    severity: Severity
    source: str
    judge: Judge
    since: date | None = None
    until: date | None = None
    also: tuple[str, ...] = ()
    """Codes of the other fields that the rule looks at: a confirmed warning is asked again when one of them changes."""
    asks_for_field: bool = False
    """The rule only asks for its field: where policy requires the field, it blocks."""
    only_if_required: bool = False
    """An asking rule that says nothing until policy requires its field."""
    only_unread: bool = False
    """The rule looks at nothing but what could not be read."""
    alike: Callable[[Worker], Hashable] | None = None
    """What the rule sees in its fields, where that is less than their values: of two workers with the same it says the
    same. Only the check of many rests on it; a worker with unread fields is not asked."""

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The codes of all fields that the rule looks at, its own first."""
        return (self.field, *self.also)

    def is_in_force(self, day: date) -> bool:
        """Say whether the rule counts on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


RULES: dict[str, Rule] = {}
"""Every one-worker rule by its code; filled by the theme modules."""


def rule(
    code: str,
    *,
    field: str,
    severity: Severity,
    source: str,
    since: date | None = None,
    until: date | None = None,
    also: tuple[str, ...] = (),
    asks_for_field: bool = False,
    only_if_required: bool = False,
    only_unread: bool = False,
    alike: Callable[[Worker], Hashable] | None = None,
    name: str = "",
) -> Callable[[Judge], Judge]:
    """Enter a judge into the registry under a code that is never reused."""

    def enter(judge: Judge) -> Judge:
        if code in RULES:
            raise ValueError(f"rule code {code} is taken")
        RULES[code] = Rule(
            code=code,
            name=name or getattr(judge, "__name__", code),
            field=field,
            severity=severity,
            source=source,
            judge=judge,
            since=since,
            until=until,
            also=also,
            asks_for_field=asks_for_field,
            only_if_required=only_if_required,
            only_unread=only_unread,
            alike=alike,
        )
        return judge

    return enter


@lru_cache(maxsize=8)
def rules_in_force(context: Context) -> tuple[Rule, ...]:
    """Give the rules that count in this context, with the severities its policy sets."""
    return with_policy(RULES.values(), context)


def with_policy(rules: Iterable[Rule], context: Context) -> tuple[Rule, ...]:
    """Leave out rules that are not in force on the reference date or switched off, and set severities."""
    limits = context.limits
    chosen = []
    for candidate in rules:
        is_required = candidate.asks_for_field and candidate.field in limits.required
        if not candidate.is_in_force(context.reference_date) or (candidate.only_if_required and not is_required):
            continue
        severity = limits.severities.get(candidate.code, Severity.BLOCKS if is_required else candidate.severity)
        if severity is not None:
            chosen.append(candidate if severity is candidate.severity else replace(candidate, severity=severity))
    return tuple(chosen)


@lru_cache(maxsize=8)
def _without_unread_rules(context: Context) -> tuple[Rule, ...]:
    return tuple(each for each in rules_in_force(context) if not each.only_unread)


def check_worker(worker: Worker, context: Context, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Run one-worker rules over a worker; `rules` None means all in force.

    Rules given explicitly are run as they are: call `with_policy` first where policy should count.
    """
    if rules is None:
        rules = rules_in_force(context) if worker.unread else _without_unread_rules(context)
    findings = []
    for each in rules:
        complaint = each.judge(worker, context)
        if complaint is not None:
            findings.append(Finding(worker.worker_id, each.code, each.severity, each.field, *complaint))
    return findings


@lru_cache(maxsize=4096)
def nik_of(text: str) -> Nik | None:
    """Read a NIK once for all rules that look at it."""
    return parse_nik(text)
