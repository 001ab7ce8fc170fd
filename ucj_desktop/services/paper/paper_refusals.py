"""Why a paper cannot be made of what the clerk asks for."""

from ucj_desktop.domain.errors import ClerkError


class NothingToPrint(ClerkError):
    """There are no such minutes, and no validated workers to draft them from."""

    code = "CETAK-10"

    def __init__(self) -> None:
        super().__init__(
            what="Belum ada berita acara itu, dan belum ada pekerja tervalidasi untuk drafnya.",
            fix="Catat hasil validasi lebih dulu, atau pilih berita acara lain pada halaman Surat.",
        )


class MinutesChanged(ClerkError):
    """The stored rows of closed minutes no longer give the digest that was frozen with them."""

    code = "CETAK-11"

    def __init__(self, register: int, revision: int) -> None:
        super().__init__(
            what=f"Isi berita acara register {register}-{revision} tidak sama dengan saat ditutup, jadi tidak dicetak.",
            fix="Periksa jurnal, lalu pulihkan kantor dari cadangan terakhir yang utuh.",
        )


class NobodyEligibleThere(ClerkError):
    """A letter about one village, of which the minutes name nobody eligible."""

    code = "CETAK-17"

    def __init__(self, village: str) -> None:
        super().__init__(
            what=f"Tidak ada pekerja layak dari {village} dalam berita acara ini.",
            fix="Pilih desa/kelurahan lain, atau berita acara yang memuatnya.",
        )


class VillageNotChosen(ClerkError):
    """A letter of one village was asked for without saying which."""

    code = "CETAK-18"

    def __init__(self) -> None:
        super().__init__(
            what="Berita acara musyawarah dibuat untuk satu desa/kelurahan.",
            fix="Pilih dulu desa/kelurahannya.",
        )


class NotInMinutes(ClerkError):
    """A certificate for somebody about whom no minutes in force say anything."""

    code = "CETAK-19"

    def __init__(self) -> None:
        super().__init__(
            what="Orang ini belum ada dalam berita acara yang ditutup dan masih berlaku, jadi belum bisa diterangkan.",
            fix="Verifikasi dan validasi orangnya, tutup berita acaranya, lalu buat surat keterangannya.",
        )


class PrintedWithThePerson(ClerkError):
    """A paper about one person that is printed where that person is served."""

    code = "CETAK-20"

    def __init__(self, report_code: str) -> None:
        super().__init__(
            what=f"{report_code} dibuat di tempat orangnya dilayani, bukan dari daftar surat.",
            fix="Buka Riwayat, Hak subjek data, lalu pilih orangnya.",
        )


class PrintedWithTheCards(ClerkError):
    """The office's card is printed where the cards are."""

    code = "KARTU-17"

    def __init__(self) -> None:
        super().__init__(
            what="Lembar kartu kantor tidak dicetak dari sini.",
            fix="Cetak di Kartu kantor, tombol Cetak lembar kartu (di baris perintah: office card --paper).",
        )


class PrintedWithTheInbox(ClerkError):
    """The receipt of a package is printed where packages are received."""

    code = "TERIMA-04"

    def __init__(self) -> None:
        super().__init__(
            what="Tanda terima paket tidak dicetak dari sini.",
            fix="Di kabupaten, cetak di Kotak masuk, Sudah diterima (di baris perintah: package receipt).",
        )
