"""Typing the code of a receipt that came back on paper."""

from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.services.handoff.take_receipt_code import LIMITS, TypedCode, take_receipt_code
from ucj_desktop.services.office import Office

_LONGEST = 24  # signs, with dashes and spaces
_SIZE = 16  # points
_EDGE = look.GRID * 6


class ReceiptCodeDialog(Asking):
    """``done_with`` gives a TypedCode; a slip is said under the box, and what was typed stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Ketik kode tanda terima",
            "Bila flashdisk kembali kosong: ketik kode 12 huruf dari lembar tanda terima kabupaten, atau yang "
            "dibacakan lewat telepon. Program mencari sendiri paket mana yang dimaksud.",
            "Periksa kode",
            parent=parent,
        )
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST)
        self.code.setPlaceholderText("ABCD-EFGH-JKMN")
        self.code.setAccessibleName("Kode tanda terima")
        self.code.setMinimumHeight(look.TARGET)
        font = look.heading_font(2)
        font.setPointSize(_SIZE)
        self.code.setFont(font)
        label = QLabel("Kode, tiga kelompok")
        label.setBuddy(self.code)
        self.body.addWidget(label)
        self.body.addWidget(self.code)
        limits = soft_label(LIMITS)
        limits.setMinimumHeight(limits.heightForWidth(self.minimumWidth() - 2 * _EDGE))  # also beside a refusal
        self.body.addWidget(limits)
        self.first = self.code

    def submit(self) -> None:
        """Ask which package it is of."""
        self.run("Memeriksa kode", partial(_taken, self.office, self.code.text()))


def _taken(office: Office, typed: str, progress: object) -> TypedCode:
    del progress
    return take_receipt_code(office, typed)
