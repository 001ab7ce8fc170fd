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
