"""The sentences of letters as an office may word them: which there are, what may stand in them, and how they print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from ucj_desktop.domain.minutes import FrozenRow, Minutes
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.reference.letter_tokens import TOKENS
from ucj_desktop.reference.wording import (
    ALONE_SENTENCE,
    WordingNotAccepted,
    check_sentence,
    office_words,
    shipped_wording,
)
from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts, ListedWorker, PaperSize, VillageFacts
from ucj_desktop.reports.find_words import WordsPlace, place_of_words
from ucj_desktop.reports.writer import print_report
from ucj_desktop.services.care.letter_labels import label_of
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import office_facts
from ucj_desktop.services.preferences import Preferences

_REPORTS = {
    "ba_verval": "BA-VER",
    "pengantar": "PENGANTAR",
    "sptjm": "SPTJM",
    "sk_pekerja": "SK-PEKERJA",
    "ba_musyawarah": "BA-MUS",
    "lembar_kerja": "FORM",
}
_SHEETS = {  # other papers of the same document, by how the sentence's name ends
    "ba_verval": {"rekap": "REKAP", "alasan": "REKAP", "_lampiran_tiga": "LAMP-3", "nihil": "LAMP-3"},
    "lembar_kerja": {"hadir": "HADIR", "periksa": "PERIKSA"},
}
_SEED, _PEOPLE = 2026, 6  # of the made-up people of a preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its name in the document, the label a clerk reads, the shipped words and the office's own."""

    name: str
    label: str
    shipped: str
    own: str  # empty: the shipped one is used

    @property
    def words(self) -> str:
        return self.own or self.shipped


@dataclass(frozen=True, slots=True)
class WordsPreview:
    """A paper as PDF, and where on it the sentence stands; None where these made-up people give no reason for it."""

    content: bytes
    place: WordsPlace | None


def sentences(office: Office, document: str) -> list[Sentence]:
    """The sentences of a document in the order of its paper, but those that are the same in every office."""
    own = office.preferences.words.get(document, {})
    return [
        Sentence(name=name, label=label_of(document, name), shipped=words, own=own.get(name, ""))
        for name, words in shipped_wording(document).sentences.items()
        if name != ALONE_SENTENCE
    ]


def tokens_of(document: str) -> Mapping[str, str]:
    """What may stand in braces in this document, each with what takes its place."""
    return TOKENS[document]


def fault_of_sentence(document: str, name: str, words: str) -> WordingNotAccepted | None:
    """Why a sentence cannot be used as it is written; None where it can."""
    try:
        check_sentence(document, words, label_of(document, name))
    except WordingNotAccepted as fault:
        return fault
    return None


def with_sentence(kept: Preferences, document: str, name: str, words: str) -> Preferences:
    """The preferences with another wording of a sentence; the shipped one, or none, takes the office's own away."""
    own = dict(kept.words.get(document, {}))
    own.pop(name, None)
    words = " ".join(words.split())
    if words and words != shipped_wording(document).sentences[name]:
        own[name] = words
    every = {code: dict(told) for code, told in kept.words.items() if code != document}
    if own:
        every[document] = own
    return replace(kept, words=every)


def preview_words(
    office: Office, document: str, name: str, wanted: Preferences, progress: Progress = SILENT
) -> WordsPreview:
    """The report in which the sentence stands, worded as wanted, over made-up people.

    Real people are left out: whoever words the letters need not be allowed to see them. Raises WordingNotAccepted.
    """
    office.require(Action.CHANGE_SETTINGS)
    words = office_words(wanted.words)
    ends = (code for end, code in _SHEETS.get(document, {}).items() if name.endswith(end))
    report = find_report(next(ends, _REPORTS[document]))
    target = BytesIO()
    print_report(report, replace(_made_up_facts(office), words=words, bases=wanted.cited_bases), target, progress)
    content = target.getvalue()
    return WordsPreview(content, place_of_words(content, words[document].sentences[name]))


def _made_up_facts(office: Office) -> Facts:
    """What any report asks for, of people whom nobody has ever met."""
    place = office.code if office.kind is OfficeKind.SUB_DISTRICT else f"{office.code}01"
    people = [one.worker for one in make_people(_SEED, _PEOPLE, place)]
    rows = tuple(
        FrozenRow(
            position=position,
            worker=worker,
            verdict=Verdict.NOT_ELIGIBLE if position == _PEOPLE else Verdict.ELIGIBLE,
            reason=Reason.MOVED if position == _PEOPLE else None,
            note="",
            village_name=office.printed(worker.village_code),
        )
        for position, worker in enumerate(people, start=1)
    )
    minutes = Minutes(
        minutes_id="",
        register=0,
        revision=1,
        period=office.preferences.period,
        number="",
        held_on=office.today(),
        venue=office.preferences.venue or f"Kantor {office.name}",
        village_codes=tuple(dict.fromkeys(one.village_code for one in people)),
        signers=office.preferences.signers,
        closed_by="",
        closed_at="",
        one_person_office=False,
        journal_head="",
        rows=rows,
    )
    return Facts(
        office=office_facts(office),
        period=office.preferences.period,
        printed_on=office.today(),
        paper=PaperSize(office.preferences.paper),
        draft=True,
        minutes=minutes,
        person=rows[0],
        enclosed=("LAMP-3", "SPTJM"),
        village=_village(office, people[0].village_code),
        workers=tuple(
            ListedWorker(worker=one, village_name=office.printed(one.village_code), waits_as=int(one is people[-1]))
            for one in people
        ),
        meeting_on=office.today(),
        venue=office.preferences.venue,
        signers=office.preferences.signers,
    )


def _village(office: Office, code: str) -> VillageFacts:
    place = office.places.by_code(code)
    return VillageFacts(
        code=code,
        name=office.printed(code),
        label=place.label if place else "Desa",
        head=place.head if place else "Kepala Desa",
    )
