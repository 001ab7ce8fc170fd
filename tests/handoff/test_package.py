"""Package v1 written and read: what arrives, what stays closed, and every refusal by its name."""

import hashlib
import io
import random
import shutil
import struct
import subprocess
import tarfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tests.handoff.parties import (
    BULUKUMBA,
    FIELDS,
    GANTARANG,
    IMPOSTOR,
    PDF,
    Party,
    certificate,
    contents,
    package_parcel,
    receive,
    rows,
    verify,
    write,
)
from ucj_desktop.crypto.sealing import open_stream, seal_stream
from ucj_desktop.crypto.signing import canonical_json
from ucj_desktop.domain.parcel import AuditMark, Parcel, ParcelFamily, ParcelKind
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.handoff import envelope, refusals, tar, v1
from ucj_desktop.handoff.envelope import MAGIC, header_fields, inspect_parcel, verify_outer, write_envelope
from ucj_desktop.handoff.v1 import Contents, Letter, Member, open_package, write_package


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "UCJ-730201-0001.ucj"


def test_what_is_packed_arrives_in_order(path: Path) -> None:
    written = write(path)
    opened = receive(path)
    assert list(opened.records()) == [dict(zip(FIELDS, row, strict=True)) for row in rows(3)]
    assert list(opened.decisions()) == [{"worker_id": "018f-00000000", "verdict": "eligible"}]
    assert list(opened.tombstones()) == [{"worker_id": "018f-99999999", "reason": "TL-01"}]
    assert list(opened.letters()) == [(hashlib.sha256(PDF).hexdigest(), PDF)]
    assert opened.certificates == (certificate(),)
    assert opened.parcel == written.parcel
    assert opened.sha256 == written.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert written.size == path.stat().st_size


def test_the_header_counts_what_is_inside_beside_what_the_sender_says(path: Path) -> None:
    counts = write(path).parcel.counts
    assert counts == {"minutes": 1, "records": 3, "decisions": 1, "tombstones": 1, "letters": 1}


def test_a_nihil_package_is_a_package(path: Path) -> None:
    write(path, package_parcel(kind=ParcelKind.NIHIL), Contents(fields=FIELDS, records=tuple))
    opened = receive(path)
    assert list(opened.records()) == []
    assert list(opened.letters()) == []
    assert opened.parcel.kind is ParcelKind.NIHIL


def test_the_office_itself_can_open_its_package(path: Path) -> None:
    write(path)
    assert len(list(open_package(verify(path), GANTARANG.keys).records())) == 3


def test_no_name_and_no_nik_is_readable_in_the_file(path: Path) -> None:
    write(path, inside=contents(500))
    content = path.read_bytes()
    for text in (b"Pekerja", b"7302010000", b"Sitti", PDF, b"full_name"):
        assert text not in content


def test_ten_thousand_rows_and_large_letters_pass_through(path: Path) -> None:
    large = bytes(range(256)) * 4_000
    letter = Letter(hashlib.sha256(large).hexdigest(), lambda: large)
    write(path, inside=replace(contents(10_000), letters=(letter,)))
    opened = receive(path)
    assert sum(1 for _ in opened.records()) == 10_000
    assert dict(opened.letters()) == {letter.sha256: large}


def test_rows_may_be_left_early_and_read_again(path: Path) -> None:
    write(path, inside=contents(50_000))
    opened = receive(path)
    first = opened.records()
    assert next(first)["full_name"] == "Pekerja 0"
    first.close()  # type: ignore[attr-defined]
    assert sum(1 for _ in opened.records()) == 50_000


def test_a_large_package_may_be_left_early(path: Path) -> None:
    noise = random.Random(7).randbytes(3_000_000)  # more than the opening thread may be ahead
    letters = tuple(Letter(hashlib.sha256(part).hexdigest(), lambda part=part: part) for part in (noise, noise[1:]))  # type: ignore[misc]
    write(path, inside=replace(contents(), letters=letters))
    opened = receive(path)
    assert len(opened.members) == 5
    left = opened.letters()
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name == "parcel-opening"]


