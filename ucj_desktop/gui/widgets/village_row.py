"""One village as a line of Beranda: its numbers on the way, a bar by stage, the days left and the forecast."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.look import Palette
from ucj_desktop.services.care.home_to_do import Received
from ucj_desktop.services.rounds.village_progress import VillageProgress

_HEIGHT, _BAR_HEIGHT, _MARGIN = 32, 12, 8
_WIDE = 1050  # pixels: below it only the count, the bar and the days have room
_GAP = 12  # pixels between columns


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


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column says of one village; a heading without width is the bar, which takes the room that is left."""

    heading: str
    width: int  # pixels
    text: str = ""
    tip: str = ""
    is_number: bool = False
    is_bold: bool = False
    is_bad: bool = False

    @property
    def is_bar(self) -> bool:
        return not self.width


def cells_of(village: VillageProgress, received: Received | None, width: int) -> list[Cell]:
    """The columns of a line that is ``width`` pixels wide."""
    heading = "Kecamatan" if village.is_sub_district else "Desa/kelurahan"
    name = Cell(heading, 150, village.village_name.removeprefix("Kecamatan "), is_bold=True)
    if width < _WIDE:
        late = village.days_left is not None and village.days_left < 0 and village.waiting > 0
        last = 220 if village.is_sub_district else 144
        return [
            name,
            Cell("", 96, count_in_words(village)),
            Cell("", 0),
            Cell("", last, days_in_words(village), is_bad=late),
        ]
    if village.is_sub_district:
        return [name, *_district_cells(village, received)]
    return [name, *_village_cells(village)]


def _village_cells(one: VillageProgress) -> Iterator[Cell]:
    late = one.days_left is not None and one.days_left < 0 and one.waiting > 0
    ahead = one.forecast
    yield _number("Target", 52, one.quota, "Kuota putaran desa ini")
    yield _number("Pekerja", 56, one.total, "Yang terkumpul, termasuk calon pengganti")
    yield _number("Diverifikasi", 78, one.verified, "Sudah diverifikasi, termasuk yang sudah lebih jauh")
    yield _number("Divalidasi", 70, one.validated, "Sudah divalidasi, termasuk yang sudah dikirim")
    yield _number("Dikirim", 54, one.sent, "Sudah dikirim ke kabupaten dan tidak dikembalikan")
    yield _number("Dikembalikan", 86, one.returned, "Dikembalikan kabupaten", is_bad=one.returned > 0)
    yield Cell("", 0)
    yield Cell("Tenggat", 128, days_in_words(one), is_bad=late)
    told = ahead.short_words if ahead is not None and one.total else ""
    yield Cell("Perkiraan", 200, told, tip=told, is_bad=bool(ahead is not None and ahead.late_by))


def _district_cells(one: VillageProgress, received: Received | None) -> Iterator[Cell]:
    quota = received.quota if received is not None else None
    share = f"{one.total * 100 // quota} %" if quota else "-"
    yield _number("Kuota", 56, quota, "Kuota putaran kecamatan itu, menurut paketnya yang terakhir")
    yield _number("Diterima", 62, one.total, "Pekerja yang sampai di kabupaten")
    yield Cell("Terisi", 52, share, "Bagian kuota yang sudah sampai", is_number=True)
    yield _number("Disetujui", 68, one.accepted, "Sudah dibalas: diterima")
    yield _number("Dikembalikan", 86, one.returned, "Sudah dibalas: dikembalikan", is_bad=one.returned > 0)
    yield Cell("", 0)
    if received is None or not received.packages:
        yield Cell("Paket", 250, "belum mengirim")
        return
    revision = f", revisi {received.revision}" if received.revision > 1 else ""
    late = ", lewat tenggatnya" if received.is_late else ""
    newest = texts.moment(received.newest_at).split(" ")[0]
    yield Cell("Paket", 250, f"{received.packages} paket, {newest}{revision}{late}", is_bad=received.is_late)


