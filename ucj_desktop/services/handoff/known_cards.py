"""The cards this office has pinned, and what each of their keys is still good for."""

from dataclasses import dataclass
from datetime import datetime

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.handoff.cards import OfficeCard, read_card
from ucj_desktop.handoff.envelope import TrustedParcel
from ucj_desktop.handoff.refusals import ParcelRefused
from ucj_desktop.storage import offices
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.offices import PinnedOffice


class CardRevoked(ParcelRefused):
    """The key that signed it belongs to a card that was revoked here."""

    code = "KARTU-12"

    def __init__(self, office: str, day: str) -> None:
        super().__init__(
            what=f"Kartu {office} dicabut pada {day}; yang ditandatangani dengan kuncinya tidak diterima.",
            fix="Hubungi kantor itu. Minta kartunya yang baru, cocokkan angkanya, sematkan, lalu minta kiriman yang"
            " dibuat dengan kunci baru.",
        )


class SignedWithOldKey(ParcelRefused):
    """Made after the sender renewed its keys, yet signed with the old one."""

    code = "KARTU-13"

    def __init__(self, office: str, day: str) -> None:
        super().__init__(
            what=f"Kiriman ini ditandatangani dengan kunci lama {office}, sesudah kuncinya diganti pada {day}.",
            fix="Jangan dipakai. Tanyakan apakah kantor itu masih memakai komputer atau cadangan lama, lalu minta"
            " kiriman yang dibuat dengan kunci barunya.",
        )


class RevokedCardAgain(ClerkError):
    """A key that was revoked is not trusted a second time."""

    code = "KARTU-14"

    def __init__(self, office: str, day: str) -> None:
        super().__init__(
            what=f"Kartu {office} ini sudah dicabut pada {day}; kuncinya tidak disematkan lagi.",
            fix="Minta kantor itu membuat kunci baru (Kartu kantor, Ganti kunci), lalu sematkan kartu barunya.",
        )


class OldCardAgain(ClerkError):
    """A newer card of that office is pinned already."""

    code = "KARTU-15"

    def __init__(self, office: str, day: str) -> None:
        super().__init__(
            what=f"Ini kartu lama {office}; yang baru sudah disematkan pada {day}.",
            fix="Tidak perlu berbuat apa-apa. Hapus berkas kartu lama itu dari flashdisk.",
        )


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card with what was kept of its pinning and its end."""

    kept: PinnedOffice
    card: OfficeCard


class KnownCards:
    """Every card that was ever pinned here."""

    def __init__(self, connection: Connection) -> None:
        self._known = [KnownCard(one, read_card(one.card)) for one in offices.card_history(connection)]

    @property
    def cards(self) -> list[OfficeCard]:
        """All of them, also those that ended."""
        return [one.card for one in self._known]

    def in_force(self) -> list[OfficeCard]:
        """One an office."""
        return [one.card for one in self._known if one.kept.is_in_force]

    def good_for_papers(self) -> list[OfficeCard]:
        """Those in force, and those that they replaced: what was sealed with these stays genuine."""
        return [one.card for one in self._known if self._heir(one).kept.is_in_force]

    def require_new_key(self, card: OfficeCard) -> None:
        """Raise RevokedCardAgain or OldCardAgain for a key that has ended here."""
        known = self._of_key(card.signing_key)
        if known is None or known.kept.is_in_force:
            return
        if self._heir(known).kept.is_revoked:
            raise RevokedCardAgain(known.kept.name, told_day(known.kept.ended_at))
        raise OldCardAgain(known.kept.name, told_day(known.kept.ended_at))

    def require_standing(self, trusted: TrustedParcel) -> None:
        """Raise CardRevoked or SignedWithOldKey where the key that signed it was good for nothing when it did.

        A key that was replaced counts for what was made before its successor.
        """
        known = self._of_key(trusted.card.signing_key)
        if known is None:
            raise ValueError("a parcel that none of these cards vouches for")
        heir = self._heir(known)
        if heir.kept.is_revoked:
            raise CardRevoked(heir.kept.name, told_day(heir.kept.ended_at))
        if known is heir:
            return
        renewed = self._successor(known).card.created
        if _moment(trusted.parcel.created) > _moment(renewed):
            raise SignedWithOldKey(known.kept.name, told_day(renewed))

    def _of_key(self, signing_key: bytes) -> KnownCard | None:
        return next((one for one in self._known if one.card.signing_key == signing_key), None)

    def _successor(self, one: KnownCard) -> KnownCard:
        return next(later for later in self._known if later.card.previous_key == one.card.signing_key)

    def _heir(self, one: KnownCard) -> KnownCard:
        """The card at the end of the renewals: in force, or revoked."""
        while not one.kept.is_in_force and not one.kept.is_revoked:
            one = self._successor(one)
        return one


def told_day(moment: str) -> str:
    """A stored moment as the calendar day where the computer stands, 23-11-2026."""
    return f"{_moment(moment).astimezone():%d-%m-%Y}"


def _moment(stated: str) -> datetime:
    return datetime.fromisoformat(stated)
