"""The way into a meeting and out of it: started, gone on with after a pause, ended with its minutes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.meeting_dialogs import StartMeetingDialog
from ucj_desktop.gui.pages.meeting_view import MeetingView
from ucj_desktop.gui.pages.minutes_dialogs import EndMeetingDialog
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.meetings import end_meeting
from ucj_desktop.services.rounds.village_progress import VillageProgress, village_progress


class MeetingDoor(QObject):
    """``entered``: the meeting's view is to come to the front. ``left``: the villages are, again."""

    entered = Signal()
    left = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.office = desk.office
        self.meetings: Sequence[Meeting] = ()  # that go on
        self.bar = SentenceBar(closable=False)
        self.dialog: Asking | None = None
        self.made: MeetingView | None = None
        self._page = page

    @property
    def view(self) -> MeetingView:
        """Mode rapat; made when a meeting begins."""
        if self.made is None:
            self.made = MeetingView(self.desk)
            self.made.left.connect(self.left)
            self.made.end_wanted.connect(self.end)
        return self.made

    def show_meetings(self, going_on: Sequence[Meeting]) -> None:
        """A meeting that was left is named, with its way back."""
        self.meetings = going_on
        if not going_on or not self.desk.may(Action.VALIDATE):
            self.bar.clear()
            return
        one = going_on[0]
        named = ", ".join(self.office.printed(code) for code in one.village_codes[:2])
        what = f"Rapat validasi {named} tanggal {texts.day(one.held_on)} belum diakhiri."
        self.bar.say(State.NOTE, what, press=("Lanjutkan rapat", partial(self.resume, one)))

    def of_village(self, code: str) -> Meeting | None:
        """The meeting of a village that goes on."""
        return next((one for one in self.meetings if code in one.village_codes), None)

    def start(self, villages: Sequence[VillageProgress], code: str) -> None:
        """The meeting of a village: the one that goes on, or a new one."""
        going_on = self.of_village(code)
        if going_on is not None:
            self.resume(going_on)
        elif code and self.desk.may(Action.VALIDATE):
            dialog = StartMeetingDialog(self.desk, villages, code, self._page)
            dialog.done_with.connect(self._on_started)
            self._ask(dialog)

    def _on_started(self, started: tuple[Meeting, Change]) -> None:
        self.resume(started[0])

    def resume(self, meeting: Meeting) -> None:
        """Mode rapat, where the meeting stands."""
        if self.desk.may(Action.VALIDATE):
            view = self.view
            self.entered.emit()
            view.begin(meeting)

    def resume_named(self, meeting_id: str) -> None:
        """The same for one that goes on, by its id."""
        for one in self.meetings:
            if one.meeting_id == meeting_id:
                self.resume(one)
                return

    def end(self, meeting: Meeting) -> None:
        """Its minutes are closed with it, where somebody was validated."""
        villages = [one for one in village_progress(self.office) if one.village_code in meeting.village_codes]
        if not self.desk.may(Action.CLOSE_MINUTES) or not any(one.to_minute for one in villages):
            self.desk.start("Mengakhiri rapat", partial(_end, self.office, meeting.meeting_id), self._on_ended)
            return
        dialog = EndMeetingDialog(self.desk, villages, meeting, self._page)
        dialog.done_with.connect(self._on_ended)
        self._ask(dialog)

    def _on_ended(self, _: object) -> None:
        self.view.close_view()
        self.left.emit()

    def _ask(self, dialog: Asking) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _end(office: Office, meeting_id: str, progress: Progress = SILENT) -> Change:
    del progress
    return end_meeting(office, meeting_id)
