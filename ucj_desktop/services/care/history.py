"""The journal in sentences a head of office understands, and its verification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from ucj_desktop.domain.dates import utc_stamp
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.care.row_words import details_of, sentence_of
from ucj_desktop.services.checkpoints import verified_journal
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, journal, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.deeds import REDONE, UNDONE
from ucj_desktop.storage.journal import Row
from ucj_desktop.storage.journal_chain import Verification

# Kinds of rows to choose from, and the beginnings of the actions each stands for.
KIND_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "workers": "Data pekerja",
        "imports": "Impor",
        "meetings": "Verifikasi dan berita acara",
        "access": "Siapa melihat apa",
        "letters": "Surat dan daftar",
        "packages": "Kiriman dan balasan",
        "office": "Akun dan pengaturan",
    }
)
# Rows that say who saw, printed or carried out personal data; nothing was changed.
ACCESS = (
    "worker.shown",
    "list.",
    "letter.",
    "attachment.shown",
    "attachment.saved",
    "package.created",
    "package.delivered",
    "receipt.printed",
    "subject.record_printed",
    "relay.exported",
)
KIND_ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "workers": ("worker.", "warning.", "pair.", "sample.", "attachment.", "fix.", "deed.", "subject."),
        "imports": ("import.", "import_profile.", "outside_list."),
        "meetings": (
            "round.",
            "candidate.",
            "minutes.",
            "meeting.",
            "laptop.",
            "worker.verified",
            "worker.validated",
            "worker.objected",
        ),
        "access": ACCESS,
        "letters": ("letter.", "list.", "number."),
        "packages": (
            *("package.", "receipt.", "answer.", "assignment.", "card.", "stick."),
            *("relay.", "relay_profile.", "budget."),
        ),
        "office": ("office.", "account.", "recovery_code.", "settings.", "calendar.", "backup.", "store.", "journal."),
    }
)
_MOST_WORKERS = 500  # that a search of the journal follows

_OF_A_WORKER = ("worker.", "candidate.", "subject.")  # their subject is a worker's id


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One journal row in words."""

    n: int
    at: str  # ISO 8601, UTC
    who: str  # the account's name
    subject: str
    subject_name: str  # the worker's name, or empty
    sentence: str
    details: tuple[str, ...]  # "Nama lengkap: A → B"
    action: str
    batch: str  # what was done together, as an import; empty for a thing by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which rows of the journal a list shows; what is empty does not narrow. Days are those of the clerk's clock."""

    account_id: str = ""
    worker_id: str = ""
    worker_text: str = ""  # part of a name, or the first digits of a NIK or KK
    kind: str = ""  # a key of KIND_LABELS
    first_day: date | None = None
    last_day: date | None = None


def history(office: Office, *, worker_id: str = "", before: int | None = None, limit: int = 200) -> list[HistoryLine]:
    """The newest rows of the journal, of one worker or of everything; masked where NIK or KK stand in them."""
    office.require(Action.LOOK if worker_id else Action.LOOK_AT_JOURNAL)
    with office.database.reading() as connection:
        return lines_of_rows(
            office, connection, journal.rows(connection, subject=worker_id, before=before, limit=limit)
        )


def history_numbers(office: Office, wanted: HistoryFilter) -> list[int]:
    """The numbers of the journal's rows that a list shows, the newest first."""
    office.require(Action.LOOK_AT_JOURNAL)
    with office.database.reading() as connection:
        subjects: Sequence[str] | None = None
        if wanted.worker_id:
            subjects = [wanted.worker_id]
        elif wanted.worker_text:
            office.require(Action.LOOK)
            subjects = workers.ids(connection, WorkerFilter(text=wanted.worker_text), _MOST_WORKERS)
        return journal.numbers(
            connection,
            who=wanted.account_id,
            subjects=subjects,
            actions=KIND_ACTIONS.get(wanted.kind, ()),
            since=_midnight(wanted.first_day),
            until=_midnight(wanted.last_day, later=1),
        )


def history_lines(office: Office, numbers: Sequence[int]) -> list[HistoryLine]:
    """One page of the list that :func:`history_numbers` gives."""
    office.require(Action.LOOK_AT_JOURNAL)
    with office.database.reading() as connection:
        return lines_of_rows(office, connection, journal.by_numbers(connection, numbers))


def who_did_something(office: Office) -> dict[str, str]:
    """The names of this office's accounts by their id, also of those out of use."""
    office.require(Action.LOOK_AT_JOURNAL)
    with office.database.reading() as connection:
        return {one.account_id: one.name for one in accounts.every(connection) if not one.office_code}


class NoSuchAccount(ClerkError):
    """No account of this office has that name."""

    code = "JURNAL-02"

    def __init__(self, name: str) -> None:
        super().__init__(f"Tidak ada akun bernama {name}.", "Lihat nama akun di Pengaturan, bagian Akun.")


def account_named(office: Office, name: str) -> str:
    """The id of an account by its name, in any case of letters. Raises NoSuchAccount."""
    office.require(Action.LOOK_AT_JOURNAL)
    for account_id, known in who_did_something(office).items():
        if known.casefold() == name.strip().casefold():
            return account_id
    raise NoSuchAccount(name)


def _midnight(day: date | None, later: int = 0) -> str:
    """When a day of the clerk's clock begins, or ``later`` days after it, as an ISO stamp in UTC."""
    if day is None:
        return ""
    return utc_stamp(datetime.combine(day + timedelta(days=later), time()))


def lines_of_rows(office: Office, connection: Connection, rows: Sequence[Row]) -> list[HistoryLine]:
    """Rows in words, in their order."""
    names = accounts.names(connection)
    told = {row.subject for row in rows if row.action.startswith(_OF_A_WORKER)}
    told.update(one for row in rows for one in row.facts.get("merged_into", ()) if one)
    people = {one.worker.worker_id: one.worker.full_name for one in workers.by_ids(connection, list(told))}
    of_deeds = [row.facts["deed"] for row in rows if row.action in (UNDONE, REDONE)]
    deeds = {row.n: row for row in journal.by_numbers(connection, sorted(set(of_deeds)))} if of_deeds else {}
    return [
        HistoryLine(
            n=row.n,
            at=row.at,
            who=names.get(row.who, "?"),
            subject=row.subject,
            subject_name=people.get(row.subject, ""),
            sentence=sentence_of(office, row, names, deeds),
            details=details_of(office, row, people),
            action=row.action,
            batch=row.batch,
        )
        for row in rows
    ]


def verify_journal(office: Office, progress: Progress = SILENT) -> Verification:
    """Check the whole chain; ``first_bad`` names the row and the kind of damage."""
    office.require(Action.LOOK_AT_JOURNAL)
    with office.database.reading() as connection:
        return verified_journal(office, connection, progress)
