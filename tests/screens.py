"""The gallery: every page and dialog of a demo office as PNG files (python -m tests.screens --out DIR)."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.assignment_scenes import ASSIGNMENT_SCENES
from tests.budget_scenes import BUDGET_SCENES
from tests.demo_office import GANTARANG, PASSWORD, make_office, open_rounds, put_people
from tests.demo_rounds import let_days_pass
from tests.district_day import UJUNG_BULU, send_package
from tests.gui.faint_words import faint_words
from tests.gui.widget_faults import faults_of
from tests.home_scenes import HOME_SCENES, HomeScene
from tests.inbox_scenes import INBOX_SCENES
from tests.laptop_scenes import LAPTOP_SCENES
from tests.meeting_scenes import MEETING_SCENES
from tests.relay_scenes import RELAY_SCENES, RelayScene
from tests.rounds_scenes import LATER_SCENES, LaterScene
from tests.signing_scenes import SIGNING_SCENES
from ucj_desktop.crypto.nik_filter import make_nik_filter
from ucj_desktop.domain.attachment import AttachmentKind
from ucj_desktop.domain.coverage import CoverageFigures, Segment, SegmentFigures
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.outside import ListKind
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.gui import look
from ucj_desktop.gui.failure_box import clerk_error_box, crash_box
from ucj_desktop.gui.first_office import FirstOfficeWindow
from ucj_desktop.gui.garbage import Garbage
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.gui.main_window import HelpWindow, MainWindow
from ucj_desktop.gui.pages.account_dialogs import OnePersonDialog
from ucj_desktop.gui.pages.coverage_dialog import CoverageDialog
from ucj_desktop.gui.pages.subject_dialogs import CodeDialog, SubjectDialog
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.print_letter import PaperQuestion
from ucj_desktop.gui.recover_dialog import RecoverDialog
from ucj_desktop.gui.search_everything import SearchEverything
from ucj_desktop.gui.start_laptop_dialog import StartLaptopDialog
from ucj_desktop.services.accuracy.fix_many import FixAsked, fix_many, preview_fix
from ucj_desktop.services.accuracy.match_list import lists_matched
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.care.ugly_workbook import Layout, write_ugly_workbook
from ucj_desktop.services.care.undo_import import imports_made
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.import_plan import Outcome, Policy
from ucj_desktop.services.district.coverage_figures import save_figures
from ucj_desktop.services.handoff.exchange_cards import write_card
from ucj_desktop.services.log_in import names_of_accounts
from ucj_desktop.services.office import NoOfficeHere, Office
from ucj_desktop.services.shipped_files import help_of
from ucj_desktop.storage import elsewhere
from ucj_desktop.storage.elsewhere import ToldElsewhere

SIZE = (1366, 768)
THEMES = {"light": look.LIGHT, "dark": look.DARK}
_PDF_MILLISECONDS = 600  # a PDF is drawn by a thread of Qt's own that tells nobody when it is done


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scene may use: a kecamatan with people, one without, a kabupaten, and a kecamatan some days later."""

    folder: Path
    full: MainWindow
    empty: MainWindow
    district: MainWindow
    later: MainWindow  # a kecamatan with verdicts, minutes and letters
    letters: Path


Scene = Callable[[Stage], QWidget]


