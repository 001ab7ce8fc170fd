"""What every rule complains of, in a few words for lists and filters; the finding itself says the rest."""

from collections.abc import Mapping
from types import MappingProxyType

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.rules import RECORD_RULES, RULES

_OWN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "ID-01": "Belum ada NIK",
        "ID-02": "Tanggal lahir beda di NIK",
        "ID-03": "NIK bukan 16 angka",
        "ID-04": "Susunan NIK salah",
        "ID-05": "NIK berakhir 0000",
        "ID-06": "Provinsi di NIK tidak ada",
        "ID-07": "Wilayah di NIK tidak dikenal",
        "ID-08": "NIK dari wilayah lama",
        "ID-09": "Jenis kelamin beda di NIK",
        "ID-10": "NIK sama dengan nomor KK",
        "ID-11": "NIK dan nomor KK tertukar",
        "ID-12": "Nama belum diisi",
        "ID-13": "Nama tidak lazim di KTP",
        "ID-14": "Nama bertanda almarhum",
        "ID-15": "Nama hanya satu huruf",
        "ID-16": "Tanggal lahir belum diisi",
        "ID-17": "Tanggal lahir belum tiba",
        "ID-18": "Tanggal lahir perkiraan",
        "ID-19": "Jenis kelamin belum diisi",
        "ID-20": "Nomor KK salah",
        "ID-21": "Wilayah di nomor KK tidak dikenal",
        "ID-22": "Nomor KK lebih tua dari orangnya",
        "ID-23": "Nama ibu tidak lazim di KK",
        "ID-24": "Nama ibu sama dengan orangnya",
        "ID-25": "Tempat lahir memuat tanggal",
        "ID-26": "NIK terbit di kabupaten lain",
        "ID-27": "Bukan nama orang",
        "ID-28": "Bukan nama ibu",
        "PR-01": "Belum cukup umur",
        "PR-02": "Umur 65 atau lebih",
        "PR-03": "Hampir 65 tahun",
        "PR-04": "Desil bukan 1 sampai 10",
        "PR-05": "Desil di atas batas",
        "PR-06": "Periode sumber belum diisi",
        "PR-07": "Program dengan JHT",
        "PR-08": "Nama ahli waris tidak lazim",
        "PR-09": "Ahli waris sama dengan orangnya",
        "PR-10": "HP ahli waris salah",
        "PR-11": "Hubungan ahli waris belum diisi",
        "PR-12": "Hubungan ahli waris tidak cocok",
        "PR-13": "Catatan menyebut keadaan khusus",
        "PR-14": "Sumber data sudah diganti",
        "PR-15": "Sumber data sudah lama",
        "PR-16": "Ahli waris bukan keluarga",
        "TT-01": "Desa belum diisi",
        "TT-02": "Desa tidak dikenal",
        "TT-03": "Desa di luar wilayah kantor",
        "TT-04": "RT bukan angka",
        "TT-05": "RW bukan angka",
        "TT-06": "Alamat memuat nomor identitas",
        "TT-07": "Nomor HP salah",
        "TT-08": "Email salah",
        "TT-09": "Dusun sama dengan nama desa",
        "TT-10": "Nomor HP angka sama semua",
        "TT-11": "Dusun hanya angka",
        "PK-01": "Pekerjaan belum diisi",
        "PK-02": "KTP: aparatur atau pensiunan negara",
        "PK-03": "KTP: pekerja penerima upah",
        "PK-04": "KTP: tidak bekerja",
        "PK-05": "KTP: punya jaminan lain",
        "PK-06": "Pekerjaan tidak termasuk sasaran",
        "PK-07": "Pekerjaan punya jaminan lain",
        "PK-08": "Pekerjaan tidak ada di daftar",
        "PK-09": "Jam kerja tidak mungkin",
        "PK-10": "Penghasilan bukan rupiah penuh",
        "PK-11": "Penghasilan tidak wajar",
        "PK-12": "Penghasilan di atas batas",
        "PK-13": "Penghasilan nol",
        "PK-14": "Pekerjaan KTP tidak ada di daftar",
        "GD-01": "NIK dipakai lebih dari sekali",
        "GD-02": "Nama dan tanggal lahir kembar",
        "GD-03": "Satu KK dipakai banyak orang",
        "GD-04": "Satu HP dipakai banyak orang",
        "GD-05": "Nama dua kali dalam satu KK",
        "GD-06": "Nama dan HP dipakai dua kali",
        "GD-07": "Nomor KK adalah NIK orang lain",
        "DL-01": "Meninggal menurut daftar luar",
        "DL-02": "Pindah menurut Dukcapil",
        "DL-03": "Tidak padan Dukcapil",
        "DL-04": "Sudah peserta aktif BPJS",
        "DL-05": "Desil daftar di atas batas",
        "DL-06": "Isian beda dengan daftar luar",
    }
)


def trouble_words(code: str) -> str:
    """A few Indonesian words for what a rule complains of; the code itself where no rule has it."""
    if code in _OWN_WORDS:
        return _OWN_WORDS[code]
    found = RULES.get(code) or RECORD_RULES.get(code)
    if found is None:
        return code
    ending = "tidak bisa dibaca" if code.startswith("BC-") else "belum diisi"
    return f"{BY_CODE[found.field].label} {ending}"
