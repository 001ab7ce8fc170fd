"""Rules about what is still missing or could not be read; policy makes fields required."""

from operator import attrgetter
from typing import Final

from ucj_desktop.domain.fields import BY_CODE, masked
from ucj_desktop.domain.rules.base import Complaint, Context, Judge, Severity, rule
from ucj_desktop.domain.worker import Worker

_COUNTED: Final = {
    "LK-01": "kk_number", "LK-02": "mother_name", "LK-03": "birth_place", "LK-04": "address", "LK-05": "hamlet",
    "LK-06": "rt", "LK-07": "rw", "LK-08": "phone", "LK-09": "email", "LK-10": "occupation_ktp", "LK-11": "workplace",
    "LK-12": "weekly_hours", "LK-13": "monthly_income", "LK-14": "source", "LK-15": "desil", "LK-16": "heir_name",
    "LK-17": "occupation", "LK-18": "sex",
}  # fmt: skip
"""Fields that may be empty; each blocks where policy requires it."""
_ALWAYS_NOTED: Final = frozenset({"kk_number", "mother_name", "phone", "heir_name"})
"""What registration asks for besides the rest, so that its absence is worth a note; other empty fields are silent."""

_UNREAD: Final = {
    "BC-01": "birth_date", "BC-02": "sex", "BC-03": "weekly_hours", "BC-04": "monthly_income", "BC-05": "desil",
    "BC-06": "programmes", "BC-07": "phone", "BC-08": "heir_phone", "BC-09": "nik", "BC-10": "kk_number",
    "BC-11": "village_code", "BC-12": "email", "BC-13": "rt", "BC-14": "rw", "BC-15": "full_name",
    "BC-16": "alias", "BC-17": "birth_place", "BC-18": "mother_name", "BC-19": "hamlet", "BC-20": "address",
    "BC-21": "occupation", "BC-22": "occupation_ktp", "BC-23": "workplace", "BC-24": "source", "BC-25": "source_period",
    "BC-26": "heir_name", "BC-27": "heir_relation", "BC-28": "note",
}  # fmt: skip
"""Fields whose cell or box could not be understood; only an unread birth date blocks."""


def _asks_for(field: str) -> Judge:
    label = BY_CODE[field].label
    complaint = Complaint(
        f"{label} belum diisi.", f"Isi {label[0].lower() + label[1:] if label[1].islower() else label}."
    )

    value_of = attrgetter(field)

    def is_filled(worker: Worker, context: Context) -> Complaint | None:
        value = value_of(worker)
        return complaint if not value and value != 0 and field not in worker.unread else None

    return is_filled


def _says_unread(field: str) -> Judge:
    label = BY_CODE[field].label

    def seen(text: str) -> str:
        return masked(text) if BY_CODE[field].masked else text[:40]

    def could_be_read(worker: Worker, context: Context) -> Complaint | None:
        if field not in worker.unread:
            return None
        return Complaint(
            f"{label} tidak bisa dibaca: “{seen(worker.unread[field])}”.",
            "Isi nilai yang benar di kolom ini; tulisan aslinya tetap tersimpan sampai diganti.",
        )

    return could_be_read


for _code, _field in _COUNTED.items():
    rule(
        _code,
        name=f"{_field}_is_filled",
        field=_field,
        severity=Severity.NOTES,
        source="F1-BPU dan kelengkapan daftar",
        asks_for_field=True,
        only_if_required=_field not in _ALWAYS_NOTED,
    )(_asks_for(_field))
for _code, _field in _UNREAD.items():
    rule(
        _code,
        name=f"{_field}_could_be_read",
        field=_field,
        severity=Severity.BLOCKS if _field == "birth_date" else Severity.WARNS,
        source="Berkas atau kotak isian asal",
        only_unread=True,
    )(_says_unread(_field))
