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
