"""Made-up people of one kecamatan, for the demo, the training profile and the tests."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice
from typing import Final

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.worker import Worker, WorkerId
from ucj_desktop.reference.places import places
from ucj_desktop.services.care.made_up_families import REFERENCE_DAY, Families
from ucj_desktop.services.care.made_up_troubles import NONE, USUAL, Trouble, TroubleKind, needs_earlier, spoil
from ucj_desktop.services.care.made_up_words import shipped_words

__all__ = [
    "NONE", "REFERENCE_DAY", "USUAL", "MadeUp", "NoVillagesHere", "Trouble", "TroubleKind", "make_people", "people",
]  # fmt: skip

_REMEMBERED: Final = 5_000  # earlier people of whom one may be doubled


class NoVillagesHere(ClerkError):
    """People were asked for in a kecamatan that is not in the table of places."""

    code = "DEMO-01"

    def __init__(self, sub_district_code: str) -> None:
        super().__init__(
            what=f"Kecamatan dengan kode {sub_district_code} tidak ada dalam daftar wilayah.",
            fix="Pakai kode kecamatan enam angka, misalnya 730201 untuk Gantarang.",
        )


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A made-up worker and the truth about it.

    ``same_as`` is the earlier worker whose NIK or person this one repeats; each worker is repeated at most once.
    """

    worker: Worker
    troubles: tuple[TroubleKind, ...] = ()
    same_as: WorkerId | None = None


def make_people(
    seed: int, count: int, sub_district_code: str, *, trouble: Trouble = NONE, on: date = REFERENCE_DAY
) -> list[MadeUp]:
    """``count`` made-up people of a kecamatan (code of six digits), the same for the same arguments.

    The first of many are the same as few. Without trouble every one is sound on the day ``on``: aged 18 to 64, with a
    NIK that no other has. Raises :class:`NoVillagesHere`.
    """
    return list(islice(people(seed, sub_district_code, trouble=trouble, on=on), count))


def people(seed: int, sub_district_code: str, *, trouble: Trouble = NONE, on: date = REFERENCE_DAY) -> Iterator[MadeUp]:
    """The people of :func:`make_people` one by one, without end."""
    if not places().villages_of(sub_district_code):
        raise NoVillagesHere(sub_district_code)
    families = Families(seed, sub_district_code, shipped_words(), on)
    return _with_trouble(families, trouble)


def _with_trouble(families: Families, trouble: Trouble) -> Iterator[MadeUp]:
    kinds = tuple(trouble.shares)
    sums = tuple(accumulate(trouble.shares.values()))
    memory = _Memory(families)
    for worker in families.workers():
        number = bisect_right(sums, families.draw()) if kinds else 0
        if number == len(kinds):
            memory.keep(worker)
            yield MadeUp(worker)
            continue
        earlier = memory.take() if needs_earlier(kinds[number]) else None
        if needs_earlier(kinds[number]) and earlier is None:
            memory.keep(worker)
            yield MadeUp(worker)
            continue
        spoiled = spoil(kinds[number], worker, earlier, families)
        yield MadeUp(spoiled, (kinds[number],), earlier.worker_id if earlier else None)


class _Memory:
    """Sound people met so far, of whom each is given out once."""

    def __init__(self, families: Families) -> None:
        self._draw = families.draw
        self._workers: list[Worker] = []

    def keep(self, worker: Worker) -> None:
        if len(self._workers) < _REMEMBERED:
            self._workers.append(worker)
        else:
            self._workers[int(self._draw() * _REMEMBERED)] = worker

    def take(self) -> Worker | None:
        if not self._workers:
            return None
        position = int(self._draw() * len(self._workers))
        self._workers[position], self._workers[-1] = self._workers[-1], self._workers[position]
        return self._workers.pop()
