"""Preferences of the office: letterhead, signers, period, printed spellings; kept in its store."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ucj_desktop.domain.letter_numbers import Numbering
from ucj_desktop.domain.minutes import Capacity, Letterhead, Signer
from ucj_desktop.reference.legal_bases import CITING, LegalBasis, legal_bases
from ucj_desktop.reference.wording import shipped_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the office has set for itself. ``printed_names`` gives the printed spelling of a place by its code.

    ``words`` are sentences of letters that the office words itself, by document and name of the sentence.
    ``legal_bases`` are the codes of those that a document cites, by document; one that is not there cites none.
    """

    period: int  # tahun anggaran
    letterhead: Letterhead = field(default_factory=Letterhead)
    signers: tuple[Signer, ...] = ()
    venue: str = ""
    printed_names: Mapping[str, str] = field(default_factory=dict)
    paper: str = "f4"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    legal_bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_bases: tuple[LegalBasis, ...] = ()  # legal bases that the office has added
    numbering: Numbering = field(default_factory=Numbering)
    one_person_reason: str = ""  # why one person verifies and validates under several accounts; empty: four eyes
    attachments: bool | None = None  # pictures of papers may be kept; None: as the programme's policy says
    nik_filter: bool = True  # at the district: answers tell, by a filter of NIKs, who was sent by other offices
    issuers: tuple[bytes, ...] = ()  # of certificates that sign letters, whom the office trusts: each in DER

    @property
    def known_bases(self) -> tuple[LegalBasis, ...]:
        """Every legal basis that letters of this office may cite, in their order: its own come last."""
        return (*legal_bases(), *self.own_bases)

    @property
    def cited_bases(self) -> Mapping[str, tuple[LegalBasis, ...]]:
        """Those that the office has chosen, by document, in force or not."""
        return {
            document: tuple(one for one in self.known_bases if one.code in codes)
            for document, codes in self.legal_bases.items()
        }

    def to_settings(self) -> dict[str, Any]:
        """As plain JSON values by setting name."""
        letterhead = asdict(self.letterhead)
        letterhead["logo"] = base64.b64encode(self.letterhead.logo).decode()
        return {
            "period": self.period,
            "letterhead": letterhead,
            "signers": [asdict(signer) for signer in self.signers],
            "venue": self.venue,
            "printed_names": dict(self.printed_names),
            "paper": self.paper,
            "words": {document: dict(sentences) for document, sentences in self.words.items()},
            "legal_bases": {document: list(codes) for document, codes in self.legal_bases.items()},
            "own_bases": [_own_basis_setting(one) for one in self.own_bases],
            "numbering": {**asdict(self.numbering), "own_patterns": dict(self.numbering.own_patterns)},
            "one_person_reason": self.one_person_reason,
            "attachments": self.attachments,
            "nik_filter": self.nik_filter,
            "issuers": [base64.b64encode(one).decode() for one in self.issuers],
        }

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Preferences":
        """The inverse of :meth:`to_settings`; settings of other names are left alone."""
        letterhead = dict(settings.get("letterhead", {}))
        letterhead["logo"] = base64.b64decode(letterhead.get("logo", ""))
        signers = (Signer(**{**one, "capacity": Capacity(one["capacity"])}) for one in settings.get("signers", ()))
        known = settings.get("own_bases", ())
        own = (LegalBasis(**{**one, "since": date.fromisoformat(one["since"])}) for one in known)
        return cls(
            period=int(settings["period"]),
            letterhead=Letterhead(**letterhead),
            signers=tuple(signers),
            venue=settings.get("venue", ""),
            printed_names=settings.get("printed_names", {}),
            paper=settings.get("paper", "f4"),
            words=settings.get("words", {}),
            legal_bases={document: tuple(codes) for document, codes in settings.get("legal_bases", {}).items()},
            own_bases=tuple(own),
            numbering=Numbering(**settings.get("numbering", {})),
            one_person_reason=settings.get("one_person_reason", ""),
            attachments=settings.get("attachments"),
            nik_filter=settings.get("nik_filter", True),
            issuers=tuple(base64.b64decode(one) for one in settings.get("issuers", ())),
        )


def reworded(before: Preferences, after: Preferences) -> dict[str, tuple[str, str]]:
    """(old, new) of each sentence that another wording replaces, by "words.<document>.<sentence>"."""
    found: dict[str, tuple[str, str]] = {}
    for document in sorted({*before.words, *after.words}):
        was, is_now = before.words.get(document, {}), after.words.get(document, {})
        for name, shipped in shipped_wording(document).sentences.items():
            old, new = was.get(name, shipped), is_now.get(name, shipped)
            if old != new:
                found[f"words.{document}.{name}"] = (old, new)
    return found


def recited(before: Preferences, after: Preferences) -> dict[str, tuple[str, str]]:
    """(old, new) names of the legal bases that a document cites, by "legal_bases.<document>", and of the own ones."""
    told = [
        {
            **{name: "; ".join(one.name for one in kept.cited_bases.get(name, ())) for name in CITING},
            "own": "; ".join(one.citation for one in kept.own_bases),
        }
        for kept in (before, after)
    ]
    was, is_now = told
    return {f"legal_bases.{name}": (was[name], is_now[name]) for name in was if was[name] != is_now[name]}


def _own_basis_setting(one: LegalBasis) -> dict[str, Any]:
    kept = {"code": one.code, "kind": one.kind, "number": one.number, "year": one.year, "about": one.about}
    return {**kept, "since": one.since.isoformat()}
