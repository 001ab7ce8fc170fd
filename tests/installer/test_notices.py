"""The folder Lisensi: every wheel that ships has its text there, and nothing ships that may not."""

import sysconfig
from pathlib import Path

import pytest

from installer.bundle import LEFT_OUT_WHEELS
from installer.environment import CHECKOUT, Lock, SetupFailed
from installer.notices import gather
from installer.permitted import forbidden_parts

PACKAGES = Path(sysconfig.get_path("purelib"))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle as PyInstaller leaves one for Windows, but for its size."""
    folder = tmp_path / "UCJ Desktop"
    for place in (
        "UCJ Desktop.exe",
        "ucj-desktop.exe",
        "_internal/VCRUNTIME140.dll",
        "_internal/PySide6/Qt6Core.dll",
        "_internal/PySide6/Qt6PdfWidgets.dll",
        "_internal/PySide6/QtPdf.pyd",
        "_internal/PySide6/QtCore.abi3.so",
        "_internal/PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "_internal/qtawesome/fonts/phosphor-1.3.0.ttf",
        "_internal/resources/fonts/LiberationSans-Bold.ttf",
    ):
        _touch(folder, place)
    return folder


def _touch(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).touch()


def _packages(folder: Path, *, without: str = "") -> Path:
    """A site-packages with a .dist-info of every locked wheel, of which one ships no licence."""
    for line in (CHECKOUT / Lock.RUN.value).read_text(encoding="utf-8").splitlines():
        name, equal, version = line.partition("==")
        if not equal:
            continue
        described = folder / f"{name.replace('-', '_')}-{version.split()[0]}.dist-info"
        described.mkdir(parents=True)
        (described / "METADATA").write_text(f"Name: {name}\nLicense-Expression: MIT\n", encoding="utf-8")
        (described / "AUTHORS").write_text("Made-up People", encoding="utf-8")
        if name != without:
            (described / "licenses").mkdir()
            (described / "licenses" / "LICENSE").write_text("MIT License ...", encoding="utf-8")
    return folder


def test_every_wheel_of_the_lock_that_ships_has_its_texts(bundle: Path) -> None:
    out = bundle / "Lisensi"
    notices = {notice.name: notice for notice in gather(PACKAGES, out)}
    locked = (CHECKOUT / Lock.RUN.value).read_text(encoding="utf-8").splitlines()
    wheels = {line.partition("==")[0] for line in locked if "==" in line}
    assert wheels > LEFT_OUT_WHEELS
    assert wheels - LEFT_OUT_WHEELS <= notices.keys()
    assert not LEFT_OUT_WHEELS & notices.keys()
    for notice in notices.values():
        assert notice.licence
        assert notice.licence != "lihat berkasnya", notice.name
        assert max((out / file).stat().st_size for file in notice.files) > 500, notice.name


def test_the_index_names_each_work_and_where_qt_comes_from(bundle: Path) -> None:
    out = bundle / "Lisensi"
    notices = gather(PACKAGES, out)
    index = (out / "BACA SAYA.txt").read_bytes().decode("utf-8-sig")
    assert "\n" not in index.replace("\r\n", "")
    for notice in notices:
        assert f"\r\n{notice.name} {notice.version}".rstrip() in index
    qt = next(notice.version for notice in notices if notice.name == "pyside6-essentials")
    assert f"Qt {qt} dan PySide6 {qt}" in index
    assert f"official_releases/qt/6.12/{qt}" in index


def test_what_only_a_windows_bundle_holds_is_told_there_only(bundle: Path) -> None:
    windows = {notice.name for notice in gather(PACKAGES, bundle / "Lisensi")}
    linux = {notice.name for notice in gather(PACKAGES, bundle.parent / "linux" / "Lisensi")}
    assert windows - linux == {"Microsoft Visual C++ runtime", "NSIS (pemasang)"}
    assert linux < windows


def test_gathering_again_leaves_nothing_of_before(bundle: Path) -> None:
    out = bundle / "Lisensi"
    gather(PACKAGES, out)
    once = {file.relative_to(out) for file in out.rglob("*")}
    (out / "left-over.txt").touch()
    gather(PACKAGES, out)
    assert {file.relative_to(out) for file in out.rglob("*")} == once


def test_a_wheel_without_a_licence_text_stops_the_build(bundle: Path, tmp_path: Path) -> None:
    packages = _packages(tmp_path / "packages", without="click")
    with pytest.raises(SetupFailed, match=r"The wheel of click [0-9.]+ ships no licence text"):
        gather(packages, bundle / "Lisensi")


def test_a_wheel_that_is_not_there_stops_the_build(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    with pytest.raises(SetupFailed, match=r"stands in requirements\.lock but not in"):
        gather(tmp_path / "packages", bundle / "Lisensi")


def test_a_python_without_its_licence_stops_the_build(bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupFailed, match="licence of Python"):
        gather(PACKAGES, bundle / "Lisensi", tmp_path)


@pytest.mark.parametrize(
    "place",
    [
        "_internal/PySide6/Qt6Charts.dll",
        "_internal/PySide6/QtCharts.pyd",
        "_internal/PySide6/QtDataVisualization.abi3.so",
        "_internal/PySide6/Qt/lib/libQt6VirtualKeyboard.so.6",
        "_internal/PySide6/Qt6SomethingNew.dll",
        "_internal/libreadline.so.8",
        "_internal/lib-dynload/readline.cpython-311-x86_64-linux-gnu.so",
        "_internal/lib-dynload/_gdbm.cpython-311-x86_64-linux-gnu.so",
        "_internal/reportlab/fonts/DarkGardenMK.pfb",
        "_internal/qtawesome/fonts/codicon-0.0.36.ttf",
        "_internal/fonts/UPPER.TTF",
    ],
)
def test_what_may_not_be_passed_on_stops_the_build(bundle: Path, place: str) -> None:
    assert forbidden_parts(bundle) == []
    _touch(bundle, place)
    [sentence] = forbidden_parts(bundle)
    assert sentence.startswith(place)
    with pytest.raises(SetupFailed, match=r"installer/bundle\.py"):
        gather(PACKAGES, bundle / "Lisensi")
