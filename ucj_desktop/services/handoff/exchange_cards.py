"""Office cards: writing our own, pinning another office's after people compared it, and trusting what it signs."""

from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.people import Action
from ucj_desktop.handoff.cards import OfficeCard as OfficeCard
from ucj_desktop.handoff.cards import (
    check_fingerprint,
    check_succession,
    make_card,
    read_card,
    read_card_file,
)
from ucj_desktop.handoff.envelope import TrustedParcel, verify_outer
from ucj_desktop.services.office import Office
from ucj_desktop.storage import offices, settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.offices import PinnedOffice as PinnedOffice


class CardNotWritten(ClerkError):
    """The file could not be written where the clerk asked."""

    code = "KARTU-10"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Kartu kantor tidak bisa ditulis ke {name}.", fix="Pilih folder atau flashdisk lain, lalu ulangi."
        )


class OwnCard(ClerkError):
    """An office does not pin its own card."""

    code = "KARTU-11"

    def __init__(self) -> None:
        super().__init__(what="Ini kartu kantor sendiri.", fix="Pilih kartu yang dibawa dari kantor lain.")


def own_card(office: Office) -> OfficeCard:
    """This office's card; the same bytes each time, dated when the office was created."""
    with office.database.reading() as connection:
        created = settings.meta(connection)["created_at"]
    return make_card(office.keys, office=office.code, name=office.name, kind=office.kind, created=created)


def write_card(office: Office, path: Path) -> OfficeCard:
    """Write our card to a file for another office. Raises CardNotWritten."""
    office.require(Action.PIN_CARD)
    card = own_card(office)
    target = path / card.file_name if path.is_dir() else path
    try:
        target.write_bytes(card.to_bytes())
    except OSError as error:
        raise CardNotWritten(path.name) from error
    with office.database.writing() as connection:
        office.log(connection, Entry(action="card.written", subject=office.code))
    return card


def read_foreign_card(path: Path) -> OfficeCard:
    """Look at a card before pinning it. Raises CardDamaged, CardNewer."""
    return read_card_file(path)


def pin_card(office: Office, path: Path, fingerprint: str) -> tuple[OfficeCard, Change]:
    """Pin another office's card after the 40 digits were compared with its printed card.

    Raises CardDamaged, CardNewer, FingerprintDiffers, CardNotFollowing, OwnCard.
    """
    office.require(Action.PIN_CARD)
    card = read_card_file(path)
    if card.office == office.code:
        raise OwnCard
    check_fingerprint(card, fingerprint)
    with office.database.writing() as connection:
        before = next((one for one in offices.pinned(connection) if one.office_code == card.office), None)
        if before is not None and not before.revoked_at:
            check_succession(card, read_card(before.card))
        offices.pin(
            connection,
            PinnedOffice(
                office_code=card.office,
                name=card.name,
                kind=card.kind.value,
                card=card.to_bytes(),
                fingerprint=card.fingerprint,
                pinned_by=office.clerk.account_id,
                pinned_at=office.timestamp(),
            ),
        )
        office.log(
            connection, Entry(action="card.pinned", subject=card.office, facts={"fingerprint": card.fingerprint})
        )
    return card, Change(Touched.OFFICES, f"Kartu {card.name} disematkan.")


def pinned_cards(connection: Connection) -> list[OfficeCard]:
    """The cards in force."""
    return [read_card(one.card) for one in offices.pinned(connection) if not one.revoked_at]


def trusted_parcel(office: Office, path: Path, family: ParcelFamily) -> TrustedParcel:
    """A parcel for this office, signed by an office whose card is in force; nothing sealed is opened yet.

    Raises a ParcelRefused.
    """
    with office.database.reading() as connection:
        cards = pinned_cards(connection)
    return verify_outer(path, cards, own_code=office.code, expected=family, training=office.training)


def list_pinned(office: Office) -> list[PinnedOffice]:
    """Every pinned office, by code."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return offices.pinned(connection)
