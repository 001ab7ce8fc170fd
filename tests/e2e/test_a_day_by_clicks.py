"""The whole day of a clerk by clicks and keys, read from the screen: from the empty folder to the answer."""

from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.e2e.clicks import Desktop, button_named, shown_rows
from tests.e2e.steps_by_clicks import (
    close_minutes,
    enter_workers_by_keys,
    import_workbook,
    mend_and_confirm,
    pin_card,
    print_minutes,
    receive_and_answer,
    send,
    set_letterhead_and_signers,
    settle_pairs,
    take_receipt_and_answer,
    validate,
    verify_all,
    verify_by_keys,
    write_card,
)
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.gui import look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.history_page import HistoryPage
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.send_page import CardsPage, SendPage
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.care.made_up_people import USUAL, people
from ucj_desktop.services.care.ugly_workbook import UglyRow, write_ugly_workbook

PASSWORD = "kuda lumping terbang malam"
VILLAGES = {"7302011002": "Jalanjang", "7302011003": "Mario Rennu", "7302012004": "Bialo"}
SEED = 353  # has every trouble that the day needs


@pytest.fixture(autouse=True)
def new_computer(qapp: QApplication, tmp_path: Path, no_sticks: None) -> None:
    """Our palette, and no window place or column that an earlier test has kept."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    look.put_on(qapp)


def ugly_file(path: Path, count: int = 40) -> list[UglyRow]:
    """What three villages send in one workbook: one person in five is not as it should be."""
    inside = (one.worker for one in people(SEED, "730201", trouble=USUAL) if one.worker.village_code in VILLAGES)
    return write_ugly_workbook(path, list(islice(inside, count)), seed=5)


def twin_of(rows: list[UglyRow]) -> Worker:
    """Somebody of the file who also comes to the counter, with another NIK of the same day."""
    one = next(row.worker for row in rows if row.worker.nik[6:12] == _digits_of_birth(row.worker))
    return replace(one, nik=f"{one.nik[:12]}7777")


def _digits_of_birth(worker: Worker) -> str:
    born = worker.birth_date
    return f"{born.day + (40 if worker.sex is Sex.FEMALE else 0):02d}{born:%m%y}" if born is not None else "-"


def backups_in(folder: Path) -> int:
    return len(list((folder / "backups").iterdir()))


def test_a_clerks_day_from_the_empty_folder_to_the_answer(tmp_path: Path, qtbot: QtBot) -> None:
    file, stick = tmp_path / "usulan desa.xlsx", tmp_path / "FLASHDISK"
    stick.mkdir()
    truth = ugly_file(file)
    twin = twin_of(truth)

    office = Desktop.switched_on(tmp_path / "kecamatan", qtbot)
    office.make_first_office("Gantarang", "Andi Rahma", PASSWORD)
    assert office.window.top.office_name.text() == "Kecamatan Gantarang"
    set_letterhead_and_signers(office)
    enter_workers_by_keys(office, [(twin.nik, twin.full_name)], VILLAGES[twin.village_code])
    total = 1 + import_workbook(office, file, truth)
    mend_and_confirm(office)
    total -= settle_pairs(office)
    minuted = 0
    for village in ("Jalanjang", "Mario Rennu"):
        verify_by_keys(office, village)
        minuted += validate(office)
    close_minutes(office, minuted, villages=2)
    print_minutes(office, tmp_path / "berita acara.pdf", minuted)

    district = Desktop.switched_on(tmp_path / "kabupaten", qtbot)
    district.make_first_office("Bulukumba", "Hj. Nurhayati", PASSWORD, is_district=True)
    theirs = write_card(district, district.go("cards", CardsPage).cards, stick)

    office.come_to_front()
    sending = office.go("send", SendPage)
    office.hands.click(button_named(sending.send.bar, "Ke kartu kantor"))
    ours = write_card(office, sending.cards, stick)
    pin_card(office, sending.cards, stick / "UCJ-7302.ucjk", theirs)
    send(office, stick, minuted)

    district.come_to_front()
    pin_card(district, district.go("cards", CardsPage).cards, stick / "UCJ-730201.ucjk", ours)
    accepted = receive_and_answer(district, stick, minuted)
    assert district.go("workers", WorkersPage).subtitle.text() == f"{minuted} pekerja"
    district.close()

    office.come_to_front()
    take_receipt_and_answer(office, stick, minuted, accepted)
    workers = shown_rows(office.go("workers", WorkersPage).model)
    stages = Counter(row[5] for row in workers)
    # Of those found not eligible no answer is awaited: they stay Terkirim.
    assert stages == {"Diterima kabupaten": accepted, "Terkirim": minuted - accepted, "Terkumpul": total - minuted}
    journal = office.go("history", HistoryPage)
    said = [row[2] for row in shown_rows(journal.model)]
    assert said[0] == f"Balasan dibaca (urutan 1, {accepted} diterima)."
    assert said.count("Balasan kabupaten dicatat.") == accepted
    office.hands.click(journal.verify)
    office.rest()
    assert journal.result.state is State.GOOD
    before = backups_in(office.folder)
    office.close()
    assert backups_in(office.folder) == before + 1

    again = Desktop.switched_on(office.folder, qtbot)
    again.log_in(PASSWORD)
    assert shown_rows(again.go("workers", WorkersPage).model) == workers
    assert again.go("letters", LettersPage).tabs.tabText(1) == "Arsip (1)"
    assert again.go("verification", VerificationPage).tabs.tabText(1) == "Berita acara (1)"
    again.close()


def test_ten_workers_reach_closed_minutes_in_so_many_presses(tmp_path: Path, qtbot: QtBot) -> None:
    office = Desktop.switched_on(tmp_path / "kecamatan", qtbot)
    office.make_first_office("Gantarang", "Andi Rahma", PASSWORD)
    names = ("Ambo", "Baso", "Cahaya", "Daeng", "Erna", "Fatimah", "Hasnah", "Indo", "Jumriah", "Kamaria")
    ten = [(f"730201570880{number:04d}", f"{name} Rahma") for number, name in enumerate(names, start=1)]
    enter_workers_by_keys(office, ten, "Jalanjang")
    verify_all(office, "Jalanjang")
    close_minutes(office, validate(office), villages=1)
    hands = office.hands  # 15 clicks, 82 keys and 693 letters when this was written
    told = f"{hands.clicks} clicks, {hands.keys} keys, {hands.letters} letters"
    assert hands.clicks <= 16, told
    assert hands.keys <= 90, told
    office.close()
