"""A district whose workers of two kecamatan are accepted, and workbooks as BPJS sends them back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.offices import make_office
from tests.working_day import enter, exchange_cards, minuted, new_folder, open_for
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

GANTARANG = "730201"


@contextmanager
def accepted_workers(folder: Path, count: int = 8) -> Iterator[tuple[Office, Office, Path]]:
    """(district, kecamatan, stick): of ``count`` people every fourth has moved away, the others are accepted."""
    stick = folder / "stick"
    stick.mkdir()
    district = make_office(folder / "district", code="7302")
    try:
        with open_for(new_folder(folder / "gantarang")) as office:
            exchange_cards(office, district, stick)
            minuted(office, enter(office, count))
            made = create_package(office, stick)
            receive_package(district, made.file)
            answer_office(district, GANTARANG, stick)
            take_replies(office, stick)
            yield district, office, stick
    finally:
        district.close()


def in_stage(office: Office, *stages: Stage) -> list[WorkerRecord]:
    """Workers of an office, in the order of a sheet for BPJS."""
    return workers_by_id(office, worker_ids(office, WorkerFilter(stages=stages, order=Order.VILLAGE)))


def write_results(
    path: Path, rows: Sequence[Sequence[object]], heads: Sequence[str] = ("NIK", "NAMA", "STATUS", "KETERANGAN")
) -> Path:
    """A workbook as a branch office may send one, with a participant's number that nobody may keep."""
    told: list[Sequence[object]] = [["HASIL PENDAFTARAN BPU"], [], [*heads, "KPJ"]]
    told += [[*row, "26012345678"] for row in rows]
    write_freely(path, [FreeSheet(name="Hasil", rows=told)])
    return path
