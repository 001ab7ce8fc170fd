"""The legal bases of letters as an office chooses them: which a document cites, and its own beside the shipped ones."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from ucj_desktop.domain.dates import long_date
from ucj_desktop.reference.legal_bases import CITING, LegalBasis, in_force
from ucj_desktop.services.care.letter_labels import DOCUMENTS
from ucj_desktop.services.preferences import Preferences

CITING_DOCUMENTS = {document: DOCUMENTS[document] for document in CITING}
"""The documents that may cite legal bases, by name, as the window calls them."""

_LONGEST = 300
_OWN_CODE = "kantor-"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """A legal basis as the window lists it: ``state`` says since or until when it is in force."""

    basis: LegalBasis
    is_cited: bool
    is_own: bool
    state: str


def basis_lines(kept: Preferences, document: str, today: date) -> list[BasisLine]:
    """Every legal basis that the document may cite, in the order of its paper."""
    cited = kept.legal_bases.get(document, ())
    return [
        BasisLine(
            basis=one,
            is_cited=one.code in cited,
            is_own=one in kept.own_bases,
            state=_state(one, today),
        )
        for one in kept.known_bases
    ]


def usual_citations(kept: Preferences, document: str, today: date) -> list[str]:
    """The codes that a document cites when its list is switched on: the usual ones in force, and the office's own."""
    usual = [one.code for one in in_force(today) if document in one.documents]
    return [*usual, *(one.code for one in kept.own_bases)]


def with_citations(kept: Preferences, document: str, codes: Collection[str]) -> Preferences:
    """The preferences with these legal bases in a document; without any, it has no list of them."""
    ordered = tuple(one.code for one in kept.known_bases if one.code in codes)
    others = {name: told for name, told in kept.legal_bases.items() if name != document}
    return replace(kept, legal_bases={**others, document: ordered} if ordered else others)


def own_basis(code: str, kind: str, number: str, about: str, day: date) -> LegalBasis:
    """A legal basis of the office's own; ``day`` is the one on which it was made and from which it holds."""
    kind, number, about = (" ".join(text.split()) for text in (kind, number, about))
    first, _, after = about.partition(" ")
    about = (after if first.lower() == "tentang" else about).rstrip(".;")
    return LegalBasis(code=code, kind=kind, number=number, year=day.year, about=about, since=day)


def fault_of_basis(one: LegalBasis) -> str:
    """Why an own legal basis cannot be cited, as one sentence; empty where it can."""
    if not one.kind or not one.number or not one.about:
        return "Isi jenis, nomor, dan isinya (tentang apa)."
    if any(len(text) > _LONGEST for text in (one.kind, one.number, one.about)):
        return f"Jenis, nomor, dan isi paling panjang {_LONGEST} huruf; persingkat yang terlalu panjang."
    return ""


def new_code(kept: Preferences) -> str:
    """A code that no other basis of the office has: kantor-3."""
    taken = {one.code for one in kept.own_bases}
    number = 1
    while f"{_OWN_CODE}{number}" in taken:
        number += 1
    return f"{_OWN_CODE}{number}"


def with_own_basis(kept: Preferences, one: LegalBasis) -> Preferences:
    """The preferences with an own basis more, or in place of that with the same code."""
    if any(known.code == one.code for known in kept.own_bases):
        return replace(kept, own_bases=tuple(one if known.code == one.code else known for known in kept.own_bases))
    return replace(kept, own_bases=(*kept.own_bases, one))


def without_own_basis(kept: Preferences, code: str) -> Preferences:
    """The preferences without it, also in the documents that cite it."""
    return with_own_bases(kept, [one for one in kept.own_bases if one.code != code])


def with_own_bases(kept: Preferences, own: Iterable[LegalBasis]) -> Preferences:
    """The preferences with these in place of all own ones before; no document cites what is gone."""
    after = replace(kept, own_bases=tuple(own))
    for document, codes in kept.legal_bases.items():
        after = with_citations(after, document, codes)
    return after


def not_in_force_words(kept: Preferences, today: date) -> str:
    """Which chosen ones letters of today leave out, as one sentence; empty where there are none."""
    left_out = {one.name for cited in kept.cited_bases.values() for one in cited if not one.is_in_force(today)}
    return f"Tidak berlaku hari ini, jadi tidak dicetak: {'; '.join(sorted(left_out))}." if left_out else ""


def _state(one: LegalBasis, today: date) -> str:
    if today < one.since:
        return f"baru berlaku mulai {long_date(one.since)}"
    if one.until is not None and one.until < today:
        after = f", diganti {one.replaced_by}" if one.replaced_by else ""
        return f"berlaku sampai {long_date(one.until)}{after}"
    last = f" sampai {long_date(one.until)}" if one.until else ""
    return f"berlaku sejak {long_date(one.since)}{last}"
