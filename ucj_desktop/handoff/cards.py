"""Office cards (.ucjk): who an office is and both its public keys, self-signed, compared by people, pinned."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from ucj_desktop.crypto.office_keys import OfficeKeys
from ucj_desktop.crypto.sealing import is_recipient
from ucj_desktop.crypto.signing import JsonValue, NotCanonical, SigningKey, canonical_json, is_signed_by
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import OfficeKind

CARD_TYPE = "application/vnd.ucj.office-card.v1+json"
ROTATION_TYPE = "application/vnd.ucj.office-card-rotation.v1+json"
_LARGEST_CARD = 16_384
_CODE_LENGTH = {OfficeKind.SUB_DISTRICT: 6, OfficeKind.DISTRICT: 4}


class CardDamaged(ClerkError):
    """Not a card, or its own signature does not hold."""

    code = "KARTU-01"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas ini bukan kartu kantor UCJ, atau rusak.",
            fix="Minta kantor itu mengekspor kartunya lagi (Pengaturan, Kartu kantor).",
        )


class CardNewer(ClerkError):
    """A later version of the program made the card."""

    code = "KARTU-02"

    def __init__(self) -> None:
        super().__init__(
            what="Kartu kantor ini dibuat dengan UCJ Desktop yang lebih baru.",
            fix="Pasang versi UCJ Desktop terbaru di kantor ini, lalu sematkan lagi.",
        )


class FingerprintDiffers(ClerkError):
    """The digits people compared are not this card's."""

    code = "KARTU-03"

    def __init__(self) -> None:
        super().__init__(
            what="Sidik angka yang diketik tidak sama dengan sidik kartu ini; kartu tidak disematkan.",
            fix="Cocokkan dengan lembar cetak dari kantor itu, atau bacakan lewat telepon. "
            "Bila tetap beda, jangan dipakai.",
        )


