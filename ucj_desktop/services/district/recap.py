"""Recap (rekap): one table of counts, and the equation that ties it to what was sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.services.office import Office
from ucj_desktop.storage import packages, workers


class RecapBy(StrEnum):
    """What the rows of a recap stand for."""

    VILLAGE = "village"
    SUB_DISTRICT = "kecamatan"
    OCCUPATION = "occupation"
    STAGE = "stage"


@dataclass(slots=True)
class RecapRow:
    """Counts of workers of one village, kecamatan, occupation or stage."""

    name: str
    total: int = 0
    eligible: int = 0
    not_eligible: int = 0
    waiting: int = 0  # no verdict yet, or BELUM
    sent: int = 0  # sent, accepted, returned or registered
    accepted: int = 0
    returned: int = 0

    def count(self, record: WorkerRecord) -> None:
        standing = record.standing
        self.total += 1
        if standing.verdict is None or standing.verdict is Verdict.PENDING:
            self.waiting += 1
        elif standing.verdict.is_eligible:
            self.eligible += 1
        else:
            self.not_eligible += 1
        self.sent += standing.stage in (Stage.SENT, Stage.ACCEPTED, Stage.RETURNED, Stage.REGISTERED)
        self.accepted += standing.stage in (Stage.ACCEPTED, Stage.REGISTERED)
        self.returned += standing.stage is Stage.RETURNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """A table with its total row, and for a district: rows in packages - refused - withdrawn = workers here."""

    rows: tuple[RecapRow, ...]
    total: RecapRow
    equation: str
    balances: bool


def recap(office: Office, by: RecapBy = RecapBy.VILLAGE) -> Recap:
    """Count everybody once; rows in the order of their names."""
    office.require(Action.LOOK)
    name_of = _names(office)[by]
    found: dict[str, RecapRow] = {}
    total = RecapRow("JUMLAH")
    with office.database.reading() as connection:
        for record in workers.each(connection):
            name = name_of(record)
            found.setdefault(name, RecapRow(name)).count(record)
            total.count(record)
        taken = packages.received(connection)
    new = sum(one.counts.get("new", 0) for one in taken)
    withdrawn = sum(one.counts.get("withdrawn", 0) for one in taken)
    refused = sum(one.counts.get("refused", 0) for one in taken)
    rows = tuple(found[name] for name in sorted(found))
    if not taken:
        parts = " + ".join(str(row.total) for row in rows) or "0"
        return Recap(rows=rows, total=total, equation=f"{parts} = {total.total}", balances=True)
    equation = (
        f"{new + refused} baris baru dalam {len(taken)} paket - {refused} ditolak - {withdrawn} ditarik"
        f" = {new - withdrawn} pekerja"
    )
    return Recap(rows=rows, total=total, equation=equation, balances=new - withdrawn == total.total)


def _names(office: Office) -> Mapping[RecapBy, Callable[[WorkerRecord], str]]:
    return {
        RecapBy.VILLAGE: lambda one: office.printed(one.worker.village_code) or "(desa belum diisi)",
        RecapBy.SUB_DISTRICT: lambda one: office.printed(one.worker.village_code[:6]) or "(desa belum diisi)",
        RecapBy.OCCUPATION: lambda one: one.worker.occupation or "(pekerjaan belum diisi)",
        RecapBy.STAGE: lambda one: STAGE_LABELS[one.standing.stage],
    }
