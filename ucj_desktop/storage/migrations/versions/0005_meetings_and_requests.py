"""On time and accountable, the second part: when the field was visited, meetings, and requests of people themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Each subject has its function."""
    _rulings()


def _rulings() -> None:
    """The day of the visit and what a verdict was taken from; older verdicts say neither."""
    for name in ("visited_on", "source"):
        op.add_column("rulings", sa.Column(name, sa.Text(), server_default="", nullable=False))
