"""Every binary of a Windows bundle has an origin; one that has none is named."""

import base64
import hashlib
from pathlib import Path

import pip
import pytest

from installer.audit import audit

# Genuine Windows programs that every environment has: the starts of pip's own commands.
STARTS = Path(pip.__file__).parent / "_vendor" / "distlib"
CONSOLE, WINDOWED, FOREIGN = ((STARTS / name).read_bytes() for name in ("t64.exe", "w64.exe", "t64-arm.exe"))
OUR_MODULES = b"PK our own modules, which PyInstaller puts behind its start"


class Made:
    """A bundle, the Windows Python it was made with, and the site-packages with one wheel."""

    def __init__(self, folder: Path) -> None:
        self.python = folder / "python"
        self.packages = self.python / "Lib" / "site-packages"
        self.bundle = folder / "bundle"
        self.inside = self.bundle / "_internal"
        starts = self.packages / "PyInstaller" / "bootloader" / "Windows-64bit-intel"
        for made in (starts, self.inside, self.packages / "wheel-1.2.dist-info"):
            made.mkdir(parents=True)
        (starts / "run.exe").write_bytes(CONSOLE)
        (starts / "runw.exe").write_bytes(WINDOWED)
        (self.bundle / "ucj-desktop.exe").write_bytes(CONSOLE + OUR_MODULES)
        (self.bundle / "UCJ Desktop.exe").write_bytes(WINDOWED + OUR_MODULES)
        (self.python / "python3.dll").write_bytes(CONSOLE + b"Python's")
        (self.inside / "python3.dll").write_bytes(CONSOLE + b"Python's")
        self.ship("part.pyd", WINDOWED + b"the wheel's")

    def ship(self, name: str, content: bytes) -> None:
        """A binary of the wheel, which its record knows, in the bundle."""
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        with (self.packages / "wheel-1.2.dist-info" / "RECORD").open("a", encoding="utf-8") as record:
            record.write(f"wheel/{name},sha256={digest},{len(content)}\n")
        (self.inside / name).write_bytes(content)

    def faults(self) -> list[str]:
        return audit(self.bundle, self.python, self.packages).faults


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_every_binary_of_a_clean_bundle_has_an_origin(made: Made) -> None:
    found = audit(made.bundle, made.python, made.packages)
    assert found.faults == []
    assert found.origins == {
        "UCJ Desktop.exe": "PyInstaller (runw.exe)",
        "_internal/part.pyd": "wheel 1.2",
        "_internal/python3.dll": "Python (not signed)",
        "ucj-desktop.exe": "PyInstaller (run.exe)",
    }


@pytest.mark.parametrize("name", ["planted.dll", "readme.txt", "PySide6/planted"])
def test_a_planted_binary_is_named_whatever_it_is_called(made: Made, name: str) -> None:
    (made.inside / name).parent.mkdir(exist_ok=True)
    (made.inside / name).write_bytes(FOREIGN)
    assert made.faults() == [f"_internal/{name} comes from no wheel and not from the Windows Python."]


def test_one_changed_byte_in_a_binary_of_a_wheel_is_found(made: Made) -> None:
    (made.inside / "part.pyd").write_bytes(WINDOWED + b"the wheel'S")
    assert made.faults() == ["_internal/part.pyd comes from no wheel and not from the Windows Python."]


def test_what_was_installed_into_the_python_of_the_machine_is_not_python(made: Made, tmp_path: Path) -> None:
    python = tmp_path / "other python"
    installed = python / "Lib" / "site-packages" / "installed.dll"
    installed.parent.mkdir(parents=True)
    installed.write_bytes(FOREIGN)
    (python / "python3.dll").write_bytes((made.python / "python3.dll").read_bytes())
    (made.inside / "installed.dll").write_bytes(FOREIGN)
    faults = audit(made.bundle, python, made.packages).faults
    assert faults == ["_internal/installed.dll comes from no wheel and not from the Windows Python."]


@pytest.mark.parametrize("program", ["UCJ Desktop.exe", "ucj-desktop.exe"])
def test_a_program_whose_start_was_changed_is_found(made: Made, program: str) -> None:
    content = bytearray((made.bundle / program).read_bytes())
    content[0x1000] ^= 1  # within the first section, the code
    (made.bundle / program).write_bytes(content)
    assert made.faults() == [f"{program} comes from no wheel and not from the Windows Python."]


def test_a_program_below_another_name_is_no_program_of_ours(made: Made) -> None:
    (made.inside / "ucj-desktop.exe").write_bytes(CONSOLE + OUR_MODULES)
    assert len(made.faults()) == 1


def test_a_library_that_is_nowhere_is_named(made: Made) -> None:
    asks = CONSOLE.replace(b"KERNEL32.dll", b"KERNEL99.dll")
    assert asks != CONSOLE
    made.ship("asking.pyd", asks)
    assert made.faults() == [
        "_internal/asking.pyd needs kernel99.dll, which is not in the bundle and not part of Windows 10."
    ]
    made.ship("kernel99.dll", CONSOLE + b"one more")
    assert made.faults() == []


def test_an_empty_bundle_does_not_pass(made: Made, tmp_path: Path) -> None:
    empty = tmp_path / "nothing"
    empty.mkdir()
    assert audit(empty, made.python, made.packages).faults == ["nothing holds no binary at all."]
