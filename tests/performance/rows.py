"""One figure of the bench: ours, a peer and the limit, measured in turn in the same run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Ours, the peer's and the limit's figure in `unit` (less is better), and the ratios that must be kept.

    What a row has no peer, limit or ceiling for is None; a row needs one of the three.
    """

    name: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str = ""
    goal: float | None = None  # highest ours / peer that is good enough
    limit: float | None = None
    limit_name: str = ""
    limit_goal: float | None = None  # highest ours / limit that is good enough
    most: float | None = None  # highest figure of ours that is good enough, in `unit`, whatever the machine is doing
    least: float | None = None  # for a figure that must be high (a share found, say)
    quiet: float | None = None  # what a quiet machine reaches; shown beside ours, and no row is judged by it
    note: str = ""  # what else was measured in this row, in a few words

    @property
    def ratio(self) -> float | None:
        return None if self.peer is None else self.ours / self.peer

    @property
    def limit_ratio(self) -> float | None:
        return None if self.limit is None else self.ours / self.limit

    @property
    def holds(self) -> bool:
        """True when every goal that the row has is kept."""
        return (
            _at_most(self.ratio, self.goal)
            and _at_most(self.limit_ratio, self.limit_goal)
            and _at_most(self.ours, self.most)
            and (self.least is None or self.ours >= self.least)
        )

    def as_json(self) -> dict[str, object]:
        """The keys of the contract, and what the limit is."""
        names = ("name", "ours", "peer", "peer_name", "ratio", "goal", "limit", "unit")
        more = ("limit_name", "limit_ratio", "limit_goal", "most", "least", "quiet", "note", "holds")
        return {key: getattr(self, key) for key in (*names, *more)}


def _at_most(figure: float | None, goal: float | None) -> bool:
    return figure is None or goal is None or figure <= goal


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
