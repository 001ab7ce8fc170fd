"""What the paper of a package's receipt needs to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A row that was refused, or a withdrawal that was held."""

    code: str  # of the row, as on field forms: 123-4567
    full_name: str  # empty: the district does not have this person
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """One package as the district received it, in words."""

    office_code: str  # of the kecamatan, with dots
    office_name: str  # Kecamatan Gantarang
    file_name: str
    kind: str  # lengkap, perubahan, nihil
    sequence: int
    period: str
    revision: int  # the highest of the minutes it brings
    made_at: datetime
    sha256: str  # of the file, hex
    counts: tuple[tuple[str, int], ...]  # what they count, and how many workers
    refused: tuple[ListedRow, ...]
    held: tuple[ListedRow, ...]
    received_by: str  # name of the account
    received_at: datetime  # where the office is
    code: str  # ABCD-EFGH-JKMN; empty: the package brought no secret for one

    @property
    def is_whole(self) -> bool:
        return not self.refused and not self.held
