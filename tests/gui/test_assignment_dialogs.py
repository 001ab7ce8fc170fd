"""A list sent down and taken in, by the dialogs of both offices."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.gui.resting import rest
from tests.services.district.test_assignments import HERE, THERE, write_list
from tests.working_day import everyone, exchange_cards, new_folder, new_office, open_for
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.assign_dialog import AssignDialog
from ucj_desktop.gui.pages.inbox_page import InboxPage
from ucj_desktop.gui.pages.take_assignment_dialog import TakeAssignmentDialog
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.storage import rounds


def test_a_list_goes_down_with_a_quota_and_becomes_rounds(tmp_path: Path, qtbot: QtBot) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folders = {code: new_folder(tmp_path / code, code=code) for code in (HERE, THERE)}
    with new_office(tmp_path / "district", code="7302") as district:
        for folder in folders.values():
            with open_for(folder) as office:
                exchange_cards(office, district, tmp_path / "cards")
        window = MainWindow(district)
        qtbot.addWidget(window)
        window.show()
        window.go("inbox")
        page = window.page
        assert isinstance(page, InboxPage)
        assert page.assign.isVisible()
        dialog = AssignDialog(page.desk, window)
        dialog.open()
        dialog.read(write_list(tmp_path / "dtsen.xlsx", HERE, THERE))
        rest(page.desk)
        assert dialog.told.text() == "6 orang di 2 kecamatan."
        dialog.send_to(stick)
        rest(page.desk)
        assert "Sumber daftarnya belum ditulis" in dialog.bar.what.text()
        dialog.source.setText("DTSEN triwulan III 2026")
        item = dialog.villages.item(0, 2)
        assert item is not None
        item.setText("empat")
        dialog.send_to(stick)
        rest(page.desk)
        assert "bukan jumlah orang" in dialog.bar.what.text()
        item.setText("4")
        dialog.send_to(stick)
        rest(page.desk)
        assert not dialog.isVisible()
        assert sorted(one.suffix for one in stick.iterdir()) == [".ucjt", ".ucjt"]
        rest(window.desk)
    with open_for(folders[HERE]) as office:
        window = MainWindow(office)
        qtbot.addWidget(window)
        window.show()
        window.go("verification")
        rest(window.desk)
        verification = window.page
        assert isinstance(verification, VerificationPage)
        assert verification.empty.other is not None
        assert verification.empty.other.isVisible()
        taking = TakeAssignmentDialog(verification.desk, window)
        taking.open()
        taking.look_into(tmp_path / "cards")
        rest(window.desk)
        assert "tidak ada penugasan" in taking.bar.what.text()
        assert not taking.press.isEnabled()
        taking.look_into(stick)
        rest(window.desk)
        assert "3 orang baru" in taking.told.text()
        assert everyone(office) == []
        taking.press.click()
        rest(window.desk)
        assert len(everyone(office)) == 3
        assert verification.assigned.isVisible()
        with office.database.reading() as connection:
            assert [one.quota for one in rounds.open_by_village(connection).values()].count(4) == 1
        rest(window.desk)
