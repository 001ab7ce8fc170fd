"""The programme's policy: dated limits, rule severities and tariffs of policy.toml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.meeting import Quorum
from ucj_desktop.domain.occupation import Sector
from ucj_desktop.domain.rules import OUTSIDE_RULES, RECORD_RULES, RULES, Limits, Severity
from ucj_desktop.domain.tariff import Funding, Tariff, tariff_on
from ucj_desktop.domain.worker import Programmes
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

_OFF: Final = "off"
_HIGHEST_AGE: Final = 120


class _Dated(Protocol):
    @property
    def since(self) -> date: ...


_Line = TypeVar("_Line", bound=_Dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """Ages in whole years: the youngest who may register, the first who may not, the first to be warned of."""

    since: date
    minimum: int
    too_old: int
    warn_from: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesilLimit:
    """The highest desil that counts as vulnerable."""

    since: date
    highest: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLimit:
    """Limits that only warn or note: hours a week, workers sharing a KK or phone, rupiah a month."""

    since: date
    weekly_hours: int
    workers_per_kk: int
    workers_per_phone: int
    income: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """How many must be present in a meeting that validates."""

    since: date
    quorum: Quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many years a person's data are kept after the year in which they were last worked on."""

    since: date
    years: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """A rule's severity as policy sets it from `since` to `until`; None switches it off."""

    code: str
    severity: Severity | None
    since: date
    until: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All of policy.toml."""

    ages: tuple[AgeLimit, ...]
    desils: tuple[DesilLimit, ...]
    others: tuple[OtherLimit, ...]
    required: frozenset[str]
    changes: tuple[RuleChange, ...]
    tariffs: tuple[Tariff, ...]
    quorums: tuple[QuorumRule, ...]
    retentions: tuple[Retention, ...]
    attachments_allowed: bool
    """Whether pictures of papers may be kept with a worker, where the office has set nothing else."""

    def limits_on(self, day: date) -> Limits:
        """Give what counts on a day, in the form the rules ask for."""
        age, desil, other = _latest(self.ages, day), _latest(self.desils, day), _latest(self.others, day)
        return Limits(
            minimum_age=age.minimum,
            age_too_old=age.too_old,
            warn_from_age=age.warn_from,
            highest_desil=desil.highest,
            highest_income=other.income,
            most_weekly_hours=other.weekly_hours,
            most_workers_per_kk=other.workers_per_kk,
            most_workers_per_phone=other.workers_per_phone,
            required=self.required,
            severities=self._severities_on(day),
        )

    def quorum_on(self, day: date) -> Quorum:
        """Give the quorum that counts on a day; nobody is needed where policy says nothing."""
        return _latest(self.quorums, day).quorum if self.quorums else Quorum()

    def retention_on(self, day: date) -> Retention:
        """Give how long data are kept by the rule of a day."""
        return _latest(self.retentions, day)

    def tariff_on(self, day: date, programmes: Programmes, sector: Sector, funding: Funding) -> Tariff | None:
        """Give the contribution that counts on a day; None where policy knows none."""
        return tariff_on(self.tariffs, day, programmes, sector, funding)

    def _severities_on(self, day: date) -> Mapping[str, Severity | None]:
        in_force = [line for line in self.changes if line.since <= day and (line.until is None or day <= line.until)]
        in_force.sort(key=lambda line: line.since)
        return MappingProxyType({line.code: line.severity for line in in_force})


def _latest(lines: Iterable[_Line], day: date) -> _Line:
    """Give the line in force on a day; before the first one, the first."""
    ordered = sorted(lines, key=lambda line: line.since)
    begun = [line for line in ordered if line.since <= day]
    return begun[-1] if begun else ordered[0]


def read_policy(path: Path) -> Policy:
    """Read a policy.toml; raises DataFileBroken with the key that cannot be used."""
    file = read_toml(path)
    file.only("age", "attachments", "desil", "limit", "quorum", "required", "retention", "rule", "tariff")
    for needed in ("age", "desil", "limit", "retention"):
        if not file.sections(needed):
            raise file.broken(needed, "belum ada.", f"Tambahkan satu bagian [[{needed}]].")
    return Policy(
        ages=tuple(_age(entry) for entry in file.sections("age")),
        desils=tuple(_desil(entry) for entry in file.sections("desil")),
        others=tuple(_other(entry) for entry in file.sections("limit")),
        required=_required(file.section("required")),
        changes=tuple(_change(entry) for entry in file.sections("rule")),
        tariffs=tuple(_tariff(entry) for entry in file.sections("tariff")),
        quorums=tuple(_quorum(entry) for entry in file.sections("quorum")),
        retentions=tuple(_retention(entry) for entry in file.sections("retention")),
        attachments_allowed=_attachments(file.section("attachments")),
    )


def _age(entry: Section) -> AgeLimit:
    entry.only("since", "minimum", "too_old", "warn_from", "source")
    minimum, too_old, warn_from = entry.number("minimum"), entry.number("too_old"), entry.number("warn_from")
    if not 0 <= minimum < too_old <= _HIGHEST_AGE:
        raise entry.broken("minimum", "harus lebih kecil daripada too_old.", "Misalnya minimum = 18, too_old = 65.")
    if not minimum <= warn_from <= too_old:
        raise entry.broken("warn_from", "harus di antara minimum dan too_old.", "Misalnya warn_from = 64.")
    since = entry.day("since")
    return AgeLimit(since=since, minimum=minimum, too_old=too_old, warn_from=warn_from, source=entry.text("source"))


def _desil(entry: Section) -> DesilLimit:
    entry.only("since", "highest", "source")
    highest = entry.number("highest")
    if not 1 <= highest <= 10:
        raise entry.broken("highest", "harus 1 sampai 10.", "Misalnya highest = 4.")
    return DesilLimit(since=entry.day("since"), highest=highest, source=entry.text("source"))


def _other(entry: Section) -> OtherLimit:
    entry.only("since", "weekly_hours", "workers_per_kk", "workers_per_phone", "income", "source")
    for key in ("weekly_hours", "workers_per_kk", "workers_per_phone", "income"):
        if key in entry.values and entry.number(key) < 1:
            raise entry.broken(key, "harus lebih besar daripada 0.", "Isi bilangan bulat mulai 1.")
    return OtherLimit(
        since=entry.day("since"),
        weekly_hours=entry.number("weekly_hours"),
        workers_per_kk=entry.number("workers_per_kk"),
        workers_per_phone=entry.number("workers_per_phone"),
        income=entry.optional_number("income"),
        source=entry.text("source"),
    )


def _required(entry: Section) -> frozenset[str]:
    entry.only("fields")
    askable = {each.field for each in RULES.values() if each.asks_for_field}
    for code in entry.texts("fields"):
        if code not in BY_CODE or code not in askable:
            known = ", ".join(sorted(askable))
            raise entry.broken("fields", f"“{code}” bukan kolom yang bisa diwajibkan.", f"Pilih dari: {known}.")
    return frozenset(entry.texts("fields"))


def _quorum(entry: Section) -> QuorumRule:
    entry.only("since", "share", "people", "forbids", "source")
    share, people = entry.optional_number("share") or 0, entry.optional_number("people") or 0
    if not 0 <= share <= 100 or people < 0 or (share and people):
        raise entry.broken("share", "harus 1 sampai 100, tanpa people.", "Misalnya share = 51, atau people = 5.")
    quorum = Quorum(share=share, people=people, forbids=_yes_or_no(entry, "forbids"), source=entry.text("source"))
    return QuorumRule(since=entry.day("since"), quorum=quorum)


def _retention(entry: Section) -> Retention:
    entry.only("since", "years", "source")
    if not 1 <= entry.number("years") <= 100:
        raise entry.broken("years", "harus 1 sampai 100.", "Misalnya years = 10.")
    return Retention(since=entry.day("since"), years=entry.number("years"), source=entry.text("source"))


def _attachments(entry: Section) -> bool:
    entry.only("allowed", "source")
    return _yes_or_no(entry, "allowed")


def _yes_or_no(entry: Section, key: str) -> bool:
    stated = entry.values.get(key, False)
    if not isinstance(stated, bool):
        raise entry.broken(key, "harus true atau false.", f"Tulis {key} = false.")
    return stated


def _change(entry: Section) -> RuleChange:
    entry.only("code", "severity", "since", "until", "source")
    code, severity = entry.text("code"), entry.text("severity")
    if code not in RULES and code not in RECORD_RULES and code not in OUTSIDE_RULES:
        raise entry.broken("code", f"tidak ada aturan {code}.", "Pakai kode yang tampil di halaman Temuan.")
    return RuleChange(
        code=code,
        severity=None if severity == _OFF else entry.choice("severity", severity, Severity),
        since=entry.day("since"),
        until=entry.optional_day("until"),
        source=entry.text("source"),
    )


def _tariff(entry: Section) -> Tariff:
    entry.only("monthly", "programmes", "sector", "funding", "since", "until", "source")
    since, until = entry.day("since"), entry.optional_day("until")
    if entry.number("monthly") < 0:
        raise entry.broken("monthly", "tidak boleh kurang dari 0.", "Isi rupiah sebulan, misalnya 16800.")
    if until is not None and until < since:
        raise entry.broken("until", "lebih awal daripada since.", "Perbaiki salah satu tanggal.")
    return Tariff(
        monthly=entry.number("monthly"),
        programmes=entry.choice("programmes", entry.text("programmes"), Programmes),
        since=since,
        until=until,
        source=entry.text("source"),
        sector=entry.choice("sector", entry.text("sector"), Sector) if "sector" in entry.values else None,
        funding=frozenset(entry.choice("funding", text, Funding) for text in entry.texts("funding")),
    )


@lru_cache(maxsize=1)
def policy() -> Policy:
    """Give the shipped policy, read once."""
    return read_policy(resource("policy.toml"))
