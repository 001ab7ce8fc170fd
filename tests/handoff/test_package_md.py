"""PACKAGE.md says what the program writes: every member, field, kind and type, and the command of stock tools."""

import hmac
import re
import shutil
import struct
import subprocess
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import pytest

from tests.handoff.parties import BULUKUMBA, package_parcel, write
from ucj_desktop.crypto.nik_filter import make_nik_filter
from ucj_desktop.crypto.office_keys import CERTIFICATE_TYPE
from ucj_desktop.crypto.receipt_code import receipt_code
from ucj_desktop.domain.parcel import ParcelFamily, ParcelKind
from ucj_desktop.domain.receipt_outcome import ReceiptOutcome
from ucj_desktop.domain.verdict import Ruling, Step, Verdict
from ucj_desktop.handoff import v1
from ucj_desktop.handoff.envelope import HEADER_TYPES, LARGEST_FILE, header_fields
from ucj_desktop.services.accuracy.settle_duplicates import PAIR_TYPE
from ucj_desktop.services.handoff.package_approvals import PackedApproval
from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS, pair_object, ruling_object, tombstone_object
from ucj_desktop.services.handoff.receipt_secret import secret_object
from ucj_desktop.services.rounds.signed_minutes import APPROVAL_TYPE
from ucj_desktop.services.rounds.signed_rulings import RULING_TYPE
from ucj_desktop.storage.decisions import DecidedPair, PairDecision
from ucj_desktop.storage.leaving import Tombstone

TEXT = (Path(__file__).parents[2] / "PACKAGE.md").read_text(encoding="utf-8")


def chapter(title: str) -> str:
    return re.split(r"^## ", TEXT.split(f"## {title}\n", 1)[1], flags=re.MULTILINE)[0]


def in_first_column(text: str) -> list[str]:
    """The names in backticks in the first column of a table."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return list(chain.from_iterable(re.findall(r"`([^`]+)`", row) for row in rows))


def test_every_member_of_the_header_is_described_and_no_other() -> None:
    assert in_first_column(chapter("The file")) == list(header_fields(package_parcel()))
    for kind in ParcelKind:
        assert f"`{kind.value}`" in TEXT


def test_every_field_of_a_row_is_described_in_its_order() -> None:
    assert tuple(in_first_column(chapter("Rows of records.jsonl"))) == RECORD_FIELDS


def test_every_member_of_the_tar_is_described() -> None:
    told = in_first_column(chapter("The payload"))
    optional = chain.from_iterable(v1._MAY_BE_THERE.values())
    assert set(told) == {*chain.from_iterable(v1._MEMBERS.values()), *optional, "<sha256>.pdf"}


def test_the_filter_of_an_answer_is_read_as_it_is_told() -> None:
    made = make_nik_filter(["7302010101800001", "7302010101800002"], salt=bytes(range(16)))
    assert (made.hashes, made.people, len(made.bits)) == (10, 2, 64)

    def is_in(nik: str) -> bool:
        digest = blake2b(nik.encode(), key=made.salt, digest_size=16, person=b"ucj-elsewhere-v1").digest()
        a, b = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
        places = [(a + i * b) % (8 * len(made.bits)) for i in range(made.hashes)]
        return all(made.bits[n // 8] // 2 ** (n % 8) % 2 for n in places)

    asked = [f"730201010180000{n}" for n in (1, 2, 3)]
    assert [is_in(nik) for nik in asked] == [True, True, False]
    assert sum(is_in(f"73020101018{n:05}") for n in range(3000)) == sum(
        f"73020101018{n:05}" in made for n in range(3000)
    )


def test_every_decision_and_tombstone_is_described_with_all_that_it_says() -> None:
    ruling = Ruling(
        ruling_id="a",
        worker_id="b",
        step=Step.VALIDATE,
        verdict=Verdict.ELIGIBLE,
        reason=None,
        note="",
        found_by="",
        recorded_by="c",
        recorded_at="",
        worker_digest="",
        signature="",
        source="x",
    )
    pair = DecidedPair(
        worker_a="a", worker_b="b", decision=PairDecision.SAME, keep="a", key_digest="", account_id="c", at=""
    )
    approval = PackedApproval(
        deed="minutes.closed",
        minutes_id="a",
        revision=1,
        register=1,
        digest="",
        at="",
        account_id="c",
        reason="",
        signature="",
    )
    told = chapter("Objects of decisions.jsonl")
    for one in (ruling_object(ruling), pair_object(pair), approval.to_object(), secret_object(bytes(32))):
        assert f'`"kind": "{one["kind"]}"`' in told
        assert not [name for name in one if name != "kind" and f"`{name}`" not in told]
    for name in tombstone_object(Tombstone("a", "merged", "b"), "now"):
        assert f"`{name}`" in chapter("Objects of tombstones.jsonl")


def test_the_code_of_a_receipt_is_worked_out_as_it_is_told() -> None:
    secret, package, letters = bytes(range(32)), "ab" * 32, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    assert f"`{letters}`" in chapter("The code of a receipt")
    assert '`"ucj-receipt-code-v1\\0"`' in chapter("The code of a receipt")
    for outcome in ReceiptOutcome:
        assert f"`{outcome.value}`" in chapter("The code of a receipt")
        said = b"ucj-receipt-code-v1\0" + bytes.fromhex(package) + outcome.value.encode()
        bits = f"{int.from_bytes(hmac.digest(secret, said, 'sha256')):0256b}"[:55]
        proof = "".join(letters[int(bits[start : start + 5], 2)] for start in range(0, 55, 5))
        check = 1
        for letter in proof:
            check = (check ^ letters.index(letter)) << 1
            check ^= 0b100101 if check & 32 else 0
        assert receipt_code(secret, package, outcome) == proof + letters[check]


def test_every_type_that_is_signed_is_named() -> None:
    for kind in (HEADER_TYPES[ParcelFamily.PACKAGE], CERTIFICATE_TYPE, RULING_TYPE, PAIR_TYPE, APPROVAL_TYPE):
        assert f"`{kind}`" in TEXT


def test_the_limits_are_those_of_the_program() -> None:
    mebi = 1024 * 1024
    assert f"{LARGEST_FILE // mebi} MiB" in chapter("The file")
    assert f"at most {v1.MOST_MEMBERS} and {v1.LARGEST_PAYLOAD // mebi // 1024} GiB" in chapter("The payload")
    assert f"at most {v1.LARGEST_LETTER // mebi} MiB" in chapter("The payload")
    assert f"at most {v1.LARGEST_MANIFEST // mebi} MiB" in chapter("The payload")
    assert f"{v1.LARGEST_ROW // 1024} KiB a line" in chapter("The payload")


@pytest.mark.skipif(
    not all(map(shutil.which, ("sh", "tail", "age", "zstd", "tar"))), reason="needs Debian's age, zstd and tar"
)
def test_the_command_of_stock_tools_opens_a_package(tmp_path: Path) -> None:
    path, key = tmp_path / "UCJ-730201-0001.ucj", tmp_path / "key"
    write(path)
    key.write_text(BULUKUMBA.keys.identity + "\n")
    (length,) = struct.unpack("<I", path.read_bytes()[8:12])
    command = re.search(r"^(tail -c .* \| tar t)", TEXT, re.MULTILINE)
    assert command is not None
    line = command[1].replace("LENGTH", str(length)).replace("FILE", str(path)).replace("KEY", str(key))
    listing = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)
    names = listing.stdout.split()
    assert names[0] == "manifest.json"
    assert {"records.jsonl", "decisions.jsonl", "tombstones.jsonl"} < set(names)
