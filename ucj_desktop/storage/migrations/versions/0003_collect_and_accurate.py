"""What collecting and checking keep: attachments, the same person, findings, outside lists, second keying, search."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its function."""
    _lists()
    _findings()
    _attachments()
    _lookups()
    _outside_lists()
    _second_keying()


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("size", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("wide", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("high", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("original_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachments")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attachments_worker_id"), "attachments", ["worker_id"])


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), server_default="", nullable=False),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("fix", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("worker_id", "code", name=op.f("pk_findings")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_findings_severity_worker_id"), "findings", ["severity", "worker_id"])
    op.create_table(
        "findings_state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_findings_state")),
        sqlite_strict=True,
    )


def _lists() -> None:
    # By source and origin, too, the filters of a list and their counts read no row; digits may begin a KK.
    op.drop_index("ix_workers_by_stage", "workers")
    standing = ["stage", "village_code", "merged_into", "minutes_id", "verdict", "round_id", "source", "origin_office"]
    op.create_index("ix_workers_by_stage", "workers", standing)
    op.create_index("ix_workers_by_kk", "workers", ["kk_number", "merged_into"])


def _lookups() -> None:
    for name in ("born_named", "born_placed", "name_placed", "mother_born"):
        op.add_column("workers", sa.Column(name, sa.Text(), server_default="", nullable=False))
        op.create_index(f"ix_workers_{name}", "workers", [name])


def _outside_lists() -> None:
    texts = ("kind", "name", "dated", "file_name", "sha256", "counts", "unplaced", "account_id", "at", "undone_at")
    op.create_table(
        "outside_lists",
        sa.Column("list_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("list_id", name=op.f("pk_outside_lists")),
        sqlite_strict=True,
    )
    op.create_table(
        "outside_matches",
        sa.Column("list_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("kind", "state", "how", "place", "details", "differs", "decided")
        ),
        sa.PrimaryKeyConstraint("list_id", "worker_id", name=op.f("pk_outside_matches")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_outside_matches_worker_id"), "outside_matches", ["worker_id"])


def _second_keying() -> None:
    op.create_table(
        "second_keyings",
        sa.Column("keying_id", sa.Text(), nullable=False),
        sa.Column("seed", WHOLE_NUMBER, server_default="0", nullable=False),
        sa.Column("drawn_from", WHOLE_NUMBER, server_default="0", nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("village_code", "entered_by", "account_id", "at")
        ),
        sa.PrimaryKeyConstraint("keying_id", name=op.f("pk_second_keyings")),
        sqlite_strict=True,
    )
    op.create_table(
        "second_keyed_values",
        sa.Column("keying_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("position", WHOLE_NUMBER, server_default="0", nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("outcome", "first", "second", "keyed_by", "keyed_at", "choice", "chosen_by", "chosen_at")
        ),
        sa.PrimaryKeyConstraint("keying_id", "worker_id", "field", name=op.f("pk_second_keyed_values")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_second_keyed_values_worker_id"), "second_keyed_values", ["worker_id"])
