"""ClerkError: what went wrong and the way out, in the clerk's own language."""

from typing import ClassVar


class ClerkError(Exception):
    """Something a clerk can mend.

    ``what`` says what happened and ``fix`` what to press or do; both are Indonesian sentences that are shown as they
    stand. ``code`` is stable, stands on paper and in ``--json`` output, and is never reused.
    """

    code: ClassVar[str] = "UCJ-01"

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
