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
    read_card_file,
)
from ucj_desktop.handoff.envelope import TrustedParcel, verify_outer
from ucj_desktop.services.handoff.known_cards import KnownCards
from ucj_desktop.services.office import Office
from ucj_desktop.storage import offices, settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.offices import Ending
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
    """This office's card; the same bytes each time, dated when the office, or its present keys, were made."""
    with office.database.reading() as connection:
        renewed = [one.until for one in offices.own_keys(connection) if one.until]
        created = renewed[0] if renewed else settings.meta(connection)["created_at"]
    previous = office.keys.former[0].signing if office.keys.former else None
    return make_card(
        office.keys, office=office.code, name=office.name, kind=office.kind, created=created, previous=previous
    )


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


def pin_card(office: Office, path: Path, fingerprint: str, *, compared_with: str = "") -> tuple[OfficeCard, Change]:
    """Pin another office's card after the 40 digits were compared, ``compared_with`` somebody of that office.

    A card that its predecessor signed takes its place, and the predecessor stays in the history. Raises CardDamaged,
    CardNewer, FingerprintDiffers, CardNotFollowing, OwnCard, RevokedCardAgain, OldCardAgain.
    """
    office.require(Action.PIN_CARD)
    card = read_card_file(path)
    if card.office == office.code:
        raise OwnCard
    at, by = office.timestamp(), office.clerk.account_id
    with office.database.writing() as connection:
        known = KnownCards(connection)
        known.require_new_key(card)
        before = next((one for one in known.in_force() if one.office == card.office), None)
        if before is not None:
            check_succession(card, before)
        check_fingerprint(card, fingerprint)
        renews = before is not None and before.signing_key != card.signing_key
        if renews:
            offices.end(connection, card.office, Ending.REPLACED, at=at, by=by)
        offices.pin(
            connection,
            PinnedOffice(
                office_code=card.office,
                name=card.name,
                kind=card.kind.value,
                card=card.to_bytes(),
                fingerprint=card.fingerprint,
                pinned_by=by,
                pinned_at=at,
                compared_with=compared_with.strip(),
            ),
        )
        facts = {"fingerprint": card.fingerprint} | ({"replaces": before.fingerprint} if before and renews else {})
        office.log(connection, Entry(action="card.pinned", subject=card.office, facts=facts))
    told = "menggantikan kartunya yang lama" if renews else "disematkan"
    return card, Change(Touched.OFFICES, f"Kartu {card.name} {told}.")


def pinned_cards(connection: Connection) -> list[OfficeCard]:
    """The cards in force."""
    return KnownCards(connection).in_force()


def trusted_parcel(office: Office, path: Path, family: ParcelFamily) -> TrustedParcel:
    """A parcel for this office, signed by an office whose card is in force; nothing sealed is opened yet.

    Raises a ParcelRefused, of which CardRevoked and SignedWithOldKey tell of cards that have ended.
    """
    with office.database.reading() as connection:
        known = KnownCards(connection)
    trusted = verify_outer(path, known.cards, own_code=office.code, expected=family, training=office.training)
    known.require_standing(trusted)
    return trusted


def list_pinned(office: Office) -> list[PinnedOffice]:
    """Every office that is known, by code, each with its card in force or the last one it had."""
    office.require(_to_look(office))
    with office.database.reading() as connection:
        return offices.pinned(connection)


def list_cards(office: Office) -> list[PinnedOffice]:
    """Every card that was ever pinned, by office, the newest first."""
    office.require(_to_look(office))
    with office.database.reading() as connection:
        return offices.card_history(connection)


def _to_look(office: Office) -> Action:
    """Whoever pins cards sees them, too, though workers are none of the admin's business."""
    return Action.PIN_CARD if office.may(Action.PIN_CARD) else Action.LOOK
