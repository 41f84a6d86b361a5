"""The `actor_linker` component: the actors of a document, linked to the knowledge base and to each other."""

from __future__ import annotations

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from conflict_nlp.dates.head import parse_date
from conflict_nlp.entities.ambiguous import outlet_country
from conflict_nlp.entities.component import ARMED
from conflict_nlp.entities.lexicon import heads
from conflict_nlp.extensions import install_extensions
from conflict_nlp.linking.knowledge import candidates, distinctive, unquoted_aliases
from conflict_nlp.linking.linker import Link, link_actors
from conflict_nlp.resources import bulk_load
from conflict_nlp.spans import read_document, write_mentions
from conflict_nlp.text.view import View
from conflict_nlp.types import Mention


@Language.factory(
    "actor_linker",
    assigns=["doc.ents", "doc.spans", "token.ent_kb_id"],
    requires=["doc.ents"],
)
def make_actor_linker(nlp: Language, name: str) -> ActorLinker:
    """Create the component; it needs entities (`lexical_ner` or a trained `ner`)."""
    return ActorLinker(nlp, name)


class ActorLinker(Pipe):
    """Gives organisations of `doc.ents` the `kb_id_` of their actor, adds names of the knowledge base that no entity covers, and writes
    the span group `actor_mentions`: names and the short forms that refer back to them."""

    def __init__(self, nlp: Language, name: str = "actor_linker") -> None:
        self.vocab = nlp.vocab
        self.name = name
        self._names = _matcher(nlp.vocab)
        install_extensions()

    def __call__(self, doc: Doc) -> Doc:
        self._add_names(doc)
        view = View(doc)
        told = read_document(doc)
        links = link_actors(view, _year(told.get("date")), outlet_country(told.get("outlet")))
        by_start = {view.ent_at[link.first][1].start: link.kb_id for link in links if link.kind == "named"}
        doc.set_ents([_linked(ent, by_start[ent.start]) if ent.start in by_start else ent for ent in doc.ents])
        write_mentions(doc, [(_mention(view, link), link.kind) for link in links])
        return doc

    def _add_names(self, doc: Doc) -> None:
        taken = {token.i for ent in doc.ents for token in ent}
        matches = (_typed(span) for span in self._names(doc, as_spans=True))
        found = [span for span in matches if span is not None and taken.isdisjoint(range(span.start, span.end))]
        if found:
            doc.set_ents([*doc.ents, *(_named(span) for span in filter_spans(found))])


@bulk_load()
def _matcher(vocab: Vocab) -> PhraseMatcher:
    """The names of actors, by NORM."""
    matcher = PhraseMatcher(vocab, attr="NORM")
    matcher.add("ORG", [Doc(vocab, words=words) for words in unquoted_aliases()])
    return matcher


def _typed(span: Span) -> Span | None:
    """A match with the noun in front that tells what it is (`تنظيم داعش`); None for an ordinary word without one."""
    doc, start = span.doc, span.start
    before = doc[start - 1].norm_ if start else ""
    if any(before in heads(table)[0] for table in ("actor_types", "orgs")):
        return doc[start - 1 : span.end]
    return span if distinctive([token.norm_ for token in span]) else None


def _named(span: Span) -> Span:
    """A name that the matcher found, as an entity."""
    [(known, _), *_] = candidates([token.norm_ for token in span])
    return Span(span.doc, span.start, span.end, "ORG", span_id=ARMED if known.armed else "")


def _linked(ent: Span, kb_id: str) -> Span:
    return Span(ent.doc, ent.start, ent.end, ent.label_, kb_id=kb_id, span_id=ent.id_)


def _mention(view: View, link: Link) -> Mention:
    start, end = view.starts[link.first], view.ends[link.last]
    return Mention(view.text[start:end], start, end, link.name, link.kb_id or None)


def _year(value: object) -> int | None:
    day = parse_date(value)
    return day.year if day is not None else None
