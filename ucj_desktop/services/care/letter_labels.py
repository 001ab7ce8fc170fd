"""What a clerk reads for a sentence of a letter in place of its name in resources/wording."""

from collections.abc import Mapping
from types import MappingProxyType

DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "ba_verval": "Berita acara dan lampirannya",
        "pengantar": "Surat pengantar",
        "sptjm": "Pernyataan tanggung jawab",
        "sk_pekerja": "Surat keterangan pekerja",
        "ba_musyawarah": "Berita acara musyawarah",
        "lembar_kerja": "Daftar hadir, formulir, laporan",
    }
)
"""Every document whose sentences an office may word, by name, as the window calls it."""

_NUMERALS = {"satu": "I", "dua": "II", "tiga": "III", "empat": "IV"}
_LABELS = {  # where the rules below would mislead
    ("ba_verval", "dasar"): "Dasar hukum: kata pengantar",
    ("ba_verval", "hasil"): "Hasil: judul bagian",
    ("ba_verval", "lampiran"): "Dokumen: judul bagian",
    ("ba_verval", "lampiran_pengantar"): "Dokumen: kalimat pembuka",
    ("ba_verval", "lampiran_pengganti"): "Dokumen: lampiran III",
    ("ba_verval", "lampiran_tiga"): "Dokumen: daftar hadir dan rekap",
    ("ba_verval", "catatan"): "Catatan: judul bagian",
    ("ba_verval", "nihil"): "Lampiran yang kosong",
    ("ba_verval", "judul_rekap"): "Rekap: judul",
    ("ba_verval", "judul_alasan"): "Rekap: judul alasan",
    ("pengantar", "dasar"): "Dasar hukum: kata pengantar",
    ("pengantar", "tujuan"): "Yth.",
    ("pengantar", "kiriman_paket"): "Kiriman: flashdisk",
    ("sptjm", "dasar"): "Dasar hukum: kata pengantar",
    ("sptjm", "berita_acara"): "Data: nomor dan tanggal",
    ("sptjm", "daftar_lampiran"): "Data: daftar nama, oleh camat",
    ("sptjm", "daftar_terlampir"): "Data: daftar nama, oleh desa",
    ("lembar_kerja", "maksud_formulir"): "Formulir: pelindungan data pribadi",
    ("lembar_kerja", "butir_formulir"): "Formulir: butir periksa",
}
_FIRST = {
    "hasil": "Hasil",
    "catatan": "Catatan",
    "kiriman": "Kiriman",
    "pernyataan": "Pernyataan",
    "data": "Data",
    "terima": "Tanda terima",
    "sepakat": "Kesepakatan",
    "tujuan": "Yth.",
}
_LAST = {"formulir": "Formulir", "hadir": "Daftar hadir", "periksa": "Laporan", "lembar": "Formulir setengah halaman"}


def label_of(document: str, name: str) -> str:
    """ "Lampiran II: judul" for judul_lampiran_dua; the names themselves are Indonesian words."""
    if (document, name) in _LABELS:
        return _LABELS[document, name]
    first, *rest = (_NUMERALS.get(part, part) for part in name.split("_"))
    if not rest:
        return first.capitalize()
    if first == "lampiran":
        return f"Dokumen: lampiran {' '.join(rest)}"
    if first in _FIRST:
        return f"{_FIRST[first]}: {' '.join(rest)}"
    if rest[0] == "lampiran":
        return f"{' '.join(('Lampiran', *rest[1:]))}: {first}"
    if first == "kepala":
        return f"Kepala lampiran: {' '.join(rest)}"
    if rest[-1] in _LAST:
        return f"{_LAST[rest[-1]]}: {' '.join((first, *rest[:-1]))}"
    return " ".join((first.capitalize(), *rest))
