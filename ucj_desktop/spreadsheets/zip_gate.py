"""The gate of every kind of workbook that is a zip: limits of the zip and of the small XML parts in it."""

import re
import zipfile
from typing import Final
from xml.parsers import expat

from ucj_desktop.spreadsheets.cells import FileDamaged, FileSuspicious, FileTooLarge

MAX_FILE_BYTES: Final = 200 * 1024 * 1024
MAX_MEMBERS: Final = 5_000
MAX_SHEET_BYTES: Final = 500 * 1024 * 1024
MAX_TEXTS_BYTES: Final = 200 * 1024 * 1024
MAX_SMALL_PART_BYTES: Final = 32 * 1024 * 1024
MAX_TOTAL_BYTES: Final = 1024 * 1024 * 1024
MAX_RATIO: Final = 400  # a sheet of one repeated row packs 150 to 1
RATIO_COUNTS_FROM: Final = 32 * 1024 * 1024
MAX_DEPTH: Final = 64
TAG_ROOM: Final = 4096  # a tag that lies across two blocks is searched again with the next one

_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BIG_PARTS: Final = ("xl/worksheets/", "content.xml")
_TEXT_PARTS: Final = ("xl/sharedStrings.xml", "xl/sharedStrings.bin")
_PICTURES: Final = ("xl/media/", "xl/embeddings/", "Pictures/", "Object ", "ObjectReplacements/", "Thumbnails/")


class ZipGate:
    """What is asked of every zip before anything in it is parsed."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self.archive = archive

    def limits_of_the_zip(self) -> None:
        """Raise FileTooLarge or FileSuspicious for a zip that no office program writes."""
        members = self.archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise FileTooLarge(self.name, f"lebih dari {MAX_MEMBERS} bagian di dalamnya")
        if len({member.filename.lower() for member in members}) != len(members):
            raise FileSuspicious(self.name, "dua bagian di dalamnya bernama sama")
        total = 0
        for member in members:
            if member.flag_bits & 1:
                raise FileSuspicious(self.name, "sebagian isinya dikunci")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise FileSuspicious(self.name, "isinya dimampatkan dengan cara yang tidak dipakai Excel")
            if member.filename.startswith(_PICTURES):
                continue  # pictures are never read
            total += member.file_size
            if member.file_size > RATIO_COUNTS_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
                raise FileSuspicious(self.name, "isinya mengembang tidak wajar (bom zip)")
            if member.file_size > self.limit_of(member.filename):
                raise FileTooLarge(self.name, "satu bagian di dalamnya terlalu besar")
        if total > MAX_TOTAL_BYTES:
            raise FileTooLarge(self.name, f"isinya lebih dari {MAX_TOTAL_BYTES // 2**20} MB")

    @staticmethod
    def limit_of(part: str) -> int:
        """The most bytes that a part may unpack to."""
        if part.startswith(_BIG_PARTS):
            return MAX_SHEET_BYTES
        return MAX_TEXTS_BYTES if part in _TEXT_PARTS else MAX_SMALL_PART_BYTES

    def sheet_part(self, part: str) -> str:
        """The part, where it is a sheet of rows that is there; else empty, as for a sheet that is a chart."""
        return part if part in self.archive.NameToInfo and "worksheets" in part else ""

    def plain_start(self, head: bytes) -> None:
        """Only UTF-8 lets bytes be searched: UTF-16 would pass every search unseen."""
        declared = _ENCODING.search(head[:200])
        is_plain = not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" not in head[:64]
        if not is_plain or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"utf8")):
            raise FileSuspicious(self.name, "bagian di dalamnya tidak ditulis dalam UTF-8")
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        try:
            parser.Parse(head[:TAG_ROOM], False)
        except expat.ExpatError:
            raise FileDamaged(self.name) from None

    def refuse_doctype(self, *_: object) -> None:
        """As the handler of expat."""
        raise FileSuspicious(self.name, "ada deklarasi DTD di dalamnya")

    def elements(self, part: str) -> list[tuple[str, dict[str, str]]]:
        """All elements of a small part in order, names without prefix; bounded in depth."""
        found: list[tuple[str, dict[str, str]]] = []
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise FileSuspicious(self.name, "susunannya terlalu dalam")
            found.append((name.rpartition(":")[2], attributes))

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        with self.archive.open(part) as stream:
            content = stream.read(MAX_SMALL_PART_BYTES + 1)
        if len(content) > MAX_SMALL_PART_BYTES:
            raise FileTooLarge(self.name, "satu bagian di dalamnya terlalu besar")
        parser.Parse(content, True)
        return found

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a workbook names, by the id it names them with."""
        found: dict[str, str] = {}
        for name, attributes in self.elements(part):
            if name == "Relationship":
                target = attributes.get("Target", "")
                found[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
        return found
