"""The flat form of the results: one row a claim, for tables (CSV, Parquet, pandas)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from conflict_nlp.spans import read_claims, read_document

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
    "perpetrators": "list",
    "sources": "list",
    "place": "str",
    "date": "str",
    "part_of": "str",
    "same_as": "str",
}


def claim_rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """The claims of `doc` as rows; actors, sources and places by the fullest name that the document gives them."""
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
            "perpetrators": [actor.name for actor in claim.perpetrators],
            "sources": [source.name for source in claim.sources],
            "place": claim.place.name if claim.place else None,
            "date": claim.date,
            "part_of": claim.part_of,
            "same_as": claim.same_as,
        }
