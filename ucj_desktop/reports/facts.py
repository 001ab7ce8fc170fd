"""What a report needs to know: plain frozen facts, gathered by the services."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ucj_desktop.domain.frozen import FrozenData
from ucj_desktop.domain.minutes import FrozenRow, HeldMeeting, Letterhead, Minutes, Signer
from ucj_desktop.domain.second_keying import ErrorRate
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.legal_bases import LegalBasis
from ucj_desktop.reference.wording import Wording, office_words
from ucj_desktop.reports.budget_facts import BudgetFacts
from ucj_desktop.reports.card_facts import CardFacts
from ucj_desktop.reports.recap_facts import RecapFacts
from ucj_desktop.reports.receipt_facts import ReceiptFacts
from ucj_desktop.reports.subject_facts import ErasureFacts, SubjectFacts

Sign = Callable[[bytes], bytes]
"""The office's Ed25519 signature (64 bytes) over a page's QR text without its last part."""


class PaperSize(StrEnum):
    """The two sizes of Indonesian offices: F4 is 215 x 330 mm, A4 is 210 x 297 mm."""

    F4 = "f4"
    A4 = "a4"


class FormLayout(StrEnum):
    """How a field form is laid out: a row a person, or half a page a person."""

    LIST = "list"
    HALVES = "halves"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """The office whose letter it is."""

    code: str  # Kemendagri code without dots: 730201
    name: str  # Kecamatan Gantarang
    district_name: str  # Kabupaten Bulukumba; empty for the district's own office
    letterhead: Letterhead
    training: bool = False  # its papers say LATIHAN


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFacts:
    """The one village a letter is about."""

    code: str  # Kemendagri code without dots
    name: str  # as printed: Bialo
    label: str  # Desa, Kelurahan
    head: str  # Kepala Desa, Lurah

    @property
    def bare_name(self) -> str:
        """Bialo, also where the office prints the name with its label."""
        return self.name.removeprefix(f"{self.label} ")

    @property
    def full_name(self) -> str:
        """Desa Bialo."""
        return f"{self.label} {self.bare_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWorker:
    """A worker on a working paper, with the village's name as printed."""

    worker: Worker
    village_name: str
    waits_as: int = 0  # place among the replacement candidates; 0: is none


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """One finding of the rules as the check report prints it."""

    village_name: str
    full_name: str
    masked_nik: str  # 730201******0003
    code: str  # ID-02
    severity: str  # the screen's word: Harus diperbaiki, Perlu dipastikan, Catatan
    what: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedVillage:
    """How many findings a village has of each severity, by the screen's word for it."""

    village_name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def counted_villages(findings: Iterable[ListedFinding]) -> tuple[CountedVillage, ...]:
    """The findings by village, in the order of the villages' names; without a village last."""
    counts: dict[str, Counter[str]] = {}
    for one in findings:
        counts.setdefault(one.village_name, Counter())[one.severity] += 1
    names = sorted(counts, key=lambda name: (not name, name))
    return tuple(CountedVillage(village_name=name, counts=counts[name]) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything any report may ask for; ``Report.needs`` says which part a report reads.

    ``draft`` is true before the freeze: the pages say DRAF and carry no QR. After it ``sign`` signs each page.
    """

    office: OfficeFacts
    period: int
    printed_on: date
    paper: PaperSize = PaperSize.F4
    draft: bool = False
    minutes: Minutes | None = None
    number: str = ""  # of a letter that goes with the minutes; empty: written by hand
    enclosed: tuple[str, ...] = ()  # codes of letters about these minutes that were printed before
    package_files: tuple[str, ...] = ()  # those that bring the minutes' workers to the district
    revision_reason: str = ""  # why the revision before this one was reopened
    copies: int = 3  # dalam rangkap
    sign: Sign | None = field(default=None, repr=False)
    workers: tuple[ListedWorker, ...] = ()
    findings: tuple[ListedFinding, ...] = ()  # the gravest first
    only_findings: str = ""  # what the findings are narrowed to, in words; empty: all of them
    checked: int = 0  # workers that the rules looked at
    clean: int = 0  # those without a finding that blocks or warns
    meeting_on: date | None = None  # for the attendance list, when it is known
    meeting: HeldMeeting | None = None  # whose attendance list it is; None: it is written by hand
    meeting_goes_on: bool = False  # those who are late still sign
    venue: str = ""
    signers: tuple[Signer, ...] = ()
    village_name: str = ""  # of a blank form, when it is known
    village: VillageFacts | None = None  # of a letter about one village; None: about all of them
    form: FormLayout = FormLayout.LIST
    hamlet_pages: bool = False  # every hamlet of a field form begins a page
    teams: Mapping[str, str] = field(default_factory=dict)  # of each village's round, in words, by printed name
    keyed_again: ErrorRate | None = None  # of workers in the minutes; None: none was keyed a second time
    person: FrozenRow | None = None  # of the minutes, whom a certificate is about
    subject: SubjectFacts | None = None  # of the record of one person
    erasure: ErasureFacts | None = None  # of the certificate of an erasure
    card: CardFacts | None = None  # of the office's own card
    receipt: ReceiptFacts | None = None  # of a package
    recap: RecapFacts | None = None
    budget: BudgetFacts | None = None  # a draft before it is decided
    journal_code: str = ""  # first 16 hex digits of the journal's last hash when this was printed
    words: Mapping[str, Wording] = field(default_factory=lambda: office_words({}), repr=False)  # by document
    bases: Mapping[str, tuple[LegalBasis, ...]] = field(default_factory=dict, repr=False)  # cited, by document
    frozen: FrozenData | None = field(default=None, repr=False)  # of closed minutes; None on a draft

    @property
    def known_minutes(self) -> Minutes:
        """The minutes, for reports that need them. Raises ValueError where the caller forgot them."""
        if self.minutes is None:
            raise ValueError("this report needs minutes")
        return self.minutes

    @property
    def known_village(self) -> VillageFacts:
        """The village, for reports that need one. Raises ValueError where the caller forgot it."""
        if self.village is None:
            raise ValueError("this report needs a village")
        return self.village

    @property
    def letter_words(self) -> Wording:
        """The sentences of the minutes and their annexes."""
        return self.words["ba_verval"]

    @property
    def sheet_words(self) -> Wording:
        """The sentences of working papers."""
        return self.words["lembar_kerja"]
