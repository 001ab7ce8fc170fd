"""The field form as a workbook: filled in on a laptop or a phone, and read back as results."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS
from ucj_desktop.domain.worker import Sex
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.field_order import TO_VERIFY, ids_in_field_order
from ucj_desktop.services.rounds.whose_row import form_seal
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, TableSheet, write_tables
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

SOURCES = ("KTP-el dan KK", "Kunjungan rumah", "Keterangan kepala dusun/lingkungan", "Keterangan keluarga")
_SEEN = 5  # columns that stay while the others are scrolled
_NOTES = (
    "Isi kolom HASIL; yang TIDAK LAYAK juga ALASAN. Yang belum ditemui dikosongkan: tidak ada hasil yang ditebak.",
    "Kolom lain terkunci. Data yang salah ditulis yang benarnya di CATATAN, lalu dibetulkan di UCJ Desktop.",
)


class NobodyToVerify(ClerkError):
    """A form was asked for a village in which everybody has a verdict."""

    code = "HASIL-02"

    def __init__(self, where: str) -> None:
        super().__init__(
            what=f"Tidak ada pekerja di {where} yang menunggu hasil verifikasi.",
            fix="Pilih desa lain, atau masukkan pekerjanya lebih dulu.",
        )


@dataclass(frozen=True, slots=True)
class FormWritten:
    """A workbook that lies at ``path``."""

    path: Path
    rows: int
    change: Change


def write_field_form(
    office: Office, out: Path, village_code: str = "", hamlet: str = "", progress: Progress = SILENT
) -> FormWritten:
    """A sheet for each village (all of them where none is named), in the order of the printed form.

    Raises NobodyToVerify, FileNotWritable.
    """
    office.require(Action.EXPORT)
    office.require(Action.SHOW_FULL_NIK)
    with office.database.reading() as connection:
        ids, waiting = ids_in_field_order(connection, village_code, TO_VERIFY, hamlet)
        people = [one for one in workers.by_ids(connection, ids) if one.worker.village_code]
    if not people:
        raise NobodyToVerify(office.printed(village_code) if village_code else office.name)
    sheets = [
        _sheet(office, village, list(group), waiting.keys())
        for village, group in groupby(people, lambda one: one.worker.village_code)
    ]
    write_tables(out, sheets, progress)
    with office.database.writing() as connection:
        facts = {"rows": len(people), "village": village_code}
        office.log(connection, Entry(action="list.exported", facts=facts))
    sentence = f"Formulir Excel {thousands(len(people))} pekerja disimpan di {out.name}."
    return FormWritten(out, len(people), Change(Touched.NOTHING, sentence))


def _sheet(office: Office, village: str, people: Sequence[WorkerRecord], waiting: Collection[str]) -> TableSheet:
    name = office.printed(village)
    return TableSheet(
        name=name,
        title_lines=[f"FORMULIR VERIFIKASI LAPANGAN {office.name} {office.preferences.period}".upper(), name.upper()],
        notes=_NOTES,
        columns=_columns(),
        frozen_columns=_SEEN,
        rows=_rows(name, people, waiting),
        locked=True,
    )


def _columns() -> list[TableColumn]:
    known = (
        ("NO", 5), ("KODE", 10), ("NIK", 19), ("NAMA", 28), ("L/P", 5), ("LAHIR", 22), ("DUSUN", 20), ("RT", 6),
        ("RW", 6), ("ALAMAT", 26), ("PEKERJAAN", 20),
    )  # fmt: skip
    reasons = [f"{reason.value} {label}" for reason, label in REASON_LABELS.items()]
    return [
        *(TableColumn(heading=heading, width=width) for heading, width in known),
        TableColumn(heading="HASIL", width=20, choices=list(VERDICT_LABELS.values()), filled_in=True),
        TableColumn(heading="ALASAN", width=34, choices=reasons, filled_in=True),
        TableColumn(heading="CATATAN", width=34, filled_in=True),
        TableColumn(heading="BUKTI", width=26, choices=SOURCES, filled_in=True),
        TableColumn(heading="DITEMUKAN OLEH", width=22, filled_in=True),
        TableColumn(heading="TANGGAL KUNJUNGAN", width=18, kind=CellKind.DATE, filled_in=True),
        TableColumn(heading="DESA/KELURAHAN", width=22),
        TableColumn(heading="KETERANGAN FORMULIR", width=20),
        TableColumn(heading="SEGEL", width=10),
    ]


def _rows(village: str, people: Sequence[WorkerRecord], waiting: Collection[str]) -> Iterator[tuple[str, ...]]:
    for number, record in enumerate(people, start=1):
        one = record.worker
        born = short_date(one.birth_date) if one.birth_date else one.unread.get("birth_date", "")
        yield (
            str(number),
            row_code(one.worker_id),
            one.nik,
            one.full_name,
            {Sex.MALE: "L", Sex.FEMALE: "P", None: ""}[one.sex],
            ", ".join(filter(None, (one.birth_place, born))),
            one.hamlet,
            one.rt,
            one.rw,
            one.address,
            one.occupation,
            *[""] * 6,
            village,
            "calon pengganti" if one.worker_id in waiting else "",
            form_seal(one),
        )
