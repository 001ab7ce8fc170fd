"""The closed list of tokens that the sentences of each document may hold, each with what takes its place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ABOUT_MINUTES: Final = {
    "kantor": "nama kantor: Kecamatan Gantarang",
    "kabupaten": "Kabupaten Bulukumba",
    "tahun": "tahun anggaran: 2026",
    "nomor": "nomor surat ini, atau titik-titik bila ditulis tangan",
    "tanggal": "tanggal surat ini: 2 Mei 2026",
    "nomor_ba": "nomor berita acaranya, atau titik-titik bila ditulis tangan",
    "tanggal_ba": "tanggal berita acaranya: 30 April 2026",
    "register": "register dan revisi berita acaranya: 3-1",
    "daftar_desa": "nama desa/kelurahan, atau jumlahnya bila lebih dari tiga",
}

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
                "jumlah_pengganti": "usulan pengganti yang menunggu: 4 (empat)",
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
        "ba_musyawarah": MappingProxyType(
            {
                "kantor": "nama kantor: Kecamatan Gantarang",
                "kabupaten": "Kabupaten Bulukumba",
                "tahun": "tahun anggaran: 2026",
                "wilayah": "Desa Bialo",
                "nama_desa": "nama desa/kelurahan tanpa sebutannya: Bialo",
                "musyawarah": "Musyawarah Desa, atau Musyawarah Kelurahan",
                "kepala": "Kepala Desa, atau Lurah",
                "lembaga": "Badan Permusyawaratan Desa (BPD), atau lembaga kelurahan (LPM)",
                "singkatan_lembaga": "BPD, atau LPM",
                "jumlah_usulan": "orang yang diusulkan: 120 (seratus dua puluh); titik-titik pada formulir kosong",
                "jumlah_pengganti": "calon pengganti: 4 (empat)",
                "urutan": "urutan calon pengganti: 2",
                "rangkap": "3 (tiga)",
                "titik": "titik-titik untuk kata yang ditulis tangan",
                "titik_angka": "titik-titik pendek untuk angka yang ditulis tangan",
            }
        ),
        "pengantar": MappingProxyType(_ABOUT_MINUTES),
        "sk_pekerja": MappingProxyType(_ABOUT_MINUTES),
        "sptjm": MappingProxyType({**_ABOUT_MINUTES, "wilayah": "Desa Bialo, atau Kecamatan Gantarang"}),
    }
)
