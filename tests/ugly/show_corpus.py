"""The table over the corpus: file, rows read, new, refused, what was recovered, what was asked, silent alterations."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.offices import make_office
from tests.ugly.alterations import silent_alterations
from tests.ugly.corpus_files import CorpusFile, corpus
from ucj_desktop.services.collect.import_file import ImportResult, commit_import
from ucj_desktop.services.collect.import_plan import Outcome
from ucj_desktop.services.collect.list_workers import workers_by_id
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file

RECOVERED = {
    "IM-10": "spelling", "IM-11": "not stated", "IM-12": "whole number", "IM-13": "kept as seen", "IM-14": "date",
    "IM-15": "day and month", "IM-16": "village's spelling", "IM-17": "BPS code", "IM-18": "village's code",
    "IM-06": "formula not reckoned", "IM-07": "failed formula", "IM-22": "repeat", "IM-23": "hidden row",
}  # fmt: skip


def _recovered(result: ImportResult) -> str:
    counts = Counter(RECOVERED[one.code] for row in result.rows for one in row.findings if one.code in RECOVERED)
    counts["unread, kept"] = sum(len(row.reading.unread) for row in result.rows if row.outcome is not Outcome.REFUSED)
    return ", ".join(f"{count} {words}" for words, count in counts.items() if count) or "-"


def _line(file: CorpusFile, folder: Path) -> tuple[str, int]:
    folder.mkdir()
    office = make_office(folder / "kantor")
    options = ImportOptions(village_code=file.told.get("village", ""))
    result = commit_import(office, look_at_file(office, file.write(folder)), options)
    found = workers_by_id(office, [row.worker_id for row in result.rows])
    stored = {one.worker.worker_id: one.worker for one in found}
    altered = sum(
        len(silent_alterations(office, options, result, row, stored[row.worker_id]))
        for row in result.rows
        if row.outcome is Outcome.NEW
    )
    office.close()
    asked = [f"{one.letter} = {one.field}?" for plan in result.plans for one in plan.columns.values() if not one.sure]
    asked += ["which village?"] if file.told.get("village") else []
    counts = result.counts
    numbers = f"{counts['read']} | {counts['new']} | {counts['same']} | {counts['refused']}"
    return f"| {file.name} | {numbers} | {_recovered(result)} | {', '.join(asked) or '-'} | {altered} |", altered


def main() -> int:
    """Print the table in Markdown; ends with 1 where a cell was altered in silence."""
    print(
        "| file | read | new | same | refused | recovered or told | asked | silent |\n|---|--:|--:|--:|--:|---|---|--:|"
    )
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in corpus():
            line, altered = _line(file, Path(folder) / file.name)
            total += altered
            print(line)
    print(f"\n{len(corpus())} files, {total} silent alterations")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
