"""Attachment (lampiran): a picture of a paper that belongs to a worker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ucj_desktop.domain.ids import new_id


class AttachmentKind(StrEnum):
    """Which paper the picture shows."""

    KTP = "ktp"
    KK = "kk"
    FORM = "form"
    OTHER = "other"


ATTACHMENT_LABELS: Mapping[AttachmentKind, str] = MappingProxyType(
    {
        AttachmentKind.KTP: "KTP-el",
        AttachmentKind.KK: "Kartu Keluarga",
        AttachmentKind.FORM: "Formulir",
        AttachmentKind.OTHER: "Lainnya",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What is known of a picture that is kept with a worker; the picture itself is a JPEG of ``size`` bytes."""

    worker_id: str
    kind: AttachmentKind
    name: str  # of the file it came from, as a clerk recognises it; kept off the journal's chain
    size: int  # bytes
    wide: int  # pixels
    high: int
    original_sha256: str  # of the file as it was handed in, hex
    account_id: str
    at: str  # ISO 8601, UTC
    attachment_id: str = field(default_factory=new_id)
