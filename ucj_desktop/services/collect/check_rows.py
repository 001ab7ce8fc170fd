"""The rules over the rows of a file: what depends on one field alone is judged once for each value."""

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from ucj_desktop.domain.rules import Finding, Rule, Severity, check_worker, rules_in_force
from ucj_desktop.domain.rules.base import Context
from ucj_desktop.domain.worker import Worker

_MOST_KNOWN = 20_000  # values of a field whose complaints are remembered: all birth dates of working people
_OWN = frozenset({"nik", "kk_number", "phone"})  # fields in which every worker has another value


class Said(NamedTuple):
    """What one rule complains of; ``place`` is the rule's among all in force."""

    place: int
    code: str
    severity: Severity
    field: str
    what: str
    fix: str


_Ruled = tuple[int, Rule]


class RowChecker:
    """Says of a worker what :func:`check_worker` says, in its order; rests on what each rule says it looks at."""

    def __init__(self, context: Context, columns: Collection[str]) -> None:
        """``columns`` are the fields that the sheet states: the others are the same in nearly all rows."""
        self._context = context
        alike: dict[Callable[[Worker], Any], list[_Ruled]] = {}
        alone: dict[str, list[_Ruled]] = {}
        absent: list[_Ruled] = []
        self._each: list[_Ruled] = []
        for place, rule in enumerate(rules_in_force(context)):
            if rule.only_unread:
                continue
            if not set(rule.looks_at) & set(columns):
                absent.append((place, rule))
            elif rule.alike is not None:
                alike.setdefault(rule.alike, []).append((place, rule))
            elif len(rule.looks_at) == 1 and rule.field not in _OWN:
                alone.setdefault(rule.field, []).append((place, rule))
            else:
                self._each.append((place, rule))
        remembered: list[tuple[Callable[[Worker], Any], list[_Ruled]]] = [*alike.items()]
        remembered += [(attrgetter(field), rules) for field, rules in alone.items()]
        if absent:
            fields = sorted({field for _, rule in absent for field in rule.looks_at})
            remembered.append((attrgetter(*fields), absent))
        self._by_value = [_Remembered(value_of, rules, context) for value_of, rules in remembered]

    def check(self, workers: Sequence[Worker]) -> list[Sequence[Said | Finding]]:
        """Every complaint about each worker, in the order of the rules; rule after rule, not worker after worker."""
        if any(worker.unread for worker in workers):  # what is remembered of a value holds for those without
            plain = iter(self.check([worker for worker in workers if not worker.unread]))
            return [check_worker(worker, self._context) if worker.unread else next(plain) for worker in workers]
        said: list[list[Said]] = [[] for _ in workers]
        for remembered in self._by_value:
            known = remembered.known
            for at, value in enumerate(map(remembered.value_of, workers)):
                found = known.get(value)
                if found is None:
                    found = remembered.judge(workers[at], value)
                if found:
                    said[at] += found
        context = self._context
        for place, rule in self._each:
            judge = rule.judge
            for at, worker in enumerate(workers):
                complaint = judge(worker, context)
                if complaint is not None:
                    said[at].append(Said(place, rule.code, rule.severity, rule.field, *complaint))
        for one in said:
            one.sort()
        return list(said)


class _Remembered:
    """Rules that look at the same, and what they said of each value of it."""

    __slots__ = ("_context", "_rules", "known", "value_of")

    def __init__(self, value_of: Callable[[Worker], Any], rules: Sequence[_Ruled], context: Context) -> None:
        self.value_of = value_of
        self.known: dict[Any, tuple[Said, ...]] = {}
        self._rules = rules
        self._context = context

    def judge(self, worker: Worker, value: Any) -> tuple[Said, ...]:
        judged = ((place, rule, rule.judge(worker, self._context)) for place, rule in self._rules)
        found = tuple(
            Said(place, rule.code, rule.severity, rule.field, *complaint)
            for place, rule, complaint in judged
            if complaint is not None
        )
        if len(self.known) < _MOST_KNOWN:
            self.known[value] = found
        return found
