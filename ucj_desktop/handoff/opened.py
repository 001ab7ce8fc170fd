"""A sealed payload read as it is opened: a thread opens the seal, the reader pulls, nothing plain touches a disk."""

import contextlib
import queue
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import zstandard

from ucj_desktop.crypto.sealing import NotARecipient, NotSealedToUs, SealBroken, open_stream
from ucj_desktop.domain.parcel import Parcel
from ucj_desktop.handoff.refusals import PackageDamaged, PackageNotReadable, PackageSealedToOthers
from ucj_desktop.handoff.streams import HashedSource, QueuedPieces

_PIECES_AHEAD = 64  # of about 8 KiB: the opening thread waits when the reader is slower
_LARGEST_WINDOW = 8 * 1024 * 1024  # bytes of memory zstd may ask for; level 3 uses 2 MiB


class _Stopped(Exception):
    """The reader has left; the thread ends by it."""


class OpenedPayload:
    """The plain bytes of one parcel's payload; a context manager with ``read(n)``.

    Everything that goes wrong below comes out of ``read`` as a :class:`ParcelRefused`.
    """

    def __init__(self, path: Path, start: int, parcel: Parcel, identities: Sequence[str]) -> None:
        self._path = path
        self._start = start
        self._parcel = parcel
        self._identities = identities
        self._pieces: queue.Queue[bytes | Exception] = queue.Queue(_PIECES_AHEAD)
        self._left = False
        self._thread = threading.Thread(target=self._open, name="parcel-opening", daemon=True)
        self._plain = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(
            cast("IO[bytes]", QueuedPieces(self._pieces)),
            read_across_frames=True,  # it calls read() only
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left = True
        while self._thread.is_alive():  # empty the queue, so that a waiting put sees that the reader has left
            with contextlib.suppress(queue.Empty):
                self._pieces.get(timeout=0.01)

    def read(self, size: int, /) -> bytes:
        """At most ``size`` plain bytes; b"" at the end."""
        try:
            return self._plain.read(size)
        except zstandard.ZstdError as fault:
            raise PackageDamaged() from fault

    def write(self, chunk: bytes, /) -> int:
        """Called by the opening thread for every opened piece."""
        if self._left:
            raise _Stopped()
        self._pieces.put(bytes(chunk))
        return len(chunk)

    def _open(self) -> None:
        # Whatever ends this thread, the reader gets an end to read: it must not wait for ever.
        end: bytes | Exception = PackageDamaged()
        try:
            end = self._pump()
        finally:
            self._pieces.put(end)

    def _pump(self) -> bytes | Exception:
        try:
            with self._path.open("rb") as file:
                file.seek(self._start)
                source = HashedSource(file.read)
                open_stream(source, self, self._identities)
        except _Stopped:
            return b""
        except OSError:
            return PackageNotReadable()
        except NotSealedToUs:
            return PackageSealedToOthers()
        except (SealBroken, NotARecipient):
            return PackageDamaged()
        # Another hash: the file is not the one that was checked a moment ago.
        return b"" if source.digest.hexdigest() == self._parcel.payload_sha256 else PackageDamaged()
