"""What a package would bring, person by person: who is new, what changes field by field, who goes, who is refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ucj_desktop.domain.fields import BY_CODE, masked, masked_where_private
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import VERDICT_LABELS, Verdict
from ucj_desktop.handoff.v1 import OpenedPackage
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal, packages, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Row

_AT_ONCE = 1_000  # people read at a time
_LONGEST = 60  # signs of a value in a list


class DiffKind(StrEnum):
    """What becomes of a person; the names are those of the counts."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as the list shows it; numbers of identity are masked."""

    label: str
    old: str
    new: str


_NEW_REVISION = (FieldChange("Berita acara", "", "revisi baru, isinya sama"),)


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One person of a package."""

    worker_id: str
    full_name: str  # empty: the row does not say
    nik: str  # masked
    village: str  # as the office prints it
    changes: tuple[FieldChange, ...] = ()
    reason: str = ""  # why the row is refused, or the withdrawal held


@dataclass(frozen=True, slots=True)
class PackageDiff:
    """Everybody whom a package names, by what becomes of him or her; as many as the counts say."""

    rows: Mapping[DiffKind, Sequence[DiffRow]]


@dataclass(slots=True)
class DiffReader:
    """Reads off what packages did, one after another in a transaction that is not kept."""

    office: Office
    connection: Connection
    before: Connection  # sees the store as it was
    progress: Progress = SILENT
    _brought: dict[str, DiffRow] = field(default_factory=dict)  # who came by the packages before

    def read(self, opened: OpenedPackage, done: Received, since: int) -> PackageDiff:
        """What this package did; ``since`` is the number of the journal's last row before it. Raises Cancelled."""
        touched: dict[DiffKind, dict[str, tuple[FieldChange, ...]]] = {kind: {} for kind in DiffKind}
        for row in journal.after(self.connection, since):
            kind = _kind_of(row)
            if kind is not None:
                touched[kind][row.subject] = _field_changes(row) if kind is DiffKind.CHANGED else ()
        refused = {one.worker_id for one in done.refused}
        moved = {*touched[DiffKind.NEW], *touched[DiffKind.CHANGED], *refused}
        named = packages.named_in(self.connection, opened.parcel.office, opened.parcel.seq)
        touched[DiffKind.SAME] = {one: () for one in named if one not in moved}
        told: dict[DiffKind, Sequence[DiffRow]] = {
            kind: list(self._people(self.connection, touched[kind]))
            for kind in (DiffKind.NEW, DiffKind.CHANGED, DiffKind.SAME)
        }
        # Whose data differ come before those who only stand in newer minutes.
        told[DiffKind.CHANGED] = sorted(told[DiffKind.CHANGED], key=lambda one: one.changes == _NEW_REVISION)
        told[DiffKind.WITHDRAWN] = list(self._people(self.before, touched[DiffKind.WITHDRAWN]))
        held = {one.worker_id: one.reason for one in done.held}
        told[DiffKind.HELD] = list(self._people(self.connection, dict.fromkeys(held, ()), held))
        told[DiffKind.REFUSED] = self._refused(opened, done)
        self._brought.update((one.worker_id, one) for one in told[DiffKind.NEW])
        return PackageDiff(told)

    def _people(
        self,
        connection: Connection,
        asked: Mapping[str, tuple[FieldChange, ...]],
        reasons: Mapping[str, str] | None = None,
    ) -> Iterator[DiffRow]:
        ids = list(asked)
        for start in range(0, len(ids), _AT_ONCE):
            self.progress.step(start, len(ids), "Menyusun daftarnya")
            part = ids[start : start + _AT_ONCE]
            found = {one.worker.worker_id: one.worker for one in workers.by_ids(connection, part)}
            for worker_id in part:
                worker = found.get(worker_id)
                if worker is None:  # came by a package before it, and is in no store yet
                    yield self._brought.get(worker_id, DiffRow(worker_id, "", "", ""))
                    continue
                yield DiffRow(
                    worker_id,
                    worker.full_name,
                    masked(worker.nik),
                    self.office.printed(worker.village_code),
                    asked[worker_id],
                    (reasons or {}).get(worker_id, ""),
                )

    def _refused(self, opened: OpenedPackage, done: Received) -> list[DiffRow]:
        """With the names of the package itself: the store does not know who was refused."""
        if not done.refused:
            return []
        wanted = {one.worker_id for one in done.refused}
        stated = {}
        for row in opened.records():
            worker_id = row.get("worker_id")
            if isinstance(worker_id, str) and worker_id in wanted:
                stated[worker_id] = row
        return [self._stated(one.worker_id, stated.get(one.worker_id, {}), one.reason) for one in done.refused]

    def _stated(self, worker_id: str, row: Mapping[str, object], reason: str) -> DiffRow:
        name, nik, village = (
            value if isinstance(value := row.get(field), str) else "" for field in ("full_name", "nik", "village_code")
        )
        return DiffRow(worker_id, name, masked(nik), self._village(village), reason=reason)

    def _village(self, code: str) -> str:
        is_code = len(code) == 10 and code.isascii() and code.isdigit()
        return self.office.printed(code) if is_code else code[:_LONGEST]


def _kind_of(row: Row) -> DiffKind | None:
    if row.action == "worker.withdrawn":
        return DiffKind.WITHDRAWN
    if row.action != "worker.received":
        return None
    # Who is new has no stage before; the journal tells the standing of nobody else as [old, new] from collected.
    changes = row.changes or {}
    return DiffKind.NEW if changes.get("full_name", ("",))[0] is None else DiffKind.CHANGED


def _field_changes(row: Row) -> tuple[FieldChange, ...]:
    told = [
        FieldChange(BY_CODE[name].label, _shown(name, old), _shown(name, new))
        for name, (old, new) in (row.changes or {}).items()
        if name in BY_CODE
    ]
    if "verdict" in row.facts:
        old, new = (VERDICT_LABELS[Verdict(one)] if one else "" for one in row.facts["verdict"])
        told.append(FieldChange("Hasil", old, new))
    return tuple(told) or _NEW_REVISION


def _shown(name: str, value: Any) -> str:
    text = "" if value in (None, "", {}) else str(value)
    return masked_where_private(name, text)[:_LONGEST] if text else "kosong"
