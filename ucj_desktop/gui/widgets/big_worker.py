"""One worker in letters that are read from the back of a meeting room; identity numbers are masked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.fields import masked, shown_value
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Reason, Verdict
from ucj_desktop.gui import look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.stages import state_of_verdict
from ucj_desktop.services.rounds.validation_card import ValidationCard

_SMALLEST, _STEP = 11, 1.15
_ACROSS, _DOWN = 58, 19  # letters that fit beside, lines that fit below each other
_MOST_STEPS = 6
_LOW = 140  # pixels
_SHRUNK = (1.0, 0.88, 0.77, 0.68, 0.6, 0.52)


class BigWorker(QFrame):
    """The letters grow with the window; :meth:`grow` makes them bigger or smaller on top of it. Takes the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # letters follow the room, not back
        self.steps = 0
        self.place, self.name, self.life, self.home, self.numbers, self.field, self.papers, self.ruled = (
            QLabel() for _ in range(8)
        )
        self._scales = {
            self.place: 0.9,
            self.name: 2.2,
            self.life: 1.35,
            self.home: 1.35,
            self.numbers: 1.0,
            self.field: 1.2,
            self.papers: 1.0,
            self.ruled: 1.5,
        }
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 8, look.GRID * 4, look.GRID * 8, look.GRID * 4)
        down.setSpacing(0)
        for label in self._scales:
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            down.addWidget(label)
            if label is not self.place:
                down.addStretch(1)
        for label in (self.place, self.numbers):
            label.setProperty("tone", "soft")

    def show_card(self, card: ValidationCard, place: int, total: int, objections: int) -> None:
        """Everything the meeting needs of one worker, and nothing of anybody else."""
        worker, standing = card.record.worker, card.record.standing
        self.place.setText(f"{place} dari {total}")
        self.name.setText(worker.full_name or "Tanpa nama")
        age = "umur belum diketahui" if card.age is None else f"{card.age} tahun"
        job = shown_value("occupation", worker) or "pekerjaan belum diisi"
        self.life.setText(f"{age}, {job}")
        part = "Lingkungan" if worker.village_code[6:7] == "1" else "Dusun"
        home = [worker.hamlet and f"{part} {_own(worker.hamlet)}", worker.rt and f"RT {worker.rt}"]
        self.home.setText(", ".join(part for part in home if part) or worker.address or "Alamat belum diisi")
        numbers = (("NIK", worker.nik or ""), ("KK", worker.kk_number))
        self.numbers.setText("     ".join(f"{word} {masked(one) or 'belum ada'}" for word, one in numbers))
        self.field.setText(_field_words(card))
        self.papers.setText(_papers_words(card, objections))
        look.mark(self.papers, tone="warn" if card.findings or card.not_eligible_only or objections else "soft")
        self._show_ruling(card, is_done=standing.stage is Stage.VALIDATED)
        self._set_fonts()  # another tone has put the letters back to their common size
        self.setAccessibleName(f"{self.name.text()}. {self.life.text()}. {self.field.text()} {self.ruled.text()}")

    def _show_ruling(self, card: ValidationCard, *, is_done: bool) -> None:
        standing = card.record.standing
        if standing.verdict is Verdict.PENDING:
            self.ruled.setText("Hasil rapat: BELUM; kembali ke verifikasi")
            look.mark(self.ruled, tone=State.WARNS.value)
        elif card.refused:
            self.ruled.setText(card.refused)
            look.mark(self.ruled, tone=State.BLOCKS.value)
        elif is_done and standing.verdict is not None:
            self.ruled.setText(f"Hasil rapat: {_verdict(standing.verdict, standing.reason, standing.verdict_note)}")
            look.mark(self.ruled, tone=(state_of_verdict(standing.verdict) or State.NOTE).value)
        else:
            self.ruled.setText("Belum diputuskan rapat")
            look.mark(self.ruled, tone="soft")

    def grow(self, steps: int) -> None:
        """So many steps bigger, or smaller."""
        self.steps = max(-_MOST_STEPS, min(_MOST_STEPS, self.steps + steps))
        self._set_fonts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In the lowest room, beside a list of reasons, only who it is stays."""
        super().resizeEvent(event)
        for label in self._scales:
            label.setVisible(label in (self.name, self.life) or self.height() >= _LOW)
        self._set_fonts()

    @property
    def factor(self) -> float:
        """How much bigger than the window gives."""
        return float(_STEP**self.steps)

    @property
    def letter(self) -> int:
        """The height of a plain letter, in pixels."""
        fitting = min(self.width() / _ACROSS * 2, self.height() / _DOWN)
        return max(_SMALLEST, round(fitting * self.factor))

    def _set_fonts(self) -> None:
        """As big as the room allows; a long name or sentence makes all of it smaller."""
        layout = self.layout()
        for shrunk in _SHRUNK:
            for label, scale in self._scales.items():
                font = QFont(self.font())
                font.setPixelSize(max(_SMALLEST, round(self.letter * scale * shrunk)))
                font.setBold(label in (self.name, self.ruled))
                label.setFont(font)
            if layout is None or layout.totalHeightForWidth(self.width()) <= self.height():
                break


def _own(hamlet: str) -> str:
    """The hamlet without the word that stands before it already."""
    first, _, rest = hamlet.partition(" ")
    return rest if first.casefold() in ("dusun", "lingkungan", "dsn", "dsn.", "lingk.") and rest else hamlet


def _verdict(verdict: Verdict, reason: Reason | None, note: str) -> str:
    words = VERDICT_LABELS[verdict]
    if reason is not None:
        words += f", {note or REASON_LABELS[reason]}"
    return words


def _field_words(card: ValidationCard) -> str:
    ruling = card.verified
    if ruling is None:
        return "Verifikasi lapangan: belum ada."
    who = ruling.found_by or card.verified_by
    when = ruling.visited_on
    told = [f"oleh {who}" if who else "", short_date(when) if when else ""]
    by = ", ".join(part for part in told if part)
    return f"Verifikasi lapangan: {_verdict(ruling.verdict, ruling.reason, ruling.note)}" + (f" ({by})" if by else "")


def _papers_words(card: ValidationCard, objections: int) -> str:
    told = [f"{card.papers} lampiran" if card.papers else "tanpa lampiran"]
    if card.not_eligible_only:
        told.append(card.not_eligible_only)
    elif card.findings:
        told.append(f"perlu dilihat: {', '.join(card.findings[:3])}")
    else:
        told.append("tanpa temuan")
    if objections:
        told.append(f"{objections} keberatan")
    words = "; ".join(part.rstrip(".") for part in told)
    return f"{words[:1].upper()}{words[1:]}."
