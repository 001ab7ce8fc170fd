"""The panel beside the list of findings: whom it is about, what is the matter, and the field to mend."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.fields import BY_CODE, shown_value
from ucj_desktop.domain.nik_repairs import Repair, suggest_repairs
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.rules import SEVERITY_LABELS, Finding, Severity
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import ICON_SIZE, allow_unless, button
from ucj_desktop.gui.widgets.cards import StateLabel, line, soft_label
from ucj_desktop.gui.widgets.editors import Editor, Reading, editor_for
from ucj_desktop.gui.widgets.findings import state_of
from ucj_desktop.gui.widgets.own_village_box import own_village_box
from ucj_desktop.gui.widgets.tab_order import tab_in_order_of

WIDTH = 376
_BESIDE = ("nik", "full_name", "birth_place", "birth_date", "sex", "kk_number", "mother_name", "phone", "occupation",
           "occupation_ktp")  # fmt: skip
_AGREEING = ("nik", "birth_date", "sex")
_NO_ICON = QSize(1, 1)  # of no size at all Qt makes a painter that complains
_FROZEN = "Sudah masuk berita acara yang ditutup, jadi tidak bisa diubah sampai dibuka kembali."
_USUAL_REASON = "Sesuai KTP-el asli"
_MOST_OFFERS = 2
_DECIDED_IN_PAIRS = ("GD-01", "GD-02")  # whether two are one person is not confirmed here but decided in Kembar


class ReasonBox(QLineEdit):
    """Why a warning is right as it is; Escape puts it aside."""

    put_aside = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_aside.emit()
            return
        super().keyPressEvent(event)


class MendingPanel(QFrame):
    """``saved(reading)``: Enter in the field; ``confirmed(reason)``; ``put_aside``: Escape, back to the list."""

    saved = Signal(object)
    confirmed = Signal(str)
    put_aside = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.office = desk, desk.office
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.finding: Finding | None = None
        self.record: WorkerRecord | None = None
        self.editor: Editor | None = None
        self.field = ""  # the code of the field in the box
        self.reason = ReasonBox(_USUAL_REASON)
        self.name = QLabel()
        self.name.setFont(look.heading_font(2))
        self.name.setWordWrap(True)
        self.where = soft_label()
        self.state = StateLabel(State.NOTE, "")
        self.what = QLabel()
        self.what.setFont(look.heading_font(3))
        self.fix = QLabel()
        self.label = QLabel()
        self.remark = soft_label()
        for one in (self.what, self.fix):
            one.setWordWrap(True)
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save = button("Simpan dan lanjut", self._on_save, icon="check", kind="primary", tip="Enter")
        self.confirm = button("Datanya benar...", self.ask_reason, icon="checks", tip="K")
        self.duplicates = button("Buka Kembar", self._on_duplicates, icon="copy")
        self.worker = button("Semua isian orang ini", self._on_worker, icon="identification-card", kind="plain")
        self._lay_out()

    def _lay_out(self) -> None:
        self._editor_place = QVBoxLayout()
        self._offers = QVBoxLayout()
        self._offers.setSpacing(look.GRID)
        self._pressed = QWidget()
        pressed = QHBoxLayout(self._pressed)
        pressed.setContentsMargins(0, 0, 0, 0)
        pressed.setSpacing(look.GRID * 2)
        for one in (self.save, self.confirm, self.duplicates):
            pressed.addWidget(one)
        pressed.addStretch(1)
        self._reason_part = self._reason_widget()
        self._beside = QFormLayout()
        self._beside.setHorizontalSpacing(look.GRID * 3)
        self._beside.setVerticalSpacing(look.GRID)
        told = QWidget()
        told.setObjectName("told")
        told.setStyleSheet("QWidget#told { background: transparent; }")
        inside = self._inside = QVBoxLayout(told)
        inside.setContentsMargins(0, 0, look.GRID, 0)
        inside.setSpacing(look.GRID * 2)
        for words in (self.name, self.where, self.state, self.what, self.fix, self.label):
            inside.addWidget(words)
        inside.addLayout(self._editor_place)
        inside.addWidget(self.remark)
        inside.addLayout(self._offers)
        inside.addWidget(self._pressed)
        inside.addWidget(self._reason_part)
        inside.addWidget(line())
        inside.addLayout(self._beside)
        inside.addWidget(self.worker, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        # In a low window the whole panel scrolls: squeezed, its sentences lay over each other.
        self._scrolled = QScrollArea()
        self._scrolled.setWidget(told)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.verticalScrollBar().rangeChanged.connect(self._on_laid_out)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 4, look.GRID * 4, look.GRID * 3, look.GRID * 3)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self._scrolled, 1)

    def _reason_widget(self) -> QWidget:
        made = QWidget()
        self.reason.setMinimumHeight(look.TARGET)
        self.reason.setAccessibleName("Alasan")
        self.reason.returnPressed.connect(self._on_reason)
        self.reason.put_aside.connect(self.put_reason_aside)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID)
        question = QLabel("Mengapa datanya benar? Ditanyakan lagi hanya bila isinya berubah.")
        question.setWordWrap(True)
        down.addWidget(question)
        down.addWidget(self.reason)
        across = QHBoxLayout()
        across.addWidget(button("Datanya benar", self._on_reason, icon="check", kind="primary", tip="Enter"))
        across.addWidget(button("Kembali", self.put_reason_aside, tip="Esc"))
        across.addStretch(1)
        down.addLayout(across)
        made.hide()
        return made

    def show_finding(self, finding: Finding, record: WorkerRecord) -> None:
        """Show one finding, its field filled with what the store holds."""
        self.finding, self.record = finding, record
        self._scrolled.verticalScrollBar().setValue(0)
        worker = record.worker
        self.name.setText(worker.full_name or "Tanpa nama")
        self.where.setText(self._where(worker))
        self.state.show_state(state_of(finding.severity), f"{SEVERITY_LABELS[finding.severity]} ({finding.code})")
        self.what.setText(finding.what)
        self.fix.setText(finding.fix)
        self._put_editor(finding.field, worker)
        self._show_offers(worker)
        self._show_beside(finding, worker)
        self._reason_part.hide()
        self._pressed.show()
        is_of_pair = finding.code in _DECIDED_IN_PAIRS
        is_warning = finding.severity is Severity.WARNS and not is_of_pair and not record.standing.is_frozen
        self.confirm.setVisible(is_warning and self.desk.may(Action.CONFIRM_WARNING))
        may = "" if self.desk.may(Action.CORRECT) else "Peran akun ini tidak memperbaiki data pekerja."
        allow_unless(may or (_FROZEN if record.standing.is_frozen else ""), self.save)
        self.duplicates.setVisible(is_of_pair)
        if record.standing.is_frozen:
            self.remark.setText(_FROZEN)
        tab_in_order_of(self._inside)  # the field was made after the buttons below it
        self._bring_in_sight()

    def _where(self, worker: Worker) -> str:
        parts = [self.office.printed(worker.village_code) if worker.village_code else "desa belum diisi", worker.hamlet]
        parts += [f"RT {worker.rt}" if worker.rt else "", f"RW {worker.rw}" if worker.rw else ""]
        return ", ".join(part for part in parts if part)

    def _put_editor(self, code: str, worker: Worker) -> None:
        field = BY_CODE[code]
        self.field = code
        if self.editor is not None:
            self._editor_place.removeWidget(self.editor)
            self.editor.blockSignals(True)
            self.editor.hide()
            self.editor.deleteLater()
        self.label.setText(field.label)
        editor = editor_for(field, self.office.today(), partial(own_village_box, self.office))
        editor.setMinimumWidth(0)
        editor.setMaximumWidth(WIDTH)
        editor.setAccessibleName(field.label)
        editor.show_value(getattr(worker, field.code), worker.unread.get(field.code, ""))
        if self.finding is not None:
            look.mark(editor, state=state_of(self.finding.severity).value)
        editor.wants_next.connect(self._on_save)
        editor.edited.connect(self._on_edited)
        self._editor_place.addWidget(editor)
        editor.show()  # at once, not with the next event: the cursor may go there now
        self.label.setBuddy(editor)
        self.editor = editor
        self.remark.setText(field.help)

    def _show_offers(self, worker: Worker) -> None:
        """What would make NIK, birth date and sex agree, where the finding is about one of them."""
        _empty(self._offers)
        if self.field not in _AGREEING:
            return
        for repair in suggest_repairs(worker.nik, worker.birth_date, worker.sex, self.office.today())[:_MOST_OFFERS]:
            written = _written(repair)
            offer = button(f"Pakai {written}", partial(self._on_offer, repair), icon="lightbulb", tip=repair.sentence)
            self._offers.addWidget(offer, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_beside(self, finding: Finding, worker: Worker) -> None:
        while self._beside.rowCount():
            self._beside.removeRow(0)
        for code in _BESIDE:
            told = shown_value(code, worker)
            if code == finding.field or not told:
                continue
            value = QLabel(texts.grouped_digits(told) if code in ("nik", "kk_number") and told.isdigit() else told)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._beside.addRow(soft_label(BY_CODE[code].label, wraps=False), value)

    def show_icons(self, shown: bool) -> None:
        """In a narrow window the words of the buttons need the room of their icons."""
        for one in (self.save, self.confirm, self.duplicates):
            one.setIconSize(ICON_SIZE if shown else _NO_ICON)

    def mend(self) -> None:
        """Put the cursor into the field, all of it selected."""
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.TabFocusReason)
            self._bring_in_sight()

    def _bring_in_sight(self) -> None:
        """The field to mend and its button, or the reason that is asked: in a low window, too."""
        if self.is_asking:
            self._scrolled.ensureWidgetVisible(self._reason_part, 0, 0)
        elif self.editor is not None:
            self._scrolled.ensureWidgetVisible(self._pressed, 0, 0)
            self._scrolled.ensureWidgetVisible(self.editor, 0, look.GRID)

    def ask_reason(self) -> None:
        """Open the box for the reason; only a warning is confirmed."""
        if self.confirm.isHidden():
            return
        self._pressed.hide()
        self._reason_part.show()
        self.reason.setFocus()
        self.reason.selectAll()
        self._bring_in_sight()

    def put_reason_aside(self) -> None:
        self._reason_part.hide()
        self._pressed.show()
        self.put_aside.emit()

    @property
    def is_asking(self) -> bool:
        return not self._reason_part.isHidden()

    def reading(self) -> Reading:
        """What the field says now."""
        return self.editor.reading() if self.editor is not None else Reading("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_aside.emit()
            return
        super().keyPressEvent(event)

    def _on_laid_out(self, _least: int, _most: int) -> None:
        self._bring_in_sight()

    def _on_edited(self) -> None:
        said = self.reading().remark
        self.remark.setText(said or BY_CODE[self.field].help)

    def _on_save(self) -> None:
        if self.save.isEnabled():
            self.saved.emit(self.reading())

    def _on_reason(self) -> None:
        if self.reason.text().strip():
            self.confirmed.emit(self.reason.text().strip())

    def _on_offer(self, repair: Repair, _checked: bool = False) -> None:
        if self.record is not None and repair.field != self.field:
            self._put_editor(repair.field, self.record.worker)
        if self.editor is not None:
            self.editor.show_value(repair.value)
            self.remark.setText(f"{repair.sentence} Cocokkan dulu dengan KTP-el, lalu tekan Enter.")
            self.mend()

    def _on_duplicates(self) -> None:
        if self.record is not None:
            self.desk.go("duplicates", self.record.worker.worker_id)

    def _on_worker(self) -> None:
        if self.record is not None:
            self.desk.go("workers", self.record.worker.worker_id)


def _written(repair: Repair) -> str:
    label = BY_CODE[repair.field].label
    return (
        f"{label} {short_date(repair.value) if isinstance(repair.value, date) else texts.grouped_digits(repair.value)}"
    )


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
