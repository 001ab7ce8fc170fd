"""The steps of a clerk's day, each by clicks and keys and with a look at what the screen says of it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.e2e.clicks import CONTROL, Desktop, button_named, says, shown_rows
from ucj_desktop.domain.verdict import Step
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.cards_view import CardsView
from ucj_desktop.gui.pages.duplicates_page import DuplicatesPage
from ucj_desktop.gui.pages.findings_page import FindingsPage
from ucj_desktop.gui.pages.import_page import ImportPage
from ucj_desktop.gui.pages.inbox_page import InboxPage
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.minutes_dialogs import CloseMinutesDialog
from ucj_desktop.gui.pages.send_page import SendPage
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.widgets.stick_cards import StepState
from ucj_desktop.services.care.ugly_workbook import Expected, UglyRow

Key = Qt.Key
SIGNERS = (("Andi Mappatoba, S.Sos.", "CAMAT GANTARANG"), ("Hasnah, S.IP.", "KETUA TIM VERIFIKASI"))
NUMBER = "500.15/012/KEC-GTR/2026"
_READ_AS = {"Baru": Expected.NEW, "Sama": Expected.SAME, "Ditolak": Expected.REFUSED}


def set_letterhead_and_signers(desktop: Desktop) -> None:
    """The letterhead's lines, and who signs."""
    hands, page = desktop.hands, desktop.go("settings", SettingsPage)
    section: QWidget = page.section("letterhead")
    for name, typed in (("Alamat", "Jalan Pendidikan No. 1, Ponre"), ("Kode pos", "92561"), ("Tempat surat", "Ponre")):
        hands.fill(_box_named(section, name), typed)
    hands.click(button_named(section, "Simpan"))
    desktop.rest()
    assert not button_named(section, "Simpan").isEnabled(), "everything is kept"
    hands.click_row(page.list, 1)
    section = page.section("signers")
    for name, position in SIGNERS:
        hands.click(button_named(section, "Tambah"))
        hands.write(name)
        hands.press(Key.Key_Tab)
        hands.write(position)
    hands.click(button_named(section, "Simpan"))
    desktop.rest()
    assert not says(section, "Ada perubahan yang belum disimpan.")


def _box_named(inside: QWidget, name: str) -> QLineEdit:
    [box] = [one for one in inside.findChildren(QLineEdit) if one.isVisible() and one.accessibleName() == name]
    return box


def enter_workers_by_keys(desktop: Desktop, people: list[tuple[str, str]], village: str) -> None:
    """NIK and name of each, and what else the form asks, the mouse untouched; what is carried over is not typed."""
    hands, page = desktop.hands, desktop.go("workers", WorkersPage)
    clicks = hands.clicks
    hands.press(Key.Key_N, CONTROL)
    form = page.entry.form
    rest = {"birth_place": "Bulukumba", "kk_number": "7302011105100004", "mother_name": "Hasnah",
            "village_code": village, "occupation": "Petani"}  # fmt: skip
    for nik, name in people:
        hands.write(nik)
        assert form.field_at_cursor() == "full_name", "a full NIK moves on by itself"
        hands.write(name)
        for field, typed in rest.items():
            if form.rows[field].editor.text():
                continue
            while form.field_at_cursor() != field:
                hands.press(Key.Key_Return)
            hands.write(typed)
        hands.press(Key.Key_Return, CONTROL)
        assert form.field_at_cursor() == "nik", "the next form is open"
    desktop.rest()
    assert all(one.state is State.GOOD for one in page.entry.entered)
    hands.press(Key.Key_Escape)
    desktop.rest()
    assert page.subtitle.text() == f"{len(people)} pekerja"
    assert hands.clicks == clicks


