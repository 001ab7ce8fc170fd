"""Files that ship with the program, for the doors: fonts, pictures, help."""

from pathlib import Path

from ucj_desktop.reference.paths import resource, resources_folder


def font_files() -> list[Path]:
    """The shipped fonts, for a computer that has none."""
    return sorted(resource("fonts").glob("*.ttf"))


def picture(name: str) -> Path:
    """One picture of the program, as picture("ucj-desktop.png"). Raises ResourceMissing."""
    return resource("look", name)


def help_of(page: str) -> str:
    """The help of one page as Markdown; empty where none is written."""
    path = resources_folder() / "help" / f"{page}.md"
    return path.read_text("utf-8") if path.is_file() else ""
