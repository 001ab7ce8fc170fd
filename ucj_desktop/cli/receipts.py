"""Commands about receipts on paper: printed at the district, and their code typed at the kecamatan."""

from pathlib import Path

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_write, option
from ucj_desktop.cli.say import Answer


@command("receipt", help="Cetak tanda terima sebuah paket di kabupaten, dengan kode yang bisa diketik di kecamatan.")
@option("--office", "code", required=True, metavar="KODE", help="Kode kecamatan, misalnya 73.02.01.")
@option("--sequence", required=True, type=click.IntRange(min=1), metavar="NOMOR", help="Nomor paketnya.")
@option("--out", "path", required=True, type=file_to_write, metavar="BERKAS.pdf", help="Berkas tujuan.")
@option("--paper", type=click.Choice(["f4", "a4"]), help="Ukuran kertas (bawaan: pengaturan kantor).")
def receipt(asked: Asked, code: str, sequence: int, path: Path, paper: str | None) -> Answer:
    from ucj_desktop.services.paper.print_receipt import print_receipt

    with office_of(asked) as office:
        change = print_receipt(office, code, sequence, path, paper=paper or "")
    return Answer({"file": path, "office": code.replace(".", "").strip(), "sequence": sequence}, [change.sentence])


@command("receipt-code", help="Ketik kode dari lembar tanda terima, bila flashdisk kembali kosong.")
@argument("typed", metavar="KODE", help="Dua belas huruf dan angka; tanda hubung dan huruf kecil boleh.")
@option("--sequence", type=click.IntRange(min=1), metavar="NOMOR", help="Nomor paket yang dimaksud, bila diketahui.")
def receipt_code(asked: Asked, typed: str, sequence: int | None) -> Answer:
    from ucj_desktop.services.handoff.take_receipt_code import LIMITS, take_receipt_code

    with office_of(asked) as office:
        said = take_receipt_code(office, typed, sequence)
    facts = {"sequence": said.sequence, "outcome": said.outcome.value, "received": True}
    return Answer(facts, [said.change.sentence, LIMITS])


RECEIPT_COMMANDS = (receipt, receipt_code)
