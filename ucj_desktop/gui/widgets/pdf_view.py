"""The true PDF on the screen: pages under one another, zoom, and page n of m."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.buttons import icon_button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage

_NARROW = 560
_ZOOM_STEP, _SMALLEST, _LARGEST = 1.2, 0.3, 4.0


class PdfView(QWidget):
    """Nothing is written: the PDF stays in memory."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = b""
        self._buffer: QBuffer | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("Pratinjau surat")
        self.heading = heading_label("", 3)
        self.heading.setWordWrap(True)
        self.place = soft_label(wraps=False)
        self.nothing = EmptyPage("file-text", "", nothing)
        self._tools = [
            icon_button("magnifying-glass-minus", "Perkecil", self.smaller),
            icon_button("magnifying-glass-plus", "Perbesar", self.larger),
            icon_button("arrows-out-line-horizontal", "Selebar layar", self.fit_width),
            icon_button("caret-up", "Halaman sebelumnya", self.previous_page),
            icon_button("caret-down", "Halaman berikutnya", self.next_page),
        ]
        tools = QHBoxLayout()
        tools.setSpacing(look.GRID)
        tools.addWidget(self.place)
        tools.addSpacing(look.GRID)
        for one in self._tools:
            tools.addWidget(one)
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.head.setSpacing(look.GRID)
        self.head.addWidget(self.heading, 1)
        self.head.addLayout(tools)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.nothing)
        self.faces.addWidget(self.view)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(self.head)
        down.addWidget(self.faces, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._say_place)
        self.say("", nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the tools a long title would stand in five short lines."""
        is_narrow = event.size().width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self.head.setDirection(direction)
        super().resizeEvent(event)

    def show_pdf(self, content: bytes, heading: str) -> None:
        """Show a PDF given as bytes, from its first page."""
        self.document.close()
        self.content = content
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, QColor(look.palette().sunken))
        self.view.setPalette(ground)
        self.heading.setText(heading)
        self.faces.setCurrentWidget(self.view)
        self._enable(True)
        self._say_place()

    def say(self, heading: str, sentence: str) -> None:
        """A sentence in place of a PDF."""
        self.content = b""
        self.document.close()
        self.heading.setText("")
        self.place.setText("")
        self.nothing.heading.setText(heading)
        self.nothing.sentence.setText(sentence)
        self.faces.setCurrentWidget(self.nothing)
        self._enable(False)

    @property
    def pages(self) -> int:
        return self.document.pageCount() if self.content else 0

    def _enable(self, shown: bool) -> None:
        for one in self._tools:
            one.setEnabled(shown)

    def _say_place(self) -> None:
        if self.pages:
            self.place.setText(f"Halaman {self.view.pageNavigator().currentPage() + 1} dari {self.pages}")

    def larger(self) -> None:
        self._zoom(_ZOOM_STEP)

    def smaller(self) -> None:
        self._zoom(1 / _ZOOM_STEP)

    def _zoom(self, factor: float) -> None:
        wanted = self._scale(0) * 72 / self.logicalDpiX() * factor if self.pages else self.view.zoomFactor()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(wanted, _SMALLEST), _LARGEST))

    def _scale(self, page: int) -> float:
        """Pixels of the screen for a point (1/72 inch) of a page."""
        if self.view.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor() * self.logicalDpiX() / 72
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / max(self.document.pagePointSize(page).width(), 1)

    def fit_width(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @property
    def page(self) -> int:
        """The page that shows, from 0."""
        return self.view.pageNavigator().currentPage()

    def go_to(self, page: int, from_top: float = 0.0) -> None:
        """Show a page from so many points below its upper edge; the last page where there are fewer.

        The navigator of Qt 6 brings up a page, but no place on it.
        """
        page = min(page, self.pages - 1)
        if page < 0:
            return
        heights = (self.document.pagePointSize(one).height() * self._scale(one) for one in range(page))
        above = sum(round(height) + self.view.pageSpacing() for height in heights)
        self.view.verticalScrollBar().setValue(
            self.view.documentMargins().top() + above + round(from_top * self._scale(page))
        )

    def previous_page(self) -> None:
        self._go(-1)

    def next_page(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        navigator = self.view.pageNavigator()
        page = navigator.currentPage() + step
        if 0 <= page < self.pages:
            navigator.jump(page, QPointF())
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
