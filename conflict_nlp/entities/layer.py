"""The `entity_layer` component: what the trained recogniser and the word lists have found, as one layer after the guideline."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span
from thinc.types import Floats1d

from conflict_nlp.entities.component import ARMED, LEXICAL_KEY
from conflict_nlp.entities.domain import domain_spans
from conflict_nlp.entities.lexicon import actor_for, place_for, surnames, word_norm
from conflict_nlp.entities.words import MARKS, QUOTES, closes
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

NER_KEY = "ner"
ENTITIES_KEY = "entities"
# Key of `doc.user_data`: the recogniser's probability, for each token, of being in no name.
OUTSIDE_KEY = "ner_outside"
# The recogniser's own labels, and the guideline's label for each.
GUIDELINE = {"FORCE": "ORG", "GOV": "ORG", "SITE": "LOC", "EVENT": "MISC"}


@Language.factory(
    "entity_layer",
    requires=["doc.ents"],
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"doubt": 0.02},
)
def make_entity_layer(nlp: Language, name: str, doubt: float) -> EntityLayer:
    """Create the component. It stands after `lexical_ner` and the trained recogniser.

    doubt: what the recogniser did not see is taken from the lists if it finds it at least this probable that a word of it is in a name,
    what is longer than the names it saw if that holds of every other word (`crf_ner` tells; of other recognisers everything is taken).
    """
    return EntityLayer(name, doubt)


class EntityLayer(Pipe):
    """Writes `doc.ents`: PER, LOC, ORG (`id_` "armed" where armed, `kb_id_` where the word lists know the name) and MISC.

    What the recogniser found stays in `doc.spans["ner"]`. `doc.spans["entities"]` has all names and WEAPON, DATE and QUANTITY spans,
    which may overlap.
    """

    def __init__(self, name: str = "entity_layer", doubt: float = 0.02) -> None:
        self.name = name
        self.doubt = doubt

    def __call__(self, doc: Doc) -> Doc:
        found = list(doc.ents)
        doc.spans[NER_KEY] = found
        listed = list(doc.spans[LEXICAL_KEY]) if LEXICAL_KEY in doc.spans else []
        outside = doc.user_data.pop(OUTSIDE_KEY, None)
        if outside is not None:
            outside[[i for span in found for i in range(span.start, span.end)]] = 0.0
            listed = [span for span in listed if 1 - _least(span, outside) >= self.doubt]
        doc.set_ents(merge([after_guideline(span) for span in found], listed))
        doc.spans[ENTITIES_KEY] = sorted([*doc.ents, *domain_spans(doc)], key=lambda span: (span.start, -span.end))
        return doc


def _least(span: Span, outside: Floats1d) -> float:
    """How sure the recogniser is, at the least, that what the lists take for a name is none: that all its words are outside of names. An
    organisation over names that it found (`قيادة | قوات التحالف`) has none of its other words outside, unless it would be another then."""
    words = outside[span.start : span.end]
    if span.label_ == "ORG" and any(token.ent_type for token in span) and not _is_another(span):
        beside = [p for p, token in zip(words, span, strict=True) if not (token.is_punct or token.norm_ in type_words())]
        return max(beside, default=0.0)
    return min(words)


def _is_another(span: Span) -> bool:
    """Whether the lists have the whole of the name, and the one name that the recogniser found in it would not do: `الجيش الشعبي` is not
    `الجيش الشعبي لتحرير السودان`. What stands before a name can go, or one adjective after it
    (`قيادة | قوات التحالف`, `حزب الله | اللبناني`), and the force before its commander's name (`قوات الرئيس | علي صالح`, which
    attribution reads)."""
    if actor_for(_phrase(span)) is None:
        return False
    if len(span.ents) != 1 or (span.ents[0].start == span.start and span.ents[0].end < span.end - 1):
        return True
    (inside,) = span.ents
    if GUIDELINE.get(inside.label_, inside.label_) != "ORG":
        return inside.label_ != "PER"
    known = actor_for(_phrase(inside))
    return known is not None and known.kb_id != span.kb_id_


def _phrase(span: Span) -> str:
    return " ".join(word_norm(token.text, token.norm_) for token in span if token.text not in MARKS)


def after_guideline(span: Span) -> Span:
    """The span with the guideline's label, an organisation with the type word before its name (`صحيفة النهار`)."""
    doc = span.doc
    start, end = span.start, span.end
    label = GUIDELINE.get(span.label_, span.label_)
    if label == "ORG":
        at = start - 1
        mark = doc[at].text if at >= 0 else ""
        closed = end < len(doc) and closes(mark, doc[end].text)
        if mark in QUOTES or closed:
            at -= 1
        if (
            at >= 0
            and doc[at].norm_ in type_words()
            and not doc[at].ent_type
            and not any(doc[i].is_sent_start for i in range(at + 1, start + 1))
        ):
            start = at
            end += closed
    return Span(doc, start, end, label, span_id=ARMED if span.label_ == "FORCE" else "")


