"""What Windows tells of a disk, read from its bytes."""

import struct

import pytest

from ucj_desktop.handoff.stick_descriptor import is_usb, serial_of


def descriptor(*, vendor: bytes, product: bytes, serial: bytes, bus: int) -> bytes:
    """STORAGE_DEVICE_DESCRIPTOR with its texts behind it, each ended by a zero."""
    texts, offsets = b"", []
    for text in (vendor, product, b"1.0", serial):
        offsets.append(36 + len(texts) if text else 0)
        texts += text + b"\0" if text else b""
    head = struct.pack("<IIBBBBIIIIII", 40, 36 + len(texts), 0, 0, 1, 1, *offsets, bus, 0)
    return head + texts


def test_a_stick_is_told_by_its_bus_and_named_by_its_serial() -> None:
    answer = descriptor(vendor=b"Kingston", product=b"DT 101 G2  ", serial=b" 001CC07C", bus=7)
    assert is_usb(answer)
    assert serial_of(answer) == "Kingston:DT 101 G2:001CC07C"


def test_a_disk_inside_is_no_stick() -> None:
    assert not is_usb(descriptor(vendor=b"", product=b"SSD", serial=b"1", bus=11))


@pytest.mark.parametrize(
    "answer", [b"", bytes(20), bytes(1024), descriptor(vendor=b"A", product=b"B", serial=b"", bus=7)]
)
def test_a_disk_without_a_serial_has_none(answer: bytes) -> None:
    assert serial_of(answer) == ""


def test_an_offset_beyond_the_end_is_passed_over() -> None:
    answer = bytearray(descriptor(vendor=b"A", product=b"B", serial=b"C", bus=7))
    answer[24:28] = (5000).to_bytes(4, "little")
    assert serial_of(bytes(answer)) == ""
