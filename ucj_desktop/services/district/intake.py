"""What each row of an opened package becomes in the district's store, and what it brought in all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ucj_desktop.crypto.receipt_code import shown_receipt_code
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.parcel import ParcelKind, RefusedRow
from ucj_desktop.domain.people import Account
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.stage import Stage, may_arrive_again
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Ruling, Step
from ucj_desktop.handoff.dealt import DealtRows, bounds_of
from ucj_desktop.handoff.v1 import OpenedPackage
from ucj_desktop.reference.context import rule_context
from ucj_desktop.services.collect.enter_worker import changes_between, standing_facts
from ucj_desktop.services.collect.resting_collector import collector_resting
from ucj_desktop.services.district.intake_checks import RowJudge
from ucj_desktop.services.district.intake_pairs import keep_pairs
from ucj_desktop.services.district.intake_withdrawals import Withdrawals
from ucj_desktop.services.handoff.package_approvals import Attested
from ucj_desktop.services.handoff.package_rows import PackedWorker, RowUnreadable, ruling_of, unpacked
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, journal, packages, rulings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import SentWorker

_AT_ONCE = 5_000  # about how many rows are in memory unpacked
_LOOKED_AT = 250  # rows of each part, to see where to cut
_DOING = "Memeriksa isi paket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a package brought, or would bring; counts are of workers."""

    office_code: str
    sequence: int
    sha256: str
    again: bool  # this very package was taken in before; nothing changed
    counts: Mapping[str, int]  # new, changed, same, withdrawn, held, refused
    refused: tuple[RefusedRow, ...]
    held: tuple[RefusedRow, ...] = ()  # whom the kecamatan takes back and the district keeps
    notes: tuple[str, ...] = ()  # what the district should know besides, in sentences
    receipt: Path | None = None
    code: str = ""  # of the receipt, as people carry it; empty: the package brings no secret for one

    @property
    def shown_code(self) -> str:
        """The code as it is printed and read out, or that there is none."""
        return shown_receipt_code(self.code) or "tanpa kode"

    @property
    def change(self) -> Change:
        if self.again:
            return Change(Touched.NOTHING, f"Paket {self.office_code} nomor {self.sequence} sudah pernah diterima.")
        words = ", ".join(
            f"{self.counts[name]} {label}"
            for name, label in (("new", "baru"), ("changed", "berubah"), ("same", "sama"), ("refused", "ditolak"))
        )
        words += f", {self.counts['withdrawn']} ditarik kecamatan" if self.counts["withdrawn"] else ""
        held = self.counts.get("held", 0)  # packages of before have no such count
        words += f", {held} penarikan ditahan" if held else ""
        sentence = f"Paket {self.office_code} nomor {self.sequence} diterima: {words}."
        return Change(Touched.WORKERS | Touched.PACKAGES, " ".join((sentence, *self.notes)))


