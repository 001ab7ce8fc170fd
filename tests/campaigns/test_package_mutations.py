"""A small size of the campaigns in every test run; `installer/dev.py campaign NAME --size N` runs them in full."""

from tests.campaigns import package_mutations


def test_no_mutated_package_is_accepted_and_every_refusal_has_a_name() -> None:
    outcomes, ways = package_mutations.run(20_000, seed=2026)
    assert not [name for name in outcomes if name.startswith(("accepted", "untyped"))]
    assert len(ways) == 16
    assert sum(ways.values()) >= 19_900
