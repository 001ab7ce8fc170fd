"""Commands about the package on the stick, at both ends."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, group, option
from ucj_desktop.cli.receipts import RECEIPT_COMMANDS
from ucj_desktop.cli.say import Answer

if TYPE_CHECKING:
    from ucj_desktop.services.district.intake import Received
    from ucj_desktop.services.district.package_diff import PackageDiff


@command("create", help="Buat paket dari berita acara yang ditutup dan tulis ke flashdisk.")
@option("--to", "stick", required=True, type=file_to_write, metavar="FOLDER", help="Flashdisk atau folder tujuan.")
@option("--full", is_flag=True, help="Kirim semuanya lagi, bukan hanya yang berubah.")
@option("--nihil", is_flag=True, help="Paket tanpa pekerja: tidak ada perubahan.")
@option(
    "--after",
    type=int,
    metavar="NOMOR",
    help="Sesudah pemulihan: nomor terakhir yang sudah diterima kabupaten; paket ini lengkap, dengan nomor sesudahnya.",
)
def create(asked: Asked, stick: Path, full: bool, nihil: bool, after: int | None) -> Answer:
    from ucj_desktop.services.handoff.continue_numbers import continue_after
    from ucj_desktop.services.handoff.create_package import create_package

    with office_of(asked) as office:
        if after is not None:
            continue_after(office, after)
        made = create_package(office, stick, full=full, nihil=nihil, progress=asked.bar)
    package = made.package
    facts = {
        "file": made.file,
        "kind": package.kind,
        "sequence": package.sequence,
        "workers": package.worker_count,
        "sha256": package.sha256,
    }
    return Answer(facts, [made.change.sentence, f"{package.worker_count} pekerja di {made.file}."])


@command("inspect", help="Tampilkan apa yang dikatakan sebuah paket tentang dirinya; belum dipercaya.")
@argument("path", metavar="BERKAS", type=file_to_read, help="Paket, tanda terima, atau balasan.")
def inspect(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.handoff.inspect_package import inspect_package

    stated = inspect_package(path)
    facts = {
        "kind": stated.kind.value,
        "office": stated.office,
        "district": stated.district,
        "period": stated.period,
        "sequence": stated.seq,
        "created": stated.created,
        "app": stated.app,
        "revision": stated.revision,
        "counts": stated.counts,
        "training": stated.training,
        "trusted": False,
    }
    return Answer(
        facts,
        [
            f"Berkas ini mengaku {stated.kind.value} nomor {stated.seq} dari kantor {stated.office}"
            f" untuk {stated.district}, periode {stated.period}, dibuat {stated.created}.",
            "Belum dipercaya: kebenarannya baru diperiksa saat diterima.",
        ],
    )


@command("receive", help="Terima paket kecamatan di kabupaten; tanda terimanya ditulis di sebelah paket.")
@argument("path", metavar="BERKAS|FOLDER", type=file_to_read, help="Satu paket, atau folder berisi paket-paket.")
@option("--dry-run", is_flag=True, help="Coba saja; tidak ada yang disimpan.")
@option("--to", "receipts_to", type=file_to_write, metavar="FOLDER", help="Folder untuk tanda terima.")
def receive(asked: Asked, path: Path, dry_run: bool, receipts_to: Path | None) -> Answer:
    from ucj_desktop.services.district.receive_package import Inbox, packages_in, receive_folder, receive_package
    from ucj_desktop.services.district.rehearse import rehearse

    with office_of(asked) as office:
        diffs = {}
        if dry_run:
            came = rehearse(office, packages_in(office, path) if path.is_dir() else [path], asked.bar)
            if not path.is_dir() and came[0].held is not None:
                raise came[0].held
            held_back = [(one.path.name, one.held) for one in came if one.held is not None]
            inbox = Inbox([one.received for one in came if one.received is not None], held_back)
            diffs = {one.received.sha256: one.diff for one in came if one.received is not None and one.diff is not None}
        elif path.is_dir():
            inbox = receive_folder(office, path, receipts_to=receipts_to, progress=asked.bar)
        else:
            inbox = Inbox([receive_package(office, path, receipts_to=receipts_to, progress=asked.bar)])
    brought = [_brought_now(one) for one in inbox.received]
    counts = {name: sum(one[name] for one in brought) for name in _COUNTED}
    held = [{"file": name, "code": why.code, "what": why.what, "fix": why.fix} for name, why in inbox.held]
    receipts = [str(one.receipt) for one in inbox.received if one.receipt is not None]
    facts = {
        **counts,
        "held": held,
        "receipt": receipts[0] if receipts else None,
        "receipts": receipts,
        "packages": [_received_facts(one) | _diff_facts(diffs.get(one.sha256)) for one in inbox.received],
        "dry_run": dry_run,
    }
    lines = [one.change.sentence for one in inbox.received]
    lines += [f"Kode tanda terima nomor {one.sequence:04}: {one.shown_code}" for one in inbox.received if one.receipt]
    lines += [f"{name} ditahan: {why.what} {why.fix}" for name, why in inbox.held]
    return Answer(facts, [*lines, *(["Ini hanya percobaan; tidak ada yang disimpan."] if dry_run else [])])


_COUNTED = ("new", "changed", "same", "withdrawn", "refused")


def _brought_now(one: "Received") -> dict[str, int]:
    """The counts of this run: whatever a package brought once, bringing it again is all the same."""
    counts = {name: one.counts.get(name, 0) for name in _COUNTED}
    if one.again:
        counts["same"] += counts["new"] + counts["changed"]
        counts["new"] = counts["changed"] = counts["withdrawn"] = 0
    return counts


def _received_facts(one: "Received") -> dict[str, Any]:
    return {
        "office": one.office_code,
        "sequence": one.sequence,
        "sha256": one.sha256,
        "again": one.again,
        "counts": _brought_now(one),
        "refused": [{"worker_id": row.worker_id, "reason": row.reason} for row in one.refused],
        "held": [{"worker_id": row.worker_id, "reason": row.reason} for row in one.held],
        "notes": list(one.notes),
        "receipt": one.receipt,
        "code": one.code,
    }


def _diff_facts(diff: "PackageDiff | None") -> dict[str, Any]:
    """Who becomes what, person by person; numbers of identity are masked."""
    if diff is None:
        return {}
    return {"diff": {kind.value: [asdict(one) for one in rows] for kind, rows in diff.rows.items()}}


@command("answer", help="Balas kecamatan: diterima atau dikembalikan, pekerja demi pekerja.")
@option("--office", "code", required=True, metavar="KODE", help="Kode kecamatan, misalnya 73.02.01.")
@option("--to", "stick", required=True, type=file_to_write, metavar="FOLDER", help="Flashdisk atau folder tujuan.")
@option(
    "--after",
    type=click.IntRange(0, 9_000),
    default=0,
    metavar="NOMOR",
    help="Sesudah pemulihan: nomor balasan terakhir yang sudah dibaca kecamatan.",
)
def answer(asked: Asked, code: str, stick: Path, after: int) -> Answer:
    from ucj_desktop.services.district.answer_office import answer_office

    with office_of(asked) as office:
        made = answer_office(office, code.replace(".", "").strip(), stick, after=after)
    facts = {
        "file": made.file,
        "sequence": made.sequence,
        "accepted": made.accepted,
        "returned": made.returned,
        "registered": made.registered,
    }
    return Answer(facts, [made.change.sentence])


@command("answer-in", help="Baca tanda terima dan balasan kabupaten di kecamatan.")
@argument("path", metavar="BERKAS|FOLDER", type=file_to_read, help="Satu berkas, atau folder flashdisk.")
def answer_in(asked: Asked, path: Path) -> Answer:
    from ucj_desktop.services.handoff.take_replies import take_replies

    with office_of(asked) as office:
        taken = take_replies(office, path, asked.bar)
    facts = {
        "files": taken.files,
        "receipts": taken.receipts,
        "accepted": taken.accepted,
        "returned": taken.returned,
        "registered": taken.registered,
        "outdated": taken.outdated,
        "unknown": taken.unknown,
    }
    return Answer(facts, [taken.change.sentence])


COMMANDS = (
    group(
        "package",
        "Paket di flashdisk: dari kecamatan ke kabupaten dan balik.",
        create,
        inspect,
        receive,
        answer,
        answer_in,
        *RECEIPT_COMMANDS,
    ),
)
