"""The tables of speed: each figure as a ratio to a peer measured in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

from tests.performance.rows import Row
from tests.performance.start import start

ROWS: dict[str, Callable[[], Row]] = {"start": start}


def main() -> int:
    """Exit code 0 when every row keeps to its goals, 1 when one is past them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAMES", default=",".join(ROWS), help=f"of: {', '.join(ROWS)}")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    chosen = parser.parse_args()
    names = chosen.only.split(",")
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}; there are: {', '.join(ROWS)}")
    rows = [ROWS[name]() for name in names]
    if chosen.json:
        print(json.dumps({"rows": [row.as_json() for row in rows]}))
    else:
        _print_table(rows)
    return 0 if all(row.holds for row in rows) else 1


def _print_table(rows: list[Row]) -> None:
    for row in rows:
        print(f"{row.name}: {row.ours:.3f} {row.unit}{'' if row.holds else '   PAST ITS GOAL'}")
        for name, figure, ratio, goal in (
            (row.peer_name, row.peer, row.ratio, row.goal),
            (row.limit_name, row.limit, row.limit_ratio, row.limit_goal),
        ):
            print(f"  {name:<24} {figure:.3f} {row.unit}   ratio {ratio:.2f}, goal <= {goal:.2f}")


if __name__ == "__main__":
    sys.exit(main())
