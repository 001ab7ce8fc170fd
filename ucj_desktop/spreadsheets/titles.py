"""What titles, section rows and the name of a sheet say of the village and the kecamatan of the rows below them."""

import re
from collections.abc import Sequence

from ucj_desktop.spreadsheets.cells import SheetRow, cell_text
from ucj_desktop.spreadsheets.headings import Synonyms


def village_texts(titles: Sequence[SheetRow], sheet_name: str, words: Synonyms) -> tuple[str, ...]:
    """What the title cells and then the sheet's name say of the village."""
    told = titled(titles, words.village_labels)
    return tuple(text for text in (told, after_label(sheet_name, words.village_labels) or sheet_name) if text)


def sub_district_text(titles: Sequence[SheetRow]) -> str:
    """What a title says of the kecamatan; empty where none does."""
    return _VILLAGE_FOLLOWS.sub("", titled(titles, ("KECAMATAN", "KEC")))


def titled(titles: Sequence[SheetRow], labels: Sequence[str]) -> str:
    """What a title row says behind a label: "DESA : BIALO" in one cell, or the name in the cell to its right."""
    for row in titles:
        texts = [cell_text(cell) for cell in row.cells if cell != ""]
        for at, text in enumerate(texts):
            named = after_label(text, labels)
            if named:
                return named
            if text.rstrip(" :").upper() in labels:
                following = next((later.lstrip(": ") for later in texts[at + 1 :] if later.strip(" :")), "")
                if following:
                    return following
    return ""


_VILLAGE_FOLLOWS = re.compile(r"\s+(?:desa|kel(?:urahan)?)\b.*\Z", re.IGNORECASE)
_LABEL_END = re.compile(r"\s*[:=.]?\s*(.*)\Z", re.DOTALL)
_NUMBERED = re.compile(r"\s*(?:[A-Z]|[IVX]+|[0-9]{1,2})[.)]\s*", re.IGNORECASE)


def after_label(text: str, labels: Sequence[str]) -> str:
    """The name behind a label at the start of a text, or behind one in the middle of a title: "... DESA BIALO"."""
    plain = _NUMBERED.sub("", text.strip(), count=1) if _NUMBERED.match(text.strip()) else text.strip()
    upper = plain.upper()
    for label in labels:
        if upper.rstrip(" :") == label:
            return ""
        if upper.startswith(label) and len(upper) > len(label) and not upper[len(label)].isalnum():
            rest = _LABEL_END.match(plain[len(label) :])
            return _only_name(rest[1]) if rest else ""
    for label in labels:
        at = upper.rfind(f" {label} ")
        if at >= 0 and len(label) > 2:
            rest = _LABEL_END.match(plain[at + len(label) + 1 :])
            return _only_name(rest[1]) if rest else ""
    return ""


_NAME_ENDS = re.compile(r"\s+(?:kec(?:amatan)?|kab(?:upaten)?|tahun|thn|ta|periode)\b.*\Z|[,;(].*\Z", re.IGNORECASE)


def _only_name(text: str) -> str:
    return _NAME_ENDS.sub("", text.strip()).strip(" .:-")
