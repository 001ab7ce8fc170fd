"""A made-up recap for the tests of its paper."""

from datetime import date

from ucj_desktop.domain.coverage import CoverageFigures, Segment, SegmentFigures, coverage
from ucj_desktop.reports.recap_facts import CountedRow, RecapFacts, SenderRow


def row(name: str, eligible: int, not_eligible: int, waiting: int) -> CountedRow:
    total = eligible + not_eligible + waiting
    return CountedRow(
        name=name,
        total=total,
        eligible=eligible,
        not_eligible=not_eligible,
        waiting=waiting,
        sent=eligible + not_eligible,
        accepted=eligible,
        returned=0,
        registered=eligible // 2,
    )


def make_recap(count: int) -> RecapFacts:
    """A recap of ``count`` villages."""
    rows = [row(f"Desa Rekaan {number}", number * 7, number % 5, number % 3) for number in range(1, count + 1)]
    sums = [sum(getattr(one, name) for one in rows) for name in ("eligible", "not_eligible", "waiting")]
    figures = CoverageFigures(
        segments={Segment.INDEPENDENT: SegmentFigures(93_537, 40_000), Segment.EMPLOYEES: SegmentFigures(35_036)},
        as_of=date(2026, 11, 1),
        source="Surat BPJS Ketenagakerjaan",
        target=6293,
        target_source="RPJMD",
    )
    total = row("JUMLAH", *sums)
    sender = SenderRow(
        name="Gantarang",
        packages=3,
        brought=total.total + 2,
        refused=1,
        withdrawn=1,
        merged=0,
        gone=0,
        here=total.total,
    )
    return RecapFacts(
        counted_by="Desa/kelurahan",
        rows=rows,
        total=total,
        equation=f"{total.total} = {total.total}",
        balances=True,
        senders=[sender],
        coverage=coverage(figures, 1_234),
        figures=figures,
    )