def import_workbook(desktop: Desktop, path: Path, truth: list[UglyRow]) -> int:
    """Dry run, its numbers read on the screen, and the import; how many workers came in."""
    hands, page = desktop.hands, desktop.go("import", ImportPage)
    with hands.answering(path):
        hands.click(page.start.drop.choose)
    desktop.rest()
    shown = {word: int(number) for word, number in (one.text().split() for one in page.review.rows.numbers.values())}
    meant = {word: sum(one.expected is kind for one in truth) for word, kind in _READ_AS.items()}
    assert shown == {**meant, "Berubah": 0}
    assert all(meant.values()), "the file is not ugly enough"
    assert says(page, "belum ada yang disimpan")
    assert page.review.commit.text() == f"Impor: {meant['Baru']} baru, 0 berubah"
    hands.click(page.review.commit)
    desktop.rest()
    assert page.subtitle.text().endswith("sudah diimpor.")
    assert page.review.bar.what.text().startswith(f"{meant['Ditolak']} baris ditolak.")
    return meant["Baru"]


def mend_and_confirm(desktop: Desktop) -> None:
    """A birth date nobody could read is mended in its field; the first warning is confirmed with a reason."""
    hands, page = desktop.hands, desktop.go("findings", FindingsPage)
    unread = next(number for number, row in enumerate(shown_rows(page.model)) if "Tanggal lahir tidak" in row[1])
    hands.click_row(page.table, unread)
    told = page.table.current_id()
    assert page.panel.state.accessibleName().startswith("Harus diperbaiki")
    hands.wait(lambda: bool(_niks_beside(page.panel)))
    [nik] = _niks_beside(page.panel)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_A, CONTROL)
    hands.write(_birth_date_in(nik))
    hands.press(Key.Key_Return)
    desktop.rest()
    assert told not in page.model.ids
    hands.press(Key.Key_Escape)
    while not page.panel.confirm.isVisible():
        before = page.table.current_id()
        hands.press(Key.Key_N)
        assert page.table.current_id() != before, "there is no warning to confirm"
    told = page.table.current_id()
    hands.press(Key.Key_K)
    hands.write("KTP-el asli sudah dilihat")
    hands.press(Key.Key_Return)
    desktop.rest()
    assert told not in page.model.ids


def _niks_beside(panel: QWidget) -> list[str]:
    """The NIK as it stands in groups beside the field that is mended, as soon as it is painted."""
    shown = (one.text().split() for one in panel.findChildren(QLabel) if one.isVisible())
    return ["".join(one) for one in shown if [len(part) for part in one] == [6, 6, 4]][:1]


def _birth_date_in(nik: str) -> str:
    """The day a NIK was made for, as a clerk reads it off: the day of a woman has 40 more."""
    day, month, year = int(nik[6:8]), nik[8:10], nik[10:12]
    return f"{day - 40 if day > 40 else day:02d}-{month}-{year}"


def settle_pairs(desktop: Desktop) -> int:
    """2 for the first pair, 1 for every other; how many workers were joined into another."""
    hands, page = desktop.hands, desktop.go("duplicates", DuplicatesPage)
    number = int(page.subtitle.text().removesuffix(" pasangan menunggu keputusan"))
    assert number >= 2
    assert says(page, "Tanggal lahir sama")
    hands.press(Key.Key_2)
    for _ in range(number - 1):
        assert page.outcome.text().startswith("Bila digabung: ")
        hands.press(Key.Key_1)
    desktop.rest()
    assert says(page, "Tidak ada pasangan yang menunggu")
    return number - 1


def verify_by_keys(desktop: Desktop, village: str) -> None:
    """S, P, T with a reason and U one by one, then S for all that are left, counted before it is recorded."""
    hands, page = desktop.hands, _village_under_keys(desktop, village)
    for key in (Key.Key_S, Key.Key_P, Key.Key_T, Key.Key_0, Key.Key_2, Key.Key_U):
        hands.press(key)
    desktop.rest()
    assert [tuple(row[4:]) for row in shown_rows(page.ruling.model)[:4]] == [
        ("LAYAK", ""),
        ("LAYAK (PERBAIKAN)", ""),
        ("TIDAK LAYAK", "TL-02 Pindah domisili"),
        ("BELUM", ""),
    ]
    assert page.ruling.told.text().startswith("3 dari ")
    hands.click(page.ruling.only_open)
    hands.click_row(page.ruling.table, 0)
    rule_on_all(desktop, Key.Key_S)
    hands.click(page.ruling.only_open)


