"""Worker (pekerja): one person proposed for protection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ucj_desktop.domain.ids import new_id

WorkerId = str  # UUIDv7, made here and kept all the way to the district


class Sex(StrEnum):
    """As on the KTP-el."""

    MALE = "male"
    FEMALE = "female"


SEX_LABELS: Mapping[Sex, str] = MappingProxyType({Sex.MALE: "Laki-laki", Sex.FEMALE: "Perempuan"})


class Programmes(StrEnum):
    """What the contribution buys; JKK and JKM are a compulsory pair for pekerja rentan, JHT is optional."""

    JKK_JKM = "jkk_jkm"
    JKK_JKM_JHT = "jkk_jkm_jht"


PROGRAMMES_LABELS: Mapping[Programmes, str] = MappingProxyType(
    {Programmes.JKK_JKM: "JKK + JKM", Programmes.JKK_JKM_JHT: "JKK + JKM + JHT"}
)

NOTHING_UNREAD: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One person proposed for protection (pekerja).

    Text is kept as typed, so that what the clerk saw on paper can be printed again;
    the rules, not this class, say whether it is acceptable. Empty text means "not stated".
    """

    nik: str = ""  # from the KTP-el, digits as typed; empty: no NIK yet (belum ada NIK)
    kk_number: str = ""
    full_name: str = ""  # from the KTP-el
    alias: str = ""  # the name the field staff know
    birth_place: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    mother_name: str = ""
    address: str = ""
    hamlet: str = ""  # dusun or lingkungan
    rt: str = ""
    rw: str = ""
    village_code: str = ""  # Kemendagri code, 10 digits, no dots
    phone: str = ""  # 08...
    email: str = ""
    occupation_ktp: str = ""  # what the KTP says
    occupation: str = ""  # what the worker does
    workplace: str = ""
    weekly_hours: int | None = None  # hours of work in a week
    monthly_income: int | None = None  # whole rupiah, as stated by the worker
    source: str = ""  # the list this person comes from: DTSEN, P3KE, usulan desa ...
    source_period: str = ""
    desil: int | None = None  # 1 (poorest) to 10
    programmes: Programmes = Programmes.JKK_JKM
    heir_name: str = ""
    heir_relation: str = ""
    heir_phone: str = ""
    note: str = ""
    # What a cell or a box said where it could not be understood, by field: kept so that nothing is lost.
    unread: Mapping[str, str] = field(default_factory=lambda: NOTHING_UNREAD, hash=False)
    worker_id: WorkerId = field(default_factory=new_id)

    @property
    def is_without_nik(self) -> bool:
        """Belum ada NIK: a kind of worker of its own, other than one whose NIK was written but could not be read."""
        return not self.nik and "nik" not in self.unread
