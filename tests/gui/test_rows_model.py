"""The table model: pages of rows fetched as they are needed."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import ROWS_A_PAGE, Column, Index, Role, RowsModel
from ucj_desktop.gui.widgets.row_table import RowTable

COLUMNS: list[Column[str]] = [
    Column("word", "Kata", lambda row: f"kata {row}"),
    Column("length", "Panjang", lambda row: str(len(row)), is_number=True, state=lambda row: State.GOOD),
]


class Store:
    """Rows that are their own ids; notes what was fetched."""

    def __init__(self) -> None:
        self.fetched: list[int] = []
        self.gone: set[str] = set()

    def fetch(self, ids: Sequence[str]) -> Sequence[str]:
        self.fetched.append(len(ids))
        return [one for one in reversed(ids) if one not in self.gone]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def model(store: Store) -> RowsModel[str]:
    return RowsModel(COLUMNS, store.fetch, lambda row: row)


def test_the_model_keeps_the_rules_of_qt_as_its_list_changes(model: RowsModel[str], qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids([str(number) for number in range(300)])
    model.forget_rows()
    model.set_ids([])
    model.extend_ids([])
    model.extend_ids(["a", "b"])
    model.extend_ids([*"ab", *(str(number) for number in range(200))])
    model.set_ids(["a"])
    assert tester.model() is model


def test_only_the_pages_that_are_looked_at_are_fetched(model: RowsModel[str], store: Store) -> None:
    model.set_ids([str(number) for number in range(100_000)])
    assert model.index(50_000, 0).data() == "kata 50000"
    assert model.index(50_001, 0).data() == "kata 50001"
    assert store.fetched == [ROWS_A_PAGE]


def test_a_row_that_is_gone_is_empty_and_moves_no_other(model: RowsModel[str], store: Store) -> None:
    store.gone.add("1")
    model.set_ids(["0", "1", "2"])
    assert [model.index(row, 0).data() for row in range(3)] == ["kata 0", "", "kata 2"]
    assert model.index(1, 1).data(Role.STATE) is None


def test_the_table_goes_to_an_id_and_tells_it(model: RowsModel[str], qtbot: QtBot, dressed: QApplication) -> None:
    model.set_ids([str(number) for number in range(500)])
    table = RowTable(model)
    qtbot.addWidget(table)
    with qtbot.waitSignal(table.went_to) as told:
        assert table.go_to("321")
    assert told.args == ["321"]
    assert table.current_id() == "321"
    assert list(table.selected_ids()) == ["321"]


def test_a_column_put_away_stays_away(model: RowsModel[str], qtbot: QtBot, dressed: QApplication) -> None:
    first = RowTable(model, "words")
    qtbot.addWidget(first)
    first.setColumnHidden(1, True)
    first.remember_columns()
    second = RowTable(model, "words")
    qtbot.addWidget(second)
    assert second.isColumnHidden(1)


def numbered(count: int) -> list[str]:
    return [str(number) for number in range(count)]


def test_a_list_that_grows_keeps_its_cursor_and_fetches_the_page_that_was_cut_short(
    model: RowsModel[str], store: Store, qtbot: QtBot, dressed: QApplication
) -> None:
    model.set_ids(numbered(200))
    table = RowTable(model)
    qtbot.addWidget(table)
    table.go_to("150")
    assert model.index(199, 0).data() == "kata 199"
    model.extend_ids(numbered(1000))
    assert table.current_id() == "150"
    assert table.rows.rowCount() == 1000
    assert [model.index(row, 0).data() for row in (199, 200, 999)] == ["kata 199", "kata 200", "kata 999"]


def test_what_is_drawn_is_what_a_screen_reader_is_told(model: RowsModel[str]) -> None:
    model.set_ids(numbered(10))
    for row in range(10):
        for column in range(2):
            drawn, index = model.cell(row, column), model.index(row, column)
            assert drawn.text == index.data(Qt.ItemDataRole.AccessibleTextRole) == index.data()
            assert drawn.state is index.data(Role.STATE)


def test_other_columns_are_drawn_anew(model: RowsModel[str]) -> None:
    model.set_ids(["abc"])
    assert model.cell(0, 0).text == "kata abc"
    model.set_columns([Column("upper", "Besar", str.upper)])
    assert model.cell(0, 0).text == "ABC"


def test_rows_with_other_values_are_drawn_anew(model: RowsModel[str], store: Store) -> None:
    model.set_ids(["abc"])
    assert model.cell(0, 0).text == "kata abc"
    store.gone.add("abc")
    model.forget_rows()
    assert model.cell(0, 0).text == ""


@pytest.fixture
def table(model: RowsModel[str], qtbot: QtBot, dressed: QApplication) -> RowTable:
    model.set_ids(numbered(5000))
    made = RowTable(model)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    qtbot.waitExposed(made)
    made.go_to("0")
    return made


def test_the_keyboard_goes_everywhere_in_the_list(table: RowTable) -> None:
    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
        QTest.keyClick(table, key, modifier)
        return table.current_id()

    assert press(Qt.Key.Key_End) == "4999"
    assert press(Qt.Key.Key_Home) == "0"
    below = int(press(Qt.Key.Key_PageDown))
    assert 5 < below < 20
    assert press(Qt.Key.Key_Down) == str(below + 1)
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert list(table.selected_ids()) == numbered(5000)[below + 1 :]
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert list(table.selected_ids()) == numbered(5000)


def test_headings_do_not_ask_every_row_whether_it_is_chosen(store: Store, qtbot: QtBot, dressed: QApplication) -> None:
    asked = []

    class Asked(RowsModel[str]):
        def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
            asked.append(1)
            return super().rowCount(parent)

    table = RowTable(Asked(COLUMNS, store.fetch, lambda row: row))
    qtbot.addWidget(table)
    table.rows.set_ids(numbered(5000))
    with qtbot.waitExposed(table):
        table.show()
    asked.clear()
    table.selectAll()
    table.horizontalHeader().viewport().repaint()
    assert list(table.selected_ids()) == numbered(5000)
    assert len(asked) < 500


def test_rows_chosen_here_and_there_are_told_in_the_order_of_the_list(table: RowTable) -> None:
    flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
    for row in (40, 7, 41, 3000):
        table.selectionModel().select(table.rows.index(row, 0), flags)
    table.selectionModel().select(table.rows.index(0, 0), flags)
    assert list(table.selected_ids()) == ["7", "40", "41", "3000"]


def test_a_click_on_a_heading_orders_the_list_where_an_index_can(qtbot: QtBot, dressed: QApplication) -> None:
    columns: list[Column[str]] = [
        Column("word", "Kata", str, is_sorted_by=True),
        Column("length", "Panjang", lambda row: str(len(row))),
    ]
    model: RowsModel[str] = RowsModel(columns, lambda ids: ids, lambda row: row)
    table = RowTable(model)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    across = table.horizontalHeader()
    told: list[tuple[str, bool]] = []
    table.sorted_by.connect(lambda column, descending: told.append((column, descending)))

    def click(position: int) -> None:
        where = QPoint(across.sectionViewportPosition(position) + 10, across.height() // 2)
        QTest.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    click(0)
    assert told == [("word", False)]
    table.show_order(*told[-1][:1], descending=told[-1][1])
    click(0)
    click(1)
    assert told == [("word", False), ("word", True)]
    assert across.sortIndicatorSection() == 0
    tip = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Daftar ini tidak diurutkan menurut Panjang, hanya menurut Kata."


def test_every_cell_that_shows_is_drawn_and_a_cut_text_fits(table: RowTable) -> None:
    table.setColumnWidth(0, 60)
    before = table.grab().toImage()
    table.verticalScrollBar().setValue(2500)
    after = table.grab().toImage()
    assert before != after
    table.rows.set_columns([Column("word", "Kata", lambda row: "panjang sekali " * 20), *COLUMNS[1:]])
    assert table.grab().toImage() != after
