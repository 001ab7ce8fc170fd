"""The facets of the list of findings: level, rule, village at the left, source and clerk above the list."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ucj_desktop.domain.rules import SEVERITY_LABELS, Severity
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.widgets.cards import scrolling_down
from ucj_desktop.gui.widgets.facet_list import FacetList, FacetValue
from ucj_desktop.gui.widgets.findings import state_of
from ucj_desktop.gui.widgets.search_box import FilterChip
from ucj_desktop.services.accuracy.mend_findings import EVERY_FINDING, RANK, FindingChoice, FindingKind, OpenFinding

WIDTH = 232
_LOWEST = 120  # pixels: a heading and three values; what is lower is scrolled


Kinds = Mapping[FindingKind, int]
"""How many findings of each kind there are."""


class FindingFacets(QWidget):
    """The lists at the left; ``chips`` are laid out by the page. ``chosen``: another choice was made."""

    chosen = Signal()

    def __init__(self, village_words: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Mapping[str, Callable[[str], str]] = {
            "severity": lambda key: SEVERITY_LABELS[Severity(key)],
            "rule": trouble_words,
            "village_code": village_words,
            "source": lambda key: key or "Tidak disebut",
            "clerk": lambda key: key or "Tidak diketahui",
        }
        self.lists = {
            "severity": FacetList("Tingkat"),
            "rule": FacetList("Aturan"),
            "village_code": FacetList("Desa/kelurahan"),
        }
        self.chips = {"source": FilterChip("Sumber"), "clerk": FilterChip("Petugas")}
        self.lists["severity"].fit_height(len(Severity))
        self.setFixedWidth(WIDTH)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        for name, share in (("severity", 0), ("rule", 3), ("village_code", 2)):
            down.addWidget(self.lists[name], share)
            if share:
                self.lists[name].setMinimumHeight(_LOWEST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling_down(inside))
        for facet in self._by_name().values():
            facet.chosen.connect(self._on_chosen)

    def _by_name(self) -> Mapping[str, FacetList | FilterChip]:
        return {**self.lists, **self.chips}

    def offer(self, kinds: Kinds) -> None:
        """Count anew: each facet under the choices of the others."""
        for name, facet in self._by_name().items():
            counts = self._counts(name, kinds)
            words = self._words[name]
            if isinstance(facet, FilterChip):
                facet.offer({key: f"{words(key)} ({texts.number(counts[key])})" for key in sorted(counts)})
                continue
            values = [
                FacetValue(key, words(key), counts[key], state_of(key) if isinstance(key, Severity) else None)
                for key in self._in_order(name, counts, kinds)
            ]
            facet.offer(values, sum(counts.values()))

    def _counts(self, name: str, kinds: Kinds) -> Counter[Any]:
        place = FindingKind._fields.index(name)
        others = self.choice()._replace(**{name: None})
        counts: Counter[Any] = Counter()
        for kind, number in kinds.items():
            if others.lets_through(kind):
                counts[kind[place]] += number
        return counts

    def _in_order(self, name: str, counts: Counter[Any], kinds: Kinds) -> Sequence[Any]:
        if name == "severity":
            return list(Severity)
        if name == "rule":
            rank: dict[str, int] = {}
            for kind in kinds:
                rank[kind.rule] = min(rank.get(kind.rule, len(RANK)), RANK[kind.severity])
            return sorted(counts, key=lambda key: (rank[key], -counts[key], key))
        return sorted(counts, key=self._words[name])

    def let_through(self, found: Sequence[OpenFinding], kinds: Kinds) -> Sequence[OpenFinding]:
        """What the choices let through."""
        choice = self.choice()
        if choice == EVERY_FINDING:
            return found
        shown = {kind for kind in kinds if choice.lets_through(kind)}
        return [one for one in found if one.kind in shown]

    def choice(self) -> FindingChoice:
        """What is chosen, for the list and for a report of the same findings."""
        chosen: dict[str, Any] = {name: facet.value for name, facet in self._by_name().items()}
        return FindingChoice(**chosen)

    def choose_subject(self, subject: object, kinds: Kinds) -> None:
        """Choose a rule's code, a village's code or a Severity, and nothing else; it shows with the next offer."""
        for facet in self._by_name().values():
            facet.choose(None)
        for name, shown in self.lists.items():
            place = FindingKind._fields.index(name)
            if any(kind[place] == subject for kind in kinds):
                shown.choose(subject)

    def _on_chosen(self) -> None:
        self.chosen.emit()
