"""Mutated files of every format: each is read or refused by a sentence, and none ends this process.

`--size N` mutants (default 3,000; a release runs 100,000). Prints the counts by format, the most memory that this
process and any of its children took; ends with 1 on any untyped error or too much memory.
"""

import argparse
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.spreadsheets.other_formats import WRITERS, write_html
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.spreadsheets.mapping import plan_workbook
from ucj_desktop.spreadsheets.reader import read_workbook

ROWS: list[list[object]] = [["NIK", "NAMA", "TANGGAL LAHIR", "RT"]]
ROWS += [[f"73020117088{n:05d}", f"Baso {n}", 29450.0 + n, 2.0] for n in range(40)]
SHEET = FreeSheet(
    name="Data", rows=ROWS, hidden_rows={3}, merged=["D2:D9"], number_formats={f"D{n}": "000" for n in range(2, 41)}
)
MOST_MEMORY = 300 * 1024 * 1024  # bytes of this process; a child has its own limit
HOSTILE = (
    b"XFD1048576", b"A4294967296", b"ZZZZ1", b"-1", b"99999999999999999999", b"1E400", b"\x00", b"&#0;", b"]]>",
    b"<!DOCTYPE a>", b"</row>", b"<c>", b'<row r="999999">', b"A1:XFD1048576", b'" r="', b"&lt;", b"\xff\xfe",
    b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\xff\x7f", b'rowspan="99999"', b'colspan="99999"',
    b'table:number-rows-repeated="99999999"', b'table:number-columns-repeated="99999999"', b'ss:Index="1048576"',
)  # fmt: skip


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _flipped(content: bytes, draw: random.Random) -> bytes:
    mutant = bytearray(content)
    for _ in range(draw.choice((1, 2, 8, 40))):
        mutant[draw.randrange(len(mutant))] = draw.randrange(256)
    return bytes(mutant)


def _cut(content: bytes, draw: random.Random) -> bytes:
    start, end = sorted(draw.randrange(len(content)) for _ in range(2))
    return content[:start] + content[end:]


def _injected(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content))
    return content[:at] + draw.choice(HOSTILE) + content[at + draw.randrange(8) :]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flipped, _cut, _injected)


def _workbook_mutant(content: bytes, draw: random.Random) -> bytes:
    if draw.random() < 0.3:
        return draw.choice(MUTATIONS)(content, draw)
    parts = _parts(content)
    name = draw.choice(sorted(parts))
    if parts[name]:
        parts[name] = draw.choice(MUTATIONS)(parts[name], draw)
    if draw.random() < 0.1:
        parts.pop(draw.choice(sorted(parts)))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return packed.getvalue()


def _outcome(made: tuple[str, Path]) -> tuple[str, str]:
    kind, path = made
    try:
        plan_workbook(read_workbook(path))
    except ClerkError as refused:
        return kind, refused.code
    except BaseException as error:  # noqa: BLE001 - whatever is not a sentence is what this campaign looks for
        return kind, f"untyped {type(error).__name__}"
    finally:
        path.unlink()
    return kind, "read"


def _seeds(folder: Path) -> dict[str, bytes]:
    """A sound file of every format."""
    source = folder / "sound"
    seeds = {"csv": "\n".join(";".join(map(str, row)) for row in ROWS).encode()}
    write_freely(source, [SHEET])
    seeds["xlsx"] = source.read_bytes()
    for ending, write in WRITERS.items():
        write(source, [SHEET])
        seeds[ending] = source.read_bytes()
    write_html(source, SHEET, titles=["DESA BIALO"])
    seeds["html"] = source.read_bytes()
    return seeds


def run(size: int, seed: int, folder: Path) -> Counter[tuple[str, str]]:
    """Try `size` mutants, the formats in turn, and count what became of them by format and outcome."""
    seeds = _seeds(folder)
    kinds = list(seeds)
    draw = random.Random(seed)

    def made(number: int) -> tuple[str, Path]:
        kind = kinds[number % len(kinds)]
        content = seeds[kind]
        is_zip = content.startswith(b"PK")
        path = folder / f"{number}.xls"
        path.write_bytes(_workbook_mutant(content, draw) if is_zip else draw.choice(MUTATIONS)(content, draw))
        return kind, path

    with ThreadPoolExecutor(2) as pool:
        return Counter(pool.map(_outcome, map(made, range(size))))


def _most_memory() -> tuple[int, int]:
    """Bytes that this process and the largest of its children have taken; nought where the system does not tell."""
    if sys.platform == "win32":
        return 0, 0
    import resource

    own, child = (resource.getrusage(who).ru_maxrss * 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own, child


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(asked.size, asked.seed, Path(folder))
    for (kind, outcome), count in sorted(counts.items()):
        print(f"{kind:6}{outcome:30} {count:8}")
    untyped = sum(count for (_, outcome), count in counts.items() if outcome.startswith("untyped"))
    own, child = _most_memory()
    print(f"{sum(counts.values())} mutants, process deaths 0, untyped errors {untyped},", end=" ")
    print(f"most memory {own // 2**20} MB here, {child // 2**20} MB in a child")
    return 1 if untyped or own > MOST_MEMORY else 0


if __name__ == "__main__":
    sys.exit(main())
