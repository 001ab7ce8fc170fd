"""Minutes (berita acara): what a meeting froze, and who signs it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Worker


class Capacity(StrEnum):
    """In which capacity a signer signs; the value is what stands before the position on paper."""

    OWN = ""
    ON_BEHALF = "a.n."
    BY_ORDER = "u.b."
    ACTING_TASK = "Plt."
    ACTING_DAY = "Plh."
    INTERIM = "Pj."


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Someone who signs a letter (penanda tangan)."""

    name: str
    position: str  # CAMAT GANTARANG, Ketua Tim Verifikasi ...
    rank: str = ""  # pangkat/golongan
    nip: str = ""  # 18 digits; heads of desa usually have none
    capacity: Capacity = Capacity.OWN
    on_behalf_of: str = ""  # the position signed for, with a.n. or u.b.


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands at the head of every letter of an office (kop surat)."""

    first_line: str = ""  # PEMERINTAH KABUPATEN BULUKUMBA
    second_line: str = ""  # KECAMATAN GANTARANG
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    postcode: str = ""
    place: str = ""  # where letters are dated: Ponre
    logo: bytes = b""  # PNG or JPEG, supplied by the office


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRow:
    """One worker as the minutes froze him or her."""

    position: int  # 1, 2, 3 ... within the minutes
    worker: Worker
    verdict: Verdict
    reason: Reason | None
    note: str
    village_name: str  # as printed
    waits_as: int = 0  # of a candidate: the place in the village's order of replacement, 1, 2, 3 ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Someone who is invited to a meeting (undangan): whether he or she came, and whether the minutes are to sign."""

    person: Signer
    village: str = ""  # as printed; empty for those of the kecamatan and above
    present: bool = False
    signs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A dissent that the minutes froze (keberatan): who objected to the verdict on whom, and why."""

    name: str
    position: int  # of the worker's row in the minutes; 0: not among them
    worker_name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeeting:
    """What minutes froze of the meeting they fell out of."""

    meeting_id: str
    hour: str  # 09.00; empty: not said
    leader: str
    attendees: tuple[Attendee, ...]
    quorum_needed: int  # people
    quorum_source: str
    objections: tuple[Objection, ...] = ()
    outside: int = 0  # workers in the minutes who were validated outside of this meeting

    @property
    def present(self) -> tuple[Attendee, ...]:
        return tuple(one for one in self.attendees if one.present)

    @property
    def has_quorum(self) -> bool:
        return len(self.present) >= self.quorum_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A closed berita acara, revision by revision; ``digest`` is the SHA-256 (hex) of its canonical frozen data."""

    minutes_id: str
    register: int  # the office's own running number of minutes in the period: 1, 2, 3 ...
    revision: int  # 1 for the first close, n+1 after each reopening
    period: int  # tahun anggaran
    number: str  # the letter's number; empty: written by hand later
    held_on: date
    venue: str
    village_codes: tuple[str, ...]
    signers: tuple[Signer, ...]
    closed_by: str  # account id
    closed_at: str  # ISO 8601, UTC
    one_person_office: bool
    journal_head: str  # first 16 hex digits of the journal's last hash at the close
    digest: str = ""
    reopened_at: str = ""
    reopen_reason: str = ""
    meeting: HeldMeeting | None = None  # None: no meeting was held in the program
    left_out: int = 0  # workers of the revision before who were not validated again
    rows: tuple[FrozenRow, ...] = field(default=())
    candidates: tuple[FrozenRow, ...] = ()  # who waited to replace somebody; their positions follow those of the rows

    @property
    def sealed_rows(self) -> tuple[FrozenRow, ...]:
        """Everybody the digest covers: the rows, then the candidates."""
        return self.rows + self.candidates
