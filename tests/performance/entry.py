"""Typing into the entry form of an office with 100,000 workers: key to paint, live answers, keys beyond the data."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.performance.rows import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

OFFICE_LIMIT = 100_000
TYPED = 12  # workers
IN_A_ROW = 100  # workers typed by keys alone, from papers that have NIK, name, KK and mother
REST = 0.02  # seconds after each worker, in which what was saved comes back to the window
PLACES_TYPED = ("bont", "pala", "suka", "tane", "kp", "7302", "sungai r", "gant", "bulu", "x")


def entry() -> list[Row]:
    """p95 of key to paint over whole workers, how long until a NIK in use is told, and the type-ahead of places."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder, _form(Path(folder)) as typing:
        strokes = sorted(typing.workers())
        told = sorted(typing.niks_in_use())
        beyond, stalls = typing.papers_in_a_row()
    return [
        Row(
            name="key to paint, p95 at 100k",
            unit="ms",
            ours=_p95(strokes),
            most=50,
            note=f"median {statistics.median(strokes):.1f} ms, worst {strokes[-1]:.1f} ms, {len(strokes)} keys",
        ),
        Row(
            name="same NIK told, p95 at 100k",
            unit="ms",
            ours=_p95(told),
            most=100,
            note=f"worst {told[-1]:.1f} ms; from the 16th digit to the sentence painted",
        ),
        Row(
            name="keys beyond the data, a worker of 100",
            unit="keys",
            ours=beyond / IN_A_ROW,
            most=6,
            note="every tenth: a NIK repaired, a name refused, somebody alike, a value repeated",
        ),
        Row(
            name="longest stall while 100 are typed",
            unit="ms",
            ours=max(stalls),
            most=50,
            note=f"{sum(one > 50 for one in stalls)} over 50 ms, {len(stalls)} looks; processor time of the window",
        ),
        _places(),
    ]


def _p95(figures: list[float]) -> float:
    return figures[min(len(figures) - 1, int(len(figures) * 0.95))]


def _places() -> Row:
    from ucj_desktop.reference.places import places

    known = places()
    known.search("siap")
    taken = []
    for typed in PLACES_TYPED:
        for length in range(1, len(typed) + 1):
            begun = time.perf_counter()
            known.search(typed[:length], limit=10)
            taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    note = f"median {statistics.median(taken):.1f} ms over {len(taken)} searches"
    return Row(name="all places as you type, worst", unit="ms", ours=taken[-1], most=30, note=note)


@contextmanager
def _form(folder: Path) -> Iterator[_Typing]:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from tests.demo_office import make_office, put_people
    from ucj_desktop.gui import look
    from ucj_desktop.gui.main_window import MainWindow

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look.put_on(app)
    office = make_office(folder / "office")
    put_people(office, OFFICE_LIMIT)
    window = MainWindow(office)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.go("workers", "new")
    yield _Typing(app, window, office)
    window.desk.close()
    window.lock_screen.close_jobs()
    window.hide()
    office.close()


class _Typing:
    """Keys pressed one after another, each timed until nothing is left to paint."""

    def __init__(self, app: object, window: object, office: object) -> None:
        from PySide6.QtWidgets import QApplication

        from ucj_desktop.gui.main_window import MainWindow
        from ucj_desktop.gui.pages.workers_page import WorkersPage
        from ucj_desktop.services.office import Office

        assert isinstance(app, QApplication)
        assert isinstance(window, MainWindow)
        assert isinstance(office, Office)
        assert isinstance(window.page, WorkersPage)
        self.app, self.office, self.form, self.entry = app, office, window.page.entry.form, window.page.entry
        self.clock = time.perf_counter
        self._until(lambda: window.desk.is_idle)

    def workers(self) -> Iterator[float]:
        """Milliseconds of every key of some whole workers, as a clerk types them."""
        from PySide6.QtCore import Qt

        names = ("Sitti Rahmawati", "Baso Tamparang", "Andi Nurhayati", "Muhammad Yusuf")
        told = {"birth_place": "Bulukumba", "kk_number": "7302011105100004", "mother_name": "Hasnah", "rt": "002"}
        for number in range(TYPED):
            yield from self.text(f"73020157088{number:02d}001")
            yield from self.text(names[number % len(names)])
            while (code := self.form.field_at_cursor()) != "heir_relation":
                if code in told and not self.form.rows[code].editor.text():
                    yield from self.text(told[code])
                if code == "village_code" and not self.form.rows[code].editor.text():
                    yield from self.text("bialo")
                if self.form.field_at_cursor() == code:
                    yield self.key(Qt.Key.Key_Return)
            before = self.form.worker_id
            while self.form.worker_id == before:
                yield self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def niks_in_use(self) -> Iterator[float]:
        """Milliseconds from the last digit of a NIK that somebody has until it is said and painted."""
        from ucj_desktop.domain.standing import WorkerFilter
        from ucj_desktop.gui.look import State
        from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id

        for record in workers_by_id(self.office, worker_ids(self.office, WorkerFilter(), 40)):
            if len(record.worker.nik) == 16:
                self.entry.discard()
                self.entry.begin_new()
                list(self.text(record.worker.nik[:15]))
                begun = time.perf_counter()
                list(self.text(record.worker.nik[15]))
                self._until(lambda: self.form.rows["nik"].state is State.BLOCKS)
                self.app.processEvents()
                yield (time.perf_counter() - begun) * 1000

    def papers_in_a_row(self) -> tuple[int, list[float]]:
        """(keys that no paper holds, milliseconds of every key and of every look at what came back) of 100 workers."""
        from tests.performance.typist import Typist

        self.clock = time.thread_time  # of the window's own thread, whatever else the computer does
        self.entry.discard()
        self.entry.begin_new()
        typist = Typist(self.form, lambda text: list(self.text(text)), self.key, self._rest)
        typist.first_of_the_day()
        for number in range(IN_A_ROW):
            typist.worker(number)
        return typist.beyond, typist.stalls

    def _rest(self) -> Iterator[float]:
        end = time.perf_counter() + REST
        while time.perf_counter() < end:
            begun = self.clock()
            self.app.processEvents()
            yield (self.clock() - begun) * 1000

    def text(self, text: str) -> Iterator[float]:
        from PySide6.QtTest import QTest

        for sign in text:
            begun = self.clock()
            QTest.keyClicks(self._focused(), sign)
            self.app.processEvents()
            yield (self.clock() - begun) * 1000

    def key(self, key: object, modifier: object = None) -> float:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        assert isinstance(key, Qt.Key)
        held = modifier if isinstance(modifier, Qt.KeyboardModifier) else Qt.KeyboardModifier.NoModifier
        begun = self.clock()
        QTest.keyClick(self._focused(), key, held)
        self.app.processEvents()
        return (self.clock() - begun) * 1000

    def _focused(self) -> QWidget:
        from PySide6.QtWidgets import QApplication

        popup = QApplication.activePopupWidget()
        focused = popup or QApplication.focusWidget()
        assert focused is not None
        return focused

    def _until(self, what: Callable[[], bool]) -> None:
        end = time.perf_counter() + 60
        while not what():
            assert time.perf_counter() < end
            self.app.processEvents()