class CardNotFollowing(ClerkError):
    """Another card of that office is pinned, and its key did not sign the new one."""

    code = "KARTU-04"

    def __init__(self, office: str) -> None:
        super().__init__(
            what=f"Kartu ini mengaku kartu baru {office}, tetapi tidak ditandatangani dengan kunci kartunya yang lama.",
            fix="Hubungi kantor itu lewat nomor yang sudah dikenal. Bila komputernya memang hilang atau diganti, cabut"
            " dahulu kartu lamanya, lalu sematkan yang baru dengan mencocokkan angkanya. Bila tidak, kartu ini palsu.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCard:
    """What one office gives another; pinned only after people compared the fingerprint."""

    office: str  # 6 digits for a kecamatan, 4 for a kabupaten
    name: str
    kind: OfficeKind
    signing_key: bytes  # Ed25519, 32 bytes
    recipient: str  # age1..., X25519
    created: str  # ISO 8601
    signature: bytes = b""  # by signing_key
    previous_key: bytes = b""  # the key before it, when the keys were renewed
    previous_signature: bytes = b""  # by previous_key

    @property
    def fingerprint(self) -> str:
        """Eight groups of five digits over the code, kind and both keys (about 132 bits); the name may change."""
        identity = canonical_json(
            {
                "office": self.office,
                "kind": self.kind.value,
                "signing_key": self.signing_key.hex(),
                "recipient": self.recipient,
            }
        )
        # SHA-512, because eight groups of five bytes are 40 bytes; five bytes a group make the bias of % negligible.
        digest = hashlib.sha512(b"ucj-card-fingerprint-v1\0" + identity).digest()
        numbers = (int.from_bytes(digest[at : at + 5], "big") % 100_000 for at in range(0, 40, 5))
        return " ".join(f"{number:05}" for number in numbers)

    @property
    def file_name(self) -> str:
        """The name it is exported under."""
        return f"UCJ-{self.office}.ucjk"

    def stated(self) -> bytes:
        """The canonical JSON that is signed."""
        return canonical_json(self._fields())

    def to_bytes(self) -> bytes:
        """The whole card file."""
        return canonical_json(
            self._fields() | {"signature": self.signature.hex(), "previous_signature": self.previous_signature.hex()}
        )

    def _fields(self) -> dict[str, JsonValue]:
        return {
            "v": 1,
            "type": "ucj-office-card",
            "office": self.office,
            "name": self.name,
            "kind": self.kind.value,
            "signing_key": self.signing_key.hex(),
            "recipient": self.recipient,
            "created": self.created,
            "previous_key": self.previous_key.hex(),
        }


def make_card(
    keys: OfficeKeys,
    *,
    office: str,
    name: str,
    kind: OfficeKind,
    created: str,
    previous: SigningKey | None = None,
) -> OfficeCard:
    """The office's own card; ``previous`` is the key it had before, which vouches for the new one."""
    public = keys.public
    card = OfficeCard(
        office=office,
        name=name,
        kind=kind,
        signing_key=public.signing,
        recipient=public.recipient,
        created=created,
        previous_key=previous.public if previous else b"",
    )
    signature = keys.signing.sign(CARD_TYPE, card.stated())
    vouched = previous.sign(ROTATION_TYPE, card.stated()) if previous else b""
    return read_card(replace(card, signature=signature, previous_signature=vouched).to_bytes())


def read_card_file(path: Path) -> OfficeCard:
    """Read a .ucjk file. Raises :class:`CardDamaged`, :class:`CardNewer`."""
    try:
        with path.open("rb") as file:
            return read_card(file.read(_LARGEST_CARD + 1))
    except OSError as fault:
        raise CardDamaged() from fault


def read_card(content: bytes) -> OfficeCard:
    """A card whose own signature holds: its keys belong together, but whose they are only people can tell.

    Raises :class:`CardDamaged`, :class:`CardNewer`.
    """
    if len(content) > _LARGEST_CARD:
        raise CardDamaged()
    try:
        stated = orjson.loads(content)
        if not isinstance(stated, dict):
            raise CardDamaged()
        if isinstance(stated.get("v"), int) and stated["v"] > 1:
            raise CardNewer()
        card = _card(stated)
        genuine = card.to_bytes() == content and is_signed_by(
            card.signing_key, CARD_TYPE, card.stated(), card.signature
        )
    except (KeyError, ValueError, TypeError, NotCanonical) as fault:
        raise CardDamaged() from fault
    if not genuine or not _is_sound(card):
        raise CardDamaged()
    return card


def _card(stated: Mapping[str, object]) -> OfficeCard:
    texts = {key: value for key, value in stated.items() if isinstance(value, str)}
    return OfficeCard(
        office=texts["office"],
        name=texts["name"],
        kind=OfficeKind(texts["kind"]),
        signing_key=bytes.fromhex(texts["signing_key"]),
        recipient=texts["recipient"],
        created=texts["created"],
        signature=bytes.fromhex(texts["signature"]),
        previous_key=bytes.fromhex(texts["previous_key"]),
        previous_signature=bytes.fromhex(texts["previous_signature"]),
    )


def _is_sound(card: OfficeCard) -> bool:
    code = card.office.isascii() and card.office.isdigit() and len(card.office) == _CODE_LENGTH[card.kind]
    name = 0 < len(card.name) <= 200 and card.name.isprintable()
    created = len(card.created) <= 40 and card.created.isprintable()
    vouched = card.previous_signature == b"" if card.previous_key == b"" else _is_vouched_for(card)
    return code and name and created and vouched and is_recipient(card.recipient)


def _is_vouched_for(card: OfficeCard) -> bool:
    return is_signed_by(card.previous_key, ROTATION_TYPE, card.stated(), card.previous_signature)


def check_fingerprint(card: OfficeCard, typed: str) -> None:
    """Raise :class:`FingerprintDiffers` unless ``typed`` holds the card's 40 digits; blanks and dashes are free."""
    if re.sub(r"[\s.\-]", "", typed) != card.fingerprint.replace(" ", ""):
        raise FingerprintDiffers()


def check_succession(new: OfficeCard, pinned: OfficeCard) -> None:
    """Raise :class:`CardNotFollowing` unless ``new`` has the pinned office's keys or is signed by its old key."""
    if (new.office, new.kind) != (pinned.office, pinned.kind):
        raise CardNotFollowing(pinned.name)
    same = (new.signing_key, new.recipient) == (pinned.signing_key, pinned.recipient)
    if not same and new.previous_key != pinned.signing_key:
        raise CardNotFollowing(pinned.name)
