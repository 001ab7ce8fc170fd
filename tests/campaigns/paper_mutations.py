"""Campaign: papers changed in their bytes, their data, their QR and their print; none may pass as genuine."""

import argparse
import collections
import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.reports.made_up import make_facts, make_minutes, verify_sign
from tests.reports.pdf import make_pdf, page_texts
from tests.reports.test_checking import drawn_otherwise, embedded, qr_texts, with_embedded, with_row
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.frozen import PAPER_FIELDS
from ucj_desktop.domain.minutes import FrozenRow
from ucj_desktop.reports.annexes import annex_of, row_cells
from ucj_desktop.reports.checking import Outcome, check_pdf, check_qr_text

_TEXT_FIELDS = tuple(name for name in PAPER_FIELDS if name not in ("birth_date", "sex", "village_code"))
_SIGNS = "ABCXYZabcxyz0123456789"


class Papers:
    """One genuine paper, and the ways to change it; each gives a word for what came of it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.minutes = make_minutes(24)
        self.pdf = make_pdf("BA-VER", make_facts(minutes=self.minutes))
        self.data = json.dumps(embedded(self.pdf)).encode()
        self.qrs = qr_texts(self.pdf)
        self.ways = (self.bytes_of_the_file, self.bytes_of_the_data, self.signs_of_a_qr, self.a_printed_cell)

    def shows_the_same_people(self, pdf: bytes) -> bool:
        """Spaces do not count: a flip in a font's widths moves signs and changes none."""
        packed = "".join("".join(page_texts(pdf)).split())
        people = [row.worker for row in self.minutes.rows]
        return all(f"{one.nik}{''.join(one.full_name.split())}" in packed for one in people)

    def number_on_paper(self, row: FrozenRow) -> int:
        """The No that a row bears in its annex."""
        rows = [one for one in self.minutes.rows if annex_of(one) is annex_of(row)]
        return 1 + rows.index(row)

    def page_of(self, row: FrozenRow) -> int:
        """The page that shows a row; 0: none does."""
        shown = enumerate(embedded(self.pdf)["pages"], start=1)
        return next((number for number, page in shown if row.position in page["positions"]), 0)

    def flipped(self, content: bytes) -> bytes:
        changed = bytearray(content)
        for _ in range(self.chance.randint(1, 3)):
            changed[self.chance.randrange(len(changed))] ^= 1 << self.chance.randrange(8)
        return bytes(changed)

    def bytes_of_the_file(self) -> str:
        """A flip may lie in a picture or a font: genuine is right then, if the people on the pages are the same."""
        changed = self.flipped(self.pdf)
        outcome = check_pdf(changed, verify_sign).outcome
        if outcome is Outcome.GENUINE and not self.shows_the_same_people(changed):
            return "accepted"
        return "refused" if outcome is not Outcome.GENUINE else "harmless"

    def bytes_of_the_data(self) -> str:
        outcome = check_pdf(with_embedded(self.pdf, self.flipped(self.data)), verify_sign).outcome
        return "accepted" if outcome is Outcome.GENUINE else "refused"

    def signs_of_a_qr(self) -> str:
        text = self.chance.choice(self.qrs)
        place = self.chance.randrange(len(text))
        sign = self.chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*-/".replace(text[place], ""))
        outcome = check_qr_text(text[:place] + sign + text[place + 1 :], verify_sign).outcome
        return "accepted" if outcome is Outcome.GENUINE else "refused"

    def a_printed_cell(self) -> str:
        place = self.chance.randrange(len(self.minutes.rows))
        field = self.chance.choice(_TEXT_FIELDS)
        before = self.minutes.rows[place]
        value = str(getattr(before.worker, field))
        at = self.chance.randrange(len(value) + 1)
        other = value[:at] + self.chance.choice(_SIGNS) + value[at + self.chance.randint(0, 1) :]
        after = replace(before, worker=replace(before.worker, **{field: other}))  # type: ignore[arg-type]
        if row_cells(after) == row_cells(before):
            return "harmless"
        changed = drawn_otherwise(self.minutes, with_row(self.minutes, place, lambda _: after))
        found = check_pdf(changed, verify_sign)
        if found.outcome is Outcome.GENUINE:
            return "accepted"
        named = [(one.page, one.row) for one in found.differences]
        return "refused" if (self.page_of(before), self.number_on_paper(before)) in named else f"unnamed ({field})"


def run(size: int, seed: int) -> collections.Counter[str]:
    """How many papers were refused, harmless, accepted, refused at another place, or ended in a nameless error."""
    papers = Papers(random.Random(seed))
    outcomes: collections.Counter[str] = collections.Counter()
    for number in range(size):
        way = papers.ways[number % len(papers.ways)]
        try:
            outcomes[way()] += 1
        except ClerkError:
            outcomes["refused"] += 1
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RuntimeError) as fault:
            outcomes[f"untyped {type(fault).__name__} ({way.__name__})"] += 1
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    outcomes = run(chosen.size, chosen.seed)
    print(f"{chosen.size} papers in {time.perf_counter() - started:.1f} s: {dict(outcomes)}")
    return 1 if any(name.startswith(("accepted", "unnamed", "untyped")) for name in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