class Intake:
    """One package going into the store: what is known before, and what each row becomes."""

    def __init__(self, office: Office, connection: Connection, opened: OpenedPackage) -> None:
        self.office, self.connection, self.opened = office, connection, opened
        self.sender = opened.parcel.office
        self.known: Mapping[str, SentWorker] = {}  # what stands received of the rows in hand
        self.keys: dict[str, list[bytes]] = {}  # public keys by account id
        self.counts = {"new": 0, "changed": 0, "same": 0, "withdrawn": 0, "held": 0, "refused": 0}
        self.refused: list[RefusedRow] = []
        self.entries: list[Entry] = []
        self.closings: set[tuple[str, int]] = set()  # (minutes id, revision) of who was taken

    def take(self, progress: Progress) -> Received:
        """A part of the rows at a time, so that memory does not grow with the package but by what is packed."""
        self._keep_accounts()
        parcel = self.opened.parcel
        bounds = self._bounds()
        rulings, others = self._dealt_decisions(bounds, progress)
        self.attested = Attested(others, parcel.counts, self.keys)
        self.judge = RowJudge(self.sender, rule_context(self.office.today(), self.sender), self.keys, self.attested)
        rows = DealtRows(bounds)
        for row in self.opened.records():
            rows.add(row)
        done = 0
        for number in range(rows.parts):
            with collector_resting():
                part = rows.take(number)
                self._take_part(part, rulings.take(number), done, progress)
                done += len(part)
        notes = list(self.attested.notes(sorted(self.closings)) if self.closings else ())
        pairs, unsound = keep_pairs(self.connection, self.sender, others, self.keys)
        self.entries.extend(pairs)
        if unsound:
            notes.append(f"{unsound} keputusan data kembar tidak bertanda tangan sah, jadi tidak dipakai.")
        gone = self._withdraw()
        self._tell_of_closings()
        self.office.log_many(self.connection, self.entries)
        return Received(
            office_code=self.sender,
            sequence=parcel.seq,
            sha256=self.opened.sha256,
            again=False,
            counts=self.counts,
            refused=tuple(self.refused),
            held=tuple(gone.held),
            notes=(*notes, *gone.notes()),
        )

    def _bounds(self) -> list[str]:
        """Where the ids are cut into parts, by a look at some of them where there is more than one part."""
        parts = -(-self.opened.parcel.counts.get("records", 0) // _AT_ONCE)
        if parts <= 1:
            return []
        return bounds_of(islice(self.opened.records(), None, None, max(1, _AT_ONCE // _LOOKED_AT)), parts)

    def _dealt_decisions(
        self, bounds: Sequence[str], progress: Progress
    ) -> tuple[DealtRows, list[Mapping[str, object]]]:
        """The verdicts by worker, and all the other decisions, which are few."""
        dealt = DealtRows(bounds)
        others: list[Mapping[str, object]] = []
        for stated in self.opened.decisions():
            if stated.get("kind") == "ruling":
                dealt.add(stated)
            else:
                others.append(stated)
        progress.step(0, self.opened.parcel.counts.get("records"), _DOING)
        return dealt, others

    def _take_part(
        self,
        part: Sequence[Mapping[str, object]],
        decided: Iterable[Mapping[str, object]],
        done: int,
        progress: Progress,
    ) -> None:
        total = self.opened.parcel.counts.get("records")
        named = [one for stated in part if isinstance(one := stated.get("worker_id"), str)]
        self.known = packages.received_among(self.connection, self.sender, named)
        validated, given = self._rulings(decided, frozenset(named))
        read: list[PackedWorker | RefusedRow] = []
        for number, stated in enumerate(part, start=done + 1):
            progress.step(number, total, _DOING)
            read.append(_read(stated))
        accepted = self._accepted(read, validated)
        kept = self._store(accepted)
        self._keep_rulings([one for one in given if one.worker_id in kept])
        # Whoever is named, be it in a row that was refused, is not passed over in silence.
        packages.note_named(self.connection, self.sender, named, self.opened.parcel.seq)
        self.closings |= {(one.minutes_id, one.revision) for one in accepted}
        self.office.log_many(self.connection, self.entries)
        self.entries = []

    def _keep_accounts(self) -> None:
        """Keep the sender's account keys, so that its verdicts can be checked here for as long as they are kept.

        An id that is another office's, ours included, is not the sender's to speak for: its verdicts are then refused.
        """
        known = accounts.every(self.connection)
        others = {one.account_id for one in known if one.office_code != self.sender}
        present = {one.public_key for one in known}
        for one in self.opened.certificates:
            if one.account_id in others:
                continue
            self.keys.setdefault(one.account_id, []).append(one.public_key)
            if one.public_key.hex() not in present:
                account = Account(
                    account_id=one.account_id,
                    name=one.name,
                    role=one.role,
                    public_key=one.public_key.hex(),
                    certificate=one.signature.hex(),
                    active=True,
                    since=self.office.timestamp(),
                    office_code=self.sender,
                )
                accounts.put(self.connection, account)

    def _rulings(
        self, decided: Iterable[Mapping[str, object]], named: Collection[str]
    ) -> tuple[dict[str, Ruling], list[Ruling]]:
        """The last validation of each of these workers, and every verdict, as the package states them."""
        given = []
        for stated in decided:
            if stated.get("worker_id") in named:
                try:
                    given.append(ruling_of(stated))
                except RowUnreadable:
                    continue  # the worker it speaks of is then refused for want of a verdict
        ordered = sorted(given, key=lambda one: one.ruling_id)
        return {one.worker_id: one for one in ordered if one.step is Step.VALIDATE}, given

    def _accepted(
        self, read: Sequence[PackedWorker | RefusedRow], validated: Mapping[str, Ruling]
    ) -> list[PackedWorker]:
        """Those of the rows that may be taken; the others are refused, in the order of the rows."""
        reasons = iter(self.judge.why_not([one for one in read if isinstance(one, PackedWorker)], validated))
        seen = {one for one, mark in self.known.items() if mark.sequence == self.opened.parcel.seq}
        accepted = []
        for one in read:
            if isinstance(one, RefusedRow):
                self._refuse(one.worker_id, one.reason)
                continue
            why = next(reasons)
            if why is None and one.worker.worker_id in seen:
                why = "Pekerja ini ada dua kali dalam paket."
            if why is not None:
                self._refuse(one.worker.worker_id, why)
                continue
            seen.add(one.worker.worker_id)
            accepted.append(one)
        return accepted

    def _refuse(self, worker_id: str, why: str) -> None:
        self.counts["refused"] += 1
        self.refused.append(RefusedRow(worker_id, why))

    def _store(self, accepted: list[PackedWorker]) -> set[str]:
        """Put them into the store, sorted as its index is; the ids of those that are there now."""
        kept: set[str] = set()
        before = {
            one.worker.worker_id: one
            for one in workers.by_ids(self.connection, [one.worker.worker_id for one in accepted])
        }
        fresh: list[WorkerRecord] = []
        altered: list[tuple[WorkerRecord, WorkerRecord]] = []
        marks = []
        for one in sorted(accepted, key=lambda packed: packed.worker.nik):
            old = before.get(one.worker.worker_id)
            if old is not None and old.standing.origin_office != self.sender:
                self._refuse(one.worker.worker_id, "Nomor pekerja ini sudah dipakai kantor lain.")
                continue
            kept.add(one.worker.worker_id)
            mark = self.known.get(one.worker.worker_id)
            if old is not None and mark is not None and mark.digest == one.digest:
                self.counts["same"] += 1
                continue
            if old is not None and not may_arrive_again(old.standing.stage):
                self._refuse(one.worker.worker_id, "Sudah terdaftar di kabupaten; perubahannya diurus di sana.")
                kept.remove(one.worker.worker_id)
                continue
            record = WorkerRecord(one.worker, self._standing(one, old))
            if old is None:
                fresh.append(record)
                self.counts["new"] += 1
            else:
                altered.append((old, record))
                self.counts["changed"] += 1
            marks.append(self._mark(one))
            self.entries.append(_received_entry(old, record))
        workers.add(self.connection, fresh)
        workers.change_from(self.connection, altered)
        packages.put_received_workers(self.connection, self.sender, marks)
        return kept

    def _standing(self, one: PackedWorker, old: WorkerRecord | None) -> Standing:
        return Standing(
            merged_into="" if old is None else old.standing.merged_into,  # what the district decided stays
            stage=Stage.SENT,
            verdict=one.verdict,
            reason=one.reason,
            verdict_note=one.verdict_note,
            minutes_id=f"{one.minutes_id}/{one.revision}",  # each revision frozen anew
            origin_office=self.sender,
        )

    def _mark(self, one: PackedWorker) -> SentWorker:
        return SentWorker(
            worker_id=one.worker.worker_id,
            sequence=self.opened.parcel.seq,
            minutes_id=one.minutes_id,
            revision=one.revision,
            digest=one.digest,
        )

    def _keep_rulings(self, given: Sequence[Ruling]) -> None:
        present = rulings.known_among(self.connection, [one.ruling_id for one in given])
        fresh = {one.ruling_id: one for one in given if one.ruling_id not in present}
        rulings.add(self.connection, fresh.values())

    def _tell_of_closings(self) -> None:
        """Who closed the minutes of what was taken, with all that the signature covers: once a revision."""
        for minutes_id, revision in sorted(self.closings):
            one = self.attested.closings.get((minutes_id, revision))
            told = {row.facts.get("revision") for row in journal.rows(self.connection, subject=minutes_id, limit=1_000)}
            if one is None or not one.signature or revision in told:
                continue
            facts = {name: value for name, value in one.to_object().items() if name not in ("kind", "reason")}
            self.entries.append(Entry(action="minutes.attested", subject=minutes_id, facts=facts))

    def _withdraw(self) -> Withdrawals:
        """Take out whom the package takes back; a full one says by its silence who left the minutes it brings."""
        parcel = self.opened.parcel
        gone = Withdrawals(self.connection, self.sender, parcel.seq)
        gone.take(self.opened.tombstones())
        if parcel.kind is ParcelKind.FULL:
            gone.take_by_silence({minutes_id for minutes_id, _ in self.closings})
        self.counts["withdrawn"], self.counts["held"] = gone.count, len(gone.held)
        self.entries.extend(gone.entries)
        return gone


def _read(stated: Mapping[str, object]) -> PackedWorker | RefusedRow:
    try:
        return unpacked(stated)
    except RowUnreadable as fault:
        named = stated.get("worker_id")
        return RefusedRow(named if isinstance(named, str) else "", f"Barisnya tidak terbaca (bagian {fault}).")


def _received_entry(old: WorkerRecord | None, record: WorkerRecord) -> Entry:
    return Entry(
        action="worker.received",
        subject=record.worker.worker_id,
        facts=standing_facts(old.standing if old else Standing(), record.standing),
        changes=changes_between(old.worker if old else None, record.worker),
    )
