"""The words of letters and their tokens."""

import re

import pytest

from ucj_desktop.reference.letter_tokens import TOKENS
from ucj_desktop.reference.wording import WordingNotAccepted, office_wording, parse_wording, shipped_wording


@pytest.mark.parametrize("document", list(TOKENS))
def test_every_shipped_document_is_read_and_every_sentence_can_be_said(document: str) -> None:
    wording = shipped_wording(document)
    values = dict.fromkeys(TOKENS[document], "X")
    for name in wording.sentences:
        assert not re.search("[{}]", wording.say(name, values))


def test_an_unknown_token_is_refused_with_file_line_and_place() -> None:
    text = 'judul = "BERITA ACARA"\n\npembuka = "Pada hari {hari}"\n'
    with pytest.raises(WordingNotAccepted) as refused:
        parse_wording("ba_verval", text, "wording/ba_verval.toml")
    assert "wording/ba_verval.toml baris 3 (pembuka)" in refused.value.what
    assert "{hari} di huruf ke-11" in refused.value.what
    assert "{hari_tanggal_terbilang}" in refused.value.fix


@pytest.mark.parametrize("sentence", ["{", "}", "{}", "{{tahun}}", "{tahun!r}", "{ tahun }", "{tahun.real}", " "])
def test_braces_that_are_no_token_are_refused(sentence: str) -> None:
    with pytest.raises(WordingNotAccepted):
        parse_wording("ba_verval", f'judul = "{sentence}"', "x.toml")


@pytest.mark.parametrize("text", ["judul = ", "judul = 3", 'judul = "a"\njudul = "b"'])
def test_a_file_that_holds_no_sentences_is_refused(text: str) -> None:
    with pytest.raises(WordingNotAccepted):
        parse_wording("ba_verval", text, "x.toml")


def test_what_the_office_words_itself_wins() -> None:
    wording = office_wording("ba_verval", {"judul": "BERITA ACARA {tahun}"})
    assert wording.say("judul", {"tahun": "2026"}) == "BERITA ACARA 2026"
    assert wording.sentences["penutup"] == shipped_wording("ba_verval").sentences["penutup"]


def test_a_sentence_that_no_letter_has_is_refused() -> None:
    with pytest.raises(WordingNotAccepted, match="salam_pembuka"):
        office_wording("ba_verval", {"salam_pembuka": "Halo"})


def test_values_are_put_in_as_they_stand() -> None:
    wording = office_wording("ba_verval", {"judul": "{tempat}"})
    assert wording.say("judul", {"tempat": "Aula {tahun} <b>"}) == "Aula {tahun} <b>"
