"""Keeping findings in the store: after a change only those are judged again whom it concerns; lists open at once.

What changed since is told by the journal, which every save writes, so that no import or correction waits for the rules.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from hashlib import sha256

import ucj_desktop
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import OUTSIDE_RULES, RECORD_RULES, Context, Finding, Limits, rules_in_force
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.accuracy.check_workers import rules_context
from ucj_desktop.services.accuracy.decided_pairs import KEY_FIELDS
from ucj_desktop.services.accuracy.judge_workers import Confirmed, judge_everyone, judge_shared, judge_some
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, journal, merges, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.findings import Done

MOST_AGAIN = 2_000  # so many workers are judged one by one; of more, everyone is judged anew
_LIMITS = tuple(each.name for each in fields(Limits) if each.name not in ("required", "severities"))  # these are told
_OF_SEVERAL = ("pair.", "deed.", "worker.merged", "worker.joined", "worker.parted", "worker.restored")
_SHARED_FIELDS = frozenset(KEY_FIELDS).union(*(each.looks_at for each in RECORD_RULES.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _AsOf:
    """What the kept findings were made from."""

    journal_n: int
    rules: str
    day: date
    workers: int

    def values(self) -> dict[str, str]:
        return {
            "journal_n": str(self.journal_n), "rules": self.rules, "day": self.day.isoformat(),
            "workers": str(self.workers),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Again:
    """Whom to judge again; ``shared``: the rules across workers, too."""

    everyone: bool = False
    worker_ids: tuple[str, ...] = ()
    shared: bool = False

    @property
    def nobody(self) -> bool:
        return not (self.everyone or self.worker_ids or self.shared)


def findings_are_kept(office: Office, connection: Connection) -> bool:
    """Whether the kept findings tell of the store as it is today."""
    before = _as_it_was(connection)
    return before is not None and before == _as_it_is(office, connection)


def keep_findings(office: Office, progress: Progress = SILENT) -> Change:
    """Bring the kept findings up to date: after one correction in a moment, after an import by a whole check.

    The rules run over a snapshot, outside the transaction that writes: what others save meanwhile comes next time.
    """
    office.require(Action.CHECK)
    context = rules_context(office)
    with office.database.reading() as connection:
        before, now = _as_it_was(connection), _as_it_is(office, connection)
        if before == now:
            return Change(Touched.NOTHING, "")
        again = _whom(connection, context, before, now)
        found = _judged(connection, context, again, progress)
    with office.database.writing() as connection:
        if again.everyone:
            findings.put_all(connection, found)
        elif not again.nobody:
            findings.put_of(connection, again.worker_ids, tuple(RECORD_RULES) if again.shared else (), found)
        findings.put_state(connection, now.values())
    return Change(Touched.NOTHING if again.nobody else Touched.FINDINGS, "")


def forget_findings(office: Office) -> None:
    """Have everyone judged anew the next time, whatever is kept."""
    office.require(Action.CHECK)
    with office.database.writing() as connection:
        findings.put_state(connection, {"rules": ""})


def _as_it_was(connection: Connection) -> _AsOf | None:
    kept = findings.state(connection)
    if not kept:
        return None
    return _AsOf(
        journal_n=int(kept["journal_n"]),
        rules=kept["rules"],
        day=date.fromisoformat(kept["day"]),
        workers=int(kept["workers"]),
    )


def _as_it_is(office: Office, connection: Connection) -> _AsOf:
    context = rules_context(office)
    return _AsOf(
        journal_n=journal.head(connection)[0],
        rules=_rules_digest(context),
        day=context.today,
        workers=workers.count(connection, WorkerFilter()),
    )


def _rules_digest(context: Context) -> str:
    """Changes with the program, the rules in force, the limits of policy, the office and the year.

    Two rules count in years and not from a birthday: a KK's two-digit year, and how old a list is.
    """
    limits = context.limits
    told = [f"{name} {getattr(limits, name)}" for name in _LIMITS]
    told += [f"{each.code} {each.severity}" for each in rules_in_force(context)]
    shared = [(code, each.severity) for code, each in RECORD_RULES.items()]
    others = [(code, each.severity) for code, each in OUTSIDE_RULES.items()]
    told += [f"{code} {limits.severities.get(code, usual)}" for code, usual in (*shared, *others)]
    told += [context.office_code, str(context.reference_date.year), ucj_desktop.__version__]
    return sha256("\n".join(told).encode()).hexdigest()


def _whom(connection: Connection, context: Context, before: _AsOf | None, now: _AsOf) -> _Again:
    if before is None or before.rules != now.rules or now.journal_n - before.journal_n > MOST_AGAIN:
        return _Again(everyone=True)
    done = findings.done_since(connection, before.journal_n)
    if before.workers != now.workers and not done:  # somebody came in without a row of the journal
        return _Again(everyone=True)
    ids = {one.worker_id for one in done}
    ids |= set(merges.survivors_of(connection, ids).values())  # what is said of an entry is said of who stands for it
    if before.day != now.day:
        ids |= set(findings.born_between(connection, _birthdays(context, before.day, now.day)))
    if len(ids) > MOST_AGAIN:
        return _Again(everyone=True)
    return _Again(worker_ids=tuple(sorted(ids)), shared=any(map(_is_shared, done)))


def _is_shared(one: Done) -> bool:
    """Whether rules across workers may find something else now."""
    if one.action.startswith("warning."):
        return one.rule in RECORD_RULES
    return one.action.startswith(_OF_SEVERAL) or not one.fields or bool(one.fields & _SHARED_FIELDS)


def _birthdays(context: Context, one: date, other: date) -> Sequence[tuple[date, date]]:
    """The birth dates of who came of an age that a rule asks about between two days, and of who was born between."""
    first, last = min(one, other), max(one, other)
    limits = context.limits
    ages = (0, limits.minimum_age, *range(limits.warn_from_age, limits.age_too_old + 1))
    day = timedelta(days=1)  # who was born on 29 February has the birthday on the day before or after
    return [(_years_before(first, age) - day, _years_before(last, age) + day) for age in ages]


def _years_before(day: date, years: int) -> date:
    """The same day so many years ago; of 29 February, 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _judged(connection: Connection, context: Context, again: _Again, progress: Progress) -> Iterable[Finding]:
    if again.everyone:
        return judge_everyone(connection, context, progress=progress).findings
    found = list(judge_some(connection, context, again.worker_ids))
    if again.shared:
        return found + judge_shared(connection, context, Confirmed(connection))
    return found + findings.of_rules(connection, tuple(RECORD_RULES), again.worker_ids)
