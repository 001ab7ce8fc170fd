"""Renewing the office's own keys: the old key vouches for the new card, and the accounts are certified anew."""

from dataclasses import replace

from ucj_desktop.crypto.office_keys import certify_account, new_office_keys
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.handoff.cards import OfficeCard
from ucj_desktop.services.handoff.exchange_cards import own_card
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, offices
from ucj_desktop.storage.journal import Entry


def renew_keys(office: Office) -> tuple[OfficeCard, Change]:
    """Make new keys for this office; every other office must compare and pin the new card.

    The old keys stay, so that checkpoints and papers remain genuine and what was sealed to them opens. Who stole them
    can still sign with them: then the others revoke the old card instead.
    """
    office.require(Action.PIN_CARD)
    old, new = office.keys, new_office_keys()
    before = own_card(office)
    with office.database.writing() as connection:
        at = office.timestamp()
        offices.retire_own_keys(connection, at)
        offices.put_own_keys(connection, new.signing.seed, new.identity)
        for one in accounts.every(connection):
            if one.office_code:
                continue
            key = bytes.fromhex(one.public_key)
            word = certify_account(new, account_id=one.account_id, name=one.name, role=one.role, public_key=key)
            accounts.certify_again(connection, one.account_id, one.public_key, word.signature.hex())
        facts = {"replaces": before.fingerprint}
        office.log(connection, Entry(action="card.renewed", subject=office.code, facts=facts))
    office.keys = replace(new, former=(replace(old, former=()), *old.former))
    return own_card(office), Change(
        Touched.OFFICES,
        "Kunci kantor diganti. Berikan kartu yang baru kepada tiap kantor tujuan dan cocokkan lagi angkanya; sampai"
        " itu selesai, kiriman dari kantor ini belum dapat mereka terima.",
    )
