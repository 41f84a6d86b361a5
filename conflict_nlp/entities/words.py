"""The words of a Doc as name finding reads them: without white space, quotation marks and hashtag signs, by norm."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from spacy.tokens import Doc

from conflict_nlp.entities.lexicon import actor_for, heads, word_norm
from conflict_nlp.text.normalize import HIDDEN

# Signs inside and around names that tell nothing themselves; a name may run on over them (`تنظيم "الدولة"`, `قوات_سوريا`).
_OPENING = frozenset("«“„‟‘{")
QUOTES = frozenset("\"'«“„‟‘`”’»/{}")
# After a type word brackets do as quotation marks (`منطقة (جورجوري)`, `تنظيم (داعش)`).
MARKS = QUOTES | frozenset("()")
SILENT = QUOTES | frozenset("#_*")
PUNCTUATION = "."


def closes(opening: str, mark: str) -> bool:
    """Whether `mark` ends what the quotation mark or bracket `opening` began."""
    return mark in QUOTES if opening in QUOTES else (opening, mark) == ("(", ")")


@dataclass
class Words:
    """`norms[k]` is the k-th word, `tokens[k]` its token; `marked` holds the words right after a hashtag sign, `quoted` those right
    after a quotation mark, `closed` those right before one. Punctuation and line breaks are words `.`, over which no name runs."""

    norms: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.norms)

    def norm(self, k: int) -> str:
        """The word at `k`, the empty string outside the text."""
        return self.norms[k] if 0 <= k < len(self.norms) else ""

    @cached_property
    def first(self) -> dict[str, int]:
        """Where each word stands first."""
        return {norm: k for k, norm in reversed(list(enumerate(self.norms)))}

    @cached_property
    def before(self) -> dict[str, set[str]]:
        """What each word stands after."""
        found: dict[str, set[str]] = {}
        for previous, norm in pairwise(self.norms):
            found.setdefault(norm, set()).add(previous)
        return found


def _closes(doc: Doc, i: int) -> bool:
    """Whether nothing but a few words stands between the bracket at token `i` and its end, and no agency (`جامعة (أ ف ب)`: its picture)."""
    inside: list[str] = []
    for token in doc[i + 1 : i + 6]:
        if token.text == ")":
            named = actor_for(" ".join(inside))
            return named is None or named.kind != "agency"
        if not token.text[0].isalnum():
            return False
        inside.append(word_norm(token.text, token.norm_))
    return False


@cache
def _type_words() -> frozenset[str]:
    """The nouns that begin names of places and organisations."""
    return frozenset(noun for table in ("place_types", "actor_types", "orgs") for noun in heads(table)[0])


def words_of(doc: Doc) -> Words:
    """The words of `doc`."""
    words = Words()
    norms, tokens = words.norms, words.tokens
    inside = bracketed = False
    places = heads("place_types")[0]
    for i, token in enumerate(doc):
        text = token.text
        first = text[0]
        if first in SILENT and len(text) == 1:
            k = len(norms)
            if first == "/" and not (token.whitespace_ and i and doc[i - 1].whitespace_):
                continue
            if first == "#":
                words.marked.add(k)
            elif first in QUOTES:
                # Straight quotes, and curly ones used the wrong way round, open and close in turn.
                inside = first in _OPENING or not inside
                if inside:
                    words.quoted.add(k)
                else:
                    words.closed.add(k - 1)
        elif text == "(" and norms and norms[-1] in _type_words() and _closes(doc, i):
            # What an organisation's noun is followed by in brackets may tell of it (`قوة (نحو مئة جندي)`): no quotation.
            if norms[-1] in places:
                words.quoted.add(len(norms))
            bracketed = True
        elif text == ")" and bracketed:
            words.closed.add(len(norms) - 1)
            bracketed = False
        elif first.isalnum() or (len(text) > 1 and text[1].isalnum()) or (first in HIDDEN and token.norm_[:1].isalnum()):
            norms.append(word_norm(text, token.norm_))
            tokens.append(i)
        elif not text.isprintable() and not text.isspace():
            continue
        elif not text.isspace() or "\n" in text:
            norms.append(PUNCTUATION)
            tokens.append(i)
            inside = inside and "\n" not in text
    return words
