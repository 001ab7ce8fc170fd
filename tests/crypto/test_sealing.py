"""Age seals, sealed letters, derived keys, office keys and certificates."""

import hashlib
import io
from dataclasses import replace

import pytest

from ucj_desktop.crypto.office_keys import certify_account, new_office_keys
from ucj_desktop.crypto.sealing import (
    LetterDamaged,
    NotARecipient,
    NotSealedToUs,
    SealBroken,
    derive_subkey,
    is_recipient,
    new_identity,
    open_letter,
    open_stream,
    recipient_of,
    seal_letter,
    seal_stream,
)
from ucj_desktop.domain.people import Role

KEY = bytes(range(32))


class Broken(Exception):
    """What a stream of ours may raise."""


class BrokenStream:
    """Fails at the first touch."""

    def read(self, size: int) -> bytes:
        raise Broken

    def write(self, chunk: bytes) -> int:
        raise Broken


def sealed(content: bytes, *recipients: str) -> bytes:
    sink = io.BytesIO()
    seal_stream(io.BytesIO(content), sink, recipients)
    return sink.getvalue()


def opened(content: bytes, *identities: str) -> bytes:
    sink = io.BytesIO()
    open_stream(io.BytesIO(content), sink, identities)
    return sink.getvalue()


def test_every_recipient_opens_the_seal_and_nobody_else() -> None:
    district, office, stranger = new_identity(), new_identity(), new_identity()
    content = b"pekerja" * 50_000
    ciphertext = sealed(content, recipient_of(district), recipient_of(office))
    assert opened(ciphertext, district) == content
    assert opened(ciphertext, office) == content
    assert b"pekerja" not in ciphertext
    with pytest.raises(NotSealedToUs):
        opened(ciphertext, stranger)


@pytest.mark.parametrize("at", [0, 40, -1, -70_000])
def test_a_changed_seal_is_told(at: int) -> None:
    identity = new_identity()
    ciphertext = bytearray(sealed(b"x" * 200_000, recipient_of(identity)))
    ciphertext[at] ^= 1
    with pytest.raises((SealBroken, NotSealedToUs)):
        opened(bytes(ciphertext), identity)


@pytest.mark.parametrize("length", [0, 10, 100, -1, -65_552])
def test_a_cut_seal_is_told(length: int) -> None:
    identity = new_identity()
    ciphertext = sealed(b"x" * 200_000, recipient_of(identity))
    with pytest.raises(SealBroken):
        opened(ciphertext[:length], identity)


def test_an_exception_of_our_stream_comes_out_as_it_is() -> None:
    identity = new_identity()
    recipient = recipient_of(identity)
    ciphertext = sealed(b"x" * 100_000, recipient)
    with pytest.raises(Broken):
        seal_stream(BrokenStream(), io.BytesIO(), [recipient])
    with pytest.raises(Broken):
        seal_stream(io.BytesIO(b"x" * 100_000), BrokenStream(), [recipient])
    with pytest.raises(Broken):
        open_stream(BrokenStream(), io.BytesIO(), [identity])
    with pytest.raises(Broken):
        open_stream(io.BytesIO(ciphertext), BrokenStream(), [identity])


def test_keys_of_another_form_are_told() -> None:
    assert is_recipient(recipient_of(new_identity()))
    assert not is_recipient("age1xx")
    with pytest.raises(NotARecipient):
        recipient_of("AGE-SECRET-KEY-1")
    with pytest.raises(NotARecipient):
        sealed(b"x", "age1xx")
    with pytest.raises(NotARecipient):
        sealed(b"x")
    with pytest.raises(NotARecipient):
        opened(b"x", "AGE-SECRET-KEY-1")


def test_a_letter_is_named_by_its_hash_and_opens_under_the_data_key_only() -> None:
    name, content = seal_letter(KEY, b"%PDF Sitti Aminah")
    assert name == hashlib.sha256(b"%PDF Sitti Aminah").hexdigest()
    assert b"Aminah" not in content
    assert open_letter(KEY, name, content) == b"%PDF Sitti Aminah"
    assert seal_letter(KEY, b"%PDF Sitti Aminah")[1] != content
    with pytest.raises(LetterDamaged):
        open_letter(bytes(32), name, content)
    with pytest.raises(LetterDamaged):
        open_letter(KEY, "0" * 64, content)


def test_every_flip_and_cut_of_a_sealed_letter_is_told() -> None:
    name, content = seal_letter(KEY, b"surat")
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1
        with pytest.raises(LetterDamaged):
            open_letter(KEY, name, bytes(flipped))
        with pytest.raises(LetterDamaged):
            open_letter(KEY, name, content[:at])


def test_derived_keys_differ_by_purpose_and_by_data_key() -> None:
    keys = {derive_subkey(KEY, "a"), derive_subkey(KEY, "b"), derive_subkey(bytes(32), "a"), KEY}
    assert len(keys) == 4
    assert derive_subkey(KEY, "a") == derive_subkey(KEY, "a")


def test_a_certificate_holds_for_what_it_says_and_for_its_office_only() -> None:
    office, other = new_office_keys(), new_office_keys()
    certificate = certify_account(office, account_id="a-1", name="Baso", role=Role.VERIFIER, public_key=bytes(32))
    assert certificate.is_by(office.public.signing)
    assert not certificate.is_by(other.public.signing)
    for changed in (
        replace(certificate, account_id="a-2"),
        replace(certificate, name="Basri"),
        replace(certificate, role=Role.HEAD),
        replace(certificate, public_key=b"\x01" * 32),
    ):
        assert not changed.is_by(office.public.signing)


def test_office_keys_never_show_themselves() -> None:
    keys = new_office_keys()
    assert keys.identity not in repr(keys)
    assert keys.signing.seed.hex() not in repr(keys)
    assert is_recipient(keys.public.recipient)
