"""The locked window: nothing of the office shows until the password comes again."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.log_in import check_password
from ucj_desktop.services.office import Office

IDLE_MINUTES = 10
_WIDTH = 360


class LockScreen(QWidget):
    """Asks for the password of the clerk who is logged in; what was being done stays as it was."""

    opened = Signal()
    left = Signal()  # another clerk wants to log in

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._office = office
        # Its own thread: a long import must not keep a clerk out of the window.
        self._jobs = Jobs(parent=self)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("lock", 48, look.palette().accent, self.devicePixelRatioF()))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("Kata sandi")
        self.password.setAccessibleName("Kata sandi")
        self.password.returnPressed.connect(self._on_pressed)
        self.bar = SentenceBar(closable=False)
        self.open = button("Buka kunci", self._on_pressed, kind="primary")
        other = button("Masuk dengan akun lain", self.left.emit, kind="plain")
        down = QVBoxLayout(self)
        down.setSpacing(look.GRID * 3)
        down.addStretch(2)
        for one in (picture, heading_label("Layar terkunci"), soft_label(f"Akun: {office.clerk.name}", wraps=False)):
            down.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        for wide in (self.password, self.bar, self.open, other):
            wide.setFixedWidth(_WIDTH)
            down.addWidget(wide, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addStretch(3)

    def lock(self) -> None:
        """Begin anew: an empty box with the cursor in it."""
        self.password.clear()
        self.bar.clear()
        self.password.setFocus()

    def close_jobs(self) -> None:
        self._jobs.close()

    def _on_pressed(self) -> None:
        if not self.open.isEnabled() or not self.password.text():
            return
        self.open.setEnabled(False)
        self.open.setText("Memeriksa...")
        work = partial(_check, self._office, self.password.text())
        job = self._jobs.start("Memeriksa kata sandi", work)
        job.finished.connect(self._on_right)
        job.failed.connect(self._on_wrong)

    def _on_right(self) -> None:
        self._ready()
        self.password.clear()
        self.opened.emit()

    def _on_wrong(self, error: BaseException) -> None:
        self._ready()
        if not isinstance(error, ClerkError):
            raise error
        self.bar.say_error(error)
        self.password.selectAll()
        self.password.setFocus()

    def _ready(self) -> None:
        self.open.setEnabled(True)
        self.open.setText("Buka kunci")


def _check(office: Office, password: str, progress: Progress) -> None:
    del progress
    check_password(office.folder, office.clerk.name, password)


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for ten minutes."""

    idle = Signal()

    def __init__(self, minutes: float = IDLE_MINUTES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        self._timer.start()
        # A window handle sees keys and mouse; the application would show every event of every widget to Python.
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._timer.start()
        return False


_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})
