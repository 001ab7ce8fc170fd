"""Desk: what every page is handed: the office, the jobs, the changes, and the way to other pages."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.gui.changes import Changes
from ucj_desktop.gui.jobs import Job, Jobs
from ucj_desktop.gui.look import State
from ucj_desktop.services.collect.search_names import NameSearch
from ucj_desktop.services.office import Office


class Desk(QObject):
    """One open office as the windows use it.

    ``went(code, subject)``: a page asks for another page, and what to show there. ``said(state, what, fix)``: a
    sentence for the bar under the page. ``failed(error)``: something no page has a place for.
    ``counted(code, number)``: a page knows better than the last count how many things wait on it.
    ``presented(whether)``: a page wants the whole screen, as for a projector, or gives it back.
    """

    went = Signal(str, object)
    said = Signal(object, str, str)
    failed = Signal(object)
    counted = Signal(str, int)
    presented = Signal(bool)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.names = NameSearch(office)  # asked on the reading thread: it may have to read everyone's name
        self.changes = Changes(self)
        self.jobs = Jobs(self.changes, self)
        self.readings = Jobs(parent=self)
        self.is_closed = False
        self._has_bad_news = False
        self.changes.changed.connect(self._on_changed)

    def go(self, page: str, subject: object = None) -> None:
        """Show another page; ``subject`` is given to its show_subject."""
        self.went.emit(page, subject)

    def say(self, what: str, state: State = State.GOOD, fix: str = "") -> None:
        """One sentence under the page that is shown."""
        self._has_bad_news = state in (State.BLOCKS, State.WARNS)
        self.said.emit(state, what, fix)

    def hush(self) -> None:
        """Bad news goes when another page is shown or something was done since; good news goes by itself."""
        if self._has_bad_news:
            self.say("", State.NOTE)

    def fail(self, error: BaseException) -> None:
        """A ClerkError as a sentence under the page, anything else as the crash box."""
        if isinstance(error, ClerkError):
            self.say(error.what, State.BLOCKS, error.fix)
        else:
            self.failed.emit(error)

    def may(self, action: Action) -> bool:
        """Whether the clerk's role covers the action; what it does not cover is not offered."""
        return self.office.may(action)

    def do(self, words: str, work: Callable[[], Any], then: Callable[[Any], None] | None = None) -> Job:
        """Run a service that takes no progress on the job thread, as partial(save_new_worker, office, worker)."""
        return self.start(words, lambda progress: work(), then)

    def read(self, work: Callable[..., Any], then: Callable[[Any], None]) -> Job:
        """Read what may take long, as partial(home, office); it takes ``progress``, so that closing can stop it.

        Reading has a thread of its own: it neither waits for a writer nor keeps one waiting, and no bar shows it.
        """
        job = self.readings.start("", work)
        job.failed.connect(self.fail)
        job.finished.connect(then)
        return job

    def start(self, words: str, work: Callable[..., Any], then: Callable[[Any], None] | None = None) -> Job:
        """Run a service that takes ``progress`` on the job thread, as partial(check_workers, office).

        ``then`` gets what it returned; it must be a method of a QObject that is there as long as the job may run.
        A failure is said under the page.
        """
        job = self.jobs.start(words, work)
        job.failed.connect(self.fail)
        if then is not None:
            job.finished.connect(then)
        return job

    @property
    def is_idle(self) -> bool:
        """Whether everything that was started or is being read is done."""
        return self.jobs.is_idle and self.readings.is_idle

    def close(self) -> None:
        """Stop what runs and wait for it; nothing can be started any more."""
        self.is_closed = True
        self.jobs.close()
        self.readings.close()

    def _on_changed(self, change: Any) -> None:
        if change.touched is Touched.NOTHING:
            return
        if change.sentence:
            self.say(change.sentence)
        else:
            self.hush()
