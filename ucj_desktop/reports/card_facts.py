"""What the paper of an office's card needs to know."""

from dataclasses import dataclass
from datetime import date

QR_START = "UCJK1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """An office's own card, in words."""

    code: str  # with dots
    name: str
    fingerprint: str  # eight groups of five digits
    made_on: date  # when its keys were made
    is_renewed: bool  # there were keys before these
    file_name: str

    @property
    def qr_text(self) -> str:
        """What a scanner types: the code and the forty digits."""
        return f"{QR_START}*{self.code.replace('.', '')}*{self.fingerprint.replace(' ', '')}"
