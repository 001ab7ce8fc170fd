"""The command line as a whole: its commands, and what becomes of an error."""

import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import click

import ucj_desktop
from ucj_desktop.cli import (
    about,
    accuracy,
    assignment_group,
    attach,
    budget_group,
    care,
    collect,
    district,
    fix,
    handoff,
    keying,
    laptop_group,
    offices,
    outside,
    paper,
    relay_group,
    rounds,
    subject,
)
from ucj_desktop.cli.asked import Asked
from ucj_desktop.cli.indonesian import PROGRAM, Group
from ucj_desktop.cli.refusals import Fault, Stopped, StoppedAfterSaving, not_understood
from ucj_desktop.cli.say import Answer, as_json
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Cancelled

DONE, OURS, CLERKS = 0, 1, 2


class Program(Group):
    """Runs one command line and ends with the exit code of CONTRACT.md: 0 done, 2 a clerk error, 1 a fault of ours."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        *_: Any,
        window: Callable[[], Mapping[str, Any]] = dict,
        **__: Any,
    ) -> None:
        words = list(sys.argv[1:] if args is None else args)
        asked = Asked(as_json="--json" in words, window=window)
        sys.exit(self._run(words, asked))

    def _run(self, words: list[str], asked: Asked) -> int:
        try:
            with self.make_context(PROGRAM, words, obj=asked) as context:
                answer: Answer = self.invoke(context)
            _tell(asked, answer)
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except BrokenPipeError:  # who read our answer has gone, as `| head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OURS
        except ClerkError as error:
            return _refuse(asked, error)
        except (click.Abort, KeyboardInterrupt, Cancelled):
            return _refuse(asked, StoppedAfterSaving() if asked.has_saved else Stopped())
        except click.ClickException as error:
            if isinstance(error, click.exceptions.NoArgsIsHelpError) and not asked.as_json:
                print(error.ctx.get_help() if error.ctx else "", file=sys.stderr)
                return CLERKS
            return _refuse(asked, not_understood(error))
        except Exception as error:  # noqa: BLE001 - the end of the line: told, and reported without personal data
            return _fail(asked, error)
        return DONE


def _tell(asked: Asked, answer: Answer) -> None:
    asked.bar.clear()
    for notice in asked.notices:
        print(notice, file=sys.stderr)
    if asked.as_json:
        lines: Sequence[str] = [as_json({**answer.facts, **({"notices": asked.notices} if asked.notices else {})})]
    else:
        lines = answer.lines
    try:
        print(*lines, sep="\n", flush=True)
    except OSError as error:
        if error.errno == errno.EINVAL:  # what Windows says of a pipe that nobody reads
            raise BrokenPipeError from error
        raise


def _refuse(asked: Asked, error: ClerkError) -> int:
    asked.bar.clear()
    if asked.as_json:
        print(as_json({"error": {"code": error.code, "what": error.what, "fix": error.fix}}), flush=True)
    else:
        print(f"{error.what}\n{error.fix} ({error.code})", file=sys.stderr, flush=True)
    return CLERKS


def _fail(asked: Asked, error: Exception) -> int:
    from ucj_desktop.services.write_crash_report import crash_report, write_crash_report

    report = write_crash_report(asked.folder, error)
    _refuse(asked, Fault(str(report) if report else ""))
    if not report:  # no office yet: whoever started the program has to see it now or never
        print(crash_report(error, datetime.now().astimezone()), file=sys.stderr, flush=True)
    return OURS


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        print(f"UCJ Desktop {ucj_desktop.__version__}")
        context.exit()


program = Program(
    PROGRAM,
    help="UCJ Desktop: data pekerja rentan dari desa sampai kabupaten, tanpa internet. Tanpa perintah, jendela dibuka.",
    params=[
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Tampilkan versi."
        )
    ],
    no_args_is_help=True,
)
_COLLECTING = (collect, attach, accuracy, outside, keying, fix)
_DISTRICT = (district, assignment_group, budget_group, relay_group)
for _part in (offices, *_COLLECTING, rounds, laptop_group, paper, handoff, *_DISTRICT, care, subject, about):
    for _command in _part.COMMANDS:
        program.add_command(_command)
