"""The table model: pages of rows fetched as they are needed."""

from collections.abc import Sequence

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import ROWS_A_PAGE, Column, Role, RowsModel
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
