"""Verify and validate: recording a verdict on workers, each signed by the account that records it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.frozen import worker_digest
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import Finding
from ucj_desktop.domain.stage import STAGE_LABELS, Stage, may_follow
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import STEP_LABELS, Reason, Ruling, Step, Verdict, fault_of
from ucj_desktop.services.accuracy.check_workers import blocking_findings
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.meetings import villages_without_quorum
from ucj_desktop.services.rounds.rounds import round_of_village
from ucj_desktop.services.rounds.signed_rulings import fault_of_ruling, keys_by_account, signed
from ucj_desktop.storage import accounts, candidates, hands, rulings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

ACTION_OF: Mapping[Step, Action] = MappingProxyType({Step.VERIFY: Action.VERIFY, Step.VALIDATE: Action.VALIDATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRuling:
    """A verdict that someone asks to record; ``row`` is where it stood on the sheet, 0 when it was keyed in."""

    worker_id: str
    verdict: Verdict
    reason: Reason | None = None
    note: str = ""
    found_by: str = ""
    row: int = 0
    visited_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A verdict that was not recorded, and the sentence that says why."""

    row: int
    worker_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What came of a number of verdicts: wanted = done + skipped."""

    done: int
    skipped: tuple[Skipped, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class _Bench:
    """What one transaction needs to judge many workers."""

    records: dict[str, WorkerRecord]  # as they stand after the verdicts recorded so far
    blocking: Mapping[str, Sequence[Finding]]
    verified: Mapping[str, Ruling]
    keys: Mapping[str, list[bytes]]
    waiting: frozenset[str]  # replacement candidates who have not stepped in
    typed: Collection[str]  # workers whose data are, in part, of the hand of the account that validates
    without_quorum: frozenset[str]  # villages in whose meeting too few are present to decide anything
    rounds: dict[str, str] = field(default_factory=dict)  # round id by village


def rule_on_workers(office: Office, step: Step, wanted: Sequence[WantedRuling], progress: Progress = SILENT) -> Ruled:
    """Record verdicts of the field (verify) or of the meeting (validate), in one transaction.

    Each one that may not stand is skipped with its sentence: a reason is missing, a finding blocks, the stage does not
    allow it, or the same account has entered, corrected, merged or verified the worker and may not be the one to
    validate (four eyes).
    """
    office.require(ACTION_OF[step])
    done, skipped = 0, []
    with office.database.writing() as connection:
        bench = _bench(office, connection, step, wanted)
        changed: list[WorkerRecord] = []
        given: list[Ruling] = []
        entries: list[Entry] = []
        for number, one in enumerate(wanted, start=1):
            progress.step(number, len(wanted), f"Mencatat {STEP_LABELS[step].lower()}")
            why = _why_not(office, step, one, bench)
            if why is not None:
                skipped.append(Skipped(one.row, one.worker_id, why))
                continue
            round_id = _round_id(office, connection, bench.records[one.worker_id].worker.village_code, bench)
            record = bench.records[one.worker_id]
            ruling = _ruling(office, step, one, record)
            after = _ruled(record.standing, step, one, round_id)
            bench.records[one.worker_id] = WorkerRecord(record.worker, after)
            changed.append(bench.records[one.worker_id])
            given.append(ruling)
            entries.append(_entry(step, ruling, record.standing, after))
            done += 1
        rulings.add(connection, given)
        workers.change(connection, changed)
        office.log_many(connection, entries)
    sentence = ruled_words(step, done, len(skipped))
    touched = Touched.WORKERS | Touched.VERDICTS | Touched.ROUNDS if done else Touched.NOTHING
    return Ruled(done, tuple(skipped), Change(touched, sentence))


def ruled_words(step: Step, done: int, skipped: int) -> str:
    """Verifikasi: 12 pekerja dicatat, 3 dilewati."""
    left = f", {thousands(skipped)} dilewati." if skipped else "."
    return f"{STEP_LABELS[step]}: {thousands(done)} pekerja dicatat{left}"


def preview_rulings(office: Office, step: Step, wanted: Sequence[WantedRuling]) -> Ruled:
    """What :func:`rule_on_workers` would do now; nothing is recorded."""
    office.require(ACTION_OF[step])
    with office.database.reading() as connection:
        bench = _bench(office, connection, step, wanted)
        told = [(one, _why_not(office, step, one, bench)) for one in wanted]
    skipped = tuple(Skipped(one.row, one.worker_id, why) for one, why in told if why is not None)
    return Ruled(len(wanted) - len(skipped), skipped, Change(Touched.NOTHING, ""))


def _bench(office: Office, connection: Connection, step: Step, wanted: Sequence[WantedRuling]) -> _Bench:
    found = workers.by_ids(connection, list(dict.fromkeys(one.worker_id for one in wanted)))
    records = {one.worker.worker_id: one for one in found}
    alone = step is Step.VERIFY or office.judges_alone
    return _Bench(
        records=records,
        typed=() if alone else hands.typed_by(connection, office.clerk.account_id, records.keys()),
        blocking=blocking_findings(office, connection, [one.worker for one in found]),
        verified=rulings.latest(connection, Step.VERIFY, list(records)) if step is Step.VALIDATE else {},
        keys=keys_by_account(accounts.every(connection)),
        waiting=candidates.waiting_ids(connection) if step is Step.VALIDATE else frozenset(),
        without_quorum=villages_without_quorum(connection) if step is Step.VALIDATE else frozenset(),
    )


def _why_not(office: Office, step: Step, one: WantedRuling, bench: _Bench) -> str | None:
    """Why the verdict may not stand, or None. The order is that in which a clerk would mend the causes."""
    fault = fault_of(one.verdict, one.reason, one.note)
    if fault is not None:
        return " ".join(fault)
    record = bench.records.get(one.worker_id)
    if record is None or record.standing.merged_into:
        return "Pekerja tidak ditemukan di data kantor ini."
    if record.standing.is_frozen:
        return "Sudah masuk berita acara yang ditutup; buka kembali berita acaranya lebih dulu."
    if not record.worker.village_code:
        return "Desa/kelurahannya belum diisi; lengkapi dulu, karena berita acara dibuat per desa/kelurahan."
    stage = record.standing.stage
    after = _stage_after(step, one.verdict)
    if step is Step.VALIDATE and stage not in (Stage.VERIFIED, Stage.VALIDATED):
        return f"Belum terverifikasi (tahapnya: {STAGE_LABELS[stage]}); verifikasi dulu."
    if after is not stage and not may_follow(stage, after):
        return f"Tahap {STAGE_LABELS[stage]} tidak bisa menjadi {STAGE_LABELS[after]}."
    blocking = bench.blocking.get(one.worker_id, ())
    if one.verdict.is_eligible and blocking:
        return f"Masih tertahan temuan {blocking[0].code}: {blocking[0].what}"
    if step is Step.VALIDATE:
        return _why_not_validate(office, record, bench)
    return None


def _why_not_validate(office: Office, record: WorkerRecord, bench: _Bench) -> str | None:
    if record.worker.worker_id in bench.waiting:
        return "Masih menunggu sebagai pengganti; divalidasi sesudah masuk menggantikan yang tidak layak."
    if record.worker.village_code in bench.without_quorum:
        return "Rapatnya belum kuorum, dan kebijakan kantor melarang keputusan tanpa kuorum; lengkapi daftar hadirnya."
    verified = bench.verified.get(record.worker.worker_id)
    fault = fault_of_ruling(verified, record.worker, bench.keys)
    if fault is not None or verified is None:
        return fault
    did = "" if office.judges_alone else _had_a_hand(office.clerk.account_id, record, verified, bench)
    if did:
        return (
            f"Akun {office.clerk.name} sendiri yang {did} pekerja ini; validasinya harus oleh akun lain (empat mata)."
        )
    return None


def _had_a_hand(own: str, record: WorkerRecord, verified: Ruling, bench: _Bench) -> str:
    """What the account has done so that it may not be the one to validate; empty: nothing."""
    if own == record.standing.entered_by:
        return "memasukkan"
    if own == verified.recorded_by:
        return "memverifikasi"
    return "mengisi, memperbaiki, atau menggabungkan data" if record.worker.worker_id in bench.typed else ""


def _stage_after(step: Step, verdict: Verdict) -> Stage:
    """BELUM keeps, or puts back, the worker among those still to be verified."""
    if verdict is Verdict.PENDING:
        return Stage.COLLECTED
    return Stage.VERIFIED if step is Step.VERIFY else Stage.VALIDATED


def _ruled(before: Standing, step: Step, one: WantedRuling, round_id: str) -> Standing:
    return replace(
        before,
        stage=_stage_after(step, one.verdict),
        verdict=one.verdict,
        reason=one.reason,
        verdict_note=one.note.strip(),
        round_id=round_id,
    )


def _round_id(office: Office, connection: Connection, village: str, bench: _Bench) -> str:
    """The village's open round; one that is opened for it takes in whoever waits, also of those who are judged now."""
    if village not in bench.rounds:
        bench.rounds[village] = round_of_village(office, connection, village).round_id
        mine = [one for one, record in bench.records.items() if record.worker.village_code == village]
        bench.records.update({one.worker.worker_id: one for one in workers.by_ids(connection, mine)})
    return bench.rounds[village]


def _ruling(office: Office, step: Step, one: WantedRuling, record: WorkerRecord) -> Ruling:
    unsigned = Ruling(
        ruling_id=new_id(),
        worker_id=one.worker_id,
        step=step,
        verdict=one.verdict,
        reason=one.reason,
        note=one.note.strip(),
        found_by=one.found_by.strip(),
        recorded_by=office.clerk.account_id,
        recorded_at=office.timestamp(),
        worker_digest=worker_digest(record.worker),
        visited_on=one.visited_on,
        source=one.source.strip(),
    )
    return signed(unsigned, office.key)


def _entry(step: Step, ruling: Ruling, before: Standing, after: Standing) -> Entry:
    personal = {
        name: (old, new)
        for name, old, new in (
            ("verdict_note", before.verdict_note, after.verdict_note),
            ("found_by", "", ruling.found_by),
            ("visited_on", "", short_date(ruling.visited_on) if ruling.visited_on else ""),
            ("ruling_source", "", ruling.source),
        )
        if old != new
    }
    return Entry(
        action="worker.verified" if step is Step.VERIFY else "worker.validated",
        subject=ruling.worker_id,
        facts={"ruling": ruling.ruling_id, **standing_facts(before, after)},
        changes=personal,
    )
