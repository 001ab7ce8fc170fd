"""A laptop carried to the meeting, and who was sent by another office."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Each subject has its functions."""
    _carried_to_the_meeting()
    _sent_elsewhere()


def _carried_to_the_meeting() -> None:
    """What left for the meeting on a laptop, and what came back of it."""


def _sent_elsewhere() -> None:
    """The newest answer's word on who was sent by other offices."""
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sent_elsewhere",
        sa.Column("sequence", whole, nullable=False),
        sa.Column("told_at", sa.Text(), server_default="", nullable=False),
        sa.Column("people", whole, server_default="0", nullable=False),
        sa.Column("hashes", whole, server_default="0", nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_sent_elsewhere")),
        sqlite_strict=True,
    )
