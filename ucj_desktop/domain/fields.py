"""Every field of a worker once: its words, its order, and how it is typed, shown and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import PROGRAMMES_LABELS, SEX_LABELS, Programmes, Sex, Worker


class Kind(Enum):
    """How a field is typed, checked for shape and written to a sheet."""

    DIGITS = auto()  # an identity number: text, always a text cell
    NAME = auto()
    TEXT = auto()
    LONG_TEXT = auto()
    DATE = auto()
    CHOICE = auto()
    VILLAGE = auto()
    OCCUPATION = auto()
    PHONE = auto()
    WHOLE_NUMBER = auto()
    MONEY = auto()


class Group(Enum):
    """The parts of the entry form, in the order of the papers a clerk holds."""

    IDENTITY = "Identitas (KTP)"
    RESIDENCE = "Tempat tinggal"
    WORK = "Pekerjaan"
    SOURCE = "Sumber data dan program"
    HEIR = "Ahli waris"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of :class:`Worker`.

    ``code`` is the attribute, column, sheet and JSON name. ``heading`` is the column heading on a sheet or paper.
    ``carried``: the entry form starts the next worker with the last worker's value. ``masked``: shown in part on
    lists. ``width`` is in characters. ``full_at``: with so many characters nothing more is expected; 0: no such length.
    """

    code: str
    label: str
    heading: str
    help: str
    kind: Kind
    group: Group
    width: int = 20
    full_at: int = 0
    carried: bool = False
    masked: bool = False
    choices: Mapping[Any, str] = field(default_factory=lambda: MappingProxyType({}))


_ID, _HOME, _WORK, _SOURCE, _HEIR = Group.IDENTITY, Group.RESIDENCE, Group.WORK, Group.SOURCE, Group.HEIR

FIELDS: Sequence[Field] = (
    Field(
        code="nik", label="NIK", heading="NIK", kind=Kind.DIGITS, group=_ID, width=18, masked=True,
        help="16 angka dari KTP-el. Ketik - bila orangnya belum punya NIK.",
    ),
    Field(
        code="full_name", label="Nama lengkap", heading="NAMA LENGKAP", kind=Kind.NAME, group=_ID, width=30,
        help="Seperti tertulis di KTP-el.",
    ),
    Field(
        code="alias", label="Nama panggilan", heading="NAMA PANGGILAN", kind=Kind.NAME, group=_ID,
        help="Nama yang dikenal di kampung, bila berbeda.",
    ),
    Field(
        code="birth_place", label="Tempat lahir", heading="TEMPAT LAHIR", kind=Kind.TEXT, group=_ID,
        help="Seperti di KTP-el.",
    ),
    Field(
        code="birth_date", label="Tanggal lahir", heading="TANGGAL LAHIR", kind=Kind.DATE, group=_ID, width=12,
        help="Hari-bulan-tahun, misalnya 17-08-1980.",
    ),
    Field(
        code="sex", label="Jenis kelamin", heading="JENIS KELAMIN", kind=Kind.CHOICE, group=_ID, width=12,
        choices=SEX_LABELS, help="L atau P.",
    ),
    Field(
        code="kk_number", label="Nomor KK", heading="NO KK", kind=Kind.DIGITS, group=_ID, width=18, masked=True,
        help="16 angka dari Kartu Keluarga.",
    ),
    Field(
        code="mother_name", label="Nama ibu kandung", heading="NAMA IBU KANDUNG", kind=Kind.NAME, group=_ID, width=25,
        help="Seperti di Kartu Keluarga.",
    ),
    Field(
        code="village_code", label="Desa/kelurahan", heading="DESA/KELURAHAN", kind=Kind.VILLAGE, group=_HOME,
        carried=True, width=22, help="Ketik beberapa huruf namanya, lalu pilih.",
    ),
    Field(
        code="hamlet", label="Dusun/lingkungan", heading="DUSUN/LINGKUNGAN", kind=Kind.TEXT, group=_HOME, carried=True,
        help="Dusun di desa, lingkungan di kelurahan.",
    ),
    Field(
        code="rt", label="RT", heading="RT", kind=Kind.TEXT, group=_HOME, carried=True, width=5, full_at=3,
        help="Misalnya 002.",
    ),
    Field(
        code="rw", label="RW", heading="RW", kind=Kind.TEXT, group=_HOME, carried=True, width=5, full_at=3,
        help="Misalnya 001.",
    ),
    Field(
        code="address", label="Alamat", heading="ALAMAT", kind=Kind.TEXT, group=_HOME, width=30,
        help="Jalan atau nama tempat, seperti di KTP-el.",
    ),
    Field(
        code="phone", label="Nomor HP", heading="NO HP", kind=Kind.PHONE, group=_HOME, width=15, masked=True,
        help="Diawali 08. Boleh milik keluarga.",
    ),
    Field(code="email", label="Email", heading="EMAIL", kind=Kind.TEXT, group=_HOME, help="Boleh kosong."),
    Field(
        code="occupation", label="Pekerjaan nyata", heading="PEKERJAAN", kind=Kind.OCCUPATION, group=_WORK,
        carried=True, width=22, help="Yang dikerjakan sehari-hari, misalnya petani rumput laut.",
    ),
    Field(
        code="occupation_ktp", label="Pekerjaan di KTP", heading="PEKERJAAN KTP", kind=Kind.TEXT, group=_WORK,
        help="Seperti tertulis di KTP-el atau KK.",
    ),
    Field(
        code="workplace", label="Tempat bekerja", heading="LOKASI KERJA", kind=Kind.TEXT, group=_WORK,
        help="Misalnya Pasar Tanete atau kebun sendiri.",
    ),
    Field(
        code="weekly_hours", label="Jam kerja seminggu", heading="JAM KERJA/MINGGU", kind=Kind.WHOLE_NUMBER,
        group=_WORK, width=10, help="Jumlah jam dalam satu minggu.",
    ),
    Field(
        code="monthly_income", label="Penghasilan sebulan", heading="PENGHASILAN", kind=Kind.MONEY, group=_WORK,
        width=14, help="Rupiah, tanpa titik pun boleh.",
    ),
    Field(
        code="source", label="Sumber data", heading="SUMBER DATA", kind=Kind.TEXT, group=_SOURCE, carried=True,
        help="Misalnya DTSEN, P3KE, usulan desa.",
    ),
    Field(
        code="source_period", label="Periode sumber", heading="PERIODE SUMBER", kind=Kind.TEXT, group=_SOURCE,
        carried=True, width=12, help="Misalnya TW III 2026.",
    ),
    Field(
        code="desil", label="Desil", heading="DESIL", kind=Kind.WHOLE_NUMBER, group=_SOURCE, width=6,
        help="1 sampai 10; 1 paling miskin.",
    ),
    Field(
        code="programmes", label="Program", heading="PROGRAM", kind=Kind.CHOICE, group=_SOURCE, width=14,
        choices=PROGRAMMES_LABELS, help="JKK dan JKM selalu berpasangan; JHT pilihan.",
    ),
    Field(
        code="heir_name", label="Nama ahli waris", heading="AHLI WARIS", kind=Kind.NAME, group=_HEIR, width=25,
        help="Yang menerima santunan kematian.",
    ),
    Field(
        code="heir_relation", label="Hubungan ahli waris", heading="HUBUNGAN AHLI WARIS", kind=Kind.TEXT, group=_HEIR,
        help="Misalnya istri, suami, anak.",
    ),
    Field(
        code="heir_phone", label="HP ahli waris", heading="HP AHLI WARIS", kind=Kind.PHONE, group=_HEIR, width=15,
        masked=True, help="Diawali 08.",
    ),
    Field(
        code="note", label="Catatan", heading="CATATAN", kind=Kind.LONG_TEXT, group=_HEIR, width=30,
        help="Apa saja yang perlu diingat tentang pekerja ini.",
    ),
)  # fmt: skip

