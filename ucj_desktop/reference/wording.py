"""The words of letters: resources/wording/*.toml, with tokens from a closed list."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reference.letter_tokens import TOKENS
from ucj_desktop.reference.paths import resource

ALONE_SENTENCE: Final = "catatan_satu_orang"
"""That one person verified and validated: no office words it otherwise."""

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


class WordingNotAccepted(ClerkError):
    """A sentence of a letter cannot be used as it is written."""

    code = "KATA-01"

    def __init__(self, place: str, fault: str, fix: str, span: tuple[int, int] | None = None) -> None:
        super().__init__(what=f"Kata-kata surat di {place} tidak bisa dipakai: {fault}.", fix=fix)
        self.span = span  # of the wrong token in the sentence, from its first letter up to behind its last


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one document by their name."""

    document: str
    sentences: Mapping[str, str]

    def say(self, sentence: str, values: Mapping[str, str]) -> str:
        """The sentence with its tokens replaced; ``values`` holds every token of the document."""
        return _BRACES.sub(lambda token: values[token.group(1)], self.sentences[sentence])


@cache
def shipped_wording(document: str) -> Wording:
    """The sentences of resources/wording/<document>.toml. Raises :class:`WordingNotAccepted`."""
    path = resource("wording", f"{document}.toml")
    return parse_wording(document, path.read_text(encoding="utf-8"), f"wording/{document}.toml")


def office_wording(document: str, own: Mapping[str, str]) -> Wording:
    """The shipped sentences with those that the office words itself; ``own`` holds sentences by their name."""
    shipped = shipped_wording(document)
    for name, sentence in own.items():
        place = f"pengaturan surat, kalimat {name}"
        if name not in shipped.sentences:
            raise WordingNotAccepted(place, "kalimat ini tidak dikenal", "Hapus kalimat itu.")
        if name == ALONE_SENTENCE:
            raise WordingNotAccepted(place, "kalimat ini sama di semua kantor", "Hapus kalimat itu.")
        check_sentence(document, sentence, place)
    return Wording(document, MappingProxyType({**shipped.sentences, **own}))


def office_words(own: Mapping[str, Mapping[str, str]]) -> Mapping[str, Wording]:
    """Every document's sentences by the document's name, with those of the office's own (``own``, by document)."""
    return MappingProxyType({document: office_wording(document, own.get(document, {})) for document in TOKENS})


def parse_wording(document: str, text: str, file: str) -> Wording:
    """Read the TOML of a document. Raises :class:`WordingNotAccepted` with the file and the line."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise WordingNotAccepted(file, f"susunannya rusak ({fault})", "Pulihkan berkas itu.") from fault
    for name, sentence in content.items():
        place = f"{file} baris {_line_of(name, text)} ({name})"
        if not isinstance(sentence, str):
            raise WordingNotAccepted(
                place, "isinya bukan kalimat", 'Tulis kalimatnya di antara dua tanda petik ("...").'
            )
        check_sentence(document, sentence, place)
    return Wording(document, MappingProxyType(content))


def check_sentence(document: str, sentence: str, place: str) -> None:
    """Raises WordingNotAccepted, with its place, for a token that the document does not know and for an empty one."""
    known = TOKENS[document]
    if not sentence.strip():
        raise WordingNotAccepted(place, "kalimatnya kosong", "Tulis kalimatnya.")
    for token in _BRACES.finditer(sentence):
        if token.group(1) not in known:
            fault = f"tanda {token.group()} di huruf ke-{token.start() + 1} tidak dikenal"
            fix = f"Pakai salah satu: {', '.join(f'{{{name}}}' for name in known)}."
            raise WordingNotAccepted(place, fault, fix, token.span())


def _line_of(name: str, text: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.partition("=")[0].strip() == name:
            return number
    return 1
