"""Why two people may be one, or may not, in words a clerk understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ucj_desktop.matching import weights
from ucj_desktop.matching.differences import born_kind, both_fit, nik_kind
from ucj_desktop.matching.likeness import NameKind, compare_names
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import DATE, NIK, DateKind, NikKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one field says: agrees (True), differs (False) or nothing (None); ``weight`` in bits."""

    field: str
    agrees: bool | None
    weight: float
    words: str


NIK_WORDS: Final[Mapping[NikKind, str]] = MappingProxyType(
    {
        NikKind.SAME: "NIK sama",
        NikKind.MISSING: "NIK tidak lengkap, jadi tidak bisa dibandingkan",
        NikKind.IN_KK: "NIK yang satu tertulis sebagai nomor KK yang lain",
        NikKind.FORTY: "NIK hanya berbeda 40 di tanggal lahir: tambahan 40 untuk perempuan terlupa",
        NikKind.BIRTH_PART: "NIK berbeda satu salah ketik di tanggal lahir",
        NikKind.ONE_DIGIT: "NIK berbeda satu salah ketik",
        NikKind.AREA: "NIK berbeda satu salah ketik di kode wilayah",
        NikKind.SERIAL: "NIK hanya berbeda satu salah ketik di nomor urut; anak lain bisa punya NIK seperti itu",
        NikKind.NEIGHBOUR: "NIK berurutan dan tanggal lahirnya sama: mungkin kembar",
        NikKind.TWO_DIGITS: "NIK mirip, tetapi bukan satu salah ketik",
        NikKind.OTHER: "NIK berbeda",
    }
)
DATE_WORDS: Final[Mapping[DateKind, str]] = MappingProxyType(
    {
        DateKind.SAME: "Tanggal lahir sama",
        DateKind.SAME_PLACEHOLDER: "Tanggal lahir sama, tetapi itu tanggal perkiraan: hanya tahunnya diketahui",
        DateKind.MISSING: "Tanggal lahir tidak lengkap, jadi tidak bisa dibandingkan",
        DateKind.SWAPPED: "Tanggal lahir terbalik hari dan bulan",
        DateKind.CENTURY: "Tanggal lahir sama, hanya abadnya berbeda",
        DateKind.YEAR_SLIP: "Hari dan bulan lahir sama; tahunnya berbeda satu angka",
        DateKind.DAY_SLIP: "Bulan dan tahun lahir sama; harinya berbeda satu angka",
        DateKind.MONTH_SLIP: "Hari dan tahun lahir sama; bulannya berbeda",
        DateKind.DAY_AND_MONTH: "Hari dan bulan lahir sama, tahunnya lain",
        DateKind.YEAR_OF_PLACEHOLDER: "Tahun lahir sama; salah satu tanggalnya hanya perkiraan",
        DateKind.NEAR_PLACEHOLDER: "Tahun lahir berdekatan; salah satu tanggalnya hanya perkiraan",
        DateKind.IN_NIK: "Tanggal lahir berbeda, tetapi tanggal di dalam NIK-nya cocok",
        DateKind.YEAR: "Hanya tahun lahir yang sama",
        DateKind.OTHER: "Tanggal lahir berbeda",
    }
)
_NAME_WORDS: Final[Mapping[NameKind, str]] = MappingProxyType(
    {
        NameKind.SAME: "{field} sama dengan ejaan lain: {one} = {other}",
        NameKind.CLOSE: "{field} hampir sama: {one} dan {other}",
        NameKind.RHYME: "{field} mirip, tetapi keduanya nama yang biasa: {one} dan {other}",
        NameKind.PART: "{field} sama sebagian, yang satu lebih lengkap: {one} dan {other}",
        NameKind.MIXED: "{field} hanya sebagian sama: {one} dan {other}",
        NameKind.CONFLICT: "{field} berbeda",
        NameKind.MISSING: "{field} tidak lengkap, jadi tidak bisa dibandingkan",
    }
)


def reasons_of(a: Person, b: Person, one: Traits, other: Traits, rarity: Rarity) -> tuple[Reason, ...]:
    """What every compared field says, in the order a clerk reads it; fields neither states are left out."""
    found = (
        _nik(one, other),
        _name(a, b, one, other, rarity),
        _birth(one, other),
        _plain("sex", "Jenis kelamin", a.sex, b.sex, weights.SEX_SAME, weights.SEX_DIFFERS),
        _mother(a, b, one, other, rarity),
        _plain("village_code", "Desa", a.village_code, b.village_code, weights.VILLAGE_SAME, weights.VILLAGE_DIFFERS),
        _plain("kk_number", "Nomor KK", a.kk_number, b.kk_number, weights.KK_SAME, weights.KK_DIFFERS),
        _plain("phone", "Nomor HP", a.phone, b.phone, weights.PHONE_SAME, weights.PHONE_DIFFERS),
        _family_of_two(one, other, rarity),
    )
    return tuple(reason for reason in found if reason is not None)


