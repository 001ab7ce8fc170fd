"""What a new password must be."""

import pytest

from ucj_desktop.crypto.passwords import PasswordRefused, normal_password, refuse_weak_password


@pytest.mark.parametrize(
    "password",
    [
        "singkat",
        "sebelasAB12",
        "x" * 1025,
        "aaaaaaaaaaaaaa",
        "123123123123123",
        "password12345",
        "P@ssw0rd2026!",
        "KataSandi2026",
        "rahasia123456",
        "Indonesia2026!!",
        "bulukumba7302",
        "qwertyuiopasdf",
        "abcdefghijklmn",
        "123456789012",
        "987654321098",
        "bpjsketenagakerjaan",
        "gantipassword1",
    ],
)
def test_short_common_and_patterned_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordRefused) as refusal:
        refuse_weak_password(password, "Sitti Aminah")
    assert password not in refusal.value.what + refusal.value.fix


@pytest.mark.parametrize("password", ["sawah kambing pena hujan", "t7#Kq9!mLw2z", "delapan perahu di teluk"])
def test_long_unusual_passwords_need_no_composition(password: str) -> None:
    refuse_weak_password(password, "Sitti Aminah")


def test_a_password_may_not_hold_the_account_name() -> None:
    with pytest.raises(PasswordRefused, match="nama akun"):
        refuse_weak_password("perahu-Sitti.Aminah-layar", "Sitti Aminah")
    refuse_weak_password("perahu besar layar", "Al")


def test_another_composition_of_the_same_letters_is_the_same_password() -> None:
    assert normal_password("caf\u00e9") == normal_password("cafe\u0301")


def test_a_short_name_inside_another_word_is_no_fault() -> None:
    refuse_weak_password("kopi pahit manis", "Ani")
    with pytest.raises(PasswordRefused):
        refuse_weak_password("kopi pahit untuk ani", "Ani")
