"""A blank sheet for a village: text cells, lists to choose from, the village filled in; imports with no question."""

from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.fields import FIELDS, Field, Kind
from ucj_desktop.domain.people import Action
from ucj_desktop.reference.occupations import occupations
from ucj_desktop.services.find_own_village import find_own_village
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.writer import TableColumn, TableSheet, write_tables

ROWS = 300
_ALWAYS_SEEN = 3  # number, NIK and name
_OTHER_ORDER = ("village_code",)  # filled in by us, so it stands last


def make_template(office: Office, village: str, path: Path, rows: int = ROWS) -> Change:
    """Write the blank sheet of a village. Raises NotOurVillage, FileNotWritable."""
    office.require(Action.IMPORT)
    place = find_own_village(office, village)
    fields = [field for field in FIELDS if field.code not in _OTHER_ORDER]
    columns = [TableColumn(heading="NO", width=5), *(_column(field) for field in fields)]
    columns.append(TableColumn(heading="DESA/KELURAHAN", width=22))
    blank = [""] * len(fields)
    sheet = TableSheet(
        name=place.name,
        title_lines=["DAFTAR USULAN PEKERJA RENTAN", f"{place.label.upper()} : {place.name.upper()}"],
        notes=["Satu baris satu orang. Tanggal ditulis hari-bulan-tahun, misalnya 17-08-1980. NIK boleh kosong."],
        columns=columns,
        frozen_columns=_ALWAYS_SEEN,
        rows=[[str(number), *blank, place.name] for number in range(1, rows + 1)],
    )
    write_tables(path, [sheet])
    return Change(Touched.NOTHING, f"Format isian {place.full_name} disimpan di {path.name}.")


def _column(field: Field) -> TableColumn:
    choices: list[str] = list(field.choices.values()) if field.choices else []
    if field.kind is Kind.OCCUPATION:
        choices = occupations().names
    return TableColumn(heading=field.heading, width=max(field.width, 8), choices=choices, note=field.help)
