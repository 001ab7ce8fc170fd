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

# What taking back a deed may restore besides: a verdict on somebody returned, and a correction after a verdict.
MAY_BE_PUT_BACK: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        Stage.COLLECTED: frozenset({Stage.VALIDATED, Stage.RETURNED}),
        Stage.VERIFIED: frozenset({Stage.RETURNED}),
    }
)

# At the district: a corrected package brings a worker anew, whatever was answered on the one before.
MAY_ARRIVE_AGAIN: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {Stage.ACCEPTED: frozenset({Stage.SENT}), Stage.RETURNED: frozenset({Stage.SENT})}
)


def may_follow(before: Stage, after: Stage) -> bool:
    """Whether a worker in stage ``before`` may be put into stage ``after``."""
    return after in MAY_FOLLOW[before]


def may_arrive_again(before: Stage) -> bool:
    """Whether a later package may bring a worker anew whom the district has in stage ``before``."""
    return before is Stage.SENT or Stage.SENT in MAY_ARRIVE_AGAIN.get(before, frozenset())
