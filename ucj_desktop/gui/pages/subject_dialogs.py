"""Dialogs of Riwayat: the code of a paper compared with the journal, and the rights of people over their data."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.subject_request import BASIS_LABELS, REQUEST_LABELS, ErasureBasis, RequestKind
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.number_dialogs import NumberDialog
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.search_box import SearchBox
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.care.erase_worker import ErasurePlan, erase_worker, plan_erasure
from ucj_desktop.services.care.subject_record import print_subject_record
from ucj_desktop.services.care.subject_requests import ListedRequest, answer_request, list_requests, receive_request
from ucj_desktop.services.checkpoints import OCCASIONS, CodeFound, find_code, signed_points
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.letter_numbers import LetterHasNumber, number_of
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.minutes_facts import certificate_to_number
from ucj_desktop.services.paper.print_report import print_report

_OFFERED = 50  # names that are listed at once; typing finds the others
_POINTS = 8


class CodeDialog(Asking):
    """A code of 16 signs from a paper, typed and compared; below it the newest checkpoints."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Cocokkan kode jurnal",
            "Ketik kode 16 tanda yang tercetak di kaki surat. Program mencari catatan yang dimaksud dan memeriksa"
            " apakah jurnal sampai di situ masih asli.",
            "Cocokkan",
            parent=parent,
        )
        self.leave.setText("Tutup")
        self.code = QLineEdit()
        self.code.setAccessibleName("Kode jurnal")
        self.code.setPlaceholderText("1a2b 3c4d 5e6f 7a8b")
        self.points = PlainTable(("Catatan", "Waktu", "Peristiwa", "Kode jurnal"), widest=2, numbers=(0,))
        self.points.setAccessibleName("Titik periksa terakhir")
        self.points.show_rows(
            [
                (
                    texts.number(one.n),
                    texts.moment(one.at),
                    OCCASIONS.get(one.occasion, one.occasion),
                    texts.grouped_digits(one.hash.hex()[:16]),
                )
                for one in signed_points(self.office, _POINTS)
            ]
        )
        self.body.addWidget(self.code)
        self.body.addWidget(soft_label("Titik periksa terakhir, ditandatangani kunci kantor:"))
        self.body.addWidget(self.points)

    def submit(self) -> None:
        self.run("Mencocokkan kode jurnal", partial(find_code, self.office, self.code.text()))

    def accept(self) -> None:
        """What was found is read here; the dialog stays for the next paper."""

    def _on_finished(self, result: object) -> None:
        self._job = None
        self.press.setEnabled(True)
        if isinstance(result, CodeFound):
            self.bar.say(State.GOOD if result.is_genuine else State.BLOCKS, result.sentence, "")


