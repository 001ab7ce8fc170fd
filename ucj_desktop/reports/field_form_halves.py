"""The field form with two people a page: each value with room beside it, the checklist, and boxes for the result."""

from collections.abc import Callable, Sequence

from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.walking_order import hamlet_key, hamlet_title
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reports.annexes import LONGEST_TEXT, SEX_SIGNS, birth_text
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import Facts, ListedWorker
from ucj_desktop.reports.fonts import BOLD, REGULAR, printable, wrap_text
from ucj_desktop.reports.form_foot import footed, with_foot
from ucj_desktop.reports.pages import MM, PlannedPage, Sheet, portrait
from ucj_desktop.reports.said import DOTS, sheet_values

_SIZE, _SMALL = 8.0, 7.0
_TITLE, _HEAD = 14 * MM, 6.8 * MM  # over both halves; over one
_CHECK, _VERDICT, _NOTE, _SIGN = 4.2 * MM, 8 * MM, 8 * MM, 11 * MM
_CHECKS_ACROSS = 3
_GAP = 4 * MM  # between the halves: here they are cut
_LABEL, _BOX = 0.2, 3 * MM  # share of the width; side of a box
_VALUE = 0.4  # share of the width: what is on record
_BLANK = 2  # forms of a blank page

_SIXTEEN_DIGITS = ("NIK", "No. KK")

Person = ListedWorker | None  # None: a blank half


def half_pages(facts: Facts, village: str, people: Sequence[ListedWorker]) -> list[PlannedPage]:
    """Two people a page; blank halves where nobody is named."""
    sheet = footed(portrait(facts.paper), facts)
    pages = [
        PlannedPage(sheet, _drawer(facts, sheet, village, page)) for page in _paired(list(people), facts.hamlet_pages)
    ]
    return with_foot(pages, facts)


def _paired(people: list[ListedWorker], hamlet_pages: bool) -> list[list[tuple[int, Person]]]:
    """The people of each page with their numbers."""
    if not people:
        return [[(number, None) for number in range(1, _BLANK + 1)]]
    pages: list[list[tuple[int, Person]]] = []
    before: tuple[str, bool] | None = None
    for number, one in enumerate(people, start=1):
        group = (hamlet_key(one.worker.hamlet), bool(one.waits_as))
        begins = before is None or len(pages[-1]) == _BLANK or (hamlet_pages and group != before)
        if begins:
            pages.append([])
        pages[-1].append((number, one))
        before = group
    return pages


