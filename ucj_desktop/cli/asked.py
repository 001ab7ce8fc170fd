"""What the whole command line asks: which office, which account, which form of answer."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.refusals import AccountNotNamed, PasswordFileUnreadable, PasswordNotGiven, PasswordsDiffer
from ucj_desktop.cli.say import Bar
from ucj_desktop.domain.errors import ClerkError

if TYPE_CHECKING:
    from ucj_desktop.services.office import Office

_PASSWORD, _NEW_PASSWORD, _ACCOUNT = "UCJ_PASSWORD", "UCJ_NEW_PASSWORD", "UCJ_USER"
_PASSPHRASE = "UCJ_P12_PASSPHRASE"
_LONGEST_FILE = 4096  # bytes; a password is at most 1024 letters


@dataclass(slots=True)
class Asked:
    """The options that every command takes. ``notices`` are sentences said beside the answer; ``has_saved``: something
    was kept, whatever happens now.

    ``window`` says what the window carries; only the program as a whole knows the window.
    """

    store: Path | None = None
    account: str = ""
    password_file: Path | None = None
    new_password_file: Path | None = None
    as_json: bool = False
    notices: list[str] = field(default_factory=list)
    has_saved: bool = False
    window: Callable[[], Mapping[str, Any]] = dict
    bar: Bar = field(default_factory=Bar)

    @property
    def folder(self) -> Path:
        """The office's folder."""
        if self.store is not None:
            return self.store
        from ucj_desktop.services.store_folder import default_store_folder

        return default_store_folder()

    def login(self) -> tuple[str, str]:
        """The account and its password. Raises NoOfficeHere, AccountNotNamed, PasswordNotGiven."""
        from ucj_desktop.services.log_in import names_of_accounts
        from ucj_desktop.services.office import NoOfficeHere

        names = names_of_accounts(self.folder)
        if not names:
            raise NoOfficeHere
        account = self.account or os.environ.get(_ACCOUNT, "")
        if not account:
            if len(names) != 1:
                raise AccountNotNamed(names)
            account = names[0]
        return account, self.password(account)

    def password(self, account: str) -> str:
        """The password of an account that exists: from the file that is named, else the environment, or typed."""
        given = _given(_PASSWORD, self.password_file)
        return given if given is not None else _typed(f"Kata sandi {account}", _PASSWORD, "--password-file")

    def new_password(self, account: str, *, or_own: bool = False) -> str:
        """A new account's first password; ``or_own``: the one for logging in does, where no other is given."""
        given = _given(_NEW_PASSWORD, self.new_password_file)
        if given is None and or_own:
            given = _given(_PASSWORD, self.password_file)
        if given is not None:
            return given
        typed = _typed(f"Kata sandi baru untuk {account}", _NEW_PASSWORD, "--new-password-file")
        if typed != _typed("Sekali lagi", _NEW_PASSWORD, "--new-password-file"):
            raise PasswordsDiffer
        return typed

    def passphrase(self, path: Path | None) -> str:
        """That of a certificate to sign with; the environment and a file are for machines without a keyboard."""
        given = _given(_PASSPHRASE, path)
        return given if given is not None else _typed("Kata sandi sertifikat", _PASSPHRASE, "--passphrase-file")


def _given(variable: str, path: Path | None) -> str | None:
    if path is None:  # the command line says it of this one command, the environment of all of them
        return os.environ.get(variable) or None
    try:
        with path.open("rb") as file:
            first = file.read(_LONGEST_FILE).decode("utf-8-sig").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise PasswordFileUnreadable(path.name) from error
    if not first:
        raise PasswordFileUnreadable(path.name)
    return first


def _typed(words: str, variable: str, option: str) -> str:
    if not _somebody_can_type():
        raise PasswordNotGiven(variable, option)
    typed: str = click.prompt(words, hide_input=True, err=True)
    return typed


def _somebody_can_type() -> bool:
    terminal = sys.stdin is not None and sys.stdin.isatty()  # a window program has no standard input
    if terminal and sys.platform == "win32":  # isatty() is true of NUL as well; the question would wait for ever
        import ctypes
        import msvcrt

        console = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdin.fileno()))
        terminal = bool(ctypes.windll.kernel32.GetConsoleMode(console, ctypes.byref(ctypes.c_ulong())))
    return terminal


@contextmanager
def office_of(asked: Asked) -> Iterator["Office"]:
    """The office, logged in; closed whatever happens, with a backup before when something has changed."""
    from ucj_desktop.services.care.back_up import back_up_at_exit
    from ucj_desktop.services.office import open_office

    account, password = asked.login()
    office = open_office(asked.folder, account, password, progress=asked.bar)
    try:
        before = office.journal_rows()
        try:
            yield office
        except KeyboardInterrupt:
            asked.has_saved = office.journal_rows() > before
            raise
        asked.has_saved = office.journal_rows() > before
        try:
            back_up_at_exit(office, asked.bar)
        # What was asked for is done and must not be reported as failed or stopped.
        except ClerkError as error:
            asked.notices.append(f"{error.what} {error.fix}")
        except KeyboardInterrupt:
            asked.notices.append("Cadangan penutup dibatalkan; cadangan berikutnya dibuat saat program dipakai lagi.")
    finally:
        office.close()
