"""The office's own keys: one signs its packages and cards, one opens what is sealed to it; it certifies accounts."""

from dataclasses import dataclass, field

from ucj_desktop.crypto.sealing import new_identity, recipient_of
from ucj_desktop.crypto.signing import SigningKey, canonical_json, is_signed_by, new_signing_key
from ucj_desktop.domain.people import Role

CERTIFICATE_TYPE = "application/vnd.ucj.account-certificate.v1+json"


@dataclass(frozen=True, slots=True)
class OfficePublicKeys:
    """What other offices pin."""

    signing: bytes  # Ed25519, 32 bytes
    recipient: str  # age1..., X25519


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """Both key pairs of an office. They are kept in the store, under the data key, and nowhere else.

    ``former`` are those it had before, the newest first: what they signed stays genuine, what was sealed to them opens.
    """

    signing: SigningKey = field(repr=False)
    identity: str = field(repr=False)  # AGE-SECRET-KEY-1...
    former: "tuple[OfficeKeys, ...]" = ()

    @property
    def public(self) -> OfficePublicKeys:
        """The public halves."""
        return OfficePublicKeys(self.signing.public, recipient_of(self.identity))

    @property
    def identities(self) -> tuple[str, ...]:
        """Everything that opens what was ever sealed to this office, the present one first."""
        return (self.identity, *(one.identity for one in self.former))

    def has_signed(self, payload_type: str, payload: bytes, signature: bytes) -> bool:
        """Whether one of the office's keys, today's or a former one, made the signature."""
        return any(is_signed_by(one.signing.public, payload_type, payload, signature) for one in (self, *self.former))


def new_office_keys() -> OfficeKeys:
    """Fresh keys for a new office, or for one that has lost its computer."""
    return OfficeKeys(new_signing_key(), new_identity())


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCertificate:
    """The office's word that a public key is this account's; it travels in every package."""

    account_id: str
    name: str
    role: Role
    public_key: bytes
    signature: bytes  # by the office key, 64 bytes

    def is_by(self, office_key: bytes) -> bool:
        """Whether that office's key signed it."""
        stated = _stated(self.account_id, self.name, self.role, self.public_key)
        return is_signed_by(office_key, CERTIFICATE_TYPE, stated, self.signature)


def certify_account(
    office: OfficeKeys, *, account_id: str, name: str, role: Role, public_key: bytes
) -> AccountCertificate:
    """The certificate of one account under the office's signing key."""
    signature = office.signing.sign(CERTIFICATE_TYPE, _stated(account_id, name, role, public_key))
    return AccountCertificate(account_id=account_id, name=name, role=role, public_key=public_key, signature=signature)


def _stated(account_id: str, name: str, role: Role, public_key: bytes) -> bytes:
    return canonical_json({"account": account_id, "name": name, "role": role.value, "public_key": public_key.hex()})
