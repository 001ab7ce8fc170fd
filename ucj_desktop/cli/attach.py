"""Commands about a worker's papers: added, listed, saved to a folder and erased."""

from pathlib import Path

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.domain.attachment import ATTACHMENT_LABELS, Attachment, AttachmentKind


@command("add", help="Lampirkan foto atau hasil pindai (JPEG, PNG, WebP, PDF) pada seorang pekerja.")
@argument("worker_id", metavar="ID-PEKERJA", help="ID pekerja.")
@argument("file", metavar="BERKAS", type=file_to_read, help="Foto atau hasil pindai.")
@option(
    "--kind",
    type=click.Choice([kind.value for kind in AttachmentKind]),
    required=True,
    help="ktp = KTP-el, kk = Kartu Keluarga, form = formulir, other = lainnya.",
)
def add(asked: Asked, worker_id: str, file: Path, kind: str) -> Answer:
    from ucj_desktop.services.collect.attach import attach, attachments_of

    with office_of(asked) as office:
        change = attach(office, worker_id, file, AttachmentKind(kind))
        kept = attachments_of(office, worker_id)
    return Answer({"worker_id": worker_id, "attachments": [_facts(one) for one in kept]}, [change.sentence])


@command("list", help="Lampiran seorang pekerja.")
@argument("worker_id", metavar="ID-PEKERJA", help="ID pekerja.")
def list_attachments(asked: Asked, worker_id: str) -> Answer:
    from ucj_desktop.services.collect.attach import attachments_of

    with office_of(asked) as office:
        kept = attachments_of(office, worker_id)
    rows = [
        (one.attachment_id, ATTACHMENT_LABELS[one.kind], f"{max(one.size // 1000, 1)} KB", one.at[:10]) for one in kept
    ]
    lines = table(("ID lampiran", "Jenis", "Besar", "Dilampirkan"), rows) if rows else ["Belum ada lampiran."]
    return Answer({"worker_id": worker_id, "attachments": [_facts(one) for one in kept]}, lines)


@command("save", help="Salin sebuah lampiran ke sebuah folder sebagai gambar JPEG; dicatat dalam jurnal.")
@argument("attachment_id", metavar="ID-LAMPIRAN", help="ID lampiran, dari attach list.")
@option(
    "--out", type=file_to_write, required=True, metavar="FOLDER", help="Folder tujuan; salinannya tidak terenkripsi."
)
def save(asked: Asked, attachment_id: str, out: Path) -> Answer:
    from ucj_desktop.services.collect.attach import save_attachment

    with office_of(asked) as office:
        path = save_attachment(office, attachment_id, out)
    told = f"Lampiran disalin ke {path}. Salinan ini tidak terenkripsi; hapus sesudah dipakai."
    return Answer({"attachment_id": attachment_id, "file": str(path)}, [told])


@command("remove", help="Hapus sebuah lampiran untuk selamanya.")
@argument("attachment_id", metavar="ID-LAMPIRAN", help="ID lampiran, dari attach list.")
def remove(asked: Asked, attachment_id: str) -> Answer:
    from ucj_desktop.services.collect.attach import remove_attachment

    with office_of(asked) as office:
        change = remove_attachment(office, attachment_id)
    return Answer({"attachment_id": attachment_id}, [change.sentence])


def _facts(one: Attachment) -> dict[str, object]:
    """The name of the file is left out: it is often a person's."""
    return {
        "attachment_id": one.attachment_id,
        "kind": one.kind.value,
        "size": one.size,
        "wide": one.wide,
        "high": one.high,
        "sha256": one.original_sha256,
        "at": one.at,
    }


COMMANDS = (
    group("attach", "Lampiran pekerja: foto atau hasil pindai berkasnya, bila kantor mengizinkan.", add,
          list_attachments, save, remove),
)  # fmt: skip
