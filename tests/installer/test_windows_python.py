"""What making a Windows Python on Linux reads of this machine, and how Wine's paths are written."""

from pathlib import Path

import pytest

from installer.bundle import is_wanted
from installer.windows.library import lines_for
from installer.windows.wine import Wine

DEB822 = """\
# a mirror
Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://other.example/node
Suites: nodistro
Components: main
"""
ONE_LINE = """\
# deb http://old.example/debian bookworm main
deb [arch=amd64] http://mirror.example/debian bookworm main contrib
deb http://mirror.example/debian-security bookworm-security main
deb http://mirror.example/debian bookworm-backports main
deb-src http://mirror.example/debian bookworm main
"""


@pytest.mark.parametrize("name, listed", [("sources.list.d/debian.sources", DEB822), ("sources.list", ONE_LINE)])
def test_another_release_is_taken_from_where_this_one_is(tmp_path: Path, name: str, listed: str) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / name).write_text(listed)
    lines = [line.split("] ")[-1].removeprefix("deb ") for line in lines_for("trixie", "bookworm", tmp_path)]
    assert lines == [
        "http://mirror.example/debian trixie main\n",
        "http://mirror.example/debian-security trixie-security main\n",
    ]


def test_paths_of_a_prefix_go_there_and_back(tmp_path: Path) -> None:
    wine = Wine(tmp_path)
    for host, windows in (
        (wine.drive_c / "Kiriman dari Dinas é" / "a.exe", "C:\\Kiriman dari Dinas é\\a.exe"),
        (wine.drive("e") / "UCJ-730201-0001.ucj", "E:\\UCJ-730201-0001.ucj"),
        (Path("/usr/share"), "Z:\\usr\\share"),
    ):
        assert wine.path(host) == windows
        assert wine.host(windows) == host


@pytest.mark.parametrize(
    "place, wanted",
    [
        ("PySide6\\opengl32sw.dll", False),
        ("PySide6/translations/qtbase_de.qm", False),
        ("qtawesome/fonts/fontawesome6-solid-webfont-6.7.2.ttf", False),
        ("qtawesome/fonts/phosphor-1.3.0.ttf", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/imageformats/qsvg.dll", True),
        ("PIL/_imaging.cp313-win_amd64.pyd", True),
    ],
)
def test_what_stays_out_of_the_bundle(place: str, wanted: bool) -> None:
    assert is_wanted(place) is wanted
