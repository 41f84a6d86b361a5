"""More training text out of what there is: copies whose names are exchanged for others of their kind."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from conflict_nlp.entities.lexicon import names_of
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from scripts.corpora.practice import kinds

SWAPPED = frozenset({"PER", "LOC", "ORG"})


def swapped(nlp: Language, docs: Sequence[Doc], *, share: float, listed: float, seed: int) -> Iterator[Doc]:
    """A copy of each Doc in which a `share` of the persons, places and organisations has another name: of these, `listed` come from the
    lists of the library, the others are names of the same kind in these Docs."""
    rng = random.Random(seed)
    names: dict[str, list[str]] = {}
    for doc in docs:
        for ent in doc.ents:
            if _stands_free(ent):
                names.setdefault(ent.label_, []).append(ent.text)

    def another(label: str) -> str:
        return _listed_name(rng, label) if listed and rng.random() < listed else rng.choice(names[label])

    for doc in docs:
        chosen = {
            ent.start: another(ent.label_)
            for ent in doc.ents
            if ent.label_ in SWAPPED and ent.label_ in names and _stands_free(ent) and rng.random() < share
        }
        copy = _rewritten(nlp, doc, chosen) if chosen else None
        if copy is not None:
            yield copy


def _listed_name(rng: random.Random, label: str) -> str:
    if label == "PER":
        return f"{rng.choice(_names('given_names'))} {rng.choice(_names('surnames', 'variants'))}"
    name = rng.choice(_names("places", "variants") if label == "LOC" else _names("organisations", "aliases"))
    first, _, rest = name.partition(" ")
    # ANERcorp, whose copies these are, leaves such words (`صحيفة`) outside of the name.
    return rest if rest and kinds().get(normalize(first)) == "outside" else name


@cache
def _names(table: str, others: str | None = None) -> list[str]:
    """The names of a table, as written, without those that are ordinary words too."""
    rows = [row for row in read_table(table) if not row.get("ambiguous") and not row.get("ordinary")]
    return [name for row in rows for name in (names_of(row, others) if others else [row["name"]])]


def _stands_free(ent: Span) -> bool:
    """After an attached `ل` the article loses its alef, so that a name is written otherwise there."""
    before = ent.doc[ent.start - 1] if ent.start else None
    return before is None or bool(before.whitespace_) or before.norm_ != "ل"


def _rewritten(nlp: Language, doc: Doc, names: dict[int, str]) -> Doc | None:
    """The Doc with these names in place of the entities that begin at these tokens; None where the tokenizer cuts the text otherwise
    than the entities."""
    text, last = "", 0
    entities = []
    for ent in doc.ents:
        text += doc.text[last : ent.start_char]
        last = ent.end_char
        name = names.get(ent.start, ent.text)
        entities.append((len(text), len(text) + len(name), ent.label_))
        text += name
    copy = nlp.make_doc(text + doc.text[last:])
    spans = [copy.char_span(*entity) for entity in entities]
    if None in spans:
        return None
    copy.set_ents(spans)
    copy.user_data.update(doc.user_data)  # what its corpus marks
    return copy
