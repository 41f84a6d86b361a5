"""Claims, episodes and documents for the tests; all invented."""

from __future__ import annotations

from itertools import count

from spacy.tokens import Doc

from conflict_nlp.incidents.episodes import Episode, episodes
from conflict_nlp.incidents.records import Report
from conflict_nlp.spans import write_document
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention, Place, Victims

_numbers = count(1)
# Two towns some 9 km apart, one 60 km off, one in another country (coordinates invented).
NEAR = Place("السهل", 0, 5, "السهل", "place:a", 35.00, 37.00, "الشرقية", "الوسط", "XA", None, 1)
NEXT = Place("التل", 0, 4, "التل", "place:b", 35.05, 37.08, "الشرقية", "الوسط", "XA", None, 1)
FAR = Place("الجبل", 0, 5, "الجبل", "place:c", 35.00, 37.90, "الغربية", "الطرف", "XA", None, 1)
ABROAD = Place("الميناء", 0, 7, "الميناء", "place:d", 35.00, 37.20, "الساحل", "الساحل", "XB", None, 1)
PROVINCE = Place("الشرقية", 0, 7, "الشرقية", "place:e", 35.10, 37.20, "الشرقية", None, "XA", None, 4)
OTHER_PROVINCE = Place("الغربية", 0, 7, "الغربية", "place:f", 35.10, 37.60, "الغربية", None, "XA", None, 4)


def claim(low, high=-1, harm="killed", *, id=None, victims="شخصا", kind="unknown", actor=None, by=(), modifier="exact", at=0, **more):
    """A claim of exactly `low` people unless `high` says otherwise, at the `at`-th character."""
    return CasualtyClaim(
        id=id or f"c{next(_numbers)}",
        start=at,
        end=at + 1,
        text="",
        harm=harm,
        low=low,
        high=low if high == -1 else high,
        modifier=modifier,
        victims=Victims(victims, at, at + 1, kind, actor, actor_kb_id=more.pop("actor_kb_id", None)),
        perpetrators=[Mention(name, 0, 1, name) for name in by],
        **more,
    )


def event(id, mode=None):
    return ConflictEvent(id, "ASSAULT", Evidence("trigger", "", 0, 1, ""), mode)


def episode(document, *claims, date="2031-05-02", outlet=None, events=()) -> Episode:
    """All `claims` as one episode of a report."""
    joined = [CasualtyClaim.from_dict({**c.to_dict(), "event": c.event or "e0"}) for c in claims]
    [found] = episodes(Report(document, date, outlet or document), joined, events)
    return found


def read(nlp, id, text, *, date="2031-05-02", outlet=None) -> Doc:
    """A document read by a pipeline."""
    doc = nlp.make_doc(text)
    write_document(doc, id=id, date=date, outlet=outlet)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc
