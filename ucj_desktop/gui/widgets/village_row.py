"""One village as a line: its name, how many of its quota, a bar by stage, and the days that are left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.look import Palette
from ucj_desktop.services.rounds.village_progress import VillageProgress

_HEIGHT = 36
_NAME, _COUNT, _LEFT = 140, 96, 144
_SUB_DISTRICT_NAME, _ANSWERS = 176, 272
_BAR_HEIGHT = 12


def colours_of_stages(theme: Palette) -> Mapping[Stage, str]:
    """From pale to full as a worker goes on; the two that need somebody stand out."""
    return {
        Stage.RETURNED: theme.bad,
        Stage.NEEDS_MENDING: theme.warn,
        Stage.COLLECTED: theme.line_strong,
        Stage.VERIFIED: "#8CC7C1",
        Stage.VALIDATED: "#3F9F97",
        Stage.SENT: theme.accent,
        Stage.ACCEPTED: theme.accent_dark,
        Stage.REGISTERED: theme.good,
    }


class VillageRow(QAbstractButton):
    """Pressing it shows the village's workers."""

    def __init__(self, village: VillageProgress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.village = village
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = ", ".join(f"{STAGE_LABELS[stage]} {texts.number(n)}" for stage, n in village.by_stage.items() if n)
        self.setToolTip(told or "Belum ada pekerja")
        self.setAccessibleName(f"{village.village_name}: {told}. {days_in_words(village)}")

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.window))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        inside = self.rect().adjusted(8, 0, -8, 0)
        is_wide = self.village.is_sub_district
        name_room, left_room = (_SUB_DISTRICT_NAME, _ANSWERS) if is_wide else (_NAME, _LEFT)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        name = painter.fontMetrics().elidedText(self.village.village_name, Qt.TextElideMode.ElideRight, name_room - 8)
        painter.drawText(inside.adjusted(0, 0, 0, 0), middle, name)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.text_soft))
        painter.drawText(inside.adjusted(name_room, 0, 0, 0), middle, count_in_words(self.village))
        late = self.village.days_left is not None and self.village.days_left < 0 and self.village.waiting
        painter.setPen(QColor(theme.bad if late else theme.text_soft))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(inside, right, days_in_words(self.village))
        top = (self.height() - _BAR_HEIGHT) / 2
        start, room = name_room + _COUNT, inside.width() - name_room - _COUNT - left_room
        self._draw_bar(painter, QRectF(inside.left() + start, top, max(room, 0), _BAR_HEIGHT))
        painter.end()

    def _draw_bar(self, painter: QPainter, field: QRectF) -> None:
        theme = look.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(field, 3, 3)
        whole = max(self.village.total, self.village.quota or 0)
        left = field.left()
        for stage, colour in colours_of_stages(theme).items():
            share = self.village.by_stage.get(stage, 0) / whole * field.width() if whole else 0.0
            if share:
                painter.fillRect(QRectF(left, field.top(), share, field.height()), QColor(colour))
                left += share


def count_in_words(village: VillageProgress) -> str:
    """214 dari 250; without a quota only how many."""
    if village.quota is None:
        return texts.number(village.total)
    return f"{texts.number(village.total)} dari {texts.number(village.quota)}"


def days_in_words(village: VillageProgress) -> str:
    """Sisa 3 hari kerja, hari ini, terlambat 2 hari kerja; of a kecamatan what the district answered."""
    if village.is_sub_district:
        return answers_in_words(village)
    if village.days_left is None:
        return "tanpa tenggat"
    if village.days_left < 0:
        return f"terlambat {-village.days_left} hari kerja"
    return "tenggat hari ini" if village.days_left == 0 else f"sisa {village.days_left} hari kerja"


def answers_in_words(village: VillageProgress) -> str:
    """5 belum dibalas, 30 diterima, 2 dikembalikan."""
    accepted = village.by_stage.get(Stage.ACCEPTED, 0) + village.by_stage.get(Stage.REGISTERED, 0)
    parts = (
        (village.by_stage.get(Stage.SENT, 0), "belum dibalas"),
        (accepted, "diterima"),
        (village.by_stage.get(Stage.RETURNED, 0), "dikembalikan"),
    )
    return ", ".join(texts.counted(number, word) for number, word in parts if number)


class StageLegend(QWidget):
    """What the colours of the bars mean, for the stages that are there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(look.GRID * 2, 0, 0, 0)
        self._across.setSpacing(look.GRID * 4)

    def show_stages(self, stages: Sequence[Stage]) -> None:
        while (item := self._across.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for stage, colour in colours_of_stages(look.palette()).items():
            if stage in stages:
                label = QLabel(f'<span style="color:{colour}">■</span> {STAGE_LABELS[stage]}')
                label.setProperty("tone", "soft")
                self._across.addWidget(label)
        self._across.addStretch(1)
