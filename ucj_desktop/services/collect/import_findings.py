"""What an import says of a row: findings with the cell they were seen in, and the sentences of their codes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ucj_desktop.domain.fields import BY_CODE, masked_as_written
from ucj_desktop.domain.rules.base import Severity

# Columns that are not one field of the worker.
OTHER_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "birth": "Tempat, tanggal lahir",
        "sex_male": "Jenis kelamin (L)",
        "sex_female": "Jenis kelamin (P)",
        "rt_rw": "RT/RW",
        "village_number": "Kode desa",
        "sub_district": "Kecamatan",
        "number": "Nomor urut",
        "worker_id": "ID pekerja (dari program ini)",
        "age": "Umur",
        "regency": "Kabupaten",
        "province": "Provinsi",
    }
)

VILLAGE_BOX = "Baris tanpa desa masuk ke"  # what the window says beside the village a clerk chooses for such rows


class RowFinding(NamedTuple):
    """One finding about a row; ``cell`` is its address as Excel shows it, empty where it is about the whole row."""

    code: str
    severity: Severity
    field: str
    cell: str
    what: str
    fix: str


def label(field: str) -> str:
    """The name of a field or of a column that is not one field."""
    known = BY_CODE.get(field)
    return known.label if known else OTHER_LABELS.get(field, field)


def shown(text: str, field: str = "") -> str:
    """A cell's text short enough for a sentence; identity numbers and phones with their middle hidden."""
    known = BY_CODE.get(field)
    if known is not None and known.masked:
        return masked_as_written(text)
    return text if len(text) <= 40 else f"{text[:37]}..."


def no_name(cell: str) -> RowFinding:
    return RowFinding(
        "IM-01",
        Severity.BLOCKS,
        "full_name",
        cell,
        "Nama kosong.",
        "Isi nama lengkap seperti di KTP-el, lalu impor lagi.",
    )


def nik_damaged(cell: str, seen: str) -> RowFinding:
    return RowFinding(
        "IM-02",
        Severity.BLOCKS,
        "nik",
        cell,
        f"NIK di sel {cell} rusak oleh Excel ({shown(seen, 'nik')}): angka terakhirnya bisa saja sudah hilang.",
        "Lihat KTP-el, ketik ulang 16 angka NIK di sel berformat Teks, lalu impor lagi.",
    )


def nik_not_a_number(cell: str, seen: str) -> RowFinding:
    what = f"Sel NIK {cell} tidak berisi NIK, melainkan {seen}."
    return RowFinding("IM-02", Severity.BLOCKS, "nik", cell, what, "Ketik 16 angka NIK dari KTP-el, lalu impor lagi.")


NOT_COUNTED_CODE = "IM-06"
OPEN_AND_SAVE = "Buka berkasnya di Excel, tekan Simpan, tutup, lalu impor lagi."


def formula_not_counted(field: str, cell: str) -> RowFinding:
    """A formula whose result is not in the file; without a name, or with a NIK nobody knows, nobody is stored."""
    severity = Severity.BLOCKS if field in ("nik", "full_name") else Severity.WARNS
    what = f"Sel {label(field)} {cell} berisi rumus yang belum dihitung; hasilnya tidak ada di berkas ini."
    return RowFinding(NOT_COUNTED_CODE, severity, field, cell, what, OPEN_AND_SAVE)


def formula_failed(field: str, cell: str, seen: str) -> RowFinding:
    what = f"{label(field)} di sel {cell} berisi kesalahan rumus {seen}; disimpan seperti tertulis."
    return RowFinding(
        "IM-07", Severity.WARNS, field, cell, what, "Isi nilai yang benar di sel itu, atau nanti di program."
    )


def village_unknown(cell: str, seen: str, examples: list[str]) -> RowFinding:
    what = (
        f'Desa/kelurahan "{shown(seen)}" tidak dikenal di kecamatan ini.' if seen else "Desa/kelurahan tidak disebut."
    )
    names = f" Misalnya: {', '.join(examples)}." if examples else ""
    write = "ulis nama desa seperti dalam daftar Kemendagri."
    fix = f"T{write}" if seen else f'Pilih desanya di kotak "{VILLAGE_BOX}", atau t{write}'
    return RowFinding("IM-03", Severity.BLOCKS, "village_code", cell, what, fix + names)


def same_nik_other_row(cell: str, row: int, sheet: str) -> RowFinding:
    return RowFinding(
        "IM-04",
        Severity.BLOCKS,
        "nik",
        cell,
        f"NIK ini sudah ada di baris {row} (lembar {sheet}) dengan data yang berbeda.",
        "Cocokkan kedua baris dengan KTP-el: hapus yang salah, atau perbaiki NIK-nya.",
    )


def nik_of_somebody_else(cell: str, stored_name: str) -> RowFinding:
    return RowFinding(
        "IM-05",
        Severity.BLOCKS,
        "nik",
        cell,
        f"NIK ini sudah tersimpan atas nama {stored_name}, jauh berbeda dari nama di baris ini.",
        "Cocokkan NIK dengan KTP-el. Bila yang tersimpan salah, perbaiki dulu di halaman Pekerja.",
    )


def cleaned(field: str, cell: str, seen: str, kept: str, how: str) -> RowFinding:
    """A spelling that was changed without touching what it says."""
    what = f'{label(field)} "{shown(seen, field)}" disimpan sebagai "{shown(kept, field)}": {how}.'
    return RowFinding("IM-10", Severity.NOTES, field, cell, what, "Tidak perlu apa-apa bila sudah benar.")


