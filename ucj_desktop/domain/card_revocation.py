"""Why an office's card may be revoked: a closed list, whose words stand in the history of cards."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RevocationReason(StrEnum):
    """What became of the keys; each means that somebody else may sign with them, or that nobody can any more."""

    STOLEN = "stolen"
    LOST = "lost"
    EXPOSED = "exposed"
    MISTAKEN = "mistaken"


REVOCATION_LABELS: Mapping[RevocationReason, str] = MappingProxyType(
    {
        RevocationReason.STOLEN: "komputernya dicuri",
        RevocationReason.LOST: "komputernya hilang atau rusak tanpa cadangan",
        RevocationReason.EXPOSED: "kuncinya mungkin dipegang orang lain",
        RevocationReason.MISTAKEN: "ternyata bukan kartu kantor itu",
    }
)
