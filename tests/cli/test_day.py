"""A working day of two offices by command lines alone."""

import json
import shutil
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests.cli.command_lines import Ran, run, run_apart
from tests.offices import ADMIN, make_office

PEOPLE = """\
DAFTAR PEKERJA RENTAN DESA BIALO
NO;NIK;NAMA LENGKAP;TEMPAT LAHIR;TANGGAL LAHIR;JK;ALAMAT;DESA;PEKERJAAN;NAMA IBU KANDUNG;NO KK;NO HP
1;7302011708800001;Baso Tamparang;Bulukumba;17-08-1980;L;Poros;Bialo;Petani;Sitti Aminah;7302011203100001;081234567801
2;7302015203850002;Andi Nurhayati;Bulukumba;12-03-1985;P;Poros;Bialo;Pedagang;Sitti Rohani;7302011203100002;081234567802
3;7302010101900003;Muh. Ramli;Bulukumba;01-01-1990;L;Poros;Bialo;Nelayan;Sitti Hawa;7302011203100003;081234567803
4;;Daeng Tanpa Nomor;Bulukumba;02-01-1990;L;Poros;Bialo;Nelayan;Sitti Hawa;;
5;7302010101900005;;Bulukumba;01-01-1990;L;Poros;Bialo;Nelayan;Sitti Hawa;;
"""
VERDICTS = """\
NIK;NAMA;HASIL;ALASAN;CATATAN
7302011708800001;Baso;LAYAK;;
7302015203850002;Andi;PERBAIKAN;;alamat
7302010101900003;Ramli;TIDAK LAYAK;TL-02;ke Makassar
7302010101909999;Hantu;LAYAK;;
"""
SHEET = "desa bialo.csv"


def done(ran: Ran) -> Ran:
    assert ran.code == 0, ran.out + ran.err
    return ran


def photo_of(paper: Path, out: Path) -> Path:
    """The first page as somebody photographs it: a little turned."""
    document = pypdfium2.PdfDocument(paper)
    page = document[0].render(scale=150 / 72).to_pil()
    document.close()
    page.rotate(7, expand=True, fillcolor="white").convert("RGB").save(out, quality=70)
    return out


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two offices that know each other's cards, an empty stick, and the sheet of a village."""
    make_office(tmp_path / "kec").close()
    make_office(tmp_path / "kab", code="7302").close()
    (tmp_path / "stick").mkdir()
    (tmp_path / SHEET).write_text(PEOPLE, "utf-8")
    (tmp_path / "hasil.csv").write_text(VERDICTS, "utf-8")
    cards = {}
    for office in ("kec", "kab"):
        cards[office] = done(
            run("office", "card", "--out", tmp_path / "stick", "--store", tmp_path / office, "--json")
        ).facts
    for office, other in (("kec", "kab"), ("kab", "kec")):
        card = cards[other]
        words = ("office", "trust", card["file"], "--fingerprint", card["fingerprint"], "--store", tmp_path / office)
        assert done(run(*words, "--json")).facts["office"] == card["office"]
    return tmp_path


