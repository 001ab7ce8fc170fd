"""Finding the kecamatan or kabupaten a new office stands for, by its code or by typing."""

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place, PlaceLevel
from ucj_desktop.reference.places import places


class UnknownOfficeCode(ClerkError):
    """The code is not that of a kecamatan or kabupaten/kota."""

    code = "KANTOR-02"

    def __init__(self, typed: str, kind: OfficeKind) -> None:
        example = "73.02.01" if kind is OfficeKind.SUB_DISTRICT else "73.02"
        super().__init__(
            what=f"Kode {typed} bukan kode {kind.value} dalam daftar Kemendagri.",
            fix=f"Ketik kode {kind.value} seperti {example}, atau cari dengan namanya.",
        )


def find_office_place(code: str, kind: OfficeKind) -> Place:
    """The place an office code means, typed with or without dots; raises UnknownOfficeCode."""
    place = places().by_code(code.replace(".", "").strip())
    levels = (PlaceLevel.SUB_DISTRICT,) if kind is OfficeKind.SUB_DISTRICT else (PlaceLevel.REGENCY, PlaceLevel.CITY)
    if place is None or place.level not in levels:
        raise UnknownOfficeCode(code, kind)
    return place


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
