"""Office cards from the command line: given, compared, listed, renewed, revoked; and a package after a number."""

from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.offices import make_office


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    """A kecamatan and its kabupaten, closed."""
    for name, code in (("kecamatan", "730201"), ("kabupaten", "7302")):
        make_office(tmp_path / name, code=code).close()
    return tmp_path / "kecamatan", tmp_path / "kabupaten"


def ask(store: Path, *words: str | Path) -> Ran:
    return run(*words, "--store", store, "--json")


def test_a_card_is_given_compared_listed_renewed_and_revoked(stores: tuple[Path, Path], tmp_path: Path) -> None:
    ours, theirs = stores
    made = ask(theirs, "office", "card", "--out", tmp_path, "--paper", tmp_path / "lembar.pdf").facts
    assert made["file"] == str(tmp_path / "UCJ-7302.ucjk")
    assert (tmp_path / "lembar.pdf").read_bytes().startswith(b"%PDF")
    trusting = ("office", "trust", made["file"], "--fingerprint", made["fingerprint"], "--with", "Ibu Contoh")
    assert ask(ours, *trusting).facts["office"] == "7302"
    [one] = ask(ours, "office", "cards").facts["cards"]
    assert (one["state"], one["compared_with"], one["fingerprint"]) == ("in_force", "Ibu Contoh", made["fingerprint"])
    renewed = ask(theirs, "office", "rotate").facts["fingerprint"]
    assert ask(theirs, "office", "card", "--out", tmp_path).facts["fingerprint"] == renewed != made["fingerprint"]
    assert ask(ours, *trusting).error["code"] == "KARTU-03"
    assert ask(ours, "office", "trust", made["file"], "--fingerprint", renewed).code == 0
    assert ask(ours, "office", "revoke", "73.02", "--reason", "stolen").facts["reason"] == "stolen"
    states = [(card["state"], card["reason"]) for card in ask(ours, "office", "cards").facts["cards"]]
    assert states == [("revoked", "stolen"), ("replaced", "")]
    assert ask(ours, "office", "trust", made["file"], "--fingerprint", renewed).error["code"] == "KARTU-14"
    assert ask(ours, "office", "revoke", "73.02", "--reason", "lost").error["code"] == "KARTU-16"


def test_a_card_needs_a_place_to_go(stores: tuple[Path, Path]) -> None:
    assert ask(stores[0], "office", "card").code == 2


def test_the_number_after_which_a_package_goes_on_is_kept_even_where_nothing_can_be_sent_yet(
    stores: tuple[Path, Path], tmp_path: Path
) -> None:
    assert ask(stores[0], "package", "create", "--to", tmp_path, "--after", "0").error["code"] == "KIRIM-05"
    assert ask(stores[0], "package", "create", "--to", tmp_path, "--after", "4").error["code"] == "KIRIM-01"
    assert ask(stores[1], "package", "create", "--to", tmp_path, "--after", "4").error["code"] == "KIRIM-06"
