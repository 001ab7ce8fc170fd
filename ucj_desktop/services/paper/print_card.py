"""The office's own card on paper."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.place import dotted_code
from ucj_desktop.reports import find_report
from ucj_desktop.reports.card_facts import CardFacts
from ucj_desktop.reports.facts import Facts, PaperSize
from ucj_desktop.reports.writer import print_report
from ucj_desktop.services.handoff.exchange_cards import own_card
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import write_pdf
from ucj_desktop.services.paper.gather_facts import office_facts
from ucj_desktop.storage.journal import Entry


def print_card(office: Office, out: Path) -> Change:
    """Write the sheet to compare our forty digits by, as A4. Raises PaperNotWritten."""
    office.require(Action.PIN_CARD)
    card = own_card(office)
    facts = Facts(
        office=office_facts(office),
        period=office.preferences.period,
        printed_on=office.today(),
        paper=PaperSize.A4,
        card=CardFacts(
            code=dotted_code(card.office),
            name=card.name,
            fingerprint=card.fingerprint,
            made_on=datetime.fromisoformat(card.created).astimezone().date(),
            is_renewed=bool(card.previous_key),
            file_name=card.file_name,
        ),
    )
    paper = BytesIO()
    print_report(find_report("KARTU"), facts, paper)
    write_pdf(out, paper.getvalue())
    with office.database.writing() as connection:
        office.log(connection, Entry(action="card.printed", subject=office.code))
    return Change(Touched.NOTHING, f"Lembar kartu tersimpan: {out.name}. Cetak, lalu tanda tangani bersama.")
