"""The bench's peer of the rules finds what the rules find; else the row would compare two different things."""

from tests.performance.check import PLAIN_RULES, bench_context, check_plain, plain_workers
from tests.performance.import_files import people
from ucj_desktop.domain.rules import RULES, check_worker, with_policy


def test_the_peer_finds_the_same_workers_with_the_same_rules() -> None:
    context, workers = bench_context(), people(1_500)
    rules = with_policy([RULES[code] for code in PLAIN_RULES], context)
    ours = {(one.worker_id, one.code) for worker in workers for one in check_worker(worker, context, rules)}
    theirs = {(worker_id, code) for worker_id, code, _ in check_plain(plain_workers(workers), context)}
    assert ours == theirs
    assert len({code for _, code in ours}) >= 12
