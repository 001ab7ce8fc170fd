"""The figures of the coverage, typed in with their source."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.coverage import (
    SEGMENT_LABELS,
    CoverageFigures,
    Segment,
    SegmentFigures,
    coverage,
    percent,
    read_percent,
)
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.labelled_form import labelled_form
from ucj_desktop.services.district.coverage_figures import save_figures
from ucj_desktop.services.office import Office


class CoverageDialog(Asking):
    """Potential workers and active participants of each segment; what they give shows below as one types."""

    def __init__(self, desk: Desk, figures: CoverageFigures, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Angka cakupan (UCJ)",
            "Cakupan = peserta aktif : pekerja potensial. Isi dari data resmi, dan tulis sumbernya; segmen yang"
            " angkanya belum lengkap tidak ikut dihitung.",
            "Simpan angka",
            width=720,
            parent=parent,
        )
        self.potential = {segment: _number_box(f"Pekerja potensial, {SEGMENT_LABELS[segment]}") for segment in Segment}
        self.active = {segment: _number_box(f"Peserta aktif, {SEGMENT_LABELS[segment]}") for segment in Segment}
        self.as_of = DateBox(self.office.today())
        self.source = _text_box("Sumber", "misalnya: surat BPJS Ketenagakerjaan nomor ..., data Disnaker")
        self.target = _number_box("Target, persen")
        self.target.setPlaceholderText("misalnya 62,93")
        self.target_source = _text_box("Sumber target", "misalnya: RPJMD 2025-2029")
        self.ratio = soft_label()
        self.first = self.potential[Segment.EMPLOYEES]
        self._lay_out()
        self._show(figures)
        for box in (*self.potential.values(), *self.active.values()):
            box.textChanged.connect(self._on_typed)
        self._on_typed()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GRID * 4)
        grid.setVerticalSpacing(look.GRID * 2)
        for column, word in enumerate(("Segmen", "Pekerja potensial", "Peserta aktif")):
            grid.addWidget(soft_label(word, wraps=False), 0, column)
        for row, segment in enumerate(Segment, start=1):
            grid.addWidget(QLabel(SEGMENT_LABELS[segment]), row, 0)
            grid.addWidget(self.potential[segment], row, 1)
            grid.addWidget(self.active[segment], row, 2)
        grid.setColumnStretch(0, 1)
        form = labelled_form(
            {
                "Per tanggal": self.as_of,
                "Sumber": self.source,
                "Target (%)": self.target,
                "Sumber target": self.target_source,
            }
        )
        self.body.addLayout(grid)
        self.body.addWidget(self.ratio)
        self.body.addLayout(form)

    def _show(self, figures: CoverageFigures) -> None:
        for segment, one in figures.segments.items():
            self.potential[segment].setText("" if one.potential is None else texts.number(one.potential))
            self.active[segment].setText("" if one.active is None else texts.number(one.active))
        self.as_of.show_value(figures.as_of)
        self.source.setText(figures.source)
        self.target.setText("" if figures.target is None else percent(figures.target).removesuffix(" %"))
        self.target_source.setText(figures.target_source)

    def _on_typed(self) -> None:
        found = coverage(CoverageFigures(segments=self._segments()))
        self.ratio.setText(found.equation if found else "Belum ada segmen yang kedua angkanya terisi.")

    def _segments(self) -> dict[Segment, SegmentFigures]:
        return {
            segment: SegmentFigures(
                texts.typed_number(self.potential[segment].text()), texts.typed_number(self.active[segment].text())
            )
            for segment in Segment
        }

    def _fault(self) -> tuple[str, str]:
        for box in (*self.potential.values(), *self.active.values()):
            if box.text().strip() and texts.typed_number(box.text()) is None:
                return f"{box.accessibleName()}: {box.text()} bukan jumlah orang.", "Tulis angka saja, misalnya 35.036."
        if self.target.text().strip() and read_percent(self.target.text()) is None:
            return f"Target {self.target.text()} bukan persentase.", "Tulis misalnya 62,93."
        read = self.as_of.reading()
        return (read.remark, "Tulis seperti 30-11-2026, atau kosongkan.") if read.unread else ("", "")

    def submit(self) -> None:
        what, fix = self._fault()
        if what:
            self.bar.say(State.BLOCKS, what, fix)
            return
        figures = CoverageFigures(
            segments={name: one for name, one in self._segments().items() if one != SegmentFigures()},
            as_of=self.as_of.reading().value,
            source=self.source.text(),
            target=read_percent(self.target.text()),
            target_source=self.target_source.text(),
        )
        self.run("Menyimpan angka", partial(_saved, self.office, figures))


def _number_box(name: str) -> QLineEdit:
    box = QLineEdit()
    box.setFixedWidth(148)
    box.setMinimumHeight(look.TARGET)
    box.setMaxLength(15)
    box.setAccessibleName(name)
    return box


def _text_box(name: str, hint: str) -> QLineEdit:
    box = QLineEdit()
    box.setMinimumHeight(look.TARGET)
    box.setMaxLength(300)
    box.setPlaceholderText(hint)
    box.setAccessibleName(name)
    return box


def _saved(office: Office, figures: CoverageFigures, progress: Progress = SILENT) -> Change:
    progress.step(0)
    return save_figures(office, figures)
