"""The flat form of the results: one row a claim, for tables (CSV, Parquet, pandas)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from conflict_nlp.spans import read_claims, read_document
from conflict_nlp.types import Place

# What the gazetteer knows of a place: column, which is the name of the field too, and its pandas type.
_OF_PLACES = {
    "lat": "Float64",
    "lon": "Float64",
    "admin1": "str",
    "admin2": "str",
    "country": "str",
    "pcode": "str",
    "where_prec": "Int64",
}
PLACE_COLUMNS = {"place": "str", "place_id": "str", **_OF_PLACES}
# Column -> its pandas type; `list` columns hold names.
COLUMNS = {
    "document": "str",
    "document_date": "str",
    "outlet": "str",
    "claim": "str",
    "start": "Int64",
    "end": "Int64",
    "text": "str",
    "harm": "str",
    "low": "Int64",
    "high": "Int64",
    "modifier": "str",
    "status": "str",
    "victims": "str",
    "victim_type": "str",
    "victim_actor": "str",
    "victim_actor_id": "str",
    "perpetrators": "list",
    "perpetrator_ids": "list",
    "stance": "str",
    "sources": "list",
    "source_ids": "list",
    **PLACE_COLUMNS,
    "date": "str",
    "date_precision": "Int64",
    "event": "str",
    "part_of": "str",
    "same_as": "str",
}


def place_cells(place: Place | None) -> dict[str, Any]:
    """The cells of `PLACE_COLUMNS`, empty ones where no place is told."""
    if place is None:
        return dict.fromkeys(PLACE_COLUMNS)
    return {"place": place.name, "place_id": place.kb_id, **{name: getattr(place, name) for name in _OF_PLACES}}


def claim_rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """The claims of `doc` as rows; actors, sources and places by the fullest name that the document gives them, and their ids in the same
    order (empty for a name without one)."""
    about = read_document(doc)
    for claim in read_claims(doc):
        yield {
            "document": about.get("id"),
            "document_date": about.get("date"),
            "outlet": about.get("outlet"),
            "claim": claim.id,
            "start": claim.start,
            "end": claim.end,
            "text": claim.text,
            "harm": claim.harm,
            "low": claim.low,
            "high": claim.high,
            "modifier": claim.modifier,
            "status": claim.status,
            "victims": claim.victims.text,
            "victim_type": claim.victims.type,
            "victim_actor": claim.victims.actor,
            "victim_actor_id": claim.victims.actor_kb_id,
            "perpetrators": [actor.name for actor in claim.perpetrators],
            "perpetrator_ids": [actor.kb_id or "" for actor in claim.perpetrators],
            "stance": claim.stance,
            "sources": [source.name for source in claim.sources],
            "source_ids": [source.kb_id or "" for source in claim.sources],
            **place_cells(claim.place),
            "date": claim.date,
            "date_precision": claim.date_precision,
            "event": claim.event,
            "part_of": claim.part_of,
            "same_as": claim.same_as,
        }
