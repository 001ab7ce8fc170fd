"""Triggers that keep what is append-only append-only, whoever writes SQL."""

from collections.abc import Sequence

from ucj_desktop.domain.fields import FIELDS


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
    _refuse("minutes_rows_no_update", "minutes_rows", "BEFORE UPDATE", "frozen rows never change"),
    _refuse("minutes_rows_no_delete", "minutes_rows", "BEFORE DELETE", "frozen rows are never deleted"),
    _refuse("minutes_no_delete", "minutes", "BEFORE DELETE", "minutes are never deleted"),
    # Of closed minutes only the reopening may still be noted, and the number that is written by hand later.
    "CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes"
    " WHEN NEW.digest IS NOT OLD.digest OR NEW.closed_at IS NOT OLD.closed_at OR NEW.signers IS NOT OLD.signers"
    " OR NEW.held_on IS NOT OLD.held_on OR NEW.village_codes IS NOT OLD.village_codes"
    " OR NEW.revision IS NOT OLD.revision OR NEW.journal_head IS NOT OLD.journal_head"
    " BEGIN SELECT RAISE(ABORT, 'closed minutes never change'); END",
    # A worker in closed minutes keeps its data; reopening the minutes, or an answer that returns it, lets it go first.
    "CREATE TRIGGER workers_frozen BEFORE UPDATE ON workers"
    " WHEN OLD.minutes_id <> '' AND NEW.minutes_id = OLD.minutes_id"
    f" AND ({' OR '.join(f'NEW.{field.code} IS NOT OLD.{field.code}' for field in FIELDS)})"
    " BEGIN SELECT RAISE(ABORT, 'frozen workers keep their data'); END",
)
