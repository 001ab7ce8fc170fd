"""The day of a receipt by the command line: rehearsed, received, printed, its code typed."""

from pathlib import Path

from tests.cli.command_lines import run
from tests.district_day import TwoPackages


def test_packages_are_rehearsed_received_and_their_receipt_is_printed_and_typed(tmp_path: Path) -> None:
    world = TwoPackages(tmp_path)
    kecamatan, kabupaten, stick = world.kecamatan.folder, world.kabupaten.folder, world.stick
    world.close()
    told = run("package", "receive", stick, "--dry-run", "--store", kabupaten, "--json").facts
    assert (told["new"], told["changed"], told["withdrawn"], told["receipts"]) == (6, 3, 3, [])
    first, second = told["packages"]
    assert [len(first["diff"][kind]) for kind in ("new", "changed", "withdrawn")] == [6, 0, 0]
    changes = [one for row in second["diff"]["changed"] for one in row["changes"]]
    assert any(one["new"] == "Dusun Baru" for one in changes)
    assert all("******" in row["nik"] for row in first["diff"]["new"])
    ran = run("package", "receive", stick, "--store", kabupaten)
    assert "Kode tanda terima nomor 0001: " in ran.out
    received = run("package", "receive", stick, "--store", kabupaten, "--json").facts
    code = received["packages"][0]["code"]
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in ran.out
    paper = ("package", "receipt", "--office", "73.02.01", "--out", stick / "tanda.pdf", "--store", kabupaten, "--json")
    assert run(*paper, "--sequence", "1", "--paper", "a4").facts["sequence"] == 1
    assert (stick / "tanda.pdf").read_bytes().startswith(b"%PDF")
    assert run(*paper, "--sequence", "7").error["code"] == "TERIMA-03"
    typed = ("--store", kecamatan, "--json")
    assert run("package", "receipt-code", code, *typed).facts == {"sequence": 1, "outcome": "whole", "received": True}
    assert run("package", "receipt-code", code, "--sequence", "2", *typed).error["code"] == "KODE-03"
    assert run("package", "receipt-code", "F95W-KEJF-QF1K", *typed).error["code"] == "KODE-02"
    wrong = run("package", "receipt-code", code[1] + code[0] + code[2:] if code[0] != code[1] else code[:-1], *typed)
    assert wrong.code == 2
    assert wrong.error["code"] == "KODE-01"
