"""The one place that writes results into a `Doc` and reads them back.

Results live in span groups: the spans point at the text for displaCy, matchers and trainers, and the group's `attrs`
hold a record of plain values for each span, under the span's id. That form, unlike custom attributes, survives
`Doc.to_bytes`, pickling, worker processes and a plain `DocBin`, and can be read without this library. What a document
is told about itself (its id, date and outlet) is kept the same way, in the attributes of a group without spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Mention

CLAIMS_KEY = "casualty_claims"
EVENTS_KEY = "conflict_events"
MENTIONS_KEY = "actor_mentions"
DOCUMENT_KEY = "conflict_document"
_RECORDS = "records"


def read_records(doc: Doc, key: str) -> dict[str, dict[str, Any]]:
    """The records of the span group `key`, by span id and in the order they were written; empty without such a group."""
    if key not in doc.spans:
        return {}
    records: dict[str, dict[str, Any]] = doc.spans[key].attrs.get(_RECORDS, {})
    return records


def write_records(doc: Doc, key: str, spans: Iterable[Span], records: dict[str, dict[str, Any]]) -> None:
    """Replace the span group `key` by `spans` and their `records` (span id -> plain values that JSON can hold)."""
    doc.spans[key] = SpanGroup(doc, name=key, attrs={_RECORDS: records}, spans=list(spans))


def read_claims(doc: Doc) -> list[CasualtyClaim]:
    """The casualty claims of `doc`, in the order of the text."""
    return [CasualtyClaim.from_dict(record) for record in read_records(doc, CLAIMS_KEY).values()]


def write_claims(doc: Doc, claims: Iterable[CasualtyClaim]) -> None:
    """Replace the claims of `doc`. The spans cover whole tokens and bear the harm as label; the records keep exact offsets."""
    claims = list(claims)
    spans = [_span(doc, claim.start, claim.end, label=claim.harm, span_id=claim.id) for claim in claims]
    write_records(doc, CLAIMS_KEY, spans, {claim.id: claim.to_dict() for claim in claims})


def read_events(doc: Doc) -> list[ConflictEvent]:
    """The conflict events of `doc`, in the order of the text."""
    return [ConflictEvent.from_dict(record) for record in read_records(doc, EVENTS_KEY).values()]


def write_events(doc: Doc, events: Iterable[ConflictEvent]) -> None:
    """Replace the events of `doc`. The spans are those of the triggers and bear the event's type as label."""
    events = list(events)
    spans = [_span(doc, event.trigger.start, event.trigger.end, label=event.type, span_id=event.id) for event in events]
    write_records(doc, EVENTS_KEY, spans, {event.id: event.to_dict() for event in events})


def read_mentions(doc: Doc) -> list[Mention]:
    """The mentions of actors in `doc`, in the order of the text."""
    return [Mention.from_dict(record) for record in read_records(doc, MENTIONS_KEY).values()]


def write_mentions(doc: Doc, mentions: Iterable[tuple[Mention, str]]) -> None:
    """Replace the mentions of actors of `doc`: each with its label, `named` or `nominal`. The spans bear the mention's `kb_id`."""
    spans, records = [], {}
    for n, (mention, label) in enumerate(mentions, 1):
        spans.append(_span(doc, mention.start, mention.end, label=label, span_id=f"a{n}", kb_id=mention.kb_id or ""))
        records[f"a{n}"] = mention.to_dict()
    write_records(doc, MENTIONS_KEY, spans, records)


def read_document(doc: Doc) -> dict[str, Any]:
    """What `doc` was told about itself: `id`, `date`, `outlet` and whatever else was written; a copy."""
    return dict(doc.spans[DOCUMENT_KEY].attrs) if DOCUMENT_KEY in doc.spans else {}


def write_document(doc: Doc, **values: Any) -> None:
    """Add to what `doc` knows about itself; a value of `None` takes the key away."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    kept = {key: value for key, value in {**read_document(doc), **plain}.items() if value is not None}
    doc.spans[DOCUMENT_KEY] = SpanGroup(doc, name=DOCUMENT_KEY, attrs=kept)


def _span(doc: Doc, start: int, end: int, *, label: str, span_id: str, kb_id: str = "") -> Span:
    span = doc.char_span(start, end, label=label, span_id=span_id, kb_id=kb_id, alignment_mode="expand")
    if span is None:
        raise ConflictNLPError("CN002", start=start, end=end, length=len(doc.text))
    return span
