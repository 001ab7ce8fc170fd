"""The budget: what it pays, who has a place in it and the decision."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""
