"""Checking a paper: the text of an office QR, or a PDF, against what the office signed."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.crypto.signing import is_signed_by
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.reports.checking import Difference, Outcome, PaperCheck, Verify, check_pdf, check_qr_text
from ucj_desktop.reports.pictures import PictureUnreadable
from ucj_desktop.reports.scanned_qr import NoQrFound, check_scan, qrs_of_pdf, qrs_of_picture
from ucj_desktop.services.handoff.known_cards import KnownCards
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.minutes_facts import PAGE_TYPE
from ucj_desktop.storage import minutes

_LARGEST_PDF = 200 * 1024 * 1024
_QR_START = "UCJ1*"
_PDF_START = b"%PDF-"


class PaperNotReadable(ClerkError):
    """The file is not there, cannot be read, or is too big to be a letter."""

    code = "SURAT-03"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas {name} tidak bisa dibaca, atau terlalu besar untuk sebuah surat.",
            fix="Pilih berkas PDF, foto, atau pindaian suratnya, atau ketik teks kode QR yang diawali UCJ1*.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAnswer:
    """What the check says; ``page`` and ``row`` are the first place that differs, or None."""

    outcome: Outcome
    sentence: str
    office_code: str
    office_name: str
    page: int | None
    row: int | None
    pages: int
    register: int
    revision: int
    newer_revision: int | None  # of the same minutes in this office's own store
    differences: tuple[Difference, ...]


def check_paper(office: Office, given: str) -> PaperAnswer:
    """Check a QR text, or the PDF, photo or scan at a path.

    Raises NotAnOfficeQr, NotAPdf, PaperNotReadable, PictureTooLarge, NoQrFound.
    """
    office.require(Action.LOOK)
    keys, names = _known_keys(office)
    verify = _verifier(keys)
    if given.strip().upper().startswith(_QR_START):
        found = check_qr_text(given, verify)
    else:
        path = Path(given)
        if not path.name:
            raise PaperNotReadable("tanpa nama")
        found = _check_file(read_paper_file(path), path.name, verify)
    return _answer(office, found, names)


def _check_file(content: bytes, name: str, verify: Verify) -> PaperCheck:
    """A PDF by the data it carries; what carries none, a scan or a photo, by the QRs that can be seen on it."""
    if not (content.startswith(_PDF_START) or name.lower().endswith(".pdf")):
        try:
            return check_scan(qrs_of_picture(content, name), verify)
        except PictureUnreadable as fault:
            raise PaperNotReadable(name) from fault
    found = check_pdf(content, verify)
    if found.outcome is Outcome.UNKNOWN and found.seal is None:
        with contextlib.suppress(NoQrFound):
            return check_scan(qrs_of_pdf(content, name), verify)
    return found


def check_content(office: Office, content: bytes) -> PaperCheck:
    """Check a PDF that was read. Raises NotAPdf."""
    office.require(Action.LOOK)
    return check_pdf(content, _verifier(_known_keys(office)[0]))


def _verifier(keys: Mapping[str, list[bytes]]) -> Verify:
    def verify(office_code: str, text: bytes, signature: bytes) -> bool | None:
        known = keys.get(office_code)
        return None if known is None else any(is_signed_by(key, PAGE_TYPE, text, signature) for key in known)

    return verify


def read_paper_file(path: Path) -> bytes:
    """The bytes of a paper's file. Raises PaperNotReadable."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_PDF + 1)
    except OSError as fault:
        raise PaperNotReadable(path.name) from fault
    if len(content) > _LARGEST_PDF:
        raise PaperNotReadable(path.name)
    return content


def _known_keys(office: Office) -> tuple[dict[str, list[bytes]], dict[str, str]]:
    """Signing keys and names by office code: our own, and of cards in force and those that they replaced."""
    own = [one.signing.public for one in (office.keys, *office.keys.former)]
    keys, names = {office.code: own}, {office.code: office.name}
    with office.database.reading() as connection:
        known = KnownCards(connection)
    for card in known.good_for_papers():
        keys.setdefault(card.office, []).append(card.signing_key)
        names.setdefault(card.office, card.name)
    return keys, names


def _answer(office: Office, found: PaperCheck, names: dict[str, str]) -> PaperAnswer:
    seal = found.seal
    code = seal.office_code if seal else ""
    newer, is_reopened = _became_of(office, found)
    first = found.differences[0] if found.differences else None
    sentence = found.sentence
    if newer is not None:
        sentence += f" Berita acara ini sudah digantikan revisi {newer}."
    elif is_reopened:
        sentence += " Berita acara ini sudah dibuka kembali dan sedang diperbaiki."
    page = first.page if first else None
    if seal and not found.pages:  # a QR alone names its page
        page = seal.page
    return PaperAnswer(
        outcome=found.outcome,
        sentence=sentence,
        office_code=code,
        office_name=names.get(code, ""),
        page=page,
        row=first.row if first else None,
        pages=found.pages or (seal.pages if seal else 0),
        register=seal.register if seal else 0,
        revision=seal.revision if seal else 0,
        newer_revision=newer,
        differences=found.differences,
    )


def _became_of(office: Office, found: PaperCheck) -> tuple[int | None, bool]:
    """What became of the minutes a genuine paper of ours shows: (newer revision or None, stands reopened)."""
    seal = found.seal
    if seal is None or found.outcome is not Outcome.GENUINE or seal.office_code != office.code:
        return None, False
    with office.database.reading() as connection:
        known = minutes.every(connection)
    stated = (seal.register, seal.revision, seal.held_on)
    own = next((one for one in known if (one.register, one.revision, one.held_on) == stated), None)
    if own is None:
        return None, False
    newest = max(one.revision for one in known if one.minutes_id == own.minutes_id)
    return (newest, False) if newest > own.revision else (None, own.reopened_at != "")
