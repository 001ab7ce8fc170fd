"""Two made-up offices and what they send each other; fixed keys, so that a failure repeats."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ucj_desktop.crypto.office_keys import AccountCertificate, OfficeKeys, certify_account
from ucj_desktop.crypto.signing import SigningKey
from ucj_desktop.domain.parcel import AuditMark, Parcel, ParcelFamily, ParcelKind
from ucj_desktop.domain.people import OfficeKind, Role
from ucj_desktop.handoff.cards import OfficeCard, make_card
from ucj_desktop.handoff.envelope import TrustedParcel, verify_outer
from ucj_desktop.handoff.v1 import Contents, Letter, OpenedPackage, WrittenParcel, open_package, write_package

FIELDS = ("worker_id", "nik", "full_name", "monthly_income", "unread")
PDF = b"%PDF-1.7 surat uji"
WHEN = "2026-11-22T06:30:00Z"


@dataclass(frozen=True)
class Party:
    """An office with its keys and card."""

    code: str
    keys: OfficeKeys
    card: OfficeCard


def seed(word: str) -> bytes:
    """32 bytes that are the same in every run."""
    return hashlib.sha256(word.encode()).digest()


def party(code: str, name: str, identity: str, word: str | None = None) -> Party:
    """An office with the signing key of ``word``."""
    keys = OfficeKeys(SigningKey(seed(word or code)), identity)
    kind = OfficeKind.DISTRICT if len(code) == 4 else OfficeKind.SUB_DISTRICT
    return Party(code, keys, make_card(keys, office=code, name=name, kind=kind, created=WHEN))


GANTARANG = party(
    "730201", "Kecamatan Gantarang", "AGE-SECRET-KEY-1FZLJCVV6UT54H5TMVEPVAZLARHP8SRAGWTG4E43DKPZ0XSVY90GSDC293Y"
)
BULUKUMBA = party(
    "7302", "Kabupaten Bulukumba", "AGE-SECRET-KEY-140DHSY7W5DPDH35EZSSJRRVEV5Q4ZYGNK58QPXQC3Q7DF56PACTS0L42Y9"
)
IMPOSTOR = party(
    "730201",
    "Kecamatan Gantarang",
    "AGE-SECRET-KEY-1NPHPW2VJRLVJS94EXN7KWW8QYQ7W0G7Q6JXV3PLWHSGXN7Q05SLQGUD68D",
    word="impostor",
)


def rows(count: int) -> list[list[object]]:
    """Made-up workers; column by column as in FIELDS."""
    return [
        [f"018f-{number:08}", f"7302010{number:09}", f"Pekerja {number}", 1_000_000 + number, {}]
        for number in range(count)
    ]


def package_parcel(**changes: object) -> Parcel:
    """The first package of Gantarang, before it is signed."""
    parcel = Parcel(
        kind=ParcelKind.DELTA,
        office="730201",
        district="7302",
        period="2026",
        seq=1,
        prev="",
        created=WHEN,
        app="0.1.0",
        revision=7,
        audit=AuditMark(12, "ab" * 32),
        counts={"minutes": 1},
    )
    return replace(parcel, **changes)  # type: ignore[arg-type]  # names are checked by replace itself


@cache
def certificate() -> AccountCertificate:
    """Gantarang's word for its one account."""
    return certify_account(
        GANTARANG.keys,
        account_id="018f-a",
        name="Sitti Aminah",
        role=Role.HEAD,
        public_key=SigningKey(seed("Sitti Aminah")).public,
    )


def contents(count: int = 3) -> Contents:
    """``count`` workers, one decision, one tombstone, one letter."""
    return Contents(
        fields=FIELDS,
        records=lambda: rows(count),  # type: ignore[arg-type, return-value]
        decisions=lambda: [{"worker_id": "018f-00000000", "verdict": "eligible"}],
        tombstones=lambda: [{"worker_id": "018f-99999999", "reason": "TL-01"}],
        letters=(Letter(hashlib.sha256(PDF).hexdigest(), lambda: PDF),),
        certificates=(certificate(),),
    )


def write(
    path: Path,
    parcel: Parcel | None = None,
    inside: Contents | None = None,
    sender: Party = GANTARANG,
    recipients: Sequence[str] = (BULUKUMBA.card.recipient,),
) -> WrittenParcel:
    """A package file."""
    buffer = io.BytesIO()
    chosen = inside or contents()
    if sender is not GANTARANG:  # nobody else can have Gantarang's certificates
        chosen = replace(chosen, certificates=())
    written = write_package(buffer, parcel or package_parcel(), chosen, sender.keys, recipients)
    path.write_bytes(buffer.getvalue())
    return written


def verify(path: Path, cards: Sequence[OfficeCard] = (GANTARANG.card,)) -> TrustedParcel:
    """As the district does it."""
    return verify_outer(path, cards, own_code="7302", expected=ParcelFamily.PACKAGE)


def receive(path: Path) -> OpenedPackage:
    """Verify and open, as the district does it."""
    return open_package(verify(path), BULUKUMBA.keys)