def test_stock_tools_can_open_the_payload(path: Path, tmp_path: Path) -> None:
    write(path)
    plain = io.BytesIO()
    with path.open("rb") as file:
        file.seek(verify(path).payload_start)
        open_stream(file, plain, [BULUKUMBA.keys.identity])
    unpacked = zstandard.ZstdDecompressor().decompressobj().decompress(plain.getvalue())
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
        names = archive.getnames()
        assert names == ["manifest.json", *sorted(names[1:])]
        assert {(member.mtime, member.uid, member.gid, member.mode) for member in archive} == {(0, 0, 0, 0o644)}
    if shutil.which("tar"):
        listing = subprocess.run(["tar", "t"], input=unpacked, capture_output=True, check=True)
        assert listing.stdout.decode().split() == names


def test_the_inside_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    tars = []
    for name in ("a", "b"):
        write(tmp_path / name)
        trusted = verify(tmp_path / name)
        with v1._payload_of(trusted, BULUKUMBA.keys) as payload:
            tars.append(b"".join(iter(lambda: payload.read(65_536), b"")))
    assert tars[0] == tars[1]


def test_inspecting_tells_what_the_file_claims_even_when_its_sender_is_unknown(path: Path) -> None:
    written = write(path, sender=IMPOSTOR)
    assert inspect_parcel(path) == written.parcel


# --- the outer checks, in their order --------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(500), b"UCJPKT1\r" + bytes(500), b"UCJPKT0\n"])
def test_another_file_is_no_package(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(refusals.NotAPackage):
        verify(path)
    with pytest.raises(refusals.NotAPackage):
        inspect_parcel(path)


def test_a_later_format_is_named_as_newer(path: Path) -> None:
    write(path)
    path.write_bytes(path.read_bytes().replace(b"UCJPKT1\n", b"UCJPKT2\n", 1))
    with pytest.raises(refusals.PackageNewer):
        verify(path)


@pytest.mark.parametrize("length", [0, 1, 16_385, 2**32 - 1])
def test_a_header_length_outside_its_limits_is_damage(path: Path, length: int) -> None:
    path.write_bytes(MAGIC + struct.pack("<I", length) + bytes(20_000))
    with pytest.raises(refusals.PackageDamaged):
        verify(path)


def test_a_huge_file_is_refused_by_its_size_alone(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(envelope.LARGEST_FILE + 1)
    with pytest.raises(refusals.PackageTooLarge):
        verify(path)


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(refusals.PackageNotReadable):
        verify(path)
    with pytest.raises(refusals.PackageNotReadable):
        inspect_parcel(path)


def test_an_office_without_a_pinned_card_is_unknown_by_name(path: Path) -> None:
    write(path)
    with pytest.raises(refusals.UnknownOffice, match="730201"):
        verify(path, cards=())
    with pytest.raises(refusals.UnknownOffice, match="730201"):
        verify(path, cards=(BULUKUMBA.card,))


def test_a_package_signed_by_another_key_is_forged(path: Path) -> None:
    write(path, sender=IMPOSTOR)
    with pytest.raises(refusals.ForgedPackage, match="730201"):
        verify(path)


def test_a_pinned_office_cannot_send_in_anothers_name(path: Path) -> None:
    write(path, package_parcel(office="730202"))
    with pytest.raises(refusals.ForgedPackage, match="730202"):
        verify(path)


def test_a_package_for_another_district_is_named(path: Path) -> None:
    write(path, package_parcel(district="7371"))
    with pytest.raises(refusals.PackageForAnotherDistrict, match="7371") as refusal:
        verify(path)
    assert refusal.value.what == str(refusal.value)


def test_training_and_real_offices_do_not_mix(path: Path) -> None:
    write(path, package_parcel(training=True))
    with pytest.raises(refusals.TrainingPackage, match="latihan"):
        verify(path)
    write(path)
    with pytest.raises(refusals.TrainingPackage, match="sungguhan"):
        verify_outer(path, [GANTARANG.card], own_code="7302", expected=ParcelFamily.PACKAGE, training=True)


def test_a_package_is_not_taken_for_a_receipt(path: Path) -> None:
    write(path)
    with pytest.raises(refusals.AnotherKindOfParcel, match="tanda terima"):
        verify_outer(path, [GANTARANG.card], own_code="7302", expected=ParcelFamily.RECEIPT)


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b[:-9] + b"z" + b[-8:]])
def test_a_cut_longer_or_changed_payload_is_damage(path: Path, change: Any) -> None:
    write(path)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(refusals.PackageDamaged):
        verify(path)


