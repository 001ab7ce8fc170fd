"""Two received workers who are one person: nothing of theirs is joined; one office keeps, the other is answered so."""

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.storage import relay
from ucj_desktop.storage.database import Connection


class GivesUpRegistered(ClerkError):
    """Whoever is with BPJS already cannot be the one who gives way."""

    code = "KEMBAR-09"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"{name} sudah di BPJS, jadi tidak bisa dikembalikan.",
            fix="Pertahankan yang itu, atau tunggu jawaban BPJS lalu putuskan lagi.",
        )


def are_received(*pair: WorkerRecord) -> bool:
    """Whether both came in packages: their data are their offices', frozen in their minutes."""
    return all(one.standing.origin_office for one in pair)


def refuse_giving_up(connection: Connection, gone: WorkerRecord) -> None:
    """Raise GivesUpRegistered where the one who would give way is registered, or sent to BPJS."""
    is_sent = bool(relay.held_among(connection, [gone.worker.worker_id]))
    if gone.standing.stage is Stage.REGISTERED or is_sent:
        raise GivesUpRegistered(gone.worker.full_name)
