"""Pictures of papers: only where the office allows them, small, encrypted, told in the journal, erased for good."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.domain.rules.sound_worker import SOUND
from tests.offices import SUB_DISTRICT, make_office, open_as
from tests.reports.test_pictures import photo
from ucj_desktop.domain.attachment import AttachmentKind
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.reports.pictures import PictureUnreadable
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.settings import save_preferences, set_from_file
from ucj_desktop.services.collect.attach import (
    AttachmentNotThere,
    AttachmentsNotAllowed,
    TooManyAttachments,
    attach,
    attachments_allowed,
    attachments_of,
    remove_attachment,
    show_attachment,
)
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, save_new_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import attachments
from ucj_desktop.storage.location import STORE_FILE

ID = SOUND.worker_id


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office", code=SUB_DISTRICT)
    save_new_worker(made, SOUND)
    save_preferences(made, replace(made.preferences, attachments=True))
    yield made
    made.close()


def test_no_office_keeps_pictures_until_it_says_so(tmp_path: Path) -> None:
    made = make_office(tmp_path / "new")
    try:
        save_new_worker(made, SOUND)
        assert not attachments_allowed(made)
        with pytest.raises(AttachmentsNotAllowed):
            attach(made, ID, photo(tmp_path / "a.jpg"), AttachmentKind.KTP)
        (tmp_path / "set.toml").write_text("attachments = true\n")
        assert set_from_file(made, tmp_path / "set.toml") == ["attachments"]
        attach(made, ID, photo(tmp_path / "a.jpg"), AttachmentKind.KTP)
        assert len(attachments_of(made, ID)) == 1
    finally:
        made.close()


def test_a_photo_comes_back_as_a_picture_with_the_hash_of_the_original(office: Office, tmp_path: Path) -> None:
    path = photo(tmp_path / "KTP Nurhayati.jpg")
    change = attach(office, ID, path, AttachmentKind.KTP)
    assert change.touched is Touched.WORKERS
    [one] = attachments_of(office, ID)
    assert (one.kind, one.name) == (AttachmentKind.KTP, "KTP Nurhayati.jpg")
    assert one.original_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    shown = show_attachment(office, one.attachment_id)
    assert len(shown) == one.size
    assert Image.open(BytesIO(shown)).size == (one.wide, one.high)


def test_the_same_photo_twice_is_kept_once(office: Office, tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg")
    attach(office, ID, path, AttachmentKind.KTP)
    assert attach(office, ID, path, AttachmentKind.KTP).touched is Touched.NOTHING
    assert len(attachments_of(office, ID)) == 1


def test_the_journal_tells_who_added_opened_and_erased_it_without_the_files_name(
    office: Office, tmp_path: Path
) -> None:
    attach(office, ID, photo(tmp_path / "KTP Nurhayati.jpg"), AttachmentKind.KTP)
    [one] = attachments_of(office, ID)
    show_attachment(office, one.attachment_id)
    remove_attachment(office, one.attachment_id)
    told = [line.sentence for line in history(office, limit=3)]
    assert told == [
        "Lampiran dihapus (KTP-el).",
        "Lampiran dibuka (KTP-el).",
        "Foto atau pindaian dokumen dilampirkan (KTP-el).",
    ]
    with office.database.reading() as connection:
        everything = [*connection.exec_driver_sql("SELECT entry FROM journal").scalars()]
        everything += [*connection.exec_driver_sql("SELECT text FROM journal_text").scalars()]
    assert "Nurhayati" not in "\n".join(everything)


def test_an_erased_picture_is_gone(office: Office, tmp_path: Path) -> None:
    attach(office, ID, photo(tmp_path / "a.jpg"), AttachmentKind.FORM)
    [one] = attachments_of(office, ID)
    remove_attachment(office, one.attachment_id)
    assert attachments_of(office, ID) == []
    for again in (show_attachment, remove_attachment):
        with pytest.raises(AttachmentNotThere):
            again(office, one.attachment_id)


def test_no_picture_lies_in_the_folder_unencrypted(office: Office, tmp_path: Path) -> None:
    attach(office, ID, photo(tmp_path / "a.jpg"), AttachmentKind.KTP)
    files = [path for path in office.folder.rglob("*") if path.is_file()]
    assert any(path.name == STORE_FILE for path in files)
    for path in files:
        assert b"JFIF" not in path.read_bytes(), path.name


def test_a_refused_file_changes_nothing(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"bukan gambar")
    with pytest.raises(PictureUnreadable):
        attach(office, ID, tmp_path / "a.jpg", AttachmentKind.KTP)
    assert attachments_of(office, ID) == []


def test_a_worker_has_at_most_twelve(office: Office, tmp_path: Path) -> None:
    for number in range(12):
        attach(office, ID, photo(tmp_path / "a.jpg", wide=100 + number), AttachmentKind.OTHER)
    with pytest.raises(TooManyAttachments):
        attach(office, ID, photo(tmp_path / "a.jpg", wide=99), AttachmentKind.OTHER)


def test_a_worker_that_is_not_there_gets_nothing(office: Office, tmp_path: Path) -> None:
    with pytest.raises(WorkerNotThere):
        attach(office, "nobody", photo(tmp_path / "a.jpg"), AttachmentKind.KTP)


def test_a_role_without_the_list_sees_no_picture(tmp_path: Path) -> None:
    make_office(tmp_path / "office", staffed=True).close()
    keeper = open_as(tmp_path / "office", Role.ADMIN)
    try:
        for forbidden in (
            lambda: attachments_of(keeper, ID),
            lambda: show_attachment(keeper, ID),
            lambda: remove_attachment(keeper, ID),
            lambda: attach(keeper, ID, tmp_path / "a.jpg", AttachmentKind.KTP),
        ):
            with pytest.raises(NotAllowed):
                forbidden()
    finally:
        keeper.close()


def test_pictures_go_with_a_merge_and_come_back(office: Office, tmp_path: Path) -> None:
    other = replace(SOUND, worker_id="other", full_name="Basri Tahir S.")
    save_new_worker(office, other)
    attach(office, ID, photo(tmp_path / "a.jpg"), AttachmentKind.KTP)
    [one] = attachments_of(office, ID)
    for worker_id in ("other", ID):
        with office.database.writing() as connection:
            attachments.move(connection, [one.attachment_id], worker_id)
        assert [each.attachment_id for each in attachments_of(office, worker_id)] == [one.attachment_id]
