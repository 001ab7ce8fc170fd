"""The same person in two offices."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing yet."""
