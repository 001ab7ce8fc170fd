"""Triggers that keep what is append-only append-only, whoever writes SQL."""

from collections.abc import Sequence

from ucj_desktop.domain.fields import FIELDS

# What of closed minutes may still be noted: the reopening, and the number that is written by hand later.
_MINUTES_FROZEN = (
    "register", "revision", "period", "held_on", "venue", "village_codes", "signers", "closed_by", "closed_at",
    "one_person_office", "journal_head", "digest",
)  # fmt: skip
_WORKERS_FROZEN = (*(field.code for field in FIELDS), "unread", "verdict", "reason", "verdict_note")


def _differs(columns: Sequence[str]) -> str:
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)


def _refuse(name: str, table: str, when: str, message: str) -> str:
    return f"CREATE TRIGGER {name} {when} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"


SQLITE_TRIGGERS: Sequence[str] = (
    _refuse("journal_no_update", "journal", "BEFORE UPDATE", "journal rows never change"),
    _refuse("journal_no_delete", "journal", "BEFORE DELETE", "journal rows are never deleted"),
    "CREATE TRIGGER journal_in_order BEFORE INSERT ON journal"
    " WHEN NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM journal)"
    " OR NEW.prev IS NOT COALESCE((SELECT hash FROM journal ORDER BY n DESC LIMIT 1), zeroblob(32))"
    " BEGIN SELECT RAISE(ABORT, 'journal rows follow one another'); END",
    _refuse("journal_text_no_update", "journal_text", "BEFORE UPDATE", "journal text never changes"),
    _refuse("rulings_no_update", "rulings", "BEFORE UPDATE", "rulings never change"),
    _refuse("rulings_no_delete", "rulings", "BEFORE DELETE", "rulings are never deleted"),
    _refuse("ruling_withdrawals_no_update", "ruling_withdrawals", "BEFORE UPDATE", "withdrawals never change"),
    _refuse("ruling_withdrawals_no_delete", "ruling_withdrawals", "BEFORE DELETE", "withdrawals are never deleted"),
    _refuse("minutes_rows_no_update", "minutes_rows", "BEFORE UPDATE", "frozen rows never change"),
    _refuse("minutes_rows_no_delete", "minutes_rows", "BEFORE DELETE", "frozen rows are never deleted"),
    _refuse("minutes_no_delete", "minutes", "BEFORE DELETE", "minutes are never deleted"),
    _refuse("checkpoints_no_update", "checkpoints", "BEFORE UPDATE", "checkpoints never change"),
    _refuse("checkpoints_no_delete", "checkpoints", "BEFORE DELETE", "checkpoints are never deleted"),
    f"CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes WHEN {_differs(_MINUTES_FROZEN)}"
    " BEGIN SELECT RAISE(ABORT, 'closed minutes never change'); END",
    # A worker in closed minutes keeps its data; reopening the minutes, or an answer that returns it, lets it go first.
    "CREATE TRIGGER workers_frozen BEFORE UPDATE ON workers"
    " WHEN OLD.minutes_id <> '' AND NEW.minutes_id = OLD.minutes_id"
    f" AND ({_differs(_WORKERS_FROZEN)})"
    " BEGIN SELECT RAISE(ABORT, 'frozen workers keep their data'); END",
    "CREATE TRIGGER rounds_with_workers_stay BEFORE DELETE ON rounds"
    " WHEN EXISTS (SELECT 1 FROM workers WHERE round_id = OLD.round_id)"
    " BEGIN SELECT RAISE(ABORT, 'a round with workers stays'); END",
    *(
        f"CREATE TRIGGER candidates_{name}_in_own_round BEFORE {when} ON candidates"
        " WHEN NOT EXISTS (SELECT 1 FROM workers JOIN rounds ON rounds.round_id = workers.round_id"
        " WHERE workers.worker_id = NEW.worker_id AND workers.round_id = NEW.round_id AND rounds.closed_at = '')"
        " BEGIN SELECT RAISE(ABORT, 'a candidate belongs to the open round of the worker'); END"
        for name, when in (("added", "INSERT"), ("moved", "UPDATE OF worker_id, round_id"))
    ),
)
