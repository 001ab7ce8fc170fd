"""Signing a letter of the archive with an official's certificate; every signed version is kept beside the print."""

from dataclasses import dataclass, field
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.reports import Needs, find_report
from ucj_desktop.reports.certificate import Certificate, open_certificate
from ucj_desktop.reports.electronic_signature import sign_pdf
from ucj_desktop.reports.signature_check import read_signatures
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import LetterNotThere, keep_sealed, open_sealed, write_pdf
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import (
    Letter,
    LetterVersion,
    archived_letter,
    keep_report,
    list_letters,
    versions_of,
)
from ucj_desktop.storage import letter_versions, minutes
from ucj_desktop.storage.journal import Entry

_LARGEST_CERTIFICATE = 1_000_000  # bytes


class CertificateFileUnreadable(ClerkError):
    """The .p12 is not there, or is no such file by its size."""

    code = "TTE-10"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas sertifikat {name} tidak bisa dibaca.",
            fix="Pasang flashdisk yang menyimpannya, lalu pilih berkas .p12 atau .pfx itu lagi.",
        )


class DraftNotSigned(ClerkError):
    """Only what is frozen is signed."""

    code = "TTE-11"

    def __init__(self) -> None:
        super().__init__(
            what="Draf tidak ditandatangani: isinya masih bisa berubah.",
            fix="Tutup berita acaranya, cetak suratnya, lalu tandatangani cetakan itu.",
        )


class SignedAlready(ClerkError):
    """The holder of the certificate has signed this letter, with this certificate or an older one."""

    code = "TTE-12"

    def __init__(self, signer: str) -> None:
        super().__init__(
            what=f"Sertifikat {signer} sudah menandatangani surat ini.",
            fix="Buka versi bertanda tangannya di arsip; tidak perlu ditandatangani lagi.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningWish:
    """With which certificate to sign, and over whose printed name; empty: whom the certificate names.

    The passphrase is kept nowhere but here, for as long as the signing takes.
    """

    path: Path  # of the .p12
    passphrase: str = field(repr=False)
    over: str = ""


def sign_letter(
    office: Office, letter_id: str, wish: SigningWish, out: Path | None = None
) -> tuple[LetterVersion, Change]:
    """Sign the newest version of a letter; it is kept in the archive, and written to ``out`` where one is named.

    Raises CertificateFileUnreadable, DraftNotSigned, SignedAlready, LetterNotThere, LetterDamaged, PaperNotWritten, and
    what ``open_certificate`` and ``sign_pdf`` raise.
    """
    office.require(Action.PRINT)
    letter = archived_letter(office, letter_id)
    return _sign(office, letter, wish, _opened(wish), out)


def print_signed(
    office: Office, asked: Asked, wish: SigningWish, out: Path, progress: Progress = SILENT
) -> tuple[Letter, LetterVersion, Change]:
    """Print a report into the archive and sign it; only the signed PDF is written to ``out``.

    Raises as ``print_report`` and :func:`sign_letter` do; a certificate that does not fit is told before printing.
    """
    office.require(Action.PRINT)
    certificate = _opened(wish)
    letter = keep_report(office, asked, progress).letter
    version, change = _sign(office, letter, wish, certificate, out)
    return letter, version, change


def find_letter(office: Office, wanted: str) -> Letter:
    """A letter by its id or the hash of its PDF; by the code of a report, the newest print of it that is no draft.

    Raises LetterNotThere.
    """
    office.require(Action.LOOK)
    wanted = wanted.strip()
    known = list_letters(office)
    named = [one for one in known if wanted.lower() in (one.letter_id, one.sha256)]
    by_code = [one for one in known if one.report == wanted.upper() and may_be_signed(one)]
    found = next(iter([*named, *by_code]), None)
    if found is None:
        raise LetterNotThere
    return found


def printed_signers(office: Office, letter: Letter) -> list[str]:
    """The names that a letter may bear as its signers: those of its minutes, then those of the office."""
    office.require(Action.LOOK)
    signers = list(office.preferences.signers)
    with office.database.reading() as connection:
        closed = minutes.get(connection, letter.minutes_id, letter.revision) if letter.minutes_id else None
    if closed is not None:
        signers = [*closed.signers, *signers]
    return list(dict.fromkeys(one.name for one in signers if one.name.strip()))


def keep_version(office: Office, letter: Letter, content: bytes, signers: str, taken_from: str = "") -> LetterVersion:
    """Keep a signed PDF beside its letter, with its journal row; for the services that made or checked it.

    Raises DraftNotSigned, PaperNotWritten.
    """
    office.require(Action.PRINT)
    _refuse_draft(letter)
    version = LetterVersion(
        version_id=new_id(),
        letter_id=letter.letter_id,
        signers=signers,
        sha256=keep_sealed(office, content),
        taken_from=taken_from,
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )
    action = "letter.signed_elsewhere" if taken_from else "letter.signed"
    facts = {"report": letter.report, "minutes": letter.minutes_id, "sha256": version.sha256, "before": letter.sha256}
    with office.database.writing() as connection:
        letter_versions.add(connection, version)
        office.log(connection, Entry(action=action, subject=letter.letter_id, facts=facts))
    return version


def may_be_signed(letter: Letter) -> bool:
    """Whether it is no draft."""
    return find_report(letter.report).needs is not Needs.MINUTES or bool(letter.minutes_id)


def _refuse_draft(letter: Letter) -> None:
    if not may_be_signed(letter):
        raise DraftNotSigned


def _opened(wish: SigningWish) -> Certificate:
    try:
        with wish.path.open("rb") as file:
            pkcs12 = file.read(_LARGEST_CERTIFICATE + 1)
    except OSError as fault:
        raise CertificateFileUnreadable(wish.path.name) from fault
    if len(pkcs12) > _LARGEST_CERTIFICATE:
        raise CertificateFileUnreadable(wish.path.name)
    return open_certificate(pkcs12, wish.passphrase)


def _sign(
    office: Office, letter: Letter, wish: SigningWish, certificate: Certificate, out: Path | None
) -> tuple[LetterVersion, Change]:
    _refuse_draft(letter)
    before = versions_of(office, letter.letter_id)
    content = open_sealed(office, before[-1].sha256 if before else letter.sha256)
    signatures = read_signatures(content, ()) if before else []
    if any((one.signer, one.issuer) == (certificate.signer, certificate.issuer) for one in signatures):
        raise SignedAlready(certificate.signer)
    signed = sign_pdf(
        content,
        certificate,
        names=printed_signers(office, letter),
        over=wish.over,
        reason=f"Menandatangani {letter.title}",
        location=office.preferences.letterhead.place or office.name,
    )
    if out is not None:
        write_pdf(out, signed)
    signers = "; ".join([*(one.signer for one in signatures), certificate.signer])
    version = keep_version(office, letter, signed, signers)
    where = f", tersimpan di {out.name}" if out is not None else ""
    return version, Change(Touched.LETTERS, f"{certificate.signer} menandatangani {letter.title}{where}.")
