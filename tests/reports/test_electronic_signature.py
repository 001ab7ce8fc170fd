"""Signing with a certificate: intact, in its place, checked offline; every unfit certificate has its sentence."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO

import pypdfium2
import pytest

from tests.reports.certificates import PASSPHRASE, ec_key, issuer, official, rsa_key, without_key
from tests.reports.made_up import HEAD, make_facts, verify_sign
from tests.reports.pdf import make_pdf, page_texts
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports.certificate import (
    CertificateNotForSigning,
    CertificateNotInForce,
    CertificateTooWeak,
    NotACertificate,
    WrongPassphrase,
    open_certificate,
)
from ucj_desktop.reports.checking import NotAPdf, Outcome, check_pdf
from ucj_desktop.reports.electronic_signature import PdfNotSignable, PlaceTaken, SignerNotOnPaper, sign_pdf
from ucj_desktop.reports.signature_check import NotARootCertificate, read_roots, read_signatures
from ucj_desktop.reports.signature_place import last_place, place_over
from ucj_desktop.reports.signing_library import NEVER_USED

FLIPS = int(os.environ.get("UCJ_CAMPAIGN_FLIPS", "100"))


@pytest.fixture(scope="module")
def letter() -> bytes:
    return make_pdf("BA-VER", make_facts(12))


@pytest.fixture(scope="module")
def signed(letter: bytes) -> bytes:
    return sign(letter, official(ec_key()))


def sign(
    content: bytes, pkcs12: bytes, passphrase: str = PASSPHRASE, names: Sequence[str] = (HEAD.name,), over: str = ""
) -> bytes:
    certificate = open_certificate(pkcs12, passphrase)
    return sign_pdf(content, certificate, names=names, over=over, reason="Mengesahkan berita acara", location="Ponre")


@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_a_signed_letter_is_intact_trusted_and_still_the_offices(letter: bytes, kind: str) -> None:
    made = sign(letter, official(rsa_key() if kind == "RSA" else ec_key()))
    assert made.startswith(letter), "what the office sealed stays byte for byte"
    [found] = read_signatures(made, [issuer().der])
    assert (found.signer, found.issuer) == ("Andi Made-Up Rumallang", "Penerbit Rekaan")
    assert found.is_intact
    assert found.is_last_word
    assert found.is_trusted
    assert check_pdf(made, verify_sign).outcome is Outcome.GENUINE
    assert page_texts(made) == page_texts(letter)


def test_the_signature_is_pades_with_its_certificate_named_inside(signed: bytes) -> None:
    assert b"/ETSI.CAdES.detached" in signed
    assert b"1.2.840.113549.1.9.16.2.47" not in signed  # an object identifier is not text
    assert bytes.fromhex("2a864886f70d010910022f").hex().encode() in signed.lower()  # signing-certificate-v2


def test_an_issuer_that_the_office_does_not_know_is_told(signed: bytes) -> None:
    [found] = read_signatures(signed, [issuer("Penerbit Lain").der])
    assert found.is_intact
    assert not found.is_trusted
    assert "belum dikenal" in found.sentence


def test_a_second_signature_leaves_the_first_as_it_is(signed: bytes) -> None:
    twice = sign(signed, official(rsa_key(), "Kepala Dinas Contoh"), names=())
    first, second = read_signatures(twice, [issuer().der])
    assert (first.is_intact, first.is_last_word) == (True, True)
    assert (second.signer, second.is_trusted) == ("Kepala Dinas Contoh", True)


def test_the_visible_field_stands_over_the_printed_name_and_covers_nothing(letter: bytes, signed: bytes) -> None:
    place = place_over(letter, HEAD.name)
    assert place is not None
    document = pypdfium2.PdfDocument(letter)
    page = document[place.page].get_textpage()
    left, bottom, right, top = place.box
    assert page.get_text_bounded(left, bottom, right, top).strip() == ""
    assert HEAD.name in " ".join(page.get_text_bounded(left - 60, bottom - 18, right + 60, bottom).split())
    document.close()
    before, after = (_ink(content, place.page, place.box) for content in (letter, signed))
    assert before == 0
    assert after > 100


def _ink(content: bytes, page: int, box: tuple[float, float, float, float]) -> int:
    """Dark points of a picture of the box."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    height = document[page].get_height()
    picture = document[page].render(scale=2, may_draw_forms=True, grayscale=True).to_pil()
    left, bottom, right, top = box
    part = picture.crop((round(left * 2), round((height - top) * 2), round(right * 2), round((height - bottom) * 2)))
    document.close()
    return sum(count for level, count in enumerate(part.histogram()) if level < 128)


def test_a_certificate_of_somebody_else_signs_only_over_the_name_that_was_chosen(letter: bytes) -> None:
    stranger = official(ec_key(), "Orang Lain")
    with pytest.raises(SignerNotOnPaper, match="Orang Lain"):
        sign(letter, stranger)
    with pytest.raises(SignerNotOnPaper, match="Tidak Tercetak"):
        sign(letter, stranger, over="Tidak Tercetak")
    [found] = read_signatures(sign(letter, stranger, over=HEAD.name), [issuer().der])
    assert (found.signer, found.is_intact) == ("Orang Lain", True)


