"""The folder Lisensi of the program: whose work is inside, under which licence, with every text."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from installer import bundle
from installer.environment import CHECKOUT, Lock, SetupFailed
from installer.permitted import require_permitted

_TEXTS = CHECKOUT / "installer" / "licences"
_OWN = "Teks"  # texts that no wheel brings, once for all
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_QT = ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-parts.txt")

# Wheels without a usable text of their own (PySide6's is the one for paying customers), and what stands in for it.
_STAND_INS = {
    "pyside6-essentials": ("LGPL-3.0", _QT),
    "pyside6-pdf": ("LGPL-3.0", _QT),
    "shiboken6": ("LGPL-3.0", _QT),
}
# Wheels that hold more than their own text speaks of.
_INSIDE = {
    "cryptography": ("Rust.txt", "Apache-2.0.txt"),
    "orjson": ("Rust.txt", "Apache-2.0.txt"),
    "pyrage": ("Rust.txt", "Apache-2.0.txt"),
    "python-calamine": ("Rust.txt", "Apache-2.0.txt"),
    "qtawesome": ("Phosphor.txt",),
    "sqlcipher3": ("SQLCipher.txt", "Apache-2.0.txt"),
    "zstandard": ("Zstandard.txt",),
}
# What the metadata of these says is no name of a licence, or nothing.
_NAMES = {
    "pyinstaller": "GPL-2.0 dengan pengecualian bagi program yang dibungkusnya",
    "pypdfium2": "Apache-2.0 OR BSD-3-Clause; PDFium: BSD-3-Clause dan lainnya",
    "pyrage": "MIT",
    "rfc8785": "Apache-2.0",
    "reportlab": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sqlcipher3": "Zlib; SQLCipher: BSD-3-Clause",
    "tomli-w": "MIT",
    "qtawesome": "MIT; Phosphor: MIT",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One work that ships: its name, version ("" where it has none) and licence, and its texts inside Lisensi."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...]


def gather(site_packages: Path, out: Path, library: Path | None = None) -> list[Notice]:
    """Write the folder `out` (Lisensi, inside the bundle) anew, with its index; what it tells of.

    `site_packages` holds what was frozen: the wheels of requirements.lock, perhaps PyInstaller. `library` is the folder
    with Python's LICENSE.txt (default: sought beside `site_packages`, then in this Python).
    Raises SetupFailed for a wheel without a licence text, and for what may not be passed on in the bundle.
    """
    require_permitted(out.parent)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    notices = [
        Notice("UCJ Desktop", bundle.version(), "MIT", _copy(CHECKOUT / "LICENSE", out, "UCJ Desktop")),
        _python(site_packages, out, library),
        *(_wheel(name, site_packages, out) for name in _shipped(site_packages)),
        *_around(out),
    ]
    (out / "BACA SAYA.txt").write_text(_index(notices), encoding="utf-8-sig", newline="\r\n")
    return notices


def _shipped(site_packages: Path) -> list[str]:
    """Names of the wheels that come into the bundle, as the lock writes them."""
    lock = (CHECKOUT / Lock.RUN.value).read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    names = [name for name in names if name not in bundle.LEFT_OUT_WHEELS]
    return [*names, *(["pyinstaller"] if _described(site_packages, "pyinstaller") else [])]


def _described(site_packages: Path, name: str) -> Path | None:
    """The .dist-info folder of a wheel."""
    for folder in site_packages.glob("*.dist-info"):
        if re.sub(r"[-_.]+", "-", _name_and_version(folder)[0]).lower() == name:
            return folder
    return None


def _name_and_version(described: Path) -> tuple[str, str]:
    name, version = described.name.removesuffix(".dist-info").split("-")
    return name, version


def _wheel(name: str, site_packages: Path, out: Path) -> Notice:
    described = _described(site_packages, name)
    if described is None:
        raise SetupFailed(f"{name} stands in {Lock.RUN.value} but not in {site_packages}; nobody knows its licence.")
    _, version = _name_and_version(described)
    if name in _STAND_INS:
        licence, texts = _STAND_INS[name]
        return Notice(name, version, licence, _copy_own(texts, out))
    own = [file for file in _texts(described) if _LICENCE_FILE.search(file.relative_to(described).as_posix())]
    if not own:
        raise SetupFailed(
            f"The wheel of {name} {version} ships no licence text. Find it, put it into installer/licences and name it "
            "in _STAND_INS of installer/notices.py."
        )
    files = [copied for file in _texts(described) for copied in _copy(file, out, name, below=described)]
    files += _copy_own(_INSIDE.get(name, ()), out)
    return Notice(name, version, _NAMES.get(name) or _stated(described), tuple(files))


def _texts(described: Path) -> Iterator[Path]:
    """Licences, authors and bills of materials of a wheel, in order."""
    for file in sorted(described.rglob("*")):
        inside = file.relative_to(described)
        if file.is_file() and (
            inside.parts[0] in ("licenses", "license_files", "sboms")
            or (len(inside.parts) == 1 and re.match(r"(?i)(licen[cs]e|copying|notice|authors)", file.name))
        ):
            yield file


def _stated(described: Path) -> str:
    """The licence that a wheel's metadata names."""
    metadata = HeaderParser().parsestr((described / "METADATA").read_text(encoding="utf-8"))
    stated = metadata["License-Expression"] or metadata["License"] or ""
    if stated and "\n" not in stated and len(stated) < 80:
        return str(stated)
    classed = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    return " AND ".join(line.split(" :: ")[-1] for line in classed) or "lihat berkasnya"


