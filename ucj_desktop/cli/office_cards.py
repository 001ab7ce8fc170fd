"""Commands about office cards: ours to give, others' to pin, revoke and look at; and our keys renewed."""

from pathlib import Path

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, option
from ucj_desktop.cli.say import Answer
from ucj_desktop.domain.card_revocation import REVOCATION_LABELS, RevocationReason


@command("card", help="Tulis kartu kantor ini (.ucjk) untuk kantor lain, atau lembar cetaknya (PDF).")
@option("--out", "path", type=file_to_write, metavar="BERKAS", help="Berkas atau folder tujuan kartunya.")
@option("--paper", type=file_to_write, metavar="BERKAS.pdf", help="Lembar cetak dengan 40 angka dan QR.")
def card(asked: Asked, path: Path | None, paper: Path | None) -> Answer:
    from ucj_desktop.services.handoff.exchange_cards import own_card, write_card
    from ucj_desktop.services.paper.print_card import print_card

    if path is None and paper is None:
        raise click.UsageError("Sebutkan --out, --paper, atau keduanya.")
    told: list[str] = []
    with office_of(asked) as office:
        if path is not None:
            write_card(office, path)
        if paper is not None:
            told.append(print_card(office, paper).sentence)
        made = own_card(office)
    target = path / made.file_name if path is not None and path.is_dir() else path
    if target is not None:
        told.append(f"Kartu {made.name} ditulis ke {target}.")
    return Answer(
        {"file": target, "paper": paper, "office": made.office, "name": made.name, "fingerprint": made.fingerprint},
        [*told, f"Angka kartu, untuk dicocokkan: {made.fingerprint}"],
    )


@command("trust", help="Sematkan kartu kantor lain sesudah angkanya dicocokkan dengan kartu tercetaknya.")
@argument("path", metavar="BERKAS.ucjk", type=file_to_read, help="Kartu kantor lain.")
@option("--fingerprint", required=True, metavar="ANGKA", help="40 angka dari kartu tercetak kantor itu.")
@option("--with", "compared_with", default="", metavar="NAMA", help="Siapa di kantor itu yang mencocokkan.")
def trust(asked: Asked, path: Path, fingerprint: str, compared_with: str) -> Answer:
    from ucj_desktop.services.handoff.exchange_cards import pin_card

    with office_of(asked) as office:
        pinned, change = pin_card(office, path, fingerprint, compared_with=compared_with)
    facts = {"office": pinned.office, "name": pinned.name, "fingerprint": pinned.fingerprint}
    return Answer(facts, [change.sentence])


@command("cards", help="Kartu kantor lain yang pernah disematkan di sini, yang terbaru dahulu.")
def cards(asked: Asked) -> Answer:
    from ucj_desktop.services.handoff.exchange_cards import list_cards

    with office_of(asked) as office:
        known = list_cards(office)
    rows = [
        {
            "office": one.office_code,
            "name": one.name,
            "fingerprint": one.fingerprint,
            "state": one.ended_how or "in_force",
            "pinned_at": one.pinned_at,
            "compared_with": one.compared_with,
            "ended_at": one.ended_at,
            "reason": one.ended_reason,
        }
        for one in known
    ]
    told = [f"{one.name} ({one.office_code}), {one.state_words}: {one.fingerprint}" for one in known]
    return Answer({"cards": rows}, told or ["Belum ada kartu kantor lain yang disematkan."])


@command("revoke", help="Cabut kartu kantor lain: kiriman dengan kuncinya ditolak, yang sudah diterima tetap.")
@argument("code", metavar="KODE", help="Kode kantor itu, misalnya 73.02.01.")
@option(
    "--reason",
    required=True,
    type=click.Choice([reason.value for reason in RevocationReason]),
    help="Alasan: " + ", ".join(f"{reason.value} = {words}" for reason, words in REVOCATION_LABELS.items()) + ".",
)
def revoke(asked: Asked, code: str, reason: str) -> Answer:
    from ucj_desktop.services.handoff.revoke_card import revoke_card

    with office_of(asked) as office:
        change = revoke_card(office, code, RevocationReason(reason))
    return Answer({"office": code.replace(".", ""), "reason": reason}, [change.sentence])


@command("rotate", help="Ganti kunci kantor ini; kartu barunya ditandatangani dengan kunci lama.")
def rotate(asked: Asked) -> Answer:
    from ucj_desktop.services.handoff.renew_keys import renew_keys

    with office_of(asked) as office:
        made, change = renew_keys(office)
    facts = {"office": made.office, "name": made.name, "fingerprint": made.fingerprint}
    return Answer(facts, [change.sentence, f"Angka kartu yang baru: {made.fingerprint}"])


CARD_COMMANDS = (card, trust, cards, revoke, rotate)