def _page(code: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        stage.full.go(code)
        return stage.full

    return scene


def _empty_page(code: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        stage.empty.go(code)
        return stage.empty

    return scene


def _district_page(code: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        stage.district.go(code)
        return stage.district

    return scene


def _later(made: LaterScene) -> Scene:
    def scene(stage: Stage) -> QWidget:
        return made(stage.later, stage.letters)

    return scene


def _home(name: str, made: HomeScene) -> Scene:
    def scene(stage: Stage) -> QWidget:
        return MainWindow(made(stage.folder.parent / name))

    return scene


def _relay(name: str, made: RelayScene) -> Scene:
    def scene(stage: Stage) -> QWidget:
        return made(stage.folder.parent / name, settle)

    return scene


def _login(stage: Stage) -> QWidget:
    window = LoginWindow(stage.folder)
    window.password.setText(PASSWORD)
    return window


def _login_refused(stage: Stage) -> QWidget:
    window = LoginWindow(stage.folder)
    window.bar.say_error(NoOfficeHere())
    return window


_PRINTED = "7QK3M2-9FHTDY-0PXRW4-C6NVEB-8SJZA5-1GKQTH-3WMYD7-EFXPR0"


def _forgotten(typed: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        dialog = RecoverDialog(stage.folder, names_of_accounts(stage.folder), "", Jobs(parent=stage.full), stage.full)
        dialog.code.setText(typed)
        if typed:
            dialog.password.first.setText(PASSWORD)
            dialog.submit()
        return dialog

    return scene


def _first_office(step: int) -> Scene:
    def scene(stage: Stage) -> QWidget:
        window = FirstOfficeWindow(stage.folder / "baru")
        place = window.place.box
        offers = place._search("Gantarang")
        place.choose(*offers[0])
        window.account.name.setText("Andi Rahma")
        window.account.password.setText(PASSWORD)
        window.letterhead.show_place(offers[0][0], OfficeKind.SUB_DISTRICT)
        window.sheet.show_code(_PRINTED, "Kecamatan Gantarang")
        window._show(step)
        return window

    return scene


def _workers_page(stage: Stage) -> WorkersPage:
    stage.full.go("workers")
    page = stage.full.page
    assert isinstance(page, WorkersPage)
    settle(stage.full)
    return page


def _entry_new(stage: Stage) -> QWidget:
    page = _workers_page(stage)
    page.begin_new()
    return stage.full


def _entry_with_findings(stage: Stage) -> QWidget:
    page = _workers_page(stage)
    page.entry.discard()
    page.begin_new()
    form = page.entry.form
    for code, typed in (
        ("nik", "730201 571180 0001"),
        ("full_name", "Sitti Rahmawati"),
        ("birth_date", "17-08-1980"),
        ("sex", "Perempuan"),
        ("rt", "002"),
    ):
        form.rows[code].editor.setText(typed)
    form.visit_all()
    form.go_to("birth_date")
    return stage.full


def _typed(stage: Stage, *filled: tuple[str, str]) -> Any:
    """A new form into which a clerk has typed, box after box."""
    page = _workers_page(stage)
    page.entry.discard()
    page.begin_new()
    form = page.entry.form
    for code, typed in filled:
        form.go_to(code)
        QTest.keyClicks(form.rows[code].editor, typed)
        QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return)
        QApplication.processEvents()
    return form


def _entry_offers(stage: Stage) -> QWidget:
    form = _typed(stage, ("nik", "7302015708800123"), ("village_code", "Bialo"), ("hamlet", "Bonto"))
    form.go_to("birth_date")
    return stage.full


def _entry_repair(stage: Stage) -> QWidget:
    _typed(stage, ("nik", "7302010512800123"), ("full_name", "Sitti Rahmawati"), ("birth_date", "12-05-1980"))
    return stage.full


def _entry_reason(stage: Stage) -> QWidget:
    form = _typed(stage, ("nik", "7302015708800123"), ("full_name", "Sitti Rahmawati"), ("birth_date", "29-01-1975"))
    form.ask_reason()
    return stage.full


def _entry_same_nik(stage: Stage) -> QWidget:
    model = _workers_page(stage).model
    known = next(one for one in map(model.row_at, range(50)) if one is not None and one.worker.nik)
    _typed(stage, ("nik", known.worker.nik), ("full_name", known.worker.full_name), ("village_code", "Xanadu"))
    return stage.full


def _entry_sent_elsewhere(stage: Stage) -> QWidget:
    with stage.full.desk.office.database.writing() as connection:
        elsewhere.keep(connection, ToldElsewhere(1, "2026-11-20T02:00:00Z", make_nik_filter([_HERS])))
    _typed(stage, ("nik", _HERS), ("full_name", "Sitti Rahmawati"), ("village_code", "Xanadu"))
    return stage.full


_HERS = "7302025708850001"


def _entry_likely_same(stage: Stage) -> QWidget:
    model = _workers_page(stage).model
    known = next(one for one in map(model.row_at, range(50)) if one is not None and one.worker.birth_date)
    born = f"{known.worker.birth_date:%d%m%Y}"
    _typed(stage, ("nik", "-"), ("full_name", known.worker.full_name), ("birth_date", born))
    return stage.full


def _entry_without_nik(stage: Stage) -> QWidget:
    office = stage.full.desk.office
    save_preferences(office, replace(office.preferences, attachments=True))
    form = _typed(stage, ("nik", "-"), ("full_name", "Baso Tamparang"), ("birth_date", "17081980"))
    form.papers.add(Path("KTP Baso.jpg"), AttachmentKind.KTP)
    settle(stage.full)
    form.ensureWidgetVisible(form.papers)
    return stage.full


def _correction(stage: Stage) -> QWidget:
    page = _workers_page(stage)
    page.entry.discard()
    page.correct(page.model.ids[3])
    return stage.full


def _import_dry_run(stage: Stage) -> QWidget:
    path = stage.folder / "usulan Gantarang.xlsx"
    write_ugly_workbook(path, [one.worker for one in make_people(11, 150, GANTARANG, trouble=USUAL)], 3)
    stage.empty.go("import")
    page: Any = stage.empty.page
    page.open_files([path])
    return stage.empty


def _import_done(stage: Stage) -> QWidget:
    _import_dry_run(stage)
    settle(stage.empty)
    page: Any = stage.empty.page
    page.keep()
    return stage.empty


def _import_changes(stage: Stage) -> QWidget:
    """The same list again with other addresses, to be written over what is stored."""
    path = stage.folder / "usulan Gantarang lagi.xlsx"
    people = [one.worker for one in make_people(11, 150, GANTARANG, trouble=USUAL)]
    write_ugly_workbook(path, [replace(one, address=f"{one.address} No. 7") for one in people], 3, Layout(dirt=0.0))
    if not imports_made(stage.empty.office):
        _import_done(stage)
        settle(stage.empty)
    page: Any = stage.empty.page
    page.open_files([path])
    settle(stage.empty)
    page.review.policies[Policy.OVERWRITE].click()
    settle(stage.empty)
    page.review.rows.show_outcome(Outcome.CHANGED)
    return stage.empty


def _bpjs_list(stage: Stage) -> Path:
    """A list of participants: some of the office, one born otherwise, one nobody knows, one that is unreadable."""
    path = stage.folder / "Peserta BPU per 30 September 2026.csv"
    model = _workers_page(stage).model
    known = [one.worker for one in map(model.row_at, range(60)) if one is not None]
    lines = ["NIK;NAMA PESERTA;TGL LAHIR;STATUS KEPESERTAAN;SEGMEN"]
    for at, one in enumerate(one for one in known if one.nik and one.birth_date):
        born = one.birth_date.replace(year=one.birth_date.year + (at % 9 == 4)) if one.birth_date else None
        state = "TIDAK AKTIF" if at % 4 else "menunggu" if at % 8 == 4 else "AKTIF"
        lines.append(f"{one.nik};{one.full_name};{born:%d-%m-%Y};{state};BPU")
    path.write_text("\n".join([*lines, "7302019999990001;TIDAK DIKENAL;01-01-1980;AKTIF;PU"]), encoding="utf-8")
    return path


def _outside(stage: Stage) -> QWidget:
    stage.full.go("import", "outside")
    return stage.full


def _outside_found(stage: Stage) -> QWidget:
    path = _bpjs_list(stage)
    stage.full.go("import", "outside")
    settle(stage.full)
    page: Any = stage.full.page
    page.outside.open_file(path, ListKind.BPJS)
    return stage.full


def _outside_kept(stage: Stage) -> QWidget:
    if not lists_matched(stage.full.office):
        _outside_found(stage)
        settle(stage.full)
        page: Any = stage.full.page
        page.outside.keep()
        settle(stage.full)
    stage.full.go("import", "outside")
    return stage.full


def _outside_tab(tab: int) -> Scene:
    def scene(stage: Stage) -> QWidget:
        _outside_kept(stage)
        page: Any = stage.full.page
        page.outside.tabs.setCurrentIndex(tab)
        return stage.full

    return scene


def _worker_outside(stage: Stage) -> QWidget:
    page = _workers_page(stage)
    found = (one for one in map(page.model.row_at, range(50)) if one is not None and one.worker.nik)
    page.table.go_to(next(found).worker.worker_id)
    settle(stage.full)
    panel: Any = page.panel
    panel.tabs.setCurrentIndex(0)
    bar = panel._pages[0].verticalScrollBar()
    settle(stage.full)
    bar.setValue(bar.maximum())
    return stage.full


def _import_history(stage: Stage) -> QWidget:
    if not imports_made(stage.empty.office):
        _import_done(stage)
        settle(stage.empty)
    page: Any = stage.empty.page
    page.undo(imports_made(page.office)[0].batch_id)
    page.begin_again()
    return stage.empty


def _history_code(stage: Stage) -> QWidget:
    stage.full.go("history")
    settle(stage.full)
    return CodeDialog(stage.full.desk, stage.full)


def _history_rights(stage: Stage) -> QWidget:
    stage.full.go("history")
    settle(stage.full)
    return SubjectDialog(stage.full.desk, stage.full)


def _duplicates_group(stage: Stage) -> QWidget:
    """Three entries that hang together: a double is typed once more, under another NIK."""
    stage.full.go("duplicates")
    settle(stage.full)
    page: Any = stage.full.page
    first = page.pairs[0].a.worker
    other = replace(first, worker_id=new_id(), nik="", phone="", address="", note="dari daftar tani")
    stage.full.desk.changes.announce(save_new_worker(stage.full.office, other))
    settle(stage.full)
    page.show_subject(other.worker_id)
    return stage.full


def _duplicates_merged(stage: Stage) -> QWidget:
    """Some pairs are merged, and the list of merges is opened."""
    stage.full.go("duplicates")
    settle(stage.full)
    page: Any = stage.full.page
    for _ in range(3):
        page.table.pressed_key.emit("1")
        settle(stage.full)
    page.show_merges()
    return stage.full


def _duplicates_apart(stage: Stage) -> QWidget:
    """Some pairs are told apart, one with a reason, and the list of them is opened."""
    stage.full.go("duplicates")
    settle(stage.full)
    page: Any = stage.full.page
    page.reason.setText("Ibu kandungnya lain, keduanya datang sendiri ke kantor desa")
    for _ in range(3):
        page.table.pressed_key.emit("2")
        settle(stage.full)
    page.show_apart()
    return stage.full


def _findings_reason(stage: Stage) -> QWidget:
    stage.full.go("findings", "ID-02")
    settle(stage.full)
    page: Any = stage.full.page
    page.panel.ask_reason()
    return stage.full


def _findings_fix(stage: Stage) -> QWidget:
    """All of a kind are mended at once: the dialog with what would change."""
    stage.full.go("findings", "ID-09")
    settle(stage.full)
    page: Any = stage.full.page
    page.open_fixes()
    settle(stage.full)
    dialog: QWidget = page.at_once.dialog
    return dialog


def _findings_unfix(stage: Stage) -> QWidget:
    """A fix of many is made, to be taken back by name."""
    office = stage.full.desk.office
    fix_many(office, preview_fix(office, FixAsked(fix="name-capitals")))
    fix_many(office, preview_fix(office, FixAsked(fix="set", field="source", value="Usulan desa 2026")))
    stage.full.go("findings")
    settle(stage.full)
    page: Any = stage.full.page
    page.at_once.open_unfix()
    settle(stage.full)
    dialog: QWidget = page.at_once.unfix_dialog
    return dialog


def _settings(part: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        stage.full.go("settings", part)
        if part == "health":
            page: Any = stage.full.page
            page.section(part).examine_now()
        if part == "words":
            page = stage.full.page
            page.section(part).list.setCurrentRow(5)
            page.section(part).editor.insertPlainText("sesuai dengan undangan, ")
            page.section(part).turn.click()
        if part == "legal_bases":
            _cite(stage)
        return stage.full

    return scene


def _cite(stage: Stage) -> None:
    """The minutes cite the usual ones, one that has lapsed, and one of the office's own."""
    page: Any = stage.full.page
    part = page.section("legal_bases")
    if not part.printed.isChecked():
        part.printed.click()
    lapsed = [one.basis.code for one in part.lines].index("inpres-4-2022")
    part.list.item(lapsed).setCheckState(Qt.CheckState.Checked)
    if not part.lines[-1].is_own:
        part.add_own()
        _fill_in(part.asking).submit()


def _fill_in(dialog: Any) -> Any:
    dialog.kind.setEditText("Peraturan Bupati Bulukumba")
    dialog.number.setText("7")
    dialog.day.setText("04-03-2026")
    dialog.about.setText("Pelindungan Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan")
    return dialog


def _own_basis(stage: Stage) -> QWidget:
    """A legal basis of the office's own."""
    stage.full.go("settings", "legal_bases")
    page: Any = stage.full.page
    part = page.section("legal_bases")
    part.add_own()
    dialog: QWidget = _fill_in(part.asking)
    return dialog


def _one_person(stage: Stage) -> QWidget:
    """What it means that one person works under several accounts, and the reason."""
    dialog = OnePersonDialog(stage.full.desk, stage.full)
    dialog.reason.setText("Petugas lain pindah tugas sejak Maret 2026")
    return dialog


def _inbox(tab: int) -> Scene:
    def scene(stage: Stage) -> QWidget:
        stick = stage.folder.parent / "KINGSTON"
        stage.district.go("inbox")
        page: Any = stage.district.page
        if not stick.exists():
            stick.mkdir()
            send_package(stage.district.office, stage.folder.parent / "gantarang", stick, count=16)
            send_package(stage.district.office, stage.folder.parent / "ujung-bulu", stick, code=UJUNG_BULU, count=9)
            page.chooser.choose_folder(stick)
            settle(stage.district)
            page.arrivals.check()
            settle(stage.district)
        if tab and page.arrivals.receive.isEnabled():
            page.arrivals.take_in()
            settle(stage.district)
        page.tabs.setCurrentIndex(tab)
        return stage.district

    return scene


def _recap(stage: Stage) -> QWidget:
    _inbox(1)(stage)
    stage.district.go("recap")
    return stage.district


def _recap_chart(stage: Stage) -> QWidget:
    """The recap as a chart, with what the coverage is worked out from."""
    save_figures(stage.district.desk.office, _FIGURES)
    _recap(stage)
    page: Any = stage.district.page
    page.by_box.setCurrentIndex(page.by_box.findText("Per desa/kelurahan"))
    page.ways["Grafik"].click()
    settle(stage.district)
    return stage.district


def _coverage(stage: Stage) -> QWidget:
    """The figures of the coverage, typed in with their source."""
    stage.district.go("recap")
    return CoverageDialog(stage.district.desk, _FIGURES, stage.district)


_FIGURES = CoverageFigures(
    segments={
        Segment.EMPLOYEES: SegmentFigures(35_036, 20_000),
        Segment.INDEPENDENT: SegmentFigures(93_537, 40_000),
        Segment.CONSTRUCTION: SegmentFigures(12_196),
    },
    source="Surat BPJS Ketenagakerjaan Cabang Bulukumba nomor B/12/112026",
    target=6293,
    target_source="RPJMD Kabupaten Bulukumba 2025-2029",
)


def _start_laptop(stage: Stage) -> QWidget:
    """This computer becomes the laptop of a meeting."""
    dialog = StartLaptopDialog(stage.folder.parent / "nothing", Jobs(), stage.full)
    dialog.take_file(stage.folder / "UCJ-730201-LAPTOP-4F1C02AB.ucjl")
    dialog.account.setText("Andi Rahma")
    return dialog


def _locked(stage: Stage) -> QWidget:
    stage.full.lock()
    return stage.full


def _search(stage: Stage) -> QWidget:
    stage.full.unlock()
    dialog = SearchEverything(stage.full.desk, stage.full.entries, stage.full)
    dialog.box.setText("andi")
    dialog.show_found("andi")
    return dialog


def _help(stage: Stage) -> QWidget:
    return HelpWindow("Pekerja", help_of("workers"), stage.full)


def _refusal(stage: Stage) -> QWidget:
    return clerk_error_box(NoOfficeHere(), stage.full)


def _paper_question(stage: Stage) -> QWidget:
    return PaperQuestion("HP LaserJet P1102", ["F4 (215 x 330 mm)"], 90, stage.full)


def _crash(stage: Stage) -> QWidget:
    return crash_box(stage.folder / "crash" / "crash-20261122-101500.txt", stage.full)


# One line a scene: the name of the picture, and what is on it.
_DISTRICT_SCENES = {**LAPTOP_SCENES, **RELAY_SCENES, **BUDGET_SCENES, **INBOX_SCENES, **ASSIGNMENT_SCENES}
SCENES: dict[str, Scene] = {
    "login": _login,
    "login_refused": _login_refused,
    "login_forgotten": _forgotten(""),
    "login_forgotten_mistyped": _forgotten(_PRINTED),
    "first_office_1_place": _first_office(0),
    "first_office_laptop": _start_laptop,
    "first_office_2_account": _first_office(1),
    "first_office_3_letterhead": _first_office(2),
    "first_office_4_recovery_code": _first_office(3),
    "home": _page("home"),
    "home_new_office": _empty_page("home"),
    "home_district": _district_page("home"),
    **{name: _home(name, made) for name, made in HOME_SCENES.items()},
    "workers": _page("workers"),
    "workers_none": _empty_page("workers"),
    "entry_new": _entry_new,
    "entry_with_findings": _entry_with_findings,
    "entry_offers": _entry_offers,
    "entry_repair": _entry_repair,
    "entry_reason": _entry_reason,
    "entry_same_nik": _entry_same_nik,
    "entry_sent_elsewhere": _entry_sent_elsewhere,
    "entry_likely_same": _entry_likely_same,
    "entry_without_nik": _entry_without_nik,
    "correction": _correction,
    "import": _page("import"),
    "import_dry_run": _import_dry_run,
    "import_done": _import_done,
    "import_changes": _import_changes,
    "import_history": _import_history,
    "outside": _outside,
    "outside_found": _outside_found,
    "outside_kept": _outside_kept,
    "outside_kept_unplaced": _outside_tab(1),
    "outside_kept_lists": _outside_tab(2),
    "outside_kept_worker": _worker_outside,
    "findings": _page("findings"),
    "findings_reason": _findings_reason,
    "findings_fix": _findings_fix,
    "findings_unfix": _findings_unfix,
    "findings_none": _empty_page("findings"),
    "duplicates": _page("duplicates"),
    "duplicates_group": _duplicates_group,
    "duplicates_merged": _duplicates_merged,
    "duplicates_apart": _duplicates_apart,
    "duplicates_none": _empty_page("duplicates"),
    **{name: _later(scene) for name, scene in (LATER_SCENES | MEETING_SCENES | SIGNING_SCENES).items()},
    "verification_none": _empty_page("verification"),
    "letters_none": _empty_page("letters"),
    "send_none": _empty_page("send"),
    "cards_district": _district_page("cards"),
    "inbox_empty": _district_page("inbox"),
    "recap_empty": _district_page("recap"),
    "relay_empty": _district_page("relay"),
    **{name: _relay(name, made) for name, made in _DISTRICT_SCENES.items()},
    "inbox_checked": _inbox(0),
    "inbox_answers": _inbox(2),
    "inbox_taken": _inbox(1),
    "recap": _recap,
    "recap_chart": _recap_chart,
    "recap_coverage": _coverage,
    "history": _page("history"),
    "history_code": _history_code,
    "history_rights": _history_rights,
    "settings_letterhead": _settings("letterhead"),
    "settings_signers": _settings("signers"),
    "settings_period": _settings("period"),
    "settings_words": _settings("words"),
    "settings_legal_bases": _settings("legal_bases"),
    "settings_numbers": _settings("numbers"),
    "settings_own_basis": _own_basis,
    "settings_issuers": _settings("issuers"),
    "settings_calendar": _settings("calendar"),
    "settings_accounts": _settings("accounts"),
    "settings_one_person": _one_person,
    "settings_backups": _settings("backups"),
    "settings_health": _settings("health"),
    "settings_about": _settings("about"),
    "search_everything": _search,
    "help": _help,
    "refusal": _refusal,
    "paper_question": _paper_question,
    "crash": _crash,
    "locked": _locked,
}


def pictures(stage: Stage, only: str, size: tuple[int, int] = SIZE) -> Iterator[tuple[str, QWidget]]:
    """Every scene whose name holds ``only``, shown in a window of this size and settled."""
    for name, scene in SCENES.items():
        if only in name:
            widget: Any = scene(stage)
            if isinstance(widget, MainWindow):
                widget.resize(*size)
            widget.show()
            widget.activateWindow()
            settle(widget)
            yield name, widget
            if widget not in (stage.full, stage.empty, stage.district, stage.later):
                if hasattr(widget, "jobs"):
                    widget.jobs.close()
                if isinstance(widget, MainWindow):
                    widget.hide()
                    _close(widget)
                else:
                    widget.close()
            elif stage.full.is_locked:
                stage.full.unlock()


_LATE = 120  # seconds: of a few hundred workers nothing takes one


def settle(widget: QWidget) -> None:
    """Until the jobs of the widget's window are done and everything is painted."""
    late = time.monotonic() + _LATE
    while isinstance(widget, MainWindow) and not widget.desk.is_idle:
        if time.monotonic() > late:
            raise TimeoutError(f"{widget.page} is still at work after {_LATE} s")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    if any(one.isVisible() for one in widget.findChildren(QPdfView)):
        QTest.qWait(_PDF_MILLISECONDS)
    for _ in range(5):
        QApplication.processEvents()


def _close(window: MainWindow) -> None:
    window.desk.close()
    window.lock_screen.close_jobs()
    window.office.close()


def _window(office: Office) -> MainWindow:
    made = MainWindow(office)
    made.resize(*SIZE)
    made.show()
    return made


@contextmanager
def stage_in(folder: Path, workers: int) -> Iterator[Stage]:
    """The offices of the gallery with made-up people, each in its window, until the block ends."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    offices = [make_office(folder / "full"), make_office(folder / "empty")]
    offices.append(make_office(folder / "district", OfficeKind.DISTRICT))
    put_people(offices[0], workers, halfway=True)
    open_rounds(offices[0])
    offices.append(make_office(folder / "later"))
    put_people(offices[3], workers)
    letters = folder / "FLASHDISK"
    letters.mkdir()
    let_days_pass(offices[3], letters)
    write_card(offices[2], letters)
    windows = [_window(office) for office in offices]
    full, empty, district, later = windows
    try:
        yield Stage(offices[0].folder, full, empty, district, later, letters)
    finally:
        for window in windows:
            _close(window)


# Windows in the pixels that a program sees: those of the screen through the scale, and beside the task bar.
_SCREENS = {"1366x768": (1366, 768), "1920x1080 at 200 %": (960, 540), "1366x768 at 150 %": (900, 484)}


def _faults_on_every_screen(widget: QWidget) -> Iterator[str]:
    yield from faint_words(widget)
    for screen, size in _SCREENS.items():
        if isinstance(widget, MainWindow):
            widget.resize(*size)
            settle(widget)
        yield from (f"{screen}: {fault}" for fault in faults_of(widget))
        if not isinstance(widget, MainWindow):
            break  # a dialog makes itself as large as it needs


def _every_way(out: Path, only: str) -> int:
    """The gallery in both themes, at 100 and 150 %, on a small and on a large screen: a folder each."""
    for theme, scale, size in product(THEMES, (1.0, 1.5), (SIZE, (1920, 1080))):
        width, height = (round(one / scale) for one in size)
        folder = out / f"{theme}-{scale:.0%}-{size[0]}x{size[1]}".replace("%", "")
        told = [sys.executable, "-m", "tests.screens", "--out", str(folder), "--theme", theme, "--only", only]
        told += ["--size", f"{width}x{height}"]
        done = subprocess.run(told, env={**os.environ, "QT_SCALE_FACTOR": str(scale)}, check=False)
        if done.returncode:
            return done.returncode
    return 0


def main() -> int:
    """Write the gallery; returns the exit code."""
    parser = argparse.ArgumentParser(description="Pictures of every page and dialog of a demo office.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="a part of the pictures' names")
    parser.add_argument("--workers", type=int, default=400)
    parser.add_argument("--size", default="x".join(map(str, SIZE)), help="of the windows, as 960x520")
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--every-way", action="store_true", help="both themes, 100 and 150 %%, both screens")
    parser.add_argument("--faults", action="store_true", help="write what is wrong with the widgets, and no pictures")
    parser.add_argument("--faint", action="store_true", help="write which words hardly stand out, and no pictures")
    arguments = parser.parse_args()
    if arguments.every_way:
        return _every_way(arguments.out, arguments.only)
    arguments.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    Garbage(app)
    app.setOrganizationName("UCJ Desktop gallery")
    look.put_on(app, THEMES[arguments.theme])
    width, height = (int(one) for one in arguments.size.split("x"))
    with tempfile.TemporaryDirectory() as kept, stage_in(Path(kept), arguments.workers) as stage:
        for name, widget in pictures(stage, arguments.only, (width, height)):
            if arguments.faults:
                print(*(f"{name}: {fault}" for fault in _faults_on_every_screen(widget)), f"{name} seen", sep="\n")
                continue
            if arguments.faint:
                print(*(f"{name}: {fault}" for fault in faint_words(widget)), f"{name} seen", sep="\n")
                continue
            path = arguments.out / f"{name}.png"
            if not widget.grab().save(str(path)):
                print(f"{path} could not be written", file=sys.stderr)
                return 1
            print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
