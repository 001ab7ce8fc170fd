"""Lampiran: photos and scans of a worker's papers, chosen or dropped here, looked at and erased."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.attachment import ATTACHMENT_LABELS, Attachment, AttachmentKind
from ucj_desktop.domain.change import Change
from ucj_desktop.domain.people import Action
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.collect.attach import (
    attach,
    attachments_allowed,
    attachments_of,
    remove_attachment,
    show_attachment,
)
from ucj_desktop.services.collect.attach_later import HeldPaper, drop_held_paper, held_papers, hold_paper

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".pdf")
_ROW = 32


class PapersBox(QWidget):
    """The papers of one worker. Those of a worker who is not in the store yet are held beside the draft.

    ``held(worker id)``: one more is held.
    """

    held = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.office = desk, desk.office
        self._held: list[HeldPaper] = []
        self._worker_id = ""
        self._is_new = False
        self._papers: list[Attachment] = []
        self.bar = SentenceBar()
        self.told = soft_label("")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Jenis lampiran")
        self.kind.setMinimumHeight(look.TARGET)
        for kind, word in ATTACHMENT_LABELS.items():
            self.kind.addItem(word, kind)
        self.choose = button("Tambah berkas...", self._on_choose, icon="paperclip")
        self.open = button("Lihat", self._on_open, icon="eye")
        self.erase = button("Hapus", self._on_erase, icon="trash", kind="danger")
        self.list = QListWidget()
        self.list.setAccessibleName("Lampiran pekerja ini")
        self.list.setFixedHeight(_ROW * 3 + look.GRID)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_open)
        self.list.currentRowChanged.connect(self._offer)
        adding, looking = QHBoxLayout(), QHBoxLayout()
        adding.addWidget(self.kind)
        adding.addWidget(self.choose)
        adding.addStretch(1)
        looking.addWidget(self.open)
        looking.addWidget(self.erase)
        looking.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self.told)
        down.addLayout(adding)
        down.addWidget(self.list)
        down.addLayout(looking)
        down.addWidget(self.bar)
        self.setAcceptDrops(True)

    def begin(self, worker_id: str, *, is_new: bool) -> None:
        """Show the papers of another worker; hidden where there is neither a paper nor leave to add one."""
        self._worker_id, self._is_new = worker_id, is_new
        self.bar.clear()
        self.reload()

    @property
    def holds_any(self) -> bool:
        """Whether a paper waits for the save of its worker."""
        return bool(self._held)

    def reload(self) -> None:
        """Read the papers anew."""
        may_add = attachments_allowed(self.office) and self.desk.may(Action.CORRECT)
        self._papers = [] if self._is_new else attachments_of(self.office, self._worker_id)
        self._held = held_papers(self.office, self._worker_id) if self._is_new and may_add else []
        self.kind.setVisible(may_add)
        self.choose.setVisible(may_add)
        self.setVisible(may_add or bool(self._papers))
        self.told.setText("Seret foto atau hasil pindai ke sini, atau pilih berkasnya." if may_add else "")
        self.told.setVisible(may_add)
        self.list.clear()
        for paper in self._papers:
            size = f"{max(paper.size // 1000, 1)} KB"
            self._add_line(paper.kind, f"{paper.name} ({size}, {texts.moment(paper.at)})")
        for one in self._held:
            self._add_line(one.kind, f"{one.name} (disimpan bersama pekerjanya)")
        self.list.setVisible(self.list.count() > 0)
        self.list.setCurrentRow(self.list.count() - 1)
        self._offer()

    def add(self, path: Path, kind: AttachmentKind) -> None:
        """Take a file in, at once or with the save."""
        self.choose.setEnabled(False)
        take_in = hold_paper if self._is_new else attach
        work = partial(take_in, self.office, self._worker_id, path, kind)
        job = self.desk.do("Menyimpan lampiran", work, self._on_taken_in)
        job.setProperty("worker_id", self._worker_id)
        job.ended.connect(self._on_ended)

    def _on_taken_in(self, _taken: object) -> None:
        job = self.sender()
        self.reload()
        if self._is_new and job is not None:
            self.held.emit(str(job.property("worker_id")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in self._dropped(event):
            self.add(path, self.kind.currentData())
        event.acceptProposedAction()

    def _dropped(self, event: QDropEvent) -> list[Path]:
        if not self.choose.isVisibleTo(self):
            return []
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if path.suffix.lower() in _ENDINGS]

    def _add_line(self, kind: AttachmentKind, words: str) -> None:
        item = QListWidgetItem(icons.icon("file-text"), f"{ATTACHMENT_LABELS[kind]}: {words}")
        item.setToolTip(words)
        self.list.addItem(item)

    def _offer(self) -> None:
        row = self.list.currentRow()
        is_kept = 0 <= row < len(self._papers)
        may_erase = self.desk.may(Action.CORRECT) and row >= 0
        self.open.setVisible(is_kept)
        self.erase.setVisible(may_erase)

    def _on_choose(self) -> None:
        wanted = " ".join(f"*{ending}" for ending in _ENDINGS)
        chosen, _ = QFileDialog.getOpenFileName(self, "Pilih foto atau hasil pindai", "", f"Gambar dan PDF ({wanted})")
        if chosen:
            self.add(Path(chosen), self.kind.currentData())

    def _on_open(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._papers):
            one = self._papers[row]
            self.desk.do("Membuka lampiran", partial(show_attachment, self.office, one.attachment_id), self._show)

    def _show(self, content: bytes) -> None:
        row = self.list.currentRow()
        words = ATTACHMENT_LABELS[self._papers[row].kind] if 0 <= row < len(self._papers) else "Lampiran"
        shown = PaperView(words, content, self)
        shown.open()

    def _on_erase(self) -> None:
        row = self.list.currentRow()
        if row >= len(self._papers):
            one = self._held[row - len(self._papers)]
            drop_held_paper(self.office, self._worker_id, one.paper_id)
            self.reload()
        elif row >= 0:
            paper = self._papers[row]
            what = f"Hapus {ATTACHMENT_LABELS[paper.kind]} ini untuk selamanya?"
            self.bar.say(
                State.WARNS, what, "Gambarnya tidak bisa dikembalikan.", ("Hapus", partial(self._erase, paper))
            )

    def _erase(self, one: Attachment) -> None:
        self.bar.clear()
        work = partial(remove_attachment, self.office, one.attachment_id)
        self.desk.do("Menghapus lampiran", work, self._on_changed)

    def _on_changed(self, change: Change) -> None:
        del change
        self.reload()

    def _on_ended(self) -> None:
        self.choose.setEnabled(True)


class PaperView(QDialog):
    """One picture, as large as the screen lets it be."""

    def __init__(self, words: str, content: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = QPixmap()
        self.picture.loadFromData(content, "JPEG")
        room = self.screen().availableSize() * 0.8
        label = QLabel()
        label.setAccessibleName(words)
        fits = self.picture.width() <= room.width() and self.picture.height() <= room.height()
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        label.setPixmap(self.picture if fits else self.picture.scaled(room, kept, smooth))
        down = QVBoxLayout(self)
        down.addWidget(label)
        down.addWidget(button("Tutup", self.accept, kind="primary"), 0, Qt.AlignmentFlag.AlignRight)
