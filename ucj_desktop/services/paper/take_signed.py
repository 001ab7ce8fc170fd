"""PDFs signed outside of this program: whose signatures they bear, which letter of ours they are, and keeping them."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.reports.checking import Outcome, PaperCheck, attachment_of, texts_of_pages
from ucj_desktop.reports.signature_check import SignatureFound as SignatureFound
from ucj_desktop.reports.signature_check import read_signatures
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import LetterNotThere, open_sealed
from ucj_desktop.services.paper.check_paper import check_content, read_paper_file
from ucj_desktop.services.paper.print_report import LetterVersion, archived_letter
from ucj_desktop.services.paper.sign_letter import keep_version
from ucj_desktop.storage import letter_versions, letters, minutes
from ucj_desktop.storage.letters import Letter as Letter

_END = b"%%EOF"
_MOST_ENDS = 64  # a PDF grows by one with each signature


class NoSignatureInside(ClerkError):
    """There is no electronic signature in the PDF."""

    code = "TTE-13"

    def __init__(self) -> None:
        super().__init__(
            what="PDF ini tidak memuat tanda tangan elektronik.",
            fix="Pilih PDF yang sudah ditandatangani; hasil pindai tanda tangan basah bukan tanda tangan elektronik.",
        )


class SignatureNotAccepted(ClerkError):
    """A signature no longer fits what it signed, or something was added after it; the sentence says which."""

    code = "TTE-14"

    def __init__(self, sentence: str) -> None:
        super().__init__(what=sentence, fix="Minta PDF aslinya dari penanda tangan; yang ini tidak disimpan.")


class NotOurLetter(ClerkError):
    """No letter of the archive is what this PDF was made of."""

    code = "TTE-15"

    def __init__(self, sentence: str) -> None:
        super().__init__(
            what=f"PDF ini bukan surat dari arsip kantor ini. {sentence}".strip(),
            fix="Tandatangani PDF yang disimpan program ini tanpa mencetak atau menyimpannya ulang lewat program lain.",
        )


class TakenAlready(ClerkError):
    """The very same PDF is in the archive."""

    code = "TTE-16"

    def __init__(self) -> None:
        super().__init__(
            what="PDF bertanda tangan ini sudah ada dalam arsip.",
            fix="Buka suratnya di Arsip; tidak perlu disimpan lagi.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFile:
    """What a PDF says of its signatures. ``letter``: the print of ours that it was made of, None where there is none.

    ``is_untouched``: it begins with our very bytes and shows the same pages; else our frozen data is inside, and the
    pages agree with it.
    """

    signatures: tuple[SignatureFound, ...]
    letter: Letter | None
    is_untouched: bool
    check: PaperCheck

    @property
    def sentence(self) -> str:
        """Whether it is ours, in Indonesian."""
        if self.letter is None:
            return f"Bukan surat dari arsip kantor ini. {self.check.sentence}"
        how = "isi aslinya utuh" if self.is_untouched else "datanya sama dengan yang disegel"
        printed = short_date(datetime.fromisoformat(self.letter.at).astimezone().date())
        return f"{self.letter.title}, dicetak {printed}: {how}."


def look_at_signed(office: Office, path: Path) -> SignedFile:
    """Whose signatures a PDF bears, and whether it is a letter of ours. Raises PaperNotReadable, NotAPdf."""
    office.require(Action.LOOK)
    return _look(office, read_paper_file(path))


def take_signed(office: Office, path: Path) -> tuple[LetterVersion, Change]:
    """Keep a PDF that was signed elsewhere as a version of its letter.

    Every signature must be intact and nothing but signatures may follow it; who issued the certificate is told, not
    asked. Raises PaperNotReadable, NotAPdf, NoSignatureInside, SignatureNotAccepted, NotOurLetter, TakenAlready.
    """
    office.require(Action.PRINT)
    content = read_paper_file(path)
    found = _look(office, content)
    if not found.signatures:
        raise NoSignatureInside
    for one in found.signatures:
        if not (one.is_intact and one.is_last_word):
            raise SignatureNotAccepted(one.sentence)
    if found.letter is None:
        raise NotOurLetter(found.check.sentence)
    letter = archived_letter(office, found.letter.letter_id)
    if hashlib.sha256(content).hexdigest() in _prints_by_hash(office):
        raise TakenAlready
    signers = "; ".join(one.signer for one in found.signatures)
    version = keep_version(office, letter, content, signers, taken_from=path.name)
    return version, Change(Touched.LETTERS, f"Dengan tanda tangan {signers}, {letter.title} disimpan dalam arsip.")


def _look(office: Office, content: bytes) -> SignedFile:
    signatures = tuple(read_signatures(content, office.preferences.issuers))
    check = check_content(office, content)
    letter = _grown_from(office, content)
    untouched = letter is not None
    if letter is None:
        letter = _same_data(office, content, check)
    return SignedFile(signatures=signatures, letter=letter, is_untouched=untouched, check=check)


def _grown_from(office: Office, content: bytes) -> Letter | None:
    """The letter whose very bytes the PDF begins with and whose pages it still shows: an update can replace pages."""
    known = _prints_by_hash(office)
    letter = next((known[one] for one in _beginnings(content) if one in known), None)
    if letter is None:
        return None
    try:
        printed = open_sealed(office, letter.sha256)
    except LetterNotThere:  # the archive is not part of a backup
        return None
    return letter if texts_of_pages(printed) == texts_of_pages(content) else None


def _beginnings(content: bytes) -> Iterator[str]:
    """The SHA-256 of the PDF up to each of its ends; files close a line after the mark, or do not."""
    digest, before, at = hashlib.sha256(), 0, content.find(_END)
    for _ in range(_MOST_ENDS):
        if at < 0:
            return
        for after in (len(_END), len(_END) + 1, len(_END) + 2):
            digest.update(content[before : at + after])
            before = at + after
            yield digest.hexdigest()
        at = content.find(_END, before)


def _prints_by_hash(office: Office) -> Mapping[str, Letter]:
    with office.database.reading() as connection:
        printed = {one.letter_id: one for one in letters.every(connection)}
        signed = letter_versions.every(connection)
    by_hash = {one.sha256: one for one in reversed(printed.values())}  # the newest print of the same bytes
    return by_hash | {one.sha256: printed[one.letter_id] for one in signed if one.letter_id in printed}


def _same_data(office: Office, content: bytes, check: PaperCheck) -> Letter | None:
    """The newest letter with the very same data inside, where another program has written the file anew."""
    seal = check.seal
    if check.outcome is not Outcome.GENUINE or seal is None or seal.office_code != office.code:
        return None
    with office.database.reading() as connection:
        ids = {one.minutes_id for one in minutes.every(connection) if one.register == seal.register}
        printed = letters.every(connection)
    inside = attachment_of(content)
    for one in printed:
        if one.minutes_id in ids and one.report == check.report and one.revision == seal.revision:
            try:
                if attachment_of(open_sealed(office, one.sha256)) == inside:
                    return one
            except LetterNotThere:
                continue
    return None