def test_a_day_of_two_offices(place: Path) -> None:
    kec, kab, stick = place / "kec", place / "kab", place / "stick"

    def ask(*words: str | Path, store: Path = kec) -> Ran:
        return done(run(*words, "--store", store, "--json"))

    dry = ask("import", place / SHEET, "--dry-run").facts
    kept = ask("import", place / SHEET, "--errors", place / "galat.xlsx").facts
    for counts in (dry, kept):
        assert [counts[name] for name in ("read", "new", "changed", "same", "refused")] == [5, 4, 0, 0, 1]
    assert (dry["batch"], dry["dry_run"]) == ("", True)
    assert (kept["rows"][4]["outcome"], kept["rows"][4]["findings"][0]["cell"]) == ("refused", "C7")
    assert (place / "galat.xlsx").is_file()
    again = ask("import", place / SHEET).facts
    assert [again[name] for name in ("new", "changed", "same", "refused")] == [0, 0, 4, 1]

    checked = ask("check", "--village", "Bialo").facts
    assert checked["checked"] == 4
    assert sum(checked["by_rule"].values()) == len(checked["findings"])
    assert ask("duplicates").facts == {"pairs": []}

    verified = ask("verify", "--from", place / "hasil.csv").facts
    assert verified["done"] == 3
    assert verified["skipped"] == [
        {
            "sheet": "hasil",
            "row": 5,
            "worker_id": None,
            "why": "NIK ini tidak ada di data kantor ini.",
            "is_other": False,
        }
    ]
    assert ask("validate", "--from", place / "hasil.csv").facts["done"] == 3
    [opened] = ask("round", "list").facts["rounds"]
    assert opened["by_stage"] == {"collected": 1, "validated": 3}

    closed = ask("minutes", "close", "--round", "Bialo", "--number", "400/1/2026", "--date", "20-11-2026").facts
    assert closed["counts"] == {
        "workers": 3, "eligible": 1, "eligible_corrected": 1, "not_eligible": 1, "pending": 0
    }  # fmt: skip
    assert (closed["revision"], closed["held_on"]) == (1, "2026-11-20")

    letter = ask("print", "BA-VER", "--out", stick / "ba.pdf", "--paper", "a4").facts
    first = ask("print", "BA-VER", "--revision", "1", "--out", stick / "ba-1.pdf", "--paper", "a4").facts
    assert (first["revision"], first["sha256"]) == (1, letter["sha256"])
    assert (letter["workers"], letter["draft"]) == (3, False)
    assert (stick / "ba.pdf").read_bytes().startswith(b"%PDF-")
    for report, village in (("LAMP-3", ()), ("PENGANTAR", ()), ("SPTJM", ()), ("SPTJM", ("--village", "Bialo"))):
        made = ask("print", report, *village, "--out", stick / f"{report}.pdf").facts
        assert (made["report"], made["revision"], made["draft"]) == (report, 1, False)
        assert ask("paper", "check", stick / f"{report}.pdf").facts["verdict"] == "genuine"
    assembly = ask("print", "BA-MUS", "--village", "Bialo", "--out", stick / "mus.pdf").facts
    assert (assembly["report"], assembly["minutes_id"]) == ("BA-MUS", None)
    minuted = [one for one in kept["rows"] if one["worker_id"]]
    certificate = ask("print", "SK-PEKERJA", "--worker", minuted[0]["worker_id"], "--out", stick / "sk.pdf").facts
    assert (certificate["workers"], certificate["revision"]) == (1, 1)
    assert ask("paper", "check", stick / "sk.pdf").facts["verdict"] == "genuine"
    record = ("print", "SUBJEK", "--out", stick / "x.pdf", "--json", "--store", kec)
    assert run(*record).error["code"] == "CETAK-20"
    nobody = ("print", "SPTJM", "--village", "Bontomacinna", "--out", stick / "x.pdf", "--json")
    assert run(*nobody, "--store", kec).error["code"] == "CETAK-17"
    assert ask("export", "bnba", "--minutes", "400/1/2026", "--out", stick / "bnba.xlsx").facts["rows"] == 3
    for office in (kec, kab):
        paper = ask("paper", "check", stick / "ba.pdf", store=office).facts
        assert (paper["verdict"], paper["office"], paper["page"]) == ("genuine", "730201", None)
        photo = ask("paper", "check", photo_of(stick / "ba.pdf", stick / "foto.jpg"), store=office).facts
        assert (photo["verdict"], photo["office"], photo["page"]) == ("genuine", "730201", 1)
    shutil.copy(stick / "bnba.xlsx", stick / "dari desa.xlsx")
    into = ("export", "bnba", "--into", stick / "dari desa.xlsx", "--out", stick / "hasil.xlsx")
    assert [ask(*into).facts[name] for name in ("rows", "found", "unknown")] == [3, 3, 0]
    numbers = ask("letter", "numbers", "--year", "2026").facts
    assert [one["number"] for one in numbers["numbers"]] == ["400/1/2026"]

    sent = ask("package", "create", "--to", stick).facts
    assert (sent["sequence"], sent["workers"], Path(sent["file"]).name) == (1, 3, "UCJ-730201-0001.ucj")
    stated = done(run("package", "inspect", sent["file"], "--json")).facts
    assert (stated["office"], stated["trusted"]) == ("730201", False)

    tried = ask("package", "receive", sent["file"], "--dry-run", store=kab).facts
    assert (tried["new"], tried["receipt"]) == (3, None)
    taken = ask("package", "receive", stick, store=kab).facts
    assert [taken[name] for name in ("new", "changed", "same", "refused", "held")] == [3, 0, 0, 0, []]
    assert Path(taken["receipt"]).name == "UCJ-730201-0001.ucjr"
    repeated = ask("package", "receive", sent["file"], store=kab).facts
    assert [repeated[name] for name in ("new", "changed", "same", "refused", "held")] == [0, 0, 3, 0, []]
    answer = ask("package", "answer", "--office", "73.02.01", "--to", stick, store=kab).facts
    assert (answer["accepted"], answer["returned"]) == (2, 0)
    assert ask("package", "answer-in", stick).facts["accepted"] == 2

    recap = ask("recap", "--by", "kecamatan", store=kab).facts
    assert recap["balances"] is True
    assert [row["total"] for row in recap["rows"]] == [3]
    for office in (kec, kab):
        assert ask("journal", "verify", store=office).facts["first_bad"] is None
        assert all(one["ok"] for one in ask("doctor", store=office).facts["checks"])

    backup = ask("backup", "create").facts
    reopened = ask("minutes", "reopen", "400/1/2026", "--reason", "nama salah tulis").facts
    assert (reopened["minutes_id"], reopened["counts"]) == (closed["minutes_id"], {"workers": 3})
    assert ask("workers", "--stage", "accepted").facts["total"] == 0
    restored = ask("backup", "restore", backup["name"]).facts
    assert restored["counts"] == backup["counts"]
    assert ask("workers", "--stage", "accepted").facts["total"] == 2


