"""The standard library of the Windows Python: the same files as on Linux, from Debian's package of that Python."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from installer import debian
from installer.environment import SetupFailed

_RELEASES = {13: "trixie"}  # the Debian release whose Python has that minor version
_OTHERS_ARCHIVES = re.compile(r"\b(backports|updates|proposed)\b")
_LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "site-packages", "dist-packages", "lib-dynload", "config-*", "test", "idlelib", "turtledemo",
    "ensurepip", "_sysconfigdata*", "sitecustomize.py", "EXTERNALLY-MANAGED",
)  # fmt: skip


def lay(minor: int, folder: Path) -> str:
    """Copy the library of Python 3.`minor` to a folder that is not there yet; returns where it is from.

    Raises SetupFailed on a machine that has neither this Python nor Debian's packages.
    """
    if debian.can_install() and minor in _RELEASES:
        with tempfile.TemporaryDirectory() as taken:
            version = _take_from_debian(minor, Path(taken))
            shutil.copytree(Path(taken, "usr", "lib", f"python3.{minor}"), folder, ignore=_LEFT_OUT)
        return f"libpython3.{minor}-stdlib {version} (Debian {_RELEASES[minor]})"
    if sys.version_info[1] == minor:
        shutil.copytree(sysconfig.get_path("stdlib"), folder, ignore=_LEFT_OUT)
        return f"this machine's Python {platform.python_version()}"
    raise SetupFailed(
        f"The Windows build takes the library of Python 3.{minor}: give the same command with Python 3.{minor}, "
        "or as root on Debian, where it is fetched as a package."
    )


def _take_from_debian(minor: int, folder: Path) -> str:
    """Unpack the two packages of the library; the version. apt checks Debian's signatures."""
    own = folder / "apt"
    sources = own / "sources.list"
    for needed in ("lists/partial", "cache/archives/partial"):
        (own / needed).mkdir(parents=True)
    here = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    sources.write_text("".join(lines_for(_RELEASES[minor], here)), encoding="ascii")
    options = [
        f"Dir::Etc::SourceList={sources}", "Dir::Etc::SourceParts=-", f"Dir::State::Lists={own}/lists",
        f"Dir::Cache={own}/cache", "APT::Sandbox::User=root",
    ]  # fmt: skip
    apt = [word for option in options for word in ("-o", option)]
    packages = [f"libpython3.{minor}-minimal", f"libpython3.{minor}-stdlib"]
    for command in (["apt-get", *apt, "-qq", "update"], ["apt-get", *apt, "-qq", "download", *packages]):
        if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            raise SetupFailed(f"apt-get could not fetch {' and '.join(packages)}; its message stands above.")
    version = ""
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        asked = ["dpkg-deb", "-f", str(package), "Version"]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    return version


def lines_for(release: str, here: str, apt: Path = Path("/etc/apt")) -> Iterator[str]:
    """The sources that apt knows for the release `here` of Debian, as lines for another release of it."""
    keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
    signed = f" [signed-by={keys}]" if os.path.exists(keys) else ""
    for place, suite in sorted(_sources(apt)):
        if suite.split("-")[0] == here and not _OTHERS_ARCHIVES.search(suite):
            yield f"deb{signed} {place} {suite.replace(here, release, 1)} main\n"


def _sources(apt: Path) -> set[tuple[str, str]]:
    """Every (place, suite) that apt knows, in either form of its lists."""
    found = set()
    for listed in (apt / "sources.list", *(apt / "sources.list.d").glob("*.list")):
        lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
        for line in lines:
            words = re.sub(r"\[[^]]*]", "", line).split()
            if len(words) > 3 and words[0] == "deb":
                found.add((words[1], words[2]))
    for listed in (apt / "sources.list.d").glob("*.sources"):
        for stanza in listed.read_text(encoding="utf-8").split("\n\n"):
            entries = dict(re.findall(r"^(URIs|Suites):[ \t]*(.+)$", stanza, re.MULTILINE))
            for place in entries.get("URIs", "").split():
                found.update((place, suite) for suite in entries.get("Suites", "").split())
    return found
