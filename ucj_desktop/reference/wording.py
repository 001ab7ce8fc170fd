"""The words of letters: resources/wording/*.toml, with tokens from a closed list."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reference.paths import resource

TOKENS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "ba_verval": MappingProxyType(
            {
                "kantor": "nama kantor: Kecamatan Gantarang",
                "kabupaten": "Kabupaten Bulukumba",
                "tahun": "tahun anggaran: 2026",
                "nomor": "nomor surat, atau titik-titik bila ditulis tangan",
                "tanggal": "30 April 2026",
                "tanggal_angka": "30-04-2026",
                "hari_tanggal_terbilang": "Kamis tanggal Tiga Puluh bulan April tahun Dua Ribu Dua Puluh Enam",
                "tempat": "tempat rapat",
                "daftar_desa": "nama desa/kelurahan, atau jumlahnya bila lebih dari tiga",
                "jumlah_desa": "21 (dua puluh satu)",
                "jumlah": "jumlah orang dengan angka: 120",
                "jumlah_terbilang": "jumlah orang: 120 (seratus dua puluh)",
                "jumlah_layak": "100 (seratus)",
                "jumlah_tidak_layak": "20 (dua puluh)",
                "revisi": "revisi berita acara: 2",
                "alasan_revisi": "alasan berita acara dibuka kembali",
                "tidak_termasuk": "orang dari revisi sebelumnya yang tidak ada dalam revisi ini: 3 (tiga)",
                "jurnal": "16 angka heksadesimal kepala jurnal",
                "rangkap": "3 (tiga)",
                "sampel_orang": "pekerja yang diketik ulang sebagai sampel: 20 (dua puluh)",
                "sampel_isian": "isian yang diketik ulang: 180",
                "sampel_salah": "isian di antaranya yang ternyata salah ketik: 2",
                "sampel_persen": "bagian yang salah: 1,1 %",
                "rapat_mulai": "dimulai pukul 09.00 dan dipimpin oleh ...; kosong bila tidak disebut",
                "rapat_hadir": "orang yang hadir dalam rapat: 12 (dua belas)",
                "rapat_diundang": "orang yang diundang: 15 (lima belas)",
                "rapat_kuorum": "memenuhi kuorum 8 (delapan) orang; kosong bila tidak terpenuhi",
                "rapat_perlu": "kuorum: 8 (delapan)",
                "rapat_dasar": "dasar kuorum itu",
                "rapat_luar": "pekerja yang divalidasi di luar rapat: 3 (tiga)",
                "keberatan_dari": "siapa yang berkeberatan",
                "keberatan_pekerja": "nama pekerjanya, dengan nomor urutnya dalam berita acara",
                "keberatan_isi": "isi keberatannya",
            }
        ),
        "lembar_kerja": MappingProxyType(
            {
                "kantor": "nama kantor: Kecamatan Gantarang",
                "kabupaten": "Kabupaten Bulukumba",
                "tahun": "tahun anggaran: 2026",
                "tanggal": "30 April 2026",
                "hari_tanggal": "Kamis, 30 April 2026",
                "tempat": "tempat rapat, atau titik-titik",
                "desa": "nama desa/kelurahan, atau titik-titik",
                "tim": "tim putaran desa itu: Ketua: Baso, S.IP.; Anggota: Hasnah",
                "jumlah": "jumlah orang dengan angka: 120",
                "jumlah_terbilang": "jumlah orang: 120 (seratus dua puluh)",
                "bersih": "jumlah orang tanpa temuan yang harus diperbaiki atau dipastikan",
                "temuan": "jumlah temuan",
                "hadir": "orang yang hadir dalam rapat",
                "undangan": "orang yang diundang",
                "kuorum": "kuorum rapat dalam orang",
                "kuorum_kata": "terpenuhi, atau tidak terpenuhi",
                "pilihan": "temuan mana yang dimuat: Harus diperbaiki; Bialo",
            }
        ),
    }
)
"""The closed list of tokens of each document, each with what takes its place."""

ALONE_SENTENCE: Final = "catatan_satu_orang"
"""That one person verified and validated: no office words it otherwise."""

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


class WordingNotAccepted(ClerkError):
    """A sentence of a letter cannot be used as it is written."""

    code = "KATA-01"

    def __init__(self, place: str, fault: str, fix: str) -> None:
        super().__init__(what=f"Kata-kata surat di {place} tidak bisa dipakai: {fault}.", fix=fix)


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one document by their name."""

    document: str
    sentences: Mapping[str, str]

    def say(self, sentence: str, values: Mapping[str, str]) -> str:
        """The sentence with its tokens replaced; ``values`` holds every token of the document."""
        return _BRACES.sub(lambda token: values[token.group(1)], self.sentences[sentence])


@cache
def shipped_wording(document: str) -> Wording:
    """The sentences of resources/wording/<document>.toml. Raises :class:`WordingNotAccepted`."""
    path = resource("wording", f"{document}.toml")
    return parse_wording(document, path.read_text(encoding="utf-8"), f"wording/{document}.toml")


def office_wording(document: str, own: Mapping[str, str]) -> Wording:
    """The shipped sentences with those that the office words itself; ``own`` holds sentences by their name."""
    shipped = shipped_wording(document)
    for name, sentence in own.items():
        place = f"pengaturan surat, kalimat {name}"
        if name not in shipped.sentences:
            raise WordingNotAccepted(place, "kalimat ini tidak dikenal", "Hapus kalimat itu.")
        if name == ALONE_SENTENCE:
            raise WordingNotAccepted(place, "kalimat ini sama di semua kantor", "Hapus kalimat itu.")
        _check_sentence(document, sentence, place)
    return Wording(document, MappingProxyType({**shipped.sentences, **own}))


def parse_wording(document: str, text: str, file: str) -> Wording:
    """Read the TOML of a document. Raises :class:`WordingNotAccepted` with the file and the line."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise WordingNotAccepted(file, f"susunannya rusak ({fault})", "Pulihkan berkas itu.") from fault
    for name, sentence in content.items():
        place = f"{file} baris {_line_of(name, text)} ({name})"
        if not isinstance(sentence, str):
            raise WordingNotAccepted(
                place, "isinya bukan kalimat", 'Tulis kalimatnya di antara dua tanda petik ("...").'
            )
        _check_sentence(document, sentence, place)
    return Wording(document, MappingProxyType(content))


def _check_sentence(document: str, sentence: str, place: str) -> None:
    known = TOKENS[document]
    if not sentence.strip():
        raise WordingNotAccepted(place, "kalimatnya kosong", "Tulis kalimatnya.")
    for token in _BRACES.finditer(sentence):
        if token.group(1) not in known:
            fault = f"tanda {token.group()} di huruf ke-{token.start() + 1} tidak dikenal"
            raise WordingNotAccepted(place, fault, f"Pakai salah satu: {', '.join(f'{{{name}}}' for name in known)}.")


def _line_of(name: str, text: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.partition("=")[0].strip() == name:
            return number
    return 1
