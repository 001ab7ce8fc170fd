"""Signing from the command line: its passphrase comes from the environment or a file, never as an argument."""

from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.demo_office import PASSWORD
from tests.reports.certificates import PASSPHRASE, ec_key, issuer, official
from tests.services.paper.offices import SIGNERS, close_all, closed_office

NAME = SIGNERS[0].name
ACCOUNT = {"UCJ_PASSWORD": PASSWORD}
GIVEN = ACCOUNT | {"UCJ_P12_PASSPHRASE": PASSPHRASE}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    closed_office(tmp_path / "kantor", 4)
    close_all()
    (tmp_path / "pejabat.p12").write_bytes(official(ec_key(), NAME))
    return tmp_path / "kantor"


def done(ran: Ran) -> Ran:
    assert ran.code == 0, ran
    return ran


def test_a_letter_is_printed_signed_looked_at_and_taken_back_in(store: Path, tmp_path: Path) -> None:
    def ask(*words: str | Path) -> Ran:
        return run(*words, "--store", store, "--json", environment=GIVEN)

    p12, paper = tmp_path / "pejabat.p12", tmp_path / "ba.pdf"
    made = done(ask("print", "BA-VER", "--out", paper, "--sign", p12)).facts
    assert (made["signers"], made["draft"], made["file"]) == ([NAME], False, str(paper))
    found = done(ask("paper", "signatures", paper)).facts
    [one] = found["signatures"]
    assert (one["signer"], one["intact"], one["nothing_added"], one["trusted"]) == (NAME, True, True, False)
    assert (found["letter_id"], found["untouched"], found["verdict"]) == (made["letter_id"], True, "genuine")
    (tmp_path / "induk.cer").write_bytes(issuer().der)
    [known] = done(ask("paper", "issuers", "--add", tmp_path / "induk.cer")).facts["issuers"]
    assert done(ask("paper", "signatures", paper)).facts["signatures"][0]["trusted"]
    assert done(ask("paper", "issuers", "--forget", known["serial"])).facts["issuers"] == []
    assert ask("paper", "take", paper).error["code"] == "TTE-16"
    assert ask("paper", "sign", "BA-VER", "--with", p12).error["code"] == "TTE-12"
    done(ask("print", "BA-VER", "--out", paper))
    assert ask("paper", "take", paper).error["code"] == "TTE-13"
    again = tmp_path / "lagi.pdf"
    signed = done(ask("paper", "sign", "ba-ver", "--with", p12, "--out", again)).facts
    assert signed["letter_id"] != made["letter_id"], "the newest print"
    assert again.read_bytes().startswith(paper.read_bytes())
    assert ask("print", "LAMP-1", "--out", tmp_path / "l.xlsx", "--sign", p12).code == 2


def test_the_passphrase_comes_from_a_file_too_and_without_one_nothing_is_signed(store: Path, tmp_path: Path) -> None:
    p12, paper, kept = tmp_path / "pejabat.p12", tmp_path / "ba.pdf", tmp_path / "sandi.txt"

    def ask(*words: str | Path) -> Ran:
        line = ("print", "BA-VER", "--out", paper, "--sign", p12, "--store", store, "--json")
        return run(*line, *words, environment=ACCOUNT)

    assert ask().error["code"] == "BARIS-02"
    kept.write_text(f"{PASSWORD}\n")
    assert ask("--passphrase-file", kept).error["code"] == "TTE-01"
    assert not paper.exists()
    kept.write_text(f"{PASSPHRASE}\n")
    done(ask("--passphrase-file", kept))
    assert paper.exists()
