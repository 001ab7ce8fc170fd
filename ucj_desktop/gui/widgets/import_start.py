"""Where an import begins: a place to drop files, a blank sheet for a village, and the imports that were made."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import QWIDGETSIZE_MAX, Card, heading_label, scrolling_down, soft_label
from ucj_desktop.gui.widgets.known_profiles import KnownProfiles
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.care.undo_import import Batch, imports_made, why_not_undo
from ucj_desktop.services.collect.import_plan import POLICY_LABELS, Policy
from ucj_desktop.services.collect.keep_profiles import profiles_kept
from ucj_desktop.services.office import Office

_TEMPLATE_WIDTH = 368
_SIDE_BY_SIDE = 860  # pixels
_HISTORY_HEIGHT = 5 * look.ROW_HEIGHT
_ABOUT_FILES = (
    "Daftar dari desa, DTSEN, atau kantor lain, apa adanya: judul, kolom, dan lembarnya dicari sendiri.\n"
    "Belum ada yang disimpan sebelum Anda menekan Impor."
)


class DropPlace(QFrame):
    """Files are dropped here or chosen; ``dropped`` gives their paths."""

    dropped = Signal(list)
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setObjectName("drop")
        self._show(False)
        theme = look.palette()
        picture = QLabel()
        picture.setPixmap(icons.pixmap("file-arrow-up", 44, theme.accent, self.devicePixelRatioF()))
        self.choose = button("Pilih berkas...", self.wanted.emit, icon="folder-open", kind="primary", key="Ctrl+O")
        down = QVBoxLayout(self)
        down.setSpacing(look.GRID * 2)
        down.addStretch(1)
        centred = Qt.AlignmentFlag.AlignHCenter
        down.addWidget(picture, 0, centred)
        down.addWidget(heading_label("Taruh berkas Excel, LibreOffice, atau CSV di sini"), 0, centred)
        told = soft_label(_ABOUT_FILES)
        told.setAlignment(centred)
        down.addWidget(told)
        down.addWidget(self.choose, 0, centred)
        down.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._paths(event):
            event.acceptProposedAction()
            self._show(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show(False)
        event.acceptProposedAction()
        self.dropped.emit(self._paths(event))

    @staticmethod
    def _paths(event: QDropEvent) -> list[Path]:
        return [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]

    def _show(self, is_over: bool) -> None:
        theme = look.palette()
        ground, edge = (theme.accent_soft, theme.accent) if is_over else (theme.surface, theme.line_strong)
        self.setStyleSheet(f"QFrame#drop {{ background: {ground}; border: 2px dashed {edge}; border-radius: 8px; }}")


class ImportStart(QWidget):
    """``opened(paths)``: files to import; ``template_wanted(village code)``; ``undo_wanted(batch id)``."""

    opened = Signal(list)
    choose_wanted = Signal()
    template_wanted = Signal(str)
    undo_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._made: list[Batch] = []
        self.drop = DropPlace()
        self.drop.dropped.connect(self.opened)
        self.drop.wanted.connect(self.choose_wanted)
        self.villages = QComboBox()
        self.villages.setAccessibleName("Desa/kelurahan")
        self.villages.setMaxVisibleItems(16)
        if desk.office.kind is OfficeKind.SUB_DISTRICT:
            for place in desk.office.places.villages_of(desk.office.code):
                self.villages.addItem(desk.office.printed(place.code), place.code)
        self.template = button("Simpan format isian...", self._on_template, icon="download-simple")
        self.profiles = KnownProfiles()
        self.model: RowsModel[Batch] = RowsModel(_COLUMNS, self._fetch, lambda one: one.batch_id, self)
        self.table = RowTable(self.model)
        self.table.setAccessibleName("Impor yang sudah dilakukan")
        self.table.setMinimumHeight(_HISTORY_HEIGHT)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # no more than that
        self.table.went_to.connect(self._on_moved)
        self.undo = button("Batalkan impor ini", self._on_undo, icon="arrow-counter-clockwise", kind="danger")
        if not desk.may(Action.UNDO_IMPORT):
            self.undo.hide()
        self.undo_words = soft_label(wraps=False)
        self.history = QStackedWidget()
        none_yet = soft_label("Belum ada impor. Setiap impor tercatat di sini dan bisa dibatalkan utuh.")
        none_yet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.history.addWidget(none_yet)
        self.history.addWidget(self._history_part())
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        self.top = QHBoxLayout()
        self.top.setSpacing(look.GRID * 3)
        self.top.addWidget(self.drop, 1)
        self.card = Card("Format isian untuk desa")
        self.card.body.addWidget(
            soft_label("Lembar Excel kosong dengan kolom yang benar dan nama desanya sudah terisi. Kirim ke desa, lalu "
                       "impor kembali tanpa mengatur kolom.")
        )  # fmt: skip
        self.card.body.addWidget(self.villages)
        self.card.body.addWidget(self.template, 0, Qt.AlignmentFlag.AlignLeft)
        self.card.body.addStretch(1)
        self.card.body.addWidget(self.profiles)
        if not self.villages.count():
            self.card.hide()
        self.top.addWidget(self.card)
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addLayout(self.top, 1)
        down.addWidget(heading_label("Impor yang pernah dilakukan", 3))
        down.addWidget(self.history, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling_down(inside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the blank sheet stands below the place to drop files."""
        super().resizeEvent(event)
        is_beside = self.width() >= _SIDE_BY_SIDE
        self.top.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        self.card.setMinimumWidth(_TEMPLATE_WIDTH if is_beside else 0)
        self.card.setMaximumWidth(_TEMPLATE_WIDTH if is_beside else QWIDGETSIZE_MAX)

    def _history_part(self) -> QWidget:
        made = QWidget()
        below = QHBoxLayout()
        below.addWidget(self.undo_words, 1)
        below.addWidget(self.undo)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self.table, 1)
        down.addLayout(below)
        return made

    def show_history(self) -> None:
        """Read the register of imports, and the layouts that are known."""
        self.profiles.show_profiles(profiles_kept(self.desk.office))
        self._made = imports_made(self.desk.office)
        self.history.setCurrentIndex(1 if self._made else 0)
        self.model.set_ids([one.batch_id for one in self._made])
        if self._made:
            self.table.go_to(self._made[0].batch_id)

    def _fetch(self, ids: Sequence[str]) -> Sequence[Batch]:
        wanted = set(ids)
        return [one for one in self._made if one.batch_id in wanted]

    def _on_moved(self, batch_id: str) -> None:
        made = next((one for one in self._made if one.batch_id == batch_id), None)
        undone = "Impor ini sudah dibatalkan." if made is not None and made.undone_at else ""
        allow_unless("Pilih dulu satu impor." if made is None else undone, self.undo)
        if made is None:
            self.undo_words.setText("")
        elif made.undone_at:
            self.undo_words.setText(f"Dibatalkan {texts.moment(made.undone_at)}.")
        else:
            new, changed = texts.number(made.counts["new"]), texts.number(made.counts["changed"])
            self.undo_words.setText(
                f"Bila dibatalkan: {new} pekerja baru dihapus lagi, {changed} pekerja kembali ke isian semula."
            )
            if not self.desk.is_closed:
                self.desk.read(partial(_asked, self.desk.office, made), self._show_refusal)

    def _show_refusal(self, asked: tuple[str, str]) -> None:
        batch_id, why = asked
        if why and batch_id == self.table.current_id():
            allow_unless(why, self.undo)
            self.undo_words.setText(f"Tidak bisa dibatalkan: {why}")

    def _on_undo(self) -> None:
        self.undo_wanted.emit(self.table.current_id())

    def _on_template(self) -> None:
        self.template_wanted.emit(str(self.villages.currentData()))


def _asked(office: Office, batch: Batch, progress: Progress) -> tuple[str, str]:
    del progress
    return batch.batch_id, why_not_undo(office, batch)


def _count(name: str, heading: str) -> Column[Batch]:
    return Column(name, heading, lambda one: texts.number(one.counts[name]), 7, is_number=True)


_COLUMNS: Sequence[Column[Batch]] = (
    Column("at", "Waktu", lambda one: texts.moment(one.at), 15),
    Column("file", "Berkas", lambda one: one.file_name, 30),
    _count("new", "Baru"),
    _count("changed", "Berubah"),
    _count("same", "Sama"),
    _count("refused", "Ditolak"),
    Column("policy", "Cara", lambda one: POLICY_LABELS[Policy(one.policy)], 22),
    Column("undone", "Keadaan", lambda one: "Dibatalkan" if one.undone_at else "Tersimpan", 12),
)
