"""Coverage (cakupan UCJ): active participants over potential workers, as people typed them in with their source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ucj_desktop.domain.terbilang import thousands


class Segment(StrEnum):
    """The three segments that the formula adds up (DOMAIN, section 3)."""

    EMPLOYEES = "pu"
    INDEPENDENT = "bpu"
    CONSTRUCTION = "jakon"


SEGMENT_LABELS: Final = {
    Segment.EMPLOYEES: "Penerima upah (PU)",
    Segment.INDEPENDENT: "Bukan penerima upah (BPU)",
    Segment.CONSTRUCTION: "Jasa konstruksi (Jakon)",
}
LARGEST_FIGURE: Final = 300_000_000  # people: more than live in the country that work


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """People of one segment; None: nobody has said."""

    potential: int | None = None  # semesta pekerja yang memenuhi syarat
    active: int | None = None  # peserta aktif


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFigures:
    """What the office typed in, on which day it was so, and who says it."""

    segments: Mapping[Segment, SegmentFigures] = field(default_factory=dict)
    as_of: date | None = None
    source: str = ""
    target: int | None = None  # hundredths of a percent: 6293 is 62,93 %
    target_source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody has typed in any figure."""
        return all(one == SegmentFigures() for one in self.segments.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ratio of those segments for which both figures are known; people, and hundredths of a percent."""

    counted: tuple[Segment, ...]
    left_out: tuple[Segment, ...]  # one of the two figures is missing
    active: int
    potential: int
    to_come: int  # accepted by the district and not registered yet

    @property
    def share(self) -> int:
        return share_of(self.active, self.potential)

    @property
    def share_to_come(self) -> int:
        """The share once those accepted are registered too."""
        return share_of(self.active + self.to_come, self.potential)

    @property
    def equation(self) -> str:
        """67.799 peserta aktif : 140.769 pekerja potensial = 48,16 %."""
        people = f"{thousands(self.active)} peserta aktif : {thousands(self.potential)} pekerja potensial"
        return f"{people} = {percent(self.share)}"


def coverage(figures: CoverageFigures, to_come: int = 0) -> Coverage | None:
    """The UCJ ratio; None where no segment has both figures. Source of the formula: DOMAIN, section 3."""
    known, left_out, active, potential = [], [], 0, 0
    for segment in Segment:
        one = figures.segments.get(segment, SegmentFigures())
        if one.active is None or not one.potential:
            left_out.append(segment)
            continue
        known.append(segment)
        active += one.active
        potential += one.potential
    if not known:
        return None
    return Coverage(counted=tuple(known), left_out=tuple(left_out), active=active, potential=potential, to_come=to_come)


def missing_to_target(found: Coverage, target: int) -> int:
    """How many more active participants the target needs; 0 when it is reached."""
    needed = -(-found.potential * target // 10_000)  # rounded up: half a person reaches nothing
    return max(0, needed - found.active)


def share_of(part: int, whole: int) -> int:
    """Hundredths of a percent, rounded half up; 0 of nothing."""
    return (2 * part * 10_000 + whole) // (2 * whole) if whole > 0 else 0


def percent(hundredths: int) -> str:
    """48,16 %, as Indonesians write it."""
    return f"{thousands(hundredths // 100)},{hundredths % 100:02d} %"


def read_percent(text: str) -> int | None:
    """62,93 or 62.93 or 62,9 % as hundredths of a percent; None where it is no share between 0 and 100."""
    whole, _, rest = text.strip().removesuffix("%").strip().replace(".", ",").partition(",")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 3 and len(rest) <= 2):
        return None
    if rest and not (rest.isascii() and rest.isdigit()):
        return None
    found = int(whole) * 100 + int(rest.ljust(2, "0") or "0")
    return found if found <= 10_000 else None
