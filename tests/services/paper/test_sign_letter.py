"""Letters signed with a certificate, here or elsewhere: kept beside their print, refused where they are not ours."""

import hashlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from tests.reports.certificates import PASSPHRASE, ec_key, issuer, official, rsa_key
from tests.services.paper.offices import SIGNERS, closed_office, validated_office
from ucj_desktop.reports.certificate import WrongPassphrase, open_certificate
from ucj_desktop.reports.electronic_signature import SignerNotOnPaper, sign_pdf
from ucj_desktop.reports.signature_check import NotARootCertificate
from ucj_desktop.services.care.trust_issuers import NoSuchIssuer, forget_issuer, list_issuers, trust_issuer
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import LetterNotThere
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import (
    Letter,
    list_letters,
    open_archived,
    print_report,
    reprint_letter,
    versions_of,
)
from ucj_desktop.services.paper.sign_letter import (
    CertificateFileUnreadable,
    DraftNotSigned,
    SignedAlready,
    SigningWish,
    find_letter,
    print_signed,
    sign_letter,
)
from ucj_desktop.services.paper.take_signed import (
    NoSignatureInside,
    NotOurLetter,
    SignatureNotAccepted,
    TakenAlready,
    look_at_signed,
    take_signed,
)
from ucj_desktop.storage import journal

CAMAT, LEADER = (one.name for one in SIGNERS)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return closed_office(tmp_path / "kantor")


@pytest.fixture
def letter(office: Office, tmp_path: Path) -> Letter:
    return print_report(office, Asked(report="BA-VER"), tmp_path / "ba.pdf")[0].letter


def wish(tmp_path: Path, name: str = CAMAT, passphrase: str = PASSPHRASE, over: str = "") -> SigningWish:
    path = tmp_path / f"{name}.p12"
    path.write_bytes(official(rsa_key(), name))
    return SigningWish(path=path, passphrase=passphrase, over=over)


def signed_elsewhere(content: bytes, name: str = CAMAT) -> bytes:
    certificate = open_certificate(official(ec_key(), name), PASSPHRASE)
    return sign_pdf(content, certificate, names=[name], reason="Mengesahkan", location="Kantor dinas")


def written_anew(content: bytes) -> bytes:
    """The same letter as another program writes it: other bytes, the same pages and attachment."""
    document = pypdfium2.PdfDocument(content)
    target = BytesIO()
    document.save(target)
    document.close()
    assert not target.getvalue().startswith(content)
    return target.getvalue()


def test_a_signed_version_is_kept_beside_the_print_and_the_print_stays(
    office: Office, letter: Letter, tmp_path: Path
) -> None:
    before = open_archived(office, letter.letter_id)
    version, change = sign_letter(office, letter.letter_id, wish(tmp_path), tmp_path / "bertanda.pdf")
    content = (tmp_path / "bertanda.pdf").read_bytes()
    assert open_archived(office, letter.letter_id, version.version_id) == content
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert content.startswith(before)
    assert open_archived(office, letter.letter_id) == before
    reprint_letter(office, letter.letter_id, tmp_path / "salinan.pdf", version.version_id)
    assert (tmp_path / "salinan.pdf").read_bytes() == content
    assert CAMAT in change.sentence
    found = look_at_signed(office, tmp_path / "bertanda.pdf")
    assert [(one.signer, one.is_intact, one.is_trusted) for one in found.signatures] == [(CAMAT, True, False)]
    assert (found.letter, found.is_untouched) == (letter, True)
    assert check_paper(office, str(tmp_path / "bertanda.pdf")).outcome == "genuine"


def test_a_second_signer_signs_what_the_first_has_signed(office: Office, letter: Letter, tmp_path: Path) -> None:
    sign_letter(office, letter.letter_id, wish(tmp_path))
    sign_letter(office, letter.letter_id, wish(tmp_path, LEADER))
    assert [one.signers for one in versions_of(office, letter.letter_id)] == [CAMAT, f"{CAMAT}; {LEADER}"]
    with pytest.raises(SignedAlready, match=CAMAT):
        sign_letter(office, letter.letter_id, wish(tmp_path))


