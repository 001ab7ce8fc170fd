"""The figures of the coverage: kept with their source, told in the journal, refused with a sentence."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.domain.coverage import CoverageFigures, Segment, SegmentFigures
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.district.coverage_figures import (
    FigureRefused,
    list_figures,
    save_figures,
    set_figures_from_file,
)
from ucj_desktop.services.district.recap import recap
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal

SOUND = """
as_of = 2026-10-01
source = "Surat BPJS Ketenagakerjaan nomor 12"
target = "62,93"
target_source = "RPJMD"
[pu]
potential = 35036
active = 20000
[bpu]
potential = 93537
active = 40000
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office", code="7302")
    yield made
    made.close()


def test_a_file_sets_the_figures_and_the_recap_shows_the_share(office: Office, tmp_path: Path) -> None:
    (tmp_path / "angka.toml").write_text(SOUND, "utf-8")
    set_figures_from_file(office, tmp_path / "angka.toml")
    kept = list_figures(office)
    assert kept.segments[Segment.INDEPENDENT] == SegmentFigures(93_537, 40_000)
    assert (kept.as_of, kept.target) == (date(2026, 10, 1), 6293)
    found = recap(office).coverage
    assert found is not None
    assert found.equation == "60.000 peserta aktif : 128.573 pekerja potensial = 46,67 %"
    assert found.left_out == (Segment.CONSTRUCTION,)
    with office.database.reading() as connection:
        (row,) = journal.rows(connection, limit=1)
    assert row.action == "settings.coverage"
    assert (row.changes or {})["Penerima upah (PU), aktif"] == ("", "20.000")


def test_the_same_figures_again_write_nothing_and_others_are_undone(office: Office) -> None:
    figures = CoverageFigures(segments={Segment.INDEPENDENT: SegmentFigures(100, 25)}, source="Disnaker")
    save_figures(office, figures)
    with office.database.reading() as connection:
        before = journal.head(connection)
    save_figures(office, figures)
    with office.database.reading() as connection:
        assert journal.head(connection) == before
    undo(office)
    assert list_figures(office) == CoverageFigures()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (SOUND.replace('source = "Surat BPJS Ketenagakerjaan nomor 12"', ""), "Sumber angkanya"),
        (SOUND.replace('target_source = "RPJMD"', ""), "Sumber targetnya"),
        (SOUND.replace("2026-10-01", "2999-01-01"), "belum terjadi"),
        (SOUND.replace("2026-10-01", '"kemarin"'), "bukan tanggal"),
        (SOUND.replace("35036", "-1"), "tidak masuk akal"),
        (SOUND.replace("35036", "35036.5"), "bukan angka bulat"),
        (SOUND.replace("62,93", "120"), "bukan persentase"),
        (SOUND.replace("[bpu]", "[bpx]"), "tidak dikenal"),
        (SOUND.replace("active", "aktif"), "tidak bisa dipakai"),
        ("[pu", "tidak bisa dibaca"),
    ],
)
def test_a_faulty_file_changes_nothing_and_says_why(office: Office, tmp_path: Path, said: str, told: str) -> None:
    (tmp_path / "angka.toml").write_text(said, "utf-8")
    with pytest.raises(FigureRefused) as refused:
        set_figures_from_file(office, tmp_path / "angka.toml")
    assert told in refused.value.what
    assert list_figures(office) == CoverageFigures()


def test_a_day_that_is_to_come_is_refused_and_today_is_not(office: Office) -> None:
    today = office.today()
    save_figures(office, CoverageFigures(as_of=today))
    with pytest.raises(FigureRefused):
        save_figures(office, CoverageFigures(as_of=today + timedelta(days=1)))
