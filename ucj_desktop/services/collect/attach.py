"""Pictures of papers with a worker: taken in, listed, shown and erased, where the office allows them."""

from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.attachment import ATTACHMENT_LABELS, Attachment, AttachmentKind
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.reference.policy import policy
from ucj_desktop.reports.pictures import Pictures, read_pictures
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.services.room import require_room
from ucj_desktop.storage import attachments, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

MOST_OF_A_WORKER = 12  # a backup copies them all


class AttachmentsNotAllowed(ClerkError):
    """The office keeps no pictures of papers."""

    code = "LAMPIRAN-03"

    def __init__(self) -> None:
        super().__init__(
            what="Kantor ini tidak menyimpan foto atau hasil pindai dokumen pekerja.",
            fix="Bila memang perlu, minta pengelola kantor mengizinkannya di Pengaturan, bagian Periode & cetakan.",
        )


class AttachmentNotThere(ClerkError):
    """The picture was erased meanwhile."""

    code = "LAMPIRAN-04"

    def __init__(self) -> None:
        super().__init__(what="Lampiran ini sudah tidak ada.", fix="Buka lagi pekerjanya dari daftar.")


class TooManyAttachments(ClerkError):
    """A worker has enough of them."""

    code = "LAMPIRAN-05"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"{name} sudah mempunyai {MOST_OF_A_WORKER} lampiran, atau akan lebih dari itu.",
            fix="Hapus dulu lampiran yang tidak perlu.",
        )


class AttachmentNotWritten(ClerkError):
    """The folder takes no file."""

    code = "LAMPIRAN-07"

    def __init__(self, folder: str) -> None:
        super().__init__(
            what=f"Lampiran tidak bisa ditulis ke {folder}.",
            fix="Pilih folder yang sudah ada dan boleh ditulisi, lalu ulangi.",
        )


def attachments_allowed(office: Office) -> bool:
    """What the office has set for itself, else what the programme's policy says."""
    own = office.preferences.attachments
    if office.loan is not None:  # what is added on a laptop would not come home
        return False
    return policy().attachments_allowed if own is None else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that was read and made small; ``name`` is that of its file, as a clerk recognises it."""

    name: str
    kind: AttachmentKind
    pictures: Pictures


def attach(office: Office, worker_id: str, path: Path, kind: AttachmentKind) -> Change:
    """Keep a photo or scan with a worker, made small; each page of a PDF becomes a picture of its own.

    Raises AttachmentsNotAllowed, WorkerNotThere, TooManyAttachments, PictureUnreadable, PictureTooLarge,
    DiskAlmostFull.
    """
    return attach_paper(office, worker_id, read_paper(office, path, kind))


def read_paper(office: Office, path: Path, kind: AttachmentKind) -> Paper:
    """Read a photo or scan and make it small.

    Raises AttachmentsNotAllowed, PictureUnreadable, PictureTooLarge, DiskAlmostFull.
    """
    office.require(Action.CORRECT)
    if not attachments_allowed(office):
        raise AttachmentsNotAllowed
    require_room(office.folder)
    return Paper(name=path.name, kind=kind, pictures=read_pictures(path))


def attach_paper(office: Office, worker_id: str, paper: Paper) -> Change:
    """Keep a paper that was read. Raises AttachmentsNotAllowed, WorkerNotThere, TooManyAttachments."""
    office.require(Action.CORRECT)
    if not attachments_allowed(office):
        raise AttachmentsNotAllowed
    pictures = paper.pictures
    with office.database.writing() as connection:
        record = _worker(connection, worker_id)
        there = attachments.of_worker(connection, worker_id)
        if any(one.original_sha256 == pictures.original_sha256 and one.kind is paper.kind for one in there):
            return Change(Touched.NOTHING, f"{paper.name} sudah dilampirkan.")
        if len(there) + len(pictures.pages) > MOST_OF_A_WORKER:
            raise TooManyAttachments(record.worker.full_name)
        for picture in pictures.pages:
            one = Attachment(
                worker_id=worker_id,
                kind=paper.kind,
                name=paper.name,
                size=len(picture.content),
                wide=picture.wide,
                high=picture.high,
                original_sha256=pictures.original_sha256,
                account_id=office.clerk.account_id,
                at=office.timestamp(),
            )
            attachments.add(connection, one, picture.content)
            office.log(connection, _entry("attachment.added", one))
    return Change(Touched.WORKERS, f"{ATTACHMENT_LABELS[paper.kind]} dilampirkan pada {record.worker.full_name}.")


def attachments_of(office: Office, worker_id: str) -> list[Attachment]:
    """What is kept with a worker, the oldest first, also where the office has stopped taking pictures."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return attachments.of_worker(connection, worker_id)


def show_attachment(office: Office, attachment_id: str) -> bytes:
    """The JPEG; that it was opened stands in the journal. Raises AttachmentNotThere."""
    office.require(Action.LOOK)
    with office.database.writing() as connection:
        one = attachments.get(connection, attachment_id)
        if one is None:
            raise AttachmentNotThere
        # Looking does nothing to the worker: the row is the picture's, so that an import can still be undone.
        facts = {"kind": one.kind.value, "worker": one.worker_id}
        office.log(connection, Entry(action="attachment.shown", subject=attachment_id, facts=facts))
        return attachments.content(connection, attachment_id)


def save_attachment(office: Office, attachment_id: str, folder: Path) -> Path:
    """Write a picture into a folder outside the store, under a name that names nobody; the journal says so.

    Raises AttachmentNotThere, AttachmentNotWritten.
    """
    office.require(Action.SHOW_FULL_NIK)
    with office.database.writing() as connection:
        one = attachments.get(connection, attachment_id)
        if one is None:
            raise AttachmentNotThere
        path = folder / f"{one.kind.value}-{attachment_id}.jpg"
        try:
            path.write_bytes(attachments.content(connection, attachment_id))
        except OSError as error:
            raise AttachmentNotWritten(str(folder)) from error
        facts = {"kind": one.kind.value, "worker": one.worker_id}
        office.log(connection, Entry(action="attachment.saved", subject=attachment_id, facts=facts))
    return path


def remove_attachment(office: Office, attachment_id: str) -> Change:
    """Erase a picture for good. Raises AttachmentNotThere."""
    office.require(Action.CORRECT)
    with office.database.writing() as connection:
        one = attachments.get(connection, attachment_id)
        if one is None:
            raise AttachmentNotThere
        attachments.remove(connection, [attachment_id])
        office.log(connection, _entry("attachment.removed", one))
    return Change(Touched.WORKERS, f"Lampiran {ATTACHMENT_LABELS[one.kind]} dihapus.")


def _entry(action: str, one: Attachment) -> Entry:
    """Kind, size and hash stand in the chain; the file's name may be a person's."""
    facts = {"kind": one.kind.value, "size": one.size, "sha256": one.original_sha256, "attachment": one.attachment_id}
    return Entry(action=action, subject=one.worker_id, facts=facts)


def _worker(connection: Connection, worker_id: str) -> WorkerRecord:
    record = workers.get(connection, worker_id)
    if record is None or record.standing.merged_into:
        raise WorkerNotThere
    return record
