"""The project's annotations after ENTITIES.md in the practice of ANERcorp, whose labels the recogniser has beside some of its own.

ANERcorp marks neither armies nor ministries nor sites as a whole, and leaves `صحيفة` and the like before a name outside of it. What it
does not mark gets a label of its own (FORCE, GOV, SITE, EVENT), so that both corpora agree about PER, LOC, ORG and MISC; the
component `entity_layer` brings the entities back to the guideline.
"""

from __future__ import annotations

import re
from functools import cache

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from scripts.corpora.records import Entity, Record

_FIRST_WORD = re.compile(r"\W*([\w\u064b-\u0652]+)\W*")
# What the guideline's ORG is told apart into: `ARM` armed, `GOV` of a state.
_ARMED = "ARM"
_QUOTES = "\"'«»“”‟‘’{}()"


@cache
def kinds() -> dict[str, str]:
    """First word of a name, normalised -> its kind in `name_practice.csv`."""
    return {normalize(row["word"]): row["kind"] for row in read_table("name_practice")}


def in_practice(record: Record) -> Record:
    """The record with the recogniser's labels."""
    entities = [_convert(record.text, *entity) for entity in record.entities]
    return Record(record.corpus, record.id, record.text, tuple(entities), record.source)


def _convert(text: str, start: int, end: int, label: str) -> Entity:
    first = _FIRST_WORD.match(text, start, end)
    kind = kinds().get(normalize(first.group(1)), "") if first else ""
    more = first is not None and first.end() < end
    if label == "LOC" and kind == "site" and more:
        return start, end, "SITE"
    if label == "MISC" and kind == "event" and more:
        return start, end, "EVENT"
    if label == "MISC" and kind == "currency" and first is not None:
        return first.start(1), first.end(1), "MISC"
    if label == _ARMED and kind == "force":
        return start, end, "FORCE"
    if label in ("ORG", _ARMED):
        if kind == "outside" and first is not None and more:
            start = first.end()
            # A closing quotation mark or bracket at the end belongs to the opening one that is left out.
            while text[end - 1] in _QUOTES or text[end - 1].isspace():
                end -= 1
        return start, end, "ORG"
    return start, end, label
