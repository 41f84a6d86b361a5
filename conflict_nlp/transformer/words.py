"""A Doc as the words that a transformer's tokenizer gets, and which characters of them are which token.

Encoders differ in what they were trained on. `segmentation` names it:

    own      our own encoder: normalised words, each digit as 0, proclitics apart and marked (`و+ قال`)
    arabert  AraBERT v1 and v2: words as written, proclitics and the article apart and marked (`و+ ال+ كتاب`). Farasa, which AraBERT was
             trained with, also cuts suffixed pronouns off and the article in `للكتاب`, and leaves words like `الذي` whole.
    none     AraBERT v0.2, CAMeLBERT, ConfliBERT-Arabic, XLM-R: words as written, their clitics not cut off
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ner.features import shape_of

SEGMENTATIONS = ("own", "arabert", "none")
ARTICLE = "ال"


class Word(NamedTuple):
    """A word for the tokenizer; `tokens` has for each of its characters the number of the token it stands in, within the span."""

    text: str
    tokens: Sequence[int]


def words_of(span: Doc | Span, segmentation: str) -> list[Word]:
    """The words of a span (without white space), tokens counted from its first. Raises ConflictNLPError for an unknown segmentation."""
    if segmentation not in SEGMENTATIONS:
        raise ConflictNLPError("CN046", name=segmentation, known=", ".join(SEGMENTATIONS))
    if segmentation == "none":
        return _as_written(span)
    words = []
    for number, (token, following) in enumerate(zip(span, [*list(span)[1:], None], strict=True)):
        text = _own(token) if segmentation == "own" else token.text.strip()
        if not text:
            continue
        if segmentation == "arabert" and text.startswith(ARTICLE) and len(text) > 1 + len(ARTICLE):
            words.append(Word(ARTICLE + "+", [number] * (1 + len(ARTICLE))))
            text = text[len(ARTICLE) :]
        if _is_proclitic(token, text, following):
            text += "+"
        words.append(Word(text, [number] * len(text)))
    return words


def own_words(doc: Doc) -> list[str]:
    """The words of our own encoder's training text."""
    return [word.text for word in words_of(doc, "own")]


def _own(token: Token) -> str:
    return "" if token.is_space else "".join(shape_of(token.norm_).split())


def _is_proclitic(token: Token, text: str, following: Token | None) -> bool:
    return following is not None and text.isalpha() and not token.whitespace_ and following.text[:1].isalpha()


def _as_written(span: Doc | Span) -> list[Word]:
    """What stands between white space, several tokens each."""
    words: list[Word] = []
    open_word = False
    for number, token in enumerate(span):
        if token.is_space:
            open_word = False
            continue
        if open_word:
            words[-1] = Word(words[-1].text + token.text, [*words[-1].tokens, *[number] * len(token)])
        else:
            words.append(Word(token.text, [number] * len(token)))
        open_word = not token.whitespace_
    return words
