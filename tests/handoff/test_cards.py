"""Office cards: self-signed, compared, renewed."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.handoff.parties import BULUKUMBA, GANTARANG, IMPOSTOR, WHEN
from ucj_desktop.crypto.office_keys import new_office_keys
from ucj_desktop.crypto.signing import canonical_json
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.handoff.cards import (
    CARD_TYPE,
    CardDamaged,
    CardNewer,
    CardNotFollowing,
    FingerprintDiffers,
    OfficeCard,
    check_fingerprint,
    check_succession,
    make_card,
    read_card,
    read_card_file,
)


def renewed(vouching: bool = True) -> OfficeCard:
    return make_card(
        new_office_keys(),
        office="730201",
        name="Kecamatan Gantarang",
        kind=OfficeKind.SUB_DISTRICT,
        created=WHEN,
        previous=GANTARANG.keys.signing if vouching else None,
    )


def test_a_card_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / GANTARANG.card.file_name
    path.write_bytes(GANTARANG.card.to_bytes())
    assert path.name == "UCJ-730201.ucjk"
    assert read_card_file(path) == GANTARANG.card
    assert read_card(BULUKUMBA.card.to_bytes()).kind is OfficeKind.DISTRICT


def test_the_fingerprint_is_eight_groups_of_five_digits_of_the_keys() -> None:
    assert re.fullmatch(r"([0-9]{5} ){7}[0-9]{5}", GANTARANG.card.fingerprint)
    assert GANTARANG.card.fingerprint != IMPOSTOR.card.fingerprint
    assert replace(GANTARANG.card, name="Kantor Camat").fingerprint == GANTARANG.card.fingerprint
    assert replace(GANTARANG.card, office="730202").fingerprint != GANTARANG.card.fingerprint


def test_the_fingerprint_of_format_1_never_changes() -> None:
    assert GANTARANG.card.fingerprint == "34482 81287 69529 98019 07779 89426 77293 39210"


def test_typed_digits_are_compared_without_blanks() -> None:
    check_fingerprint(GANTARANG.card, GANTARANG.card.fingerprint.replace(" ", "-") + "\n")
    for typed in ("", GANTARANG.card.fingerprint[:-1], IMPOSTOR.card.fingerprint):
        with pytest.raises(FingerprintDiffers):
            check_fingerprint(GANTARANG.card, typed)


def changed(**changes: object) -> bytes:
    return canonical_json(json.loads(GANTARANG.card.to_bytes()) | changes)


def resigned(**changes: Any) -> bytes:
    card = replace(GANTARANG.card, **changes)
    return replace(card, signature=GANTARANG.keys.signing.sign(CARD_TYPE, card.stated())).to_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 16_000,
        b"x" * 20_000,
        GANTARANG.card.to_bytes() + b" ",
        changed(name="Kecamatan Lain"),
        changed(office="730202"),
        changed(signature="00"),
        changed(signature="zz"),
        changed(recipient=IMPOSTOR.card.recipient),
        changed(extra=1),
        changed(kind="desa"),
        changed(office=730201),
        changed(v="1"),
        resigned(office="7302"),
        resigned(office="\u0667\u0663\u0660\u0662\u0660\u0661"),
        resigned(kind=OfficeKind.DISTRICT),
        resigned(name=""),
        resigned(name="a\nb"),
        resigned(name="x" * 201),
        resigned(created="x" * 41),
        resigned(recipient="age1xx"),
        resigned(previous_key=b"\x01" * 32),
        resigned(previous_signature=b"\x01" * 64),
        resigned(signing_key=b"\x01" * 31),
    ],
)
def test_a_card_of_another_form_or_with_a_false_signature_is_refused(content: bytes) -> None:
    with pytest.raises(CardDamaged):
        read_card(content)


def test_every_bit_of_a_card_counts() -> None:
    content = GANTARANG.card.to_bytes()
    for bit in range(0, len(content) * 8, 7):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises((CardDamaged, CardNewer)):
            read_card(bytes(flipped))


def test_a_later_card_is_named_as_newer_and_a_missing_one_as_damaged(tmp_path: Path) -> None:
    with pytest.raises(CardNewer):
        read_card(changed(v=2))
    with pytest.raises(CardDamaged):
        read_card_file(tmp_path / "none.ucjk")


def test_a_new_card_must_be_signed_by_the_old_key() -> None:
    check_succession(renewed(), GANTARANG.card)
    check_succession(replace(GANTARANG.card, name="Kantor Camat"), GANTARANG.card)
    for card in (renewed(vouching=False), IMPOSTOR.card, BULUKUMBA.card):
        with pytest.raises(CardNotFollowing, match=r"Gantarang|Bulukumba"):
            check_succession(card, GANTARANG.card)


def test_nobody_can_claim_to_follow_a_key_he_does_not_have() -> None:
    card = renewed()
    with pytest.raises(CardDamaged):
        read_card(replace(card, previous_signature=bytes(64)).to_bytes())
