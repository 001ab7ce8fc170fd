"""The one signal by which pages learn what a service changed."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ucj_desktop.domain.change import Change


class Changes(QObject):
    """Tells every page of each change once, and remembers when the last one was saved."""

    changed = Signal(object)  # Change

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_saved: datetime | None = None

    def announce(self, change: Change) -> None:
        """Tell it to everyone who listens; called by the jobs when a service has returned a Change."""
        if change.touched:
            self.last_saved = datetime.now().astimezone()
        self.changed.emit(change)
