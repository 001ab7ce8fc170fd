"""Settings of the office: letterhead, signers, period and printed spellings, also from a TOML file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.letter_numbers import NUMBERED, Numbering, check_numbering
from ucj_desktop.domain.minutes import Capacity, Letterhead, Signer
from ucj_desktop.domain.people import Action
from ucj_desktop.reference.legal_bases import CITING, CODE_OF_BASIS, LegalBasis, legal_bases
from ucj_desktop.reference.letter_tokens import TOKENS
from ucj_desktop.reference.wording import office_wording
from ucj_desktop.reports.facts import PaperSize
from ucj_desktop.services.care.letter_bases import (
    fault_of_basis,
    own_basis,
    with_citations,
    with_own_bases,
)
from ucj_desktop.services.office import Office
from ucj_desktop.services.preferences import Preferences

LARGEST_LOGO = 1_000_000  # bytes
_KNOWN = {
    "period", "paper", "letterhead", "signers", "printed_names", "venue", "words", "legal_bases", "numbering",
    "attachments", "nik_filter",
}  # fmt: skip
_IMAGE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class SettingRefused(ClerkError):
    """A value in the settings file is not what belongs there; ``key`` names its place."""

    code = "SET-01"

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__(what=f"Pengaturan {key} tidak bisa dipakai.", fix=f"{wanted} Lalu ulangi.")


class SettingsFileUnreadable(ClerkError):
    """The file is missing or is not TOML."""

    code = "SET-02"

    def __init__(self, name: str, where: str) -> None:
        super().__init__(
            what=f"Berkas pengaturan {name} tidak bisa dibaca{where}.",
            fix="Periksa tanda kutip dan tanda sama dengan di tempat itu, lalu ulangi.",
        )


def _place_of(error: tomllib.TOMLDecodeError) -> str:
    """Where the text is no TOML, in Indonesian; what the parser says of it is English."""
    place = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", str(error))
    return f" di baris {place[1]}, huruf ke-{place[2]}" if place else " di akhir berkas"


def save_preferences(office: Office, wanted: Preferences) -> Change:
    """Keep what the office prefers; only what differs is written and named in the journal."""
    office.require(Action.CHANGE_SETTINGS)
    check_numbering(wanted.numbering)
    wanted = replace(wanted, one_person_reason=office.preferences.one_person_reason)  # has its own service and row
    if wanted == office.preferences:
        return Change(Touched.NOTHING, "Tidak ada pengaturan yang berubah.")
    with office.database.writing() as connection:
        office.set_preferences(connection, wanted)
    office.preferences = wanted
    return Change(Touched.SETTINGS, "Pengaturan disimpan.")


def set_from_file(office: Office, path: Path) -> list[str]:
    """Take over the settings a TOML file names and leave the others; returns the names that changed.

    Keys: period, venue, paper, attachments, nik_filter, [letterhead] with ``logo`` as a path beside the file,
    [[signers]], [printed_names], [words.ba_verval], [words.lembar_kerja], [legal_bases] with the codes that a document
    cites and [[legal_bases.own]] (code, kind, number, about, date), [numbering].
    Raises SettingsFileUnreadable, SettingRefused, WordingNotAccepted.
    """
    office.require(Action.CHANGE_SETTINGS)
    try:
        stated = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsFileUnreadable(path.name, "") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsFileUnreadable(path.name, _place_of(error)) from error
    before = office.preferences.to_settings()
    save_preferences(office, preferences_from(stated, office.preferences, path.parent))
    after = office.preferences.to_settings()
    return [name for name in after if after[name] != before[name]]


def preferences_from(stated: Mapping[str, Any], before: Preferences, folder: Path) -> Preferences:
    """The preferences after a settings file; ``folder`` is where its logo path starts from."""
    for key in stated:
        if key not in _KNOWN:
            raise SettingRefused(key, f"Yang dikenal hanya {', '.join(sorted(_KNOWN))}.")
    after = before
    if "period" in stated:
        period = stated["period"]
        if not isinstance(period, int) or not 2020 <= period <= 2100:
            raise SettingRefused("period", "Tulis tahun anggaran dengan empat angka, misalnya 2026.")
        after = replace(after, period=period)
    if "paper" in stated:
        if stated["paper"] not in list(PaperSize):
            raise SettingRefused("paper", 'Tulis "f4" atau "a4".')
        after = replace(after, paper=stated["paper"])
    if "attachments" in stated:
        if not isinstance(stated["attachments"], bool):
            raise SettingRefused("attachments", "Tulis true bila foto dokumen boleh disimpan, false bila tidak.")
        after = replace(after, attachments=stated["attachments"])
    if "nik_filter" in stated:
        if not isinstance(stated["nik_filter"], bool):
            raise SettingRefused("nik_filter", "Tulis true bila balasan membawa saringan NIK, false bila tidak.")
        after = replace(after, nik_filter=stated["nik_filter"])
    after = replace(
        after,
        venue=_text("venue", stated.get("venue", before.venue)),
    )
    if "letterhead" in stated:
        section = _section("letterhead", stated["letterhead"])
        after = replace(after, letterhead=_letterhead(section, before.letterhead, folder))
    if "signers" in stated:
        after = replace(after, signers=_signers(stated["signers"]))
    if "printed_names" in stated:
        section = _section("printed_names", stated["printed_names"])
        names = {str(code).replace(".", ""): _text(code, name) for code, name in section.items()}
        after = replace(after, printed_names={**before.printed_names, **names})
    if "words" in stated:
        after = replace(after, words=_words(_section("words", stated["words"]), before.words))
    if "numbering" in stated:
        after = replace(after, numbering=_numbering(_section("numbering", stated["numbering"]), after.numbering))
    if "legal_bases" in stated:
        after = _legal_bases(_section("legal_bases", stated["legal_bases"]), after)
    return after


def _numbering(stated: Mapping[str, Any], before: Numbering) -> Numbering:
    """What [numbering] says: classification, unit, pattern, together, and [numbering.patterns] by the letter's code."""
    known = ("classification", "unit", "pattern", "together", "patterns")
    for key in stated:
        if key not in known:
            raise SettingRefused(f"numbering.{key}", f"Yang dikenal hanya {', '.join(known)}.")
    texts = {key: _text(f"numbering.{key}", stated[key]) for key in known[:3] if key in stated}
    together = stated.get("together", before.together)
    if not isinstance(together, bool):
        raise SettingRefused("numbering.together", "Tulis true bila semua surat satu urutan, false bila tiap jenis.")
    own = dict(before.own_patterns)
    for kind, pattern in _section("numbering.patterns", stated.get("patterns", {})).items():
        if kind not in NUMBERED:
            raise SettingRefused(f"numbering.patterns.{kind}", f"Yang dikenal hanya {', '.join(NUMBERED)}.")
        own[kind] = _text(f"numbering.patterns.{kind}", pattern)
    own = {kind: pattern for kind, pattern in own.items() if pattern}
    after = replace(before, **texts, together=together, own_patterns=own)
    check_numbering(after)
    return after


