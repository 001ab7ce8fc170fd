"""Revoking an office's card: what its keys sign is refused from then on; what was accepted stays."""

from ucj_desktop.domain.card_revocation import REVOCATION_LABELS, RevocationReason
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.services.office import Office
from ucj_desktop.storage import offices
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.offices import Ending


class NoCardToRevoke(ClerkError):
    """No card of that office is in force."""

    code = "KARTU-16"

    def __init__(self, office_code: str) -> None:
        super().__init__(
            what=f"Tidak ada kartu yang berlaku dari kantor {office_code}.",
            fix="Lihat daftar Kartu kantor: hanya kartu yang berlaku dapat dicabut.",
        )


def revoke_card(office: Office, office_code: str, reason: RevocationReason) -> Change:
    """End the card in force of an office, which only a new card that people have compared makes good again.

    ``office_code`` may have dots. Raises NoCardToRevoke.
    """
    office.require(Action.PIN_CARD)
    code = office_code.replace(".", "")
    at, by = office.timestamp(), office.clerk.account_id
    with office.database.writing() as connection:
        card = next((one for one in offices.pinned(connection) if one.office_code == code and one.is_in_force), None)
        if card is None:
            raise NoCardToRevoke(office_code)
        offices.end(connection, code, Ending.REVOKED, at=at, by=by, reason=reason.value)
        facts = {"fingerprint": card.fingerprint, "reason": reason.value}
        office.log(connection, Entry(action="card.revoked", subject=code, facts=facts))
    sentence = (
        f"Kartu {card.name} dicabut: {REVOCATION_LABELS[reason]}. Kiriman dengan kunci itu ditolak mulai sekarang;"
        " yang sudah diterima tetap."
    )
    return Change(Touched.OFFICES, sentence)
