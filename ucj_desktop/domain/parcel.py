"""Parcel: what each thing that travels between two offices says of itself; and what stands in the small ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ucj_desktop.domain.stage import Stage


class ParcelFamily(StrEnum):
    """The things that travel in the same envelope."""

    PACKAGE = "package"  # sub-district to district: workers
    RECEIPT = "receipt"  # district to sub-district: what was taken in
    ANSWER = "answer"  # district to sub-district: what was decided on each worker
    ASSIGNMENT = "assignment"  # district to sub-district: people to verify, with quota and deadline by village


FAMILY_LABELS: Mapping[ParcelFamily, str] = {
    ParcelFamily.PACKAGE: "paket",
    ParcelFamily.RECEIPT: "tanda terima",
    ParcelFamily.ANSWER: "balasan",
    ParcelFamily.ASSIGNMENT: "penugasan",
}


class ParcelKind(StrEnum):
    """What a parcel brings."""

    FULL = "full"  # every worker of closed minutes
    DELTA = "delta"  # what changed since the last package
    NIHIL = "nihil"  # "nothing to report": no worker, but the sequence goes on
    RECEIPT = "receipt"
    ANSWER = "answer"
    ASSIGNMENT = "assignment"

    @property
    def family(self) -> ParcelFamily:
        """Which of the three envelopes it travels in."""
        if self in (ParcelKind.FULL, ParcelKind.DELTA, ParcelKind.NIHIL):
            return ParcelFamily.PACKAGE
        return ParcelFamily(self.value)


@dataclass(frozen=True, slots=True)
class AuditMark:
    """The journal's head when the parcel was made: a cut tail shows against it."""

    n: int  # rows in the journal
    head: str  # SHA-256 of the last row, hex; "" for an empty journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """The outer description, signed by the sender and readable without the key."""

    kind: ParcelKind
    office: str  # the sub-district the workers belong to, 6 digits
    district: str  # 4 digits
    period: str  # tahun anggaran, for example "2026"
    seq: int  # from 1, without gaps; a receipt bears its package's
    prev: str  # SHA-256 of the file before it, hex; "" for the first; a receipt bears its package's own hash
    created: str  # ISO 8601, UTC
    app: str  # version of the program that made it
    revision: int  # of the sender's data, growing
    audit: AuditMark
    counts: Mapping[str, int] = field(default_factory=dict)  # rows by member, and what the sender adds
    schema: int = 1  # of the rows inside
    training: bool = False
    key: str = ""  # the sender's Ed25519 public key, hex; set when it is signed
    payload_sha256: str = ""  # of the sealed bytes, hex; set when it is signed
    payload_size: int = 0  # bytes

    @property
    def sender(self) -> str:
        """Code of the office that signed it."""
        return self.office if self.kind.family is ParcelFamily.PACKAGE else self.district

    @property
    def addressee(self) -> str:
        """Code of the office it is sealed to."""
        return self.district if self.kind.family is ParcelFamily.PACKAGE else self.office

    @property
    def file_name(self) -> str:
        """The name it has on the stick: A-Z, 0-9 and "-" only, so that every file system takes it."""
        if self.kind is ParcelKind.RECEIPT:
            return f"UCJ-{self.office}-{self.seq:04}.ucjr"
        if self.kind is ParcelKind.ANSWER:
            return f"UCJ-{self.district}-{self.office}-{self.seq:04}.ucja"
        if self.kind is ParcelKind.ASSIGNMENT:
            return f"UCJ-{self.district}-{self.office}-{self.seq:04}.ucjt"
        return f"UCJ-{self.office}-{self.seq:04}.ucj"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a package that the district did not take, and why, in words for the sub-district's clerk."""

    worker_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the district did with one package."""

    package_sha256: str  # of the whole file, hex
    seq: int
    counts: Mapping[str, int]  # new, changed, same, refused, held ...
    refused: tuple[RefusedRow, ...] = ()
    held: tuple[RefusedRow, ...] = ()  # whom the package takes back and the district keeps, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedVillage:
    """What the district asks of one village; None: it says nothing of it."""

    village_code: str  # 10 digits, no dots
    quota: int | None = None
    deadline: str = ""  # ISO date; empty: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What stands in an assignment beside its people."""

    source: str  # which list, in words
    dated: str  # ISO date the list speaks of; empty: not said
    villages: tuple[AssignedVillage, ...]


class Outcome(StrEnum):
    """What the district decided on a worker."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REGISTERED = "registered"  # BPJS has registered the worker, who was accepted before
    DOUBLE = "double"  # returned: another kecamatan has brought the same person

    @property
    def stage(self) -> Stage:
        """The stage into which it puts a worker."""
        return _STAGE_OF.get(self, Stage.RETURNED)


_STAGE_OF: Mapping[Outcome, Stage] = {Outcome.ACCEPTED: Stage.ACCEPTED, Outcome.REGISTERED: Stage.REGISTERED}
OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: "diterima",
    Outcome.RETURNED: "dikembalikan",
    Outcome.REGISTERED: "terdaftar",
    Outcome.DOUBLE: "dobel",
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The district's word on one worker at one revision; on an outdated revision it is shown as such."""

    worker_id: str
    outcome: Outcome
    reason: str
    revision: int


class SequenceState(StrEnum):
    """How a parcel follows the last one that was accepted from its sender."""

    NEXT = "next"
    SAME_AGAIN = "same_again"  # the very file that was accepted last: harmless
    EARLIER = "earlier"  # a number below the last; the register knows whether it is one of the accepted
    GAP = "gap"  # one or more before it have not arrived
    FORK = "fork"  # the number fits but its history is another one


@dataclass(frozen=True, slots=True)
class LastAccepted:
    """The last parcel accepted from a sender."""

    seq: int
    sha256: str  # of the whole file, hex


def sequence_state(parcel: Parcel, sha256: str, last: LastAccepted | None) -> SequenceState:
    """Where a parcel with file hash ``sha256`` stands after ``last`` (None: nothing accepted yet)."""
    number, head = (last.seq, last.sha256) if last else (0, "")
    if last and sha256 == head:
        return SequenceState.SAME_AGAIN
    if parcel.seq > number + 1:
        return SequenceState.GAP
    if parcel.seq == number + 1:
        return SequenceState.NEXT if parcel.prev == head else SequenceState.FORK
    return SequenceState.FORK if parcel.seq == number else SequenceState.EARLIER
