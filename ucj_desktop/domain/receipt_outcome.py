"""What the code of a receipt says of a package: received whole, or received with something that a list tells."""

from collections.abc import Mapping
from enum import StrEnum


class ReceiptOutcome(StrEnum):
    """How a package was received; the value stands in what the code proves, so it never changes."""

    WHOLE = "whole"
    LISTED = "listed"  # rows were refused, or withdrawals held: the receipt lists them


OUTCOME_WORDS: Mapping[ReceiptOutcome, str] = {
    ReceiptOutcome.WHOLE: "diterima utuh",
    ReceiptOutcome.LISTED: "diterima, tetapi ada yang ditolak atau ditahan",
}


def outcome_of(counts: Mapping[str, int]) -> ReceiptOutcome:
    """From the counts of a receipt."""
    return ReceiptOutcome.LISTED if counts.get("refused") or counts.get("held") else ReceiptOutcome.WHOLE
