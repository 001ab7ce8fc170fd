"""The tables of speed: each figure as a ratio to a peer measured in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence

from tests.performance.check import check
from tests.performance.collecting import read, reimport, whole_import, write
from tests.performance.duplicates import duplicates
from tests.performance.entry import entry
from tests.performance.matching import match, match_1m, one_worker
from tests.performance.packages import export
from tests.performance.pages import pages
from tests.performance.papers import pdf
from tests.performance.receiving import receive
from tests.performance.rows import Row
from tests.performance.search import search
from tests.performance.start import start
from tests.performance.table import table
from tests.performance.window import window

# One measurement may give several rows (two peers of one figure, say). What it measures with is imported inside it:
# a bench of one row must not load the libraries of all.
Measurement = Callable[[], Row | Sequence[Row]]

# Each row stands in one group; --only takes the names of groups and of rows.
GROUPS: dict[str, dict[str, Measurement]] = {
    "import": {"read": read, "write": write, "reimport": reimport, "import": whole_import},
    "check": {"check": check},
    "entry": {"entry": entry},
    "match": {"match": match, "match_1m": match_1m, "one_worker": one_worker},
    "table": {"table": table},
    "search": {"search": search},
    "window": {"window": window, "pages": pages, "pairs": duplicates},
    "paper": {"pdf": pdf},
    "package": {"package": export, "receive": receive},
    "start": {"start": start},
}


def main() -> int:
    """Exit code 0 when every row keeps to its goals, 1 when one is past them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAMES", default=",".join(GROUPS), help=f"of: {_what_there_is()}")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    wanted = parser.parse_args()
    names = wanted.only.split(",")
    if unknown := [name for name in names if not chosen([name])]:
        parser.error(f"no such row: {', '.join(unknown)}; there are: {_what_there_is()}")
    rows: list[Row] = []
    for measure in chosen(names).values():
        measured = measure()
        fresh = [measured] if isinstance(measured, Row) else list(measured)
        rows += fresh
        if not wanted.json:
            _print_table(fresh)
    if wanted.json:
        print(json.dumps({"rows": [row.as_json() for row in rows]}))
    return 0 if all(row.holds for row in rows) else 1


def chosen(names: Sequence[str]) -> dict[str, Measurement]:
    """The measurements of these groups and rows, each once, in the order of GROUPS."""
    return {
        row: measure
        for group, measurements in GROUPS.items()
        for row, measure in measurements.items()
        if group in names or row in names
    }


def _what_there_is() -> str:
    return "; ".join(f"{group} ({', '.join(rows)})" for group, rows in GROUPS.items())


def _print_table(rows: Sequence[Row]) -> None:
    for row in rows:
        print(f"{row.name}: {row.ours:.4g} {row.unit}{'' if row.holds else '   PAST ITS GOAL'}")
        for name, figure, ratio, goal in (
            (row.peer_name, row.peer, row.ratio, row.goal),
            (row.limit_name, row.limit, row.limit_ratio, row.limit_goal),
        ):
            if figure is not None and ratio is not None:
                aim = "" if goal is None else f", goal <= {goal:.2f}"
                print(f"  {name:<32} {figure:.4g} {row.unit}   ratio {ratio:.3f}{aim}")
        for sign, bound in (("at most", row.most), ("at least", row.least), ("on a quiet machine", row.quiet)):
            if bound is not None:
                print(f"  {sign:<32} {bound:.4g} {row.unit}")
        if row.note:
            print(f"  {row.note}")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
