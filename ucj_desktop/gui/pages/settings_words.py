"""Pengaturan: the sentences of letters in the office's own words, with the paper beside them while they are typed."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.pdf_view import PdfView
from ucj_desktop.gui.widgets.settings_section import PreferencesSection
from ucj_desktop.services.care.letter_labels import DOCUMENTS
from ucj_desktop.services.care.letter_words import (
    Sentence,
    WordsPreview,
    fault_of_sentence,
    preview_words,
    sentences,
    tokens_of,
    with_sentence,
)
from ucj_desktop.services.preferences import Preferences

_WAIT = 500  # milliseconds after the last letter
_ABOVE = 60.0  # points of the paper over the sentence
_LIST_WIDTH, _NARROW_LIST = 260, 176
_WIDE = 700  # pixels of the section: room for the paper below the sentence
_OWN = Qt.ItemDataRole.UserRole


class WordsSection(PreferencesSection):
    """A document, its sentences in the order of the paper, and the one that is being worded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Kata-kata surat",
            "Kalimat surat menurut kebiasaan kantor ini. Tanda dalam kurung kurawal diganti program, misalnya {tahun}.",
        )
        self._typed: Preferences = self.office.preferences
        self._found: list[Sentence] = []
        self._reading: Job | None = None
        self.documents = QComboBox()
        self.documents.setAccessibleName("Surat")
        for code, words in DOCUMENTS.items():
            self.documents.addItem(words, code)
        self.list = QListWidget()
        self.list.setAccessibleName("Kalimat")
        self.list.setMinimumHeight(160)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("Kata-katanya")
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(112)
        self.editor.setMinimumWidth(160)
        self.tokens = QComboBox()
        self.tokens.setAccessibleName("Sisipkan tanda")
        self.tokens.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.tokens.setMinimumContentsLength(8)
        self.back = button("Kalimat bawaan", self.take_shipped, icon="arrow-counter-clockwise")
        self.fault_line = QLabel()
        self.fault_line.setWordWrap(True)
        self.fault_line.setProperty("tone", "bad")
        self.shipped = soft_label("")
        self.preview = PdfView("Pilih kalimat di kiri.")
        self.choice = QWidget()  # of the document and of the sentence
        self.typing = QWidget()
        self.turn = button("Lihat suratnya", self._turn_over, icon="file-text")
        self.turn.setCheckable(True)
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(_WAIT)
        self._lay_out()
        self.documents.activated.connect(self._show_document)
        self.list.currentRowChanged.connect(self._show_sentence)
        self.editor.textChanged.connect(self._on_typed)
        self.tokens.activated.connect(self._insert)
        self.wait.timeout.connect(self.read_preview)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addWidget(self.tokens, 1)
        below.addWidget(self.back)
        typing = QVBoxLayout(self.typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(look.GRID * 2)
        for one in (self.editor, self.fault_line):
            typing.addWidget(one)
        typing.addLayout(below)
        typing.addWidget(self.shipped)
        right = QVBoxLayout()
        right.setSpacing(look.GRID * 2)
        right.addWidget(self.typing)
        right.addWidget(self.turn)
        right.addWidget(self.preview, 1)
        right.addStretch(0)
        left = QVBoxLayout(self.choice)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(look.GRID * 2)
        left.addWidget(self.documents)
        left.addWidget(self.list, 1)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        across.addWidget(self.choice, 2)
        across.addLayout(right, 5)
        self.body.addLayout(across, 1)

    @property
    def document(self) -> str:
        return str(self.documents.currentData())

    @property
    def sentence(self) -> Sentence | None:
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def wanted(self) -> Preferences:
        return replace(self.office.preferences, words=self._typed.words)

    def fault(self) -> str:
        """Of the first sentence that cannot be used, in whatever document it stands."""
        for document, own in self._typed.words.items():
            for name, words in own.items():
                found = fault_of_sentence(document, name, words)
                if found is not None:
                    return f"{found.what} {found.fix}"
        return ""

    def show_preferences(self, kept: Preferences) -> None:
        self._typed = kept
        self._show_document()

    def _show_document(self) -> None:
        """The sentences of the chosen document; those of the office's own bear a pen."""
        row = max(self.list.currentRow(), 0)
        self._found = sentences(self.office, self.document)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._found:
            item = QListWidgetItem(one.label)
            self.list.addItem(item)
            self._mark(item, one.name)
        self.list.setCurrentRow(min(row, len(self._found) - 1))
        self.list.blockSignals(False)
        self.tokens.clear()
        self.tokens.addItem("Sisipkan tanda...", "")
        for token, told in tokens_of(self.document).items():
            self.tokens.addItem(f"{{{token}}}  {told}", token)
        self._show_sentence()

    def _mark(self, item: QListWidgetItem, name: str) -> None:
        is_own = name in self._typed.words.get(self.document, {})
        item.setIcon(icons.icon("pencil-simple", look.palette().accent) if is_own else QIcon())
        item.setData(_OWN, is_own)
        item.setToolTip("Kata-kata kantor ini" if is_own else "Kalimat bawaan program")

    def _show_sentence(self) -> None:
        one = self.sentence
        if one is None:
            return
        self.editor.blockSignals(True)
        self.editor.setPlainText(self._typed.words.get(self.document, {}).get(one.name, one.shipped))
        self.editor.blockSignals(False)
        self._show_fault()
        self.wait.start()

    def _on_typed(self) -> None:
        one = self.sentence
        if one is None:
            return
        self._typed = with_sentence(self._typed, self.document, one.name, self.editor.toPlainText())
        item = self.list.currentItem()
        if item is not None:
            self._mark(item, one.name)
        self._show_fault()
        self.note_change()
        self.wait.start()

    def _show_fault(self) -> None:
        """A wrong token is named and marked where it stands."""
        one = self.sentence
        found = None if one is None else fault_of_sentence(self.document, one.name, self.editor.toPlainText())
        is_empty = not self.editor.toPlainText().strip()
        self.fault_line.setText("" if found is None else f"{found.what} {found.fix}")
        if is_empty:
            self.fault_line.setText("Kalimat yang kosong memakai kalimat bawaan.")
        self.fault_line.setVisible(bool(self.fault_line.text()))
        marks = []
        if found is not None and found.span is not None:
            mark = QTextEdit.ExtraSelection()
            look_of_fault = QTextCharFormat()
            look_of_fault.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look_of_fault.setUnderlineColor(QColor(State.BLOCKS.colours(look.palette())[0]))
            mark.format = look_of_fault
            cursor = QTextCursor(self.editor.document())
            cursor.setPosition(found.span[0])
            cursor.setPosition(found.span[1], QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.editor.setExtraSelections(marks)
        is_own = one is not None and one.name in self._typed.words.get(self.document, {})
        allow_unless("" if is_own else "Kalimat ini memang kalimat bawaan.", self.back)
        self.shipped.setText(f"Bawaan: {one.shipped}" if one is not None and is_own else "")
        self.shipped.setVisible(is_own)

    def _insert(self, row: int) -> None:
        token = self.tokens.itemData(row)
        if token:
            self.editor.insertPlainText(f"{{{token}}}")
            self.tokens.setCurrentIndex(0)
            self.editor.setFocus()

    def take_shipped(self) -> None:
        """The program's own sentence again."""
        one = self.sentence
        if one is not None:
            self.editor.setPlainText(one.shipped)

    def read_preview(self) -> None:
        one = self.sentence
        if one is None or self.preview.isHidden() or self.fault():
            return
        if self._reading is not None:
            self._reading.cancel()
        work = partial(preview_words, self.office, self.document, one.name, self.wanted())
        job = self._reading = self.desk.readings.start("", work)
        job.finished.connect(self._on_preview)
        job.failed.connect(self._on_no_preview)

    def _on_preview(self, found: WordsPreview) -> None:
        self._reading = None
        page = self.preview.page
        if found.place is None:
            self.preview.show_pdf(found.content, "Contoh; kalimat ini dicetak bila ada perlunya")
            self.preview.go_to(page)
        else:
            self.preview.show_pdf(found.content, "Dengan orang-orang contoh")
            self.preview.go_to(found.place.page, max(found.place.from_top - _ABOVE, 0.0))

    def _on_no_preview(self, error: BaseException) -> None:
        self._reading = None
        if isinstance(error, ClerkError):
            self.preview.say(error.what, error.fix)
        else:
            self.desk.fail(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sentence has all the room, and the paper shows in its place when asked for."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE
        self.choice.setMaximumWidth(_LIST_WIDTH if is_wide else _NARROW_LIST)
        if self.turn.isHidden() != is_wide:
            self.turn.setHidden(is_wide)
            self._turn_over()

    def _turn_over(self) -> None:
        is_wide, is_turned = self.turn.isHidden(), self.turn.isChecked()
        self.turn.setText("Kembali ke kalimat" if is_turned else "Lihat suratnya")
        for one in (self.choice, self.typing):
            one.setVisible(is_wide or not is_turned)
        self.preview.setVisible(is_wide or is_turned)
        self.read_preview()
