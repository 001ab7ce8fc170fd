"""What a person may ask about his or her own data (UU 27/2022), and how soon the office answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

ANSWER_WITHIN = timedelta(hours=72)  # 3 x 24 hours: UU 27/2022
NEAR = timedelta(hours=24)


class RequestKind(StrEnum):
    """What is asked for."""

    RECORD = "record"
    RECTIFICATION = "rectification"
    RESTRICTION = "restriction"
    ERASURE = "erasure"


REQUEST_LABELS: Mapping[RequestKind, str] = MappingProxyType(
    {
        RequestKind.RECORD: "Melihat semua datanya",
        RequestKind.RECTIFICATION: "Membetulkan datanya",
        RequestKind.RESTRICTION: "Membatasi pemakaian datanya",
        RequestKind.ERASURE: "Menghapus datanya",
    }
)


class ErasureBasis(StrEnum):
    """Why somebody is erased."""

    RETENTION = "retention"
    REQUEST = "request"


BASIS_LABELS: Mapping[ErasureBasis, str] = MappingProxyType(
    {
        ErasureBasis.RETENTION: "masa simpannya sudah berakhir",
        ErasureBasis.REQUEST: "permintaan yang bersangkutan, dengan alasan yang diterima kantor",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequest:
    """One request of one person; times are ISO 8601 in UTC."""

    request_id: str
    worker_id: str
    kind: RequestKind
    received_at: str
    note: str = ""
    account_id: str  # who wrote it down
    at: str
    answered_at: str = ""  # empty: not yet
    answered_by: str = ""
    answer: str = ""

    @property
    def due_at(self) -> datetime:
        """Until when the office has to answer."""
        return datetime.fromisoformat(self.received_at) + ANSWER_WITHIN

    def is_late(self, now: datetime) -> bool:
        return not self.answered_at and now > self.due_at

    def is_near(self, now: datetime) -> bool:
        """Whether little time is left, or none."""
        return not self.answered_at and now > self.due_at - NEAR
