"""What the story in the windows takes for granted of the program, and how a written page is told from an empty one."""

from installer.trial import window_day
from installer.trial.screen import shows_words
from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.gui.pages import PAGES
from ucj_desktop.reference.places import places

WHITE, INK, GREY = b"\xff\xff\xff", b"\x10\x10\x10", b"\xf4\xf5\xf4"


def test_the_story_knows_the_pages_in_the_order_of_their_keys() -> None:
    for kind, known in (
        (OfficeKind.SUB_DISTRICT, window_day.SUB_DISTRICT_PAGES),
        (OfficeKind.DISTRICT, window_day.DISTRICT_PAGES),
    ):
        shown = [entry.word for entry in PAGES if kind in entry.offices and entry.unless is None]  # to one who may all
        assert tuple(shown[:10]) == known


def test_the_worker_of_the_story_is_typed_in_the_order_of_the_form() -> None:
    typed = {field.code: text for field, text in zip(FIELDS, window_day.WORKER, strict=False)}
    assert FIELDS[window_day.VILLAGE].code == "village_code"
    assert parse_nik(typed["nik"]) is not None
    found = places().search(typed["village_code"], within="730201", villages_only=True)
    assert [place.name for place in found] == ["Bialo"], "one village only, so that Enter takes it"
    assert typed["phone"].startswith("08")
    assert [code for code, text in typed.items() if len(text) == window_day.DIGITS_OF_NIK] == ["nik", "kk_number"]


def test_a_page_with_words_is_told_from_an_empty_one_and_from_a_window() -> None:
    assert shows_words(WHITE * 990 + INK * 10)
    assert not shows_words(WHITE * 1000)
    assert not shows_words(GREY * 990 + INK * 10)
