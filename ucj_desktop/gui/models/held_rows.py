"""Rows of a short list that are all in memory, as RowsModel asks for them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

Row = TypeVar("Row")


class HeldRows(dict[str, Row]):
    """Rows by id, in the order of the list; ``fetch`` is for RowsModel."""

    def fetch(self, ids: Sequence[str]) -> list[Row]:
        """The rows of some ids; one that is gone is left out."""
        return [self[one] for one in ids if one in self]

    def refill(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Hold these instead."""
        new = dict(rows)
        self.clear()
        self.update(new)
