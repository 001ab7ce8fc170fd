"""What Windows tells of a disk: the bytes of its STORAGE_DEVICE_DESCRIPTOR."""

_VENDOR, _PRODUCT, _SERIAL, _BUS = 12, 16, 24, 28  # offsets of u32, little-endian; the first three are offsets again
_BUS_USB = 7


def is_usb(answer: bytes) -> bool:
    """Whether the disk hangs on USB; also a stick that says "fixed" does."""
    return len(answer) >= _BUS + 4 and _number(answer, _BUS) == _BUS_USB


def serial_of(answer: bytes) -> str:
    """Vendor, product and serial as "KINGSTON:DT 101 G2:001CC07CEBBAFAC0"; empty where the disk has no serial."""
    if len(answer) < _BUS + 4:
        return ""
    vendor, product, serial = (_word(answer, at) for at in (_VENDOR, _PRODUCT, _SERIAL))
    return f"{vendor}:{product}:{serial}" if serial else ""


def _number(answer: bytes, at: int) -> int:
    return int.from_bytes(answer[at : at + 4], "little")


def _word(answer: bytes, at: int) -> str:
    """The text that ends with a zero and begins where the number at ``at`` says; 0 and -1 are "none"."""
    begins = _number(answer, at)
    if not 0 < begins < len(answer):
        return ""
    return answer[begins:].split(b"\0", 1)[0].decode("ascii", "replace").strip()
