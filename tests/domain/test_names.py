"""Names of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.names import NameFault, name_fault, name_key, search_key, titles_at_edges


@pytest.mark.parametrize(
    "name", ["Ambo", "Nur'aeni", "Nur’Aini", "Abd. Muis", "A. Baso", "Siti-Hajar", "Basri, S.Pd", "José"]
)
def test_names_that_stand_on_a_ktp_are_accepted(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Basri2", NameFault.HAS_DIGITS),
        ("Basri #1", NameFault.HAS_STRANGE_SIGNS),
        ("Basri_Amir", NameFault.HAS_STRANGE_SIGNS),
        ("Basri\tAmir", NameFault.HAS_STRANGE_SIGNS),
        ("\u0411\u0430\u0441\u043e", NameFault.OTHER_ALPHABET),
        ("...", NameFault.NO_LETTERS),
        ("", NameFault.NO_LETTERS),
        ("A" * 61, NameFault.TOO_LONG),
    ],
)
def test_what_keeps_a_text_from_being_a_name_is_named(name: str, fault: NameFault) -> None:
    assert name_fault(name) is fault


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hj. ST. Noer Aeni, S.Pd", "Sitti Nuraini"),
        ("MUH. BASRI", "Muhammad Basri"),
        ("Moh Basri", "MOCHAMMAD BASRI"),
        ("M. Basri", "Muhammad Basri"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("A. Baso", "Andi Baso"),
        ("Nur'aeni", "NURAENI"),
        ("Nur Aini", "Nuraeni"),
        ("Darma", "Dharma"),
        ("Djafar", "Jafar"),
        ("Soeharto", "Suharto"),
        ("Tjoa", "Coa"),
        ("Sjamsuddin", "Syamsudin"),
        ("Haji Ambo", "Ambo"),
        ("Ambo Dg. Tata", "AMBO DG TATA"),
        ("Rahmat, S.T.", "Rahmat"),
        ("Rahmat ST", "Rahmat"),
        ("Alm. Rahmat", "Rahmat (Alm)"),
        ("Becce'", "Becce"),
        ("José", "Jose"),
    ],
)
def test_spellings_of_one_name_share_their_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baso Amir", "Basse Amir"),
        ("Amir", "Amira"),
        ("Ambo", "Ambo Tata"),
        ("H", "Hj"),
        ("St", "Se"),
        ("Rahmat A", "Rahmat B"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_titles_at_the_edges_are_told() -> None:
    assert titles_at_edges("Hj. Rahma, S.Pd") == ("hj", "spd")
    assert titles_at_edges("Daeng Tata") == ("daeng",)
    assert titles_at_edges("Rahma") == ()


def test_the_search_key_keeps_the_words() -> None:
    assert search_key("  Nur'Aeni   B. ") == "nuraeni b"


@given(st.text(max_size=60))
def test_no_text_makes_the_keys_fail(text: str) -> None:
    assert " " not in name_key(text)
    assert search_key(search_key(text)) == search_key(text)
