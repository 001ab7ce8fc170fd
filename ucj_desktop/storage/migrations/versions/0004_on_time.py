"""On time and accountable: rounds with their team and candidates, and the office's own calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its function."""
    _rounds()
    _candidates()
    _calendar()
    _undo()
    _merged()
    _stages()
    _approvals()


def _rounds() -> None:
    for name in ("team", "source"):
        op.add_column("rounds", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_index(
        "uq_rounds_open_village", "rounds", ["village_code"], unique=True, sqlite_where=sa.text("closed_at = ''")
    )
    op.execute(
        "CREATE TRIGGER rounds_with_workers_stay BEFORE DELETE ON rounds"
        " WHEN EXISTS (SELECT 1 FROM workers WHERE round_id = OLD.round_id)"
        " BEGIN SELECT RAISE(ABORT, 'a round with workers stays'); END"
    )
    # Verdicts of the last days are counted for the pace.
    op.create_index("ix_rulings_by_time", "rulings", ["step", "recorded_at", "worker_id", "verdict"])


def _candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), server_default="", nullable=False),
        sa.Column("position", WHOLE_NUMBER, server_default="0", nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("stepped_in_at", "account_id", "at")
        ),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_candidates")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_candidates_round_id_position"), "candidates", ["round_id", "position"])
    for name, when in (("added", "INSERT"), ("moved", "UPDATE OF worker_id, round_id")):
        op.execute(
            f"CREATE TRIGGER candidates_{name}_in_own_round BEFORE {when} ON candidates"
            " WHEN NOT EXISTS (SELECT 1 FROM workers JOIN rounds ON rounds.round_id = workers.round_id"
            " WHERE workers.worker_id = NEW.worker_id AND workers.round_id = NEW.round_id AND rounds.closed_at = '')"
            " BEGIN SELECT RAISE(ABORT, 'a candidate belongs to the open round of the worker'); END"
        )


def _calendar() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("is_off", WHOLE_NUMBER, server_default="1", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("reason", "account_id", "at")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_days")),
        sqlite_strict=True,
    )


