"""Impor: a file is read, its columns are looked at, what would happen is shown in numbers, and then it is kept."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QStackedWidget,
    QWidget,
)

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.outside_view import OutsideView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.import_review import ImportReview
from ucj_desktop.gui.widgets.import_start import ImportStart
from ucj_desktop.services.care.undo_import import Undone, undo_import
from ucj_desktop.services.collect.file_in_words import fields_stated
from ucj_desktop.services.collect.import_errors import rows_with_errors, write_import_errors
from ucj_desktop.services.collect.import_file import ImportResult, commit_import, plan_import
from ucj_desktop.services.collect.import_plan import Outcome, Policy
from ucj_desktop.services.collect.keep_profiles import (
    delete_profile,
    export_profile,
    save_profile,
    take_in_profile,
)
from ucj_desktop.services.collect.make_template import make_template
from ucj_desktop.services.collect.plan_file import FileRead, ImportOptions, look_at_file, usual_policy
from ucj_desktop.services.office import Office

_KINDS = f"Daftar pekerja ({texts.LISTS_OF_PEOPLE});;Semua berkas (*)"
_PROFILE = "Format impor (*.toml)"
_ABOUT_OUTSIDE = "Cocokkan pekerja dengan daftar BPJS, Dukcapil, DTSEN, atau kematian"
_SIDE_BY_SIDE = 920  # pixels of the page
_WORKBOOK = "Buku kerja Excel (*.xlsx)"


class ImportPage(Page):
    """Start, read, review, keep; each import can be taken back as a whole from the list of imports."""

    title = "Impor"
    code = "import"
    concerns = Touched.IMPORTS | Touched.OUTSIDE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.file: FileRead | None = None
        self.options = ImportOptions()
        self.result: ImportResult | None = None
        self._queue: list[Path] = []
        self._job: Job | None = None
        self._review: ImportReview | None = None
        self._outside: OutsideView | None = None
        self._is_remapped = False
        self._saved_as = ""
        self.start = ImportStart(desk)
        self.reading = EmptyPage("magnifying-glass", "Membaca berkas...", "Bisa dihentikan dengan Batal di bawah.")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.reading)
        self.see_outside = button("Daftar luar", self.show_outside, icon="list-dashes", tip=_ABOUT_OUTSIDE)
        self.see_import = button("Kembali ke impor", self.begin_again, icon="caret-left")
        self.actions_row.addWidget(self.see_outside)
        self.actions_row.addWidget(self.see_import)
        self.stack.currentChanged.connect(self._on_turned)
        self._on_turned()
        self.body.addWidget(self.stack, 1)
        self.start.opened.connect(self._on_opened)
        self.start.choose_wanted.connect(self._on_choose)
        self.start.template_wanted.connect(self._on_template)
        self.start.undo_wanted.connect(self.undo)
        self.start.profiles.hand_on_wanted.connect(self._on_hand_on)
        self.start.profiles.take_in_wanted.connect(self._on_take_in)
        self.start.profiles.forget_wanted.connect(self.forget_profile)

    @property
    def review(self) -> ImportReview:
        """The step after reading; made when the first file is opened."""
        if self._review is None:
            made = self._review = ImportReview(self.office)
            self.stack.addWidget(made)
            made.file_card.remapped.connect(self._on_remapped)
            made.file_card.village_chosen.connect(self._on_village)
            made.policy_chosen.connect(self._on_policy)
            made.replaceable.consented.connect(self._on_consented)
            made.commit.clicked.connect(self.keep)
            made.errors.clicked.connect(self._on_errors)
            made.take_back.clicked.connect(self._on_take_back)
            made.leave.clicked.connect(self.begin_again)
            made.next_file.clicked.connect(self._on_next_file)
        return self._review

    @property
    def outside(self) -> OutsideView:
        """Lists of BPJS, Dukcapil and others; made when they are asked for."""
        if self._outside is None:
            self._outside = OutsideView(self.desk)
            self.stack.addWidget(self._outside)
        return self._outside

    def reload(self) -> None:
        self.start.show_history()
        if self._outside is not None:
            self._outside.reload()

    def show_outside(self) -> None:
        """Lists of BPJS, Dukcapil and others, instead of an import."""
        if self._outside is None:
            self.outside.reload()
        self.stack.setCurrentWidget(self.outside)
        self.say_under_title("Pekerja dicocokkan dengan daftar BPJS, Dukcapil, DTSEN, dan kematian")
        self.say_here("daftar luar")
        self.outside.kinds.setFocus()

    def show_subject(self, subject: object) -> None:
        if subject == "outside":
            self.show_outside()

    def _on_turned(self) -> None:
        shown = self.stack.currentWidget()
        self.see_outside.setVisible(shown is self.start)
        self.see_import.setVisible(self._outside is not None and shown is self._outside)

    def first_field(self) -> QWidget | None:
        return self.start.drop.choose if self.stack.currentWidget() is self.start else None

    def _on_opened(self, paths: list[Path]) -> None:
        """What was said of an earlier file must not stand under these; of several at once, each refusal stays."""
        self.desk.hush()
        self.open_files(paths)

    def open_files(self, paths: list[Path]) -> None:
        """Read the first file now; the others wait until it is done."""
        if not paths:
            return
        self._queue = list(paths[1:])
        self.options, self._is_remapped, self.result = ImportOptions(), False, None
        self.review.file_card.begin()
        self.reading.heading.setText(f"Membaca {paths[0].name}...")
        self.stack.setCurrentWidget(self.reading)
        self.say_here(f"membaca {paths[0].name}")
        job = self.desk.start(
            f"Membaca {paths[0].name}", partial(_look_and_plan, self.office, paths[0], self.options), self._on_read
        )
        job.failed.connect(self._on_not_read)
        job.cancelled.connect(self.begin_again)

    def _on_not_read(self) -> None:
        """One file that cannot be read must not swallow the others that were dropped with it."""
        self.begin_again()
        self.open_files(self._queue)

    def begin_again(self) -> None:
        """Back to the start; nothing was kept that was not imported."""
        self.file, self.result = None, None
        self.say_under_title("")
        self.say_here("")
        self.stack.setCurrentIndex(0)
        self.start.drop.choose.setFocus()

    def _on_read(self, found: tuple[FileRead, ImportOptions, ImportResult]) -> None:
        self.file, self.options, result = found
        self.stack.setCurrentWidget(self.review)
        self.review.bar.clear()
        self.review.policies[self.options.policy].setChecked(True)
        self._show_dry_run(result)
        self.review.commit.setFocus()

    def _show_dry_run(self, result: ImportResult) -> None:
        self._show_result(result)
        self.review.replaceable.setVisible(self.options.policy is Policy.OVERWRITE)
        self.review.replaceable.show_fields(fields_stated(result), self.options.replaceable)
        self.say_under_title(f"{result.file}: periksa dulu, belum ada yang disimpan.")
        self.review.rows_heading.setText("Yang akan terjadi")
        new, changed = result.count(Outcome.NEW), result.count(Outcome.CHANGED)
        self.review.commit.setText(f"Impor: {texts.number(new)} baru, {texts.number(changed)} berubah")
        allow_unless("" if new + changed else "Tidak ada yang baru atau berubah di berkas ini.", self.review.commit)
        self._show_stage(is_done=False)
        self.say_here(f"{result.file}, belum disimpan")

    def _show_result(self, result: ImportResult) -> None:
        before, self.result = self.result, result
        self.review.file_card.show_result(result)
        self.review.rows.show_result(result)
        wrong = len(rows_with_errors(result))
        refused = result.count(Outcome.REFUSED)
        self.review.errors.setText(f"Simpan {texts.number(wrong)} baris bermasalah ke Excel...")
        self.review.errors.setToolTip(
            f"{texts.number(refused)} ditolak, {texts.number(wrong - refused)} masuk tetapi perlu dilihat."
        )
        self.review.errors.setVisible(wrong > 0)
        if before is not None and before is not result:
            self.desk.jobs.let_go(before.rows)

    def _show_stage(self, *, is_done: bool) -> None:
        """What can be pressed before the import and after it."""
        self.review.commit.setVisible(not is_done)
        self.review.next_file.setVisible(is_done and bool(self._queue))
        self.review.take_back.setVisible(is_done and self.desk.may(Action.UNDO_IMPORT))
        self.review.leave.setText("Selesai" if is_done else "Kembali")
        for one in (self.review.file_card, self.review.policy_line):
            one.setVisible(not is_done)

    def _on_remapped(self, sheet: str, columns: dict[str, int]) -> None:
        self._is_remapped = True
        self._plan_again(replace(self.options, columns={**self.options.columns, sheet: columns}))

    def _on_policy(self, policy: Policy) -> None:
        if policy is not self.options.policy:
            self._plan_again(replace(self.options, policy=policy))

    def _on_consented(self, fields: frozenset[str] | None) -> None:
        self._plan_again(replace(self.options, replaceable=fields))

    def _on_village(self, village: str) -> None:
        if self.result is not None and not self.result.batch and village != self.options.village_code:
            self._plan_again(replace(self.options, village_code=village))

    def _plan_again(self, options: ImportOptions) -> None:
        """Count anew what would happen; an older count that still runs is of no use."""
        if self.file is None:
            return
        self.options = options
        if self._job is not None and self._job.is_running:
            self._job.cancel()
        self.review.commit.setEnabled(False)
        self.review.commit.setText("Menghitung ulang...")
        self._job = self.desk.start("Menghitung ulang", partial(plan_import, self.office, self.file, options))
        self._job.finished.connect(self._on_planned)
        self._job.failed.connect(self._on_not_planned)
        self._job.cancelled.connect(self._on_not_planned)

    def _on_planned(self, result: ImportResult) -> None:
        if self.sender() is self._job:
            self._show_dry_run(result)

    def _on_not_planned(self) -> None:
        """The count was stopped or refused: what is shown is of other choices, so it is not offered."""
        if self.sender() is self._job:
            self.review.commit.setText("Belum dihitung")
            self.review.bar.say(
                State.WARNS, "Penghitungan berhenti, jadi angkanya belum ada.", "", ("Hitung lagi", self._on_count)
            )

    def _on_count(self) -> None:
        self.review.bar.clear()
        self._plan_again(self.options)

    def keep(self) -> None:
        """Import what the dry run showed."""
        if self.file is None or not self.review.commit.isEnabled():
            return
        self.review.commit.setEnabled(False)
        self.review.commit.setText("Mengimpor...")
        planned = self.result if self._is_remapped else None
        work = partial(_commit, self.office, self.file, self.options, planned)
        job = self.desk.start(f"Mengimpor {self.file.name}", work, self._on_kept)
        job.failed.connect(self._on_not_kept)
        job.cancelled.connect(self._on_not_kept)

    def _on_kept(self, outcome: tuple[Change, ImportResult]) -> None:
        _, result = outcome
        self._show_result(result)
        self.say_under_title(f"{result.file}: sudah diimpor.")
        self.review.rows_heading.setText("Yang terjadi")
        self._show_stage(is_done=True)
        self.say_here(f"{result.file}, sudah diimpor")
        refused = result.count(Outcome.REFUSED)
        press = ("Buka Temuan", self._findings)
        if refused:
            fix = "Simpan ke Excel, perbaiki di sana, lalu impor berkas perbaikannya."
            look_at = len(rows_with_errors(result)) - refused
            others = f" {texts.counted(look_at, 'baris')} lain perlu dilihat." if look_at > 0 else ""
            self.review.bar.say(State.WARNS, f"{texts.counted(refused, 'baris')} ditolak.{others}", fix, press)
        else:
            self.review.bar.say(
                State.GOOD, "Semua baris sudah masuk.", "Lanjutkan ke Temuan untuk memeriksa isinya.", press
            )
        (self.review.next_file if self._queue else self.review.leave).setFocus()

    def _on_not_kept(self) -> None:
        if self.result is not None:
            self._show_dry_run(self.result)
            self.review.bar.say(State.NOTE, "Impor berhenti. Tidak ada yang disimpan.")

    def _findings(self) -> None:
        self.desk.go("findings")

    def _on_next_file(self) -> None:
        self.open_files(self._queue)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Pilih berkas yang diimpor", "", _KINDS)
        self.open_files([Path(one) for one in chosen])

    def _on_errors(self) -> None:
        if self.result is not None:
            name = f"Perbaikan {Path(self.result.file).stem}.xlsx"
            chosen, _ = QFileDialog.getSaveFileName(self, "Simpan baris bermasalah", name, _WORKBOOK)
            if chosen:
                self.save_errors(Path(chosen))

    def save_errors(self, path: Path) -> None:
        """Write the rows that need mending, with what is wrong and what to do, to be imported again."""
        if self.result is not None:
            work = partial(write_import_errors, self.office, self.result, path)
            self._saved_as = path.name
            self.desk.start(f"Menyimpan {path.name}", work, self._on_errors_saved)

    def _on_errors_saved(self, count: int) -> None:
        self.desk.say(f"{texts.counted(count, 'baris')} disimpan di {self._saved_as}.")

    def _on_template(self, village: str) -> None:
        place = self.office.places.by_code(village)
        name = f"Format isian {texts.in_file_name(place.name)}.xlsx" if place else "Format isian.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan format isian", name, _WORKBOOK)
        if chosen:
            self.save_template(village, Path(chosen))

    def save_template(self, village: str, path: Path) -> None:
        """Write the blank sheet of a village."""
        self.desk.do("Membuat format isian", partial(make_template, self.office, village, path), self._on_told)

    def _on_told(self, change: Change) -> None:
        self.desk.say(change.sentence)

    def _on_hand_on(self, name: str) -> None:
        suggested = f"Format {texts.in_file_name(name)}.toml"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan format impor", suggested, _PROFILE)
        if chosen:
            self.hand_on_profile(name, Path(chosen))

    def hand_on_profile(self, name: str, path: Path) -> None:
        """Write a layout this office knows for another office."""
        self.desk.do("Menyimpan format impor", partial(export_profile, self.office, name, path), self._on_told)

    def _on_take_in(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Ambil format impor", "", _PROFILE)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Take in a layout that another office knows."""
        self.desk.do("Mengambil format impor", partial(take_in_profile, self.office, path), self._on_told)

    def forget_profile(self, name: str) -> None:
        """Forget a layout; the columns of its files are asked about again."""
        self.desk.do("Menghapus format impor", partial(delete_profile, self.office, name), self._on_told)

    def undo(self, batch_id: str) -> None:
        """Take a whole import back."""
        self.desk.start("Membatalkan impor", partial(_undo, self.office, batch_id), self._on_undone)

    def _on_take_back(self) -> None:
        if self.result is not None:
            self.undo(self.result.batch)

    def _on_undone(self, outcome: tuple[Change, Undone]) -> None:
        del outcome
        if self._review is not None and self.stack.currentWidget() is self._review:
            self.begin_again()


def _look_and_plan(
    office: Office, path: Path, options: ImportOptions, progress: Progress = SILENT
) -> tuple[FileRead, ImportOptions, ImportResult]:
    file = look_at_file(office, path, progress)
    options = replace(options, policy=usual_policy(file))
    return file, options, plan_import(office, file, options, progress)


def _commit(
    office: Office,
    file: FileRead,
    options: ImportOptions,
    planned: ImportResult | None,
    progress: Progress = SILENT,
) -> tuple[Change, ImportResult]:
    """Import; how the sheets were read is remembered first where a clerk had to say it, so that Ctrl+Z is the import's.

    ``planned`` is the dry run of columns that a clerk chose; None where nothing was chosen.
    """
    if planned is not None:
        name = Path(file.name).stem
        for plan in planned.plans:
            if plan.sheet in options.columns and plan.headings:
                save_profile(office, plan, name if len(options.columns) == 1 else f"{name}, {plan.sheet}")
    result = commit_import(office, file, options, progress)
    return result.change, result


def _undo(office: Office, batch_id: str, progress: Progress) -> tuple[Change, Undone]:
    undone = undo_import(office, batch_id, progress)
    return undone.change, undone
