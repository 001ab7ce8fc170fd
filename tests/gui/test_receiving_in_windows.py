"""Two packages looked into person by person, a receipt printed, its code typed; cards that were revoked are named."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.district_day import TwoPackages
from ucj_desktop.domain.card_revocation import RevocationReason
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.inbox_page import InboxPage
from ucj_desktop.gui.pages.receipt_code_dialog import ReceiptCodeDialog
from ucj_desktop.gui.pages.send_page import SendPage
from ucj_desktop.services.district.package_diff import DiffKind
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import DistrictCardRevoked, create_package
from ucj_desktop.services.handoff.revoke_card import revoke_card
from ucj_desktop.services.handoff.take_receipt_code import LIMITS

Open = Callable[[object], MainWindow]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[TwoPackages]:
    made = TwoPackages(tmp_path)
    yield made
    made.close()


def inbox(world: TwoPackages, open_window: Open, qtbot: QtBot) -> InboxPage:
    window = open_window(world.kabupaten)
    window.go("inbox")
    page = window.page
    assert isinstance(page, InboxPage)
    page.chooser.choose_folder(world.stick)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    return page


def kirim(world: TwoPackages, open_window: Open, qtbot: QtBot, subject: str) -> SendPage:
    window = open_window(world.kecamatan)
    window.go("send", subject)
    page = window.page
    assert isinstance(page, SendPage)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    return page


def test_both_packages_are_looked_into_and_every_number_opens_its_people(
    world: TwoPackages, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = inbox(world, open_window, qtbot)
    page.arrivals.check()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert [row.words for row in page.arrivals.rows.values()] == ["Asli, siap diterima"] * 2
    page.arrivals.table.go_to(str(world.second))
    assert [press.text() for press in page.arrivals.panel.counts.values()] == [
        "Baru 0", "Berubah 3", "Sama 0", "Ditarik 3", "Ditolak 0", "Ditahan 0",
    ]  # fmt: skip
    assert not page.arrivals.panel.counts["refused"].isEnabled()
    dialog = page.arrivals.open_people(DiffKind.CHANGED)
    assert dialog is not None
    assert dialog.model.rowCount() == 3
    mended = next(key for key in dialog.model.ids if "Dusun" in str(dialog.model.row_at(dialog.model.ids.index(key))))
    dialog.table.go_to(mended)
    after = [dialog.changes.model().index(row, 2).data() for row in range(dialog.changes.rowCount())]
    assert "Dusun Baru" in after
    assert any("******" in text for text in after)
    dialog.show_kind(DiffKind.WITHDRAWN)
    assert dialog.model.rowCount() == 3
    assert not dialog.excel.isEnabled()
    dialog.save_refused(tmp_path / "ditolak.xlsx")
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert dialog.bar.what.text() == "0 baris tersimpan: ditolak.xlsx."
    dialog.accept()
    page.arrivals.take_in()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert [row.words for row in page.arrivals.rows.values()] == ["Diterima"] * 2
    assert page.arrivals.open_people(DiffKind.CHANGED) is not None  # what was seen stays to be seen


def test_the_receipt_is_printed_and_its_code_is_typed_at_the_kecamatan(
    world: TwoPackages, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    receive_package(world.kabupaten, world.first)
    page = inbox(world, open_window, qtbot)
    page.taken.save_paper(tmp_path / "tanda.pdf")
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert (tmp_path / "tanda.pdf").read_bytes().startswith(b"%PDF")
    (taken,) = page.taken.taken.values()
    sent = kirim(world, open_window, qtbot, "sent").sent
    dialog = ReceiptCodeDialog(sent.desk, sent)
    dialog.done_with.connect(sent._on_typed)
    dialog.code.setText(taken.code[:-1] + ("A" if taken.code[-1] != "A" else "B"))
    dialog.submit()
    qtbot.waitUntil(lambda: sent.desk.is_idle)
    assert "kelompok 3, huruf ke-4" in dialog.bar.what.text()
    dialog.code.setText(taken.code.lower())
    dialog.submit()
    qtbot.waitUntil(lambda: sent.desk.is_idle)
    assert (sent.bar.what.text(), sent.bar.fix.text()) == ("Paket nomor 0001 diterima utuh.", LIMITS)
    receipts = {one.sequence: sent._receipt(one) for one in sent.sent.values()}
    assert receipts[2] == "belum ada"
    assert receipts[1].endswith("menurut kode: diterima utuh")


def test_a_card_that_was_revoked_is_named_at_both_ends(world: TwoPackages, open_window: Open, qtbot: QtBot) -> None:
    page = inbox(world, open_window, qtbot)
    assert not page.revoked.isVisible()
    page.desk.changes.announce(revoke_card(world.kabupaten, "730201", RevocationReason.LOST))
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.revoked.what.text().startswith("Kartu Kecamatan Gantarang dicabut pada ")
    page.arrivals.check()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert {row.state for row in page.arrivals.rows.values()} == {State.BLOCKS}
    revoke_card(world.kecamatan, "7302", RevocationReason.EXPOSED)
    sending = kirim(world, open_window, qtbot, "send").send
    assert sending.bar.what.text().startswith("Kartu Kabupaten Bulukumba dicabut pada ")
    assert not sending.send.isEnabled()
    with pytest.raises(DistrictCardRevoked):
        create_package(world.kecamatan, world.stick, nihil=True)


def test_after_receiving_was_stopped_the_stick_is_looked_at_anew(
    world: TwoPackages, open_window: Open, qtbot: QtBot
) -> None:
    """The first package was kept before the second was stopped."""
    page = inbox(world, open_window, qtbot)
    page.arrivals.check()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    receive_package(world.kabupaten, world.first)
    page.arrivals._on_stopped()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert [row.words for row in page.arrivals.rows.values()] == ["Nomornya sudah diterima", "Belum dipercaya"]
    assert [one.sequence for one in page.taken.taken.values()] == [1]
    assert not page.arrivals.receive.isEnabled()


def test_ctrl_p_prints_a_receipt_only_where_one_is_meant(world: TwoPackages, open_window: Open, qtbot: QtBot) -> None:
    page = inbox(world, open_window, qtbot)
    assert not page.print_what_is_meant()
    page.tabs.setCurrentWidget(page.taken)
    assert not page.print_what_is_meant()  # nothing was received yet
