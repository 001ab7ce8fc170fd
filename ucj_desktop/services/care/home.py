"""Home (Beranda): what to do next, in sentences, and how far each village is."""

from collections.abc import Mapping
from dataclasses import replace

from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.quota import Round
from ucj_desktop.domain.stage import Stage
from ucj_desktop.services.care import home_handoff as home_handoff
from ucj_desktop.services.care import home_rounds as home_rounds  # the themes: each registers its sentences
from ucj_desktop.services.care.home_accuracy import is_checked
from ucj_desktop.services.care.home_care import first_steps
from ucj_desktop.services.care.home_district import received_from
from ucj_desktop.services.care.home_to_do import ENTRIES
from ucj_desktop.services.care.home_to_do import Home as Home
from ucj_desktop.services.care.home_to_do import ToDo as ToDo
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.measure_rounds import Measures, measure_rounds
from ucj_desktop.services.rounds.progress_lines import NamedLine, progress_lines
from ucj_desktop.services.rounds.village_progress import VillageProgress, nearest_first, progress_of
from ucj_desktop.storage import rounds, workers

ORDER = (
    "subject_requests", "late", "unfilled", "meeting", "returned", "behind", "findings", "duplicates", "candidates",
    "verify", "validate", "minutes", "send", "receipts", "answer", "relay", "silent", "backup",
)  # fmt: skip
"""In which a clerk should take them; every entry of the registry stands here."""


def home(office: Office, *, progress: Progress = SILENT) -> Home:
    """Read everything the first page shows; the sentences come from the registry in its order."""
    office.require(Action.LOOK)
    is_district = office.kind is OfficeKind.DISTRICT
    with office.database.reading() as connection:
        counted = workers.counts_by_village_and_stage(connection)
        open_rounds = rounds.open_by_village(connection)
        measures = measure_rounds(office, connection, open_rounds.values())
        if is_district:
            counted = _by_sub_district(counted)
            received = received_from(office, connection, counted)
            villages = _sub_districts(office, {*received, *(code for code, _ in counted)}, counted, measures)
            lines: tuple[NamedLine, ...] = ()
        else:
            received = {}
            villages = _villages(office, counted, open_rounds, measures)
            lines = progress_lines(connection, villages, measures)
        total = sum(counted.values())
        checked = is_checked(office, connection, total)
    by_stage: dict[Stage, int] = {}
    for (_, stage), number in counted.items():
        by_stage[stage] = by_stage.get(stage, 0) + number
    state = Home(total=total, is_checked=checked, by_stage=by_stage, villages=villages, lines=lines, received=received)
    to_do = tuple(found for code in ORDER for found in ENTRIES[code](office, state, progress))
    return replace(state, to_do=to_do, first_steps=first_steps(office, state))


def _villages(
    office: Office, counted: Mapping[tuple[str, Stage], int], open_rounds: Mapping[str, Round], measures: Measures
) -> tuple[VillageProgress, ...]:
    codes = {village for village, _ in counted} | set(open_rounds)
    return tuple(nearest_first(progress_of(office, code, open_rounds.get(code), counted, measures) for code in codes))


def _by_sub_district(counted: Mapping[tuple[str, Stage], int]) -> dict[tuple[str, Stage], int]:
    grouped: dict[tuple[str, Stage], int] = {}
    for (village, stage), number in counted.items():
        key = (village[:6], stage)
        grouped[key] = grouped.get(key, 0) + number
    return grouped


def _sub_districts(
    office: Office, codes: set[str], counted: Mapping[tuple[str, Stage], int], measures: Measures
) -> tuple[VillageProgress, ...]:
    """What a district has of each kecamatan, in the order of names; it opens no rounds, so there is no deadline."""
    if not counted:
        return ()
    return tuple(nearest_first(progress_of(office, code, None, counted, measures) for code in codes))
