"""What lists of others say of a worker: BPJS participants, Dukcapil's answer, DTSEN, deaths."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.dates import parse_date, short_date
from ucj_desktop.domain.worker import Worker, WorkerId


class ListKind(StrEnum):
    """The lists that workers are looked for in."""

    BPJS = "bpjs"
    DUKCAPIL = "dukcapil"
    DTSEN = "dtsen"
    DEATHS = "deaths"


LIST_KIND_LABELS: Final = {
    ListKind.BPJS: "Peserta BPJS Ketenagakerjaan",
    ListKind.DUKCAPIL: "Jawaban Dukcapil",
    ListKind.DTSEN: "DTSEN, P3KE atau DTKS",
    ListKind.DEATHS: "Data kematian",
}


class OutsideState(StrEnum):
    """What a list says; the gravest first: it counts where a list names a worker more than once."""

    DIED = "died"
    MOVED = "moved"
    NOT_FOUND = "not_found"
    DIFFERS = "differs"
    ACTIVE = "active"
    INACTIVE = "inactive"
    LISTED = "listed"
    MATCHES = "matches"


STATE_LABELS: Final = {
    OutsideState.DIED: "Meninggal dunia",
    OutsideState.MOVED: "Pindah",
    OutsideState.NOT_FOUND: "Data tidak ditemukan",
    OutsideState.DIFFERS: "Tidak padan",
    OutsideState.ACTIVE: "Peserta aktif",
    OutsideState.INACTIVE: "Peserta tidak aktif",
    OutsideState.LISTED: "Terdaftar",
    OutsideState.MATCHES: "Padan",
}
GRAVITY: Final = {state: rank for rank, state in enumerate(OutsideState)}


class MatchedBy(StrEnum):
    """How a row of a list was found to be of a worker; a name alone never is enough."""

    NIK = "nik"
    NAME_AND_BIRTH = "name_and_birth"


MATCHED_BY_LABELS: Final = {
    MatchedBy.NIK: "NIK sama",
    MatchedBy.NAME_AND_BIRTH: "nama dan tanggal lahir sama",
}

DETAIL_LABELS: Final = {
    "segment": "segmen",
    "died_on": "tanggal meninggal",
    "moved_to": "pindah ke",
    "desil": "desil",
}
"""What is kept of a row besides its state; a participant's number (KPJ) is not, see DOMAIN.md section 6."""

COMPARED_FIELDS: Final = ("nik", "full_name", "birth_date", "desil")
"""Fields of a worker about which a list may say otherwise."""
_OF_ONE_PERSON: Final = ("nik", "full_name", "birth_date")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideWord:
    """What one list says of one worker; the newest of each kind counts.

    ``differs`` holds the list's text by field where it is not the worker's, ``decided`` what a person did about it
    ("taken" or "kept").
    """

    worker_id: WorkerId
    list_id: str
    list_name: str
    dated: date
    kind: ListKind
    state: OutsideState
    matched_by: MatchedBy
    place: str = ""  # sheet and row
    details: Mapping[str, str] = field(default_factory=_nothing)
    differs: Mapping[str, str] = field(default_factory=_nothing)
    decided: Mapping[str, str] = field(default_factory=_nothing)

    def open_differences(self, worker: Worker) -> dict[str, str]:
        """The list's texts that nobody has decided about and that still are not the worker's."""
        return {
            code: theirs
            for code, theirs in self.differs.items()
            if code not in self.decided and theirs != compared_text(code, worker)
        }

    def is_certain(self, worker: Worker) -> bool:
        """Found by the NIK of today, and neither name nor birth date says that it may be somebody else."""
        is_other = any(
            code in self.differs and self.differs[code] != compared_text(code, worker) for code in _OF_ONE_PERSON
        )
        return self.matched_by is MatchedBy.NIK and not is_other

    @property
    def rank(self) -> tuple[bool, int]:
        """Of several rows of one list about one worker the smallest counts: by NIK before by name, then the gravest."""
        return self.matched_by is not MatchedBy.NIK, GRAVITY[self.state]

    @property
    def words(self) -> str:
        """State and details: "Peserta aktif, segmen BPU"."""
        told = [f"{DETAIL_LABELS[name]} {text}" for name, text in self.details.items() if name in DETAIL_LABELS]
        return ", ".join((STATE_LABELS[self.state], *told))

    @property
    def source(self) -> str:
        """Which list and of when: "Peserta Juni, 30-06-2026"."""
        return f"{self.list_name}, {short_date(self.dated)}"


def compared_text(code: str, worker: Worker) -> str:
    """A worker's value of COMPARED_FIELDS as a list's text is kept; empty: not stated."""
    value = getattr(worker, code)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def shown_text(code: str, text: str) -> str:
    """A text of COMPARED_FIELDS as a clerk reads it."""
    return short_date(date.fromisoformat(text)) if code == "birth_date" and text else text


def typed_text(code: str, text: str) -> str | int | date:
    """A text of COMPARED_FIELDS as Worker holds it."""
    if code == "birth_date":
        return date.fromisoformat(text)
    return int(text) if code == "desil" else text


def list_date(text: str, today: date) -> date | None:
    """The day a title or file name speaks of: "Peserta Aktif per 30 Juni 2026", "padan_2026-06-30.xlsx", "Juni 2026".

    A month alone means its last day, a day to come means nothing.
    """
    words = "".join(sign if sign.isalnum() or sign in "-/." else " " for sign in text).replace(".", " ").split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            found = _day(words[start : start + size], today)
            if found is not None and found.year >= _FIRST_YEAR and found <= today:
                return found
    return None


_FIRST_YEAR: Final = 2010


def _day(words: list[str], today: date) -> date | None:
    if len(words) == 2:
        return _last_day(words, today)
    text = " ".join(words)
    if len(words) == 1 and sum(sign.isdigit() for sign in text) not in (6, 7, 8):
        return None
    if not text[:1].isdigit() or (len(words) == 1 and text.isdigit() and len(text) != 8):
        return None
    return parse_date(text, today).value


def _last_day(words: list[str], today: date) -> date | None:
    first = parse_date(f"1 {words[0]} {words[1]}", today).value if words[0].isalpha() and len(words[1]) == 4 else None
    if first is None or first > today:
        return None
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return min(date.fromordinal(following.toordinal() - 1), today)
