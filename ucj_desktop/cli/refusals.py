"""What the command line itself refuses, before any service is asked."""

from collections.abc import Sequence

import click

from ucj_desktop.cli.typed_date import TypedDate
from ucj_desktop.domain.errors import ClerkError


class CommandNotUnderstood(ClerkError):
    """The command line does not say what to do: an unknown name, something missing or too much."""

    code = "BARIS-01"


class PasswordNotGiven(ClerkError):
    """There is no password in the environment or a file, and nobody to ask."""

    code = "BARIS-02"

    def __init__(self, variable: str, option: str) -> None:
        super().__init__(
            what="Kata sandi tidak diberikan.",
            fix=f"Isi {variable}, pakai {option} BERKAS, atau jalankan di terminal supaya bisa diketik.",
        )


class PasswordFileUnreadable(ClerkError):
    """The file that should hold the password cannot be read or is empty."""

    code = "BARIS-03"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas kata sandi {name} tidak bisa dibaca atau kosong.",
            fix="Tulis kata sandinya di baris pertama berkas teks (UTF-8), lalu ulangi.",
        )


class AccountNotNamed(ClerkError):
    """The office has several accounts and none was named."""

    code = "BARIS-04"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            what="Kantor ini punya beberapa akun, dan belum disebut akun mana yang dipakai.",
            fix=f"Tambahkan --as NAMA atau isi UCJ_USER; yang ada: {', '.join(names)}.",
        )


class PasswordsDiffer(ClerkError):
    """A new password was typed twice, differently."""

    code = "BARIS-05"

    def __init__(self) -> None:
        super().__init__(what="Kedua kata sandi yang diketik tidak sama.", fix="Ulangi perintahnya.")


class Stopped(ClerkError):
    """The clerk stopped the command; the service took back what was half done."""

    code = "BARIS-06"

    def __init__(self) -> None:
        super().__init__(
            what="Perintah dibatalkan; yang belum selesai tidak disimpan.", fix="Jalankan lagi bila diperlukan."
        )


class StoppedAfterSaving(ClerkError):
    """The clerk stopped the command when something was saved already."""

    code = "BARIS-07"

    def __init__(self) -> None:
        super().__init__(
            what="Perintah dihentikan, tetapi sudah ada yang tersimpan.",
            fix="Lihat apa yang tersimpan dengan ucj-desktop journal show sebelum menjalankannya lagi.",
        )


class Fault(ClerkError):
    """A fault of ours; its sentence names nothing of what was being worked on."""

    code = "UCJ-99"

    def __init__(self, report: str) -> None:
        kept = f" Laporan tanpa data pribadi ada di {report}." if report else ""
        super().__init__(
            what="Program gagal karena kesalahan di dalamnya; yang belum selesai tidak disimpan.",
            fix=f"Ulangi sekali lagi; bila tetap gagal, laporkan kepada pembuat program.{kept}",
        )


def not_understood(error: click.ClickException) -> ClerkError:
    """A usage error of click in Indonesian."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "ucj-desktop"
    return CommandNotUnderstood(what=_what(error), fix=f"Lihat cara pakainya dengan: {path} --help")


def _what(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return "Perintahnya belum disebut."
        case click.MissingParameter():
            return f"{_name_of(error)} belum diisi."
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice)):
            return f"{_name_of(error)} harus diisi salah satu dari: {', '.join(map(str, choice.choices))}."
        case click.BadParameter(param=click.Parameter(type=click.IntRange() as numbers)):
            return f"{_name_of(error)} harus angka bulat{_range_in_words(numbers)}."
        case click.BadParameter(param=click.Parameter(type=click.types.IntParamType())):
            return f"{_name_of(error)} harus angka bulat."
        case click.BadParameter(param=click.Parameter(type=TypedDate())):
            return f"{_name_of(error)}: {error.message} bukan tanggal; tulis hari-bulan-tahun, misalnya 28-02-2027."
        case click.BadParameter():
            return f"{_name_of(error)} berisi sesuatu yang tidak bisa dipakai."
        case click.NoSuchOption():
            return f"Pilihan {error.option_name} tidak dikenal."
        case click.NoSuchCommand():
            return f"Perintah {error.command_name} tidak ada."
        case click.BadOptionUsage():
            return f"Pilihan {error.option_name} kurang isi atau tidak memakai isi."
        case _:
            return "Perintahnya kurang lengkap atau ada isian yang berlebih."


def _range_in_words(numbers: click.IntRange) -> str:
    if numbers.min is not None and numbers.max is not None:
        return f" dari {numbers.min} sampai {numbers.max}"
    return f", paling sedikit {numbers.min}" if numbers.min is not None else f", paling banyak {numbers.max}"


def _name_of(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Argument) and error.ctx is not None:
        return f"Isian {parameter.make_metavar(error.ctx)}"
    return f"Pilihan {parameter.opts[0]}" if parameter is not None else "Isian"
