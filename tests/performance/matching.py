"""The same person twice: all pairs of many people, and one new worker against the store."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.performance.labelled_people import Labelled, Pair, labelled_people, precision_and_recall
from tests.performance.rows import Row, medians_in_turn
from ucj_desktop.matching.keys import key_types
from ucj_desktop.matching.live import likely_pairs
from ucj_desktop.matching.pairs import find_pairs
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.spelling import spell, spelled
from ucj_desktop.matching.traits import Traits
from ucj_desktop.services.collect.resting_collector import collector_resting

if TYPE_CHECKING:
    import pandas

    from ucj_desktop.services.office import Office
    from ucj_desktop.storage.database import Connection

PEOPLE, MANY = 100_000, 1_000_000
SEED = 2101  # held out: no weight was tried on it
ROUNDS = 3
_ASKED = 2_000  # new workers
_SLOWEST = 0.99
_AT_ONCE = 20_000  # workers added in one go


def match() -> list[Row]:
    """The rows of 100,000 people, each from people to pairs: the peers get our normalised names, and making these is
    part of their time as it is of ours.

    Splink is given our keys. Recordlinkage is measured twice: with blocks on plain fields, as its manual shows, which
    hold as many of the true pairs as our keys do, and with our keys, of which its candidates are so few that making
    the keys is most of its time.
    """
    labelled = labelled_people(SEED, PEOPLE)
    found: dict[str, set[Pair]] = {}
    medians = medians_in_turn(
        {
            "ours": lambda: _seconds(lambda: _ours(labelled.people, found)),
            "splink": lambda: _seconds(lambda: _splink(_frame(labelled.people, _keys), found)),
            "recordlinkage": lambda: _seconds(lambda: _recordlinkage(_frame(labelled.people), _PLAIN, found)),
            "with keys": lambda: _seconds(lambda: _with_our_keys(labelled.people, found)),
            "limit": lambda: _seconds(lambda: _normalise(labelled.people)),
        },
        ROUNDS,
    )
    ours = Row(
        name="match",
        unit="s",
        ours=medians["ours"],
        peer=medians["splink"],
        peer_name="splink 5, the same keys",
        goal=0.15,
        limit=medians["limit"],
        limit_name="normalising the names alone",
        limit_goal=5,
        quiet=4.0,
        note="; ".join(f"{name} {_figures(pairs, labelled)}" for name, pairs in found.items()),
    )
    second = Row(
        name="match_recordlinkage", unit="s", ours=medians["ours"], peer=medians["recordlinkage"],
        peer_name="recordlinkage, blocks on fields", goal=0.2,
    )  # fmt: skip
    third = Row(
        name="match_recordlinkage_keys", unit="s", ours=medians["ours"], peer=medians["with keys"],
        peer_name="recordlinkage, our keys",
    )  # fmt: skip
    f1 = precision_and_recall(found["ours"], labelled.same)[2]
    return [ours, second, third, Row(name="match_f1", unit="F1", ours=f1, least=0.97)]


def match_1m() -> list[Row]:
    """A million people: as many times the time of 100,000 as there are people, and a little more; memory; quality.

    Each runs in a process of its own, so that the memory is that of the people and their pairs alone.
    """
    few, many = _in_a_process(PEOPLE), _in_a_process(MANY)
    return [
        Row(
            name="match_1m", unit="s", ours=many[0], limit=few[0], limit_name="100,000 people", limit_goal=25, quiet=60
        ),
        Row(name="match_1m_memory", unit="GB", ours=many[1], most=1.6, note="with the people themselves"),
        Row(name="match_1m_f1", unit="F1", ours=many[2], least=0.96, note=f"P {many[3]:.3f} R {many[4]:.3f}"),
    ]


def one_worker() -> list[Row]:
    """A new worker against a store of 100,000 and of 1,000,000: the question to SQLCipher and the scores."""
    from tests.demo_office import make_office

    rows = []
    for count, most in ((PEOPLE, 2.0), (MANY, 10.0)):
        people = labelled_people(SEED + 2, count + _ASKED).people
        asked, stored = people[:_ASKED], people[_ASKED:]
        with tempfile.TemporaryDirectory() as folder, closing(make_office(Path(folder, "office"))) as office:
            _fill(office, stored)
            with office.database.reading() as connection:
                for one in asked[:50]:
                    _milliseconds(connection, one, count)
                taken = sorted(_milliseconds(connection, one, count) for one in asked[50:])
        name = "one_worker" if count == PEOPLE else "one_worker_1m"
        middle = f"half of {len(taken):,} in {taken[len(taken) // 2]:.2f} ms, the slowest {taken[-1]:.2f} ms"
        rows.append(Row(name=name, unit="ms", ours=taken[int(len(taken) * _SLOWEST)], most=most, note=middle))
    return rows


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _fill(office: Office, people: Sequence[Person]) -> None:
    """Put people into an empty store; its indexes are made again at the end, as that is much faster."""
    from ucj_desktop.domain.standing import Standing, WorkerRecord
    from ucj_desktop.domain.worker import Worker
    from ucj_desktop.storage import workers
    from ucj_desktop.storage.journal import Entry

    fields = Person.__dataclass_fields__
    with office.database.writing() as connection:
        indexes = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'workers' AND sql IS NOT NULL"
        ).all()
        for name, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        for start in range(0, len(people), _AT_ONCE):
            some = people[start : start + _AT_ONCE]
            made = [Worker(**{name: getattr(one, name) for name in fields}) for one in some]
            workers.add(connection, [WorkerRecord(one, Standing()) for one in made])
        for _, sql in indexes:
            connection.exec_driver_sql(sql)
        office.log(connection, Entry(action="demo.filled", facts={"workers": len(people)}))


def _milliseconds(connection: Connection, one: Person, count: int) -> float:
    from ucj_desktop.storage import alike

    began = time.perf_counter()
    likely_pairs(one, alike.candidates(connection, one), count)
    return (time.perf_counter() - began) * 1000


def _ours(people: Sequence[Person], found: dict[str, set[Pair]]) -> None:
    spelled.cache_clear()
    with collector_resting():  # as the program runs it
        found["ours"] = {(one.a, one.b) for one in find_pairs(people)}


def _normalise(people: Sequence[Person]) -> None:
    for one in people:
        spell(one.full_name)
        spell(one.alias)
        spell(one.mother_name)


def _figures(pairs: set[Pair], labelled: Labelled) -> str:
    precision, recall, f1 = precision_and_recall(pairs, labelled.same)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def _frame(
    people: Sequence[Person], more: Callable[[list[Traits]], dict[str, list[str | None]]] | None = None
) -> pandas.DataFrame:
    """The people with normalised names; ``more`` gives further columns."""
    import pandas

    traits = [Traits(one) for one in people]
    columns: dict[str, list[Any]] = {
        "unique_id": [one.worker_id for one in people],
        "nik": [one.nik or None for one in people],
        "kk": [one.kk_number or None for one in people],
        "name": [one.name.whole or None for one in traits],
        "mother": [one.mother.whole or None for one in traits],
        "born": [one.birth_date.isoformat() if one.birth_date else None for one in people],
        "sex": [one.sex.value if one.sex else None for one in people],
        "village": [one.village_code or None for one in people],
    }
    return pandas.DataFrame(columns | (more(traits) if more else {}))


def _keys(traits: list[Traits]) -> dict[str, list[str | None]]:
    """Our keys, a column for each that one person may have."""
    columns: dict[str, list[str | None]] = {}
    for number, keys in enumerate(key_types(Rarity([one.name for one in traits], len(traits)))):
        taken = [0] * len(traits)  # keys of this type so far
        for at, key in keys(traits):
            name = f"key{number}_{taken[at]}"
            taken[at] += 1
            if name not in columns:
                columns[name] = [None] * len(traits)
            columns[name][at] = str(key)
    return columns


def _keys_of(frame: pandas.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns if str(name).startswith("key")]


def _splink(frame: pandas.DataFrame, found: dict[str, set[Pair]]) -> None:
    """Trained on the people themselves, as its manual shows."""
    from splink import Linker, SettingsCreator
    from splink import comparison_library as compare
    from splink.backends.duckdb import DuckDBAPI
    from splink.blocking_rule_library import block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.94, 0.85]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("mother", [0.92]),
            compare.LevenshteinAtThresholds("born", [1, 2]),
            compare.DamerauLevenshteinAtThresholds("nik", [1, 2]),
            compare.ExactMatch("sex"),
            compare.ExactMatch("village"),
            compare.ExactMatch("kk"),
        ],
        blocking_rules_to_generate_predictions=[block_on(key) for key in _keys_of(frame)],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(DuckDBAPI().register(frame), settings, log_level=logging.ERROR)
        linker.training.estimate_probability_two_random_records_match([block_on("nik")], recall=0.1)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "village"))
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("born", "mother"))
        scored: Any = linker.inference.predict(threshold_match_probability=0.5)
        rows = scored.as_pandas_dataframe()
    found["splink"] = {(min(a, b), max(a, b)) for a, b in zip(rows["unique_id_l"], rows["unique_id_r"], strict=True)}


_RECORDLINKAGE_CUT = 14  # where its F1 is best
_PLAIN = ("born", "kk", ["name", "village"], ["mother", "village"])


def _with_our_keys(people: Sequence[Person], found: dict[str, set[Pair]]) -> None:
    frame = _frame(people, _keys)
    _recordlinkage(frame, _keys_of(frame), found)


def _recordlinkage(frame: pandas.DataFrame, blocks: Sequence[str | Sequence[str]], found: dict[str, set[Pair]]) -> None:
    import recordlinkage

    index = recordlinkage.Index()
    for fields in blocks:
        index.block(fields)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pairs = index.index(frame)
        comparison = recordlinkage.Compare()
        comparison.string("name", "name", method="jarowinkler", label="name")
        comparison.string("mother", "mother", method="jarowinkler", label="mother")
        comparison.string("nik", "nik", method="damerau_levenshtein", label="nik")
        for exact in ("born", "sex", "village", "kk"):
            comparison.exact(exact, exact, label=exact)
        features = comparison.compute(pairs, frame)
    score = 5 * features["name"] + 2 * features["mother"] + 4 * features["nik"]
    score += 4 * features["born"] + features["village"] + features["kk"]
    ids = frame["unique_id"].tolist()
    chosen = features.index[score >= _RECORDLINKAGE_CUT]
    name = "recordlinkage" if blocks is _PLAIN else "recordlinkage with our keys"
    found[name] = {(min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in chosen}


def _most_memory() -> float:
    """Gigabytes that this process held at most. What the kernel tells a parent (ru_maxrss) counts the parent, too."""
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) / 1024 / 1024


def _in_a_process(count: int) -> tuple[float, float, float, float, float]:
    """Seconds (the median of a few rounds where they are few), gigabytes at the most, F1, precision and recall."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.performance.matching", str(count)], capture_output=True, text=True, check=True
    )
    seconds, memory, f1, precision, recall = map(float, said.stdout.split())
    return seconds, memory, f1, precision, recall


def _alone(count: int) -> None:
    labelled = labelled_people(SEED + 1, count)
    found: dict[str, set[Pair]] = {}
    rounds = ROUNDS if count <= PEOPLE else 1
    taken = sorted(_seconds(lambda: _ours(labelled.people, found)) for _ in range(rounds))
    used = _most_memory()
    precision, recall, f1 = precision_and_recall(found["ours"], labelled.same)
    print(taken[len(taken) // 2], used, f1, precision, recall)


if __name__ == "__main__":
    _alone(int(sys.argv[1]))
