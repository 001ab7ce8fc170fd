"""Scenes of the gallery for receiving: what is listed before trust, who changes and how, the code of a receipt."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.district_day import UJUNG_BULU, TwoPackages, send_package
from tests.offices import make_office
from ucj_desktop.domain.card_revocation import RevocationReason
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.inbox_page import InboxPage
from ucj_desktop.gui.pages.receipt_code_dialog import ReceiptCodeDialog
from ucj_desktop.gui.pages.send_page import SendPage
from ucj_desktop.services.district.package_diff import DiffKind
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.revoke_card import revoke_card
from ucj_desktop.services.handoff.take_receipt_code import take_receipt_code
from ucj_desktop.services.office import Office

Settle = Callable[[MainWindow], None]
InboxScene = Callable[[Path, Settle], QWidget]


def _inbox(office: Office, stick: Path, settle: Settle) -> InboxPage:
    window = MainWindow(office)
    window.show()
    window.go("inbox")
    page = window.page
    assert isinstance(page, InboxPage)
    page.chooser.choose_folder(stick)
    settle(window)
    return page


def _listed(folder: Path, settle: Settle) -> QWidget:
    """Next, following, a revoked card, a stranger, and a file that is no package."""
    made = TwoPackages(folder)
    send_package(made.kabupaten, folder / "ujung-bulu", made.stick, code=UJUNG_BULU, count=9)
    revoke_card(made.kabupaten, UJUNG_BULU, RevocationReason.STOLEN)
    stranger = make_office(folder / "lain", code="7302")
    send_package(stranger, folder / "bonto-bahari", made.stick, code="730203", count=4)
    stranger.close()
    (made.stick / "UCJ-730299-0001.ucj").write_bytes(b"bukan paket")
    page = _inbox(made.kabupaten, made.stick, settle)
    page.arrivals.table.go_to(page.arrivals.model.ids[2])
    return page.window()


def _changed(folder: Path, settle: Settle) -> QWidget:
    """The second of two packages, whose one correction shows field by field."""
    made = TwoPackages(folder)
    page = _inbox(made.kabupaten, made.stick, settle)
    page.arrivals.check()
    settle_window = page.window()
    assert isinstance(settle_window, MainWindow)
    settle(settle_window)
    page.arrivals.table.go_to(str(made.second))
    dialog = page.arrivals.open_people(DiffKind.CHANGED)
    assert dialog is not None
    return dialog


def _sent(folder: Path, settle: Settle) -> SendPage:
    """The first package's receipt came on paper and its code was typed; the second waits."""
    made = TwoPackages(folder)
    take_receipt_code(made.kecamatan, receive_package(made.kabupaten, made.first).code)
    window = MainWindow(made.kecamatan)
    window.show()
    window.go("send", "sent")
    settle(window)
    page = window.page
    assert isinstance(page, SendPage)
    return page


def _typed(folder: Path, settle: Settle) -> QWidget:
    return _sent(folder, settle).window()


def _typing(folder: Path, settle: Settle) -> QWidget:
    """A slip of one letter, named."""
    page = _sent(folder, settle)
    window = page.window()
    assert isinstance(window, MainWindow)
    dialog = ReceiptCodeDialog(page.desk, page)
    dialog.show()
    dialog.code.setText("F95W-KEJF-QF2K")
    dialog.submit()
    settle(window)
    return dialog


INBOX_SCENES: dict[str, InboxScene] = {
    "inbox_listed": _listed,
    "inbox_changed": _changed,
    "send_code_typed": _typed,
    "send_code_typing": _typing,
}
