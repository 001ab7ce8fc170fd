"""A small size of the paper campaign in every test run."""

from tests.campaigns import paper_mutations


def test_no_changed_paper_passes_and_every_refusal_has_a_name() -> None:
    outcomes = paper_mutations.run(120, seed=2026)
    assert set(outcomes) <= {"refused", "harmless"}
    assert outcomes["refused"] > 60
