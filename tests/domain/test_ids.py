"""Ids: version 7 of RFC 9562, in order, never twice, by many threads too."""

from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

from ucj_desktop.domain.ids import new_id


def test_an_id_is_a_uuid_of_version_7_in_its_usual_writing() -> None:
    for _ in range(2_000):
        made = new_id()
        read = UUID(made)
        assert (str(read), read.version, read.variant) == (made, 7, RFC_4122)


def test_ids_made_one_after_another_are_in_order() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_their_chance_is_spent_once_by_many_threads() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = [one for some in threads.map(lambda _: [new_id() for _ in range(3_000)], range(8)) for one in some]
    assert len({one[19:] for one in made}) == 24_000
