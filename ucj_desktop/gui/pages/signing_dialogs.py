"""Signing a letter with a certificate, and taking in a PDF that was signed elsewhere."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import StateLabel, soft_label
from ucj_desktop.gui.widgets.password_eye import add_eye
from ucj_desktop.gui.widgets.settings_section import line_of_form, new_form
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.print_report import Letter
from ucj_desktop.services.paper.sign_letter import SigningWish, printed_signers, sign_letter
from ucj_desktop.services.paper.take_signed import SignatureFound, SignedFile, take_signed

_BY_CERTIFICATE = "Nama pada sertifikat"


class SignDialog(Asking):
    """Which certificate, its passphrase, and over whose printed name."""

    def __init__(self, desk: Desk, letter: Letter, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Tanda tangani dengan sertifikat",
            f"{letter.title}. Versi bertanda tangan disimpan di samping cetakan aslinya. Sertifikat dan kata sandinya"
            " hanya dipakai sekali ini, tidak disimpan.",
            "Tanda tangani",
            parent=parent,
        )
        self.letter = letter
        self.path: Path | None = None
        self.file_name = QLineEdit()
        self.file_name.setReadOnly(True)
        self.choose = button("Pilih berkas", self.choose_file, icon="folder-open")
        self.choose.setAutoDefault(False)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        add_eye(self.passphrase)
        self.over = QComboBox()
        self.over.addItem(_BY_CERTIFICATE, "")
        for name in printed_signers(self.office, letter):
            self.over.addItem(name, name)
        form = new_form()
        line_of_form(form, "Sertifikat", self.file_name, "berkas .p12 atau .pfx, biasanya di flashdisk")
        line_of_form(form, "Kata sandi", self.passphrase)
        line_of_form(form, "Di atas nama", self.over)
        beside = QHBoxLayout()
        beside.addWidget(self.choose)
        beside.addStretch(1)
        form.insertRow(1, "", beside)
        self.body.addLayout(form)
        self.first = self.choose

    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Sertifikat", "", "Sertifikat (*.p12 *.pfx)")
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        self.path = path
        self.file_name.setText(path.name)
        self.file_name.setToolTip(str(path))
        self.passphrase.setFocus()

    def submit(self) -> None:
        if self.path is None:
            self.bar.say(State.BLOCKS, "Pilih dulu berkas sertifikatnya.")
            return
        wish = SigningWish(path=self.path, passphrase=self.passphrase.text(), over=self.over.currentData())
        self.run("Menandatangani surat", partial(_signed, self.office, self.letter.letter_id, wish))


class TakeSignedDialog(Asking):
    """What a PDF says of its signatures, before it is kept."""

    def __init__(self, desk: Desk, path: Path, found: SignedFile, parent: QWidget) -> None:
        super().__init__(
            desk,
            "PDF bertanda tangan",
            f"{path.name}. Diperiksa di komputer ini, tanpa internet.",
            "Simpan di arsip",
            parent=parent,
        )
        self.path = path
        self.body.setSpacing(look.GRID * 2)
        for one in found.signatures:
            self.body.addWidget(StateLabel(_state(one), _word(one)))
            when = "" if one.claimed_at is None else f" Waktu menurut penanda tangan: {_moment(one)}."
            self.body.addWidget(soft_label(f"{one.sentence}{when}"))
        is_ours = found.letter is not None
        state, word = (State.GOOD, "Surat kantor ini") if is_ours else (State.BLOCKS, "Bukan surat kantor ini")
        self.body.addWidget(StateLabel(state, word))
        self.body.addWidget(soft_label(found.sentence))
        fault = "" if is_ours else "Hanya surat dari arsip kantor ini yang bisa disimpan."
        if not found.signatures:
            fault = "PDF ini tidak memuat tanda tangan elektronik."
            self.body.insertWidget(0, StateLabel(State.BLOCKS, "Tanpa tanda tangan elektronik"))
        elif not all(one.is_intact and one.is_last_word for one in found.signatures):
            fault = "Tanda tangannya tidak utuh, jadi tidak disimpan."
        allow_unless(fault, self.press)

    def submit(self) -> None:
        self.run("Menyimpan PDF bertanda tangan", partial(_taken, self.office, self.path))


def _state(one: SignatureFound) -> State:
    if not (one.is_intact and one.is_last_word):
        return State.BLOCKS
    return State.GOOD if one.is_trusted else State.WARNS


def _word(one: SignatureFound) -> str:
    if not one.is_intact:
        return "Tanda tangan tidak sah"
    if not one.is_last_word:
        return "Isi ditambah sesudah ditandatangani"
    return "Tanda tangan utuh" if one.is_trusted else "Utuh, penerbit belum dikenal"


def _moment(one: SignatureFound) -> str:
    assert one.claimed_at is not None
    return f"{one.claimed_at.astimezone():%d-%m-%Y %H.%M}"


def _signed(office: Office, letter_id: str, wish: SigningWish, progress: Progress) -> Change:
    progress.step(0, None, "Menandatangani surat")
    return sign_letter(office, letter_id, wish)[1]


def _taken(office: Office, path: Path, progress: Progress) -> Change:
    progress.step(0, None, "Memeriksa tanda tangan")
    return take_signed(office, path)[1]
