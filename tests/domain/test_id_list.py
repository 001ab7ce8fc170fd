"""Ids packed sixteen bytes each are the ids that went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.id_list import IdList, ids_in_order
from ucj_desktop.domain.ids import new_id

IDS = st.lists(st.uuids().map(str), unique=True)
ODD = st.text("0123456789abcdefABCDEF- ", min_size=1, max_size=40)


@given(IDS)
def test_a_list_of_ids_is_what_went_in(ids: list[str]) -> None:
    packed = ids_in_order("\n".join(ids).encode())
    assert isinstance(packed, IdList)
    assert list(packed) == ids
    assert len(packed) == len(ids)
    assert packed == ids
    assert packed[1:3] == ids[1:3]
    assert [packed.index(one) for one in ids] == list(range(len(ids)))
    assert packed[-1:] == ids[-1:]


@given(IDS, st.lists(ODD, min_size=1), IDS)
def test_ids_of_another_shape_are_kept_as_they_are(before: list[str], odd: list[str], after: list[str]) -> None:
    ids = [*before, *odd, *after]
    assert list(ids_in_order("\n".join(ids).encode())) == ids


@pytest.mark.parametrize(
    "odd",
    [
        "0192F3A0-0000-7000-8000-000000000000",
        "0192f3a00000-7000-8000-000000000000-",
        "{192f3a0-0000-7000-8000-000000000000}",
        "0192f3a0-0000-7000-8000-0000000000 0",
        "0192f3a0-0000-7000-8000-00000000000g",
    ],
)
def test_what_only_looks_like_a_uuid_is_not_taken_for_one(odd: str) -> None:
    ids = [new_id(), odd, new_id()]
    assert list(ids_in_order("\n".join(ids).encode())) == ids
    with pytest.raises(ValueError, match=odd[1:5]):
        ids_in_order(new_id().encode()).index(odd)


def test_an_id_made_of_the_ends_of_two_is_not_found() -> None:
    first, second = "00000000-0000-0000-0000-0000000000ab", "cd000000-0000-0000-0000-000000000001"
    packed = ids_in_order(f"{first}\n{second}".encode())
    assert "00000000-0000-0000-0000-00000000abcd" not in packed
    assert second in packed


def test_a_short_id_before_a_long_one_is_not_taken_for_two_of_the_right_length() -> None:
    ids = [new_id()[:-1], "a" + new_id()]
    assert list(ids_in_order("\n".join(ids).encode())) == ids


def test_more_ids_than_are_turned_at_once_keep_their_order() -> None:
    ids = [new_id() for _ in range(70_000)]
    packed = ids_in_order("\n".join(ids).encode())
    assert packed == ids
    assert packed[69_999] == ids[-1] == packed[-1]
    with pytest.raises(IndexError):
        packed[70_000]
