"""Papers of a worker who is still being typed: held beside the draft, under its key, and attached with the save."""

from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.attachment import AttachmentKind
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.reports.pictures import Picture, Pictures
from ucj_desktop.services.collect.attach import MOST_OF_A_WORKER, Paper, TooManyAttachments, attach_paper, read_paper
from ucj_desktop.services.collect.keep_draft import draft_store
from ucj_desktop.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPaper:
    """What is known of a paper that waits for its worker's save."""

    paper_id: str
    name: str
    kind: AttachmentKind


def hold_paper(office: Office, worker_id: str, path: Path, kind: AttachmentKind) -> None:
    """Read a photo or scan and hold it beside the draft of a worker; the same one again is held once.

    Raises AttachmentsNotAllowed, TooManyAttachments, PictureUnreadable, PictureTooLarge, DiskAlmostFull, PaperNotHeld.
    """
    paper = read_paper(office, path, kind)
    store, owner, pictures = draft_store(office), office.clerk.account_id, paper.pictures
    told = {
        "name": paper.name,
        "kind": kind.value,
        "original_sha256": pictures.original_sha256,
        "sizes": [(one.wide, one.high) for one in pictures.pages],
    }
    there = [known for _, known in store.papers(owner, worker_id)]
    if any((one["original_sha256"], one["kind"]) == (told["original_sha256"], told["kind"]) for one in there):
        return
    if sum(len(one["sizes"]) for one in there) + len(pictures.pages) > MOST_OF_A_WORKER:
        raise TooManyAttachments("Pekerja ini")
    store.put_paper(owner, worker_id, new_id(), told, [one.content for one in pictures.pages])


def held_papers(office: Office, worker_id: str) -> list[HeldPaper]:
    """What waits for the save of a worker, the oldest first."""
    return [
        HeldPaper(paper_id=paper_id, name=str(told["name"]), kind=AttachmentKind(told["kind"]))
        for paper_id, told in draft_store(office).papers(office.clerk.account_id, worker_id)
    ]


def drop_held_paper(office: Office, worker_id: str, paper_id: str) -> None:
    """It is not wanted after all."""
    draft_store(office).drop_papers(office.clerk.account_id, worker_id, paper_id)


def drop_papers_of_no_draft(office: Office) -> None:
    """Clear away what no draft of this account holds any more."""
    draft_store(office).drop_papers_of_no_draft(office.clerk.account_id)


def attach_held_papers(office: Office, worker_id: str) -> Change:
    """Attach what waits for a worker who is saved now; the sentence names what was refused, and is empty else."""
    store, owner = draft_store(office), office.clerk.account_id
    touched, refused = Touched.NOTHING, []
    for paper_id, told in store.papers(owner, worker_id):
        pages = zip(store.pages(owner, worker_id, paper_id), told["sizes"], strict=True)
        pictures = tuple(Picture(content, wide, high) for content, (wide, high) in pages)
        kind, original = AttachmentKind(told["kind"]), str(told["original_sha256"])
        paper = Paper(name=str(told["name"]), kind=kind, pictures=Pictures(pictures, original))
        try:
            touched |= attach_paper(office, worker_id, paper).touched
            store.drop_papers(owner, worker_id, paper_id)
        except ClerkError as error:
            refused.append(error.what)
    return Change(touched, " ".join(refused))
