"""The columns of the lists of Ketik ulang: samples, values that differ, papers to fetch."""

from collections.abc import Callable, Sequence

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui import texts
from ucj_desktop.gui.models.rows_model import Column
from ucj_desktop.services.accuracy.second_keying import DifferentValue, Progressed


def difference_key(one: DifferentValue) -> str:
    """What tells one value that differs from another."""
    return f"{one.keyed.worker_id} {one.keyed.field}"


SAMPLES: Sequence[Column[Progressed]] = (
    Column("at", "Diambil", lambda one: texts.moment(one.sample.at), 15),
    Column("size", "Sampel", lambda one: f"{one.workers} dari {texts.number(one.sample.drawn_from)}", 12),
    Column("keyed", "Diketik", lambda one: texts.number(one.keyed), 8, is_number=True),
    Column("rate", "Salah", lambda one: one.rate.percent if one.rate.keyed else "", 8, is_number=True),
    Column("open", "Beda", lambda one: texts.number(one.rate.open), 7, is_number=True),
)
DIFFERENCES: Sequence[Column[DifferentValue]] = (
    Column("name", "Nama", lambda one: one.record.worker.full_name, 30),
    Column("field", "Isian", lambda one: BY_CODE[one.keyed.field].label, 18),
    Column("first", "1   Ketikan pertama", lambda one: one.keyed.first or "kosong", 28),
    Column("second", "2   Ketikan kedua", lambda one: one.keyed.second or "kosong", 28),
)


def paper_columns(
    number_of: Callable[[WorkerRecord], str], printed: Callable[[str], str]
) -> Sequence[Column[WorkerRecord]]:
    """``number_of``: where a worker stands in the sample; ``printed``: the name of a village by its code."""
    return (
        Column("number", "No.", number_of, 5, is_number=True),
        Column("name", "Nama", lambda one: one.worker.full_name, 34),
        Column("village", "Desa/kelurahan", lambda one: printed(one.worker.village_code), 24),
        Column("hamlet", "Dusun/lingkungan", lambda one: one.worker.hamlet, 22),
        Column("source", "Sumber data", lambda one: one.worker.source, 18),
    )
