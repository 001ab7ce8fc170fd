"""One person's full record, what was done with it and who saw it, gathered for the person and printed."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from ucj_desktop.domain.attachment import ATTACHMENT_LABELS
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import long_date
from ucj_desktop.domain.fields import FIELDS, Kind, shown_value
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.relay import RELAY_RESULT_LABELS
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.subject_request import REQUEST_LABELS
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Ruling, Step
from ucj_desktop.reference.policy import policy
from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts, PaperSize
from ucj_desktop.reports.subject_facts import SubjectFacts, Told
from ucj_desktop.reports.writer import print_report
from ucj_desktop.services.care.history import ACCESS, HistoryLine, lines_of_rows
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import write_pdf
from ucj_desktop.services.paper.gather_facts import office_facts
from ucj_desktop.storage import (
    accounts,
    attachments,
    erasures,
    journal,
    letters,
    minutes,
    packages,
    relay,
    rulings,
    subject_requests,
    workers,
)
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry, Row
from ucj_desktop.storage.relay import RelayRow

_STEPS = {Step.VERIFY: "Verifikasi", Step.VALIDATE: "Validasi"}
_MOST_ROWS = 5_000


def print_subject_record(office: Office, worker_id: str, out: Path) -> Change:
    """Write a person's record to ``out`` as PDF; the journal says so, and no copy is kept.

    Raises WorkerNotThere, PaperNotWritten.
    """
    office.require(Action.SERVE_SUBJECT)
    facts = subject_facts(office, worker_id)
    paper = BytesIO()
    with office.database.reading() as connection:
        code = journal.head(connection)[1].hex()[:16]
    printed = print_report(find_report("SUBJEK"), paper_facts(office, subject=facts, journal_code=code), paper)
    write_pdf(out, paper.getvalue())
    with office.database.writing() as connection:
        told = {"pages": printed.pages, "sha256": printed.sha256}
        office.log(connection, Entry(action="subject.record_printed", subject=worker_id, facts=told))
    return Change(Touched.NOTHING, f"Data {facts.full_name} tersimpan di {out.name}: {printed.pages} halaman.")


def subject_facts(office: Office, worker_id: str) -> SubjectFacts:
    """Everything the office holds of one person, in words. Raises WorkerNotThere."""
    office.require(Action.SERVE_SUBJECT)
    with office.database.reading() as connection:
        record = workers.get(connection, worker_id)
        if record is None:
            raise WorkerNotThere
        names = accounts.names(connection)
        ids = erasures.ids_of_person(connection, worker_id)
        own = [row for one in ids for row in journal.rows(connection, subject=one, limit=_MOST_ROWS)]
        done = [row for row in own if not row.action.startswith(ACCESS)]
        seen = [row for row in own if row.action.startswith(ACCESS)] + _seen_in_lists(connection, record, ids)
        return SubjectFacts(
            full_name=record.worker.full_name,
            fields=[
                (
                    field.label,
                    office.printed(record.worker.village_code)
                    if field.kind is Kind.VILLAGE
                    else shown_value(field.code, record.worker) or "tidak ada",
                )
                for field in FIELDS
                if getattr(record.worker, field.code) not in (None, "")
            ],
            standing=_standing(office, record, names),
            rulings=[_ruling(one, names) for one in rulings.of_worker(connection, worker_id)],
            history=_lines(lines_of_rows(office, connection, _in_order(done))),
            seen=_lines(lines_of_rows(office, connection, _in_order(seen))),
            requests=[
                (_moment(one.received_at), REQUEST_LABELS[one.kind], one.answer or "belum dijawab")
                for one in subject_requests.every(connection, worker_id=worker_id)
            ],
            held=_held(connection, worker_id, ids),
            retention=retention_words(office, connection, worker_id),
        )


def retention_words(office: Office, connection: Connection, worker_id: str) -> str:
    """Until when the person's data are kept, and by whose rule."""
    rule = policy().retention_on(office.today())
    ends = retention_end(office, connection, worker_id)
    return f"sampai {long_date(ends)} ({rule.years} tahun sesudah tahun terakhir dipakai; {rule.source})."


def retention_end(office: Office, connection: Connection, worker_id: str) -> date:
    """The last day of the years that a person's data are kept after the year in which they were last worked on."""
    rows = journal.rows(connection, subject=worker_id, limit=_MOST_ROWS)
    used = [row.at for row in rows if not row.action.startswith((*ACCESS, "subject."))]
    last = datetime.fromisoformat(max(used)).astimezone().year if used else office.today().year
    return date(last + policy().retention_on(office.today()).years, 12, 31)


