"""Where every binary of a Windows bundle is from: a wheel, the Windows Python, or PyInstaller's start, or it fails.

Runs where pefile is (the test lock, the build lock): python -m installer.audit BUNDLE PYTHON SITE-PACKAGES
"""

from __future__ import annotations

import base64
import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pefile

from installer.bundle import CONSOLE, WINDOWED

STARTS = {WINDOWED: "runw.exe", CONSOLE: "run.exe"}
# What Windows 10 brings and the binaries may ask for, without .dll.
_WINDOWS_HAS = """
advapi32 authz bcrypt bcryptprimitives cfgmgr32 combase comctl32 comdlg32 crypt32 cryptbase d2d1 d3d11 d3d12
d3d9 dcomp dnsapi dwmapi dwrite dxgi dxva2 gdi32 icuuc imagehlp imm32 iphlpapi kernel32 mpr mscms msvcrt ncrypt
netapi32 ntdll ole32 oleaut32 pathcch powrprof psapi rpcrt4 runtimeobject secur32 setupapi shcore shell32
shlwapi uiautomationcore user32 userenv usp10 uxtheme version webio winhttp winmm winspool.drv wldap32 ws2_32
wtsapi32
"""
WINDOWS_HAS = frozenset(_WINDOWS_HAS.split())


@dataclass
class Audit:
    """Place in the bundle -> where the binary is from; and what is wrong, as sentences."""

    origins: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def audit(bundle: Path, python: Path, packages: Path) -> Audit:
    """Look at every binary of a bundle.

    `python`: the folder of the Windows Python it was made with; `packages`: its site-packages. A binary is known by its
    SHA-256. What a wheel says of its own files (RECORD) is believed: the lock's hash vouches for the wheel.
    """
    known = {**_of_python(python), **_of_wheels(packages)}
    starts = packages / "PyInstaller" / "bootloader" / "Windows-64bit-intel"
    found = Audit()
    present = {path.name.lower() for path in bundle.rglob("*")}
    for path in _binaries(bundle):
        place = path.relative_to(bundle).as_posix()
        if path.suffix == ".exe" and path.stem in STARTS and path.parent == bundle:
            origin = _start_of(path, starts / STARTS[path.stem])
        else:
            origin = known.get(_digest(path), "")
        if origin:
            found.origins[place] = origin
        else:
            found.faults.append(f"{place} comes from no wheel and not from the Windows Python.")
        for needed in sorted(_needed(path)):
            if needed not in present and not _windows_has(needed):
                found.faults.append(f"{place} needs {needed}, which is not in the bundle and not part of Windows 10.")
    if not found.origins:
        found.faults.append(f"{bundle.name} holds no binary at all.")
    return found


def _of_wheels(packages: Path) -> dict[str, str]:
    """SHA-256 (hex) -> "name version", by the records of the installed wheels."""
    known = {}
    for record in packages.glob("*.dist-info/RECORD"):
        name, _, version = record.parent.name.removesuffix(".dist-info").partition("-")
        with record.open(encoding="utf-8", newline="") as file:
            for place, stated, *_ in csv.reader(file):
                method, _, digest = stated.partition("=")
                if method == "sha256" and Path(place).suffix.lower() in (".dll", ".pyd", ".exe"):
                    known[base64.urlsafe_b64decode(digest + "=" * (-len(digest) % 4)).hex()] = f"{name} {version}"
    return known


def _of_python(python: Path) -> dict[str, str]:
    # On Windows it has site-packages of its own, where anybody may have installed anything.
    own = (path for path in _binaries(python) if "site-packages" not in path.relative_to(python).parts)
    return {_digest(path): f"Python ({'signed' if _is_signed(path) else 'not signed'})" for path in own}


def _is_signed(program: Path) -> bool:
    """Whether a signature is in it; who made it was looked at when the Windows Python was."""
    with pefile.PE(str(program), fast_load=True) as parsed:
        security = pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]
        return bool(parsed.OPTIONAL_HEADER.DATA_DIRECTORY[security].Size)


def _binaries(folder: Path) -> Iterator[Path]:
    """Every file that Windows would run, whatever its name says."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                if file.read(2) == b"MZ":
                    yield path


def _start_of(program: Path, start: Path) -> str:
    """Where a frozen program's own code is from: the code of PyInstaller's start, byte for byte; "" when it is not."""
    if not start.is_file() or _code(program) != _code(start):
        return ""
    return f"PyInstaller ({start.name})"


def _code(program: Path) -> dict[bytes, str]:
    """The digest of each section that runs. Resources (icon, version) and the relocations differ from the start's."""
    with pefile.PE(str(program), fast_load=True) as parsed:
        executable = pefile.SECTION_CHARACTERISTICS["IMAGE_SCN_MEM_EXECUTE"]
        return {
            section.Name.rstrip(b"\0"): hashlib.sha256(section.get_data()).hexdigest()
            for section in parsed.sections
            if section.Characteristics & executable
        }


def _needed(program: Path) -> set[str]:
    """Names (lower case) of the libraries that must be there when it is loaded, or when it first calls them."""
    with pefile.PE(str(program), fast_load=True) as parsed:
        wanted = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
        parsed.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in wanted])
        entries = [
            *getattr(parsed, "DIRECTORY_ENTRY_IMPORT", []),
            *getattr(parsed, "DIRECTORY_ENTRY_DELAY_IMPORT", []),
        ]
        return {entry.dll.decode("ascii").lower() for entry in entries}


def _windows_has(library: str) -> bool:
    return library.startswith(("api-ms-win-", "ext-ms-")) or library.removesuffix(".dll") in WINDOWS_HAS


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(bundle: str, python: str, packages: str) -> int:
    """Print "SHA-256  place  origin" of each binary; faults go to standard error. Exit code 1 when there is one."""
    folder = Path(bundle)
    found = audit(folder, Path(python), Path(packages))
    for place, origin in found.origins.items():
        print(f"{_digest(folder / place)}  {place}  {origin}")
    for fault in found.faults:
        print(fault, file=sys.stderr)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