def test_workers_are_masked_unless_asked_and_asking_stands_in_the_journal(place: Path) -> None:
    store = ("--store", place / "kec", "--json")
    done(run("import", place / SHEET, *store))
    masked = done(run("workers", "--query", "baso", *store))
    assert "7302011708800001" not in masked.out
    assert "081234567801" not in masked.out
    [worker] = masked.facts["workers"]
    assert (worker["nik"], worker["kk_number"]) == ("730201******0001", "730201******0001")
    assert (worker["birth_date"], worker["sex"], worker["village_name"]) == ("1980-08-17", "male", "Bialo")
    assert (worker["stage"], worker["verdict"], worker["reason"]) == ("collected", None, None)
    shown = done(run("workers", "--query", "baso", "--with-nik", *store))
    [worker] = shown.facts["workers"]
    assert (worker["nik"], worker["kk_number"]) == ("7302011708800001", "7302011203100001")
    assert worker["phone"] == "081234567801"
    newest = done(run("journal", "show", "--limit", "2", *store)).facts["rows"][1]
    assert newest["sentence"].startswith("Daftar dengan NIK lengkap dibuka")
    history = done(run("journal", "show", "--worker", worker["worker_id"], *store)).facts["rows"]
    assert [row["who"] for row in history] == [ADMIN]


def test_an_import_is_undone_by_its_id(place: Path) -> None:
    store = ("--store", place / "kec", "--json")
    batch = done(run("import", place / SHEET, *store)).facts["batch"]
    undone = done(run("import", *store, "undo", batch))
    assert undone.facts == {"removed": 4, "restored": 0}
    assert done(run("workers", *store)).facts["total"] == 0
    assert run("import", "undo", batch, *store).error["code"] == "IMPOR-03"


def test_an_error_workbook_that_cannot_be_written_does_not_deny_the_import(place: Path) -> None:
    store = ("--store", place / "kec", "--json")
    kept = done(run("import", place / SHEET, "--errors", place / "tidak ada" / "galat.xlsx", *store)).facts
    assert (kept["new"], kept["errors"]) == (4, None)
    assert len(kept["notices"]) == 1
    assert done(run("workers", *store)).facts["total"] == 4


def test_a_filled_template_imports_with_no_mapping(place: Path) -> None:
    store = ("--store", place / "kec", "--json")
    assert done(run("template", "--village", "Bialo", "--out", place / "isian.xlsx", *store)).facts["file"]
    book = openpyxl.load_workbook(place / "isian.xlsx")
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if "NIK" in [cell.value for cell in row])
    values = {"NIK": "7302011708800001", "NAMA LENGKAP": "Baso Tamparang", "TANGGAL LAHIR": "17-08-1980"}
    for cell in header:
        if cell.value in values:
            sheet.cell(cell.row + 1, cell.column, values[cell.value])
    book.save(place / "isian.xlsx")
    read = done(run("import", place / "isian.xlsx", *store)).facts
    assert [read[name] for name in ("read", "new", "refused")] == [1, 1, 0]
    [worker] = done(run("workers", "--with-nik", *store)).facts["workers"]
    assert (worker["nik"], worker["birth_date"], worker["village_name"]) == ("7302011708800001", "1980-08-17", "Bialo")


