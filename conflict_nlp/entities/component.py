"""The `lexical_ner` component: names of persons, places and organisations by word lists and the grammar of names."""

from __future__ import annotations

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from conflict_nlp.entities.ambiguous import outlet_country
from conflict_nlp.entities.finder import find_names
from conflict_nlp.entities.words import MARKS, closes, words_of
from conflict_nlp.spans import read_document

ARMED = "armed"
LEXICAL_KEY = "lexical_ner"


def find_entities(doc: Doc) -> list[Span]:
    """The entities of a document in order; `span.id_` is `armed` for armed organisations, `span.kb_id_` the id of the list's row."""
    words = words_of(doc)
    spans = []
    for hit in find_names(words, outlet_country(read_document(doc).get("outlet"))):
        start, end = words.tokens[hit.start], words.tokens[hit.end - 1] + 1
        # A quotation that begins within the name ends within it (`تنظيم "الدولة الإسلامية"`), brackets are about the name or none of it.
        opened = next((i for i in reversed(range(start, end)) if doc[i].text in MARKS), None)
        if opened is not None:
            last = end
            while last < len(doc) and doc[last].is_space:
                last += 1
            if last < len(doc) and closes(doc[opened].text, doc[last].text):
                end = last + 1
            elif doc[opened].text == "(":
                start = opened + 1
        spans.append(Span(doc, start, end, hit.label, kb_id=hit.kb_id, span_id=ARMED if hit.armed else ""))
    return spans


@Language.factory("lexical_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_lexical_ner(nlp: Language, name: str) -> LexicalNER:
    """Create the component. It needs a tokenizer that splits proclitics and normalises `token.norm_`
    (`conflict_nlp.ArabicTokenizer.v1`)."""
    return LexicalNER(nlp, name)


class LexicalNER(Pipe):
    """Writes `doc.ents`: PER, LOC and ORG (`id_` "armed" where armed); entities that are already set are kept. All that
    the lists know is in `doc.spans["lexical_ner"]` as well, for components that come after a trained recogniser."""

    def __init__(self, nlp: Language, name: str = "lexical_ner") -> None:
        self.vocab = nlp.vocab
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        taken = {token.i for ent in doc.ents for token in ent}
        spans = find_entities(doc)
        doc.spans[LEXICAL_KEY] = spans
        spans = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
        doc.set_ents([*doc.ents, *spans])
        return doc
