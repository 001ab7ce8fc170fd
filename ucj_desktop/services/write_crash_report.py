"""The report of a fault of ours, without anything personal in it."""

import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType

import ucj_desktop

CRASH_FOLDER = "crash"
_OUR_FOLDER = Path(ucj_desktop.__file__).parent


def crash_report(error: BaseException, when: datetime, versions: str = "") -> str:
    """Kinds of exceptions, our own lines and versions; no message, no value and no folder, which names a person."""
    lines = [
        "UCJ Desktop crash report",
        f"time      {when.isoformat(timespec='seconds')}",
        f"program   {ucj_desktop.__version__} {versions}".rstrip(),
        f"python    {platform.python_version()}",
        f"system    {platform.system()} {platform.release()} {platform.machine()}",
        f"frozen    {bool(getattr(sys, 'frozen', False))}",
    ]
    for one in _chain(error):
        lines += ["", f"{type(one).__module__}.{type(one).__qualname__}", *_frames(one.__traceback__)]
    return "\n".join(lines) + "\n"


def write_crash_report(folder: Path, error: BaseException, versions: str = "") -> Path | None:
    """Write the report into the crash folder of an office's folder; None where there is none or it takes nothing."""
    when = datetime.now().astimezone()
    path = folder / CRASH_FOLDER / f"crash-{when.strftime('%Y%m%d-%H%M%S-%f')}.txt"
    try:
        if not folder.is_dir():
            return None
        path.parent.mkdir(exist_ok=True)
        path.write_text(crash_report(error, when, versions), "utf-8")
    except OSError:
        return None
    return path


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        inside = path.is_relative_to(_OUR_FOLDER)
        shown = path.relative_to(_OUR_FOLDER).as_posix() if inside else f"({path.name})"
        yield f"  {shown}:{line} {frame.f_code.co_name}"
