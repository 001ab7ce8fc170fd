"""Pengaturan: backups made and examined, the health of the store, and what this program is."""

from functools import partial
from platform import python_version

from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ucj_desktop import __version__
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, StateLabel, heading_label, line, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.settings_section import SettingsSection
from ucj_desktop.services.care.back_up import Backup, back_up, list_backups, verify_backup
from ucj_desktop.services.care.doctor import HealthLine, examine
from ucj_desktop.services.office import Office
from ucj_desktop.services.shipped_files import picture

_OCCASIONS = {
    "by_hand": "Dibuat petugas",
    "exit": "Saat program ditutup",
    "import": "Sebelum impor",
    "migration": "Sebelum pembaruan",
}
HEALTH_NAMES = {
    "store": "Data kantor",
    "journal": "Jurnal",
    "verdicts": "Hasil verifikasi",
    "origins": "Siapa memasukkan",
    "minutes": "Berita acara",
    "backups": "Cadangan",
    "disk": "Hard disk",
    "clock": "Jam komputer",
    "fonts": "Huruf surat",
}
_LICENCES = (
    ("UCJ Desktop", "MIT"),
    ("Qt dan PySide6", "LGPL-3.0"),
    ("Python", "PSF-2.0"),
    ("SQLCipher dan sqlcipher3", "BSD-3-Clause, zlib"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("cryptography, pyrage", "Apache-2.0/BSD, MIT"),
    ("ReportLab, segno", "BSD"),
    ("openpyxl, python-calamine, defusedxml", "MIT, PSF-2.0"),
    ("pypdfium2, Pillow", "Apache-2.0/BSD, MIT-CMU"),
    ("pyHanko, asn1crypto, zxing-cpp", "MIT, Apache-2.0"),
    ("orjson, rfc8785, zstandard, click, tomli-w", "Apache-2.0/MIT, BSD"),
    ("Ikon Phosphor lewat QtAwesome", "MIT"),
    ("Huruf Liberation", "OFL-1.1"),
    ("Kode wilayah dan kode pos", "MIT"),
)


class BackupsSection(SettingsSection):
    """Every backup was opened and counted when it was made; it can be examined again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Cadangan",
            "Salinan terkunci dari seluruh data kantor. Dibuat sendiri saat program ditutup dan sebelum impor; "
            "yang lama dikurangi sendiri.",
        )
        self.backups: list[Backup] = []
        self.table = PlainTable(
            ("Dibuat", "Umur", "Mengapa", "Pekerja", "Berita acara", "Ukuran"), widest=2, numbers=(3, 4, 5)
        )
        self.table.setMinimumHeight(240)
        self.table.setAccessibleName("Cadangan")
        self.none = soft_label("Belum ada cadangan. Buat yang pertama sekarang.")
        self.make = button("Buat cadangan sekarang", self.back_up_now, icon="floppy-disk", kind="primary")
        self.verify = button("Periksa cadangan ini", self.verify_one, icon="shield-check")
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        presses.addWidget(self.make)
        presses.addWidget(self.verify)
        presses.addStretch(1)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(presses)
        self.body.addWidget(
            soft_label(
                f"Cadangan ada di folder {desk.office.folder / 'backups'}. Isinya terkunci: salin foldernya ke "
                "flashdisk khusus, dan simpan terpisah dari komputer ini."
            )
        )
        self.below_all = QWidget()  # without a table the words and the button stand together at the top
        self.below_all.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.below_all, 1)

    def reload(self) -> None:
        here = self.table.currentRow()
        self.backups = list_backups(self.office)
        now = self.office.clock()
        self.table.show_rows(
            [
                (
                    texts.moment(one.made_at),
                    texts.ago(one.made_at, now),
                    _OCCASIONS.get(one.occasion, one.occasion),
                    texts.number(one.counts["workers"]),
                    texts.number(one.counts["minutes"]),
                    f"{texts.number(max(one.size // 1024, 1))} KB",
                )
                for one in self.backups
            ]
        )
        self.none.setVisible(not self.backups)
        self.table.setVisible(bool(self.backups))
        self.verify.setVisible(bool(self.backups))
        self.below_all.setVisible(not self.backups)
        if self.backups:
            self.table.selectRow(max(here, 0))

    def back_up_now(self) -> None:
        """Make a backup, open it and count it."""
        self.make.setEnabled(False)
        job = self.desk.start("Membuat cadangan", partial(_made, self.office))
        job.ended.connect(self._on_ended)

    def verify_one(self) -> None:
        """Open and count the chosen one again."""
        row = self.table.currentRow()
        if 0 <= row < len(self.backups):
            self.verify.setEnabled(False)
            work = partial(verify_backup, self.office, self.backups[row].name)
            job = self.desk.do("Membuka dan menghitung cadangan", work, self._on_verified)
            job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.make.setEnabled(True)
        self.verify.setEnabled(True)

    def _on_verified(self, seen: Backup) -> None:
        self.bar.say(
            State.GOOD,
            f"Cadangan {texts.moment(seen.made_at)} utuh: {texts.counted(seen.counts['workers'], 'pekerja')}, "
            f"{texts.counted(seen.journal_rows, 'catatan jurnal')}.",
        )


def _made(office: Office, progress: Progress) -> tuple[Backup, Change]:
    made = back_up(office, progress=progress)
    workers = texts.counted(made.counts["workers"], "pekerja")
    return made, Change(Touched.BACKUPS, f"Cadangan dibuat dan sudah dibuka kembali: {workers}, utuh.")


class HealthSection(SettingsSection):
    """One line a thing that was looked at; looking changes nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Kesehatan",
            "Memeriksa data, jurnal, tanda tangan, cadangan, dan komputer ini. Tidak mengubah apa pun.",
        )
        self.lines: list[HealthLine] = []
        self.look = button("Periksa sekarang", self.examine_now, icon="heartbeat", kind="primary")
        self.card = Card()
        self.told = soft_label("Belum diperiksa.")
        self.card.body.addWidget(self.told)
        presses = QHBoxLayout()
        presses.addWidget(self.look)
        presses.addStretch(1)
        self.body.addLayout(presses)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def examine_now(self) -> None:
        """Look at everything."""
        self.look.setEnabled(False)
        job = self.desk.start("Memeriksa kesehatan data", partial(_examined, self.office), self.show_lines)
        job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.look.setEnabled(True)

    def show_lines(self, found: list[HealthLine]) -> None:
        """Write what was found."""
        self.lines = found
        while (item := self.card.body.takeAt(1)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.told.setVisible(False)
        for number, one in enumerate(found):
            if number:
                self.card.body.addWidget(line())
            self.card.body.addWidget(HealthRow(one))
        bad = sum(not one.ok for one in found)
        if bad:
            self.bar.say(State.WARNS, f"{bad} dari {len(found)} perlu dilihat.", "Ikuti kalimat di baris itu.")
        else:
            self.bar.say(State.GOOD, "Semuanya baik.")


class HealthRow(QWidget):
    """What was looked at, its state, and what to do."""

    def __init__(self, shown: HealthLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = heading_label(HEALTH_NAMES.get(shown.name, shown.name), 3)
        name.setFixedWidth(136)
        state = StateLabel(State.GOOD) if shown.ok else StateLabel(State.WARNS)
        what = QLabel(shown.what)
        what.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(what)
        if shown.fix:
            words.addWidget(soft_label(shown.fix))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, look.GRID, 0, look.GRID)
        across.setSpacing(look.GRID * 3)
        across.addWidget(name)
        across.addLayout(words, 1)
        across.addWidget(state)


def _examined(office: Office, progress: Progress = SILENT) -> list[HealthLine]:
    return examine(office, progress)


class AboutSection(SettingsSection):
    """Version, who it is for, and the licences of what it is made from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Tentang", "Data pekerja rentan dari desa sampai kabupaten, tanpa internet.")
        logo = QLabel()
        shown = QIcon(str(picture("ucj-desktop.png"))).pixmap(QSize(56, 56), self.devicePixelRatioF())
        logo.setPixmap(shown)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading_label(f"UCJ Desktop {__version__}", 2))
        words.addWidget(soft_label(f"Python {python_version()}, Qt {qVersion()}", wraps=False))
        where = soft_label(f"Folder kantor: {desk.office.folder}")
        words.addWidget(where)
        head = QHBoxLayout()
        head.setSpacing(look.GRID * 4)
        head.addWidget(logo)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(
            soft_label(
                "Program ini sumber terbuka. Tidak mengirim apa pun lewat jaringan: data hanya keluar lewat flashdisk "
                "atau berkas yang ditulis petugas sendiri. Teks lengkap semua lisensi ikut terpasang di folder "
                "Lisensi, di samping berkas program."
            )
        )
        self.licences = PlainTable(("Dibuat dengan", "Lisensi"), widest=0)
        self.licences.setMinimumHeight(280)
        self.licences.setAccessibleName("Lisensi")
        self.licences.show_rows(_LICENCES)
        self.body.addWidget(self.licences, 1)
