"""The legal bases in a letter: a numbered list, where the office asks for one."""

from collections.abc import Mapping
from datetime import date

from ucj_desktop.reports.blocks import Block, Item, Text
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import NO_BREAK


def cited_bases(facts: Facts, document: str, values: Mapping[str, str], day: date, end: str = ";") -> list[Block]:
    """Those that the office has chosen for this document and that are in force on the letter's day.

    ``end`` stands behind the last: the sentence goes on in some letters.
    """
    cited = [one for one in facts.bases.get(document, ()) if one.is_in_force(day)]
    if not cited:
        return []
    blocks: list[Block] = [Text(facts.words[document].say("dasar", values), space_before=8.0, keep_with_next=True)]
    for number, one in enumerate(cited, start=1):
        text = f"{one.citation}{';' if number < len(cited) else end}".replace("Nomor ", f"Nomor{NO_BREAK}")
        blocks.append(Item(f"{number}.", text, indent=0.0, space_before=2.0))
    return blocks
