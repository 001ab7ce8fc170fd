"""Who may be the same person: found once, and then only for the workers that changed since."""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.matching import lookups
from ucj_desktop.matching.live import likely_pairs
from ucj_desktop.matching.pairs import find_pairs
from ucj_desktop.matching.person import person_of
from ucj_desktop.services.accuracy.evidence import score_between
from ucj_desktop.services.collect.keep_draft import DRAFT_FILE
from ucj_desktop.services.collect.resting_collector import collector_resting
from ucj_desktop.services.office import Office
from ucj_desktop.storage import alike, decisions, found_pairs, journal, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.found_pairs import FoundPairs, FoundPairsFile

FoundPair = tuple[str, str, float]  # two worker ids, the smaller first, and the score, 0 to 1
MADE_BY = f"matching {lookups.VERSION}"  # another search: another name, and every office's pairs are found anew
LARGEST_GROUP = 12  # workers compared pair by pair; more under one NIK is a damaged column, not twelve persons
FEW_CHANGED = 300  # workers who are looked for one by one while somebody waits
_SHARE_CHANGED = 200  # where more than one in so many was looked for that way, everybody is compared anew
_SMALL_OFFICE = 5_000  # workers who are all compared within a moment


def current_pairs(office: Office, connection: Connection, progress: Progress = SILENT) -> tuple[FoundPair, ...]:
    """Every pair of the store as it stands; compares everybody where the office is small or much has changed.

    Looking for one worker's like goes by a few indexes and misses some that a comparison of everybody finds, so that
    it is done for a few workers only.
    """
    kept, changed = _kept(office, connection)
    if kept is None:
        return _keep(office, connection, _all_alike(connection, progress))
    rough = kept.rough + len(changed)
    if not rough:
        return kept.pairs
    people = workers.count(connection, WorkerFilter())
    if people <= _SMALL_OFFICE or rough > max(FEW_CHANGED, people // _SHARE_CHANGED):
        return _keep(office, connection, _all_alike(connection, progress))
    return _catch_up(office, connection, kept, changed, progress)


def pairs_at_hand(office: Office, connection: Connection, progress: Progress = SILENT) -> tuple[FoundPair, ...] | None:
    """The same where it takes no longer than a count may take; None where everybody would have to be compared."""
    kept, changed = _kept(office, connection)
    if kept is not None and len(changed) <= FEW_CHANGED:
        return _catch_up(office, connection, kept, changed, progress)
    if workers.count(connection, WorkerFilter()) <= _SMALL_OFFICE:
        return _keep(office, connection, _all_alike(connection, progress))
    return None


def _file(office: Office) -> FoundPairsFile:
    return FoundPairsFile(office.folder / DRAFT_FILE, office.unlocked.data_key)


def _kept(office: Office, connection: Connection) -> tuple[FoundPairs | None, Sequence[str]]:
    """(what was found last, ids of the workers changed since)."""
    kept = _file(office).read()
    if kept is None or kept.made_by != MADE_BY or not found_pairs.is_of_this_store(connection, kept):
        return None, ()
    return kept, found_pairs.changed_since(connection, kept.n)


def _keep(office: Office, connection: Connection, pairs: Iterable[FoundPair], rough: int = 0) -> tuple[FoundPair, ...]:
    n, head = journal.head(connection)
    found = FoundPairs(n=n, head=head.hex(), made_by=MADE_BY, pairs=tuple(sorted(pairs)), rough=rough)
    _file(office).write(found)
    return found.pairs


def _catch_up(
    office: Office, connection: Connection, kept: FoundPairs, changed: Sequence[str], progress: Progress
) -> tuple[FoundPair, ...]:
    if not changed:
        return kept.pairs
    pairs = _caught_up(connection, kept, changed, progress)
    return _keep(office, connection, pairs, kept.rough + len(changed))


def _caught_up(
    connection: Connection, kept: FoundPairs, changed: Sequence[str], progress: Progress
) -> Iterable[FoundPair]:
    """The pairs of who did not change, and those of who did, found anew; an entry that was merged rests as it is."""
    stale = set(changed) - found_pairs.merged_away_of(connection, changed)
    pairs = {(a, b): score for a, b, score in kept.pairs if a not in stale and b not in stale}
    pairs |= {(a, b): score for a, b, score in _alike_with(connection, sorted(stale), progress)}
    return [(a, b, score) for (a, b), score in pairs.items()]


def _all_alike(connection: Connection, progress: Progress) -> list[FoundPair]:
    with collector_resting():
        found = {(one.a, one.b): one.score for one in find_pairs(alike.everyone(connection), progress=progress)}
    return [*_named(found), *_of_one_nik(connection, found)]


def _alike_with(connection: Connection, changed: Sequence[str], progress: Progress) -> list[FoundPair]:
    people = workers.count(connection, WorkerFilter())
    found: dict[tuple[str, str], float] = {}
    for number, record in enumerate(workers.by_ids(connection, changed), start=1):
        progress.step(number, len(changed), "Mencari data kembar")
        person = person_of(record.worker)
        for match in likely_pairs(person, alike.candidates(connection, person), people):
            found[min(match.a, match.b), max(match.a, match.b)] = match.score
    niks = [one.worker.nik for one in workers.by_ids(connection, changed) if one.worker.nik]
    return [*_named(found), *_of_one_nik(connection, found, set(niks))]


def _named(found: Mapping[tuple[str, str], float]) -> list[FoundPair]:
    return [(a, b, score) for (a, b), score in found.items()]


def _of_one_nik(
    connection: Connection, found: Container[tuple[str, str]], niks: Container[str] | None = None
) -> list[FoundPair]:
    """Those who share a NIK and nothing else: two people at most of whom one has a wrong NIK, so somebody looks."""
    groups = decisions.groups_of_same_nik(connection)
    pairs = {pair for group in groups for pair in combinations(group[:LARGEST_GROUP], 2) if pair not in found}
    ids = sorted({one for pair in pairs for one in pair})
    records = {one.worker.worker_id: one.worker for one in workers.by_ids(connection, ids)}
    return [
        (a, b, score_between(records[a], records[b]))
        for a, b in sorted(pairs)
        if niks is None or records[a].nik in niks
    ]
