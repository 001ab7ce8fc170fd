"""On time and accountable, the second part: when the field was visited, meetings, and requests of people themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its function."""
    _rulings()
    _meetings()
    _workers()
    _requests()


def _workers() -> None:
    """Who shares a phone is told while somebody is typed; who entered a worker stays as it was."""
    op.create_index("ix_workers_by_phone", "workers", ["phone"], sqlite_where=sa.text("phone <> ''"))
    op.execute(
        "CREATE TRIGGER workers_keep_who_entered_them BEFORE UPDATE ON workers"
        " WHEN NEW.entered_by <> OLD.entered_by"
        " BEGIN SELECT RAISE(ABORT, 'who entered a worker never changes'); END"
    )


def _rulings() -> None:
    """The day of the visit and what a verdict was taken from; older verdicts say neither."""
    for name in ("visited_on", "source"):
        op.add_column("rulings", sa.Column(name, sa.Text(), server_default="", nullable=False))


def _meetings() -> None:
    """Meetings with their attendance, objections, and what minutes froze of one; older minutes had none."""
    op.create_table(
        "meetings",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("village_codes", "held_on", "hour", "venue", "leader", "attendees", "quorum")
        ),
        sa.Column("period", WHOLE_NUMBER, server_default="0", nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("started_at", "started_by", "ended_at")
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meetings")),
        sqlite_strict=True,
    )
    op.create_table(
        "meeting_dissents",
        sa.Column("dissent_id", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("meeting_id", "worker_id", "name", "note", "account_id", "at")
        ),
        sa.PrimaryKeyConstraint("dissent_id", name=op.f("pk_meeting_dissents")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_meeting_dissents_meeting_id"), "meeting_dissents", ["meeting_id"])
    op.add_column("minutes", sa.Column("meeting", sa.Text(), server_default="", nullable=False))
    op.add_column("minutes", sa.Column("left_out", WHOLE_NUMBER, server_default="0", nullable=False))


def _requests() -> None:
    """What people ask about their own data, and who was erased; the verdicts on an erased worker may go."""
    for name, columns in (
        (
            "subject_requests",
            ("request_id", "worker_id", "kind", "received_at", "note", "account_id", "at", "answered_at", "answered_by",
             "answer"),
        ),
        ("erasures", ("worker_id", "basis", "digest", "counts", "account_id", "at")),
    ):  # fmt: skip
        op.create_table(
            name,
            sa.Column(columns[0], sa.Text(), nullable=False),
            *(sa.Column(column, sa.Text(), server_default="", nullable=False) for column in columns[1:]),
            sa.PrimaryKeyConstraint(columns[0], name=op.f(f"pk_{name}")),
            sqlite_strict=True,
        )
    op.create_index("ix_subject_requests_worker_id", "subject_requests", ["worker_id"])
    op.execute("DROP TRIGGER rulings_no_delete")
    op.execute(
        "CREATE TRIGGER rulings_no_delete BEFORE DELETE ON rulings"
        " WHEN OLD.worker_id NOT IN (SELECT worker_id FROM erasures)"
        " BEGIN SELECT RAISE(ABORT, 'rulings are never deleted'); END"
    )
    for what, words in (("update", "erasures never change"), ("delete", "erasures are never deleted")):
        op.execute(
            f"CREATE TRIGGER erasures_no_{what} BEFORE {what.upper()} ON erasures"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
