"""Signature blocks: one signer, two, three, a table of the team, and who acknowledges (mengetahui)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.minutes import Capacity, Signer
from ucj_desktop.reports.blocks import LEADING, SIZE, Drawn
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.fonts import BOLD, REGULAR, printable, text_width, wrap_text
from ucj_desktop.reports.pages import MM

_ROOM = 20 * MM  # for the signature and the stamp
_STAMP_WIDTH, _STAMP_HEIGHT = 28 * MM, 22 * MM  # a meterai with a little air
_SMALL_ROOM = 11 * MM  # without a stamp
_GAP = 6 * MM  # between blocks
_LONGEST = 120  # signs of a name or position
_TEAM_ROW = 12 * MM
_HEADS = ("CAMAT", "LURAH", "KEPALA DESA", "PENJABAT KEPALA DESA", "BUPATI")


def nip_grouped(nip: str) -> str:
    """An 18-digit NIP as it is written: 8-6-1-3; anything else as it stands."""
    if len(nip) == 18 and nip.isascii() and nip.isdigit():
        return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    return nip


def position_lines(signer: Signer) -> list[str]:
    """The lines above the signature: a.n. and u.b. on lines of their own, Plt., Plh. and Pj. before the position.

    ``on_behalf_of`` may hold several positions, one a line: a.n. Camat / Sekretaris / u.b. / Kepala Seksi.
    """
    if signer.capacity in (Capacity.ON_BEHALF, Capacity.BY_ORDER):
        behalf = [line.strip() for line in signer.on_behalf_of.splitlines() if line.strip()]
        lines = [f"{Capacity.ON_BEHALF} {behalf[0]}", *behalf[1:]] if behalf else []
        lines += [str(Capacity.BY_ORDER)] if signer.capacity is Capacity.BY_ORDER else []
        return [*lines, f"{signer.position},"]
    prefix = f"{signer.capacity} " if signer.capacity is not Capacity.OWN else ""
    return [f"{prefix}{signer.position},"]


def own_position(signer: Signer) -> str:
    """The signer's position in a sentence: Sekretaris Kecamatan, Plt. Camat Gantarang."""
    if signer.capacity in (Capacity.OWN, Capacity.ON_BEHALF, Capacity.BY_ORDER):
        return signer.position
    return f"{signer.capacity} {signer.position}"


def head_of(signers: Sequence[Signer]) -> Signer | None:
    """Who signs for the office itself: its head, or who stands in for the head; else the first."""
    for signer in signers:
        position = f"{signer.on_behalf_of}\n{signer.position}".strip().upper()
        if position.startswith(_HEADS):
            return signer
    return signers[0] if signers else None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: str = REGULAR
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """One signer's block: lines above and below the room for the signature, centred."""

    above: tuple[_Line, ...]
    below: tuple[_Line, ...]

    def draw(self, canvas: Canvas, x: float, top: float, width: float, above: int, room: float) -> None:
        """Draw it ``width`` wide; ``above`` lines are kept over the signature so that neighbours stand level."""
        y = top
        for line in self.above:
            y -= LEADING
            _write_centred(canvas, line, x, y, width)
        y = top - above * LEADING - room
        for line in self.below:
            y -= LEADING
            _write_centred(canvas, line, x, y, width)


def signature_block(signers: Sequence[Signer], place_and_date: str, width: float, acknowledged: str) -> Drawn:
    """All signatures of a letter as one block that is never split; ``acknowledged`` is the word "Mengetahui,".

    One signer stands at the right; two stand side by side, the head at the left as the one who acknowledges; three or
    four with the head below; a bigger team becomes a table with the head below it.
    """
    head = head_of(signers) if len(signers) > 1 else None
    others = [signer for signer in signers if signer is not head]
    if head is None:
        return single_signature(others[0] if others else None, place_and_date, width)
    if len(others) == 1:
        return _row([head, others[0]], width, place_and_date, acknowledged)
    if len(others) <= 3:
        upper = _row(list(others), width, place_and_date, "")
    else:
        upper = signature_table(others, width, place_and_date)
    lower = _row([head], width, "", acknowledged)
    return _one_above_the_other(upper, lower, width)


