"""Triggers that keep what is append-only append-only and the stages in order, whoever writes SQL."""

from collections.abc import Mapping, Sequence

from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.stage import MAY_ARRIVE_AGAIN, MAY_BE_PUT_BACK, MAY_FOLLOW, Stage

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


def _steps(*permitted: Mapping[Stage, frozenset[Stage]]) -> str:
    pairs = {f"'{before}>{after}'" for table in permitted for before, following in table.items() for after in following}
    return f"({', '.join(sorted(pairs))})"


_STEP = "OLD.stage || '>' || NEW.stage"
_MINUTES_OF = "SELECT 1 FROM minutes WHERE minutes_id = {of}.minutes_id"
NOT_PROVED = "nothing in the store bears this stage out"
# A stage rests on what else the store holds: a signed ruling that says the same, minutes, the district's word.
_NOT_PROVED = (
    "CASE WHEN NEW.origin_office <> '' THEN NEW.stage NOT IN ('sent', 'accepted', 'returned', 'registered')"
    " OR NEW.verdict = '' OR NEW.minutes_id = ''"
    " OR (SELECT value FROM meta WHERE name = 'office_kind') IS NOT 'kabupaten'"
    " WHEN NEW.stage IN ('collected', 'needs_mending') THEN NEW.verdict NOT IN ('', 'pending')"
    " ELSE NOT EXISTS (SELECT 1 FROM rulings WHERE worker_id = NEW.worker_id AND verdict = NEW.verdict"
    " AND reason = NEW.reason AND (step = 'validate' OR NEW.stage = 'verified'))"
    f" OR (NEW.stage = 'sent' AND NOT EXISTS ({_MINUTES_OF.format(of='NEW')})) END"
    " OR (NEW.stage IN ('accepted', 'returned') AND NEW.answer <> NEW.stage)"
)