def _nik(a: Traits, b: Traits) -> Reason:
    kind = nik_kind(a, b)
    bits, words = NIK[kind], NIK_WORDS[kind]
    if kind is NikKind.ONE_DIGIT and len(a.nik) != len(b.nik):
        words = "NIK sama, tetapi ada angka yang kurang atau lebih"
    elif kind is NikKind.BIRTH_PART and sum(x != y for x, y in zip(a.nik, b.nik, strict=True)) == 1:
        words = "NIK berbeda satu angka di tanggal lahir"
    agrees = None if not bits or kind is NikKind.NEIGHBOUR else bits > 0
    return Reason(field="nik", agrees=agrees, weight=bits, words=words)


def _birth(a: Traits, b: Traits) -> Reason:
    kind = born_kind(a, b)
    bits = DATE[kind]
    return Reason(
        field="birth_date", agrees=None if kind is DateKind.MISSING else bits > 0, weight=bits, words=DATE_WORDS[kind]
    )


def _name(a: Person, b: Person, one: Traits, other: Traits, rarity: Rarity) -> Reason:
    bits, kind = compare_names(one.name, other.name, rarity)
    if kind is NameKind.MISSING:
        return Reason(field="full_name", agrees=None, weight=weights.NAME_MISSING, words="Nama tidak lengkap")
    if kind not in (NameKind.SAME, NameKind.CLOSE):
        for left, right, said, shown in (
            (one.name, other.alias, a.full_name, b.alias),
            (one.alias, other.name, a.alias, b.full_name),
            (one.alias, other.alias, a.alias, b.alias),
        ):
            called = compare_names(left, right, rarity)[0] * weights.ALIAS_SHARE if left.whole and right.whole else bits
            if called > max(bits, 0.0):
                words = f"Nama sama lewat nama panggilan: {said.strip()} = {shown.strip()}"
                return Reason(field="full_name", agrees=True, weight=called, words=words)
    return Reason(
        field="full_name", agrees=bits > 0, weight=bits, words=_name_words("Nama", a.full_name, b.full_name, kind)
    )


def _mother(a: Person, b: Person, one: Traits, other: Traits, rarity: Rarity) -> Reason | None:
    bits, kind = compare_names(one.mother, other.mother, rarity)
    if not a.mother_name and not b.mother_name:
        return None
    words = _name_words("Ibu kandung", a.mother_name, b.mother_name, kind)
    if kind is NameKind.MISSING:
        return Reason(field="mother_name", agrees=None, weight=0.0, words=words)
    weight = min(bits * weights.MOTHER_SHARE, weights.MOTHER_MOST) if bits > 0 else weights.MOTHER_DIFFERS
    return Reason(field="mother_name", agrees=bits > 0, weight=weight, words=words)


def _name_words(label: str, one: str, other: str, kind: NameKind) -> str:
    if kind is NameKind.SAME and one.strip().lower() == other.strip().lower():
        return f"{label} sama"
    if kind is NameKind.SAME:
        one, other = _words_that_differ(one, other)
    return _NAME_WORDS[kind].format(field=label, one=one.strip(), other=other.strip())


def _words_that_differ(one: str, other: str) -> tuple[str, str]:
    """Only the words that are not spelled alike, where both names have as many: "Muh." and "Muhammad"."""
    left, right = one.split(), other.split()
    if len(left) != len(right):
        return one, other
    apart = [(x, y) for x, y in zip(left, right, strict=True) if x.lower() != y.lower()]
    return " ".join(x for x, _ in apart), " ".join(y for _, y in apart)


def _plain(field: str, label: str, one: object, other: object, same: float, differs: float) -> Reason | None:
    if not one and not other:
        return None
    if not one or not other:
        words = f"{label} tidak lengkap, jadi tidak bisa dibandingkan"
        return Reason(field=field, agrees=None, weight=0.0, words=words)
    agrees = one == other
    weight = same if agrees else differs
    return Reason(field=field, agrees=agrees, weight=weight, words=f"{label} {'sama' if agrees else 'berbeda'}")


def _family_of_two(a: Traits, b: Traits, rarity: Rarity) -> Reason | None:
    """The warning that two people may be brothers or sisters, or twins of whom one may have no NIK yet."""
    if not (a.kk and a.kk == b.kk):
        return None
    if compare_names(a.name, b.name, rarity)[1] in (NameKind.SAME, NameKind.MISSING):
        return None
    if a.birth is not None and a.birth == b.birth:
        if not (both_fit(a, b) or not a.nik or not b.nik):
            return None
        words = "Satu KK, tanggal lahir sama, nama tidak persis sama: mungkin kembar"
    elif both_fit(a, b):
        words = "Satu KK, tanggal lahir dan nama berbeda: mungkin bersaudara"
    else:
        return None
    return Reason(field="kk_number", agrees=None, weight=0.0, words=words)