def test_a_package_cut_at_any_block_is_refused_by_name(path: Path) -> None:
    noise = random.Random(5).randbytes(20_000)
    write(path, inside=replace(contents(), letters=(Letter(hashlib.sha256(noise).hexdigest(), lambda: noise),)))
    content = path.read_bytes()
    cuts = range(0, len(content), 512)
    assert len(cuts) > 30
    seen = set()
    for at in cuts:
        path.write_bytes(content[:at])
        with pytest.raises((refusals.NotAPackage, refusals.PackageDamaged)) as refusal:
            receive(path)
        seen.add(type(refusal.value))
    assert seen == {refusals.NotAPackage, refusals.PackageDamaged}


def test_a_stolen_ciphertext_under_another_header_is_damage_and_under_another_office_unknown(path: Path) -> None:
    """The thief can neither open it nor pass it off as his own: the header binds it, and nobody knows his key."""
    write(path)
    trusted = verify(path)
    ciphertext = io.BytesIO(path.read_bytes()[trusted.payload_start :])
    with path.open("wb") as file:
        write_envelope(file, replace(trusted.parcel, office="730202"), ciphertext, IMPOSTOR.keys.signing)
    with pytest.raises(refusals.UnknownOffice, match="730202"):
        verify(path)
    with path.open("wb") as file:  # a sender that is known, but passes on what another one sealed
        write_envelope(file, replace(trusted.parcel, seq=9), ciphertext, GANTARANG.keys.signing)
    refused(path)


def signed(path: Path, header: bytes, family: ParcelFamily = ParcelFamily.PACKAGE, payload: bytes = b"") -> None:
    """A file whose header is any bytes, but rightly signed by Gantarang."""
    signature = GANTARANG.keys.signing.sign(envelope.HEADER_TYPES[family], header)
    path.write_bytes(MAGIC + struct.pack("<I", len(header)) + header + signature + payload)


def header_with(**changes: object) -> dict[str, Any]:
    parcel = package_parcel(key=GANTARANG.keys.signing.public.hex(), payload_sha256=hashlib.sha256(b"").hexdigest())
    return dict(header_fields(parcel)) | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"kind": 1},
        {"training": 0},
        {"period": 2026},
        {"period": "2\n"},
        {"period": "x" * 65},
        {"office": "73.02.01"},
        {"office": "\uff17\uff13\uff10\uff12\uff10\uff11"},
        {"office": "730201\n"},
        {"district": None},
        {"seq": 0},
        {"seq": "1"},
        {"seq": True},
        {"seq": -1},
        {"revision": 1.5},
        {"prev": "AB" * 32},
        {"prev": "ab" * 31},
        {"created": "kemarin"},
        {"audit": [1, ""]},
        {"audit": {"n": 1}},
        {"audit": {"n": 1, "head": "", "x": 1}},
        {"counts": []},
        {"counts": {"a": -1}},
        {"counts": {str(number): 0 for number in range(65)}},
        {"key": ""},
        {"payload_sha256": "x"},
        {"payload_size": "0"},
        {"v": "1"},
    ],
)
def test_a_signed_header_of_another_form_is_damage(path: Path, changes: Mapping[str, object]) -> None:
    signed(path, canonical_json(header_with(**changes)))
    with pytest.raises(refusals.PackageDamaged):
        verify(path)
    with pytest.raises(refusals.PackageDamaged):
        inspect_parcel(path)