SQLITE_TRIGGERS: Sequence[str] = (
    _refuse("journal_no_update", "journal", "BEFORE UPDATE", "journal rows never change"),
    _refuse("journal_no_delete", "journal", "BEFORE DELETE", "journal rows are never deleted"),
    "CREATE TRIGGER journal_in_order BEFORE INSERT ON journal"
    " WHEN NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM journal)"
    " OR NEW.prev IS NOT COALESCE((SELECT hash FROM journal ORDER BY n DESC LIMIT 1), zeroblob(32))"
    " BEGIN SELECT RAISE(ABORT, 'journal rows follow one another'); END",
    _refuse("journal_text_no_update", "journal_text", "BEFORE UPDATE", "journal text never changes"),
    _refuse("rulings_no_update", "rulings", "BEFORE UPDATE", "rulings never change"),
    "CREATE TRIGGER rulings_no_delete BEFORE DELETE ON rulings"
    " WHEN OLD.worker_id NOT IN (SELECT worker_id FROM erasures)"
    " BEGIN SELECT RAISE(ABORT, 'rulings are never deleted'); END",
    _refuse("erasures_no_update", "erasures", "BEFORE UPDATE", "erasures never change"),
    _refuse("erasures_no_delete", "erasures", "BEFORE DELETE", "erasures are never deleted"),
    _refuse("budget_decisions_no_delete", "budget_decisions", "BEFORE DELETE", "decisions are never deleted"),
    "CREATE TRIGGER budget_decisions_stay BEFORE UPDATE OF decision_id, period, number, people, cost, setup, digest,"
    " account_id, at, signature ON budget_decisions BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END",
    _refuse("budget_places_no_delete", "budget_places", "BEFORE DELETE", "a decision never changes"),
    _refuse("budget_places_stay", "budget_places", "BEFORE UPDATE", "a decision never changes"),
    _refuse("letter_versions_no_update", "letter_versions", "BEFORE UPDATE", "signed versions never change"),
    _refuse("letter_versions_no_delete", "letter_versions", "BEFORE DELETE", "signed versions are never deleted"),
    _refuse("letter_numbers_no_delete", "letter_numbers", "BEFORE DELETE", "numbers are voided, never deleted"),
    "CREATE TRIGGER letter_numbers_stay BEFORE UPDATE OF number_id, kind, year, sequence, number, number_key, dated,"
    " minutes_id, revision, worker_id, about, account_id, at ON letter_numbers"
    " BEGIN SELECT RAISE(ABORT, 'a number that was given never changes'); END",
    _refuse("offices_no_delete", "offices", "BEFORE DELETE", "cards are revoked, never deleted"),
    "CREATE TRIGGER offices_end_once BEFORE UPDATE ON offices WHEN OLD.ended_how = 'revoked'"
    " BEGIN SELECT RAISE(ABORT, 'a card that was revoked never changes'); END",
    _refuse("relay_batches_no_delete", "relay_batches", "BEFORE DELETE", "relay batches are never deleted"),
    "CREATE TRIGGER relay_rows_no_delete BEFORE DELETE ON relay_rows"
    " WHEN OLD.worker_id NOT IN (SELECT worker_id FROM erasures)"
    " BEGIN SELECT RAISE(ABORT, 'relay rows are never deleted'); END",
    _refuse("ruling_withdrawals_no_update", "ruling_withdrawals", "BEFORE UPDATE", "withdrawals never change"),
    _refuse("ruling_withdrawals_no_delete", "ruling_withdrawals", "BEFORE DELETE", "withdrawals are never deleted"),
    _refuse("minutes_rows_no_update", "minutes_rows", "BEFORE UPDATE", "frozen rows never change"),
    _refuse("minutes_rows_no_delete", "minutes_rows", "BEFORE DELETE", "frozen rows are never deleted"),
    _refuse("minutes_no_delete", "minutes", "BEFORE DELETE", "minutes are never deleted"),
    _refuse("minutes_approvals_no_update", "minutes_approvals", "BEFORE UPDATE", "approvals never change"),
    _refuse("minutes_approvals_no_delete", "minutes_approvals", "BEFORE DELETE", "approvals are never deleted"),
    _refuse("checkpoints_no_update", "checkpoints", "BEFORE UPDATE", "checkpoints never change"),
    _refuse("checkpoints_no_delete", "checkpoints", "BEFORE DELETE", "checkpoints are never deleted"),
    f"CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes WHEN {_differs(_MINUTES_FROZEN)}"
    " BEGIN SELECT RAISE(ABORT, 'closed minutes never change'); END",
    "CREATE TRIGGER minutes_reopened_once BEFORE UPDATE ON minutes"
    " WHEN (OLD.reopened_at <> '' AND (NEW.reopened_at <> OLD.reopened_at OR NEW.reopen_reason <> OLD.reopen_reason))"
    " OR (NEW.reopened_at <> '' AND trim(NEW.reopen_reason) = '')"
    " BEGIN SELECT RAISE(ABORT, 'minutes are reopened once and with a reason'); END",
    "CREATE TRIGGER workers_step_by_step BEFORE UPDATE ON workers WHEN NEW.stage <> OLD.stage"
    f" AND {_STEP} NOT IN {_steps(MAY_FOLLOW, MAY_BE_PUT_BACK)}"
    f" AND NOT (NEW.origin_office <> '' AND {_STEP} IN {_steps(MAY_ARRIVE_AGAIN)})"
    " BEGIN SELECT RAISE(ABORT, 'this stage does not follow that one'); END",
    # After, not before: a hundred thousand rows of an import feel it less.
    "CREATE TRIGGER workers_enter_proved AFTER INSERT ON workers"
    " WHEN (NEW.stage <> 'collected' OR NEW.verdict <> '' OR NEW.origin_office <> '' OR NEW.minutes_id <> '')"
    f" AND (({_NOT_PROVED}) OR (NEW.origin_office = '' AND NEW.minutes_id <> ''))"
    f" BEGIN SELECT RAISE(ABORT, '{NOT_PROVED}'); END",
    "CREATE TRIGGER workers_change_proved BEFORE UPDATE ON workers"
    f" WHEN ({_differs(('stage', 'verdict', 'reason'))}) AND ({_NOT_PROVED})"
    f" BEGIN SELECT RAISE(ABORT, '{NOT_PROVED}'); END",
    "CREATE TRIGGER workers_keep_their_origin BEFORE UPDATE ON workers"
    " WHEN NEW.origin_office <> OLD.origin_office"
    " BEGIN SELECT RAISE(ABORT, 'who sent a worker never changes'); END",
    # Four eyes rest on it: whoever entered a worker may not be the one to validate.
    "CREATE TRIGGER workers_keep_who_entered_them BEFORE UPDATE ON workers"
    " WHEN NEW.entered_by <> OLD.entered_by"
    " BEGIN SELECT RAISE(ABORT, 'who entered a worker never changes'); END",
    "CREATE TRIGGER workers_enter_and_leave_minutes BEFORE UPDATE ON workers"
    " WHEN NEW.minutes_id <> OLD.minutes_id AND NEW.origin_office = '' AND ((NEW.minutes_id <> ''"
    f" AND (NEW.stage <> 'validated' OR NOT EXISTS ({_MINUTES_OF.format(of='NEW')} AND reopened_at = '')))"
    " OR (OLD.minutes_id <> '' AND NOT (NEW.stage = 'returned' AND NEW.answer = 'returned')"
    f" AND NOT EXISTS ({_MINUTES_OF.format(of='OLD')} AND reopened_at <> ''"
    " AND revision = (SELECT MAX(revision) FROM minutes WHERE minutes_id = OLD.minutes_id))))"
    " BEGIN SELECT RAISE(ABORT, 'minutes are closed with the validated and left by reopening'); END",
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
