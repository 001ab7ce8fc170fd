"""The meeting that validates (rapat validasi): who is invited, its quorum, who objected, how fast it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ucj_desktop.domain.minutes import Attendee, Signer

_MOST = 100  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """How many must be present: a share of those invited (per cent, rounded up), or a number of people.

    ``forbids``: without them no verdict is recorded; else the minutes say that they were too few.
    """

    share: int = 0  # per cent of those invited; 0: people counts
    people: int = 0
    forbids: bool = False
    source: str = ""  # the regulation or habit it comes from

    def needed(self, invited: int) -> int:
        """How many of so many invited."""
        return -(-invited * self.share // _MOST) if self.share else self.people

    @property
    def text(self) -> str:
        """As a clerk types it: 51 % or 5."""
        return f"{self.share} %" if self.share else str(self.people)


def typed_quorum(typed: str, source: str, *, forbids: bool) -> Quorum | None:
    """What a clerk has typed: "51 %" or "5"; None where it is neither."""
    digits = typed.replace(" ", "")
    is_share = digits.endswith("%")
    digits = digits.removesuffix("%")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 3 or (is_share and not 0 < int(digits) <= _MOST):
        return None
    number = int(digits)
    return Quorum(share=number if is_share else 0, people=0 if is_share else number, forbids=forbids, source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting, from its start on kept in the store: open until ``ended_at``."""

    meeting_id: str
    period: int
    village_codes: tuple[str, ...]
    held_on: date
    hour: str  # 09.00, local; empty: not said
    venue: str
    leader: str
    attendees: tuple[Attendee, ...]
    quorum: Quorum
    started_at: str  # ISO 8601, UTC
    started_by: str  # account id
    ended_at: str = ""

    @property
    def present(self) -> int:
        return sum(1 for one in self.attendees if one.present)

    @property
    def needed(self) -> int:
        return self.quorum.needed(len(self.attendees))

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed

    @property
    def signers(self) -> tuple[Signer, ...]:
        return tuple(one.person for one in self.attendees if one.signs)

    def was_open_at(self, stamp: str) -> bool:
        """Whether a moment (ISO 8601, UTC) lies within it."""
        return self.started_at <= stamp and (not self.ended_at or stamp <= self.ended_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Somebody in the meeting objects to the verdict on a worker (keberatan)."""

    dissent_id: str
    meeting_id: str
    worker_id: str
    name: str  # who objects
    note: str
    account_id: str
    at: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast verdicts come, from the moments (seconds) of those given in this sitting."""

    per_minute: float
    minutes_left: float


_COUNTED = 20  # verdicts: an hour ago tells nothing of now
_PAUSE = 180.0  # seconds: who speaks longer than that about one worker, or drinks coffee, is not slow


def speed_of(moments: Sequence[float], left: int) -> Speed | None:
    """The pace of the last verdicts, pauses shortened; None before the third."""
    last = moments[-_COUNTED - 1 :]
    gaps = [min(after - before, _PAUSE) for before, after in pairwise(last)]
    passed = sum(gaps)
    if len(gaps) < 2 or passed <= 0:
        return None
    per_minute = len(gaps) * 60 / passed
    return Speed(per_minute, left / per_minute)
