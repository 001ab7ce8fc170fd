"""The table of workers at a million: opened, held in memory, jumped through and painted anew.

Times are of the processor: what another program takes of a shared machine does not count, and what waits for a disk
does not either, on all three sides.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.performance.big_store import big_office
from tests.performance.rows import Row, medians_in_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QTableView

    from ucj_desktop.gui.widgets.row_table import RowTable
    from ucj_desktop.services.office import Office

COUNT = int(os.environ.get("UCJ_BENCH_ROWS", "1000000"))
_ROUNDS, _JUMPS, _PAINTS = 3, 150, 60
_ALL = (
    "SELECT full_name, nik, village_code, stage, verdict FROM workers WHERE merged_into = ''"
    " ORDER BY search_key, worker_id"
)
_SCAN = "SELECT search_key, worker_id FROM workers WHERE merged_into = '' ORDER BY search_key, worker_id"


def table() -> list[Row]:
    """The rows of SPEED.md about the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    office = big_office(COUNT)
    opened = medians_in_turn(
        {"ours": lambda: _open(office)[1], "peer": lambda: _work(_all_rows, office), "limit": lambda: _scan(office)},
        _ROUNDS,
    )
    walls = [_open(office, time.perf_counter) for _ in range(5)]
    first, whole = (statistics.median(figures) for figures in zip(*walls, strict=True))
    held = {name: _megabytes(work, office) for name, work in (("ours", _held), ("peer", _all_rows))}
    return [
        Row(
            name="table_open", unit="s", ours=opened["ours"], peer=opened["peer"], peer_name="all rows in memory",
            goal=0.1, limit=opened["limit"], limit_name="one ordered index scan", limit_goal=1.0, quiet=0.5,
            note=f"{COUNT:,} rows; on the clock {whole:.2f} s, the first page is painted after {first * 1000:.0f} ms",
        ),
        Row(name="table_first_page", unit="s", ours=first, most=0.5, quiet=0.05),
        Row(
            name="table_memory", unit="MB", ours=held["ours"], peer=held["peer"], peer_name="all rows in memory",
            goal=0.15, note="with everyone's name, for search as you type",
        ),
        *_painted(office),
    ]  # fmt: skip


def _painted(office: Office) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        views: dict[str, QTableView] = {
            "ours": _ours(office),
            "peer": _in_memory(office),
            "limit": _sql(office, folder),
            "bare": _sql(office, folder, bare=True),
        }
        for view in views.values():
            _show(view)
        random = Random(5)
        places = [random.randrange(COUNT - 100) for _ in range(_JUMPS)]
        taken: dict[str, list[float]] = {name: [] for name in views}
        again: dict[str, list[float]] = {name: [] for name in views}
        for place in places:
            for name, view in views.items():
                taken[name].append(_work(_jump, view, place))
        for _ in range(_PAINTS):
            for name, view in views.items():
                again[name].append(_work(view.viewport().repaint))
        for view in views.values():
            view.close()
            view.deleteLater()
    jumped = {name: statistics.median(figures) * 1000 for name, figures in taken.items()}
    painted = {name: statistics.median(figures) * 1000 for name, figures in again.items()}
    peer, limit = "all in memory + standard delegate", "QSqlQueryModel, not encrypted"
    bare = "without icon, colour and masked NIK it takes {:.2f}"
    tail = {name: _p99(figures) * 1000 for name, figures in taken.items()}
    told = ", ".join(f"{name} {figure:.1f}" for name, figure in tail.items())
    return [
        Row(
            name="table_jump", unit="ms", ours=jumped["ours"], peer=jumped["peer"], goal=0.9, limit=jumped["limit"],
            limit_goal=1.0, quiet=16, peer_name=peer, limit_name=limit,
            note=f"p99 in ms: {told}; {bare.format(jumped['bare'])}",
        ),
        Row(
            name="table_repaint", unit="ms", ours=painted["ours"], peer=painted["peer"], goal=0.65,
            limit=painted["limit"], limit_goal=0.75, peer_name=peer, limit_name=limit,
            note=bare.format(painted["bare"]),
        ),
    ]  # fmt: skip


def _p99(figures: Sequence[float]) -> float:
    return sorted(figures)[int(len(figures) * 0.99)]


def _work(work: Callable[..., Any], *given: Any) -> float:
    """Seconds of the processor."""
    began = time.thread_time()
    kept = work(*given)
    taken = time.thread_time() - began
    del kept
    return taken


def _open(office: Office, clock: Callable[[], float] = time.thread_time) -> tuple[float, float]:
    """Seconds until the first page is painted, and until the whole list is there and painted."""
    from ucj_desktop.domain.standing import WorkerFilter
    from ucj_desktop.services.collect.search_names import NameSearch

    shown = _table(office)
    _show(shown)
    names = NameSearch(office)
    began = clock()
    shown.rows.set_ids(names.first_ids(WorkerFilter(), 256))
    shown.viewport().repaint()
    first = clock() - began
    shown.rows.extend_ids(names.everyone())
    shown.viewport().repaint()
    whole = clock() - began
    shown.close()
    shown.deleteLater()
    return first, whole


def _show(view: QTableView) -> None:
    from PySide6.QtTest import QTest

    view.resize(1100, 640)
    view.show()
    if not QTest.qWaitForWindowExposed(view):  # what is not exposed is not painted either
        raise RuntimeError("the table was not shown")


