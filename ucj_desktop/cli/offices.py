"""Commands about the office itself: made, set, and its accounts."""

from pathlib import Path

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, group, option
from ucj_desktop.cli.office_cards import CARD_COMMANDS
from ucj_desktop.cli.say import Answer
from ucj_desktop.domain.people import ROLE_LABELS, OfficeKind, Role


@command("create", help="Buat kantor baru yang terenkripsi, dengan kunci dan akun pertamanya.")
@option("--kind", required=True, type=click.Choice([kind.value for kind in OfficeKind]), help="Jenis kantor.")
@option("--code", required=True, metavar="KODE", help="Kode Kemendagri, misalnya 73.02.01 atau 73.02.")
@option("--admin", required=True, metavar="NAMA", help="Nama akun pertama, pengelola kantor.")
def create(asked: Asked, kind: str, code: str, admin: str) -> Answer:
    from ucj_desktop.services.care.back_up import back_up_at_exit
    from ucj_desktop.services.find_office_place import find_office_place
    from ucj_desktop.services.handoff.exchange_cards import own_card
    from ucj_desktop.services.office import create_office

    find_office_place(code, OfficeKind(kind))  # told before a password is asked
    password = asked.new_password(admin, or_own=True)
    office, recovery = create_office(asked.folder, kind=OfficeKind(kind), code=code, admin=admin, password=password)
    try:
        back_up_at_exit(office, asked.bar)
        facts = {
            "store": office.folder,
            "office": office.code,
            "name": office.name,
            "recovery_code": recovery.printed,
            "fingerprint": own_card(office).fingerprint,
        }
    finally:
        office.close()
    return Answer(
        facts,
        [
            f"Kantor {facts['name']} dibuat di {facts['store']}.",
            f"Kode pemulihan (hanya ditampilkan sekali, catat dan simpan di tempat terkunci): {recovery.printed}",
        ],
    )


@command("set", help="Ambil kop surat, penanda tangan, periode dan ejaan cetak dari berkas TOML.")
@option("--from", "path", required=True, type=file_to_read, metavar="BERKAS.toml", help="Berkas pengaturan.")
def set_office(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.care.settings import set_from_file

    with office_of(asked) as office:
        changed = set_from_file(office, path)
    return Answer({"changed": changed}, [f"Pengaturan yang berubah: {', '.join(changed) or 'tidak ada'}."])


@command("eyes", help="Empat mata, atau satu petugas untuk semuanya: tunjukkan, atau tetapkan.")
@option("--one-person", "reason", metavar="ALASAN", help="Satu petugas memverifikasi dan memvalidasi; tulis alasannya.")
@option("--four", is_flag=True, help="Kembali ke empat mata.")
def eyes(asked: Asked, reason: str | None, four: bool) -> Answer:
    from ucj_desktop.domain.people import Action
    from ucj_desktop.services.care.four_eyes import choose_four_eyes, choose_one_person, words_of_eyes

    if four and reason is not None:
        raise click.UsageError("Pilih salah satu: --one-person atau --four.")
    with office_of(asked) as office:
        office.require(Action.CHOOSE_EYES)
        if reason is not None:
            told = choose_one_person(office, reason).sentence
        else:
            told = choose_four_eyes(office).sentence if four else words_of_eyes(office).strip()
        facts = {"one_person": office.judges_alone, "reason": office.preferences.one_person_reason}
    return Answer(facts, [told])


@command("add", help="Tambah akun; kata sandi pertamanya dari UCJ_NEW_PASSWORD, --new-password-file, atau diketik.")
@argument("name", metavar="NAMA", help="Nama akun yang baru.")
@option("--role", required=True, type=click.Choice([role.value for role in Role]), help="Peran akun.")
def add(asked: Asked, name: str, role: str) -> Answer:
    from ucj_desktop.domain.people import Action
    from ucj_desktop.services.care.accounts import add_account
    from ucj_desktop.services.care.four_eyes import words_of_eyes

    with office_of(asked) as office:
        office.require(Action.MANAGE_ACCOUNTS)
        alone = office.one_person
        made = add_account(office, name, Role(role), asked.new_password(name))
        told = words_of_eyes(office, changed=alone is not office.one_person)
    return Answer(
        {"name": made.name, "role": made.role.value, "account_id": made.account_id},
        [f"Akun {made.name} dibuat sebagai {ROLE_LABELS[made.role]}.{told}"],
    )


COMMANDS = (
    group("office", "Kantor: buat, atur, kartu.", create, set_office, eyes, *CARD_COMMANDS),
    group("account", "Akun petugas kantor ini.", add),
)
