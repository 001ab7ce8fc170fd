"""One figure of the bench: ours, a peer and the limit, measured in turn in the same run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Ours, the peer's and the limit's figure in `unit` (less is better), and the ratios that must be kept."""

    name: str
    unit: str
    ours: float
    peer: float
    peer_name: str
    goal: float  # highest ours / peer that is good enough
    limit: float
    limit_name: str
    limit_goal: float  # highest ours / limit that is good enough

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def limit_ratio(self) -> float:
        return self.ours / self.limit

    @property
    def holds(self) -> bool:
        """True when both ratios keep to their goals."""
        return self.ratio <= self.goal and self.limit_ratio <= self.limit_goal

    def as_json(self) -> dict[str, object]:
        """The keys of the contract, and what the limit is."""
        names = ("name", "ours", "peer", "peer_name", "ratio", "goal", "limit", "unit")
        more = ("limit_name", "limit_ratio", "limit_goal", "holds")
        return {key: getattr(self, key) for key in (*names, *more)}


def medians_in_turn(measured: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each measurement over `rounds`, taken in turn, so that a slow minute slows them all.

    One round before is thrown away: it fills the caches of the machine.
    """
    figures: dict[str, list[float]] = {name: [] for name in measured}
    for number in range(rounds + 1):
        for name, measure in measured.items():
            figure = measure()
            if number:
                figures[name].append(figure)
    return {name: statistics.median(taken) for name, taken in figures.items()}