def _legal_bases(stated: Mapping[str, Any], before: Preferences) -> Preferences:
    """What [legal_bases] says: ``own``, in place of those before, and by document the codes that it cites."""
    own = stated.get("own")
    if own is not None and not (isinstance(own, list) and all(isinstance(one, Mapping) for one in own)):
        raise SettingRefused("legal_bases.own", "Tulis setiap dasar hukum di bawah judul [[legal_bases.own]].")
    after = before
    if own is not None:
        made = [_own_basis(one, f"legal_bases.own nomor {number}") for number, one in enumerate(own, start=1)]
        if len({one.code for one in made}) < len(made):
            raise SettingRefused("legal_bases.own", "Beri setiap dasar hukum kodenya sendiri.")
        after = with_own_bases(before, made)
    codes = [one.code for one in after.known_bases]
    for document in (name for name in stated if name != "own"):
        place, wanted = f"legal_bases.{document}", stated[document]
        if document not in CITING:
            raise SettingRefused(place, f"Yang dikenal hanya {', '.join(CITING)}, own.")
        if not isinstance(wanted, list) or any(one not in codes for one in wanted):
            raise SettingRefused(place, f"Tulis daftar kode, misalnya [{codes[0]!r}]; kodenya: {', '.join(codes)}.")
        after = with_citations(after, document, wanted)
    return after


