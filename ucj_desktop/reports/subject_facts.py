"""What the papers about one person need to know: the record of a person, and the certificate of an erasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Told = tuple[str, str]  # a label and what stands beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """Everything the office holds of one person, in words; moments are as the clerk reads them."""

    full_name: str
    fields: Sequence[Told]
    standing: Sequence[Told]
    rulings: Sequence[tuple[str, str, str, str]]  # when, step and verdict, reason and note, by whom
    history: Sequence[tuple[str, str, str]]  # when, by whom, what
    seen: Sequence[tuple[str, str, str]]  # when, by whom, what
    requests: Sequence[tuple[str, str, str]]  # received, what was asked, how it was answered
    held: Sequence[Told]  # attachments, minutes, packages ... that hold the person
    retention: str  # until when, and whose rule that is


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureFacts:
    """One erasure; nothing here says who the person was."""

    reference: str  # the worker's id
    basis: str
    day: date
    erased_by: str
    counts: Sequence[Told]  # what was erased, and how many
    stays: Sequence[str]  # what stays where, and why
    digest: str
    salt: str  # hex; it stands on this paper alone
    journal_row: int
