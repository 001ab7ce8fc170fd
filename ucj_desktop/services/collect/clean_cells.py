"""Cells that need no care: texts that the readers would keep as they are without a word about them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ucj_desktop.domain.fields import FIELDS, Kind
from ucj_desktop.domain.nik import LENGTH
from ucj_desktop.domain.phone import phone_fault

CleanCell = Callable[[str], str | None]
"""The value of a text that needs no care; None: let the reader look at it. Nine cells of ten of a list are such."""

_LONGEST_MARK = 5  # of the marks for "not stated": n/a, null, nihil


def clean_number(text: str) -> str | None:
    """A NIK or KK number of plain digits."""
    if len(text) == LENGTH and text.isascii() and text.isdigit() and text != "0" * LENGTH:
        return text
    return None


def clean_phone_number(text: str) -> str | None:
    """A mobile number as it is kept."""
    return text if phone_fault(text) is None else None


def clean_text(text: str) -> str | None:
    """Plain letters and signs with single spaces, too long to mean that nothing is stated."""
    if (
        len(text) > _LONGEST_MARK
        and text.isascii()
        and text.isprintable()
        and "  " not in text
        and text[0].isalnum()
        and text[-1] != " "
    ):
        return text
    return None


_BY_KIND: Mapping[Kind, CleanCell] = MappingProxyType(
    {
        Kind.DIGITS: clean_number,
        Kind.PHONE: clean_phone_number,
        Kind.NAME: clean_text,
        Kind.TEXT: clean_text,
        Kind.LONG_TEXT: clean_text,
        Kind.OCCUPATION: clean_text,
    }
)
CLEAN: Mapping[str, CleanCell] = MappingProxyType(
    {field.code: _BY_KIND[field.kind] for field in FIELDS if field.kind in _BY_KIND}
)
"""By field; what is not here has too many ways to be written."""

REPEATED = frozenset(field.code for field in FIELDS if field.kind is not Kind.DIGITS and field.kind is not Kind.VILLAGE)
"""Fields whose readers look at nothing but the cell: the same text in another row means the same."""
