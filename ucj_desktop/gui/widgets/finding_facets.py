"""The facets of the list of findings: level, rule, village at the left, source and clerk above the list."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ucj_desktop.domain.rules import SEVERITY_LABELS, Severity
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.widgets.facet_list import FacetList, FacetValue
from ucj_desktop.gui.widgets.findings import state_of
from ucj_desktop.gui.widgets.search_box import FilterChip
from ucj_desktop.services.accuracy.mend_findings import RANK, FindingChoice, OpenFinding

WIDTH = 232


@dataclass(frozen=True, slots=True)
class _Facet:
    """What one filter looks at, and its words on the screen."""

    of: Callable[[OpenFinding], object]
    words: Callable[[object], str]


class FindingFacets(QWidget):
    """The lists at the left; ``chips`` are laid out by the page. ``chosen``: another choice was made."""

    chosen = Signal()

    def __init__(self, village_words: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets: Mapping[str, _Facet] = {
            "severity": _Facet(lambda one: one.finding.severity, lambda key: SEVERITY_LABELS[Severity(str(key))]),
            "rule": _Facet(lambda one: one.finding.code, lambda key: trouble_words(str(key))),
            "village": _Facet(lambda one: one.village_code, lambda key: village_words(str(key))),
            "source": _Facet(lambda one: one.source, lambda key: str(key) or "Tidak disebut"),
            "clerk": _Facet(lambda one: one.clerk, lambda key: str(key) or "Tidak diketahui"),
        }
        self.lists = {
            "severity": FacetList("Tingkat"),
            "rule": FacetList("Aturan"),
            "village": FacetList("Desa/kelurahan"),
        }
        self.chips = {"source": FilterChip("Sumber"), "clerk": FilterChip("Petugas")}
        self.lists["severity"].fit_height(len(Severity))
        self.setFixedWidth(WIDTH)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        for name, share in (("severity", 0), ("rule", 3), ("village", 2)):
            down.addWidget(self.lists[name], share)
        for facet in self._both():
            facet.chosen.connect(self._on_chosen)

    def _both(self) -> list[FacetList | FilterChip]:
        return [*self.lists.values(), *self.chips.values()]

    def offer(self, found: Sequence[OpenFinding]) -> None:
        """Count anew: each facet under the choices of the others."""
        for name in self._facets:
            self._offer(name, found)

    def _offer(self, name: str, found: Sequence[OpenFinding]) -> None:
        facet = self._facets[name]
        counts = Counter(facet.of(one) for one in self.let_through(found, besides=name))
        if name in self.chips:
            labels = {key: f"{facet.words(key)} ({texts.number(counts[key])})" for key in sorted(counts, key=str)}
            self.chips[name].offer(labels)
            return
        keys: Sequence[object]
        if name == "severity":
            keys = list(Severity)
        elif name == "rule":
            gravest = {one.finding.code: RANK[one.finding.severity] for one in reversed(found)}
            keys = sorted(counts, key=lambda key: (gravest[str(key)], -counts[key], str(key)))
        else:
            keys = sorted(counts, key=facet.words)
        values = [
            FacetValue(key, facet.words(key), counts[key], state_of(key) if isinstance(key, Severity) else None)
            for key in keys
        ]
        self.lists[name].offer(values, sum(counts.values()))

    def let_through(self, found: Sequence[OpenFinding], besides: str = "") -> Sequence[OpenFinding]:
        """What the choices let through; ``besides`` leaves one facet out of account."""
        for name, facet in self._facets.items():
            wanted = self.lists[name].value if name in self.lists else self.chips[name].value
            if wanted is not None and name != besides:
                found = [one for one in found if facet.of(one) == wanted]
        return found

    def choice(self) -> FindingChoice:
        """What is chosen, for a report of the same findings."""
        chosen: dict[str, Any] = {
            name: (self.lists[name] if name in self.lists else self.chips[name]).value for name in self._facets
        }
        return FindingChoice(village_code=chosen.pop("village"), **chosen)

    def choose_subject(self, subject: object, found: Sequence[OpenFinding]) -> None:
        """Choose a rule's code, a village's code or a Severity, and nothing else; it shows with the next offer."""
        for facet in self._both():
            facet.choose(None)
        for name, shown in self.lists.items():
            if any(self._facets[name].of(one) == subject for one in found):
                shown.choose(subject)

    def _on_chosen(self) -> None:
        self.chosen.emit()
