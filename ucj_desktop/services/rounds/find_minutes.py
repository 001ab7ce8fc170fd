"""Minutes that were closed: listed, and found by id, register number or letter number."""

from collections.abc import Sequence

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.services.office import Office
from ucj_desktop.storage import minutes


class MinutesNotThere(ClerkError):
    """No minutes answer to that id or number."""

    code = "BA-03"

    def __init__(self) -> None:
        super().__init__(what="Berita acara itu tidak ada.", fix="Lihat daftar berita acara pada halaman Surat.")


def list_minutes(office: Office) -> list[Minutes]:
    """All revisions of all minutes without their rows, in the order they were closed."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return minutes.every(connection)


def answering_to(asked: str, known: Sequence[Minutes]) -> list[Minutes]:
    """Those with that id, register number or letter number, in their order; all of them for empty text."""
    wanted = asked.strip()
    return [one for one in known if not wanted or wanted in (one.minutes_id, str(one.register), one.number)]


def find_minutes(office: Office, asked: str) -> Minutes:
    """The newest revision, with its rows, of minutes given by id, register number or letter number.

    Empty text means the minutes closed last. Raises MinutesNotThere.
    """
    with office.database.reading() as connection:
        known = minutes.every(connection)
        matching = answering_to(asked, known)
        found = minutes.get(connection, matching[-1].minutes_id) if matching else None
    if found is None:
        raise MinutesNotThere
    return found
