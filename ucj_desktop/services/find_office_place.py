"""Finding the kecamatan or kabupaten a new office stands for, by typing."""

from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place, PlaceLevel
from ucj_desktop.reference.places import places


def search_office_places(text: str, kind: OfficeKind, limit: int = 20) -> list[Place]:
    """Kecamatan, or kabupaten and kota, by name or code, the best first; fewer than two letters find nothing."""
    if len(text.strip()) < 2:
        return []
    if kind is OfficeKind.SUB_DISTRICT:
        return places().search(text, level=PlaceLevel.SUB_DISTRICT, limit=limit)
    found = [*places().search(text, level=PlaceLevel.REGENCY, limit=limit)]
    found += places().search(text, level=PlaceLevel.CITY, limit=limit - len(found)) if len(found) < limit else []
    return found


def place_in_words(place: Place) -> str:
    """A place with what it lies in: Kecamatan Gantarang, Kabupaten Bulukumba, Sulawesi Selatan."""
    chain = places().chain(place.code)
    names = [one.name if one.level is PlaceLevel.PROVINCE else one.full_name for one in chain]
    return ", ".join(reversed(names))


def name_of_regency(code: str) -> str:
    """The kabupaten or kota that a code lies in; empty where the code is unknown."""
    place = places().by_code(code[:4])
    return "" if place is None else place.full_name
