"""What may be passed on in the frozen program: no part that is under the GPL alone, no font that nobody looked at."""

from __future__ import annotations

import re
from pathlib import Path

from installer.environment import SetupFailed

# Parts of Qt under the LGPL. Charts, Data Visualization, Graphs, Lottie, Quick 3D, Quick Timeline, Virtual Keyboard,
# Network Authorization, Shader Tools and others are under the GPL alone, and new ones come with every Qt.
LGPL_QT = frozenset(
    {
        "Concurrent", "Core", "DBus", "EglFSDeviceIntegration", "EglFsKmsSupport", "Gui", "Network", "OpenGL",
        "OpenGLWidgets", "Pdf", "PdfWidgets", "PrintSupport", "Svg", "SvgWidgets", "WaylandClient",
        "WaylandEglClientHwIntegration", "Widgets", "WlShellIntegration", "XcbQpa", "Xml",
    }
)  # fmt: skip
_QT_PART = re.compile(r"(?:lib)?Qt6?([A-Z0-9]\w*?)(?:\.abi3)?\.(?:dll|pyd|so)(?:[.0-9]*)\Z")
# GNU Readline and gdbm come with a Linux Python; Dark Garden is a font of reportlab's tests.
_GPL_ONLY = re.compile(r"(?:lib)?(?:readline|gdbm|_gdbm|_dbm)\b|DarkGarden", re.IGNORECASE)
_FONTS = (".otf", ".pfb", ".ttf", ".woff", ".woff2")
_KNOWN_FONT = re.compile(r"(LiberationSans-\w+|phosphor-[0-9.]+)\.ttf\Z")


def forbidden_parts(bundle: Path) -> list[str]:
    """One sentence for each file of the bundle that may not ship, in order; empty when all may."""
    sentences = []
    for file in sorted(bundle.rglob("*")):
        place = file.relative_to(bundle).as_posix()
        part = _QT_PART.match(file.name)
        if part and part[1] not in LGPL_QT:
            sentences.append(f"{place}: Qt {part[1]} is not known to be under the LGPL.")
        elif _GPL_ONLY.match(file.name):
            sentences.append(f"{place} is under the GPL alone.")
        elif file.suffix.lower() in _FONTS and not _KNOWN_FONT.match(file.name):
            sentences.append(f"{place}: a font without a notice.")
    return sentences


def require_permitted(bundle: Path) -> None:
    """Raise SetupFailed with the sentences of forbidden_parts, if there are any."""
    sentences = forbidden_parts(bundle)
    if sentences:
        raise SetupFailed("These may not be passed on; leave them out in installer/bundle.py:\n" + "\n".join(sentences))
