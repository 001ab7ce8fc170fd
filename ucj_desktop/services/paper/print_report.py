"""Printing: a report as PDF, its sealed copy in the archive, and its row in the register of letters."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import MAY, Action, Role
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.reports import Needs, Report, find_report, in_menu_order
from ucj_desktop.reports.facts import PaperSize
from ucj_desktop.reports.flat_pages import with_fields_drawn
from ucj_desktop.reports.writer import Printed
from ucj_desktop.reports.writer import print_report as write_report
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import LetterNotThere, keep_sealed, open_sealed, write_pdf
from ucj_desktop.services.paper.gather_facts import Asked, gather_facts
from ucj_desktop.storage import letter_versions, letters
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.letter_versions import LetterVersion as LetterVersion
from ucj_desktop.storage.letters import Letter as Letter

_OF_ONE_PERSON = frozenset({Needs.PERSON, Needs.MINUTED})
_OF_EVERYBODY = frozenset({Needs.MINUTES, Needs.BUDGET})
_IN_NO_MENU = _OF_ONE_PERSON | {Needs.BUDGET, Needs.CARD, Needs.RECEIPT}


class UnknownPaperSize(ClerkError):
    """Papers are F4 or A4."""

    code = "CETAK-13"

    def __init__(self, size: str) -> None:
        super().__init__(what=f"Ukuran kertas {size} tidak dikenal.", fix="Pilih f4 atau a4.")


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """A report as the menu and ``print --list`` show it."""

    code: str
    name: str
    needs: Needs
    has_workbook: bool = False
    by_village: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who may print it in an office of several accounts."""
        return tuple(role for role, allowed in MAY.items() if _actions(self.needs) <= allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPaper:
    """A PDF that lies at ``path``; ``is_draft`` says that it was printed before the freeze."""

    path: Path
    letter: Letter
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A PDF (``content``) that lies sealed in the archive, with its row in the register."""

    letter: Letter
    content: bytes
    is_draft: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """A PDF (``content``) with its minutes and revision, empty and 0 for what was not closed."""

    printed: Printed
    content: bytes
    minutes_id: str
    revision: int
    period: int
    is_draft: bool


def list_reports(*, every: bool = False) -> list[ReportChoice]:
    """Every report of the menu, in its order; ``every``: also what is printed elsewhere in the windows."""
    left_out = _IN_NO_MENU - {Needs.MINUTED, Needs.BUDGET} if every else _IN_NO_MENU
    return [
        ReportChoice(one.code, one.name, one.needs, one.has_workbook, one.by_village)
        for one in in_menu_order()
        if one.needs not in left_out
    ]


def may_print(office: Office, report: str) -> bool:
    """Whether the clerk's role covers this report: a list of everybody with their NIK in full is not for every role."""
    needs = next((one.needs for one in in_menu_order() if one.code == report), Needs.NOTHING)
    return all(office.may(one) for one in _actions(needs))


def require_report(office: Office, report: Report) -> None:
    """Raises NotAllowed where :func:`may_print` says no."""
    for action in _actions(report.needs):
        office.require(action)


def _actions(needs: Needs) -> frozenset[Action]:
    """What somebody must be allowed who prints a report; some list everybody with the NIK in full."""
    if needs in _OF_ONE_PERSON:
        return frozenset({Action.PRINT, Action.SERVE_SUBJECT})
    return frozenset({Action.PRINT, Action.SHOW_FULL_NIK} if needs in _OF_EVERYBODY else {Action.PRINT})


def preview_report(office: Office, asked: Asked, progress: Progress = SILENT) -> bytes:
    """The PDF itself, for the preview in the window; nothing is registered.

    Raises UnknownReport, UnknownPaperSize, NothingToPrint, MinutesChanged, LogoNotReadable.
    """
    office.require(Action.PRINT)
    return _make(office, asked, progress).content


def print_report(office: Office, asked: Asked, out: Path, progress: Progress = SILENT) -> tuple[PrintedPaper, Change]:
    """Write the PDF to ``out``, keep a sealed copy and register it. Printing the same again registers it again.

    Raises as :func:`preview_report`, and PaperNotWritten.
    """
    office.require(Action.PRINT)
    made = _make(office, asked, progress)
    write_pdf(out, made.content)
    letter = _register(office, asked, made)
    sentence = f"{_named(letter, made.is_draft)}, tersimpan di {out.name}."
    return PrintedPaper(path=out, letter=letter, is_draft=made.is_draft), Change(Touched.LETTERS, sentence)


def register_report(office: Office, asked: Asked, progress: Progress = SILENT) -> tuple[bytes, Change]:
    """The PDF for the printer, kept and registered as :func:`print_report` does, but written nowhere in the clear.

    Raises as :func:`preview_report`.
    """
    office.require(Action.PRINT)
    kept = keep_report(office, asked, progress)
    sentence = f"{_named(kept.letter, kept.is_draft)}, siap dicetak dan tercatat di arsip."
    return kept.content, Change(Touched.LETTERS, sentence)


def keep_report(office: Office, asked: Asked, progress: Progress = SILENT) -> KeptReport:
    """Make a report, keep it sealed and register it. Raises as :func:`preview_report`."""
    office.require(Action.PRINT)
    made = _make(office, asked, progress)
    return KeptReport(letter=_register(office, asked, made), content=made.content, is_draft=made.is_draft)


def _named(letter: Letter, is_draft: bool) -> str:
    return f"{'Draf ' if is_draft else ''}{letter.title}: {letter.pages} halaman"


def _register(office: Office, asked: Asked, made: _Made) -> Letter:
    printed = made.printed
    sha256 = keep_sealed(office, made.content)
    letter = Letter(
        letter_id=new_id(),
        report=printed.report,
        title=printed.title,
        minutes_id=made.minutes_id,
        revision=made.revision,
        period=made.period,
        paper=asked.paper or office.preferences.paper,
        pages=printed.pages,
        worker_count=printed.workers,
        sha256=sha256,
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )
    with office.database.writing() as connection:
        letters.add(connection, letter)
        facts = {
            "report": letter.report,
            "minutes": letter.minutes_id,
            "revision": letter.revision,
            "draft": made.is_draft,
            "pages": letter.pages,
            "workers": letter.worker_count,
            "sha256": letter.sha256,
            **({"worker": asked.worker_id} if asked.worker_id else {}),
        }
        office.log(connection, Entry(action="letter.printed", subject=letter.letter_id, facts=facts))
    return letter


def list_letters(office: Office, *, minutes_id: str = "") -> list[Letter]:
    """The register of letters, the newest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return letters.every(connection, minutes_id=minutes_id)


def archived_letter(office: Office, letter_id: str) -> Letter:
    """A letter of the register that the clerk may open. Raises LetterNotThere, NotAllowed."""
    office.require(Action.PRINT)
    with office.database.reading() as connection:
        letter = letters.get(connection, letter_id)
    if letter is None:
        raise LetterNotThere
    if not may_print(office, letter.report):
        office.require(Action.SHOW_FULL_NIK)
    return letter


def versions_of(office: Office, letter_id: str) -> list[LetterVersion]:
    """The signed versions of a letter, the oldest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return letter_versions.of_letter(connection, letter_id)


def open_archived(office: Office, letter_id: str, version_id: str = "") -> bytes:
    """The very PDF that was printed, or a signed version of it. Raises LetterNotThere, LetterDamaged."""
    office.require(Action.PRINT)
    return open_sealed(office, _hash_of(office, archived_letter(office, letter_id), version_id))


def open_to_show(office: Office, letter_id: str, version_id: str = "") -> bytes:
    """The same for the screen: Qt's viewer leaves fields out, so that of a signed version has them in its pages.

    Raises as :func:`open_archived`.
    """
    content = open_archived(office, letter_id, version_id)
    return with_fields_drawn(content) if version_id else content


def reprint_letter(office: Office, letter_id: str, out: Path, version_id: str = "") -> Letter:
    """Write the archived PDF to ``out`` once more. Raises LetterNotThere, LetterDamaged, PaperNotWritten."""
    content = open_archived(office, letter_id, version_id)
    write_pdf(out, content)
    return _note_reprint(office, letter_id, version_id)


def reprint_for_printer(office: Office, letter_id: str, version_id: str = "", progress: Progress = SILENT) -> bytes:
    """The archived PDF for the printer, and the row that tells of it. Raises LetterNotThere, LetterDamaged."""
    del progress  # a file is read
    content = open_to_show(office, letter_id, version_id)
    _note_reprint(office, letter_id, version_id)
    return content


def _hash_of(office: Office, letter: Letter, version_id: str) -> str:
    if not version_id:
        return letter.sha256
    found = next((one for one in versions_of(office, letter.letter_id) if one.version_id == version_id), None)
    if found is None:
        raise LetterNotThere
    return found.sha256


def _note_reprint(office: Office, letter_id: str, version_id: str) -> Letter:
    letter = archived_letter(office, letter_id)
    facts = {"sha256": _hash_of(office, letter, version_id)}
    with office.database.writing() as connection:
        office.log(connection, Entry(action="letter.reprinted", subject=letter_id, facts=facts))
    return letter


def _make(office: Office, asked: Asked, progress: Progress) -> _Made:
    report = find_report(asked.report)
    if asked.paper and asked.paper not in list(PaperSize):
        raise UnknownPaperSize(asked.paper)
    require_report(office, report)
    facts = gather_facts(office, report, asked, progress)
    target = BytesIO()
    printed = write_report(report, facts, target, progress)
    closed = facts.minutes if not facts.draft else None
    minutes_id, revision = (closed.minutes_id, closed.revision) if closed else ("", 0)
    return _Made(printed, target.getvalue(), minutes_id, revision, facts.period, facts.draft)
