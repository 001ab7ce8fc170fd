"""Real occupations and the KTP's own list, found by name or other words for them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from ucj_desktop.domain.occupation import KtpOccupation, Look, Occupation, Risk, Sector
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_NUMBER: Final = re.compile(r"[0-9]{1,2}\Z")


class Occupations:
    """Both lists; satisfies domain.occupation.OccupationTable."""

    def __init__(self, real: dict[str, Occupation], ktp: dict[str, KtpOccupation]) -> None:
        """Take each list by the folded words that name an entry."""
        self._real = real
        self._ktp = ktp

    def find(self, text: str) -> Occupation | None:
        """Give the real occupation a text names, by name or other word for it."""
        return self._real.get(occupation_key(text))

    def find_ktp(self, text: str) -> KtpOccupation | None:
        """Give the KTP occupation a text or Dukcapil number names."""
        plain = text.strip()
        return self._ktp.get(str(int(plain)) if plain.isascii() and _NUMBER.match(plain) else occupation_key(plain))

    def search(self, text: str, limit: int = 20) -> list[Occupation]:
        """Find real occupations as you type: names that begin so, then other words, then middles."""
        key = occupation_key(text)
        if not key:
            return list(dict.fromkeys(self._real.values()))[:limit]
        starting = [found for word, found in self._real.items() if word.startswith(key)]
        holding = [found for word, found in self._real.items() if key in word]
        starting.sort(key=lambda found: not occupation_key(found.name).startswith(key))
        return list(dict.fromkeys([*starting, *holding]))[:limit]

    @property
    def names(self) -> list[str]:
        """Names of the real occupations, for lists on sheets, in the order of the file."""
        return list(dict.fromkeys(found.name for found in self._real.values()))


def occupation_key(text: str) -> str:
    """Fold case, signs and spaces: "Petani / Pekebun" -> "petanipekebun"."""
    return _NOT_KEY.sub("", text.lower())


def read_occupations(path: Path) -> Occupations:
    """Read an occupations.toml; raises DataFileBroken with the entry that cannot be used."""
    file = read_toml(path)
    file.only("occupation", "ktp")
    real: dict[str, Occupation] = {}
    for entry in file.sections("occupation"):
        entry.only("name", "group", "words", "sector", "look", "risk")
        occupation = Occupation(
            name=entry.text("name"),
            group=entry.text("group"),
            sector=entry.choice("sector", entry.text("sector", Sector.OTHER.value), Sector),
            look=entry.choice("look", entry.text("look", Look.NOTHING.value), Look),
            risk=entry.choice("risk", entry.text("risk", Risk.USUAL.value), Risk),
        )
        for key in _keys(entry):
            if real.setdefault(key, occupation) is not occupation:
                raise entry.broken("words", f"“{key}” sudah menyebut {real[key].name}.", "Hapus salah satu sebutan.")
    ktp: dict[str, KtpOccupation] = {}
    for entry in file.sections("ktp"):
        entry.only("number", "name", "words", "look")
        line = KtpOccupation(
            number=entry.number("number"),
            name=entry.text("name"),
            look=entry.choice("look", entry.text("look", Look.NOTHING.value), Look),
        )
        for key in (str(line.number), *_keys(entry)):
            if ktp.setdefault(key, line) is not line:
                raise entry.broken("words", f"“{key}” sudah menyebut {ktp[key].name}.", "Hapus salah satu sebutan.")
    return Occupations(real, ktp)


def _keys(entry: Section) -> Iterable[str]:
    return dict.fromkeys(occupation_key(word) for word in (entry.text("name"), *entry.texts("words")))


@lru_cache(maxsize=1)
def occupations() -> Occupations:
    """Give the shipped lists, read once."""
    return read_occupations(resource("reference", "occupations.toml"))
