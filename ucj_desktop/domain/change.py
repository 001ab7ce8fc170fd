"""Change: what a service touched; pages listen for it."""

from dataclasses import dataclass
from enum import Flag, auto


class Touched(Flag):
    """The parts of the store a page may be showing."""

    NOTHING = 0
    WORKERS = auto()
    FINDINGS = auto()
    DUPLICATES = auto()
    ROUNDS = auto()
    VERDICTS = auto()
    MINUTES = auto()
    LETTERS = auto()
    PACKAGES = auto()
    OFFICES = auto()
    ACCOUNTS = auto()
    SETTINGS = auto()
    IMPORTS = auto()
    BACKUPS = auto()
    OUTSIDE = auto()  # lists of others, and what they say
    SECOND_KEYING = auto()
    REQUESTS = auto()  # of people about their own data
    RELAY = auto()  # what went to BPJS, and how
    BUDGET = auto()
    EVERYTHING = (
        WORKERS
        | FINDINGS
        | DUPLICATES
        | ROUNDS
        | VERDICTS
        | MINUTES
        | LETTERS
        | PACKAGES
        | OFFICES
        | ACCOUNTS
        | SETTINGS
        | IMPORTS
        | BACKUPS
        | OUTSIDE
        | SECOND_KEYING
        | REQUESTS
        | RELAY
        | BUDGET
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutating service did: the parts it touched and one Indonesian sentence for the clerk."""

    touched: Touched
    sentence: str
