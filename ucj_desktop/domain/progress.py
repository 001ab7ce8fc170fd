"""How a long job tells how far it is, and how it is told to stop."""

from typing import Protocol


class Cancelled(Exception):
    """The clerk pressed Batal; the service's own transaction rolls back what was half done."""


class Progress(Protocol):
    """What a service calls while it works."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        """Tell that ``number`` of ``total`` pieces are done (``total`` None: not known).

        ``words`` is an Indonesian phrase for what is being done now. Raises :class:`Cancelled` when the clerk
        has asked to stop.
        """


class _Silent:
    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        return None


SILENT: Progress = _Silent()
