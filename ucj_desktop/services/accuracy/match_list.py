"""Matching a list of others with the workers: by NIK, then by name and birth date; and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.outside import LIST_KIND_LABELS, MatchedBy, OutsideWord
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.matching.differences import nik_kind
from ucj_desktop.matching.likeness import NameKind, compare_names
from ucj_desktop.matching.lookups import lookups
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import USUAL
from ucj_desktop.matching.spelling import spelled
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import NikKind
from ucj_desktop.services.accuracy.read_list import ListRead, ListRow
from ucj_desktop.services.office import Office
from ucj_desktop.storage import outside
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.outside import Known
from ucj_desktop.storage.outside import OutsideList as OutsideList  # also for the doors
from ucj_desktop.storage.outside import Unplaced as Unplaced

_STEP = 2_000
_SAME_NAMES = (NameKind.SAME, NameKind.CLOSE)


class NoSuchList(ClerkError):
    """No list was matched under this id, or it was taken back already."""

    code = "DAFTAR-02"

    def __init__(self) -> None:
        super().__init__(
            what="Daftar itu tidak ada atau pencocokannya sudah dibatalkan.",
            fix="Pilih salah satu daftar di halaman Impor, Daftar luar.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a list says of the workers of this office, before it is kept.

    ``rows`` = ``matched`` + ``unmatched`` + rows in ``unplaced``; ``words`` has one for each worker whom it names.
    """

    read: ListRead
    matched: int
    unmatched: int  # of nobody in this office
    words: tuple[OutsideWord, ...]
    unplaced: tuple[Unplaced, ...]
    disagreeing: frozenset[str]  # ids of workers of whom the list says otherwise than a field that is filled

    @property
    def conflicts(self) -> int:
        """How many rows and workers a person has to look at."""
        return len(self.unplaced) + len(self.disagreeing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What was kept; ``news`` is for how many workers the list said something that was not known from it yet."""

    list_id: str
    found: Found
    news: int
    change: Change


def find_in_list(office: Office, read: ListRead, progress: Progress = SILENT) -> Found:
    """Look for every row of a list among the workers; nothing is written."""
    office.require(Action.IMPORT)
    with office.database.reading() as connection:
        return _Search(connection, read, progress).found()


def match_list(
    office: Office, read: ListRead, *, name: str = "", dated: date | None = None, progress: Progress = SILENT
) -> Matched:
    """Keep what a list says of the workers, with its name and day; the workers themselves stay as they are.

    The same list again adds only what is new, as workers entered since. ``dated`` is asked of the clerk where the file
    does not tell it; today counts where nobody knows.
    """
    office.require(Action.IMPORT)
    name = name.strip() or read.name
    dated = dated or read.dated or office.today()
    with office.database.writing() as connection:
        found = _Search(connection, read, progress).found()
        before = outside.same_list(connection, read.kind, read.sha256)
        list_id = before.list_id if before else new_id()
        own = outside.rows_of_list(connection, list_id)
        # What it said of an entry that was merged since is known of who stands for it.
        known = {worker_id: replace(word, worker_id=worker_id) for worker_id, word in
                 outside.words_of_list(connection, list_id).items()} | own  # fmt: skip
        words = [_kept(one, known, list_id, name, dated) for one in found.words]
        news = [one for one in words if known.get(one.worker_id) != one]
        if before is not None and not news and (before.name, before.dated) == (name, dated):
            nothing = Change(Touched.NOTHING, f"{name} sudah dicocokkan; tidak ada yang baru.")
            return Matched(list_id=list_id, found=found, news=0, change=nothing)
        kept = _as_list(office, found, list_id, name, dated)
        outside.put_list(connection, kept)
        outside.put_words(connection, news)
        facts = {"kind": read.kind.value, **kept.counts}
        entries = [_told(one, known.get(one.worker_id)) for one in news]
        entries.append(Entry(action="outside_list.matched", subject=list_id, facts=facts))
        office.log_many(connection, entries, batch=list_id)
    told = f"{thousands(len(found.words))} pekerja ditemukan dalam {name}; keadaannya dicatat."
    return Matched(
        list_id=list_id, found=found, news=len(news), change=Change(Touched.FINDINGS | Touched.OUTSIDE, told)
    )


def lists_matched(office: Office) -> list[OutsideList]:
    """Every list that was matched, the newest first, also those taken back."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return outside.lists(connection)


def undo_match(office: Office, list_id: str) -> Change:
    """Take a list back: what older lists said counts again. Corrections taken from it have an undo of their own.

    Raises NoSuchList.
    """
    office.require(Action.UNDO_IMPORT)
    with office.database.writing() as connection:
        known = outside.get_list(connection, list_id)
        if known is None or known.undone_at:
            raise NoSuchList
        words = outside.words_of_list(connection, list_id)  # by who stands for whom the list named
        outside.mark_undone(connection, list_id, office.timestamp())
        entries = [
            Entry(action="worker.outside_undone", subject=one, changes={"outside": (_words(word), "")})
            for one, word in words.items()
        ]
        told = Entry(action="outside_list.undone", subject=list_id, facts={"kind": known.kind.value})
        office.log_many(connection, [*entries, told])
    sentence = f"Pencocokan {known.name} dibatalkan untuk {thousands(len(words))} pekerja."
    return Change(Touched.FINDINGS | Touched.OUTSIDE, sentence)


def words_of_worker(office: Office, worker_id: str) -> list[OutsideWord]:
    """What lists said of one worker, the newest first; the first of each kind counts."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return outside.every_word_of(connection, worker_id)


class _Search:
    """One pass over the rows of a list: what each needs of the store is asked in few questions."""

    def __init__(self, connection: Connection, read: ListRead, progress: Progress) -> None:
        self._read = read
        self._progress = progress
        understood = [one for one in read.rows if not one.why]
        self._by_nik = outside.known_by_nik(connection, sorted({one.nik for one in understood if one.nik}))
        self._keys = {id(one): _key(one) for one in understood if one.nik not in self._by_nik}
        keys = sorted({key for key in self._keys.values() if key})
        self._by_name = outside.known_by_birth_and_name(connection, keys)

    def found(self) -> Found:
        words: dict[str, OutsideWord] = {}
        unplaced: list[Unplaced] = []
        disagreeing: set[str] = set()
        matched = unmatched = 0
        for number, row in enumerate(self._read.rows, start=1):
            if number % _STEP == 0:
                self._progress.step(number, len(self._read.rows), "Mencocokkan daftar")
            if row.why:
                unplaced.append(Unplaced(place=row.place, why=row.why))
                continue
            people, how, doubt = self._whose(row)
            if doubt is not None:
                unplaced.append(doubt)
            elif not people:
                unmatched += 1
            else:
                matched += 1
                for one in people:
                    _keep_gravest(words, self._word(row, one, how))
                    if any(_is_filled(code, one) for code in words[one.person.worker_id].differs):
                        disagreeing.add(one.person.worker_id)
        return Found(
            read=self._read,
            matched=matched,
            unmatched=unmatched,
            words=tuple(words.values()),
            unplaced=tuple(unplaced),
            disagreeing=frozenset(disagreeing),
        )

    def _whose(self, row: ListRow) -> tuple[Sequence[Known], MatchedBy, Unplaced | None]:
        if row.nik in self._by_nik:
            return self._by_nik[row.nik], MatchedBy.NIK, None
        named = [one for one in self._by_name.get(self._keys[id(row)], ()) if _is_same(row, one)]
        likely = [one for one in named if _nik_allows(row, one)]
        if len(likely) == 1:
            return likely, MatchedBy.NAME_AND_BIRTH, None
        if not named:
            return (), MatchedBy.NAME_AND_BIRTH, None
        why = (
            f"Nama dan tanggal lahir sama dengan {len(likely)} pekerja."
            if likely
            else "Nama dan tanggal lahir sama dengan seorang pekerja, NIK-nya lain."
        )
        ids = tuple(one.person.worker_id for one in (likely or named))
        return (), MatchedBy.NAME_AND_BIRTH, Unplaced(place=row.place, why=why, worker_ids=ids)

    def _word(self, row: ListRow, known: Known, how: MatchedBy) -> OutsideWord:
        assert row.state is not None  # else the row has a why
        return OutsideWord(
            worker_id=known.person.worker_id,
            list_id="",
            list_name="",
            dated=date.min,
            kind=self._read.kind,
            state=row.state,
            matched_by=how,
            place=row.place,
            details=MappingProxyType(dict(row.details)),
            differs=MappingProxyType(_differences(row, known)),
        )


def _key(row: ListRow) -> str:
    """Under which a worker of this name and birth date is found; empty where one of both is not stated."""
    return lookups(_person(row))[0] if row.full_name and row.birth_date else ""


def _person(row: ListRow) -> Person:
    return Person(worker_id="", nik=row.nik, full_name=row.full_name, birth_date=row.birth_date)


def _is_same(row: ListRow, known: Known) -> bool:
    """The very birth date, and every word of one name has its like in the other."""
    born = known.person.birth_date
    return born is not None and born == row.birth_date and _names(row, known) in _SAME_NAMES


def _names(row: ListRow, known: Known) -> NameKind:
    return compare_names(spelled(row.full_name), spelled(known.person.full_name), USUAL)[1]


def _nik_allows(row: ListRow, known: Known) -> bool:
    """Two NIKs that are no slip of one another are of two people, whatever their names."""
    if not row.nik or not known.person.nik:
        return True
    return nik_kind(Traits(_person(row)), Traits(known.person)) is not NikKind.OTHER


def _differences(row: ListRow, known: Known) -> dict[str, str]:
    """What the list says by field where the worker's field says otherwise, or nothing while the list knows it."""
    ours, found = known.person, {}
    if row.nik and row.nik != ours.nik:
        found["nik"] = row.nik
    if row.full_name and _names(row, known) is not NameKind.SAME:
        found["full_name"] = row.full_name
    if row.birth_date is not None and row.birth_date != ours.birth_date:
        found["birth_date"] = row.birth_date.isoformat()
    desil = row.details.get("desil", "")
    if desil and desil != str(known.desil or ""):
        found["desil"] = desil
    return found


def _is_filled(code: str, known: Known) -> bool:
    return known.desil is not None if code == "desil" else getattr(known.person, code) not in ("", None)


def _keep_gravest(words: dict[str, OutsideWord], word: OutsideWord) -> None:
    """Of several rows about one worker: by NIK before by name, then what weighs most."""
    before = words.get(word.worker_id)
    if before is None or word.rank < before.rank:
        words[word.worker_id] = word


def _kept(one: OutsideWord, known: Mapping[str, OutsideWord], list_id: str, name: str, dated: date) -> OutsideWord:
    """As it is kept; of the same list matched before, what differed then and what was decided about it stay known."""
    before = known.get(one.worker_id)
    differs = {**before.differs, **one.differs} if before else one.differs
    return replace(
        one,
        list_id=list_id,
        list_name=name,
        dated=dated,
        differs=MappingProxyType(dict(differs)),
        decided=before.decided if before else one.decided,
    )


def _as_list(office: Office, found: Found, list_id: str, name: str, dated: date) -> OutsideList:
    counts = {
        "rows": len(found.read.rows),
        "matched": found.matched,
        "unmatched": found.unmatched,
        "conflicts": found.conflicts,
        "workers": len(found.words),
    }
    return OutsideList(
        list_id=list_id,
        kind=found.read.kind,
        name=name,
        dated=dated,
        file_name=found.read.file_name,
        sha256=found.read.sha256,
        counts=counts,
        unplaced=found.unplaced,
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )


def _told(word: OutsideWord, before: OutsideWord | None) -> Entry:
    """The journal's row of one worker; the words are personal, so they stand beside the chain."""
    return Entry(
        action="worker.outside_matched",
        subject=word.worker_id,
        facts={"kind": word.kind.value, "how": word.matched_by.value},
        changes={"outside": (_words(before) if before else "", _words(word))},
    )


def _words(word: OutsideWord) -> str:
    return f"{LIST_KIND_LABELS[word.kind]}: {word.words} ({word.source})"
