"""Receipts that stand on paper: what the code of each package needs, and what a typed code said."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Packages of before have no row here: nobody can tell their receipts by a code."""
    op.create_table(
        "receipt_codes",
        sa.Column("sequence", WHOLE_NUMBER, nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("secret", "outcome", "account_id", "at")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_receipt_codes")),
        sqlite_strict=True,
    )
