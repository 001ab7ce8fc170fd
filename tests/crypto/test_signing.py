"""Signatures and canonical JSON."""

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from ucj_desktop.crypto.signing import (
    JsonValue,
    NotCanonical,
    SigningKey,
    canonical_json,
    is_signed_by,
    new_signing_key,
    pae,
)

TYPE = "application/vnd.ucj.test+json"


def test_pae_is_the_example_of_the_dsse_protocol() -> None:
    assert pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_the_key_of_rfc_8032_test_1_has_its_public_half() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert SigningKey(seed).public.hex() == public


def test_a_signature_holds_for_its_type_payload_and_key_only() -> None:
    key, other = new_signing_key(), new_signing_key()
    signature = key.sign(TYPE, b"isi")
    assert is_signed_by(key.public, TYPE, b"isi", signature)
    assert not is_signed_by(key.public, TYPE + "x", b"isi", signature)
    assert not is_signed_by(key.public, TYPE, b"isi.", signature)
    assert not is_signed_by(other.public, TYPE, b"isi", signature)


def test_wrong_lengths_are_not_signatures_and_raise_nothing() -> None:
    key = new_signing_key()
    signature = key.sign(TYPE, b"isi")
    assert not is_signed_by(key.public, TYPE, b"isi", signature[:-1])
    assert not is_signed_by(key.public[:-1], TYPE, b"isi", signature)
    assert not is_signed_by(b"\xff" * 32, TYPE, b"isi", signature)


def test_a_key_never_shows_its_seed() -> None:
    key = new_signing_key()
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in repr(key)


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        SigningKey(b"short")


def test_canonical_json_sorts_keys_and_spends_no_blanks() -> None:
    assert canonical_json({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


@pytest.mark.parametrize("value", [2**53 + 1, "\ud800"])
def test_what_has_no_canonical_form_is_refused(value: int | str) -> None:
    with pytest.raises(NotCanonical):
        canonical_json({"value": value})


_FLAT = st.dictionaries(
    st.text(max_size=8),
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    max_size=6,
)


@given(_FLAT)
@example({"a": '\x00\x1f\x7f\u2028\u2029\ufeff😀"\\/\b\t'})
@example({"\ue000": 1, "😀": 2})  # sorted otherwise by UTF-8 than by UTF-16
@example({"a": 2**53 - 1, "b": -(2**53) + 1})
@example({"a": "\ud800"})
def test_the_quick_way_writes_what_rfc8785_writes_or_refuses_as_it_does(value: dict[str, JsonValue]) -> None:
    try:
        expected = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        with pytest.raises(NotCanonical):
            canonical_json(value)
    else:
        assert canonical_json(value) == expected
