"""The corpus of ugly files: each TOML in corpus/ is a file as a recipe and, written by hand, what must become of it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.spreadsheets.other_formats import WRITERS, write_html
from ucj_desktop.spreadsheets.cells import FormulaError
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

FOLDER = Path(__file__).parent / "corpus"
_ALL = WRITERS | {"xlsx": write_freely}


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus; ``told`` is its whole TOML."""

    name: str
    told: dict[str, Any]

    def expected(self, key: str) -> Any:
        """What the TOML says of the whole file; an empty list where it says nothing."""
        return self.told.get(key, [])

    @property
    def rows(self) -> dict[tuple[str, int], dict[str, Any]]:
        """What must become of rows, by sheet and row number; the sheet is empty where the file has only one."""
        found = {}
        for row in self.told["row"]:
            sheet, _, number = row["at"].rpartition("!")
            found[sheet, int(number)] = row
        return found

    def write(self, folder: Path) -> Path:
        """Make the file."""
        path = folder / str(self.told.get("file", "daftar.xlsx"))
        kind = self.told.get("format", "xlsx")
        if kind == "committed":
            return FOLDER / path.name
        if kind == "text":
            text = self.told["text"].replace("\n", "\r\n")
            path.write_bytes(text.encode(self.told.get("encoding", "utf-8")))
            return path
        sheets = [_sheet(sheet) for sheet in self.told["sheets"]]
        if kind == "html":
            write_html(path, sheets[0], titles=self.told.get("titles", ()))
        else:
            _ALL[kind](path, sheets)
        if any("formulas" in sheet for sheet in self.told["sheets"]):
            _put_formulas(path, self.told["sheets"])
        return path


def _sheet(told: dict[str, Any]) -> FreeSheet:
    return FreeSheet(
        name=told["name"],
        rows=[[_cell(cell) for cell in row] for row in told["rows"]],
        hidden=told.get("hidden", False),
        hidden_rows=set(told.get("hidden_rows", ())),
        merged=told.get("merged", []),
        number_formats=told.get("number_formats", {}),
    )


def _cell(told: Any) -> Any:
    return FormulaError(told["error"]) if isinstance(told, dict) else told


def _put_formulas(path: Path, sheets: list[dict[str, Any]]) -> None:
    """As a program writes them that does not reckon: without a result."""
    book = load_workbook(path)
    for sheet in sheets:
        for address, formula in sheet.get("formulas", {}).items():
            book[sheet["name"]][address] = formula
    book.save(path)


def corpus() -> list[CorpusFile]:
    """Every file of the corpus, in the order of its names."""
    return [
        CorpusFile(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))
    ]
