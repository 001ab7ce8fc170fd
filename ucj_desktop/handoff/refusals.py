"""Why a parcel was not taken: one error for each thing that can be wrong with it."""

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import FAMILY_LABELS, ParcelFamily

_FROM_PROGRAM = "Ekspor lagi dari UCJ Desktop di kantor pengirim, lalu salin ulang."


class ParcelRefused(ClerkError):
    """Anything that keeps a parcel from being taken in."""

    code = "PKT-00"


class NotAPackage(ParcelRefused):
    """The file does not begin as ours do."""

    code = "PKT-01"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas ini bukan berkas kiriman UCJ.",
            fix="Pilih berkas berakhiran .ucj, .ucjr, atau .ucja yang dibuat UCJ Desktop.",
        )


class PackageTooLarge(ParcelRefused):
    """Larger than any honest parcel."""

    code = "PKT-02"

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            what=f"Berkas ini terlalu besar untuk sebuah kiriman UCJ (paling besar {megabytes} MB).",
            fix="Pastikan berkasnya benar. Bila benar, minta pengirim memakai ekspor perubahan saja.",
        )


class PackageDamaged(ParcelRefused):
    """Cut or changed on the way, or not made as a parcel is made."""

    code = "PKT-03"

    def __init__(self) -> None:
        super().__init__(what="Berkas kiriman ini rusak atau tidak utuh; isinya tidak diambil.", fix=_FROM_PROGRAM)


class UnknownOffice(ParcelRefused):
    """No card of the sender is pinned here. ``claimed`` is what the file says, not proven."""

    code = "PKT-04"

    def __init__(self, claimed: str) -> None:
        name = f" (mengaku kantor {claimed})" if claimed else ""
        super().__init__(
            what=f"Kartu kantor pengirim belum disematkan di sini{name}; tanda tangannya tidak bisa diperiksa.",
            fix="Minta kartu kantor (.ucjk) dari pengirim, cocokkan sidik angkanya, sematkan, lalu terima lagi.",
        )


class ForgedPackage(ParcelRefused):
    """It claims an office whose card is pinned, but that card's key did not sign it."""

    code = "PKT-05"

    def __init__(self, office: str) -> None:
        super().__init__(
            what=f"Tanda tangan tidak cocok dengan kartu kantor {office}: berkas diubah, atau bukan buatan kantor itu.",
            fix="Jangan dipakai. Hubungi kantor pengirim dan minta ekspor ulang; "
            "bila kuncinya baru diganti, sematkan kartunya yang baru.",
        )


class PackageForAnotherOffice(ParcelRefused):
    """Genuine, but addressed to somebody else."""

    code = "PKT-06"

    def __init__(self, addressee: str) -> None:
        super().__init__(
            what=f"Kiriman ini ditujukan untuk kantor {addressee}, bukan kantor ini.",
            fix="Serahkan ke kantor tujuan, atau minta pengirim mengekspor untuk kantor ini.",
        )


class PackageForAnotherDistrict(PackageForAnotherOffice):
    """A package of workers for another kabupaten."""

    code = "PKT-07"

    def __init__(self, addressee: str) -> None:
        super().__init__(addressee)
        self.what = f"Paket ini ditujukan untuk kabupaten {addressee}, bukan kabupaten ini."
        self.args = (self.what,)


class PackageSealedToOthers(ParcelRefused):
    """Addressed to us, but sealed to a key we do not have: our card was renewed, or theirs is an old copy."""

    code = "PKT-08"

    def __init__(self) -> None:
        super().__init__(
            what="Kiriman ini disegel untuk kunci yang tidak ada di kantor ini.",
            fix="Beri pengirim kartu kantor ini yang terbaru (.ucjk), lalu minta ekspor ulang.",
        )


class MissingPredecessor(ParcelRefused):
    """Numbers ``first`` to ``last`` of this sender have not arrived."""

    code = "PKT-09"

    def __init__(self, office: str, first: int, last: int) -> None:
        numbers = f"nomor {first:04}" if first == last else f"nomor {first:04} sampai {last:04}"
        super().__init__(
            what=f"Kiriman kantor {office} {numbers} belum diterima; yang ini ditahan.",
            fix=f"Terima dahulu {numbers}, atau minta kantor itu mengekspor paket lengkap.",
        )


class PackageFromAnotherHistory(ParcelRefused):
    """The number fits, but it does not follow the file we accepted: restored from a backup, or two computers."""

    code = "PKT-10"

    def __init__(self, office: str, number: int, last: int) -> None:
        super().__init__(
            what=f"Kiriman kantor {office} nomor {number:04} tidak menyambung dengan yang sudah diterima di sini.",
            fix="Tanyakan apakah kantor itu memulihkan cadangan, memakai komputer baru, atau memakai dua komputer."
            f" Nomor terakhirnya yang sudah diterima di sini: {last:04}. Di kantor itu ketik nomor tersebut di Kirim,"
            " Kartu kantor, Sesudah pemulihan; paket berikutnya lengkap dan menyambung lagi.",
        )


class AnswerFromAnotherHistory(ParcelRefused):
    """The district's answer does not follow those that were read: it was restored from a backup."""

    code = "PKT-16"

    def __init__(self, number: int, last: int) -> None:
        super().__init__(
            what=f"Balasan nomor {number:04} tidak menyambung dengan yang sudah dibaca di sini.",
            fix="Tanyakan apakah kabupaten memulihkan cadangan. Beri tahu nomor balasan terakhir yang sudah dibaca di"
            f" sini, {last:04}; kabupaten membuat balasan lagi sesudah nomor itu (package answer --after {last}).",
        )


class TrainingPackage(ParcelRefused):
    """Training parcels and real offices stay apart, in both directions."""

    code = "PKT-11"

    def __init__(self, *, training_file: bool) -> None:
        if training_file:
            super().__init__(
                what="Ini kiriman latihan; isinya bukan pekerja sungguhan.",
                fix="Buka lewat kantor latihan, atau minta kiriman yang sebenarnya.",
            )
        else:
            super().__init__(
                what="Ini kiriman sungguhan, sedangkan kantor ini kantor latihan.",
                fix="Buka kantor yang sebenarnya, lalu terima di sana.",
            )


class PackageNewer(ParcelRefused):
    """Made by a later version of the program."""

    code = "PKT-12"

    def __init__(self) -> None:
        super().__init__(
            what="Kiriman ini dibuat dengan UCJ Desktop yang lebih baru.",
            fix="Pasang versi UCJ Desktop terbaru di kantor ini, lalu terima lagi.",
        )


class AnotherKindOfParcel(ParcelRefused):
    """A receipt where a package was expected, and the like."""

    code = "PKT-13"

    def __init__(self, expected: ParcelFamily) -> None:
        super().__init__(
            what=f"Berkas ini bukan {FAMILY_LABELS[expected]}.",
            fix="Paket berakhiran .ucj, tanda terima .ucjr, dan balasan .ucja; pilih berkas yang sesuai.",
        )


class PackageNotReadable(ParcelRefused):
    """The disk or stick would not give the file."""

    code = "PKT-14"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas kiriman tidak bisa dibaca.", fix="Pastikan flashdisk masih terpasang, lalu coba lagi."
        )


class PackageTooLargeToSend(ParcelRefused):
    """Larger than any receiver takes; nothing was written."""

    code = "PKT-15"

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            what=f"Kiriman ini lebih besar dari {megabytes} MB, jadi tidak dibuat.",
            fix="Kirim lebih sering, dengan lebih sedikit berita acara dalam satu paket.",
        )