def _python(site_packages: Path, out: Path, library: Path | None) -> Notice:
    here = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    for folder in (library,) if library else (site_packages.parent, site_packages.parent.parent, *here):
        licence = folder / "LICENSE.txt"
        if licence.is_file():
            files = (*_copy(licence, out, "Python"), *_copy_own(("Python-parts.txt", "Apache-2.0.txt"), out))
            return Notice("Python", "", "PSF-2.0; OpenSSL: Apache-2.0; libffi, expat: MIT; zlib; bzip2; xz", files)
    raise SetupFailed(f"The licence of Python (LICENSE.txt) is not in {library or site_packages.parent}.")


def _around(out: Path) -> Iterator[Notice]:
    """What comes from neither Python nor a wheel."""
    fonts = CHECKOUT / "resources" / "fonts" / "OFL.txt"
    yield Notice("Liberation Sans", "2", "OFL-1.1", _copy(fonts, out, "Liberation Sans"))
    places = CHECKOUT / "resources" / "reference" / "LICENSE-kodepos-MIT.txt"
    yield Notice("kodepos (nama dan kode wilayah)", "", "MIT", _copy(places, out, "kodepos"))
    names = [file.name.lower() for file in out.parent.rglob("*") if not file.is_relative_to(out)]
    if any(name.startswith(("vcruntime140", "msvcp140")) for name in names):
        yield Notice("Microsoft Visual C++ runtime", "14", "Microsoft", _copy_own(("Microsoft.txt",), out))
    if any(name.endswith(".exe") for name in names):
        yield Notice("NSIS (pemasang)", "3", "Zlib; LZMA: CPL-1.0", _copy_own(("NSIS.txt",), out))


def _copy(file: Path, out: Path, folder: str, below: Path | None = None) -> tuple[str, ...]:
    """Copy one text so that a double click opens it; its place inside `out`."""
    inside = file.relative_to(below) if below else Path(file.name)
    if inside.parts[0] in ("licenses", "license_files"):
        inside = Path(*inside.parts[1:])
    if inside.suffix not in (".txt", ".json"):
        inside = inside.with_name(inside.name + ".txt")
    target = out / folder / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    return (target.relative_to(out).as_posix(),)


def _copy_own(names: tuple[str, ...], out: Path) -> tuple[str, ...]:
    return tuple(place for name in names for place in _copy(_TEXTS / name, out, _OWN))


def _index(notices: list[Notice]) -> str:
    qt = next(notice.version for notice in notices if notice.name == "pyside6-essentials")
    head = f"""\
LISENSI DI DALAM UCJ DESKTOP {notices[0].version}

UCJ Desktop berlisensi MIT: siapa pun boleh memakai, menyalin, mengubah, dan membagikannya tanpa bayar. Di dalamnya ada
karya pihak lain, masing-masing dengan lisensinya sendiri. Daftarnya di bawah ini; teks lengkapnya ada di folder ini.

QT DAN PYSIDE6 (LGPL VERSI 3)

Program ini memakai Qt {qt} dan PySide6 {qt}, tanpa diubah, sebagai berkas terpisah di _internal/PySide6 dan
_internal/shiboken6. Siapa pun boleh mengubahnya dan menaruh berkas buatannya sendiri di sana; untuk keperluan itu
program ini juga boleh dibongkar dan ditelusuri. Kode sumbernya: download.qt.io, folder
official_releases/qt/{qt.rpartition(".")[0]}/{qt} dan official_releases/QtForPython. Bila tidak bisa diambil di sana,
mintalah kepada penerbit UCJ Desktop; ia menyediakannya tanpa laba, paling sedikit tiga tahun sejak versi ini dibagikan.

Kode sumber orjson (sebagian MPL-2.0), juga tanpa diubah: github.com/ijl/orjson.

DAFTAR

"""
    return head + "\n".join(_entry(notice) for notice in notices)


def _entry(notice: Notice) -> str:
    lines = [f"{notice.name} {notice.version}".rstrip(), f"   Lisensi: {notice.licence}"]
    if len(notice.files) <= 6:
        lines += [f"   {file}" for file in notice.files]
    else:
        lines.append(f"   {notice.files[0].split('/')[0]}/ ({len(notice.files)} berkas)")
    return "\n".join([*lines, ""])
