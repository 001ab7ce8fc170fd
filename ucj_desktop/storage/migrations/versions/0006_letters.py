"""On paper: what letters need."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its function."""
    _candidates()
    _versions()


def _candidates() -> None:
    """Minutes freeze who waits to replace somebody; older minutes froze nobody."""
    op.add_column("minutes_rows", sa.Column("waits_as", WHOLE_NUMBER, server_default="0", nullable=False))


def _versions() -> None:
    """Signed versions of letters; none is overwritten, none goes away."""
    columns = ("letter_id", "signers", "sha256", "taken_from", "account_id", "at")
    op.create_table(
        "letter_versions",
        sa.Column("version_id", sa.Text(), nullable=False),
        *(sa.Column(column, sa.Text(), server_default="", nullable=False) for column in columns),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_letter_versions")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_letter_versions_letter_id"), "letter_versions", ["letter_id"])
    for what, words in (("update", "signed versions never change"), ("delete", "signed versions are never deleted")):
        op.execute(
            f"CREATE TRIGGER letter_versions_no_{what} BEFORE {what.upper()} ON letter_versions"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
