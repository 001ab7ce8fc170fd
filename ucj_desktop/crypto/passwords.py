"""What a new password must be: long enough, not a common one, not the account's own name."""

import re
import unicodedata
from itertools import pairwise

from ucj_desktop.domain.errors import ClerkError

_LONG_NAME = 5  # letters
MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 1024  # so that a pasted file does not keep Argon2id busy

# The stems people build long passwords from: "password" 1234, "kecamatan" 2026, "qwertyuiop" asdf ...
# Own list, English and Indonesian; compared after digits, signs and the usual letter-for-digit swaps are taken off.
_COMMON = """
    password passwordpassword passw pass katasandi katasandiku sandi sandisandi rahasia rahasiaku rahasianegara
    qwerty qwertyuiop qwertyuiopasdf qwertyuiopasdfghjkl qwertyqwerty asdfghjkl asdfghjklqwerty asdfasdfasdf zxcvbnm
    qwertyasdfgh qazwsxedc qazwsxedcrfv qweasdzxc qweasdzxcqwe abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz
    abcdefgh abc abcabc abcabcabcabc letmein letmeinplease welcome welcomewelcome iloveyou iloveyouforever
    admin administrator adminadmin adminadminadmin superadmin operator operatoroperator user useruser root
    indonesia indonesiaraya indonesiaku merdeka indonesiamerdeka garuda garudapancasila pancasila bhinnekatunggalika
    sayangku sayangsayang akusayangkamu akucintakamu cintaku bismillah bismillahirrahmanirrahim alhamdulillah
    assalamualaikum allahuakbar subhanallah insyaallah masyaallah terimakasih selamatdatang selamatpagi
    bulukumba kabupatenbulukumba sulawesi sulawesiselatan makassar jakarta kecamatan kabupaten kantorcamat
    kantorkecamatan camat kelurahan desa kantordesa lurah bupati pemerintah pemerintahdaerah dinassosial
    jamsostek jamsostekku bpjs bpjsketenagakerjaan ketenagakerjaan pekerjarentan ucj ucjdesktop universalcoverage
    universalcoveragejamsostek sayapekerja komputer komputerku laptop windows microsoft google facebook whatsapp
    gantipassword gantisandi passwordbaru sandibaru tidakada tidaktahu lupapassword lupasandi januari februari maret
    april juni juli agustus september oktober november desember
"""
COMMON_STEMS = frozenset(_COMMON.split())
_SWAPS = str.maketrans("013457@$!", "oleastasi")


class PasswordRefused(ClerkError):
    """A new password is too short, too common, or the account's own name."""

    code = "KUNCI-03"


def normal_password(password: str) -> bytes:
    """The bytes a key is derived from: NFKC, so that another keyboard's composition gives the same key."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def refuse_weak_password(password: str, account_name: str) -> None:
    """Raise :class:`PasswordRefused` unless the password may be used; no composition rules (NIST SP 800-63B)."""
    fix = f"Pakai paling sedikit {MINIMUM_LENGTH} karakter, misalnya empat kata yang tidak ada hubungannya."
    if len(password) < MINIMUM_LENGTH:
        raise PasswordRefused(what=f"Kata sandi terlalu pendek: {len(password)} karakter.", fix=fix)
    if len(password) > MAXIMUM_LENGTH:
        raise PasswordRefused(what="Kata sandi terlalu panjang.", fix=f"Pakai paling banyak {MAXIMUM_LENGTH} karakter.")
    lowered = unicodedata.normalize("NFKC", password).casefold()
    if len(set(lowered)) < 5 or _is_run(lowered) or _is_common(lowered):
        raise PasswordRefused(what="Kata sandi ini terlalu mudah ditebak.", fix=fix)
    name = _letters(account_name.casefold())
    # A short name stands inside many words by chance ("ani" in "manis"): there only the word itself counts.
    if name in re.split(r"\W+", lowered) or (len(name) >= _LONG_NAME and name in _letters(lowered)):
        raise PasswordRefused(what="Kata sandi memuat nama akun.", fix=fix)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _is_common(lowered: str) -> bool:
    plain = "".join(letter for letter in lowered if letter.isalpha())
    swapped = "".join(letter for letter in lowered.translate(_SWAPS) if letter.isalpha())
    trimmed = "".join(
        letter for letter in lowered.rstrip("0123456789!@#$%^&*._- ").translate(_SWAPS) if letter.isalpha()
    )
    return not COMMON_STEMS.isdisjoint({plain, swapped, trimmed})


def _is_run(lowered: str) -> bool:
    """Whether every character follows the one before it by the same small step: 123456789012, abcdefghijkl."""
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(lowered)}
    return len(steps) == 1 and lowered.isascii() and (lowered.isdigit() or lowered.isalpha())
