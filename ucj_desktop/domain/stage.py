"""The stages of a worker, and which may follow which, as a table."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """How far a worker has come on the way to being insured."""

    COLLECTED = "collected"
    NEEDS_MENDING = "needs_mending"
    VERIFIED = "verified"
    VALIDATED = "validated"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REGISTERED = "registered"


STAGE_LABELS: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.COLLECTED: "Terkumpul",
        Stage.NEEDS_MENDING: "Perlu perbaikan",
        Stage.VERIFIED: "Terverifikasi",
        Stage.VALIDATED: "Tervalidasi",
        Stage.SENT: "Terkirim",
        Stage.ACCEPTED: "Diterima kabupaten",
        Stage.RETURNED: "Dikembalikan",
        Stage.REGISTERED: "Terdaftar",
    }
)

# From each stage, the stages that may follow it.
MAY_FOLLOW: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        Stage.COLLECTED: frozenset({Stage.VERIFIED, Stage.NEEDS_MENDING}),
        Stage.NEEDS_MENDING: frozenset({Stage.COLLECTED, Stage.VERIFIED}),
        # Back to collected: the data were corrected after the verdict, so the verdict no longer speaks of them.
        Stage.VERIFIED: frozenset({Stage.VERIFIED, Stage.VALIDATED, Stage.COLLECTED, Stage.NEEDS_MENDING}),
        Stage.VALIDATED: frozenset({Stage.SENT, Stage.VERIFIED, Stage.COLLECTED, Stage.NEEDS_MENDING}),
        # Back to verified: the minutes were reopened with a reason and revision n+1 follows.
        Stage.SENT: frozenset({Stage.ACCEPTED, Stage.RETURNED, Stage.VERIFIED}),
        Stage.ACCEPTED: frozenset({Stage.REGISTERED, Stage.RETURNED, Stage.VERIFIED}),
        Stage.RETURNED: frozenset({Stage.NEEDS_MENDING, Stage.COLLECTED, Stage.VERIFIED, Stage.ACCEPTED}),
        Stage.REGISTERED: frozenset({Stage.RETURNED}),
    }
)


def may_follow(before: Stage, after: Stage) -> bool:
    """Whether a worker in stage ``before`` may be put into stage ``after``."""
    return after in MAY_FOLLOW[before]