def not_stated(field: str, cell: str, seen: str) -> RowFinding:
    what = f'{label(field)} "{shown(seen, field)}" dibaca sebagai kosong.'
    return RowFinding("IM-11", Severity.NOTES, field, cell, what, "Isi di program bila sebenarnya ada.")


def number_cell(field: str, cell: str) -> RowFinding:
    what = f"{label(field)} di sel {cell} adalah sel angka; ke-16 angkanya masih utuh."
    return RowFinding("IM-12", Severity.NOTES, field, cell, what, "Lain kali pakai sel berformat Teks.")


def kept_as_seen(field: str, cell: str, seen: str, why: str) -> RowFinding:
    """Something that could not be understood and is kept as it stands in the file."""
    what = f'{label(field)} "{shown(seen, field)}" {why}; disimpan seperti tertulis.'
    return RowFinding("IM-13", Severity.WARNS, field, cell, what, "Cocokkan dengan KTP-el atau KK, lalu perbaiki.")


def date_read(cell: str, seen: str, kept: str, how: str) -> RowFinding:
    what = f'Tanggal lahir "{shown(seen)}" dibaca {kept}: {how}.'
    return RowFinding("IM-14", Severity.NOTES, "birth_date", cell, what, "Tidak perlu apa-apa bila sudah benar.")


def date_swapped(cell: str, seen: str, kept: str) -> RowFinding:
    what = f"Tanggal lahir {seen} dibaca {kept}: di berkas ini hari dan bulan tertukar, menurut NIK-NIK di dalamnya."
    return RowFinding("IM-15", Severity.WARNS, "birth_date", cell, what, "Cocokkan dengan KTP-el.")


def village_guessed(cell: str, seen: str, name: str, *, sure: bool) -> RowFinding:
    severity = Severity.NOTES if sure else Severity.WARNS
    what = f'Desa/kelurahan "{shown(seen)}" dibaca {name}.'
    return RowFinding("IM-16", severity, "village_code", cell, what, "Perbaiki bila yang dimaksud desa lain.")


def village_code_of_bps(cell: str, seen: str, name: str) -> RowFinding:
    what = f"Kode {seen} adalah kode BPS; desanya {name} menurut namanya."
    return RowFinding("IM-17", Severity.NOTES, "village_code", cell, what, "Tidak perlu apa-apa bila sudah benar.")


def village_code_disagrees(cell: str, seen: str, name: str) -> RowFinding:
    what = f"Kode {seen} bukan kode {name}; yang dipakai namanya."
    return RowFinding("IM-18", Severity.WARNS, "village_code", cell, what, "Pastikan desanya benar.")


def differs_from_stored(field: str, cell: str, stored: str, seen: str) -> RowFinding:
    kept = f"tersimpan {shown(stored, field)}" if stored else "yang tersimpan kosong"
    what = f"{label(field)} {kept}, di berkas {shown(seen, field)}; yang tersimpan tidak diubah."
    return RowFinding(
        "IM-20", Severity.NOTES, field, cell, what, "Bila berkas yang benar, impor lagi dengan cara Timpa."
    )


def frozen(cell: str) -> RowFinding:
    what = "Pekerja ini sudah masuk berita acara yang ditutup; datanya tidak diubah."
    return RowFinding("IM-21", Severity.WARNS, "nik", cell, what, "Minta kepala membuka kembali berita acaranya.")


def repeated(cell: str, row: int, sheet: str) -> RowFinding:
    what = f"Sama persis dengan baris {row} (lembar {sheet}); dihitung satu orang."
    return RowFinding("IM-22", Severity.NOTES, "nik", cell, what, "Tidak perlu apa-apa.")


def merged_before(cell: str) -> RowFinding:
    what = "Orang ini sudah digabung dengan pekerja lain yang tersimpan; tidak ditambahkan lagi."
    return RowFinding("IM-25", Severity.NOTES, "nik", cell, what, "Lihat halaman Kembar bila ternyata dua orang.")


def hidden_row() -> RowFinding:
    what = "Baris ini disembunyikan di Excel, tetapi ikut dibaca."
    return RowFinding("IM-23", Severity.NOTES, "", "", what, "Hapus barisnya dari berkas bila memang tidak dipakai.")


def sent_elsewhere(cell: str, what: str) -> RowFinding:
    fix = "Tanyakan kepada orangnya, atau ke kabupaten. Bila memang warga di sini, biarkan saja."
    return RowFinding("IM-27", Severity.NOTES, "nik", cell, what, fix)


def found_without_nik(cell: str, name: str) -> RowFinding:
    what = f"Dikenali sebagai {name} yang sudah tersimpan: nama, tanggal lahir, dan desanya sama."
    return RowFinding("IM-24", Severity.WARNS, "nik", cell, what, "Pastikan orangnya memang sama.")


def name_and_nik_exchanged(nik_cell: str, name_cell: str) -> RowFinding:
    what = f"NIK tertulis di sel {nik_cell} (kolom nama) dan nama di sel {name_cell} (kolom NIK); dibaca tertukar."
    fix = "Cocokkan dengan KTP-el, juga kolom lain di baris ini; tukar kedua sel itu bila berkas dipakai lagi."
    return RowFinding("IM-26", Severity.WARNS, "nik", nik_cell, what, fix)
