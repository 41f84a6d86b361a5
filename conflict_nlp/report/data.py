"""What the page knows: articles as HTML, incidents as records, and the tables that its script works with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import Any

from spacy.tokens import Doc

from conflict_nlp.export.marking import escaped, figure, marked, web_address
from conflict_nlp.incidents.episodes import parse_days
from conflict_nlp.incidents.records import Incident
from conflict_nlp.linking.knowledge import actor
from conflict_nlp.resources import read_table
from conflict_nlp.spans import read_claims, read_document
from conflict_nlp.text.normalize import normalize

_NAME_LENGTH = 110
# Letters, marks and digits of Arabic script, and what stands between letters without being seen.
_FOLDED = (range(0x600, 0x700), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x206A), (0xAD, 0xFEFF))


@dataclass(frozen=True, slots=True)
class Article:
    """A document on the page: `anchor` is the id of its section, `name` its first line, `html` the section."""

    document: str
    anchor: str
    name: str
    html: str


def article(doc: Doc, number: int) -> Article:
    """The section of the page for one document, the `number`-th."""
    about = read_document(doc)
    document, anchor = str(about.get("id", "")), f"article-{number}"
    facts = [f'<bdi class="{key}">{escaped(about[key])}</bdi>' for key in ("outlet", "date") if about.get(key)]
    if web_address(about.get("url")):
        facts.append(f'<a href="{escaped(about["url"])}" rel="noreferrer" data-t="original"></a>')
    facts.append(f'<bdi class="id">{escaped(document)}</bdi>')
    html = f"""<article class="article" id="{anchor}" tabindex="-1">
<div class="about">{"".join(facts)}</div>
<div class="told"></div>
<div class="text" dir="rtl" lang="ar">{marked(doc.text, read_claims(doc))}</div>
</article>
"""
    name = next((line.strip() for line in doc.text.splitlines() if line.strip()), document)
    return Article(document, anchor, shorten(name, _NAME_LENGTH, placeholder="…"), html)


def page_data(incidents: Sequence[Incident], articles: Sequence[Article], title: str | None = None) -> dict[str, Any]:
    """All that the script of the page needs, as plain values."""
    return {
        "title": title,
        "incidents": [incident_data(incident) for incident in incidents],
        "articles": {item.document: {"anchor": item.anchor, "name": item.name} for item in articles},
        "english": _english(incidents),
        "strings": json.loads(asset("strings.json")),
        "fold": folding(),
        "shapes": json.loads(asset("shapes.geojson")),
    }


def incident_data(incident: Incident) -> dict[str, Any]:
    """The record of an incident without what the page does not show, with the `first` and `last` of its days (None where none is told),
    each claim with its figure as a reader writes it."""
    out = incident.to_dict()
    del out["events"]
    days = parse_days(incident.date) if incident.date else None
    out |= {"first": days and days.first.isoformat(), "last": days and days.last.isoformat()}
    for item, told in zip(out["claims"], incident.claims, strict=True):
        del item["claim"]["evidence"]
        item["ref"] = told.ref
        item["claim"]["figure"] = figure(told.claim)
    return out


def _english(incidents: Iterable[Incident]) -> dict[str, str]:
    """The English names of the actors and places of the incidents, by `kb_id`, where the tables have one."""
    out: dict[str, str] = {}
    for incident in incidents:
        for party in (*incident.perpetrators, *incident.victims):
            known = actor(party.kb_id)
            if known is not None and known.name_en:
                out[known.kb_id] = known.name_en
        for place in (incident.place, *(item.claim.place for item in incident.claims)):
            if place is not None and place.kb_id in _place_names():
                out[place.kb_id] = _place_names()[place.kb_id]
    return out


@cache
def _place_names() -> dict[str, str]:
    return {f"place:{row['kind']}:{row['id']}": row["gloss"] for row in read_table("places") if row["gloss"]}


@cache
def folding() -> dict[str, str]:
    """Character -> its normal form, for those that have another one: the search of the page finds what `normalize` makes alike."""
    characters = (chr(code) for codes in _FOLDED for code in codes)
    return {character: normalize(character) for character in characters if normalize(character) != character}


def asset(name: str) -> str:
    """The text of a file that comes with the report."""
    return (files("conflict_nlp.report") / "assets" / name).read_text("utf8")


def to_json(data: object) -> str:
    """`data` as JSON that can stand in a script element whatever its texts are: nothing in it ends the element or opens a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