class SubjectDialog(QDialog):
    """Left a person is found and what he or she asks is written down; right the register of requests."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.office = desk, desk.office
        self.requests: Sequence[ListedRequest] = ()
        self.setWindowTitle("Hak subjek data")
        self.resize(920, 480)
        self.bar = SentenceBar()
        self.search = SearchBox("Cari nama atau NIK")
        self.people = QListWidget()
        self.people.setAccessibleName("Orang yang meminta")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Permintaan")
        for kind, words in REQUEST_LABELS.items():
            self.kind.addItem(words, kind)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Catatan, misalnya bukti diri yang dilihat")
        self.note.setAccessibleName("Catatan")
        self.receive = button("Catat permintaan", self.receive_one, icon="plus", kind="primary")
        self.mend = button("Buka orangnya", self.open_person, icon="pencil-simple", tip="Untuk membetulkan datanya")
        self.record = button("Cetak semua datanya", self.choose_record, icon="file-pdf")
        self.certificate = button("Surat keterangan", self.choose_certificate, icon="file-pdf")
        self.number = button("Nomor suratnya", self.ask_number, icon="hash", tip="Nomor surat keterangan orang ini")
        self.erase = button("Hapus datanya", self.ask_erasure, icon="trash", kind="danger")
        self.table = PlainTable(("Diterima", "Nama", "Permintaan", "Keadaan"), widest=1)
        self.table.setAccessibleName("Daftar permintaan")
        self.answer = QLineEdit()
        self.answer.setPlaceholderText("Apa yang dilakukan, misalnya: dicetak dan diserahkan")
        self.answer.setAccessibleName("Jawaban")
        self.reply = button("Catat jawaban", self.answer_one, icon="check")
        hide_unless(desk.may(Action.ERASE), self.erase)
        self._lay_out()
        self.search.searched.connect(self._on_searched)
        self._on_searched("")
        self._show_requests()

    def _lay_out(self) -> None:
        left, right, presses = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        soon = soft_label("Dijawab paling lambat 3 x 24 jam (UU 27/2022).")
        _put(left, heading_label("Siapa yang meminta", 3), self.search, self.people, self.kind, self.note)
        _put(presses, self.receive, self.record, self.erase)
        left.addLayout(presses)
        others = QHBoxLayout()
        _put(others, self.mend, self.certificate, self.number)
        left.addLayout(others)
        _put(right, heading_label("Permintaan", 3), soon, self.table, self.answer, self.reply)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 5, look.GRID * 4, look.GRID * 5, look.GRID * 4)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.bar)
        down.addLayout(across, 1)

    @property
    def worker_id(self) -> str:
        """Of the person who is chosen; empty: nobody."""
        here = self.people.currentItem()
        return str(here.data(Qt.ItemDataRole.UserRole)) if here is not None else ""

    def _on_searched(self, text: str) -> None:
        found = workers_by_id(self.office, worker_ids(self.office, WorkerFilter(text=text), _OFFERED))
        self.people.clear()
        for one in found:
            village = self.office.printed(one.worker.village_code) if one.worker.village_code else "desa belum diisi"
            item = QListWidgetItem(f"{one.worker.full_name or 'tanpa nama'}, {village}")
            item.setData(Qt.ItemDataRole.UserRole, one.worker.worker_id)
            self.people.addItem(item)
        if found:
            self.people.setCurrentRow(0)
        nobody = "" if found else "Cari dan pilih dulu orangnya."
        allow_unless(nobody, self.receive, self.mend, self.record, self.certificate, self.number, self.erase)

    def _show_requests(self) -> None:
        self.requests = list_requests(self.office)
        self.table.show_rows(
            [
                (
                    texts.moment(one.request.received_at),
                    one.full_name or "sudah dihapus",
                    REQUEST_LABELS[one.request.kind],
                    one.state,
                )
                for one in self.requests
            ]
        )
        if self.requests:
            self.table.selectRow(0)
        allow_unless("" if self.requests else "Belum ada permintaan yang dicatat.", self.reply)

    def receive_one(self) -> None:
        kind = RequestKind(self.kind.currentData())
        self._run(
            "Mencatat permintaan", partial(receive_request, self.office, self.worker_id, kind, note=self.note.text())
        )

    def answer_one(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.requests):
            one = self.requests[row].request
            self._run("Mencatat jawaban", partial(answer_request, self.office, one.request_id, self.answer.text()))

    def open_person(self) -> None:
        """Rectification is done in the form, as ever."""
        worker_id = self.worker_id
        self.accept()
        self.desk.go("workers", worker_id)

    def choose_record(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan data seseorang", "Data pribadi.pdf", "PDF (*.pdf)")
        if chosen:
            self.print_record(Path(chosen))

    def print_record(self, path: Path) -> None:
        """Everything about the chosen person, as PDF."""
        self._run("Mencetak data seseorang", partial(print_subject_record, self.office, self.worker_id, path))

    def choose_certificate(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan surat keterangan", "Surat keterangan.pdf", "PDF (*.pdf)")
        if chosen:
            self.print_certificate(Path(chosen))

    def print_certificate(self, path: Path) -> None:
        """What the minutes in force say of the chosen person, as a letter of the register."""
        asked = Asked(report="SK-PEKERJA", worker_id=self.worker_id)
        self._run("Membuat surat keterangan", partial(_certified, self.office, asked, path))

    def ask_number(self) -> None:
        """The number of the chosen person's certificate, before it is printed: it is no part of the frozen data."""
        self.bar.clear()
        try:
            letter = certificate_to_number(self.office, self.worker_id)
            has = number_of(self.office, letter)
            if has:
                raise LetterHasNumber(has)
        except ClerkError as refusal:
            self.bar.say_error(refusal)
            return
        name = self.people.currentItem().text()
        dialog = NumberDialog(self.desk, letter, f"surat keterangan {name}", self.office.today(), self)
        dialog.done_with.connect(self._on_done)
        dialog.open()

    def ask_erasure(self) -> None:
        """What would go and what would stay, before it is done."""
        dialog = EraseDialog(self.desk, self.worker_id, plan_erasure(self.office, self.worker_id), self)
        dialog.done_with.connect(self._on_done)
        dialog.open()

    def _run(self, words: str, work: Callable[[], Any]) -> None:
        self.bar.clear()
        job = self.desk.jobs.start(words, lambda progress: work())
        job.finished.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_done(self, result: object) -> None:
        if isinstance(result, Change):
            self.bar.say(State.GOOD, result.sentence, "")
        self.note.clear()
        self.answer.clear()
        self._on_searched(self.search.text())
        self._show_requests()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)