def verify_all(desktop: Desktop, village: str) -> None:
    """Everyone of a village eligible."""
    _village_under_keys(desktop, village)
    rule_on_all(desktop, Key.Key_S)


def _village_under_keys(desktop: Desktop, village: str) -> VerificationPage:
    hands, page = desktop.hands, desktop.go("verification", VerificationPage)
    hands.click_row(page.table, next(n for n, row in enumerate(shown_rows(page.model)) if row[0] == village))
    hands.press(Key.Key_Return)
    assert page.ruling.heading.text() == f"Verifikasi {village}"
    return page


def rule_on_all(desktop: Desktop, key: Key) -> None:
    """One key for everyone in the list: what would happen is counted first, and then pressed."""
    page = desktop.window.page
    assert isinstance(page, VerificationPage)
    hands, bar = desktop.hands, page.ruling.bar
    hands.press(Key.Key_A, CONTROL)
    hands.press(key)
    desktop.rest()
    assert bar.what.text().startswith(f"{len(page.ruling.model.ids)} pekerja dipilih: ")
    hands.click(button_named(bar, "Catat "))
    desktop.rest()


def validate(desktop: Desktop) -> int:
    """The meeting agrees with all that was verified in the village on the screen; how many they are."""
    page = desktop.window.page
    assert isinstance(page, VerificationPage)
    hands, ruling = desktop.hands, page.ruling
    hands.click(ruling.steps[Step.VALIDATE])
    assert says(ruling, "Kantor satu petugas")
    rule_on_all(desktop, Key.Key_Return)
    number = len(ruling.model.ids)
    assert ruling.told.text() == f"{number} dari {number} pekerja sudah ada hasilnya."
    hands.press(Key.Key_Escape)
    desktop.rest()
    return number


def close_minutes(desktop: Desktop, workers: int, villages: int) -> None:
    """The dialog counts what it will freeze; afterwards the minutes stand in their list."""
    hands, page = desktop.hands, desktop.window.page
    assert isinstance(page, VerificationPage)
    hands.click(page.close_minutes_button)
    dialog = page.dialog
    assert isinstance(dialog, CloseMinutesDialog)
    hands.wait(dialog.isActiveWindow)
    assert says(dialog, f"{workers} pekerja di {villages} desa, revisi 1. Dicetak di dalamnya")
    hands.write(NUMBER)
    hands.click(dialog.press)
    hands.wait(lambda: QApplication.activeModalWidget() is None)
    desktop.come_to_front()
    desktop.rest()
    hands.click_tab(page.tabs, "Berita acara (1)")
    [shown] = shown_rows(page.minutes_view.model)
    assert [shown[place] for place in (0, 1, 3, 5)] == ["1-1", NUMBER, str(villages), "Ditutup"]


def print_minutes(desktop: Desktop, path: Path, workers: int) -> None:
    """The preview is the PDF itself; it is saved, archived, and known again as genuine."""
    hands, page = desktop.hands, desktop.go("letters", LettersPage)
    preview = page.make.preview
    text = " ".join(preview.document.getAllText(0).text().split())
    for printed in ("KECAMATAN GANTARANG", "Kode Pos 92561", "BERITA ACARA", NUMBER):
        assert printed in text
    assert preview.place.text().startswith("Halaman 1 dari ")
    with hands.answering(path):
        hands.click(page.make.save)
    desktop.rest()
    assert path.read_bytes().startswith(b"%PDF")
    assert page.tabs.tabText(1) == "Arsip (1)"
    hands.click_tab(page.tabs, "Periksa surat")
    with hands.answering(path):
        hands.click(page.check.open)
    desktop.rest()
    assert page.check.outcome.accessibleName() == "Asli"
    assert f"{workers} baris sama dengan data yang ditandatangani" in page.check.sentence.text()


def write_card(desktop: Desktop, cards: CardsView, stick: Path) -> str:
    """The office's card onto the stick; gives the digits that the screen shows to be read aloud."""
    with desktop.hands.answering(stick):
        desktop.hands.click(cards.write)
    desktop.rest()
    return " ".join(one.text() for one in cards.digits.findChildren(QLabel) if one.isVisible())


