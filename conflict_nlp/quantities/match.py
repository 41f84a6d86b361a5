"""Finding a phrase of the tables at a place of the text."""

from __future__ import annotations

from conflict_nlp.quantities.lexicon import END, Phrase, PhraseTree
from conflict_nlp.quantities.nodes import ARTICLES
from conflict_nlp.quantities.scan import Tokens

# At most so many words name what is counted, and no preposition is among them.
_GAP = 4
_NO_NAME = ("no_genitive", "date_preposition", "negation")


def match(tokens: Tokens, i: int, tree: PhraseTree) -> tuple[Phrase, int] | None:
    """The longest phrase of `tree` that begins at token `i`, and the token after it.

    The first word may carry proclitics. `*` in a phrase stands for words that name what is counted.
    """
    best: tuple[Phrase, int] | None = None
    node: PhraseTree | Phrase | None = tree
    j, gap = i, 0
    while isinstance(node, dict):
        if END in node:
            best = (node[END], j)  # type: ignore[assignment]
        token = tokens[j] if j < len(tokens) else None
        if token is None or token.kind == "l":
            break
        child = node.get(token.full) or (node.get(token.norm) if (j == i or not token.prefix) else None)
        if child is None and "*" in node:
            star = node["*"]
            assert isinstance(star, dict)
            if END in star and gap == 0:
                best = (star[END], j)  # type: ignore[assignment]
            child = star.get(token.full)
            named = token.kind == "w" and token.full not in ARTICLES and not token.slots and token.groups.isdisjoint(_NO_NAME)
            if child is None and gap < _GAP and named:
                gap, j = gap + 1, j + 1
                if END in star and gap:
                    best = (star[END], j)  # type: ignore[assignment]
                continue
        if child is None:
            break
        node, j, gap = child, j + 1, 0
    return best
