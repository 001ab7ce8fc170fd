"""Cards of other offices that lie on the sticks that are plugged in, and wait to be compared."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.handoff.cards import OfficeCard, read_card_file
from ucj_desktop.handoff.drives import removable_drives
from ucj_desktop.handoff.stick import list_stick
from ucj_desktop.services.office import Office
from ucj_desktop.storage import offices


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A card whose own signature holds; whose it is only people can tell."""

    path: Path
    card: OfficeCard
    label: str  # of the stick or folder


def cards_on_sticks(office: Office) -> list[FoundCard]:
    """Every card on a stick that was never pinned here. What cannot be read is passed over."""
    office.require(Action.PIN_CARD)
    found = []
    for drive in removable_drives():
        with contextlib.suppress(ClerkError):
            found += cards_in(office, drive.folder, drive.label)
    return found


def cards_in(office: Office, folder: Path, label: str) -> list[FoundCard]:
    """The same of one folder. Raises StickError."""
    office.require(Action.PIN_CARD)
    with office.database.reading() as connection:
        known = {one.fingerprint for one in offices.card_history(connection)}
    found = []
    for path in (one.path for one in list_stick(folder) if one.family is None):
        with contextlib.suppress(ClerkError):
            card = read_card_file(path)
            if card.office != office.code and card.fingerprint not in known:
                found.append(FoundCard(path, card, label))
    return found
