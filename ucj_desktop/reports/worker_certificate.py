"""SK-PEKERJA: the certificate for one worker of what the minutes say of him or her."""

from collections.abc import Sequence
from dataclasses import replace

from ucj_desktop.domain.frozen import row_seal
from ucj_desktop.domain.minutes import FrozenRow, Signer
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS
from ucj_desktop.domain.worker import Sex
from ucj_desktop.reports.annexes import (
    LONGEST_NIK,
    LONGEST_NOTE,
    LONGEST_TEXT,
    address_text,
    birth_text,
    seals_by_position,
)
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Entry, Text, centred
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, NO_BREAK, printable
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import PlannedDocument, portrait
from ucj_desktop.reports.responsibility import who_states
from ucj_desktop.reports.said import place_and_date, values_about
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import head_of, own_position, single_signature

_LABEL = 115.0
_SEXES = {Sex.MALE: "Laki-laki", Sex.FEMALE: "Perempuan", None: ""}
SEAL_LABEL = "Segel baris"
_BOLD = ("Nama", "Hasil", SEAL_LABEL)

Line = tuple[str, str]  # a label and what stands behind its colon


@report("SK-PEKERJA", "Surat keterangan satu pekerja", Needs.MINUTED)
def plan_certificate(facts: Facts) -> PlannedDocument:
    """One portrait page for the one who is served, from frozen minutes: the NIK in full, and the seal of the row."""
    minutes, row, sheet = facts.known_minutes, _known(facts), portrait(facts.paper)
    words = facts.words["sk_pekerja"]
    values = dict(values_about(facts, minutes))
    values["tanggal_ba"] = values["tanggal_ba"].replace(" ", NO_BREAK)
    signer = head_of(facts.signers or minutes.signers) or Signer(name="", position="Camat")
    seal = seals_by_position(minutes, facts.frozen).get(row.position, "")
    blocks: list[Block] = [
        letterhead(facts.office, sheet.inner_width),
        centred(words.say("judul", values), font=BOLD, size=12.0, space_before=16.0),
        centred(words.say("perihal", values), font=BOLD, size=12.0),
        centred(words.say("nomor", values), space_before=4.0),
        Text(words.say("pembuka", values), space_before=14.0, keep_with_next=True),
        *who_states(signer, own_position(signer)),
        Text(words.say("bahwa", values), keep_with_next=True),
        *_entries(person_lines(row)),
        Text(words.say("isi", values), keep_with_next=True),
        *_entries([*result_lines(row), (SEAL_LABEL, seal)]),
        Text(words.say("keperluan", values)),
        Text(words.say("penutup", values), keep_with_next=True),
        single_signature(signer, place_and_date(facts, facts.printed_on), sheet.inner_width),
    ]
    planned = letter_pages(blocks, sheet)
    return PlannedDocument(
        report="SK-PEKERJA",
        title=f"Surat keterangan satu pekerja {facts.office.name} {minutes.period}",
        pages=(replace(planned[0], positions=(row.position,)), *planned[1:]),
        workers=1,
        sealed=True,
    )


def _known(facts: Facts) -> FrozenRow:
    if facts.person is None:
        raise ValueError("this report needs a person of the minutes")
    return facts.person


def person_lines(row: FrozenRow) -> list[Line]:
    """Who it is, as far as it is stated."""
    worker = row.worker
    told = [
        ("Nama", printable(worker.full_name, LONGEST_TEXT)),
        ("NIK", printable(worker.nik, LONGEST_NIK) or "belum ada NIK"),
        ("Tempat, tanggal lahir", printable(birth_text(worker), LONGEST_TEXT)),
        ("Jenis kelamin", _SEXES[worker.sex]),
        ("Alamat", printable(address_text(worker), LONGEST_TEXT)),
        ("Desa/Kelurahan", printable(row.village_name, LONGEST_TEXT)),
        ("Pekerjaan", printable(worker.occupation, LONGEST_TEXT)),
    ]
    return [(label, value) for label, value in told if value]


def result_lines(row: FrozenRow) -> list[Line]:
    """What was decided, and why where it was refused."""
    told = [("Hasil", VERDICT_LABELS[row.verdict])]
    if row.reason is not None:
        told.append(("Alasan", REASON_LABELS[row.reason]))
        told.append(("Keterangan", printable(row.note, LONGEST_NOTE)))
    return [(label, value) for label, value in told if value]


def sealed_lines(row: FrozenRow, digest: bytes) -> list[Line]:
    """What the paper says of the result, ending with the seal of the row whose digest is given."""
    return [*result_lines(row), (SEAL_LABEL, row_seal(digest))]


def _entries(lines: Sequence[Line]) -> list[Block]:
    return [
        Entry(
            "", label, value, label_width=_LABEL, bold_value=label in ("Nama", "Hasil", SEAL_LABEL), keep_with_next=True
        )
        for label, value in lines
    ]