@pytest.mark.parametrize(
    "header",
    [b"[]", b"{}", b"{" * 16_000, b"[" * 16_000, b"\xff\xff", b'{"v":1e999}', b'{"v":123456789012345678901234567890}'],
)
def test_a_signed_header_that_is_no_such_json_is_damage(path: Path, header: bytes) -> None:
    signed(path, header)
    with pytest.raises(refusals.PackageDamaged):
        verify(path)


def test_a_signed_header_with_blanks_is_damage(path: Path) -> None:
    signed(path, canonical_json(header_with()).replace(b":", b": ", 1))
    with pytest.raises(refusals.PackageDamaged):
        verify(path)


@pytest.mark.parametrize("changes", [{"v": 2}, {"schema": 2}])
def test_a_later_version_in_the_header_is_named_as_newer(path: Path, changes: Mapping[str, object]) -> None:
    signed(path, canonical_json(header_with(**changes)))
    with pytest.raises(refusals.PackageNewer):
        verify(path)


def signed_as_gift(path: Path, who: Party, header_type: str) -> None:
    """A kind that this program does not know, signed by ``who`` under a type."""
    header = canonical_json(header_with(kind="gift"))
    signature = who.keys.signing.sign(header_type, header)
    path.write_bytes(MAGIC + struct.pack("<I", len(header)) + header + signature)


@pytest.mark.parametrize("expected", ParcelFamily)
def test_a_family_that_comes_later_is_named_as_newer_whatever_was_expected(path: Path, expected: ParcelFamily) -> None:
    signed_as_gift(path, GANTARANG, "application/vnd.ucj.gift-header.v1+json")
    with pytest.raises(refusals.PackageNewer):
        verify_outer(path, [BULUKUMBA.card, GANTARANG.card], own_code="7302", expected=expected)
    with pytest.raises(refusals.PackageNewer):
        inspect_parcel(path)


def test_a_later_family_that_its_sender_did_not_sign_as_such_is_not_excused_as_newer(path: Path) -> None:
    signed_as_gift(path, IMPOSTOR, "application/vnd.ucj.gift-header.v1+json")
    with pytest.raises(refusals.ForgedPackage):
        verify(path)
    signed_as_gift(path, GANTARANG, "application/vnd.ucj.answer-header.v1+json")
    with pytest.raises(refusals.ForgedPackage):
        verify(path)
    signed_as_gift(path, GANTARANG, "application/vnd.ucj.package-header.v1+json")
    with pytest.raises(refusals.PackageDamaged):
        verify(path)


def test_a_signature_of_one_type_does_not_pass_for_another(path: Path) -> None:
    signed(path, canonical_json(header_with()), ParcelFamily.ANSWER)
    with pytest.raises(refusals.ForgedPackage):
        verify(path)
    signed(path, canonical_json(header_with(kind="receipt")))
    with pytest.raises(refusals.AnotherKindOfParcel):
        verify(path)


def test_a_header_that_names_another_key_than_the_one_that_signed_is_forged(path: Path) -> None:
    signed(path, canonical_json(header_with(key="00" * 32)))
    with pytest.raises(refusals.ForgedPackage):
        verify(path)


# --- inside the seal: made by a sender whose key is pinned, so only its program can be at fault ----------------------


def sealed(path: Path, plain: bytes, parcel: Parcel | None = None, *, packed: bool = True) -> None:
    """A rightly signed and sealed parcel with any plain bytes inside."""
    compressed = zstandard.ZstdCompressor().compress(plain) if packed else plain
    ciphertext = io.BytesIO()
    seal_stream(io.BytesIO(compressed), ciphertext, [BULUKUMBA.card.recipient])
    content = ciphertext.getvalue()
    described = replace(parcel or PARCEL, payload_sha256=hashlib.sha256(content).hexdigest(), payload_size=len(content))
    with path.open("wb") as file:
        write_envelope(file, described, ciphertext, GANTARANG.keys.signing)


PARCEL = package_parcel(counts={"records": 1, "decisions": 0, "tombstones": 0, "letters": 0})
INSIDE = {"records.jsonl": b'["a","b"]\n[1,2]\n', "decisions.jsonl": b"", "tombstones.jsonl": b""}