def pin_card(desktop: Desktop, cards: CardsView, path: Path, read_aloud: str) -> None:
    """Another office's card, compared digit by digit with what is read aloud on the telephone."""
    hands = desktop.hands
    with hands.answering(path):
        hands.click(cards.pin)
    dialog = cards.dialog
    assert dialog is not None
    assert not dialog.press.isEnabled(), "nothing is compared yet"
    hands.fill(dialog.typed, read_aloud)
    hands.fill(dialog.person, "Ibu Contoh, Kasi")
    hands.click(dialog.press)
    hands.wait(lambda: QApplication.activeModalWidget() is None)
    desktop.come_to_front()
    desktop.rest()
    assert shown_rows(cards.offices.model())[0][-1] == read_aloud


def send(desktop: Desktop, stick: Path, workers: int) -> None:
    """A folder as the stick, what will go, the one button, and the steps that are ticked."""
    hands, page = desktop.hands, desktop.go("send", SendPage)
    hands.click_tab(page.tabs, "Kirim paket")
    with hands.answering(stick):
        hands.click(page.send.folder)
    desktop.rest()
    assert page.send.told.text() == f"Paket nomor 1, {workers} pekerja, revisi berita acara 1."
    assert page.send.send.text() == f"Buat paket dan tulis ke {stick.name}"
    hands.click(page.send.send)
    desktop.rest()
    assert set(page.send.steps.states) == {StepState.DONE}
    assert says(page.send.steps, f"Berkas tersimpan utuh di folder {stick.name}.")


def receive_and_answer(desktop: Desktop, stick: Path, workers: int) -> int:
    """The district: nothing is trusted, then looked into, received and answered; how many were accepted."""
    hands, page = desktop.hands, desktop.go("inbox", InboxPage)
    with hands.answering(stick):
        hands.click(page.chooser.other)
    desktop.rest()
    arrivals = page.arrivals
    assert _arrival(page) == ["Kecamatan Gantarang", str(workers), "Belum dipercaya"]
    assert not arrivals.receive.isEnabled()
    hands.click(arrivals.look_inside)
    desktop.rest()
    assert _arrival(page) == ["Kecamatan Gantarang", str(workers), "Asli, siap diterima"]
    assert arrivals.will.text().startswith(f"Yang akan disimpan: {workers} baru.")
    assert not list(stick.glob("*.ucjr")), "a look inside writes nothing"
    hands.click(arrivals.receive)
    desktop.rest()
    assert _arrival(page) == ["Kecamatan Gantarang", str(workers), "Diterima"]
    assert len(list(stick.glob("*.ucjr"))) == 1
    hands.click_tab(page.tabs, "Balasan (")
    accepted = [row[3] for row in shown_rows(page.answers.model)].count("Diterima")
    assert f"{accepted} diterima, 0 dikembalikan" in page.answers.will.text()
    hands.click(page.answers.write)
    desktop.rest()
    assert says(page, "Tidak ada yang menunggu balasan")
    assert len(list(stick.glob("*.ucja"))) == 1
    return accepted


def _arrival(page: InboxPage) -> list[str]:
    [row] = shown_rows(page.arrivals.model)
    return [row[0], row[5], row[2]]


def take_receipt_and_answer(desktop: Desktop, stick: Path, workers: int, accepted: int) -> None:
    """Back in the kecamatan: what came with the stick is read, and stands in the history of what was sent."""
    hands, page = desktop.hands, desktop.go("send", SendPage)
    hands.click_tab(page.tabs, "Riwayat kiriman")
    with hands.answering(stick):
        hands.click(page.sent.from_file)
    desktop.rest()
    told = f"1 tanda terima dan balasan atas {accepted} pekerja dibaca: {accepted} diterima, 0 dikembalikan."
    assert page.sent.bar.what.text() == told
    assert shown_rows(page.sent.model)[0][5].endswith(f": {workers} baru")
