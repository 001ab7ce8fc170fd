"""Taking back a fix of many workers: which one, whom it would bring back and whom it would leave, then asked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.accuracy.undo_fix import FixMade, UndoPlan, fixes_made, preview_undo, undo_fix
from ucj_desktop.services.office import Office

_LEAST_TABLE = 200  # pixels
_REFUSED_SHOWN = 5


class UnfixDialog(Asking):
    """Every fix, the newest first and chosen; ``plan`` is what undoing the chosen one would do."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Batalkan perbaikan sekaligus",
            "Pilih perbaikan yang dibatalkan. Pekerja yang sesudahnya diperbaiki lagi, diverifikasi, atau masuk berita"
            " acara dibiarkan seperti sekarang.",
            "Kembalikan",
            width=860,
            parent=parent,
        )
        self.leave.setText("Tutup")
        self.plan: UndoPlan | None = None
        self._fixes: HeldRows[FixMade] = HeldRows()
        self.model: RowsModel[FixMade] = RowsModel(_COLUMNS, self._fixes.fetch, lambda one: one.batch, self)
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Yang akan dikembalikan")
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.table.went_to.connect(self._on_moved)
        self.first = self.table
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.told)
        self._show(None)
        desk.read(partial(_fixes, desk.office), self._on_read)

    def _on_read(self, found: Sequence[FixMade]) -> None:
        self._fixes.refill((one.batch, one) for one in found)
        self.model.set_ids(list(self._fixes))
        newest = next((one.batch for one in found if not one.is_undone), "")
        self.table.go_to(newest)

    def _on_moved(self, batch: str) -> None:
        self._show(None)
        one = self._fixes.get(batch)
        if one is None or one.is_undone:
            self.told.setText("Perbaikan ini sudah dibatalkan." if one is not None else "")
            return
        self.told.setText("Memeriksa siapa yang bisa dikembalikan...")
        job = self.desk.jobs.start("Menyiapkan pembatalan", partial(preview_undo, self.office, batch))
        job.finished.connect(self._on_previewed)
        job.failed.connect(self._on_not_previewed)

    def _on_previewed(self, plan: UndoPlan) -> None:
        if plan.made.batch == self.table.current_id():
            self._show(plan)

    def _on_not_previewed(self, error: BaseException) -> None:
        self.told.setText("")
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)

    def _show(self, plan: UndoPlan | None) -> None:
        self.plan = plan
        nobody = (
            "Belum ada yang dihitung." if plan is None else "" if plan.restores else "Tidak ada yang bisa dikembalikan."
        )
        allow_unless(nobody, self.press)
        if plan is None:
            self.press.setText("Kembalikan")
            return
        self.press.setText(f"Kembalikan {texts.counted(plan.restores, 'pekerja')}" if plan.restores else "Kembalikan")
        self.told.setText("\n".join(_words(plan)))

    def submit(self) -> None:
        """Take the chosen fix back; Enter in the list does the same."""
        if self.plan is not None and self.plan.restores:
            self.run("Membatalkan perbaikan", partial(undo_fix, self.office, self.plan.made.batch))


def _fixes(office: Office, progress: Progress = SILENT) -> list[FixMade]:
    del progress  # a few rows of the journal
    return fixes_made(office)


def _words(plan: UndoPlan) -> list[str]:
    told = f"{texts.counted(plan.restores, 'pekerja')} kembali seperti sebelum perbaikan ini"
    if not plan.refused:
        return [f"{told}."]
    rest = len(plan.refused) - _REFUSED_SHOWN
    more = [f"... dan {texts.counted(rest, 'pekerja')} lain."] if rest > 0 else []
    return [f"{told}, {texts.number(len(plan.refused))} dibiarkan:", *plan.refused[:_REFUSED_SHOWN], *more]


def _state_of(one: FixMade) -> State | None:
    return State.NOTE if one.is_undone else None


_COLUMNS: Sequence[Column[FixMade]] = (
    Column("words", "Perbaikan", lambda one: one.words, 40, state=_state_of),
    Column("workers", "Pekerja", lambda one: texts.number(one.workers), 10, is_number=True),
    Column("at", "Waktu", lambda one: texts.moment(one.at), 15),
    Column("who", "Petugas", lambda one: one.who, 16),
    Column("undone", "Keadaan", lambda one: "Dibatalkan" if one.is_undone else "", 12),
)