def members_of(inside: Mapping[str, bytes]) -> tuple[Member, ...]:
    return tuple(
        Member(
            name,
            hashlib.sha256(content).hexdigest(),
            len(content),
            0 if name.endswith(".pdf") else content.count(b"\n") - (name == "records.jsonl"),
        )
        for name, content in sorted(inside.items())
    )


def tar_of(manifest: bytes, inside: Sequence[tuple[str, bytes]]) -> bytes:
    parts = []
    for name, content in [("manifest.json", manifest), *inside]:
        parts += [tar.header(name, len(content)), content, tar.padding(len(content))]
    return b"".join([*parts, tar.END])


def manifest_of(inside: Mapping[str, bytes], parcel: Parcel | None = None, **changes: Any) -> bytes:
    content = v1._manifest_bytes(parcel or PARCEL, v1.Manifest(members_of(inside), ()))
    if not changes:
        return content
    return canonical_json(envelope.read_canonical(content) | changes)  # type: ignore[arg-type]


def refused(path: Path) -> None:
    """Refused as damaged at the opening, or at the latest by the rows."""
    with pytest.raises(refusals.PackageDamaged):  # noqa: PT012  # either place is right, both are before the commit
        opened = open_package(verify(path), BULUKUMBA.keys)
        for rows_of in (opened.records, opened.decisions, opened.tombstones, opened.letters):
            list(rows_of())


def test_the_hand_made_package_is_good_before_it_is_spoiled(path: Path) -> None:
    sealed(path, tar_of(manifest_of(INSIDE), sorted(INSIDE.items())))
    assert list(receive(path).records()) == [{"a": 1, "b": 2}]


@pytest.mark.parametrize(
    "listed",
    [
        sorted(INSIDE.items())[:-1],
        sorted(INSIDE.items(), reverse=True),
        [*sorted(INSIDE.items()), ("x.pdf", b"")],
        [*sorted(INSIDE.items()), sorted(INSIDE.items())[-1]],
        sorted((INSIDE | {"records.jsonl": b'["a","b"]\n[1,3]\n'}).items()),
        sorted((INSIDE | {"records.jsonl": b'["a","b"]\n[1,2,3]\n'}).items()),
    ],
)
def test_members_that_are_not_exactly_as_listed_are_damage(path: Path, listed: Sequence[tuple[str, bytes]]) -> None:
    sealed(path, tar_of(manifest_of(INSIDE), listed))
    refused(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 2},
        {"office": "730202"},
        {"period": "2027"},
        {"kind": "full"},
        {"training": True},
        {"created": "2026-11-22T06:30:01Z"},
        {"counts": {}},
        {"extra": 1},
        {"files": {}},
        {"files": ["x"]},
        {"files": [{"name": "records.jsonl"}]},
        {"files": [{"name": "records.jsonl", "sha256": "x", "size": 1, "rows": 0}]},
        {"files": [{"name": "records.jsonl", "sha256": "ab" * 32, "size": -1, "rows": 0}]},
        {"files": [{"name": "records.jsonl", "sha256": "ab" * 32, "size": True, "rows": 0}]},
        {"files": []},
        {"certificates": 1},
        {"certificates": [1]},
        {"certificates": [{"account": "a"}]},
    ],
)
def test_a_manifest_that_is_not_the_headers_is_damage(path: Path, changes: Mapping[str, Any]) -> None:
    sealed(path, tar_of(manifest_of(INSIDE, **changes), sorted(INSIDE.items())))
    refused(path)


def test_a_certificate_that_the_office_did_not_sign_is_damage(path: Path) -> None:
    false = replace(certificate(), role=Role.ADMIN)
    manifest = v1._manifest_bytes(PARCEL, v1.Manifest(members_of(INSIDE), (false,)))
    sealed(path, tar_of(manifest, sorted(INSIDE.items())))
    refused(path)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "c:evil", "README.txt", "manifest.json", "ab.pdf", "0" * 64 + ".pdf"]
)
def test_a_member_by_another_name_is_damage_and_no_name_is_a_path(path: Path, name: str) -> None:
    inside = INSIDE | {name: b"x"}
    plain = tar_of(manifest_of(inside), [])[: -len(tar.END)]
    for one, content in sorted(inside.items()):
        safe = tar.header("x" * len(one), len(content)).replace(b"x" * len(one), one.encode(), 1)
        plain += safe + content + tar.padding(len(content))
    sealed(path, plain + tar.END)
    refused(path)