def paper_facts(office: Office, **told: object) -> Facts:
    """What every paper about one person says of the office."""
    return Facts(
        office=office_facts(office),
        period=office.preferences.period,
        printed_on=office.today(),
        paper=PaperSize(office.preferences.paper),
        signers=office.preferences.signers,
        **told,  # type: ignore[arg-type]
    )


def _in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted({row.n: row for row in rows}.values(), key=lambda row: row.n)


def _lines(lines: Sequence[HistoryLine]) -> list[tuple[str, str, str]]:
    return [(_moment(one.at), one.who, " ".join((one.sentence, "; ".join(one.details))).strip()) for one in lines]


def _seen_in_lists(connection: Connection, record: WorkerRecord, ids: Sequence[str]) -> list[Row]:
    """Pictures of the person's papers, letters of the minutes, lists of the village: those that may have shown him."""
    first = min((row.at for one in ids for row in journal.rows(connection, subject=one, newest_first=False, limit=1)),
                default="")  # fmt: skip
    numbers = journal.numbers(connection, actions=("letter.", "list.", "attachment."), since=first)
    held_by = _minutes_with(connection, ids)
    of_letter = {one.letter_id: (one.minutes_id, one.revision) for one in letters.every(connection)}
    found = []
    for row in journal.by_numbers(connection, numbers[:_MOST_ROWS]):
        facts = row.facts
        if row.action.startswith("attachment.") and facts.get("worker") not in ids:
            continue
        if row.action.startswith("letter."):
            if facts.get("worker", ids[0]) not in ids:
                continue
            minutes_id, revision = of_letter.get(row.subject, (facts.get("minutes", ""), 0))
            if minutes_id and revision not in held_by.get(minutes_id, ()):
                continue
        if row.action.startswith("list.") and facts.get("village", "") not in ("", record.worker.village_code):
            continue
        found.append(row)
    return found


def _minutes_with(connection: Connection, ids: Sequence[str]) -> dict[str, set[int]]:
    """The revisions that keep the person's row by minutes, 0 with them: a look at the minutes names no revision."""
    registers = set(erasures.frozen_in(connection, ids))
    found: dict[str, set[int]] = {}
    for one in minutes.every(connection):
        if (one.register, one.revision) in registers:
            found.setdefault(one.minutes_id, {0}).add(one.revision)
    return found


def _standing(office: Office, record: WorkerRecord, names: dict[str, str]) -> list[Told]:
    standing = record.standing
    told = [("Tahap", STAGE_LABELS[standing.stage])]
    if standing.verdict:
        told.append(("Hasil terakhir", VERDICT_LABELS[standing.verdict]))
    if standing.reason:
        told.append(("Alasan", REASON_LABELS[standing.reason]))
    if standing.entered_by:
        told.append(("Dimasukkan oleh", names.get(standing.entered_by, "akun lama")))
    if standing.origin_office:
        told.append(("Dikirim oleh", office.printed(standing.origin_office)))
    return told


def _ruling(one: Ruling, names: dict[str, str]) -> tuple[str, str, str, str]:
    why = ". ".join(filter(None, (REASON_LABELS[one.reason] if one.reason else "", one.note)))
    return (
        _moment(one.recorded_at),
        f"{_STEPS[one.step]}: {VERDICT_LABELS[one.verdict]}",
        why or "-",
        names.get(one.recorded_by, "?"),
    )


def _held(connection: Connection, worker_id: str, ids: Sequence[str]) -> list[Told]:
    told = [
        (f"Berita acara register {register}-{revision}", "baris berita acara yang sudah ditutup")
        for register, revision in erasures.frozen_in(connection, ids)
    ]
    told += [("Lampiran", ATTACHMENT_LABELS[one.kind]) for one in attachments.of_worker(connection, worker_id)]
    sent = packages.sent_workers(connection).get(worker_id)
    if sent is not None:
        told.append(("Paket ke kabupaten", f"paket urutan {sent.sequence}"))
    told += [("Dikirim ke BPJS", _relayed(one)) for one in relay.rows_of_workers(connection, ids)]
    return [*told, ("Cadangan kantor", "salinan data kantor yang terenkripsi")]


def _relayed(one: RelayRow) -> str:
    result = RELAY_RESULT_LABELS[one.result].lower() if one.result else "belum dijawab"
    return (
        f"kiriman nomor {one.number}, {result}" if one.holds or one.result else f"kiriman nomor {one.number}, ditarik"
    )


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%d-%m-%Y %H.%M}"