def _number(heading: str, width: int, number: int | None, tip: str, *, is_bad: bool = False) -> Cell:
    return Cell(heading, width, "-" if number is None else texts.number(number), tip, is_number=True, is_bad=is_bad)


def placed(cells: Sequence[Cell], width: int) -> Iterator[tuple[Cell, int, int]]:
    """Each cell with its left edge and width."""
    fixed = sum(one.width for one in cells) + _GAP * (len(cells) - 1) + 2 * _MARGIN
    left = _MARGIN
    for one in cells:
        wide = one.width or max(0, width - fixed)
        yield one, left, wide
        left += wide + _GAP


class VillageRow(QAbstractButton):
    """Pressing it shows the village's workers."""

    def __init__(
        self, village: VillageProgress, received: Received | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.village, self.received = village, received
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = ", ".join(f"{STAGE_LABELS[stage]} {texts.number(n)}" for stage, n in village.by_stage.items() if n)
        ahead = village.forecast.words if village.forecast is not None and village.total else ""
        self.setToolTip("\n".join(filter(None, (told, ahead))) or "Belum ada pekerja")
        said = [f"{one.heading} {one.text}" for one in cells_of(village, received, _WIDE)[1:] if one.text]
        self.setAccessibleName(f"{village.village_name}: {', '.join(said)}")

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
        for cell, left, width in placed(cells_of(self.village, self.received, self.width()), self.width()):
            if cell.is_bar:
                top = (self.height() - _BAR_HEIGHT) / 2
                self._draw_bar(painter, QRectF(left, top, width, _BAR_HEIGHT))
            else:
                colour = theme.bad if cell.is_bad else theme.text if cell.is_bold else theme.text_soft
                _write(painter, cell, cell.text, QRectF(left, 0, width, self.height()), colour)
        painter.end()

    def _draw_bar(self, painter: QPainter, field: QRectF) -> None:
        theme = look.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(field, 3, 3)
        quota = self.village.quota or (self.received.quota if self.received is not None else None) or 0
        whole = max(self.village.total, quota)
        left = field.left()
        for stage, colour in colours_of_stages(theme).items():
            share = self.village.by_stage.get(stage, 0) / whole * field.width() if whole else 0.0
            if share:
                painter.fillRect(QRectF(left, field.top(), share, field.height()), QColor(colour))
                left += share


class VillageHeads(QWidget):
    """The headings over the lines; gone where there is no room for the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._like: tuple[VillageProgress, Received | None] | None = None
        self.setFixedHeight(24)

    def show_for(self, village: VillageProgress, received: Received | None) -> None:
        """The headings for lines as this one's."""
        self._like = (village, received)
        self.update()

    def event(self, event: QEvent) -> bool:
        """What a heading means, under the mouse."""
        if isinstance(event, QHelpEvent) and self._like is not None:
            x = event.pos().x()
            found = placed(cells_of(*self._like, self.width()), self.width())
            tip = next((cell.tip for cell, left, width in found if left <= x <= left + width), "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._like is None:
            return
        painter = QPainter(self)
        for cell, left, width in placed(cells_of(*self._like, self.width()), self.width()):
            plain = Cell(cell.heading, cell.width, is_number=cell.is_number)
            _write(painter, plain, cell.heading, QRectF(left, 0, width, self.height()), look.palette().text_soft)
        painter.end()


def _write(painter: QPainter, cell: Cell, text: str, field: QRectF, colour: str) -> None:
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold if cell.is_bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if cell.is_number else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(field.width()))
    painter.drawText(field, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


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
        return f"lewat {-village.days_left} hari kerja" if village.waiting else "verifikasi selesai"
    return "tenggat hari ini" if village.days_left == 0 else f"sisa {village.days_left} hari kerja"


def answers_in_words(village: VillageProgress) -> str:
    """5 belum dibalas, 30 diterima, 2 dikembalikan."""
    parts = (
        (village.by_stage.get(Stage.SENT, 0), "belum dibalas"),
        (village.accepted, "diterima"),
        (village.returned, "dikembalikan"),
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
