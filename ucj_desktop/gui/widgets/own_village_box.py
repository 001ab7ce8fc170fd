"""The box for a village of one's own office."""

from ucj_desktop.domain.place import Place
from ucj_desktop.gui.widgets.editors import VillageBox
from ucj_desktop.services.office import Office


def own_village_box(office: Office) -> VillageBox:
    """A box that finds the office's villages; at a kabupaten the kecamatan stands behind the name."""
    places = office.places

    def found(typed: str) -> list[Place]:
        return places.search(typed, within=office.code, villages_only=True, limit=10)

    def in_words(place: Place) -> str:
        above = places.by_code(place.parent_code)
        return place.full_name if above is None or above.code == office.code else f"{place.full_name}, {above.name}"

    return VillageBox(found, places.by_code, in_words)
