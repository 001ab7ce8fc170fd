"""The bytes of keyring.json: slots read strictly, written canonically, wrapped with AES-256-GCM."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ucj_desktop.crypto.account_names import LARGEST_FILE
from ucj_desktop.crypto.kdf import MAXIMUM_COST, MINIMUM_COST, SALT_BYTES, KdfCost, derive_key
from ucj_desktop.crypto.keyring_refusals import KeyringDamaged, KeyringHeldElsewhere, KeyringNewer
from ucj_desktop.crypto.signing import JsonValue, NotCanonical, canonical_json
from ucj_desktop.domain.people import Role

FORMAT = 1
_NONCE_BYTES = 12
Stated = TypeVar("Stated", str, int, bool, dict[str, object], list[object])


class SlotKind(StrEnum):
    """Whose key a slot holds."""

    ACCOUNT = "account"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One wrapped key. ``wrapped`` is AES-256-GCM over data key (32 bytes) + signing seed (32; not for recovery)."""

    slot_id: str
    kind: SlotKind
    name: str
    role: str
    public_key: bytes
    cost: KdfCost
    temporary: bool = False
    disabled: bool = False
    salt: bytes = b""
    nonce: bytes = b""
    wrapped: bytes = b""

    def kdf(self) -> dict[str, JsonValue]:
        """The key derivation as the file states it, and as the slot's key authenticates it."""
        return {
            "name": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "iterations": self.cost.iterations,
            "lanes": self.cost.lanes,
            "salt": self.salt.hex(),
        }

    def to_json(self) -> dict[str, JsonValue]:
        """One member of "slots"."""
        return {
            "id": self.slot_id,
            "kind": self.kind.value,
            "name": self.name,
            "role": self.role,
            "public_key": self.public_key.hex(),
            "temporary": self.temporary,
            "disabled": self.disabled,
            "kdf": self.kdf(),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyringFile:
    """All of keyring.json; ``cost`` is what a new slot gets, ``seal`` a keyed digest over everything else."""

    store_id: str
    training: bool
    cost: KdfCost
    slots: tuple[Slot, ...]
    seal: bytes = b""

    def unsealed_bytes(self) -> bytes:
        """Canonical JSON of everything but the seal."""
        return canonical_json(self._to_json())

    def to_bytes(self) -> bytes:
        """The file: readable JSON with one slot a line, for the person who compares two backups."""
        return json.dumps(self._to_json() | {"seal": self.seal.hex()}, indent=1, ensure_ascii=False).encode()

    def decoy(self) -> Slot:
        """A slot nothing opens, so that an unknown name takes as long as a wrong password."""
        return Slot(
            slot_id="",
            kind=SlotKind.ACCOUNT,
            name="",
            role="",
            public_key=b"",
            cost=self.cost,
            salt=bytes(SALT_BYTES),
            nonce=bytes(_NONCE_BYTES),
            wrapped=bytes(80),
        )

    def _to_json(self) -> dict[str, JsonValue]:
        return {
            "v": FORMAT,
            "store": self.store_id,
            "training": self.training,
            "cost": {
                "memory_kib": self.cost.memory_kib,
                "iterations": self.cost.iterations,
                "lanes": self.cost.lanes,
            },
            "slots": [slot.to_json() for slot in self.slots],
        }


def wrap(file: KeyringFile, slot: Slot, secret: bytes, plain: bytes) -> Slot:
    """The slot with a fresh salt and nonce and ``plain`` wrapped under the key derived from ``secret``."""
    fresh = replace(slot, salt=secrets.token_bytes(SALT_BYTES), nonce=secrets.token_bytes(_NONCE_BYTES))
    key = derive_key(secret, fresh.salt, fresh.cost)
    return replace(fresh, wrapped=AESGCM(key).encrypt(fresh.nonce, plain, _bound_to(file, fresh)))


def unwrap(file: KeyringFile, slot: Slot, secret: bytes) -> bytes | None:
    """The wrapped bytes, or None when the secret is wrong or the slot was edited: the two cannot be told apart."""
    key = derive_key(secret, slot.salt, slot.cost)
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, _bound_to(file, slot))
    except InvalidTag:
        return None


def _bound_to(file: KeyringFile, slot: Slot) -> bytes:
    return canonical_json(
        {"store": file.store_id, "slot": slot.slot_id, "kind": slot.kind.value, "role": slot.role, "kdf": slot.kdf()}
    )


def read_keyring_file(path: Path) -> KeyringFile:
    """Read and check the form of keyring.json; whether it is genuine shows when a slot opens.

    Raises :class:`KeyringDamaged`, :class:`KeyringHeldElsewhere`, :class:`KeyringNewer`.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise KeyringDamaged()
        stated = json.loads(path.read_bytes())
        if isinstance(stated, dict) and isinstance(stated.get("v"), int) and stated["v"] > FORMAT:
            raise KeyringNewer()
        file = _read_file(stated)
        file.unsealed_bytes()  # text that has no canonical form could never have been sealed
    except PermissionError as fault:
        raise KeyringHeldElsewhere() from fault
    except (OSError, ValueError, KeyError, TypeError, RecursionError, NotCanonical) as fault:
        raise KeyringDamaged() from fault
    return file


def _read_file(stated: object) -> KeyringFile:
    if not isinstance(stated, dict):
        raise TypeError("not an object")
    training = _get(stated, "training", bool)
    slots = tuple(_read_slot(one, training=training) for one in _get(stated, "slots", list))
    return KeyringFile(
        store_id=_get(stated, "store", str),
        training=training,
        cost=_read_cost(_get(stated, "cost", dict), training=training),
        slots=slots,
        seal=bytes.fromhex(_get(stated, "seal", str)),
    )


def _read_slot(stated: object, *, training: bool) -> Slot:
    if not isinstance(stated, dict):
        raise TypeError("not an object")
    kdf = _get(stated, "kdf", dict)
    slot = Slot(
        slot_id=_get(stated, "id", str),
        kind=SlotKind(_get(stated, "kind", str)),
        name=_get(stated, "name", str),
        role=_get(stated, "role", str),
        public_key=bytes.fromhex(_get(stated, "public_key", str)),
        cost=_read_cost(kdf, training=training),
        temporary=_get(stated, "temporary", bool),
        disabled=_get(stated, "disabled", bool),
        salt=bytes.fromhex(_get(kdf, "salt", str)),
        nonce=bytes.fromhex(_get(stated, "nonce", str)),
        wrapped=bytes.fromhex(_get(stated, "wrapped", str)),
    )
    if slot.kind is SlotKind.ACCOUNT:
        Role(slot.role)
    if not slot.disabled and (len(slot.salt), len(slot.nonce)) != (SALT_BYTES, _NONCE_BYTES):
        raise ValueError("salt or nonce of a wrong length")
    return slot


def _read_cost(stated: Mapping[str, object], *, training: bool) -> KdfCost:
    cost = KdfCost(
        memory_kib=_get(stated, "memory_kib", int),
        iterations=_get(stated, "iterations", int),
        lanes=_get(stated, "lanes", int),
    )
    smallest = KdfCost(memory_kib=8, iterations=1, lanes=1) if training else MINIMUM_COST
    if not cost.is_at_least(smallest) or not MAXIMUM_COST.is_at_least(cost):
        raise ValueError("a key derivation cost outside its limits")
    return cost


def _get(stated: Mapping[str, object], key: str, kind: type[Stated]) -> Stated:
    value = stated[key]
    if type(value) is not kind:  # bool is an int to isinstance
        raise TypeError(key)
    return value
