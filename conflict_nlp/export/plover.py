"""PLOVER's JSON lines (https://github.com/openeventdata/PLOVER): an event a line, from actor to recipient.

PLOVER itself leaves events without a named actor uncoded; here they are kept, with `actor` null.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, BinaryIO, get_args

from spacy.tokens import Doc

from conflict_nlp import __version__
from conflict_nlp.export.base import Exporter, json_line
from conflict_nlp.export.incidents import STANCES, countries
from conflict_nlp.incidents.episodes import parse_days
from conflict_nlp.incidents.figures import figure
from conflict_nlp.linking.knowledge import actor
from conflict_nlp.resources import read_table
from conflict_nlp.spans import read_claims, read_document, read_events
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Harm, Mention, Place

# Our harms -> the names of PLOVER's size object; the last three are additions, which its manual allows.
_SIZES = {
    "killed": "dead",
    "injured": "injured",
    "detained": "arrested",
    "missing": "missing",
    "abducted": "abducted",
    "displaced": "displaced",
}


class PloverExporter(Exporter):
    """The conflict events of each document, with or without a count of people."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, doc: Doc) -> None:
        claims, about = read_claims(doc), read_document(doc)
        events = []
        for event in read_events(doc):
            statuses = {claim.status for claim in claims if claim.id in event.claims}
            if statuses and "asserted" not in statuses:
                self.losses["events that are denied or hypothetical"] += 1
            else:
                events.append(event)
        for event in events:
            line = plover_event(event, claims, about)
            self._file.write(json_line(line))
            if event.place is None:
                self.losses["events without a place"] += 1
            if line["date"] is None:
                self.losses["events without a date"] += 1
            if event.stance in ("accused", "claimed_responsibility"):
                self.losses[STANCES[event.stance]] += 1
        told = {name for event in events for name in event.claims}
        for claim in claims:
            if claim.status != "asserted":
                self.losses[f"claims that are {claim.status}"] += 1
            elif claim.id not in told:
                self.losses["claims without an event"] += 1
            elif claim.harm not in _SIZES:
                self.losses["claims of people killed or injured"] += 1
            elif claim.low != claim.high:
                self.losses["bounds of numbers"] += 1
            self.losses["names of those who say so"] += len(claim.sources)
        self.losses += Counter()  # without what was not lost


def plover_event(event: ConflictEvent, claims: Sequence[CasualtyClaim], about: dict[str, Any]) -> dict[str, Any]:
    """The line of an event; `claims` are those of its document, `about` what the document is told about itself."""
    days = parse_days(event.date) if event.date else None
    line: dict[str, Any] = {
        "id": f"{about.get('id', '')}#{event.id}",
        "date": days.first.isoformat() if days else None,
        "actor": _entities(event.attackers),
        "recipient": _entities(event.targets),
        "event": [event.type],
        "event_text": [event.trigger.text],
        "text_info": {"start": event.trigger.start, "end": event.trigger.end},
        "cite_info": _known(
            citation=str(about.get("id", "")),
            url=about.get("url"),
            language="ar",
            publication=about.get("outlet"),
            coder=f"conflict-nlp {__version__}",
        ),
    }
    if days and days.length > 1:
        line["enddate"] = days.last.isoformat()
    if event.type in _quads():
        line["quad_code"] = _quads()[event.type]
    if event.mode:
        line["mode"] = [event.mode]
    if event.place:
        line["event_loc"] = _location(event.place)
    own = [claim for claim in claims if claim.id in event.claims]
    found = {_SIZES[harm]: told.best for harm in get_args(Harm) if harm in _SIZES and (told := figure(own, harm))}
    if found:
        line["size"] = found
    return line


def _entities(mentions: Iterable[Mention]) -> list[dict[str, str]] | None:
    """The entity objects of mentions; null where there are none."""
    return [_entity(mention) for mention in mentions] or None


def _entity(mention: Mention) -> dict[str, str]:
    known = actor(mention.kb_id)
    if known is None:
        return {"entity_text": mention.text}
    return _known(
        entity_text=mention.text,
        code=countries().get(known.country, {}).get("alpha3"),
        sector=_sectors().get(known.kind),
        identifier_id=known.wikidata,
        identifier_text=known.name_en,
    )


def _location(place: Place) -> dict[str, Any]:
    where = countries().get(place.country or "", {})
    resolution = _resolutions().get(str(place.where_prec))
    return _known(
        extracted_place=place.text,
        resolved_place=place.name,
        lat=place.lat,
        lon=place.lon,
        district=place.admin2,
        province=place.admin1,
        country=where.get("name"),
        country_code=where.get("alpha3"),
        resolution=int(resolution) if resolution else None,
    )


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


@cache
def _quads() -> dict[str, int]:
    return {row["event"]: int(row["quad_code"]) for row in read_table("export/plover_events")}


@cache
def _sectors() -> dict[str, str]:
    return {row["kind"]: row["sector"] for row in read_table("export/plover_sectors")}


@cache
def _resolutions() -> dict[str, str]:
    return {row["where_prec"]: row["plover"] for row in read_table("export/precision")}
