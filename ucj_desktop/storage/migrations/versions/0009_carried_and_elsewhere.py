"""A laptop carried to the meeting, and who was sent by another office."""

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
