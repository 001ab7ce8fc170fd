"""The figures of the coverage: typed in by people with their source, kept with the office's settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.coverage import (
    LARGEST_FIGURE,
    SEGMENT_LABELS,
    CoverageFigures,
    Segment,
    SegmentFigures,
    percent,
    read_percent,
)
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.office import Office
from ucj_desktop.storage import settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_SETTING = "coverage"
_LONGEST_SOURCE = 300


class FigureRefused(ClerkError):
    """A figure that cannot be, or that nobody vouches for."""

    code = "CAKUP-01"


def coverage_figures(connection: Connection) -> CoverageFigures:
    """What was typed in last."""
    return _read(settings.every(connection).get(_SETTING, {}))


def list_figures(office: Office) -> CoverageFigures:
    """What was typed in last, for the window that changes it."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return coverage_figures(connection)


def save_figures(office: Office, figures: CoverageFigures) -> Change:
    """Keep the figures, with both the old and the new ones in the journal. Raises FigureRefused."""
    office.require(Action.SET_COVERAGE)
    figures = replace(figures, source=figures.source.strip(), target_source=figures.target_source.strip())
    _refuse_faulty(office, figures)
    with office.database.writing() as connection:
        before = coverage_figures(connection)
        if before == figures:
            return Change(Touched.NOTHING, "Tidak ada angka yang berubah.")
        settings.put(connection, {_SETTING: _plain(figures)})
        was, is_now = _words(before), _words(figures)
        changes = {name: (was.get(name, ""), is_now.get(name, "")) for name in {**was, **is_now}}
        told = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        office.log(connection, Entry(action="settings.coverage", changes=told))
    return Change(Touched.SETTINGS, "Angka cakupan disimpan.")


def set_figures_from_file(office: Office, path: Path) -> CoverageFigures:
    """Take the figures of a TOML file: as_of, source, target, target_source, [pu], [bpu], [jakon] with potential and
    active. Raises FigureRefused.
    """
    office.require(Action.SET_COVERAGE)
    try:
        stated = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = f"Berkas {path.name} tidak bisa dibaca."
        raise FigureRefused(what, "Periksa tanda kutip dan tanda sama dengan di dalamnya, lalu ulangi.") from error
    known = {"as_of", "source", "target", "target_source", *Segment}
    for key in stated:
        if key not in known:
            raise FigureRefused(f"Bagian {key} tidak dikenal.", f"Yang dikenal hanya {', '.join(sorted(known))}.")
    figures = CoverageFigures(
        segments={segment: _segment(segment, stated[segment]) for segment in Segment if segment in stated},
        as_of=_day(stated.get("as_of")),
        source=str(stated.get("source", "")),
        target=_target(stated.get("target")),
        target_source=str(stated.get("target_source", "")),
    )
    save_figures(office, figures)
    return figures


def _refuse_faulty(office: Office, figures: CoverageFigures) -> None:
    for segment, one in figures.segments.items():
        name = SEGMENT_LABELS[segment]
        for number in (one.potential, one.active):
            if number is not None and not 0 <= number <= LARGEST_FIGURE:
                raise FigureRefused(f"Angka {name} tidak masuk akal.", "Tulis jumlah orang, tanpa koma.")
    if not figures.is_empty and not figures.source:
        raise FigureRefused("Sumber angkanya belum ditulis.", "Tulis dari surat atau data siapa angka ini diambil.")
    if figures.as_of is not None and figures.as_of > office.today():
        raise FigureRefused("Tanggal angkanya belum terjadi.", "Tulis per tanggal berapa angka itu dihitung.")
    if figures.target is not None and not figures.target_source:
        raise FigureRefused("Sumber targetnya belum ditulis.", "Tulis dari RPJMD atau surat mana target itu.")
    if max(len(figures.source), len(figures.target_source)) > _LONGEST_SOURCE:
        raise FigureRefused("Sumbernya terlalu panjang.", f"Tulis paling banyak {_LONGEST_SOURCE} huruf.")


def _words(figures: CoverageFigures) -> dict[str, str]:
    """As the journal tells them, by the label of each."""
    told = {}
    for segment, one in figures.segments.items():
        for word, number in (("semesta", one.potential), ("aktif", one.active)):
            if number is not None:
                told[f"{SEGMENT_LABELS[segment]}, {word}"] = thousands(number)
    if figures.as_of is not None:
        told["Per tanggal"] = short_date(figures.as_of)
    if figures.target is not None:
        told["Target"] = percent(figures.target)
    texts = {"Sumber": figures.source, "Sumber target": figures.target_source}
    return {**told, **{name: text for name, text in texts.items() if text}}


def _plain(figures: CoverageFigures) -> dict[str, Any]:
    return {
        "segments": {
            segment.value: {"potential": one.potential, "active": one.active}
            for segment, one in figures.segments.items()
        },
        "as_of": figures.as_of.isoformat() if figures.as_of else "",
        "source": figures.source,
        "target": figures.target,
        "target_source": figures.target_source,
    }


def _read(kept: Mapping[str, Any]) -> CoverageFigures:
    return CoverageFigures(
        segments={Segment(name): SegmentFigures(**one) for name, one in kept.get("segments", {}).items()},
        as_of=date.fromisoformat(kept["as_of"]) if kept.get("as_of") else None,
        source=kept.get("source", ""),
        target=kept.get("target"),
        target_source=kept.get("target_source", ""),
    )


def _segment(segment: Segment, stated: object) -> SegmentFigures:
    if not isinstance(stated, dict) or not stated.keys() <= {"potential", "active"}:
        raise FigureRefused(f"Bagian [{segment}] tidak bisa dipakai.", "Isi hanya potential dan active.")
    for number in stated.values():
        if not isinstance(number, int) or isinstance(number, bool):
            raise FigureRefused(f"Angka [{segment}] bukan angka bulat.", "Tulis jumlah orang, tanpa titik dan koma.")
    return SegmentFigures(**stated)


def _day(stated: object) -> date | None:
    if stated is None:
        return None
    if not isinstance(stated, date):
        raise FigureRefused("as_of bukan tanggal.", "Tulis tahun-bulan-hari tanpa tanda kutip, misalnya 2026-11-01.")
    return stated


def _target(stated: object) -> int | None:
    if stated is None:
        return None
    read = read_percent(str(stated))
    if read is None:
        raise FigureRefused("target bukan persentase.", 'Tulis misalnya "62,93".')
    return read
