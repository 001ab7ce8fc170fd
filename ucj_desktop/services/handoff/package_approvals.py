"""Whose signatures stand under closed and reopened minutes, as a package carries them and the district reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ucj_desktop.crypto.signing import JsonValue, is_signed_by
from ucj_desktop.services.rounds.signed_minutes import APPROVAL_TYPE, CLOSED, REOPENED, statement_of
from ucj_desktop.storage import minutes
from ucj_desktop.storage.database import Connection

KIND = "approval"  # of an object of decisions.jsonl; programs of before leave kinds alone that they do not know
PROMISED = "approvals"  # among the parcel's counts, so that one that is missing is not taken for an older program
_LONGEST = 2_000  # characters in one text from outside


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedApproval:
    """A closing or a reopening of one revision. Without ``signature``: closed by a program that did not sign yet."""

    deed: str
    minutes_id: str
    revision: int
    register: int
    digest: str
    at: str  # ISO 8601, UTC
    account_id: str
    reason: str  # of a reopening
    signature: str  # Ed25519, hex

    def to_object(self) -> dict[str, JsonValue]:
        """As an object of decisions.jsonl."""
        return {
            "kind": KIND,
            "deed": self.deed,
            "minutes_id": self.minutes_id,
            "revision": self.revision,
            "register": self.register,
            "digest": self.digest,
            "at": self.at,
            "account": self.account_id,
            "reason": self.reason,
            "signature": self.signature,
        }

    def is_sound(self, keys: Mapping[str, list[bytes]]) -> bool:
        """Whether the account signed exactly this. ``keys`` are public keys by account id."""
        try:
            signature = bytes.fromhex(self.signature)
        except ValueError:
            return False
        statement = statement_of(
            deed=self.deed,
            minutes_id=self.minutes_id,
            revision=self.revision,
            digest=self.digest,
            at=self.at,
            account_id=self.account_id,
            reason=self.reason,
        )
        return any(is_signed_by(key, APPROVAL_TYPE, statement, signature) for key in keys.get(self.account_id, ()))


def approvals_to_pack(connection: Connection) -> list[PackedApproval]:
    """Every closing and reopening of the office's minutes, signed or, of before, not."""
    signed = {(one.minutes_id, one.revision, one.deed): one for one in minutes.approvals(connection)}
    told = []
    for one in minutes.every(connection):
        for deed, at, reason in (
            (CLOSED, one.closed_at, ""),
            (REOPENED, one.reopened_at, one.reopen_reason),
        ):
            approval = signed.get((one.minutes_id, one.revision, deed))
            if at:
                told.append(
                    PackedApproval(
                        deed=deed,
                        minutes_id=one.minutes_id,
                        revision=one.revision,
                        register=one.register,
                        digest=one.digest,
                        at=at,
                        account_id=one.closed_by if approval is None else approval.account_id,
                        reason=reason,
                        signature="" if approval is None else approval.signature,
                    )
                )
    return told


class Attested:
    """What a package says of who closed the minutes it brings workers of, checked against its accounts' keys."""

    def __init__(
        self, decisions: Iterable[Mapping[str, object]], counts: Mapping[str, int], keys: Mapping[str, list[bytes]]
    ) -> None:
        self.are_promised = PROMISED in counts
        self._keys = keys
        told = [one for stated in decisions if (one := _approval_of(stated)) is not None]
        self.closings = {(one.minutes_id, one.revision): one for one in told if one.deed == CLOSED}
        self._reopenings = [one for one in told if one.deed == REOPENED]

    def why_not(self, minutes_id: str, revision: int) -> str | None:
        """Why workers of this revision may not be taken, as a sentence; a package of before promises no signature."""
        if not self.are_promised:
            return None
        one = self.closings.get((minutes_id, revision))
        if one is None:
            return "Tanda tangan penutupan berita acaranya tidak ada dalam paket."
        if one.signature and not one.is_sound(self._keys):
            return f"Tanda tangan penutupan berita acara register {one.register}-{revision} tidak sah."
        return None

    def notes(self, taken: Iterable[tuple[str, int]]) -> tuple[str, ...]:
        """What the district should know of the minutes that were ``taken`` (id, revision), and of those reopened."""
        if not self.are_promised:
            return ("Paket dibuat program versi lama: tanda tangan penutupan berita acaranya tidak ikut.",)
        unsigned = [one for key in taken if (one := self.closings.get(key)) is not None and not one.signature]
        told = [
            f"Berita acara register {one.register}-{one.revision} ditutup sebelum penutupan ditandatangani akun."
            for one in unsigned
        ]
        told += [
            f"Tanda tangan pembukaan kembali berita acara register {one.register}-{one.revision} tidak sah."
            for one in self._reopenings
            if one.signature and not one.is_sound(self._keys)
        ]
        return tuple(told)


def _approval_of(stated: Mapping[str, object]) -> PackedApproval | None:
    """An approval from outside; None for what is none or cannot be read, which then is missing."""
    texts = {
        name: stated.get(name) for name in ("deed", "minutes_id", "digest", "at", "account", "reason", "signature")
    }
    numbers = {name: stated.get(name) for name in ("revision", "register")}
    if stated.get("kind") != KIND or not all(type(one) is int for one in numbers.values()):
        return None
    if not all(isinstance(one, str) and len(one) <= _LONGEST for one in texts.values()):
        return None
    account_id = texts.pop("account")
    return PackedApproval(account_id=account_id, **texts, **numbers)  # type: ignore[arg-type]
