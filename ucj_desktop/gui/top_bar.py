"""The bar at the top: office, period, deadline, search everything, account, lock."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ucj_desktop.domain.people import ROLE_LABELS
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.widgets.buttons import ICON_SIZE, icon_button
from ucj_desktop.gui.widgets.cards import StateLabel
from ucj_desktop.services.office import Office

_WIDE, _ROOMY = 1150, 920  # pixels of the bar's own width
_SEARCH, _SHORT_SEARCH = 168, 88
HEIGHT = {False: 56, True: 48}
"""In pixels: in an ordinary window, and in a low one."""


class TopBar(QFrame):
    """Who and where one is; shown again by :meth:`show_office` when settings change."""

    search_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT[False])
        self.office_name = QLabel()
        self.office_name.setFont(look.heading_font(3))
        self.period = QLabel()
        self.period.setProperty("tone", "soft")
        self.training = StateLabel(look.State.WARNS, "LATIHAN")
        self.deadline = StateLabel(look.State.NOTE, "")
        self.deadline.hide()
        self._deadline = ("", "", look.State.NOTE)
        place = _two_lines(self.office_name, self.period)
        self.search = QPushButton()
        self.search.setToolTip("Cari pekerja, desa, halaman (Ctrl+K)")
        self.search.setAccessibleName("Cari pekerja, desa, halaman")
        self.search.setIcon(icons.icon("magnifying-glass"))
        self.search.setIconSize(ICON_SIZE)
        self.search.setStyleSheet(f"text-align: left; color: {look.palette().text_soft};")
        self.search.clicked.connect(self.search_wanted)
        self.account = QLabel()
        self.role = QLabel()
        self.role.setProperty("tone", "soft")
        who = _two_lines(self.account, self.role)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("user-circle", 28, look.palette().text_soft, self.devicePixelRatioF()))
        across = self._across = QHBoxLayout(self)
        across.setContentsMargins(look.GRID * 6, 0, look.GRID * 4, 0)
        across.setSpacing(look.GRID * 3)
        across.addLayout(place)
        across.addWidget(self.training)
        self.loan = StateLabel(look.State.WARNS, "LAPTOP RAPAT")
        self.loan.setToolTip("Salinan untuk rapat. Hasilnya dibawa pulang ke komputer kantor dari halaman Verifikasi.")
        self.loan.setVisible(office.loan is not None)
        across.addWidget(self.loan)
        across.addWidget(self.deadline)
        across.addStretch(1)
        self._undo = QHBoxLayout()
        across.addLayout(self._undo)
        across.addWidget(self.search)
        across.addWidget(icon_button("question", "Bantuan halaman ini (F1)", self.help_wanted.emit))
        across.addSpacing(look.GRID)
        across.addWidget(picture)
        across.addLayout(who)
        self.lock = icon_button("lock", "Kunci layar (Ctrl+L)", self.lock_wanted.emit)
        across.addWidget(self.lock)
        self.training.setVisible(office.training)
        self.show_office(office)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window keeps the deadline and gives up words that can be found elsewhere."""
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE
        self.search.setText("Cari...   Ctrl+K" if is_wide else "Cari")
        self.search.setFixedWidth(_SEARCH if is_wide else _SHORT_SEARCH)
        self.account.setVisible(self.width() >= _ROOMY)
        self.role.setVisible(self.width() >= _ROOMY)
        self._say_deadline()

    def add_undo(self, *buttons: QWidget) -> None:
        """The buttons that take back and do again."""
        for one in buttons:
            self._undo.addWidget(one)

    def show_office(self, office: Office) -> None:
        """Write the office's name, period and account as they are now."""
        self.office_name.setText(office.name)
        self.period.setText(f"Tahun anggaran {office.preferences.period}")
        self.account.setText(office.clerk.name)
        self.role.setText("Satu petugas, semua peran" if office.one_person else ROLE_LABELS[office.clerk.role])

    def show_deadline(self, words: str, state: look.State, short: str = "") -> None:
        """The nearest deadline in a few words, and in fewer for a narrow window; empty hides it."""
        self._deadline = (words, short or words, state)
        self.deadline.setVisible(bool(words))
        self._say_deadline()

    def _say_deadline(self) -> None:
        words, short, state = self._deadline
        self.deadline.show_state(state, words)
        self.deadline.setToolTip(words)
        if self._across.sizeHint().width() > self.width():  # nothing of the bar is cut
            self.deadline.show_state(state, short)


def _two_lines(upper: QLabel, lower: QLabel) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(1)
    down.addStretch(1)
    down.addWidget(upper)
    down.addWidget(lower)
    down.addStretch(1)
    return down
