"""Which village a row belongs to: by its column, its code, a section row, a title or the sheet's name."""

from dataclasses import dataclass

from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place, level_of_code, plain_code
from ucj_desktop.reference.places import CodeReading, HowFound, PlaceMatch
from ucj_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class VillageFound:
    """A village and how it was told; ``seen`` is the text or code that told it."""

    place: Place | None
    seen: str
    how: HowFound | CodeReading


class VillageFinder:
    """Finds villages of an office's area; asks the table once for each spelling."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._found: dict[tuple[str, str, str], VillageFound] = {}

    def find(self, name: str, code: str, sub_district: str) -> VillageFound:
        """The village that a name, a code beside it (of Kemendagri or BPS) and a kecamatan's name mean together."""
        key = (name, code, sub_district)
        if key not in self._found:
            self._found[key] = self._look_up(name, code, sub_district)
        return self._found[key]

    def is_one(self, text: str) -> bool:
        """Whether a text is the name of a village of this office, however it is spaced; a spelling alike is none."""
        found = self.find(text, "", "")
        return found.place is not None and found.how in (HowFound.BY_NAME, HowFound.BY_ALIAS)

    def examples(self) -> list[str]:
        """A few villages of this office, for the sentence of a finding."""
        if self._office.kind is OfficeKind.DISTRICT:
            return []
        return [place.name for place in self._office.places.villages_of(self._office.code)[:4]]

    def _look_up(self, name: str, code: str, sub_district: str) -> VillageFound:
        plain = plain_code(code)
        if not plain and len(plain_code(name)) == 10 and plain_code(name).isdigit():
            plain, name = plain_code(name), ""
        if plain and name:
            read = self._office.places.village_of_code(plain, name)
            if read.place is not None and self._is_ours(read.place):
                return VillageFound(read.place, plain, read.reading)
            match = self._by_name(name, sub_district)
            return VillageFound(match.place if match else None, plain if match else name, CodeReading.NAME_DISAGREES)
        if plain:
            place = self._office.places.by_code(plain) if level_of_code(plain) else None
            told = place is not None and place.is_village and self._is_ours(place)
            return VillageFound(place if told else None, plain, HowFound.BY_CODE)
        match = self._by_name(name, sub_district) if name else None
        return VillageFound(match.place if match else None, name, match.how if match else HowFound.BY_NAME)

    def _is_ours(self, place: Place) -> bool:
        return place.code.startswith(self._office.code)

    def _by_name(self, name: str, sub_district: str) -> PlaceMatch | None:
        """A name counts inside one kecamatan only: names repeat within a kabupaten."""
        places, office = self._office.places, self._office
        if sub_district:
            kecamatan = places.match_sub_district(office.district_code, sub_district)
            if kecamatan is None or not kecamatan.place.code.startswith(office.code):
                return None
            return places.match_village(kecamatan.place.code, name)
        if office.kind is OfficeKind.SUB_DISTRICT:
            return places.match_village(office.code, name)
        matches = [
            match
            for kecamatan in places.children(office.code)
            if (match := places.match_village(kecamatan.code, name)) and match.how is not HowFound.BY_CLOSE_SPELLING
        ]
        return matches[0] if len(matches) == 1 else None