@pytest.mark.parametrize(
    "records",
    [
        b"",
        b"\n",
        b'["a"]',
        b'["a","b"]\n[1,2]',
        b'["a","a"]\n[1,2]\n',
        b"[1,2]\n[1,2]\n",
        b'{"a":1}\n[1,2]\n',
        b'["a","b"]\n[1]\n',
        b'["a","b"]\n{"a":1}\n',
        b'["a","b"]\n[1,\n',
        b'["a","b"]\n' + b"[" * 5_000 + b"\n",
    ],
)
def test_rows_of_another_form_are_damage(path: Path, records: bytes) -> None:
    inside = INSIDE | {"records.jsonl": records}
    parcel = replace(PARCEL, counts=dict(PARCEL.counts) | {"records": members_of(inside)[1].rows})
    if parcel.counts["records"] < 0:
        parcel = PARCEL
    sealed(path, tar_of(manifest_of(inside, parcel), sorted(inside.items())), parcel)
    refused(path)


def test_decisions_that_are_no_objects_and_a_row_without_end_are_damage(path: Path) -> None:
    inside = INSIDE | {"decisions.jsonl": b"[1]\n"}
    parcel = replace(PARCEL, counts=dict(PARCEL.counts) | {"decisions": 1})
    sealed(path, tar_of(manifest_of(inside, parcel), sorted(inside.items())), parcel)
    refused(path)
    inside = INSIDE | {"records.jsonl": b'["a","b"]\n' + b" " * 600_000 + b"[1,2]\n"}
    sealed(path, tar_of(manifest_of(inside), sorted(inside.items())))
    refused(path)


def test_a_count_that_is_not_the_number_of_rows_is_damage(path: Path) -> None:
    false = tuple(replace(member, rows=member.rows + 1) for member in members_of(INSIDE))
    parcel = replace(PARCEL, counts={"records": 2, "decisions": 1, "tombstones": 1, "letters": 0})
    manifest = v1._manifest_bytes(parcel, v1.Manifest(false, ()))
    sealed(path, tar_of(manifest, sorted(INSIDE.items())), parcel)
    refused(path)


def test_a_header_whose_counts_are_not_the_manifests_is_damage(path: Path) -> None:
    parcel = replace(PARCEL, counts=dict(PARCEL.counts) | {"records": 2})
    sealed(path, tar_of(manifest_of(INSIDE, parcel), sorted(INSIDE.items())), parcel)
    refused(path)


def test_a_letter_under_another_name_or_too_many_or_too_large_members_are_damage(path: Path) -> None:
    wrong = INSIDE | {"0" * 64 + ".pdf": PDF}
    parcel = replace(PARCEL, counts=dict(PARCEL.counts) | {"letters": 1})
    sealed(path, tar_of(manifest_of(wrong, parcel), sorted(wrong.items())), parcel)
    refused(path)
    crowd = INSIDE | {f"{number:064x}.pdf": b"" for number in range(v1.MOST_MEMBERS)}
    parcel = replace(PARCEL, counts=dict(PARCEL.counts) | {"letters": v1.MOST_MEMBERS})
    sealed(path, tar_of(manifest_of(crowd, parcel), []), parcel)
    refused(path)
    for size in (v1.LARGEST_ROWS + 1, v1.LARGEST_ROWS):
        large = tuple(replace(member, size=size) for member in members_of(INSIDE))
        sealed(path, tar_of(v1._manifest_bytes(PARCEL, v1.Manifest(large, ())), []))
        refused(path)