def single_signature(signer: Signer | None, place_and_date: str, width: float, duty_stamp: str = "") -> Drawn:
    """One signature at the right: under annexes, recapitulations, and letters that one person signs.

    ``duty_stamp`` stands in a box for the stamp (meterai), beside which there is room for the rest of the signature.
    """
    part = min(width * 0.6, 100 * MM)
    room = _STAMP_HEIGHT + 4 * MM if duty_stamp else _ROOM
    block = _row([signer or _Blank], part, place_and_date, "", room)
    below = len(_cell(signer or _Blank, part - _GAP, "", False).below) * LEADING

    def draw(canvas: Canvas, x: float, top: float, _width: float) -> None:
        left = x + width - part
        if duty_stamp:
            _draw_stamp_box(canvas, duty_stamp, left + part / 2 - _STAMP_WIDTH, top - block.height(part) + below + 3)
        block.draw(canvas, left, top, part)

    return Drawn(block.height(part), draw, space_before=LEADING)


def _draw_stamp_box(canvas: Canvas, words: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setDash(2, 2)
    canvas.rect(x, y + 2 * MM, _STAMP_WIDTH, _STAMP_HEIGHT)
    canvas.setFont(REGULAR, 8)
    canvas.setFillGray(0.35)
    lines = wrap_text(words, REGULAR, 8, _STAMP_WIDTH - 4)
    for place, line in enumerate(lines):
        middle = y + 2 * MM + _STAMP_HEIGHT / 2 + (len(lines) / 2 - place) * 10 - 8
        canvas.drawCentredString(x + _STAMP_WIDTH / 2, middle, line)
    canvas.restoreState()


def signature_pair(left: str, right: str, place_and_date: str, width: float) -> Drawn:
    """Two people who are not known yet sign: whose part they have is given as "Petugas verifikasi lapangan,"."""
    signers = [Signer(name="", position=part.removesuffix(",")) for part in (left, right)]
    return _row([signers[0], None, signers[1]], width, place_and_date, "", room=_SMALL_ROOM)


_Blank = Signer(name="", position="")


def _row(
    signers: Sequence[Signer | None], width: float, place_and_date: str, acknowledged: str, room: float = _ROOM
) -> Drawn:
    """Signers side by side; the date stands over the last, the word "Mengetahui," over the first.

    A date that is wider than the last signer's share stands in a line of its own, flush right: it is never broken.
    """
    share = width / len(signers)
    inner = share - _GAP
    if not acknowledged and text_width(place_and_date, REGULAR, SIZE) > inner:
        return _under_the_date(place_and_date, _row(signers, width, "", "", room), width)
    cells: list[_Cell | None] = []
    for place, signer in enumerate(signers):
        opening = place_and_date if place == len(signers) - 1 and place_and_date else ""
        opening = acknowledged if place == 0 and acknowledged else opening
        cells.append(None if signer is None else _cell(signer, inner, opening, bool(place_and_date or acknowledged)))
    above = max(len(cell.above) for cell in cells if cell)
    below = max(len(cell.below) for cell in cells if cell)
    height = (above + below) * LEADING + room + 3

    def draw(canvas: Canvas, x: float, top: float, _width: float) -> None:
        for place, cell in enumerate(cells):
            if cell:
                cell.draw(canvas, x + place * share + _GAP / 2, top, inner, above, room)

    return Drawn(height, draw, space_before=LEADING)


def _under_the_date(place_and_date: str, signatures: Drawn, width: float) -> Drawn:
    lines = wrap_text(place_and_date, REGULAR, SIZE, width)
    date_height = LEADING * len(lines)

    def draw(canvas: Canvas, x: float, top: float, _width: float) -> None:
        canvas.setFont(REGULAR, SIZE)
        for number, line in enumerate(lines, start=1):
            canvas.drawRightString(x + width, top - LEADING * number, line)
        signatures.draw(canvas, x, top - date_height, width)

    return Drawn(date_height + signatures.height(width), draw, space_before=LEADING)


def _cell(signer: Signer, width: float, opening: str, has_opening_line: bool) -> _Cell:
    above = [_Line(line) for line in (wrap_text(opening, REGULAR, SIZE, width) or [""])] if has_opening_line else []
    if signer.position:
        for text in position_lines(signer):
            above += [_Line(line) for line in wrap_text(printable(text, _LONGEST), REGULAR, SIZE, width)]
    if not signer.name:
        return _Cell(tuple(above), (_Line("(" + "." * 42 + ")"),))
    below = [
        _Line(line, BOLD, underlined=True) for line in wrap_text(printable(signer.name, _LONGEST), BOLD, SIZE, width)
    ]
    below += [_Line(line) for line in wrap_text(printable(signer.rank, _LONGEST), REGULAR, SIZE, width)]
    if signer.nip:
        below.append(_Line(f"NIP. {nip_grouped(signer.nip)}"))
    return _Cell(tuple(above), tuple(below))


def signature_table(signers: Sequence[Signer], width: float, place_and_date: str) -> Drawn:
    """No, name, position and signature; the dotted lines alternate so that big signatures find room.

    A name that is empty is written in by hand.
    """
    widths = (9 * MM, width * 0.38, width * 0.27)
    edges = [0.0, widths[0], widths[0] + widths[1], sum(widths), width]
    head = LEADING + 4
    rows = [_team_row(signer, widths) for signer in signers]
    date_height = LEADING + 4 if place_and_date else 0.0
    heights = [max(_TEAM_ROW, max(len(name), len(position)) * 12.5 + 6) for name, position in rows]
    height = date_height + head + sum(heights)

    def draw(canvas: Canvas, x: float, top: float, _width: float) -> None:
        if place_and_date:
            canvas.setFont(REGULAR, SIZE)
            canvas.drawRightString(x + width, top - LEADING, place_and_date)
        y = top - date_height
        canvas.setFont(BOLD, 10)
        for place, word in enumerate(("No.", "Nama", "Jabatan", "Tanda tangan")):
            canvas.drawCentredString(x + (edges[place] + edges[place + 1]) / 2, y - head + 6, word)
        levels = [y, y - head]
        for number, ((name, position), row_height) in enumerate(zip(rows, heights, strict=True), start=1):
            _draw_team_row(canvas, number, name, position, x, levels[-1], row_height, edges)
            levels.append(levels[-1] - row_height)
        canvas.setLineWidth(0.4)
        for level in levels:
            canvas.line(x, level, x + width, level)
        for edge in edges:
            canvas.line(x + edge, levels[0], x + edge, levels[-1])

    return Drawn(height, draw, space_before=LEADING)


def _team_row(signer: Signer, widths: tuple[float, float, float]) -> tuple[list[_Line], list[_Line]]:
    name = [_Line(line, BOLD) for line in wrap_text(printable(signer.name, _LONGEST), BOLD, 10, widths[1] - 8)]
    name += [_Line(line) for line in wrap_text(printable(signer.rank, _LONGEST), REGULAR, 10, widths[1] - 8)]
    name += [_Line(f"NIP. {nip_grouped(signer.nip)}")] if signer.nip else []
    return name, [
        _Line(line) for line in wrap_text(printable(own_position(signer), _LONGEST), REGULAR, 10, widths[2] - 8)
    ]


def _draw_team_row(
    canvas: Canvas,
    number: int,
    name: Sequence[_Line],
    position: Sequence[_Line],
    x: float,
    top: float,
    height: float,
    edges: Sequence[float],
) -> None:
    canvas.setFont(REGULAR, 10)
    canvas.drawCentredString(x + (edges[0] + edges[1]) / 2, top - 14, f"{number}.")
    for column, lines in ((1, name), (2, position)):
        for place, line in enumerate(lines):
            canvas.setFont(line.font, 10)
            canvas.drawString(x + edges[column] + 4, top - 14 - place * 12.5, line.text)
    canvas.setFont(REGULAR, 10)
    left = x + edges[3] + 4 if number % 2 else x + (edges[3] + edges[4]) / 2
    canvas.drawString(left, top - height + 6, f"{number}. ...................")


def _one_above_the_other(upper: Drawn, lower: Drawn, width: float) -> Drawn:
    first, second = upper.height(width), lower.height(width)

    def draw(canvas: Canvas, x: float, top: float, _width: float) -> None:
        upper.draw(canvas, x, top, width)
        lower.draw(canvas, x, top - first - _GAP, width)

    return Drawn(first + _GAP + second, draw, space_before=LEADING)


def _write_centred(canvas: Canvas, line: _Line, x: float, y: float, width: float) -> None:
    canvas.setFont(line.font, SIZE)
    canvas.drawCentredString(x + width / 2, y, line.text)
    if line.underlined:
        half = text_width(line.text, line.font, SIZE) / 2
        canvas.setLineWidth(0.7)
        canvas.line(x + width / 2 - half, y - 1.6, x + width / 2 + half, y - 1.6)
