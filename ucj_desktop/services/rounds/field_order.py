"""Workers in the order of the field forms: as somebody meets them on the way, replacement candidates last."""

from collections.abc import Iterable, Mapping, Sequence

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.walking_order import hamlet_key, hamlets_of, walking_key
from ucj_desktop.services.office import Office
from ucj_desktop.storage import candidates, rounds, workers
from ucj_desktop.storage.database import Connection

TO_VERIFY = (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.RETURNED)


def ids_in_field_order(
    connection: Connection, village_code: str, stages: Sequence[Stage], hamlet: str = ""
) -> tuple[list[str], Mapping[str, int]]:
    """Ids as the form lists them, and the place of those who wait as replacement candidates.

    An empty village means every village, by code; ``hamlet`` is a key of :func:`hamlets_to_verify`.
    """
    wanted = WorkerFilter(village_code=village_code, stages=tuple(stages))
    open_rounds = {one.round_id for one in rounds.open_by_village(connection).values()}
    waiting = {
        one.worker_id: one.position
        for one in candidates.every(connection)
        if not one.stepped_in_at and one.round_id in open_rounds
    }
    people = [
        (village, person)
        for village, person in workers.walked(connection, wanted)
        if not hamlet or hamlet_key(person[0]) == hamlet
    ]
    people.sort(key=lambda one: (one[0], waiting.get(one[1][4], 0), walking_key(one[1])))
    return [person[4] for _, person in people], waiting


def field_order(office: Office, village_code: str, stages: Sequence[Stage]) -> list[str]:
    """Ids of a village's workers in these stages, in the order of its printed form."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return ids_in_field_order(connection, village_code, stages)[0]


def hamlets_to_verify(office: Office, village_code: str) -> dict[str, str]:
    """The hamlets in which somebody of the village waits for a verdict: key and spelling, in walking order."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        people = workers.walked(connection, WorkerFilter(village_code=village_code, stages=TO_VERIFY))
    return {key: name for key, name in hamlets_of(person[0] for _, person in people).items() if key}


def by_row_code(ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids by the code of their row; rarely two share one."""
    codes: dict[str, list[str]] = {}
    for one in ids:
        codes.setdefault(row_code(one), []).append(one)
    return codes