def test_a_pair_is_listed_and_decided(place: Path) -> None:
    store = ("--store", place / "kec", "--json")
    twin = PEOPLE + "6;;Baso Tamparang;Bulukumba;17-08-1980;L;Poros;Padang;Petani;Sitti Aminah;;\n"
    (place / "kembar.csv").write_text(twin, "utf-8")
    done(run("import", place / "kembar.csv", *store))
    [pair] = done(run("duplicates", *store)).facts["pairs"]
    assert "a_nik" not in pair
    assert pair["because"]
    [shown] = done(run("duplicates", "--with-nik", *store)).facts["pairs"]
    assert sorted((shown["a_nik"], shown["b_nik"])) == ["", "7302011708800001"]
    with_nik = shown["a"] if shown["a_nik"] else shown["b"]
    apart = ("duplicates", "decide", pair["a"], pair["b"], "--not-same", "--reason", "beda ibu", *store)
    assert done(run(*apart)).facts["decision"] == "not_same"
    [told] = done(run("duplicates", "decided", *store)).facts["pairs"]
    assert ({told["a"], told["b"]}, told["reason"]) == ({pair["a"], pair["b"]}, "beda ibu")
    assert "bukan orang yang sama" in run("duplicates", "decided", "--store", place / "kec").out
    done(run("duplicates", "ask-again", pair["b"], pair["a"], *store))
    assert run("duplicates", "ask-again", pair["b"], pair["a"], *store).error["code"] == "KEMBAR-06"
    assert run("duplicates", "decide", "a", pair["a"], "--same", *store).error["code"] == "KEMBAR-08"
    decided = done(run("duplicates", "decide", pair["a"], pair["b"], "--same", "--keep", with_nik, *store))
    assert decided.facts == {"merged": True, "decision": "same", "kept": with_nik}
    assert done(run("duplicates", *store)).facts == {"pairs": []}
    [merge] = done(run("duplicates", "merged", *store)).facts["merges"]
    assert merge["kept"] == with_nik
    assert done(run("import", place / "kembar.csv", *store)).facts["changed"] == 0
    done(run("duplicates", "unmerge", pair["a"], pair["b"], *store))
    assert done(run("duplicates", "merged", *store)).facts == {"merges": []}
    [again] = done(run("duplicates", *store)).facts["pairs"]
    assert {again["a"], again["b"]} == {pair["a"], pair["b"]}
    imported = done(run("import", place / "kembar.csv", *store)).facts
    assert (imported["new"], imported["changed"]) == (0, 0)


def test_people_read_the_same_day_in_indonesian(place: Path) -> None:
    store = ("--store", place / "kec")
    told = done(run("import", place / SHEET, *store)).out
    assert "4 baru" in told
    assert "baris 7: Nama kosong." in told
    listed = done(run("workers", *store)).out
    assert "730201******0001" in listed
    assert "4 dari 4 pekerja." in listed
    assert "Belum ada putaran." in done(run("round", "list", *store)).out
    assert "4 pekerja diperiksa" in done(run("check", *store)).out
    assert "JUMLAH" in done(run("recap", *store)).out
    assert "BA-VER" in done(run("print", "--list")).out


def test_the_demo_makes_two_offices_that_open_with_what_it_tells(tmp_path: Path) -> None:
    ran = run_apart("demo", "--out", tmp_path / "contoh", "--workers", "40", "--seed", "3", "--json")
    made = json.loads(done(ran).out)
    assert {"pdf", "xlsx", "ucj", "ucjr"} <= set(made["files"])
    assert all(Path(one).is_file() for one in made["files"].values())
    counts = made["counts"]
    assert counts["import_read"] == sum(counts[f"import_{name}"] for name in ("new", "changed", "same", "refused"))
    assert counts["district_new"] == counts["sent"] == counts["minuted"]
    environment = {"UCJ_PASSWORD": made["password"]}
    listed = run("workers", "--store", made["store"], "--as", made["account"], "--json", environment=environment)
    assert listed.facts["total"] == counts["import_new"] + counts["typed"] - counts["merged"]
    assert all(path.parent.parent == tmp_path / "contoh" or path.parent == tmp_path / "contoh"
               for path in map(Path, (*made["files"].values(), made["store"])))  # fmt: skip


def test_the_demo_leaves_a_folder_of_somebody_else_alone(tmp_path: Path) -> None:
    (tmp_path / "surat penting.txt").write_text("jangan dihapus")
    ran = run("demo", "--out", tmp_path, "--workers", "5", "--json")
    assert ran.code == 2
    assert ran.error["code"].startswith("DEMO-")
    assert [one.name for one in tmp_path.iterdir()] == ["surat penting.txt"]


def test_the_list_of_reports_names_who_may_print_each() -> None:
    found = {one["code"]: one["roles"] for one in run("print", "--list", "--json").facts["reports"]}
    assert found["LAMP-1"] == ["verifier", "head"]
    assert found["HADIR"] == ["entry", "verifier", "head"]
    assert "Dicetak oleh" in run("print", "--list").out