def _certified(office: Office, asked: Asked, path: Path) -> Change:
    return print_report(office, asked, path)[1]


def _put(where: QBoxLayout, *widgets: QWidget) -> None:
    for one in widgets:
        where.addWidget(one)


class EraseDialog(Asking):
    """What an erasure does, counted; why it is done is asked for."""

    def __init__(self, desk: Desk, worker_id: str, plan: ErasurePlan, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"Hapus semua data {plan.full_name}?",
            "Penghapusan tidak bisa dibatalkan. Berita acaranya dicetak sekali, untuk ditandatangani.",
            "Hapus untuk selamanya",
            parent=parent,
        )
        self.worker_id = worker_id
        self.basis = QComboBox()
        self.basis.setAccessibleName("Dasar penghapusan")
        for basis, words in BASIS_LABELS.items():
            self.basis.addItem(words[:1].upper() + words[1:], basis)
        self.basis.setCurrentIndex(1)
        self.why = QLineEdit()
        self.why.setPlaceholderText("Alasan permintaan itu diterima, tanpa nama orang: alasan ini tetap disimpan")
        self.why.setAccessibleName("Alasan")
        for heading, lines in (("Akan dihapus", plan.lines), ("Tetap disimpan", plan.stays)):
            told = QLabel("\n".join(f"- {one}" for one in lines))
            told.setWordWrap(True)
            self.body.addWidget(heading_label(heading, 3))
            self.body.addWidget(told)
        self.body.addWidget(self.basis)
        self.body.addWidget(self.why)
        if plan.refusal is not None:
            self.bar.say_error(plan.refusal)
            allow_unless(plan.refusal.what, self.press)

    def submit(self) -> None:
        name = "Berita Acara Penghapusan.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan berita acara", name, "PDF (*.pdf)")
        if chosen:
            self.erase_to(Path(chosen))

    def erase_to(self, path: Path) -> None:
        """Erase, with the certificate at ``path``."""
        basis, why = ErasureBasis(self.basis.currentData()), self.why.text()
        self.run("Menghapus data seseorang", partial(_erased, self.office, self.worker_id, basis, path, why))


def _erased(office: Office, worker_id: str, basis: ErasureBasis, path: Path, why: str, progress: Progress) -> Change:
    del progress
    return erase_worker(office, worker_id, basis, path, why=why)
