"""A laptop carried to the meeting, and who was sent by another office."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its functions."""
    _carried_to_the_meeting()
    _sent_elsewhere()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, WHOLE_NUMBER, server_default="0", nullable=False)


def _carried_to_the_meeting() -> None:
    """What left for the meeting on a laptop, and how far what came back was taken in."""
    op.create_table(
        "loans",
        sa.Column("loan_id", sa.Text(), nullable=False),
        *(_text(name) for name in ("lent_at", "village_codes")),
        _whole("n"),
        *(_text(name) for name in ("head", "account_id", "ended_at", "ended_how")),
        _whole("taken_n"),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("pk_loans")),
        sqlite_strict=True,
    )


def _sent_elsewhere() -> None:
    """The newest answer's word on who was sent by other offices."""
    op.create_table(
        "sent_elsewhere",
        sa.Column("sequence", WHOLE_NUMBER, nullable=False),
        _text("told_at"),
        _whole("people"),
        _whole("hashes"),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_sent_elsewhere")),
        sqlite_strict=True,
    )