def test_a_place_is_signed_once(signed: bytes) -> None:
    with pytest.raises(PlaceTaken):
        sign(signed, official(ec_key(), "Orang Lain"), over=HEAD.name)


def test_a_letter_that_prints_no_signer_is_signed_in_an_empty_room_of_its_last_page(letter: bytes) -> None:
    document = pypdfium2.PdfDocument(letter)
    place = last_place(letter)
    assert place.page == len(document) - 1
    assert document[place.page].get_textpage().get_text_bounded(*place.box).strip() == ""
    document.close()


@pytest.mark.parametrize(
    "pkcs12, passphrase, fault",
    [
        (lambda: official(ec_key()), "bukan sandinya", WrongPassphrase),
        (lambda: official(ec_key()), "", WrongPassphrase),
        (lambda: b"bukan sertifikat", PASSPHRASE, NotACertificate),
        (lambda: b"", PASSPHRASE, NotACertificate),
        (lambda: issuer().der, PASSPHRASE, NotACertificate),
        (without_key, PASSPHRASE, NotACertificate),
        (lambda: official(ec_key(), days=(-800, -1)), PASSPHRASE, CertificateNotInForce),
        (lambda: official(ec_key(), days=(2, 700)), PASSPHRASE, CertificateNotInForce),
        (lambda: official(ec_key(), signs=False), PASSPHRASE, CertificateNotForSigning),
        (lambda: official(rsa_key(1024)), PASSPHRASE, CertificateTooWeak),
    ],
)
def test_an_unfit_certificate_has_its_sentence(
    letter: bytes, pkcs12: object, passphrase: str, fault: type[ClerkError]
) -> None:
    assert callable(pkcs12)
    with pytest.raises(fault) as refused:
        sign(letter, pkcs12(), passphrase)
    told = f"{refused.value.what} {refused.value.fix} {refused.value!r} {refused.value.__cause__!r}"
    assert not passphrase or passphrase not in told
    assert PASSPHRASE not in told


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"bukan pdf"])
def test_what_is_no_pdf_is_not_signed_and_not_checked(content: bytes) -> None:
    with pytest.raises((PdfNotSignable, NotAPdf)):
        sign(content, official(ec_key()))
    with pytest.raises(NotAPdf):
        read_signatures(content, [])


def test_no_flip_in_the_signed_range_is_accepted(signed: bytes) -> None:
    chance = random.Random(616)
    start = signed.index(b"/ByteRange")
    hole = _hole(signed, start)
    accepted = []
    for _ in range(FLIPS):
        at = chance.choice([chance.randrange(hole[0]), chance.randrange(hole[1], len(signed))])
        bent = bytearray(signed)
        bent[at] ^= 1 << chance.randrange(8)
        try:
            found = read_signatures(bytes(bent), [issuer().der])
        except ClerkError:
            continue
        if any(one.is_intact for one in found):
            accepted.append(at)
    assert accepted == []


def _hole(signed: bytes, start: int) -> tuple[int, int]:
    """The place of the signature itself, which it does not cover."""
    numbers = [int(one) for one in signed[start : start + 80].partition(b"[")[2].partition(b"]")[0].split()]
    return numbers[1], numbers[2]


def test_what_is_added_after_signing_is_told(signed: bytes) -> None:
    from pyhanko.pdf_utils.generic import StreamObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = writer.add_object(StreamObject(stream_data=b"BT 100 100 Td (tambahan) Tj ET"))
    page[pdf_name("/Contents")] = stream
    writer.update_container(page)
    target = BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    [found] = read_signatures(target.getvalue(), [issuer().der])
    assert not found.is_last_word
    assert "sesudahnya isi surat ditambah" in found.sentence


def test_proofs_for_long_keeping_are_no_change(signed: bytes) -> None:
    """As BSrE adds them: the certificates on the way to the issuer, in a store beside the signature."""
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    target = BytesIO(signed)
    DocumentSecurityStore.add_dss(target, None, certs=[Certificate.load(issuer().der)])
    assert len(target.getvalue()) > len(signed)
    [found] = read_signatures(target.getvalue(), [issuer().der])
    assert (found.is_intact, found.is_last_word) == (True, True)


def test_a_letter_that_nobody_signed_has_no_signatures(letter: bytes) -> None:
    assert read_signatures(letter, [issuer().der]) == []


def test_roots_are_read_from_pem_and_der_and_nothing_else() -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = issuer().certificate.public_bytes(Encoding.PEM)
    assert read_roots(pem + pem) == [issuer().der] * 2
    assert read_roots(issuer().der) == [issuer().der]
    for content in (b"", b"bukan", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(NotARootCertificate):
            read_roots(content)


def test_signing_loads_nothing_that_could_reach_the_network() -> None:
    script = (
        "import sys\n"
        "from ucj_desktop.reports import signing_library\n"
        "import pyhanko.sign.signers, pyhanko.sign.validation\n"
        "real = [name for name in sys.modules if getattr(sys.modules[name], '__file__', None)]\n"
        "print(*sorted({name.split('.')[0] for name in real} & set(sys.argv[1:])))\n"
    )
    never = ("aiohttp", "certifi", "idna", "lxml", "multidict", "oscrypto", "requests", "tzlocal", "yarl")
    ran = subprocess.run([sys.executable, "-c", script, *never], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
    assert "aiohttp" in NEVER_USED