def _own_basis(stated: Mapping[str, Any], where: str) -> LegalBasis:
    for key in stated:
        if key not in ("code", "kind", "number", "about", "date"):
            raise SettingRefused(f"{where}: {key}", "Yang dikenal hanya code, kind, number, about, date.")
    code, day = _text(f"{where}: code", stated.get("code", "")), stated.get("date")
    if not CODE_OF_BASIS.match(code) or code in {one.code for one in legal_bases()}:
        raise SettingRefused(f"{where}: code", "Tulis kode sendiri dari huruf kecil, angka, dan tanda hubung.")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise SettingRefused(f"{where}: date", "Tulis tanggalnya seperti 2026-02-03.")
    kind, number, about = (_text(f"{where}: {key}", stated.get(key, "")) for key in ("kind", "number", "about"))
    made = own_basis(code, kind, number, about, day)
    fault = fault_of_basis(made)
    if fault:
        raise SettingRefused(where, fault)
    return made


def _words(stated: Mapping[str, Any], before: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The office's own sentences with those of ``[words.<document>]``; an empty one gives the shipped one back.

    Raises WordingNotAccepted for a token or a sentence that no letter knows.
    """
    after = {document: dict(sentences) for document, sentences in before.items()}
    for document, sentences in stated.items():
        if document not in TOKENS or not isinstance(sentences, Mapping):
            raise SettingRefused(f"words.{document}", f"Yang dikenal hanya {', '.join(TOKENS)}.")
        own = {name: _text(f"words.{document}.{name}", text) for name, text in sentences.items()}
        office_wording(document, {name: text for name, text in own.items() if text})
        merged = {**after.get(document, {}), **own}
        after[document] = {name: text for name, text in merged.items() if text}
    return after


def read_logo(path: Path) -> bytes:
    """A PNG or JPEG of at most 1 MB; raises SettingRefused."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_LOGO else b""
    except OSError as error:
        raise SettingRefused("letterhead.logo", f"Berkas {path.name} tidak ditemukan; periksa namanya.") from error
    if not content.startswith(_IMAGE_STARTS):
        raise SettingRefused("letterhead.logo", "Pakai gambar PNG atau JPEG paling besar 1 MB.")
    return content


def _letterhead(stated: Mapping[str, Any], before: Letterhead, folder: Path) -> Letterhead:
    known = {field.name for field in fields_of(Letterhead)}
    values: dict[str, Any] = {}
    for key, value in stated.items():
        if key not in known:
            raise SettingRefused(f"letterhead.{key}", f"Yang dikenal hanya {', '.join(sorted(known))}.")
        text = _text(f"letterhead.{key}", value)
        values[key] = (read_logo(folder / text) if text else b"") if key == "logo" else text
    return replace(before, **values)


def _signer(stated: Mapping[str, Any], number: int) -> Signer:
    known = {field.name for field in fields_of(Signer)}
    where = f"signers nomor {number}"
    for key in stated:
        if key not in known:
            raise SettingRefused(f"{where}: {key}", f"Yang dikenal hanya {', '.join(sorted(known))}.")
    for key in ("name", "position"):
        if not _text(f"{where}: {key}", stated.get(key, "")):
            raise SettingRefused(f"{where}: {key}", "Isi nama dan jabatan setiap penanda tangan.")
    values = {key: _text(f"{where}: {key}", value) for key, value in stated.items()}
    try:
        capacity = Capacity(values.pop("capacity", ""))
    except ValueError as error:
        raise SettingRefused(f"{where}: capacity", "Tulis salah satu: a.n., u.b., Plt., Plh., Pj.") from error
    nip = values.pop("nip", "").replace(" ", "")
    if nip and not (len(nip) == 18 and nip.isascii() and nip.isdigit()):
        raise SettingRefused(f"{where}: nip", "NIP ditulis dengan 18 angka, atau dikosongkan.")
    return Signer(**values, capacity=capacity, nip=nip)


def _section(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SettingRefused(key, f"Tulis sebagai bagian tersendiri dengan judul [{key}].")
    return value


def _signers(value: object) -> tuple[Signer, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise SettingRefused("signers", "Tulis setiap penanda tangan di bawah judul [[signers]].")
    return tuple(_signer(one, number) for number, one in enumerate(value, start=1))


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise SettingRefused(key, "Tulis teks di antara tanda kutip.")
    return value.strip()
