"""Why the keyring refused: one error for each thing that can be wrong with an account."""

from ucj_desktop.domain.errors import ClerkError


class WrongPassword(ClerkError):
    """Name and password do not open a slot; which of the two was wrong is not told."""

    code = "KUNCI-01"

    def __init__(self) -> None:
        super().__init__(
            what="Nama akun atau kata sandi salah.",
            fix="Periksa huruf besar-kecil (Caps Lock), lalu ketik lagi.",
        )


class WrongRecoveryCode(ClerkError):
    """The code is well formed but is not this office's present one."""

    code = "KUNCI-06"

    def __init__(self) -> None:
        super().__init__(
            what="Kode pemulihan ini bukan kode kantor ini, atau sudah pernah diganti.",
            fix="Pakai lembar pemulihan yang paling baru.",
        )


class AccountNameRefused(ClerkError):
    """A new account's name is empty, too long, holds strange signs, or is taken."""

    code = "KUNCI-07"


class AccountUnknown(ClerkError):
    """No account of that name that is still in use."""

    code = "KUNCI-08"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Tidak ada akun aktif bernama {name}.", fix="Periksa namanya pada Pengaturan, bagian Akun."
        )


class LastAccount(ClerkError):
    """Disabling it would leave nobody who can log in."""

    code = "KUNCI-09"

    def __init__(self) -> None:
        super().__init__(
            what="Akun ini akun terakhir yang masih bisa masuk.",
            fix="Buat akun lain lebih dahulu, baru nonaktifkan akun ini.",
        )


class KeyringExists(ClerkError):
    """The folder already belongs to an office."""

    code = "KUNCI-10"

    def __init__(self) -> None:
        super().__init__(what="Folder ini sudah berisi kantor.", fix="Pilih folder lain yang masih kosong.")


class KeyringNotWritten(ClerkError):
    """The disk refused; the old keyring is still whole."""

    code = "KUNCI-11"

    def __init__(self) -> None:
        super().__init__(
            what="Perubahan akun tidak bisa disimpan ke hard disk; yang lama masih berlaku.",
            fix="Periksa sisa ruang hard disk dan izin folder kantor, lalu ulangi.",
        )


class KeyringDamaged(ClerkError):
    """keyring.json is missing, not what we wrote, or was edited by somebody."""

    code = "KUNCI-04"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas akun kantor (keyring.json) rusak, hilang, atau diubah dari luar program.",
            fix="Pulihkan keyring.json dari cadangan terbaru, atau ganti dengan isi keyring.json.sebelum.",
        )


class KeyringHeldElsewhere(ClerkError):
    """Another program (backup, antivirus) keeps keyring.json open, or we may not read it."""

    code = "KUNCI-14"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas akun kantor (keyring.json) sedang dipakai program lain, atau tidak boleh dibaca.",
            fix="Tunggu sampai pencadangan atau pemeriksaan antivirus selesai, lalu coba lagi. Jangan hapus apa pun.",
        )


class KeyringNewer(ClerkError):
    """A later version of the program wrote the keyring."""

    code = "KUNCI-12"

    def __init__(self) -> None:
        super().__init__(
            what="Kantor ini dibuat dengan UCJ Desktop yang lebih baru.",
            fix="Pasang versi UCJ Desktop terbaru, lalu buka lagi.",
        )
