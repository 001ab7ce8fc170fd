"""What collecting and checking keep: attachments, the same person, findings, outside lists, second keying, search."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Each subject has its function."""
