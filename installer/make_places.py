"""Make resources/reference's place files from the published tables of codes, postcodes and former codes.

Usage: python installer/make_places.py FOLDER, where FOLDER holds wilayah_nasional.csv.gz and kodepos_nasional.csv.gz
(cahyadsn/wilayah and cahyadsn/wilayah_kodepos, MIT), kecamatan_kode_historis.csv, bulukumba_alias.csv and the licences.
"""

import argparse
import csv
import gzip
import io
import shutil
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "reference"
VILLAGE_CODE_LENGTH = 10
LICENCES = ("LICENSE-wilayah-MIT.txt", "LICENSE-kodepos-MIT.txt")


def main() -> None:
    """Write the places, place_aliases.tsv and retired_sub_districts.tsv beside their licences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    TARGET.mkdir(parents=True, exist_ok=True)
    print(f"{write_places(folder)} places")
    print(f"{write_aliases(folder)} aliases")
    print(f"{write_retired(folder)} retired codes")
    for licence in LICENCES:
        shutil.copyfile(folder / licence, TARGET / licence)


def write_places(folder: Path) -> int:
    """Villages, all places above them, and postcodes apart: a line is code TAB text, sorted by code."""
    names = {row["code"].replace(".", ""): row["name"].strip() for row in _rows(folder / "wilayah_nasional.csv.gz")}
    lines = sorted(f"{code}\t{name}" for code, name in names.items())
    _pack("villages.tsv.gz", [line for line in lines if line.index("\t") == VILLAGE_CODE_LENGTH])
    _pack("areas.tsv.gz", [line for line in lines if line.index("\t") < VILLAGE_CODE_LENGTH])
    postcodes = _rows(folder / "kodepos_nasional.csv.gz")
    _pack("postcodes.tsv.gz", sorted(f"{row['code'].replace('.', '')}\t{row['kodepos']}" for row in postcodes))
    return len(lines)


def _pack(name: str, lines: list[str]) -> None:
    # No name and no time in the head, so that the same tables give the same bytes.
    with (TARGET / name).open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())


def write_aliases(folder: Path) -> int:
    """One line a spelling: code, spelling."""
    lines = sorted(f"{row['code'].replace('.', '')}\t{row['alias']}" for row in _rows(folder / "bulukumba_alias.csv"))
    return _write("place_aliases.tsv", lines)


def write_retired(folder: Path) -> int:
    """One line a kecamatan code that is no longer in force: code, last year, last name."""
    lines = sorted(
        f"{row['kode6']}\t{row['tahun_terakhir']}\t{row['nama_terakhir']}"
        for row in _rows(folder / "kecamatan_kode_historis.csv")
        if row["masih_berlaku"] == "0"
    )
    return _write("retired_sub_districts.tsv", lines)


def _write(name: str, lines: list[str]) -> int:
    (TARGET / name).write_bytes(("\n".join(lines) + "\n").encode())
    return len(lines)


def _rows(path: Path) -> list[dict[str, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


if __name__ == "__main__":
    main()
