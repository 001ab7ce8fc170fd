"""Relay profiles: the layouts of the sheet that goes to BPJS, each a dated TOML file that is read strictly."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.fields import BY_CODE, Kind
from ucj_desktop.domain.worker import Programmes, Sex
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import DataFileBroken, Section, read_text

MADE_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "Nomor urut",
        "full_address": "Alamat lengkap",
        "village_name": "Desa/kelurahan",
        "sub_district_name": "Kecamatan",
        "district_name": "Kabupaten",
        "postcode": "Kode pos",
    }
)
"""Fields of a sheet that are made of others, with their labels."""
DATE_FORMS: Final = ("dd-mm-yyyy", "dd/mm/yyyy", "yyyy-mm-dd", "ddmmyyyy")
PHONE_FORMS: Final = ("08", "62", "+62")
UPPER: Final = "upper"
_NOT_SENT: Final = frozenset({"note", "source", "source_period"})  # of the office's own work, nobody else's matter
_WORDS_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"sex": tuple(Sex), "programmes": tuple(Programmes)})
_LONGEST, _MOST_COLUMNS, _MOST_ROWS = 200, 100, 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayColumn:
    """One column: either ``field`` or ``constant``; ``words`` stand for the values of a choice."""

    heading: str
    field: str = ""
    constant: str = ""
    form: str = ""
    words: Mapping[str, str] = kept(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayProfile:
    """One layout; ``toml`` is its file as it was written, comments and all.

    ``is_confirmed``: the branch office of BPJS has said that this is its sheet.
    """

    name: str
    dated: date
    is_confirmed: bool
    note: str
    sheet: str
    largest: int  # rows in one file
    required: tuple[str, ...]  # codes of fields of a worker
    columns: tuple[RelayColumn, ...]
    toml: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


@lru_cache(maxsize=1)
def shipped_relay_profiles() -> tuple[RelayProfile, ...]:
    """Give the profiles of resources/relay_profiles, read once."""
    files = sorted(resource("relay_profiles").glob("*.toml"))
    return tuple(relay_profile_from(read_text(path), path.name) for path in files)


def relay_profile_from(text: str, file: str) -> RelayProfile:
    """Read a profile; raises DataFileBroken with the key, or line and column, of a mistake."""
    try:
        return _profile(Section(file, "", tomllib.loads(text)), text)
    except tomllib.TOMLDecodeError as error:
        what = f"tidak bisa dibaca ({error})."
        raise DataFileBroken(file, "penulisan", what, "Perbaiki di baris (line) yang disebut itu.") from None


def _profile(file: Section, text: str) -> RelayProfile:
    file.only("name", "dated", "confirmed", "note", "sheet", "largest", "required", "columns")
    columns = tuple(_column(one) for one in file.sections("columns"))
    if not columns:
        raise file.broken("columns", "belum ada satu kolom pun.", "Tulis tiap kolom sebagai bagian [[columns]].")
    if len(columns) > _MOST_COLUMNS:
        raise file.broken("columns", f"lebih dari {_MOST_COLUMNS} kolom.", "Hapus kolom yang tidak perlu.")
    if not any(column.field == "nik" for column in columns):
        fix = 'Tambahkan kolom dengan field = "nik": hasil dari BPJS dibaca menurut NIK.'
        raise file.broken("columns", "tidak ada kolom NIK.", fix)
    _refuse_doubles(file, columns)
    largest = file.number("largest")
    if not 0 < largest <= _MOST_ROWS:
        raise file.broken("largest", f"harus 1 sampai {_MOST_ROWS}.", "Tulis jumlah baris terbanyak satu berkas.")
    return RelayProfile(
        name=_filled(file, "name"),
        dated=file.day("dated"),
        is_confirmed=file.flag("confirmed"),
        note=file.text("note", ""),
        sheet=file.text("sheet", "Data"),
        largest=largest,
        required=_required(file),
        columns=columns,
        toml=text,
    )


def _column(section: Section) -> RelayColumn:
    section.only("heading", "field", "constant", "form", "words")
    code, constant = section.text("field", ""), section.text("constant", "")
    if bool(code) == bool(constant):
        raise section.broken("field", "isi salah satu: field atau constant.", "Hapus yang lain dari kolom itu.")
    if code and code not in MADE_FIELDS and (code not in BY_CODE or code in _NOT_SENT):
        known = ", ".join((*MADE_FIELDS, *(one for one in BY_CODE if one not in _NOT_SENT)))
        raise section.broken("field", f"“{code}” bukan isian yang dikenal.", f"Yang dikenal: {known}.")
    return RelayColumn(
        heading=_filled(section, "heading"),
        field=code,
        constant=constant,
        form=_form(section, code),
        words=_words(section, code),
    )


def _form(section: Section, code: str) -> str:
    form, known = section.text("form", ""), _forms_of(code)
    if form and form not in known:
        allowed = f"Pilih salah satu: {', '.join(known)}." if known else "Hapus baris form itu."
        raise section.broken("form", f"“{form}” tidak bisa dipakai untuk kolom ini.", allowed)
    return form


def _forms_of(code: str) -> Sequence[str]:
    kind = BY_CODE[code].kind if code in BY_CODE else None
    if kind is Kind.DATE:
        return DATE_FORMS
    if kind is Kind.PHONE:
        return PHONE_FORMS
    has_text = code in MADE_FIELDS or kind in (Kind.NAME, Kind.TEXT, Kind.LONG_TEXT, Kind.OCCUPATION)
    return (UPPER,) if has_text and code != "number" else ()


def _words(section: Section, code: str) -> Mapping[str, str]:
    found = section.section("words")
    known = _WORDS_OF.get(code, ())
    if found.values and not known:
        raise section.broken("words", "hanya untuk kolom sex dan programmes.", "Hapus baris words itu.")
    found.only(*known)
    missing = [one for one in known if one not in found.values]
    if found.values and missing:
        raise found.broken(missing[0], "belum diisi.", "Tulis kata untuk setiap nilai.")
    return MappingProxyType({one: _filled(found, one) for one in found.values})


def _required(file: Section) -> tuple[str, ...]:
    codes = file.texts("required")
    for code in codes:
        if code not in BY_CODE:
            raise file.broken("required", f"“{code}” bukan isian pekerja.", f"Yang dikenal: {', '.join(BY_CODE)}.")
    return codes


def _filled(section: Section, key: str) -> str:
    text = section.text(key).strip()
    if not text or len(text) > _LONGEST or not text.isprintable():
        raise section.broken(key, "kosong, terlalu panjang, atau berisi tanda yang tidak tercetak.", "Tulis ulang.")
    return text


def _refuse_doubles(file: Section, columns: Sequence[RelayColumn]) -> None:
    seen: set[str] = set()
    for number, column in enumerate(columns, start=1):
        if column.heading.upper() in seen:
            what = f"judul “{column.heading}” dipakai dua kali (kolom ke-{number})."
            raise file.broken("columns", what, "Beri tiap kolom judul sendiri.")
        seen.add(column.heading.upper())