BY_CODE: Mapping[str, Field] = MappingProxyType({field.code: field for field in FIELDS})


_CODES = tuple(field.code for field in FIELDS)
_NOT_PLAIN = tuple(field.code for field in FIELDS if field.kind in (Kind.DATE, Kind.CHOICE))
_values_of = attrgetter(*_CODES)


def plain_values(worker: Worker) -> dict[str, str | int | None]:
    """A worker's fields as plain JSON values, by code: dates in ISO form, choices by their English value."""
    values: dict[str, Any] = dict(zip(_CODES, _values_of(worker), strict=True))
    for code in _NOT_PLAIN:
        values[code] = _plain(values[code])
    return values


def _plain(value: object) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else value if isinstance(value, int) else str(value)


def typed_value(code: str, plain: object) -> object:
    """The inverse of :func:`plain_values` for one field.

    Raises ValueError on a value that is not one of the field's, KeyError on an unknown code.
    """
    match BY_CODE[code].kind:
        case Kind.DATE:
            return date.fromisoformat(plain) if isinstance(plain, str) and plain else None
        case Kind.WHOLE_NUMBER | Kind.MONEY:
            return _whole(plain)
        case Kind.CHOICE if code == "sex":
            return Sex(str(plain)) if plain else None
        case Kind.CHOICE:
            return Programmes(str(plain)) if plain else Programmes.JKK_JKM
        case _:
            return "" if plain is None else str(plain)


def _whole(plain: object) -> int | None:
    if plain is None or plain == "":
        return None
    if isinstance(plain, int) and not isinstance(plain, bool):
        return plain
    raise ValueError("not a whole number")


def shown_value(code: str, worker: Worker) -> str:
    """One field as a clerk reads it: dates dd-mm-yyyy, choices by their label, money with dots."""
    value = getattr(worker, code)
    if value is None or value == "":
        return worker.unread.get(code, "")
    field = BY_CODE[code]
    if field.choices:
        return field.choices[value]
    if isinstance(value, date):
        return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"
    if field.kind is Kind.MONEY:
        return thousands(value)
    return str(value)


def masked(text: str) -> str:
    """The middle of an identity number hidden: 730201******0003; the birth day does not show.

    Source: DOMAIN.md section 6 (first eight digits leak the birth day). Shorter text keeps its last three characters.
    """
    if len(text) == 16:
        return f"{text[:6]}******{text[12:]}"
    return "*" * max(len(text) - 3, 0) + text[-3:] if text else ""


def masked_as_written(text: str) -> str:
    """An identity number as it was written, its middle hidden letter by letter; spaces and signs stay where they are.

    So what was done to it can be seen: 7302 01** **** 0003 beside 730201******0003.
    """
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    if len(places) == 16:
        hidden = set(places[6:12])
    else:
        hidden = set(places[:-3])
    return "".join("*" if at in hidden else sign for at, sign in enumerate(text))


def masked_where_private(code: str, text: str) -> str:
    """A field's text for who may not see it whole: the NIK, the KK and phones masked, all else as it is."""
    return masked(text) if BY_CODE[code].masked else text
