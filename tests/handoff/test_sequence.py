"""What may be taken in after what was taken in before."""

import pytest

from tests.handoff.parties import package_parcel
from ucj_desktop.domain.parcel import LastAccepted, ParcelKind, SequenceState
from ucj_desktop.handoff.refusals import MissingPredecessor, PackageFromAnotherHistory
from ucj_desktop.handoff.sequence import require_place

A, B, C = "aa" * 32, "bb" * 32, "cc" * 32


def test_the_next_and_the_same_again_and_an_earlier_one_are_let_through() -> None:
    last = LastAccepted(2, B)
    assert require_place(package_parcel(seq=3, prev=B), C, last) is SequenceState.NEXT
    assert require_place(package_parcel(seq=2, prev=A), B, last) is SequenceState.SAME_AGAIN
    assert require_place(package_parcel(seq=1), A, last) is SequenceState.EARLIER


def test_a_gap_is_named_with_its_numbers() -> None:
    with pytest.raises(MissingPredecessor, match=r"730201 nomor 0002 belum"):
        require_place(package_parcel(seq=3, prev=B), C, LastAccepted(1, A))
    with pytest.raises(MissingPredecessor, match="0001 sampai 0004"):
        require_place(package_parcel(seq=5, prev=B), C, None)


def test_another_history_is_named() -> None:
    with pytest.raises(PackageFromAnotherHistory, match="0003"):
        require_place(package_parcel(seq=3, prev=A), C, LastAccepted(2, B))
    with pytest.raises(PackageFromAnotherHistory, match="0002"):
        require_place(package_parcel(seq=2, prev=A), C, LastAccepted(2, B))


def test_a_full_package_heals_a_gap_and_a_fork_with_a_higher_number_only() -> None:
    full = package_parcel(kind=ParcelKind.FULL, seq=5, prev=A)
    assert require_place(full, C, LastAccepted(2, B)) is SequenceState.GAP
    assert require_place(full, C, LastAccepted(4, B)) is SequenceState.FORK
    with pytest.raises(PackageFromAnotherHistory):
        require_place(full, C, LastAccepted(5, B))
