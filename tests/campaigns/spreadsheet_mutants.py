"""Mutated workbooks and text files: every one is read or refused by a sentence, and none ends this process.

`--size N` mutants (default 3,000; a release runs 100,000). Prints the counts; ends with 1 on any untyped error.
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

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.spreadsheets.mapping import plan_workbook
from ucj_desktop.spreadsheets.reader import read_workbook

ROWS = [["NIK", "NAMA", "TANGGAL LAHIR"]] + [[f"73020117088{n:05d}", f"Baso {n}", 29450.0 + n] for n in range(40)]
HOSTILE = (
    b"XFD1048576", b"A4294967296", b"ZZZZ1", b"-1", b"99999999999999999999", b"1E400", b"\x00", b"&#0;", b"]]>",
    b"<!DOCTYPE a>", b"</row>", b"<c>", b'<row r="999999">', b"A1:XFD1048576", b'" r="', b"&lt;", b"\xff\xfe",
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


def _outcome(path: Path) -> str:
    try:
        plan_workbook(read_workbook(path))
    except ClerkError as refused:
        return refused.code
    except BaseException as error:  # noqa: BLE001 - whatever is not a sentence is what this campaign looks for
        return f"untyped {type(error).__name__}"
    finally:
        path.unlink()
    return "read"


def run(size: int, seed: int, folder: Path) -> Counter[str]:
    """Try `size` mutants and count what became of them."""
    source = folder / "sound.xlsx"
    write_freely(source, [FreeSheet(name="Data", rows=ROWS, hidden_rows={3})])
    workbook = source.read_bytes()
    text = "\n".join(";".join(map(str, row)) for row in ROWS).encode()
    draw = random.Random(seed)

    def made(number: int) -> Path:
        path = folder / f"{number}.xlsx"
        is_text = number % 4 == 3
        path.write_bytes(draw.choice(MUTATIONS)(text, draw) if is_text else _workbook_mutant(workbook, draw))
        return path

    with ThreadPoolExecutor(2) as pool:
        return Counter(pool.map(_outcome, map(made, range(size))))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(asked.size, asked.seed, Path(folder))
    for outcome, count in counts.most_common():
        print(f"{outcome:30} {count:8}")
    untyped = sum(count for outcome, count in counts.items() if outcome.startswith("untyped"))
    print(f"{sum(counts.values())} mutants, process deaths 0, untyped errors {untyped}")
    return 1 if untyped else 0


if __name__ == "__main__":
    sys.exit(main())