def _table(office: Office) -> RowTable:
    from functools import partial

    from PySide6.QtWidgets import QApplication

    from ucj_desktop.gui import look
    from ucj_desktop.gui.models.rows_model import RowsModel
    from ucj_desktop.gui.pages.worker_list import worker_columns
    from ucj_desktop.gui.widgets.row_table import RowTable
    from ucj_desktop.services.collect.list_workers import workers_by_id

    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication) and not app.styleSheet():
        look.put_on(app)
    model = RowsModel(worker_columns(office), partial(workers_by_id, office), lambda one: one.worker.worker_id)
    made = RowTable(model)
    model.setParent(made)
    return made


def _ours(office: Office) -> QTableView:
    from ucj_desktop.services.collect.search_names import NameSearch

    made = _table(office)
    made.rows.set_ids(NameSearch(office).everyone())
    return made


def _held(office: Office) -> Any:
    from ucj_desktop.services.collect.search_names import NameSearch

    names = NameSearch(office)
    names.read_names()
    return names


def _all_rows(office: Office) -> list[tuple[str, ...]]:
    with office.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(_ALL)]


def _scan(office: Office) -> float:
    """The order by the bare driver: what any program reads that wants to know who comes after whom."""
    with office.database.reading() as connection:
        cursor = connection.connection.cursor()
        return _work(lambda: cursor.execute(_SCAN).fetchall())


def _megabytes(work: Callable[[Office], Any], office: Office) -> float:
    gc.collect()
    tracemalloc.start()
    kept = work(office)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return held / 1e6


def _plain_view(model: Any) -> QTableView:
    from PySide6.QtWidgets import QTableView

    from ucj_desktop.gui.widgets.dense_table import make_dense

    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    make_dense(view)
    view.setWordWrap(False)
    view.setAlternatingRowColors(True)
    view.horizontalHeader().setStretchLastSection(True)
    for column in range(5):
        view.setColumnWidth(column, 190)
    return view


class _Looks:
    """What the tables of others need for the picture that ours draws: words, colours and icons of the stages."""

    def __init__(self) -> None:
        from PySide6.QtGui import QColor

        from ucj_desktop.domain.stage import STAGE_LABELS, Stage
        from ucj_desktop.gui import icons, look
        from ucj_desktop.gui.widgets.stages import state_of_stage

        self.words = {stage.value: label for stage, label in STAGE_LABELS.items()}
        states = {self.words[stage.value]: state_of_stage(stage) for stage in Stage}
        self.inks = {word: QColor(state.colours(look.palette())[0]) for word, state in states.items()}
        self.pictures = {word: icons.icon(state.icon, self.inks[word].name()) for word, state in states.items()}

    def rows(self, office: Office) -> list[tuple[str, ...]]:
        """Everyone as texts."""
        from ucj_desktop.domain.fields import masked

        return [
            (name, masked(nik), village, self.words[stage], verdict)
            for name, nik, village, stage, verdict in _all_rows(office)
        ]

    def of(self, word: str, role: int) -> Any:
        """What a cell of the column of stages shows besides its word."""
        from PySide6.QtCore import Qt

        if role == Qt.ItemDataRole.ForegroundRole:
            return self.inks[word]
        return self.pictures[word] if role == Qt.ItemDataRole.DecorationRole else None


def _in_memory(office: Office) -> QTableView:
    """Every row held as texts, drawn by Qt's own delegate with the same words, icons and colours."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

    looks = _Looks()
    rows = looks.rows(office)

    class Model(QAbstractTableModel):
        def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
            return len(rows)

        def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
            return 5

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return rows[index.row()][index.column()]
            return looks.of(rows[index.row()][3], role) if index.column() == 3 else None

    return _plain_view(Model())


def _sql(office: Office, folder: str, *, bare: bool = False) -> QTableView:
    """Qt's own model over a file that is not encrypted, every row fetched; `bare`: of texts alone, as they are kept."""
    from PySide6.QtCore import Qt
    from PySide6.QtSql import QSqlDatabase, QSqlQueryModel

    looks = _Looks()
    path = Path(folder, "bare.db" if bare else "plain.db")
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE shown (place INTEGER PRIMARY KEY, name, nik, village, stage, verdict)")
    plain.executemany(
        "INSERT INTO shown (name, nik, village, stage, verdict) VALUES (?, ?, ?, ?, ?)",
        _all_rows(office) if bare else looks.rows(office),
    )
    plain.commit()
    plain.close()
    database = QSqlDatabase.addDatabase("QSQLITE", path.stem)
    database.setDatabaseName(str(path))
    if not database.open():
        raise RuntimeError(database.lastError().text())

    class Model(QSqlQueryModel):
        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role == Qt.ItemDataRole.DisplayRole or index.column() != 3:
                return super().data(index, role)
            return looks.of(super().data(index, Qt.ItemDataRole.DisplayRole), role)

    model = QSqlQueryModel() if bare else Model()
    model.setQuery("SELECT name, nik, village, stage, verdict FROM shown ORDER BY place", database)
    while model.canFetchMore():
        model.fetchMore()
    return _plain_view(model)


def _jump(view: QTableView, place: int) -> None:
    view.verticalScrollBar().setValue(place)
    view.viewport().repaint()