def _undo() -> None:
    op.add_column("journal", sa.Column("deed", WHOLE_NUMBER, server_default="0", nullable=False))
    op.create_index(op.f("ix_journal_deed_n"), "journal", ["deed", "n"])
    # Imports of before can be taken back as ever; the chain itself says nothing of it, so no hash changes.
    op.execute("DROP TRIGGER journal_no_update")
    op.execute(
        "UPDATE journal SET deed = (SELECT MIN(one.n) FROM journal AS one WHERE one.batch = journal.batch)"
        " WHERE batch IN (SELECT batch_id FROM imports)"
    )
    op.execute(
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal"
        " BEGIN SELECT RAISE(ABORT, 'journal rows never change'); END"
    )
    op.create_table(
        "ruling_withdrawals",
        sa.Column("withdrawal_id", sa.Text(), nullable=False),
        sa.Column("ruling_id", sa.Text(), server_default="", nullable=False),
        sa.Column("stands", WHOLE_NUMBER, server_default="0", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("account_id", "at", "signature")),
        sa.PrimaryKeyConstraint("withdrawal_id", name=op.f("pk_ruling_withdrawals")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ruling_withdrawals_ruling_id"), "ruling_withdrawals", ["ruling_id"])
    for when, words in (("UPDATE", "withdrawals never change"), ("DELETE", "withdrawals are never deleted")):
        op.execute(
            f"CREATE TRIGGER ruling_withdrawals_no_{when.lower()} BEFORE {when} ON ruling_withdrawals"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def _merged() -> None:
    """From a worker to the entries that were merged into him or her: of few, so that an import pays nothing for it."""
    op.create_index("ix_workers_by_survivor", "workers", ["merged_into"], sqlite_where=sa.text("merged_into <> ''"))


def _stages() -> None:
    """The table of stages as it was when this was written."""
    op.execute(
        "CREATE TRIGGER minutes_reopened_once BEFORE UPDATE ON minutes WHEN (OLD.reopened_at <> '' AND "
        "(NEW.reopened_at <> OLD.reopened_at OR NEW.reopen_reason <> OLD.reopen_reason)) OR (NEW.reopened_at <> '' "
        "AND trim(NEW.reopen_reason) = '') BEGIN SELECT RAISE(ABORT, 'minutes are reopened once and with a reason'); "
        "END"
    )
    op.execute(
        "CREATE TRIGGER workers_step_by_step BEFORE UPDATE ON workers WHEN NEW.stage <> OLD.stage AND OLD.stage || "
        "'>' || NEW.stage NOT IN ('accepted>registered', 'accepted>returned', 'accepted>verified', "
        "'collected>needs_mending', 'collected>returned', 'collected>validated', 'collected>verified', "
        "'needs_mending>collected', 'needs_mending>verified', 'registered>returned', 'returned>accepted', "
        "'returned>collected', 'returned>needs_mending', 'returned>verified', 'sent>accepted', 'sent>returned', "
        "'sent>verified', 'validated>collected', 'validated>needs_mending', 'validated>sent', 'validated>verified', "
        "'verified>collected', 'verified>needs_mending', 'verified>returned', 'verified>validated', "
        "'verified>verified') AND NOT (NEW.origin_office <> '' AND OLD.stage || '>' || NEW.stage IN "
        "('accepted>sent', 'returned>sent')) BEGIN SELECT RAISE(ABORT, 'this stage does not follow that one'); END"
    )
    op.execute(
        "CREATE TRIGGER workers_enter_proved AFTER INSERT ON workers WHEN (NEW.stage <> 'collected' OR NEW.verdict "
        "<> '' OR NEW.origin_office <> '' OR NEW.minutes_id <> '') AND ((CASE WHEN NEW.origin_office <> '' THEN "
        "NEW.stage NOT IN ('sent', 'accepted', 'returned', 'registered') OR NEW.verdict = '' OR NEW.minutes_id = '' "
        "OR (SELECT value FROM meta WHERE name = 'office_kind') IS NOT 'kabupaten' WHEN NEW.stage IN ('collected', "
        "'needs_mending') THEN NEW.verdict NOT IN ('', 'pending') ELSE NOT EXISTS (SELECT 1 FROM rulings WHERE "
        "worker_id = NEW.worker_id AND verdict = NEW.verdict AND reason = NEW.reason AND (step = 'validate' OR "
        "NEW.stage = 'verified')) OR (NEW.stage = 'sent' AND NOT EXISTS (SELECT 1 FROM minutes WHERE minutes_id = "
        "NEW.minutes_id)) END OR (NEW.stage IN ('accepted', 'returned') AND NEW.answer <> NEW.stage)) OR "
        "(NEW.origin_office = '' AND NEW.minutes_id <> '')) BEGIN SELECT RAISE(ABORT, 'nothing in the store bears "
        "this stage out'); END"
    )
    op.execute(
        "CREATE TRIGGER workers_change_proved BEFORE UPDATE ON workers WHEN (NEW.stage IS NOT OLD.stage OR "
        "NEW.verdict IS NOT OLD.verdict OR NEW.reason IS NOT OLD.reason) AND (CASE WHEN NEW.origin_office <> '' THEN "
        "NEW.stage NOT IN ('sent', 'accepted', 'returned', 'registered') OR NEW.verdict = '' OR NEW.minutes_id = '' "
        "OR (SELECT value FROM meta WHERE name = 'office_kind') IS NOT 'kabupaten' WHEN NEW.stage IN ('collected', "
        "'needs_mending') THEN NEW.verdict NOT IN ('', 'pending') ELSE NOT EXISTS (SELECT 1 FROM rulings WHERE "
        "worker_id = NEW.worker_id AND verdict = NEW.verdict AND reason = NEW.reason AND (step = 'validate' OR "
        "NEW.stage = 'verified')) OR (NEW.stage = 'sent' AND NOT EXISTS (SELECT 1 FROM minutes WHERE minutes_id = "
        "NEW.minutes_id)) END OR (NEW.stage IN ('accepted', 'returned') AND NEW.answer <> NEW.stage)) BEGIN SELECT "
        "RAISE(ABORT, 'nothing in the store bears this stage out'); END"
    )
    op.execute(
        "CREATE TRIGGER workers_keep_their_origin BEFORE UPDATE ON workers WHEN NEW.origin_office <> "
        "OLD.origin_office BEGIN SELECT RAISE(ABORT, 'who sent a worker never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER workers_enter_and_leave_minutes BEFORE UPDATE ON workers WHEN NEW.minutes_id <> "
        "OLD.minutes_id AND NEW.origin_office = '' AND ((NEW.minutes_id <> '' AND (NEW.stage <> 'validated' OR NOT "
        "EXISTS (SELECT 1 FROM minutes WHERE minutes_id = NEW.minutes_id AND reopened_at = ''))) OR (OLD.minutes_id "
        "<> '' AND NOT (NEW.stage = 'returned' AND NEW.answer = 'returned') AND NOT EXISTS (SELECT 1 FROM minutes "
        "WHERE minutes_id = OLD.minutes_id AND reopened_at <> '' AND revision = (SELECT MAX(revision) FROM minutes "
        "WHERE minutes_id = OLD.minutes_id)))) BEGIN SELECT RAISE(ABORT, 'minutes are closed with the validated and "
        "left by reopening'); END"
    )


def _approvals() -> None:
    op.create_table(
        "minutes_approvals",
        sa.Column("minutes_id", sa.Text(), nullable=False),
        sa.Column("revision", WHOLE_NUMBER, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("account_id", "signature")),
        sa.PrimaryKeyConstraint("minutes_id", "revision", "deed", name=op.f("pk_minutes_approvals")),
        sqlite_strict=True,
    )
    for when, words in (("UPDATE", "approvals never change"), ("DELETE", "approvals are never deleted")):
        op.execute(
            f"CREATE TRIGGER minutes_approvals_no_{when.lower()} BEFORE {when} ON minutes_approvals"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
