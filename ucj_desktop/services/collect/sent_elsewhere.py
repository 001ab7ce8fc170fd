"""Whether another kecamatan has sent a NIK, as the newest answer of the district tells it."""

from collections.abc import Callable
from datetime import datetime

from ucj_desktop.domain.dates import short_date
from ucj_desktop.services.office import Office
from ucj_desktop.storage import elsewhere
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.elsewhere import ToldElsewhere


class SentElsewhere:
    """Asks the filter that is kept; reads it (180 kB for 100,000 people) once for each answer."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sequence = 0
        self._told: ToldElsewhere | None = None

    def words(self, nik: str) -> str:
        """One sentence where another kecamatan has probably sent the NIK, else nothing."""
        if len(nik) != 16:
            return ""
        with self._office.database.reading() as connection:
            sequence = elsewhere.kept_sequence(connection)
            if sequence != self._sequence:
                self._sequence, self._told = sequence, elsewhere.kept(connection)
        return _words(self._told) if self._told is not None and nik in self._told.niks else ""


def words_of(connection: Connection) -> Callable[[str], str]:
    """The same for many NIKs at once: a function that gives the sentence of each."""
    told = elsewhere.kept(connection)
    if told is None:
        return lambda _nik: ""
    words, niks = _words(told), told.niks
    return lambda nik: words if len(nik) == 16 and nik in niks else ""


def _words(told: ToldElsewhere) -> str:
    day = short_date(datetime.fromisoformat(told.told_at).date())
    return f"NIK ini mungkin sudah dikirim kecamatan lain (menurut balasan kabupaten tanggal {day})."