def good_tar() -> bytes:
    return tar_of(manifest_of(INSIDE), sorted(INSIDE.items()))


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"x",
        tar.END,
        good_tar()[: -len(tar.END)],
        good_tar()[:-1],
        good_tar() + b"\0",
        good_tar() + good_tar(),
        good_tar()[:-512] + b"\0" * 511 + b"x",
        good_tar().replace(b"ustar\x0000", b"ustar  \0"),
        good_tar().replace(b"0000644\0", b"0000777\0"),
        good_tar().replace(b"records.jsonl", b"RECORDS.jsonl"),
        tar.header("manifest.json", v1.LARGEST_MANIFEST + 1),
        tar.header("records.jsonl", 0) + good_tar(),
    ],
)
def test_a_tar_that_we_would_not_have_written_is_damage(path: Path, plain: bytes) -> None:
    sealed(path, plain)
    refused(path)


def test_padding_that_is_not_zero_is_damage(path: Path) -> None:
    plain = bytearray(good_tar())
    size = len(manifest_of(INSIDE))
    plain[512 + size] = 1
    sealed(path, bytes(plain))
    refused(path)


def test_what_is_no_zstd_or_asks_for_too_much_memory_is_damage(path: Path) -> None:
    sealed(path, good_tar(), packed=False)
    refused(path)
    wide = zstandard.ZstdCompressionParameters.from_level(3, window_log=27, enable_ldm=True)
    packed = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    sealed(path, packed.compress(good_tar()) + packed.flush(), packed=False)
    refused(path)


def test_something_after_the_zstd_frame_is_damage(path: Path) -> None:
    sealed(path, zstandard.ZstdCompressor().compress(good_tar()) + b"tail", packed=False)
    refused(path)


def test_a_small_bomb_is_refused_without_being_unpacked(path: Path) -> None:
    sealed(path, good_tar() + bytes(200_000_000))
    refused(path)


def test_a_package_sealed_to_others_is_told_and_what_is_no_seal_is_damage(path: Path) -> None:
    write(path, recipients=[IMPOSTOR.card.recipient])
    with pytest.raises(refusals.PackageSealedToOthers):
        receive(path)
    described = replace(PARCEL, payload_sha256=hashlib.sha256(b"no age").hexdigest(), payload_size=6)
    with path.open("wb") as file:
        write_envelope(file, described, io.BytesIO(b"no age"), GANTARANG.keys.signing)
    refused(path)


def test_a_file_that_is_exchanged_after_the_check_is_found(path: Path, tmp_path: Path) -> None:
    write(path)
    trusted = verify(path)
    opened = open_package(trusted, BULUKUMBA.keys)
    write(path, inside=contents(4))
    with pytest.raises(refusals.PackageDamaged):
        list(opened.records())
    with pytest.raises(refusals.PackageDamaged):
        open_package(trusted, BULUKUMBA.keys)
    write(path, inside=replace(contents(), tombstones=lambda: [{"worker_id": "018f-11111111"}]))  # as many rows
    with pytest.raises(refusals.PackageDamaged):
        list(opened.tombstones())
    write(path)  # the same rows under another seal
    with pytest.raises(refusals.PackageDamaged):
        list(opened.letters())
    path.unlink()
    with pytest.raises(refusals.PackageNotReadable):
        list(opened.records())


# --- the writing end -------------------------------------------------------------------------------------------------


