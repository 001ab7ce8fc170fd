"""Finding one of the office's own villages, by its code or by its name."""

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place
from ucj_desktop.services.office import Office


class NotOurVillage(ClerkError):
    """The village is not one of this office's."""

    code = "PUT-01"

    def __init__(self, typed: str, office_name: str) -> None:
        super().__init__(
            what=f"{typed} bukan desa/kelurahan di {office_name}.",
            fix="Ketik nama atau kode desa yang ada di wilayah kantor ini.",
        )


def find_own_village(office: Office, typed: str) -> Place:
    """A village by name or by code with or without dots; a district's by code only, for names repeat within it.

    Raises NotOurVillage.
    """
    code = typed.replace(".", "").strip()
    place = None
    if code.isascii() and code.isdigit():
        place = office.places.by_code(code)
    elif office.kind is OfficeKind.SUB_DISTRICT:
        place = office.places.find_village(office.code, typed)
    if place is None or not place.is_village or not place.code.startswith(office.code):
        raise NotOurVillage(typed, office.name)
    return place
