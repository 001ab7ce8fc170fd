"""Commands about paper: print, export, and checking a letter."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.district import RECAP_BY
from ucj_desktop.cli.indonesian import argument, command, file_to_read, file_to_write, group, option
from ucj_desktop.cli.letter_group import LETTER_GROUP
from ucj_desktop.cli.say import Answer, Bar, table
from ucj_desktop.cli.signing import PAPER_COMMANDS, over_option, passphrase_option, signing_wish, version_facts
from ucj_desktop.domain.people import ROLE_LABELS
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.walking_order import hamlet_key

if TYPE_CHECKING:
    from ucj_desktop.services.office import Office
    from ucj_desktop.services.paper.export_tables import ExportedTables
    from ucj_desktop.services.paper.gather_facts import Asked as Wanted
    from ucj_desktop.services.paper.print_report import Letter
    from ucj_desktop.services.paper.sign_letter import SigningWish


@command("print", help="Cetak surat atau laporan menjadi PDF, atau tabelnya menjadi Excel; --list: semua kodenya.")
@argument("report", metavar="LAPORAN", required=False, default="", help="Kode laporan, misalnya BA-VER.")
@option("--list", "listed", is_flag=True, help="Tampilkan semua laporan.")
@option("--out", "path", type=file_to_write, metavar="BERKAS.pdf", help="Berkas tujuan; .xlsx untuk tabelnya saja.")
@option(
    "--minutes", default="", metavar="BERITA-ACARA", help="ID, nomor urut, atau nomor surat (bawaan: yang terakhir)."
)
@option("--revision", type=click.IntRange(min=1), metavar="N", help="Revisi berita acara itu (bawaan: yang terbaru).")
@option("--paper", type=click.Choice(["f4", "a4"]), help="Ukuran kertas (bawaan: pengaturan kantor).")
@option(
    "--village",
    default="",
    metavar="DESA",
    help="Hanya desa ini: lembar kerja, laporan periksa, musyawarah, atau SPTJM oleh kepala desa/lurahnya.",
)
@option("--worker", "worker_id", default="", metavar="ID-PEKERJA", help="Untuk siapa, pada SK-PEKERJA.")
@option("--draft", is_flag=True, help="Draf dari yang tervalidasi sekarang, walaupun sudah ada berita acara.")
@option("--blank", is_flag=True, help="Lembar kerja atau musyawarah tanpa nama.")
@option("--layout", type=click.Choice(["list", "halves"]), default="list", help="Formulir: daftar, atau dua sehalaman.")
@option("--hamlet", default="", metavar="DUSUN", help="Hanya dusun/lingkungan ini dari desa itu, untuk formulir.")
@option("--by", type=click.Choice(RECAP_BY), default=None, help="Baris rekapitulasi (REKAP-UCJ).")
@option("--hamlet-pages", is_flag=True, help="Tiap dusun/lingkungan mulai di halaman baru.")
@option("--sign", "certificate", type=file_to_read, metavar="BERKAS.p12", help="Tandatangani dengan sertifikat ini.")
@over_option
@passphrase_option
def print_(
    asked: Asked,
    report: str,
    listed: bool,
    path: Path | None,
    minutes: str,
    revision: int | None,
    paper: str | None,
    village: str,
    worker_id: str,
    draft: bool,
    blank: bool,
    layout: str,
    hamlet: str,
    by: str | None,
    hamlet_pages: bool,
    certificate: Path | None,
    over: str,
    passphrase_file: Path | None,
) -> Answer:
    if listed:
        return _list_reports()
    if not report or path is None:
        raise click.UsageError("a report and --out, or --list")
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.paper import print_report as service
    from ucj_desktop.services.paper.export_tables import export_tables
    from ucj_desktop.services.paper.gather_facts import Asked as Wanted

    with office_of(asked) as office:
        wanted = Wanted(
            report=report,
            minutes=minutes,
            revision=revision,
            paper=paper or "",
            village_code=find_own_village(office, village).code if village else "",
            draft=draft,
            blank=blank,
            form=layout,
            hamlet=hamlet_key(hamlet),
            hamlet_pages=hamlet_pages,
            recap_by=by or "",
            worker_id=worker_id,
        )
        if path.suffix.lower() == ".xlsx":
            if certificate is not None:
                raise click.UsageError("--sign signs a PDF")
            return _workbook(export_tables(office, wanted, path, asked.bar))
        if certificate is not None:
            return _signed(office, wanted, path, signing_wish(asked, certificate, passphrase_file, over), asked.bar)
        printed, change = service.print_report(office, wanted, path, asked.bar)
    return Answer({**_letter_facts(printed.letter, path), "draft": printed.is_draft}, [change.sentence])


def _signed(office: "Office", wanted: "Wanted", path: Path, wish: "SigningWish", bar: Bar) -> Answer:
    from ucj_desktop.services.paper.sign_letter import print_signed

    letter, version, change = print_signed(office, wanted, wish, path, bar)
    facts = {**_letter_facts(letter, path), "draft": False, **version_facts(version)}
    return Answer(facts, [change.sentence])


def _letter_facts(letter: "Letter", path: Path) -> dict[str, Any]:
    return {
        "file": path,
        "letter_id": letter.letter_id,
        "report": letter.report,
        "pages": letter.pages,
        "sha256": letter.sha256,
        "workers": letter.worker_count,
        "minutes_id": letter.minutes_id or None,
        "revision": letter.revision,
    }


def _workbook(made: "ExportedTables") -> Answer:
    facts = {"file": made.path, "sheets": made.sheets, "rows": made.rows, "draft": made.facts.draft}
    return Answer(facts, [f"Tabelnya ditulis ke {made.path}."])


def _list_reports() -> Answer:
    from ucj_desktop.services.paper.print_report import list_reports

    found = list_reports(every=True)
    rows = [
        {"code": one.code, "name": one.name, "needs": one.needs.value, "roles": [role.value for role in one.roles]}
        for one in found
    ]
    told = [(one.code, one.name, ", ".join(ROLE_LABELS[role] for role in one.roles)) for one in found]
    return Answer({"reports": rows}, table(("Kode", "Laporan", "Dicetak oleh"), told))


@command("bnba", help="Daftar nama dan alamat (by name by address) sebagai buku kerja Excel.")
@option("--out", "path", required=True, type=file_to_write, metavar="BERKAS.xlsx", help="Buku kerja tujuan.")
@option("--minutes", default="", metavar="BERITA-ACARA", help="Hanya isi berita acara ini (bawaan: semua pekerja).")
@option("--into", "received", type=file_to_read, metavar="DITERIMA.xlsx", help="Isi hasil ke salinan berkas ini.")
def bnba(asked: Asked, path: Path, minutes: str, received: Path | None) -> Answer:
    from ucj_desktop.services.paper.export_list import export_list
    from ucj_desktop.services.paper.fill_received import fill_received

    with office_of(asked) as office:
        if received is not None:
            filled = fill_received(office, received, path, minutes=minutes, progress=asked.bar)
            facts = {"file": path, "rows": filled.rows, "found": filled.found, "unknown": filled.unknown}
            return Answer(facts, [filled.sentence])
        made = export_list(office, path, minutes=minutes, progress=asked.bar)
    return Answer({"file": made.path, "rows": made.rows}, [f"{made.rows} pekerja ditulis ke {made.path}."])


@command("form", help="Formulir verifikasi lapangan sebagai buku kerja Excel; hasilnya dibaca dengan verify --from.")
@option("--out", "path", required=True, type=file_to_write, metavar="BERKAS.xlsx", help="Buku kerja tujuan.")
@option("--village", default="", metavar="DESA", help="Hanya desa/kelurahan ini.")
@option("--hamlet", default="", metavar="DUSUN", help="Hanya dusun/lingkungan ini dari desa itu.")
def export_form(asked: Asked, path: Path, village: str, hamlet: str) -> Answer:
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.field_form_sheet import write_field_form

    with office_of(asked) as office:
        code = find_own_village(office, village).code if village else ""
        made = write_field_form(office, path, code, hamlet_key(hamlet), asked.bar)
    return Answer({"file": made.path, "rows": made.rows}, [made.change.sentence])


@command("check", help="Laporan pemeriksaan data sebagai buku kerja Excel; PDF-nya: print PERIKSA.")
@option("--out", "path", required=True, type=file_to_write, metavar="BERKAS.xlsx", help="Buku kerja tujuan.")
@option("--village", default="", metavar="DESA", help="Hanya pekerja desa/kelurahan ini.")
def export_check(asked: Asked, path: Path, village: str) -> Answer:
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.paper.export_tables import export_tables
    from ucj_desktop.services.paper.gather_facts import Asked as Wanted

    with office_of(asked) as office:
        code = find_own_village(office, village).code if village else ""
        made = export_tables(office, Wanted(report="PERIKSA", village_code=code), path, asked.bar)
    found = made.facts
    facts = {"file": made.path, "checked": found.checked, "clean": found.clean, "findings": len(found.findings)}
    return Answer(facts, [f"{thousands(len(found.findings))} temuan ditulis ke {made.path}."])


@command("check", help="Periksa apakah sebuah surat asli: berkas PDF-nya, atau teks kode QR-nya.")
@argument("given", metavar="BERKAS.pdf|TEKS-QR", help="Berkas PDF, atau teks yang diawali UCJ1*.")
def check(asked: Asked, given: str) -> Answer:
    from ucj_desktop.services.paper.check_paper import check_paper

    with office_of(asked) as office:
        found = check_paper(office, given)
    facts = {
        "verdict": found.outcome.value,
        "page": found.page,
        "row": found.row,
        "office": found.office_code or None,
        "office_name": found.office_name,
        "pages": found.pages,
        "register": found.register,
        "revision": found.revision,
        "newer_revision": found.newer_revision,
        "what": found.sentence,
    }
    return Answer(facts, [found.sentence])


COMMANDS = (
    print_,
    LETTER_GROUP,
    group("export", "Ekspor daftar ke Excel.", bnba, export_form, export_check),
    group("paper", "Surat yang sudah dicetak.", check, *PAPER_COMMANDS),
)