class StopsAt:
    """Progress of a clerk who presses Batal."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.seen: list[tuple[int, int | None]] = []

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        self.seen.append((number, total))
        if words == self.words:
            raise Cancelled


@pytest.mark.parametrize("words", ["Menghitung isi kiriman", "Menyegel kiriman"])
def test_cancel_reaches_the_writer_in_both_passes(words: str) -> None:
    buffer = io.BytesIO()
    with pytest.raises(Cancelled):
        write_package(
            buffer, package_parcel(), contents(5_000), GANTARANG.keys, [BULUKUMBA.card.recipient], StopsAt(words)
        )
    assert buffer.getvalue() == b""


def test_cancel_reaches_the_reader(path: Path) -> None:
    write(path)
    with pytest.raises(Cancelled):
        open_package(verify(path), BULUKUMBA.keys, StopsAt("Memeriksa isi kiriman"))


def test_progress_knows_the_total_in_the_second_pass() -> None:
    progress = StopsAt("never")
    write_package(io.BytesIO(), package_parcel(), contents(2_500), GANTARANG.keys, [BULUKUMBA.card.recipient], progress)
    assert {total for _, total in progress.seen} == {None, 2_504}


def test_rows_that_change_between_the_passes_are_never_sealed() -> None:
    passes = iter([rows(3), rows(4)])
    moving = Contents(fields=FIELDS, records=lambda: next(passes))  # type: ignore[arg-type]
    buffer = io.BytesIO()
    with pytest.raises(v1.SourceChanged):
        write_package(buffer, package_parcel(), moving, GANTARANG.keys, [BULUKUMBA.card.recipient])
    assert buffer.getvalue() == b""


@pytest.mark.parametrize(
    "parcel",
    [
        package_parcel(office="73.02.01"),
        package_parcel(seq=0),
        package_parcel(period="x" * 65),
        package_parcel(audit=AuditMark(-1, "")),
        package_parcel(counts={"a": 2**60}),
        package_parcel(counts={chr(0x20000 + number) * 64: 0 for number in range(60)}, app=chr(0x20000) * 64),
    ],
)
def test_a_description_that_could_not_be_read_back_is_never_written(parcel: Parcel) -> None:
    with pytest.raises(ValueError, match=r"read back|longer"):
        write_package(io.BytesIO(), parcel, contents(), GANTARANG.keys, [BULUKUMBA.card.recipient])


def test_what_nobody_could_open_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    false_name = replace(contents(), letters=(Letter("0" * 64, lambda: PDF),))
    false_word = replace(contents(), certificates=(replace(certificate(), role=Role.ADMIN),))
    for inside in (false_name, false_word):
        buffer = io.BytesIO()
        with pytest.raises(ValueError, match="nobody"):
            write_package(buffer, package_parcel(), inside, GANTARANG.keys, [BULUKUMBA.card.recipient])
        assert buffer.getvalue() == b""
    monkeypatch.setattr(v1, "LARGEST_FILE", envelope.LARGEST_START + 1_000)
    with pytest.raises(refusals.PackageTooLargeToSend):
        write_package(buffer, package_parcel(), contents(100), GANTARANG.keys, [BULUKUMBA.card.recipient])
    assert buffer.getvalue() == b""


def test_the_same_letter_twice_travels_once(path: Path) -> None:
    write(path, inside=replace(contents(), letters=contents().letters * 2))
    assert len(list(receive(path).letters())) == 1


def test_a_row_longer_than_the_format_allows_is_never_written() -> None:
    def long_rows() -> Iterator[list[Any]]:
        yield ["x" * v1.LARGEST_ROW]

    with pytest.raises(ValueError, match="longer"):
        write_package(
            io.BytesIO(),
            package_parcel(),
            Contents(fields=("a",), records=long_rows),
            GANTARANG.keys,
            [BULUKUMBA.card.recipient],
        )


def test_tar_names_are_plain() -> None:
    for name in ("", "../x", "A", "x" * 100):
        with pytest.raises(ValueError, match="name"):
            tar.header(name, 0)


class CountsReads(io.BytesIO):
    """A sealed payload that notes how many bytes were read from it before any was written on."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.ahead = self.most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.ahead += len(part)
        self.most = max(self.most, self.ahead)
        return part


class Forgets(io.BytesIO):
    """A file to write; what arrives there is held in memory no longer."""

    def __init__(self, payload: CountsReads) -> None:
        super().__init__()
        self.payload = payload

    def write(self, part: Any, /) -> int:
        self.payload.ahead = max(0, self.payload.ahead - len(part))
        return len(part)


def test_a_sealed_payload_is_passed_on_piece_by_piece() -> None:
    payload = CountsReads(bytes(8_000_000))
    parcel = replace(package_parcel(), payload_sha256="ab" * 32, payload_size=8_000_000)
    write_envelope(Forgets(payload), parcel, payload, GANTARANG.keys.signing)
    assert payload.most <= 2 * envelope._CHUNK
