"""Identity numbers with their middle hidden."""

import pytest

from ucj_desktop.domain.fields import masked_as_written


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("7302040101800001", "730204******0001"),
        ("730204 010180 0001", "730204 ****** 0001"),
        ("7302.0401.0180.0001 ", "7302.04**.****.0001 "),
        ("'730204010180000l", "'730204******000l"),
        ("NIK 0812", "*** *812"),
        ("", ""),
    ],
)
def test_a_number_as_written_keeps_its_spaces_and_signs_where_they_were(written: str, told: str) -> None:
    assert masked_as_written(written) == told
