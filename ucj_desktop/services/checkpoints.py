"""Checkpoints: signed statements of where the journal stood, and the journal verified against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal, journal_chain
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import NOT_SIGNED, SIGNED, Checkpoint, Entry
from ucj_desktop.storage.journal_chain import DAMAGE_LABELS, Damage, Verification

CHECKPOINT_TYPE = "application/vnd.ucj.journal-checkpoint.v1+json"
CODE_DIGITS = 16
OCCASIONS: Mapping[str, str] = MappingProxyType(
    {
        "minutes": "berita acara",
        "package": "paket",
        "day": "akhir hari",
        "restore": "pemulihan cadangan",
        "budget": "penetapan anggaran",
    }
)


class CodeUnreadable(ClerkError):
    """What was typed is no journal code."""

    code = "JURNAL-01"

    def __init__(self) -> None:
        super().__init__(
            "Kode jurnal terdiri dari 16 tanda: angka 0-9 dan huruf a-f.",
            "Ketik lagi seperti yang tercetak pada surat; spasi boleh ditulis boleh tidak.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFound:
    """What the journal says of a code from a paper; ``row`` is 0 where it knows none."""

    row: int
    at: str  # ISO 8601, UTC; empty where there is none
    vouched: int  # the first checkpoint at or after it, by row; 0: none yet
    damage: str  # Indonesian words for what is wrong with the journal; empty: nothing

    @property
    def is_genuine(self) -> bool:
        return self.row > 0 and not self.damage

    @property
    def sentence(self) -> str:
        """As the clerk reads it."""
        if not self.row:
            return (
                "Kode ini tidak ada dalam jurnal kantor ini: salah ketik, suratnya dari kantor lain, atau jurnalnya"
                " ditulis ulang sesudah surat dicetak."
            )
        day = f"{datetime.fromisoformat(self.at).astimezone():%d-%m-%Y pukul %H.%M}"
        told = f"Kode ini milik catatan nomor {thousands(self.row)}, {day}."
        if self.damage:
            return f"{told} Tetapi jurnalnya rusak: {self.damage}."
        return f"{told} Jurnal sampai di situ asli." + (
            f" Titik periksa bertanda tangan di catatan nomor {thousands(self.vouched)} menguatkannya."
            if self.vouched
            else " Titik periksa berikutnya belum ditandatangani."
        )


def add_checkpoint(office: Office, connection: Connection, occasion: str) -> None:
    """Sign where the journal stands, with the office's key, so that a cut tail shows; the next row tells of it.

    Where nothing was done since the last one, there is nothing to sign. What was written since is verified first: over
    damage nothing is signed, a row says so, and the work goes on; a new signature would cover the damage up.
    """
    newest = next(iter(journal.rows(connection, limit=1)), None)
    if newest is None or newest.action in (SIGNED, NOT_SIGNED):
        return
    damage = _damage_since_last(office, connection)
    if damage is not None:
        told = {"row": damage[0], "damage": damage[1], "occasion": occasion}
        office.log(connection, Entry(action=NOT_SIGNED, facts=told))
        return
    n, link = journal.head(connection)
    at = office.timestamp()
    signature = office.keys.signing.sign(CHECKPOINT_TYPE, journal.statement(n, link, at))
    journal.add_checkpoint(connection, at=at, occasion=occasion, signature=signature)
    told = {"row": n, "code": link.hex()[:CODE_DIGITS], "signed_at": at, "occasion": occasion}
    office.log(connection, Entry(action=SIGNED, facts=told))


def _damage_since_last(office: Office, connection: Connection) -> tuple[int, str] | None:
    """The first damage from the newest checkpoint on, as (row, Indonesian words); what is before was verified then."""
    last = max(journal.checkpoints(connection), key=lambda one: one.n, default=None)
    if last is None:
        return journal_chain.verify(connection).first_bad
    if not _is_ours(office, last):
        return last.n, DAMAGE_LABELS[Damage.CHECKPOINT_FORGED]
    end, _ = journal.head(connection)
    return journal_chain.verify(connection, last=max(end - last.n + 1, 1)).first_bad


def _is_ours(office: Office, one: Checkpoint) -> bool:
    statement = journal.statement(one.n, one.hash, one.at)
    return office.keys.has_signed(CHECKPOINT_TYPE, statement, one.signature)


def sign_day(office: Office) -> None:
    """Sign what was done until now as the end of a day; a lock is none, and signs nothing."""
    with office.database.writing() as connection:
        add_checkpoint(office, connection, "day")


def sign_past_day(office: Office) -> None:
    """At the first start of a day: sign the end of the day before, where the program did not close as it should."""
    with office.database.reading() as connection:
        newest = next(iter(journal.rows(connection, limit=1)), None)
    if newest is None or newest.action in (SIGNED, NOT_SIGNED):
        return
    if datetime.fromisoformat(newest.at).astimezone().date() < office.today():
        sign_day(office)


def signed_points(office: Office, limit: int = 20) -> list[Checkpoint]:
    """The newest checkpoints, the newest first."""
    office.require(Action.LOOK_AT_JOURNAL)
    with office.database.reading() as connection:
        return journal.checkpoints(connection)[::-1][:limit]


def find_code(office: Office, typed: str, progress: Progress = SILENT) -> CodeFound:
    """Look a code from a paper up: which row it stands for, and whether the journal up to there is genuine.

    Raises CodeUnreadable.
    """
    office.require(Action.LOOK_AT_JOURNAL)
    code = "".join(typed.split()).replace("-", "").lower()
    if len(code) != CODE_DIGITS or not set(code) <= set("0123456789abcdef"):
        raise CodeUnreadable
    with office.database.reading() as connection:
        row = journal_chain.row_of_code(connection, bytes.fromhex(code))
        if row is None:
            return CodeFound(row=0, at="", vouched=0, damage="")
        (told,) = journal.by_numbers(connection, [row])
        found = verified_journal(office, connection, progress)
        after = (one.n for one in journal.checkpoints(connection) if one.n >= row)
        bad = found.first_bad
        return CodeFound(row=row, at=told.at, vouched=next(after, 0), damage=f"baris {bad[0]}: {bad[1]}" if bad else "")


def verified_journal(office: Office, connection: Connection, progress: Progress = SILENT) -> Verification:
    """The whole chain checked row by row, and every checkpoint against the office's key; the first damage of both."""
    found = journal_chain.verify(connection, progress=progress)
    for one in journal.checkpoints(connection):
        if found.first_bad is not None and found.first_bad[0] <= one.n and found.damage is not Damage.NOT_AS_SIGNED:
            break
        if not _is_ours(office, one):
            forged = Damage.CHECKPOINT_FORGED
            return Verification(found.rows, found.head, (one.n, DAMAGE_LABELS[forged]), forged)
        if found.first_bad is not None and found.first_bad[0] <= one.n:
            break
    return found
