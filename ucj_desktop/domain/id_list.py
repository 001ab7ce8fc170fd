"""IdList: many ids in order, 16 bytes each."""

from binascii import unhexlify
from collections.abc import Iterator, Sequence
from typing import Final, overload

_BYTES: Final = 16
_TEXT: Final = 36
_HYPHENS: Final = (8, 13, 18, 23)
_NO_DIGITS: Final = b"-\nABCDEF"  # new_id writes small letters
_AT_ONCE: Final = 32_768  # ids turned at once, so that another thread is never kept waiting


class IdList(Sequence[str]):
    """Ids of workers in the order of a list: a million take 16 MB, as texts in a list they would take 90."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed) // _BYTES

    def __iter__(self) -> Iterator[str]:
        return map(self._id, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self._id(one) for one in range(*at.indices(len(self)))]
        position = at + len(self) if at < 0 else at
        if not 0 <= position < len(self):
            raise IndexError(at)
        return self._id(position)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, IdList):
            return self._packed == other._packed
        return isinstance(other, list) and list(self) == other

    __hash__ = None  # type: ignore[assignment]  # as a list

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """Where an id stands; raises ValueError where it does not."""
        wanted = _packed(value)
        end = len(self._packed) if stop is None else stop * _BYTES
        at = self._packed.find(wanted, start * _BYTES, end) if wanted is not None else -1
        while wanted is not None and at > 0 and at % _BYTES:  # the end of one id and the start of the next
            at = self._packed.find(wanted, at + 1, end)
        if at < 0:
            raise ValueError(value)
        return at // _BYTES

    def __contains__(self, value: object) -> bool:
        try:
            self.index(str(value))
        except ValueError:
            return False
        return True

    def _id(self, position: int) -> str:
        digits = self._packed[position * _BYTES : (position + 1) * _BYTES].hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def ids_in_order(joined: bytes) -> Sequence[str]:
    """The ids of one text that has them all with a line feed between; where one is no UUID, a list of texts."""
    step = (_TEXT + 1) * _AT_ONCE
    parts = [_packed_lines(joined[at : at + step]) for at in range(0, len(joined), step)]
    packed = [part for part in parts if part is not None]
    return IdList(b"".join(packed)) if len(packed) == len(parts) else joined.decode().split("\n")


def _packed_lines(lines: bytes) -> bytes | None:
    """None unless each line is a UUID as new_id writes one."""
    count = (len(lines) + 1) // (_TEXT + 1)
    whole = len(lines) // (_TEXT + 1)  # lines that end with a line feed: all, or all but the last
    is_even = len(lines) in (count * (_TEXT + 1) - 1, count * (_TEXT + 1))
    is_even = is_even and lines[_TEXT :: _TEXT + 1] == b"\n" * whole
    is_even = is_even and all(lines[at :: _TEXT + 1] == b"-" * count for at in _HYPHENS)
    digits = lines.translate(None, _NO_DIGITS)
    if not is_even or len(digits) != count * _BYTES * 2:
        return None
    try:
        return unhexlify(digits)
    except ValueError:
        return None


def _packed(one: str) -> bytes | None:
    return _packed_lines(one.encode()) if len(one) == _TEXT and one.isascii() else None