@cache
def type_words() -> frozenset[str]:
    """Norms of the nouns that belong to the name of an organisation, which the recogniser leaves before it."""
    return frozenset(normalize(row["word"]) for row in read_table("name_practice") if row["kind"] == "outside")


@cache
def munitions() -> frozenset[str]:
    """Norms of nouns that the name of a weapon may follow: the single words among the weapons of `means.csv`."""
    forms = (form for row in read_table("means") if row["rank"] == "2" for form in row["word"].split("|"))
    return frozenset(normalize(form) for form in forms if " " not in form)


def merge(found: Iterable[Span], listed: Iterable[Span]) -> list[Span]:
    """One layer of the recogniser's spans and those of the word lists, in order, none over another.

    Actors of the knowledge base are read as the lists have them, for what is accused of something must be found whole; but a family
    name that an actor has too (`الحوثي`) is a person where the recogniser says so, one that stands for the actor. Elsewhere the recogniser
    decides; a place that the lists know as part of a longer name (`مخيم جنين`) is read whole. Where the recogniser sees nothing, the
    lists add places that they know and persons.
    """
    listed = list(listed)
    layer = _Layer()
    persons = {(span.start, span.end) for span in found if span.label_ == "PER" and span[-1].norm_ in surnames()}
    for span in listed:
        if span.kb_id_.startswith("actor:"):
            label = "PER" if (span.start, span.end) in persons else span.label_
            layer.add([Span(span.doc, span.start, span.end, label, kb_id=span.kb_id_, span_id=span.id_)])
    same = {(span.start, span.end, span.label_): span for span in listed}
    places = [span for span in listed if span.label_ == "LOC"]
    ours = [_whole(span, places) if span.label_ == "LOC" else span for span in found]
    ours = [_as_listed(span, same.get((span.start, span.end, span.label_))) for span in ours]
    layer.add(sorted(ours, key=lambda span: span.start - span.end))
    layer.add(span for span in listed if span.label_ == "PER" or (span.label_ == "LOC" and span.kb_id_))
    return sorted(layer.spans, key=lambda span: span.start)


class _Layer:
    """Spans, none over another: what comes first stays."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._taken: set[int] = set()

    def add(self, spans: Iterable[Span]) -> None:
        for span in spans:
            tokens = range(span.start, span.end)
            if self._taken.isdisjoint(tokens):
                self.spans.append(span)
                self._taken.update(tokens)


def _whole(span: Span, places: list[Span]) -> Span:
    """The place of the lists around a span, the span itself where there is none."""
    return next((place for place in places if place.start <= span.start and span.end <= place.end), span)


def _as_listed(span: Span, listed: Span | None) -> Span:
    """The span with what the lists tell of the same words; it stays armed where either says so."""
    if listed is None:
        return _not_a_weapon(_linked(span))
    return Span(span.doc, span.start, span.end, span.label_, kb_id=listed.kb_id_, span_id=listed.id_ or span.id_)


def _not_a_weapon(span: Span) -> Span:
    """A place that no list knows, right after a noun of munition, is the name of that munition (`قذائف الكراسنبول`)."""
    before = span.doc[span.start - 1] if span.start else None
    if span.label_ == "LOC" and not span.kb_id_ and before is not None and before.whitespace_ and before.norm_ in munitions():
        return Span(span.doc, span.start, span.end, "MISC")
    return span


def _linked(span: Span) -> Span:
    """The span with the entry of the lists that it names, though they would not have taken it for a name by themselves."""
    if span.label_ not in ("LOC", "ORG"):
        return span
    phrase = _phrase(span)
    entry = place_for(phrase) if span.label_ == "LOC" else actor_for(phrase)
    if entry is None:
        return span
    armed = span.id_ == ARMED or entry.armed
    return Span(span.doc, span.start, span.end, span.label_, kb_id=entry.kb_id, span_id=ARMED if armed else "")
