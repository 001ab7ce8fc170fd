"""How likely two people are one, and why."""

from dataclasses import dataclass

from ucj_desktop.matching import weights
from ucj_desktop.matching.differences import born_kind, nik_kind
from ucj_desktop.matching.likeness import NameKind, compare_names
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import USUAL, Rarity
from ucj_desktop.matching.reasons import Reason, reasons_of
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import DateKind, NikKind

_NOT_WORTH: float = -99.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two people side by side: ``weight`` in bits, ``score`` 0 to 1 (0.5 at the cut), and the reasons."""

    weight: float
    score: float
    reasons: tuple[Reason, ...]


def compare(a: Person, b: Person, rarity: Rarity = USUAL) -> Comparison:
    """Compare two people field by field."""
    one, other = Traits(a), Traits(b)
    weight = weigh(one, other, rarity)
    return Comparison(weight=weight, score=score_of(weight), reasons=reasons_of(a, b, one, other, rarity))


def score_of(weight: float, cut: float = weights.CUT) -> float:
    """A weight as a number from 0 to 1 that is 0.5 at the cut."""
    return float(round(1 / (1 + 2.0 ** max(min((cut - weight) / 2, 60), -60)), 3))


def weigh(a: Traits, b: Traits, rarity: Rarity, floor: float = -1e9) -> float:
    """The bits for two people being one; some figure below `floor` as soon as `floor` is out of reach."""
    born = born_kind(a, b)
    numbers = nik_kind(a, b)
    weight = born.bits + numbers.bits
    if a.sex is not None and b.sex is not None:
        weight += weights.SEX_SAME if a.sex is b.sex else weights.SEX_DIFFERS
    household = _household(a, b)
    mother = weights.MOTHER_MOST if a.mother.whole and b.mother.whole else 0.0
    family = min(household + mother, weights.FAMILY_MOST)
    if weight + _most(a, b, rarity) + family < floor:
        return _NOT_WORTH
    bits, kind = name_bits(a, b, rarity)
    weight += bits
    if weight + family < floor:
        return _NOT_WORTH
    mother = mother_bits(a, b, rarity)
    weight += min(household + mother, weights.FAMILY_MOST)
    return weight + trap(a, b, born, numbers, kind, mother)


def _most(a: Traits, b: Traits, rarity: Rarity) -> float:
    """The most that the two names can say."""
    if a.alias.whole or b.alias.whole:
        return weights.NAME_MOST
    return min(rarity.bits_of(a.name), rarity.bits_of(b.name)) + 1


def _household(a: Traits, b: Traits) -> float:
    """Village, KK and phone."""
    bits = 0.0
    if a.village and b.village:
        if a.village == b.village:
            bits = weights.VILLAGE_SAME
        else:
            bits = weights.SUB_DISTRICT_SAME if a.village[:6] == b.village[:6] else weights.VILLAGE_DIFFERS
    if a.kk and b.kk:
        bits += weights.KK_SAME if a.kk == b.kk else weights.KK_DIFFERS
    if a.phone and b.phone:
        bits += weights.PHONE_SAME if a.phone == b.phone else weights.PHONE_DIFFERS
    return bits


def name_bits(a: Traits, b: Traits, rarity: Rarity) -> tuple[float, NameKind]:
    """The names, or a name and the other's alias where those agree better."""
    best = compare_names(a.name, b.name, rarity)
    if best[1] is NameKind.MISSING:
        return weights.NAME_MISSING, NameKind.MISSING
    if best[1] not in (NameKind.SAME, NameKind.CLOSE):
        for one, other in ((a.name, b.alias), (a.alias, b.name), (a.alias, b.alias)):
            if one.whole and other.whole:
                bits, kind = compare_names(one, other, rarity)
                if bits > 0 and bits * weights.ALIAS_SHARE > best[0]:
                    best = bits * weights.ALIAS_SHARE, NameKind.CLOSE if kind is NameKind.SAME else kind
    return best


def mother_bits(a: Traits, b: Traits, rarity: Rarity) -> float:
    """The mothers' names; brothers and sisters have one mother, so that they say less than the names themselves."""
    bits, kind = compare_names(a.mother, b.mother, rarity)
    if kind is NameKind.MISSING:
        return 0.0
    if bits <= 0:
        return weights.MOTHER_DIFFERS
    return min(bits * weights.MOTHER_SHARE, weights.MOTHER_MOST)


def trap(a: Traits, b: Traits, born: DateKind, numbers: NikKind, kind: NameKind, mother: float) -> float:
    """What twins, brothers and sisters and a NIK given twice take off again."""
    if a.sex is not b.sex and a.fits and b.fits and (a.nik[6] > "3") is not (b.nik[6] > "3"):
        return weights.TWO_SEXES
    if a.fits and b.fits and born not in (DateKind.SAME, DateKind.SAME_PLACEHOLDER):
        return weights.TWO_BIRTHS
    if kind is NameKind.SAME:
        return 0.0
    if numbers is NikKind.SAME:
        # The birth date stands in the NIK: whoever got it wrongly got the date with it.
        another = kind is NameKind.CONFLICT or (mother < 0 and kind is not NameKind.CLOSE)
        return weights.NIK_OF_ANOTHER if another else 0.0
    if numbers is NikKind.NEIGHBOUR and a.fits and b.fits:
        return weights.TWINS
    if kind is NameKind.RHYME:
        return weights.RHYMING if born in (DateKind.SAME, DateKind.SAME_PLACEHOLDER) else weights.RHYMING_APART
    return 0.0