def _drawer(facts: Facts, sheet: Sheet, village: str, page: Sequence[tuple[int, Person]]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        _draw_title(canvas, facts, sheet, village)
        height = (sheet.inner_height - _TITLE - _GAP) / 2
        top = sheet.top - _TITLE
        for number, person in page:
            _Half(canvas, facts, sheet, village).draw(number, person, top, height)
            top -= height + _GAP
        if len(page) > 1:
            _draw_cut(canvas, sheet, sheet.top - _TITLE - height - _GAP / 2)

    return draw


def _draw_title(canvas: Canvas, facts: Facts, sheet: Sheet, village: str) -> None:
    words, values = facts.sheet_words, sheet_values(facts, village=village)
    lines = [(words.say("judul_formulir", values), BOLD, 11.0), (words.say("petunjuk_lembar", values), REGULAR, _SMALL)]
    if values["tim"]:
        lines.append((words.say("tim_formulir", values), REGULAR, _SMALL))
    y = sheet.top - 11
    for text, font, size in lines:
        canvas.setFont(font, size)
        canvas.drawString(sheet.left, y, wrap_text(text, font, size, sheet.inner_width)[0])
        y -= size + 3.5


def _draw_cut(canvas: Canvas, sheet: Sheet, y: float) -> None:
    canvas.saveState()
    canvas.setDash(3, 3)
    canvas.setStrokeGray(0.5)
    canvas.line(sheet.left, y, sheet.right, y)
    canvas.restoreState()


class _Half:
    """One person's half of a page."""

    def __init__(self, canvas: Canvas, facts: Facts, sheet: Sheet, village: str) -> None:
        self.canvas, self.facts, self.sheet, self.village = canvas, facts, sheet, village
        words = facts.sheet_words.say("butir_formulir", sheet_values(facts))
        self.items = [item.strip() for item in words.split(";")]

    def draw(self, number: int, person: Person, top: float, height: float) -> None:
        rows = _rows(person.worker if person else None)
        check_rows = -(-len(self.items) // _CHECKS_ACROSS)
        fixed = _HEAD + (check_rows + 1) * _CHECK + _VERDICT + _NOTE + _SIGN
        row = min(7.2 * MM, (height - fixed) / (len(rows) + 1))
        y = self._head(number, person, top)
        y = self._values(rows, y, row, is_blank=person is None)
        y = self._checks(y, check_rows)
        y = self._verdicts(y)
        y = self._notes(y)
        self._signs(y)
        self.canvas.setLineWidth(0.8)
        self.canvas.rect(self.sheet.left, y - _SIGN, self.sheet.inner_width, top - y + _SIGN)

    def _head(self, number: int, person: Person, top: float) -> float:
        canvas, sheet = self.canvas, self.sheet
        canvas.setFillGray(0.92)
        canvas.rect(sheet.left, top - _HEAD, sheet.inner_width, _HEAD, stroke=0, fill=1)
        canvas.setFillGray(0)
        y = top - _HEAD + 6.5
        told = f"No. {number}   {self.village or DOTS}"
        if person is not None:
            told += f", {hamlet_title(person.worker.hamlet, person.worker.village_code)}"
        told += f"   CALON PENGGANTI urutan {person.waits_as}" if person is not None and person.waits_as else ""
        canvas.setFont(BOLD, 9.5)
        room = sheet.inner_width - 90
        canvas.drawString(sheet.left + 4, y, wrap_text(printable(told, LONGEST_TEXT), BOLD, 9.5, room)[0])
        code = row_code(person.worker.worker_id) if person is not None else "........"
        canvas.drawRightString(sheet.right - 4, y, f"Kode {code}")
        return top - _HEAD

    def _values(self, rows: Sequence[tuple[str, str]], top: float, row: float, *, is_blank: bool) -> float:
        canvas, sheet = self.canvas, self.sheet
        edges = (
            sheet.left,
            sheet.left + _LABEL * sheet.inner_width,
            sheet.left + (_LABEL + _VALUE) * sheet.inner_width,
        )
        canvas.setLineWidth(0.4)
        y = top
        for place, (label, value) in enumerate([("Isian", "Data sekarang"), *rows]):
            base = y - row / 2 - 2.8
            canvas.setFont(BOLD if not place else REGULAR, _SMALL)
            canvas.drawString(edges[0] + 4, base, label)
            self._fitted(value, edges[1] + 4, y, edges[2] - edges[1] - 8, row, heading=not place)
            if not place:
                canvas.drawString(edges[2] + 4, base, "Data yang benar")
            if is_blank and label in _SIXTEEN_DIGITS:
                self._digit_boxes(edges[1], y, edges[2] - edges[1], row)
            y -= row
            canvas.line(sheet.left, y, sheet.right, y)
        for edge in edges[1:]:
            canvas.line(edge, top, edge, y)
        return y

    def _digit_boxes(self, left: float, top: float, width: float, row: float) -> None:
        share = width / 16
        for place in range(1, 16):
            x = left + place * share
            self.canvas.line(x, top, x, top - row / (1.0 if place % 4 == 0 else 2.5))

    def _fitted(self, value: str, x: float, top: float, width: float, row: float, *, heading: bool) -> None:
        """One line, or two smaller ones; a third ends in an ellipsis."""
        font = BOLD
        size = _SMALL if heading else _SIZE
        lines = wrap_text(value, font, size, width)
        if len(lines) > 1:
            size = 6.5
            lines = wrap_text(value, font, size, width)
            if len(lines) > 2:
                lines = [lines[0], f"{lines[1][:-2]}…"]
        self.canvas.setFont(font, size)
        middle = top - row / 2 - size * 0.35
        for place, line in enumerate(lines):
            offset = (len(lines) - 1) / 2 - place
            self.canvas.drawString(x, middle + offset * size * 1.1, line)

    def _checks(self, top: float, rows: int) -> float:
        canvas, sheet = self.canvas, self.sheet
        canvas.setFont(BOLD, _SMALL)
        canvas.drawString(sheet.left + 4, top - _CHECK + 3, "Butir periksa")
        canvas.setFont(REGULAR, 6.5)
        for place, item in enumerate(self.items):
            x = sheet.left + 4 + (place // rows) * sheet.inner_width / _CHECKS_ACROSS
            y = top - (place % rows + 2) * _CHECK
            canvas.setLineWidth(0.6)
            canvas.rect(x, y + 2, _BOX, _BOX)
            canvas.drawString(x + _BOX + 4, y + 3.5, f"{place + 1} {item}")
        return top - (rows + 1) * _CHECK

    def _verdicts(self, top: float) -> float:
        canvas, sheet = self.canvas, self.sheet
        y = top - _VERDICT
        canvas.setLineWidth(0.4)
        canvas.line(sheet.left, top, sheet.right, top)
        canvas.line(sheet.left, y, sheet.right, y)
        base = y + _VERDICT / 2 - 3
        x = sheet.left + 4
        for word, room in (("HASIL", 34.0), ("LAYAK", 62.0), ("PERBAIKAN", 86.0), ("TIDAK LAYAK", 92.0)):
            if word != "HASIL":
                canvas.setLineWidth(1.0)
                canvas.rect(x, base - 2.5, 11, 11)
                x += 15
            canvas.setFont(BOLD, 8.5)
            canvas.drawString(x, base, word)
            x += room
        canvas.drawString(x, base, "alasan")
        for place in range(2):
            canvas.rect(x + 32 + place * 14, base - 4, 13, 14)
        return y

    def _notes(self, top: float) -> float:
        canvas, sheet = self.canvas, self.sheet
        canvas.setFont(REGULAR, _SMALL)
        canvas.drawString(sheet.left + 4, top - 9, "Catatan/bukti")
        canvas.setLineWidth(0.3)
        left = sheet.left + _LABEL * sheet.inner_width / 1.3
        canvas.line(left, top - _NOTE + 4, sheet.right - 4, top - _NOTE + 4)
        return top - _NOTE

    def _signs(self, top: float) -> None:
        canvas, sheet = self.canvas, self.sheet
        share = sheet.inner_width / 3
        canvas.setFont(REGULAR, _SMALL)
        for place, word in enumerate(
            ("Tanggal kunjungan", "Petugas (nama, tanda tangan)", "Yang ditemui (nama, tanda tangan)")
        ):
            x = sheet.left + place * share + 4
            canvas.drawString(x, top - 9, word)
            canvas.setLineWidth(0.3)
            canvas.line(x, top - _SIGN + 5, x + share - 12, top - _SIGN + 5)


def _rows(worker: Worker | None) -> list[tuple[str, str]]:
    """Label and value of each line; a blank form has the labels."""
    labels = (
        ("NIK", "nik"), ("No. KK", "kk_number"), ("Nama lengkap", "full_name"), ("Tempat, tgl lahir", ""),
        ("L/P, nama ibu", ""), ("Alamat", "address"), ("RT/RW", ""), ("Pekerjaan, tempat", ""),
        ("Jam/minggu, penghasilan", ""), ("HP", "phone"), ("Ahli waris", ""),
    )  # fmt: skip
    if worker is None:
        return [(label, "") for label, _ in labels]
    joined = {
        "Tempat, tgl lahir": birth_text(worker),
        "L/P, nama ibu": _joined(", ", SEX_SIGNS[worker.sex], worker.mother_name),
        "RT/RW": _joined("/", worker.rt, worker.rw),
        "Pekerjaan, tempat": _joined(", ", worker.occupation, worker.workplace),
        "Jam/minggu, penghasilan": _joined(
            ", ", shown_value("weekly_hours", worker), shown_value("monthly_income", worker)
        ),
        "Ahli waris": _joined(", ", worker.heir_name, shown_value("heir_relation", worker)),
    }
    return [(label, printable(joined.get(label) or _shown(code, worker), LONGEST_TEXT)) for label, code in labels]


def _shown(code: str, worker: Worker) -> str:
    return shown_value(code, worker) if code else ""


def _joined(joint: str, *parts: str) -> str:
    return joint.join(part for part in parts if part)
