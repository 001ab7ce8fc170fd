"""Why a laptop is not lent, and why what it brings home is not taken in."""

from ucj_desktop.domain.errors import ClerkError


class AlreadyOut(ClerkError):
    """A village is at one meeting at a time."""

    code = "LAPTOP-04"

    def __init__(self, village: str, day: str) -> None:
        super().__init__(
            what=f"{village} sudah dibawa rapat dengan laptop sejak {day}.",
            fix="Terima dulu hasilnya dari laptop itu, atau catat bahwa laptopnya tidak kembali.",
        )


class LaptopOfAnotherOffice(ClerkError):
    """The file was signed by another office's key, or names another office."""

    code = "LAPTOP-05"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas laptop ini bukan dari kantor ini.",
            fix="Pilih berkas yang dibuat laptop kantor ini sendiri.",
        )


class LaptopOfAnotherHistory(ClerkError):
    """The copy was made of a store that is not this one: it was restored from a backup since."""

    code = "LAPTOP-06"

    def __init__(self) -> None:
        super().__init__(
            what="Laptop ini disalin dari data yang tidak lagi sama dengan data komputer ini: data komputer ini"
            " dipulihkan dari cadangan sesudah laptopnya dibawa.",
            fix="Cetak lembar verifikasi dari laptop itu, lalu ketik hasilnya di sini.",
        )


class OlderReturn(ClerkError):
    """A later file of the same laptop was taken in already."""

    code = "LAPTOP-07"

    def __init__(self) -> None:
        super().__init__(
            what="Hasil yang lebih baru dari laptop ini sudah diterima.",
            fix="Tidak perlu apa-apa. Bila rapat berlanjut, buat berkas baru di laptop itu.",
        )


class LaptopDeclaredLost(ClerkError):
    """Somebody has said that this laptop does not come back."""

    code = "LAPTOP-08"

    def __init__(self) -> None:
        super().__init__(
            what="Laptop ini sudah dicatat tidak kembali, jadi hasilnya tidak diterima.",
            fix="Bila laptopnya memang kembali, batalkan catatan itu di Verifikasi, tombol laptop, lalu ulangi.",
        )


class LoanNotThere(ClerkError):
    """No loan has this id."""

    code = "LAPTOP-09"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak ada laptop yang dibawa dengan tanda itu.", fix="Lihat daftarnya, lalu pilih salah satu."
        )


class NotALaptop(ClerkError):
    """Only a laptop on loan brings something home."""

    code = "LAPTOP-10"

    def __init__(self) -> None:
        super().__init__(
            what="Ini komputer kantor, bukan laptop rapat.",
            fix="Bawa pulang dibuat di laptop yang dibawa ke rapat; di sini hasilnya diterima.",
        )


class NothingFromLaptop(ClerkError):
    """The folder holds nothing that a laptop of this office brought home."""

    code = "LAPTOP-11"

    def __init__(self) -> None:
        super().__init__(
            what="Di sini tidak ada hasil dari laptop rapat kantor ini.",
            fix="Di laptop tekan Bawa pulang, lalu pasang flashdisk itu di sini.",
        )


class NoMeetingsHere(ClerkError):
    """A district validates nobody."""

    code = "LAPTOP-13"

    def __init__(self) -> None:
        super().__init__(
            what="Kabupaten tidak memvalidasi, jadi tidak ada laptop rapat.",
            fix="Laptop rapat dibawa oleh kecamatan.",
        )


class OfficeHereAlready(ClerkError):
    """A laptop's copy goes into an empty folder."""

    code = "LAPTOP-12"

    def __init__(self) -> None:
        super().__init__(
            what="Di komputer ini sudah ada data kantor, jadi salinan laptop tidak dibuka di sini.",
            fix="Pakai komputer lain, atau pilih folder lain yang kosong.",
        )
