"""The `entity_layer` component: what the trained recogniser and the word lists have found, as one layer after the guideline."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from conflict_nlp.entities.component import ARMED, LEXICAL_KEY
from conflict_nlp.entities.words import QUOTES
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

NER_KEY = "ner"
# The recogniser's own labels, and the guideline's label for each.
GUIDELINE = {"FORCE": "ORG", "GOV": "ORG", "SITE": "LOC", "EVENT": "MISC"}


@Language.factory("entity_layer", requires=["doc.ents"], assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_entity_layer(nlp: Language, name: str) -> EntityLayer:
    """Create the component. It stands after `lexical_ner` and the trained recogniser."""
    return EntityLayer(name)


class EntityLayer(Pipe):
    """Writes `doc.ents`: PER, LOC, ORG (`id_` "armed" where armed, `kb_id_` where the word lists know the name) and MISC; keeps what
    the recogniser found in `doc.spans["ner"]`."""

    def __init__(self, name: str = "entity_layer") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = list(doc.ents)
        doc.spans[NER_KEY] = found
        listed = list(doc.spans[LEXICAL_KEY]) if LEXICAL_KEY in doc.spans else []
        doc.set_ents(merge([_after_guideline(span) for span in found], listed))
        return doc


def _after_guideline(span: Span) -> Span:
    """The span with the guideline's label, an organisation with the type word before its name (`صحيفة النهار`)."""
    doc = span.doc
    start, end = span.start, span.end
    label = GUIDELINE.get(span.label_, span.label_)
    if label == "ORG":
        at = start - 1
        quoted = at >= 0 and doc[at].text in QUOTES
        if quoted:
            at -= 1
        if at >= 0 and doc[at].norm_ in type_words() and not (at and _inside(doc[at])):
            start = at
            if quoted and end < len(doc) and doc[end].text in QUOTES:
                end += 1
    return Span(doc, start, end, label, span_id=ARMED if span.label_ == "FORCE" else "")


def _inside(token: object) -> bool:
    return bool(getattr(token, "ent_type", 0))


@cache
def type_words() -> frozenset[str]:
    """Norms of the nouns that belong to the name of an organisation, which the recogniser leaves before it."""
    return frozenset(normalize(row["word"]) for row in read_table("name_practice") if row["kind"] == "outside")


def merge(found: Iterable[Span], listed: Iterable[Span]) -> list[Span]:
    """One layer of the recogniser's spans and those of the word lists."""
    spans = list(listed)
    taken = {i for span in spans for i in range(span.start, span.end)}
    spans += [span for span in found if taken.isdisjoint(range(span.start, span.end))]
    return sorted(spans, key=lambda span: span.start)
