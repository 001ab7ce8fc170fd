"""Periksa surat: the text of a QR, or a PDF, and what the program says of it in one sentence."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import Card, StateLabel, heading_label, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.check_paper import PaperAnswer, check_paper

# By what the check says: the state, and the word in large letters.
_OUTCOMES: Mapping[str, tuple[State, str]] = {
    "genuine": (State.GOOD, "Asli"),
    "changed": (State.BLOCKS, "Berubah"),
    "unknown": (State.WARNS, "Tidak dikenal"),
}
_WIDTH = 720
_KINDS = "Surat, foto, atau pindaian (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp)"


class CheckPaperView(QWidget):
    """Works without a camera: typed, or by a scanner that types."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.typed = QPlainTextEdit()
        self.typed.setPlaceholderText("UCJ1* ...  (ketik, tempel, atau pindai teks kode QR di surat)")
        self.typed.setAccessibleName("Teks kode QR")
        self.typed.setTabChangesFocus(True)
        self.typed.setFixedHeight(88)
        self.check = button("Periksa teks QR", self.check_typed, icon="check", kind="primary")
        self.open = button("Buka PDF atau foto", self.choose_file, icon="file-pdf")
        self.bar = SentenceBar()
        self.answer = Card("")
        self.outcome = StateLabel(State.NOTE, "")
        self.sentence = heading_label("", 3)
        self.sentence.setWordWrap(True)
        self.facts = soft_label()
        self.differences = PlainTable(("Halaman", "Baris", "Apa yang berbeda"), widest=2, numbers=(0, 1))
        self.differences.setAccessibleName("Yang berbeda di kertas")
        self.differences.setMinimumHeight(180)
        self.typed.installEventFilter(self)
        self.setAcceptDrops(True)
        self.typed.setAcceptDrops(False)  # what is dropped on it is dropped on the view
        self._lay_out()
        self.typed.textChanged.connect(self._on_typed)
        self._on_typed()

    def _lay_out(self) -> None:
        card = Card("Apakah surat ini asli?")
        card.setMaximumWidth(_WIDTH)
        card.body.addWidget(
            soft_label(
                "Kode QR di kaki tiap halaman memuat tanda dari kantor yang menerbitkannya. Program ini mengenal kantor"
                " sendiri dan kantor yang kartunya sudah disematkan. Tidak perlu internet. PDF, foto, atau pindaiannya"
                " boleh juga ditaruh di sini."
            )
        )
        card.body.addWidget(self.typed)
        pair = QHBoxLayout()
        pair.setSpacing(look.GRID * 2)
        pair.addWidget(self.check)
        pair.addWidget(self.open)
        pair.addStretch(1)
        card.body.addLayout(pair)
        for one in (self.outcome, self.sentence, self.facts, self.differences):
            self.answer.body.addWidget(one)
        self.answer.setMaximumWidth(_WIDTH)
        self.answer.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 3)
        for widget in (card, self.bar, self.answer):
            down.addWidget(widget)
        down.addStretch(1)

    def first_field(self) -> QWidget:
        return self.typed

    def _on_typed(self) -> None:
        allow_unless("" if self.typed.toPlainText().strip() else "Ketik atau pindai kodenya dulu.", self.check)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter checks: a scanner that types ends with it; Shift+Enter begins a line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                if self.typed.toPlainText().strip():
                    self.check_typed()
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first file that is dropped here is checked."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.check_file(paths[0])

    def check_typed(self) -> None:
        """A scanner may break the text into lines."""
        self._check("".join(self.typed.toPlainText().split()))

    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Surat yang diperiksa", "", _KINDS)
        if chosen:
            self.check_file(Path(chosen))

    def check_file(self, path: Path) -> None:
        self._check(str(path))

    def _check(self, given: str) -> None:
        self.bar.clear()
        self.answer.hide()
        job = self.desk.readings.start("", partial(_checked, self.office, given))
        job.finished.connect(self._on_checked)
        job.failed.connect(self._on_failed)

    def _on_checked(self, said: PaperAnswer) -> None:
        state, word = _OUTCOMES[said.outcome]
        if said.newer_revision is not None:
            state, word = State.WARNS, "Asli, tetapi sudah digantikan"
        self.outcome.show_state(state, word)
        self.sentence.setText(said.sentence)
        self.facts.setText(_facts(said))
        self.differences.show_rows([(str(one.page or "-"), str(one.row or "-"), one.what) for one in said.differences])
        self.differences.setVisible(bool(said.differences))
        self.answer.show()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)


def _facts(said: PaperAnswer) -> str:
    parts = []
    if said.office_name or said.office_code:
        parts.append(f"Kantor: {said.office_name or said.office_code}")
    if said.register:
        parts.append(f"Register {said.register}-{said.revision}")
    if said.pages:
        parts.append(f"{said.pages} halaman")
    return ". ".join(parts)


def _checked(office: Office, given: str, progress: Progress = SILENT) -> PaperAnswer:
    del progress
    return check_paper(office, given)
