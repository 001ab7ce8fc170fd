"""Commands and options as click builds them, with help in Indonesian and the common options everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from ucj_desktop.cli.asked import Asked
from ucj_desktop.cli.say import Answer

PROGRAM = "ucj-desktop"
_SECTIONS = {"Options": "Pilihan", "Commands": "Perintah", "Positional arguments": "Isian"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Pemakaian: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_SECTIONS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class _Option(click.Option):
    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = "wajib"
        return extra


option = partial(click.option, cls=_Option)
argument = click.argument
file_to_read = click.Path(path_type=Path)
file_to_write = click.Path(path_type=Path)


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep a common option wherever on the line it stands; the last one said wins."""
    if value:
        setattr(context.find_root().ensure_object(Asked), str(parameter.name), value)


def _common_options(*, hidden: bool) -> list[click.Option]:
    common = partial(_Option, expose_value=False, callback=_remember, hidden=hidden)
    path = click.Path(path_type=Path)
    return [
        common(["--store"], type=path, metavar="FOLDER", help="Folder kantor (bawaan: folder data akun komputer ini)."),
        common(
            ["--as", "account"], metavar="NAMA", help="Akun yang dipakai (bawaan: satu-satunya akun, atau UCJ_USER)."
        ),
        common(["--password-file"], type=path, metavar="BERKAS", help="Berkas berisi kata sandi (atau UCJ_PASSWORD)."),
        common(
            ["--new-password-file"],
            type=path,
            metavar="BERKAS",
            help="Berkas berisi kata sandi akun yang baru dibuat (atau UCJ_NEW_PASSWORD).",
        ),
        common(["--json", "as_json"], is_flag=True, help="Jawaban sebagai satu objek JSON."),
    ]


class _Worded(click.Command):
    """What all commands and groups share."""

    context_class = _Context

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named.setdefault("options_metavar", "[PILIHAN]")
        super().__init__(*arguments, **named)
        self.params += _common_options(hidden=self.name != PROGRAM)

    def get_short_help_str(self, limit: int = 200) -> str:
        return super().get_short_help_str(200)  # whole first sentences: the formatter wraps them

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        shown = super().get_help_option(ctx)
        if shown is not None:
            shown.help = "Tampilkan bantuan ini."
        return shown


class Command(_Worded):
    """One command; what it returns is said after everything it opened is closed."""

    def invoke(self, ctx: click.Context) -> Answer:
        answer: Answer = super().invoke(ctx)
        return answer


class Group(_Worded, click.Group):
    """Commands of one kind. With ``default``, that command runs where none of them is named."""

    def __init__(self, *arguments: Any, default: Command | None = None, **named: Any) -> None:
        named.setdefault("subcommand_metavar", "PERINTAH [ISIAN]...")
        super().__init__(*arguments, **named)
        self.default = default

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if self.default is not None and self._first_word(args) not in self.commands:
            return self.default.make_context(info_name, args, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def _first_word(self, args: Sequence[str]) -> str:
        """The first argument that is neither a common option nor its value."""
        takes_value = {
            name for one in self.params if isinstance(one, click.Option) and not one.is_flag for name in one.opts
        }
        skip = False
        for one in args:
            if skip or one.startswith("-"):
                skip = not skip and one in takes_value
                continue
            return one
        return ""


def command(name: str, **named: Any) -> Callable[[Callable[..., Answer]], Command]:
    """Make a command of a function that takes what was asked first and returns its answer."""

    def decorate(function: Callable[..., Answer]) -> Command:
        return click.command(name, cls=Command, **named)(_handing_in(function))

    return decorate


def _handing_in(function: Callable[..., Answer]) -> Callable[..., Answer]:
    passed = click.make_pass_decorator(Asked, ensure=True)
    return passed(function)


def group(name: str, help: str, *commands: click.Command, default: Command | None = None) -> Group:
    """Put commands of one kind under one name."""
    made = Group(name, help=help, default=default, no_args_is_help=default is None)
    for one in commands:
        made.add_command(one)
    return made