def test_printing_with_a_certificate_writes_only_the_signed_letter(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "ba.pdf"
    printed, version, _ = print_signed(office, Asked(report="BA-VER"), wish(tmp_path), out)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == version.sha256
    assert list_letters(office) == [printed]
    with pytest.raises(WrongPassphrase):
        print_signed(office, Asked(report="LAMP-1"), wish(tmp_path, passphrase="bukan ini"), tmp_path / "l.pdf")
    assert list_letters(office) == [printed], "a certificate that does not open prints nothing"
    assert not (tmp_path / "l.pdf").exists()


def test_a_certificate_of_nobody_on_the_letter_signs_only_where_the_clerk_says(
    office: Office, letter: Letter, tmp_path: Path
) -> None:
    with pytest.raises(SignerNotOnPaper, match="Orang Lain"):
        sign_letter(office, letter.letter_id, wish(tmp_path, "Orang Lain"))
    version, _ = sign_letter(office, letter.letter_id, wish(tmp_path, "Orang Lain", over=CAMAT))
    assert version.signers == "Orang Lain"


def test_a_draft_is_not_signed(tmp_path: Path) -> None:
    office = validated_office(tmp_path / "kantor", 4)
    draft = print_report(office, Asked(report="BA-VER"), tmp_path / "draf.pdf")[0].letter
    with pytest.raises(DraftNotSigned):
        sign_letter(office, draft.letter_id, wish(tmp_path))
    (tmp_path / "draf-tte.pdf").write_bytes(signed_elsewhere((tmp_path / "draf.pdf").read_bytes()))
    with pytest.raises(DraftNotSigned):
        take_signed(office, tmp_path / "draf-tte.pdf")
    assert versions_of(office, draft.letter_id) == []


def test_the_passphrase_is_kept_nowhere(office: Office, letter: Letter, tmp_path: Path) -> None:
    secret = wish(tmp_path)
    assert PASSPHRASE not in repr(secret)
    sign_letter(office, letter.letter_id, secret)
    with office.database.reading() as connection:
        [row] = [one for one in journal.rows(connection) if one.action == "letter.signed"]
    assert row.subject == letter.letter_id
    assert not {PASSPHRASE, CAMAT} & {str(value) for value in row.facts.values()}


def test_a_certificate_file_that_is_gone_or_huge_is_told(office: Office, letter: Letter, tmp_path: Path) -> None:
    (tmp_path / "besar.p12").write_bytes(bytes(1_000_001))
    for name in ("hilang.p12", "besar.p12"):
        with pytest.raises(CertificateFileUnreadable, match=name):
            sign_letter(office, letter.letter_id, SigningWish(path=tmp_path / name, passphrase=""))


def test_a_letter_is_found_by_report_id_and_hash(office: Office, letter: Letter) -> None:
    for words in ("ba-ver", letter.letter_id, letter.sha256.upper()):
        assert find_letter(office, words) == letter
    with pytest.raises(LetterNotThere):
        find_letter(office, "LAMP-1")


def test_a_letter_signed_elsewhere_is_kept_as_its_version(office: Office, letter: Letter, tmp_path: Path) -> None:
    path = tmp_path / "dari-dinas.pdf"
    path.write_bytes(signed_elsewhere((tmp_path / "ba.pdf").read_bytes()))
    version, _ = take_signed(office, path)
    assert (version.letter_id, version.signers, version.taken_from) == (letter.letter_id, CAMAT, "dari-dinas.pdf")
    assert open_archived(office, letter.letter_id, version.version_id) == path.read_bytes()
    with pytest.raises(TakenAlready):
        take_signed(office, path)


def test_a_letter_that_another_program_wrote_anew_before_signing_is_known_by_its_data(
    office: Office, letter: Letter, tmp_path: Path
) -> None:
    path = tmp_path / "anew.pdf"
    path.write_bytes(signed_elsewhere(written_anew((tmp_path / "ba.pdf").read_bytes())))
    found = look_at_signed(office, path)
    assert (found.letter, found.is_untouched) == (letter, False)
    assert take_signed(office, path)[0].letter_id == letter.letter_id


def test_what_is_not_signed_not_intact_or_not_ours_is_refused(office: Office, letter: Letter, tmp_path: Path) -> None:
    path = tmp_path / "ba.pdf"
    with pytest.raises(NoSignatureInside):
        take_signed(office, path)
    signed = signed_elsewhere(path.read_bytes())
    bent = bytearray(signed)
    bent[len(signed) // 3] ^= 1
    path.write_bytes(bytes(bent))
    with pytest.raises(SignatureNotAccepted, match="sudah berubah"):
        take_signed(office, path)
    other = closed_office(tmp_path / "kantor lain", 4)
    print_report(other, Asked(report="BA-VER"), path)
    path.write_bytes(signed_elsewhere(path.read_bytes()))
    with pytest.raises(NotOurLetter):
        take_signed(office, path)
    assert versions_of(office, letter.letter_id) == []


def test_pages_exchanged_before_signing_are_not_our_letter(office: Office, letter: Letter, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.generic import StreamObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    path = tmp_path / "ba.pdf"
    writer = IncrementalPdfFileWriter(BytesIO(path.read_bytes()))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"BT 100 100 Td (lain) Tj ET"))
    writer.update_container(page)
    target = BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    assert target.getvalue().startswith(path.read_bytes())
    path.write_bytes(signed_elsewhere(target.getvalue()))
    found = look_at_signed(office, path)
    assert found.signatures[0].is_intact
    assert found.letter is None
    with pytest.raises(NotOurLetter):
        take_signed(office, path)


def test_pages_changed_after_a_signature_are_refused_though_the_signature_is_intact(
    office: Office, letter: Letter, tmp_path: Path
) -> None:
    from pyhanko.pdf_utils.generic import StreamObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    path = tmp_path / "ba.pdf"
    writer = IncrementalPdfFileWriter(BytesIO(signed_elsewhere(path.read_bytes())))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"BT 100 100 Td (lain) Tj ET"))
    writer.update_container(page)
    target = BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    path.write_bytes(target.getvalue())
    assert look_at_signed(office, path).signatures[0].is_intact
    with pytest.raises(SignatureNotAccepted, match="sesudahnya isi surat"):
        take_signed(office, path)
    assert versions_of(office, letter.letter_id) == []


def test_issuers_are_trusted_from_files_and_forgotten_again(office: Office, letter: Letter, tmp_path: Path) -> None:
    sign_letter(office, letter.letter_id, wish(tmp_path), tmp_path / "s.pdf")
    root = tmp_path / "induk.cer"
    root.write_bytes(issuer().der)
    assert "Penerbit Rekaan" in trust_issuer(office, root).sentence
    assert "sudah dipercaya" in trust_issuer(office, root).sentence
    [known] = list_issuers(office)
    assert look_at_signed(office, tmp_path / "s.pdf").signatures[0].is_trusted
    forget_issuer(office, known.serial.upper())
    assert not look_at_signed(office, tmp_path / "s.pdf").signatures[0].is_trusted
    with pytest.raises(NoSuchIssuer):
        forget_issuer(office, known.serial)
    root.write_bytes(b"bukan sertifikat")
    with pytest.raises(NotARootCertificate):
        trust_issuer(office, root)
