"""Parcels: names, sender and addressee, and their place in the sequence."""

import pytest

from ucj_desktop.domain.parcel import (
    AuditMark,
    LastAccepted,
    Parcel,
    ParcelFamily,
    ParcelKind,
    SequenceState,
    sequence_state,
)

FIRST, SECOND, OTHER = "aa" * 32, "bb" * 32, "cc" * 32


def parcel(kind: ParcelKind = ParcelKind.DELTA, seq: int = 7, prev: str = FIRST) -> Parcel:
    return Parcel(
        kind=kind,
        office="730201",
        district="7302",
        period="2026",
        seq=seq,
        prev=prev,
        created="2026-11-22T06:30:00Z",
        app="0.1.0",
        revision=1,
        audit=AuditMark(0, ""),
    )


@pytest.mark.parametrize(
    ("kind", "name", "sender", "addressee"),
    [
        (ParcelKind.FULL, "UCJ-730201-0007.ucj", "730201", "7302"),
        (ParcelKind.NIHIL, "UCJ-730201-0007.ucj", "730201", "7302"),
        (ParcelKind.RECEIPT, "UCJ-730201-0007.ucjr", "7302", "730201"),
        (ParcelKind.ANSWER, "UCJ-7302-730201-0007.ucja", "7302", "730201"),
    ],
)
def test_a_parcel_knows_its_name_sender_and_addressee(kind: ParcelKind, name: str, sender: str, addressee: str) -> None:
    one = parcel(kind)
    assert (one.file_name, one.sender, one.addressee) == (name, sender, addressee)
    assert len(one.file_name.partition(".")[0]) <= 40


def test_three_families_travel() -> None:
    assert {kind.family for kind in ParcelKind} == set(ParcelFamily)


@pytest.mark.parametrize(
    ("seq", "prev", "sha256", "last", "state"),
    [
        (1, "", FIRST, None, SequenceState.NEXT),
        (1, OTHER, FIRST, None, SequenceState.FORK),
        (2, FIRST, SECOND, None, SequenceState.GAP),
        (2, FIRST, SECOND, LastAccepted(1, FIRST), SequenceState.NEXT),
        (2, OTHER, SECOND, LastAccepted(1, FIRST), SequenceState.FORK),
        (1, "", FIRST, LastAccepted(1, FIRST), SequenceState.SAME_AGAIN),
        (1, "", OTHER, LastAccepted(1, FIRST), SequenceState.FORK),
        (4, SECOND, OTHER, LastAccepted(2, SECOND), SequenceState.GAP),
        (1, "", FIRST, LastAccepted(2, SECOND), SequenceState.EARLIER),
    ],
)
def test_a_parcel_has_one_place_after_the_last_accepted(
    seq: int, prev: str, sha256: str, last: LastAccepted | None, state: SequenceState
) -> None:
    assert sequence_state(parcel(seq=seq, prev=prev), sha256, last) is state
