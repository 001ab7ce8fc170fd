"""On paper: what letters need."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject has its function."""
    _candidates()


def _candidates() -> None:
    """Minutes freeze who waits to replace somebody; older minutes froze nobody."""
    op.add_column("minutes_rows", sa.Column("waits_as", WHOLE_NUMBER, server_default="0", nullable=False))
