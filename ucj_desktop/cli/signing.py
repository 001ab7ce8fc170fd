"""Commands about electronic signatures: signing a letter, taking in one signed elsewhere, and who is trusted."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.dates import short_date

if TYPE_CHECKING:
    from ucj_desktop.services.paper.print_report import LetterVersion
    from ucj_desktop.services.paper.sign_letter import SigningWish
    from ucj_desktop.services.paper.take_signed import SignatureFound

passphrase_option = option(
    "--passphrase-file",
    "passphrase_file",
    type=file_to_read,
    metavar="BERKAS",
    help="Berkas berisi kata sandi sertifikat (atau UCJ_P12_PASSPHRASE; bila tidak ada, diketik).",
)
over_option = option(
    "--over", default="", metavar="NAMA", help="Nama tercetak yang ditandatangani (bawaan: nama pada sertifikat)."
)


def signing_wish(asked: Asked, path: Path, passphrase_file: Path | None, over: str) -> "SigningWish":
    """With which certificate to sign; its passphrase is asked for, never given as an argument."""
    from ucj_desktop.services.paper.sign_letter import SigningWish

    return SigningWish(path=path, passphrase=asked.passphrase(passphrase_file), over=over)


def version_facts(version: "LetterVersion") -> dict[str, Any]:
    """A signed version as JSON tells it."""
    return {
        "letter_id": version.letter_id,
        "version_id": version.version_id,
        "signers": version.signers.split("; "),
        "sha256": version.sha256,
    }


@command("sign", help="Tandatangani surat dalam arsip dengan sertifikat elektronik (.p12); versi aslinya tetap ada.")
@argument("letter", metavar="SURAT", help="Kode laporan (cetakan terakhir), ID surat, atau SHA-256-nya.")
@option("--with", "path", required=True, type=file_to_read, metavar="BERKAS.p12", help="Sertifikat penanda tangan.")
@option("--out", type=file_to_write, metavar="BERKAS.pdf", help="Simpan juga PDF bertanda tangannya di sini.")
@over_option
@passphrase_option
def sign(asked: Asked, letter: str, path: Path, out: Path | None, over: str, passphrase_file: Path | None) -> Answer:
    from ucj_desktop.services.paper.sign_letter import find_letter, sign_letter

    with office_of(asked) as office:
        found = find_letter(office, letter)
        wish = signing_wish(asked, path, passphrase_file, over)
        version, change = sign_letter(office, found.letter_id, wish, out)
    return Answer({**version_facts(version), "file": out}, [change.sentence])


@command("take", help="Masukkan PDF surat kantor ini yang sudah ditandatangani di luar program ke dalam arsip.")
@argument("path", metavar="BERKAS.pdf", type=file_to_read, help="PDF yang sudah ditandatangani.")
def take(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.paper.take_signed import take_signed

    with office_of(asked) as office:
        version, change = take_signed(office, path)
    return Answer(version_facts(version), [change.sentence])


@command("signatures", help="Tampilkan tanda tangan elektronik dalam sebuah PDF, dan apakah itu surat kantor ini.")
@argument("path", metavar="BERKAS.pdf", type=file_to_read, help="PDF yang mau dilihat tanda tangannya.")
def signatures(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.paper.take_signed import look_at_signed

    with office_of(asked) as office:
        found = look_at_signed(office, path)
    facts = {
        "signatures": [_signature_facts(one) for one in found.signatures],
        "letter_id": found.letter.letter_id if found.letter else None,
        "untouched": found.is_untouched,
        "verdict": found.check.outcome.value,
        "what": found.sentence,
    }
    told = [one.sentence for one in found.signatures] or ["PDF ini tidak memuat tanda tangan elektronik."]
    return Answer(facts, [*told, found.sentence])


def _signature_facts(one: "SignatureFound") -> dict[str, Any]:
    return {
        "signer": one.signer,
        "issuer": one.issuer,
        "serial": one.serial,
        "claimed_at": one.claimed_at.isoformat() if one.claimed_at else None,
        "intact": one.is_intact,
        "nothing_added": one.is_last_word,
        "trusted": one.is_trusted,
        "what": one.sentence,
    }


@command("issuers", help="Penerbit sertifikat yang dipercaya kantor ini: tampilkan, tambah, atau hapus.")
@option("--add", "path", type=file_to_read, metavar="BERKAS", help="Sertifikat induk penerbit (.cer, .crt, .pem).")
@option("--forget", "serial", metavar="SERI", help="Jangan percaya lagi penerbit dengan nomor seri ini.")
def issuers(asked: Asked, path: Path | None, serial: str | None) -> Answer:
    from ucj_desktop.services.care.trust_issuers import forget_issuer, list_issuers, trust_issuer

    if path is not None and serial is not None:
        raise click.UsageError("either --add or --forget")
    told = []
    with office_of(asked) as office:
        if path is not None:
            told.append(trust_issuer(office, path).sentence)
        if serial is not None:
            told.append(forget_issuer(office, serial).sentence)
        known = list_issuers(office)
    if known:
        rows = [(one.name, one.serial, short_date(one.until)) for one in known]
        told += table(("Penerbit", "Nomor seri", "Berlaku sampai"), rows)
    facts = [{"name": one.name, "serial": one.serial, "until": one.until} for one in known]
    return Answer({"issuers": facts}, told or ["Belum ada penerbit yang dipercaya kantor ini."])


PAPER_COMMANDS = (sign, take, signatures, issuers)
