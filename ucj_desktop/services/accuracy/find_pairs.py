"""Who may be the same person: found once, and then only for the workers that changed since."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.accuracy.evidence import evidence_of
from ucj_desktop.services.collect.keep_draft import DRAFT_FILE
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions, found_pairs, journal, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.found_pairs import FoundPairs, FoundPairsFile

FoundPair = tuple[str, str, float]  # two worker ids, the smaller first, and the score, 0 to 1
MADE_BY = "1"  # another search or other weights: another name, and every office's pairs are found anew
LARGEST_GROUP = 12  # workers compared pair by pair; more under one NIK is a damaged column, not twelve persons
FEW_CHANGED = 300  # workers that are compared one by one while somebody waits for a count
MANY_CHANGED = 2_000  # from here on comparing everybody anew is quicker
_SMALL_OFFICE = 10_000  # workers who are all compared within a second or two


def current_pairs(office: Office, connection: Connection, progress: Progress = SILENT) -> tuple[FoundPair, ...]:
    """Every pair of the store as it stands; may compare everybody when much has changed."""
    kept, changed = _kept(office, connection)
    if kept is None or len(changed) > MANY_CHANGED:
        return _keep(office, connection, _all_alike(connection, progress))
    if changed:
        return _keep(office, connection, _caught_up(connection, kept, changed, progress))
    return kept.pairs


def pairs_at_hand(office: Office, connection: Connection, progress: Progress = SILENT) -> tuple[FoundPair, ...] | None:
    """The same where it takes no longer than a count may take; None where everybody would have to be compared."""
    kept, changed = _kept(office, connection)
    is_quick = kept is not None and len(changed) <= FEW_CHANGED
    if is_quick or workers.count(connection, WorkerFilter()) <= _SMALL_OFFICE:
        return current_pairs(office, connection, progress)
    return None


def _file(office: Office) -> FoundPairsFile:
    return FoundPairsFile(office.folder / DRAFT_FILE, office.unlocked.data_key)


def _kept(office: Office, connection: Connection) -> tuple[FoundPairs | None, Sequence[str]]:
    """(what was found last, ids of the workers changed since)."""
    kept = _file(office).read()
    if kept is None or kept.made_by != MADE_BY or not found_pairs.is_of_this_store(connection, kept):
        return None, ()
    return kept, found_pairs.changed_since(connection, kept.n)


def _keep(office: Office, connection: Connection, pairs: Iterable[FoundPair]) -> tuple[FoundPair, ...]:
    n, head = journal.head(connection)
    found = FoundPairs(n=n, head=head.hex(), made_by=MADE_BY, pairs=tuple(sorted(pairs)))
    _file(office).write(found)
    return found.pairs


def _caught_up(
    connection: Connection, kept: FoundPairs, changed: Sequence[str], progress: Progress
) -> Iterable[FoundPair]:
    """The pairs of who did not change, and those of who did, found anew; an entry that was merged rests as it is."""
    stale = set(changed) - found_pairs.merged_away_of(connection, changed)
    pairs = {(a, b): score for a, b, score in kept.pairs if a not in stale and b not in stale}
    pairs |= {(a, b): score for a, b, score in _alike_with(connection, sorted(stale), progress)}
    return [(a, b, score) for (a, b), score in pairs.items()]


def _all_alike(connection: Connection, progress: Progress) -> list[FoundPair]:
    progress.step(0, None, "Mencari data kembar")
    groups = decisions.groups_of_same_nik(connection) + decisions.groups_of_same_name_and_birth(connection)
    return _scored(connection, {pair for group in groups for pair in combinations(group[:LARGEST_GROUP], 2)})


def _alike_with(connection: Connection, changed: Sequence[str], progress: Progress) -> list[FoundPair]:
    progress.step(0, None, "Mencari data kembar")
    groups = decisions.groups_of_same_nik(connection) + decisions.groups_of_same_name_and_birth(connection)
    wanted = set(changed)
    pairs = {pair for group in groups for pair in combinations(group[:LARGEST_GROUP], 2) if wanted & {*pair}}
    return _scored(connection, pairs)


def _scored(connection: Connection, pairs: Iterable[tuple[str, str]]) -> list[FoundPair]:
    pairs = sorted(pairs)
    ids = list({one for pair in pairs for one in pair})
    found = {one.worker.worker_id: one.worker for one in workers.by_ids(connection, ids)}
    return [(a, b, evidence_of(found[a], found[b])[0]) for a, b in pairs]
