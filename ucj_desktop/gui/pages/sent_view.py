"""What was sent: each package with its receipt, the district's answers, and reading new ones."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.receipt_outcome import OUTCOME_WORDS, ReceiptOutcome
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.receipt_code_dialog import ReceiptCodeDialog
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.handoff.create_package import SentPackage, deliver_package, list_sent
from ucj_desktop.services.handoff.list_sticks import Stick, list_sticks
from ucj_desktop.services.handoff.take_receipt_code import LIMITS, KeptCode, TypedCode, typed_codes
from ucj_desktop.services.handoff.take_replies import Reply, TakenIn, list_answers, take_replies
from ucj_desktop.services.office import Office

_KINDS: Mapping[str, str] = {"full": "Penuh", "delta": "Perubahan", "nihil": "Nihil"}
# What the district counts in a receipt, in words.
_RECEIPT_WORDS: Mapping[str, str] = {
    "new": "baru",
    "changed": "berubah",
    "same": "sama",
    "refused": "ditolak",
    "held": "ditahan",
    "withdrawn": "ditarik",
}
_ABOUT_CODE = "Kode dari lembar tanda terima kabupaten, bila flashdisk kembali kosong"


class SentView(QWidget):
    """The packages, the newest first; under them the answers."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.sent: dict[str, SentPackage] = {}
        self.typed: Mapping[int, KeptCode] = {}
        columns: list[Column[SentPackage]] = [
            Column("sequence", "Nomor", lambda one: texts.number(one.sequence), 6, is_number=True),
            Column("kind", "Isi", lambda one: _KINDS.get(one.kind, one.kind), 10),
            Column("created_at", "Dibuat", lambda one: texts.moment(one.created_at), 16),
            Column("workers", "Pekerja", lambda one: texts.number(one.worker_count), 7, is_number=True),
            Column("delivered", "Flashdisk", _delivered, 22, state=_delivered_state),
            Column("receipt", "Tanda terima kabupaten", self._receipt, 40, state=self._receipt_state),
        ]
        self.model: RowsModel[SentPackage] = RowsModel(columns, self._fetch, _key, self)
        self.table = RowTable(self.model)
        self.table.setAccessibleName("Paket yang sudah dikirim")
        self.bar = SentenceBar()
        self.answers = PlainTable(("Balasan", "Dibaca", "Diterima", "Dikembalikan", "Sudah usang"), numbers=(2, 3, 4))
        self.answers.setAccessibleName("Balasan atas paket ini")
        self.answers.setMaximumHeight(160)
        self.no_answers = soft_label("Belum ada balasan dari kabupaten.")
        self.read = button("Baca tanda terima dan balasan", self.read_sticks, icon="tray", kind="primary")
        self.from_file = button("Dari folder lain", self.choose_folder, icon="folder-open")
        self.type_code = button("Ketik kode", self.ask_code, icon="keyboard", tip=_ABOUT_CODE)
        self.write_again = button(
            "Tulis lagi", self.choose_target, icon="arrow-clockwise", tip="Tulis paket ini lagi, persis sama"
        )
        self.empty = EmptyPage(
            "paper-plane-tilt",
            "Belum ada paket yang dikirim",
            "Setiap paket tercatat di sini bersama tanda terima dan balasan dari kabupaten.",
        )
        self._lay_out()
        self.table.went_to.connect(self._on_moved)

    def _lay_out(self) -> None:
        may = self.desk.may(Action.CREATE_PACKAGE)
        tools = QHBoxLayout()
        tools.setSpacing(look.GRID * 2)
        for one in (self.read, self.from_file, self.type_code, self.write_again):
            hide_unless(may, one)
            tools.addWidget(one)
        tools.addStretch(1)
        inside = QVBoxLayout()
        inside.setSpacing(look.GRID * 2)
        inside.addLayout(tools)
        inside.addWidget(self.bar)
        inside.addWidget(self.table, 1)
        inside.addWidget(heading_label("Balasan kabupaten", 3))
        inside.addWidget(self.no_answers)
        inside.addWidget(self.answers)
        self.filled = QWidget()
        inside.setContentsMargins(0, 0, 0, 0)
        self.filled.setLayout(inside)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.addWidget(self.filled, 1)
        down.addWidget(self.empty, 1)

    def first_field(self) -> QWidget:
        return self.table

    def reload(self) -> None:
        """Packages and answers anew."""
        here = self.table.current_id()
        self.sent = {_key(one): one for one in reversed(list_sent(self.office))}
        self.typed = typed_codes(self.office)
        self.model.set_ids(list(self.sent))
        if self.sent and not self.table.go_to(here):
            self.table.go_to(next(iter(self.sent)))
        self.filled.setVisible(bool(self.sent))
        self.empty.setVisible(not self.sent)
        self._on_moved(self.table.current_id())
        answers = list_answers(self.office)
        self.answers.show_rows([_answer_cells(one) for one in reversed(answers)])
        self.answers.setVisible(bool(answers))
        self.no_answers.setVisible(not answers)

    def _on_moved(self, key: str) -> None:
        allow_unless("" if key else "Belum ada paket yang dibuat.", self.write_again)

    def read_sticks(self) -> None:
        """From the stick that holds replies; where none does, the clerk shows a folder."""
        self.desk.read(partial(_sticks, self.office), self._on_sticks)

    def _on_sticks(self, found: list[Stick]) -> None:
        holding = [one for one in found if one.replies]
        if holding:
            self.take_from(holding[0].folder)
        else:
            self.choose_folder()

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk atau folder dari kabupaten")
        if chosen:
            self.take_from(Path(chosen))

    def take_from(self, folder: Path) -> None:
        """Every receipt and answer for this office that lies there."""
        self.desk.start("Membaca balasan", partial(take_replies, self.office, folder), self._on_taken)

    def _on_taken(self, taken: TakenIn) -> None:
        self.desk.changes.announce(Change(taken.change.touched, ""))
        extra = []
        if taken.outdated:
            extra.append(f"{taken.outdated} balasan menyangkut revisi lama dan tidak dipakai.")
        if taken.unknown:
            extra.append(f"{taken.unknown} balasan menyangkut pekerja yang tidak ada di sini.")
        if taken.returned:
            extra.append("Yang dikembalikan ada di halaman Pekerja, tahap Dikembalikan, beserta alasannya.")
        state = State.WARNS if taken.returned or taken.outdated or taken.unknown else State.GOOD
        self.bar.say(state, taken.change.sentence, " ".join(extra))

    def ask_code(self) -> None:
        """For a receipt that came back on paper only."""
        dialog = ReceiptCodeDialog(self.desk, self)
        dialog.done_with.connect(self._on_typed)
        dialog.open()

    def _on_typed(self, said: TypedCode) -> None:
        self.desk.changes.announce(Change(said.change.touched, ""))
        is_whole = said.outcome is ReceiptOutcome.WHOLE
        self.bar.say(State.GOOD if is_whole else State.WARNS, said.change.sentence, LIMITS)

    def choose_target(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk atau folder tujuan")
        if chosen:
            self.deliver_to(Path(chosen))

    def deliver_to(self, folder: Path) -> None:
        """The package under the cursor once more, byte for byte the same."""
        package = self.sent.get(self.table.current_id())
        if package is not None:
            self.desk.start("Menulis paket", partial(_delivered_again, self.office, package, folder))

    def _receipt(self, one: SentPackage) -> str:
        typed = self.typed.get(one.sequence)
        if one.receipt_at or typed is None:
            return _receipt(one)
        return f"{texts.moment(typed.at)}, menurut kode: {OUTCOME_WORDS[ReceiptOutcome(typed.outcome)]}"

    def _receipt_state(self, one: SentPackage) -> State:
        typed = self.typed.get(one.sequence)
        if one.receipt_at or typed is None:
            return _receipt_state(one)
        return State.GOOD if typed.outcome == ReceiptOutcome.WHOLE else State.WARNS

    def _fetch(self, keys: Sequence[str]) -> Sequence[SentPackage]:
        return [self.sent[key] for key in keys if key in self.sent]


def _sticks(office: Office, progress: Progress = SILENT) -> list[Stick]:
    del progress
    return list_sticks(office)


def _delivered_again(office: Office, package: SentPackage, folder: Path, progress: Progress = SILENT) -> Change:
    deliver_package(office, package, folder, progress=progress)
    return Change(Touched.PACKAGES, f"Paket {package.file_name} tertulis utuh di {folder.name or folder}.")


def _answer_cells(one: Reply) -> tuple[str, ...]:
    counted = (one.counts.get(name, 0) for name in ("accepted", "returned", "outdated"))
    return (f"Nomor {one.sequence}", texts.moment(one.at), *map(texts.number, counted))


def _key(one: SentPackage) -> str:
    return str(one.sequence)


def _delivered(one: SentPackage) -> str:
    return f"ditulis {texts.moment(one.delivered_at)}" if one.delivered_at else "belum sampai"


def _delivered_state(one: SentPackage) -> State:
    return State.GOOD if one.delivered_at else State.BLOCKS


def _receipt(one: SentPackage) -> str:
    if not one.receipt_at:
        return "belum ada"
    counts = (one.receipt or {}).get("counts", {})
    said = [f"{texts.number(number)} {_RECEIPT_WORDS.get(name, name)}" for name, number in counts.items() if number]
    return f"{texts.moment(one.receipt_at)}: {', '.join(said) or 'tanpa pekerja'}"


def _receipt_state(one: SentPackage) -> State:
    if not one.receipt_at:
        return State.NOTE
    counts = (one.receipt or {}).get("counts", {})
    return State.WARNS if counts.get("refused") else State.GOOD
