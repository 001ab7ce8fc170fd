"""Why two workers may be one person, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.worker import Worker

_COMPARED = ("nik", "full_name", "birth_date", "sex", "mother_name", "kk_number", "village_code", "phone")
# How much each field speaks for one person when it agrees; out of 100.
_WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"nik": 50, "full_name": 20, "birth_date": 20, "mother_name": 6, "sex": 2, "village_code": 2}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """What one field says: agrees (True), differs (False), or is not stated on one side (None)."""

    field: str
    agrees: bool | None
    words: str


def evidence_of(a: Worker, b: Worker) -> tuple[float, tuple[FieldEvidence, ...]]:
    """(score 0 to 1, what each field says)."""
    evidence = tuple(_evidence(field, a, b) for field in _COMPARED)
    score = sum(_WEIGHTS.get(one.field, 0) for one in evidence if one.agrees)
    return round(score / 100, 2), evidence


def _evidence(field: str, a: Worker, b: Worker) -> FieldEvidence:
    one, other = getattr(a, field), getattr(b, field)
    label = BY_CODE[field].label
    if one in ("", None) or other in ("", None):
        return FieldEvidence(field=field, agrees=None, words=f"{label} tidak lengkap")
    if field in ("full_name", "mother_name"):
        agrees = name_key(one) == name_key(other)
        words = f"{label} sama" if one == other else f"{label} sama dengan ejaan lain"
    else:
        agrees = one == other
        words = f"{label} sama"
    return FieldEvidence(field=field, agrees=agrees, words=words if agrees else f"{label} berbeda")
