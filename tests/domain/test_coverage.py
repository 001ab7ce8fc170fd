"""Coverage: the UCJ ratio of what was typed in, checked against published figures (DOMAIN, section 3)."""

import pytest

from ucj_desktop.domain.coverage import (
    Coverage,
    CoverageFigures,
    Segment,
    SegmentFigures,
    coverage,
    missing_to_target,
    percent,
    read_percent,
    share_of,
)


def wajo() -> CoverageFigures:
    """Potential workers of Kabupaten Wajo by segment in 2025; the active ones were published as one number."""
    return CoverageFigures(
        segments={
            Segment.EMPLOYEES: SegmentFigures(35_036, 20_000),
            Segment.INDEPENDENT: SegmentFigures(93_537, 40_000),
            Segment.CONSTRUCTION: SegmentFigures(12_196, 7_799),
        }
    )


def counted(figures: CoverageFigures, to_come: int = 0) -> Coverage:
    found = coverage(figures, to_come)
    assert found is not None
    return found


def test_active_participants_over_potential_workers_of_all_segments() -> None:
    found = counted(wajo(), 1_201)
    assert (found.active, found.potential, found.left_out) == (67_799, 140_769, ())
    assert found.equation == "67.799 peserta aktif : 140.769 pekerja potensial = 48,16 %"
    assert percent(found.share_to_come) == "49,02 %"


def test_a_segment_with_one_figure_missing_is_left_out_and_named() -> None:
    figures = CoverageFigures(
        segments={
            Segment.EMPLOYEES: SegmentFigures(35_036, None),
            Segment.INDEPENDENT: SegmentFigures(1_000, 250),
            Segment.CONSTRUCTION: SegmentFigures(0, 5),
        }
    )
    found = counted(figures)
    assert (found.counted, found.left_out) == (
        (Segment.INDEPENDENT,),
        (Segment.EMPLOYEES, Segment.CONSTRUCTION),
    )
    assert percent(found.share) == "25,00 %"


def test_without_figures_there_is_no_ratio() -> None:
    assert coverage(CoverageFigures()) is None
    assert CoverageFigures().is_empty
    assert not wajo().is_empty


@pytest.mark.parametrize(
    ("active", "potential", "target", "missing"),
    [(67_799, 140_769, 6293, 20_787), (50, 100, 5000, 0), (49, 99, 5000, 1), (0, 3, 3334, 2)],
)
def test_what_the_target_still_needs(active: int, potential: int, target: int, missing: int) -> None:
    found = counted(CoverageFigures(segments={Segment.INDEPENDENT: SegmentFigures(potential, active)}))
    assert missing_to_target(found, target) == missing
    assert (active + missing) * 10_000 >= potential * target
    assert not missing or (active + missing - 1) * 10_000 < potential * target


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(1, 3, 3333), (2, 3, 6667), (1, 0, 0), (1_327_000, 2_801_936, 4736)]
)
def test_shares_are_rounded_half_up(part: int, whole: int, share: int) -> None:
    assert share_of(part, whole) == share


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("62,93", 6293),
        ("62.93 %", 6293),
        ("62,9%", 6290),
        ("100", 10_000),
        ("0", 0),
        ("100,01", None),
        ("62,935", None),
        ("-1", None),
        ("", None),
        ("enam", None),
        ("\uff16\uff12", None),
    ],
)
def test_a_percentage_is_read_as_people_write_it(text: str, read: int | None) -> None:
    assert read_percent(text) == read
