"""Preferences of the office: letterhead, signers, period, printed spellings; kept in its store."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ucj_desktop.domain.minutes import Capacity, Letterhead, Signer
from ucj_desktop.reference.wording import shipped_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the office has set for itself. ``printed_names`` gives the printed spelling of a place by its code.

    ``words`` are sentences of letters that the office words itself, by document and name of the sentence.
    """

    period: int  # tahun anggaran
    letterhead: Letterhead = field(default_factory=Letterhead)
    signers: tuple[Signer, ...] = ()
    venue: str = ""
    printed_names: Mapping[str, str] = field(default_factory=dict)
    paper: str = "f4"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    one_person_reason: str = ""  # why one person verifies and validates under several accounts; empty: four eyes
    attachments: bool | None = None  # pictures of papers may be kept; None: as the programme's policy says
    issuers: tuple[bytes, ...] = ()  # of certificates that sign letters, whom the office trusts: each in DER

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
            "one_person_reason": self.one_person_reason,
            "attachments": self.attachments,
            "issuers": [base64.b64encode(one).decode() for one in self.issuers],
        }

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Preferences":
        """The inverse of :meth:`to_settings`; settings of other names are left alone."""
        letterhead = dict(settings.get("letterhead", {}))
        letterhead["logo"] = base64.b64decode(letterhead.get("logo", ""))
        signers = (Signer(**{**one, "capacity": Capacity(one["capacity"])}) for one in settings.get("signers", ()))
        return cls(
            period=int(settings["period"]),
            letterhead=Letterhead(**letterhead),
            signers=tuple(signers),
            venue=settings.get("venue", ""),
            printed_names=settings.get("printed_names", {}),
            paper=settings.get("paper", "f4"),
            words=settings.get("words", {}),
            one_person_reason=settings.get("one_person_reason", ""),
            attachments=settings.get("attachments"),
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
