"""Scenes of the gallery for the page BPJS: before the first sheet, some days later, results looked at, taking back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from tests.demo_office import GANTARANG
from tests.district_day import UJUNG_BULU
from tests.home_scenes import district_at_work
from tests.relay_office import in_stage, write_results
from tests.stages import unguarded
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.relay_page import RelayPage, TakeBackDialog
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.export_relay import export_relay, take_back_relay
from ucj_desktop.services.district.plan_relay import RelayAsked
from ucj_desktop.services.district.read_relay_results import read_relay_results
from ucj_desktop.services.district.take_relay_results import take_relay_results
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers

Settle = Callable[[MainWindow], None]
RelayScene = Callable[[Path, Settle], QWidget]


def _accepted(folder: Path) -> Office:
    district = district_at_work(folder)
    for code in (GANTARANG, UJUNG_BULU):
        answer_office(district, code, folder / "KINGSTON")
    one, other, *_ = in_stage(district, Stage.ACCEPTED)
    mended = [replace(one.worker, nik=""), replace(other.worker, mother_name="")]
    with district.database.writing() as connection, unguarded(connection):
        workers.change(
            connection, [WorkerRecord(worker, each.standing) for worker, each in zip(mended, (one, other), strict=True)]
        )
    return district


def _some_days_later(folder: Path) -> Office:
    """A batch taken back, one answered in part, one that waits."""
    district = _accepted(folder)
    export_relay(district, folder / "BPJS salah.xlsx", RelayAsked(limit=5))
    take_back_relay(district, 1, "Urutan kolom belum cocok")
    made = export_relay(district, folder / "BPJS November.xlsx", RelayAsked(limit=9))
    niks = [one.worker.nik for one in made.plan.records]
    rows = [(nik, "", "BERHASIL", "") for nik in niks[:5]] + [(niks[5], "", "GAGAL", "NIK tidak padan Dukcapil")]
    take_relay_results(district, read_relay_results(district, write_results(folder / "hasil.xlsx", rows)))
    export_relay(district, folder / "BPJS Desember.xlsx", RelayAsked(limit=6))
    return district


def _opened(office: Office, subject: str, settle: Settle) -> tuple[MainWindow, RelayPage]:
    window = MainWindow(office)
    window.show()
    window.go("relay", subject)
    settle(window)
    page: Any = window.page
    return window, page


def _first(folder: Path, settle: Settle) -> QWidget:
    return _opened(_accepted(folder), "out", settle)[0]


def _left_out(folder: Path, settle: Settle) -> QWidget:
    window, page = _opened(_some_days_later(folder), "out", settle)
    page.out.tabs.setCurrentIndex(1)
    return window


def _batches(folder: Path, settle: Settle) -> QWidget:
    return _opened(_some_days_later(folder), "batches", settle)[0]


def _results(folder: Path, settle: Settle) -> QWidget:
    return _opened(_some_days_later(folder), "results", settle)[0]


def _results_found(folder: Path, settle: Settle) -> QWidget:
    office = _some_days_later(folder)
    window, page = _opened(office, "results", settle)
    waiting = [one.worker.nik for one in in_stage(office, Stage.ACCEPTED) if one.worker.nik]
    said = ("BERHASIL", "GAGAL - SUDAH PESERTA", "TERDAFTAR", "DITOLAK", "DIPROSES")
    rows = [(nik, "", said[at % 5], "Peserta penerima upah") for at, nik in enumerate(waiting)]
    page.results.open_file(write_results(folder / "hasil Desember.xlsx", rows))
    settle(window)
    return window


def _answers(folder: Path, settle: Settle) -> QWidget:
    """What BPJS has said waits for the next answer."""
    window = _opened(_some_days_later(folder), "out", settle)[0]
    window.go("inbox", "answers")
    settle(window)
    return window


def _take_back(folder: Path, settle: Settle) -> QWidget:
    window, page = _opened(_some_days_later(folder), "batches", settle)
    chosen = page._chosen()
    assert chosen is not None
    return TakeBackDialog(page.desk, chosen, window)


RELAY_SCENES: dict[str, RelayScene] = {
    "relay": _first,
    "relay_left_out": _left_out,
    "relay_results": _results,
    "relay_results_found": _results_found,
    "relay_batches": _batches,
    "relay_answers": _answers,
    "relay_take_back": _take_back,
}
