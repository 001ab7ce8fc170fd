"""What Windows shows under Properties, Details of the two programs, in the form that PyInstaller reads."""

from __future__ import annotations

from pathlib import Path

_FORM = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable("042104B0", [
{strings}
    ])]),
    VarFileInfo([VarStruct("Translation", [0x421, 0x4B0])]),
  ],
)
"""  # 0x421 is Indonesian, 0x4B0 (1200) is UTF-16


def version_text(version: str, program: str, description: str) -> str:
    """The resource as text; `program` is the file name without .exe, `description` what Task Manager shows."""
    shown = {
        "CompanyName": "UCJ Desktop contributors",
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "UCJ Desktop contributors, lisensi MIT",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "UCJ Desktop",
        "ProductVersion": version,
    }
    numbers = (*(int(number) for number in version.split(".")), 0)
    strings = "\n".join(f"      StringStruct({name!r}, {value!r})," for name, value in shown.items())
    return _FORM.format(numbers=numbers, strings=strings)


def write_version(folder: Path, version: str, program: str, description: str) -> Path:
    """Write the text for EXE(version=...) of the spec; the file."""
    file = folder / f"{program}.version.txt"
    file.write_text(version_text(version, program, description), encoding="utf-8")
    return file
