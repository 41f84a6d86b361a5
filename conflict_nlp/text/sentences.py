"""Sentence boundaries of Arabic news: the component `news_sentencizer`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

_ENDS = frozenset(".?!؟!;؛…۔。")
_CLOSES = frozenset("\"'»”’)]}›")
_CLOSES_ONLY = _CLOSES - frozenset("\"'")
_NEWLINES = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")


def sentence_starts(words: list[str], spaces: list[bool]) -> list[bool]:
    """For each token whether a sentence begins there; `words` are a text's tokens, `spaces` say after which a space stands."""
    starts = [False] * len(words)
    if words:
        starts[0] = True
    ended = False  # a sentence has ended and nothing but what belongs to its end came since
    broken = False  # ... and a new line was among it
    for i, word in enumerate(words):
        if not _NEWLINES.isdisjoint(word):
            ended = broken = True
        elif word.isspace() or (ended and not broken and _belongs_to_end(word, i, words, spaces)):
            continue
        elif _ends(word, i, words, spaces):
            if ended and broken:
                starts[i] = True
            ended, broken = True, False
        elif ended:
            starts[i] = True
            ended = broken = False
    # The text's first token begins a sentence whatever it is; with white space there, the first word goes along.
    first = next((i for i, word in enumerate(words) if not word.isspace()), 0)
    if first:
        starts[first] = False
    return starts


def _ends(word: str, i: int, words: list[str], spaces: list[bool]) -> bool:
    """Whether the token ends a sentence: not a full stop after one letter (`د.`), after a number that begins a line (`1.`), or
    with a word directly behind it in a chain of letters."""
    if word[0] not in _ENDS:
        return False
    if word != "." or i == 0:
        return True
    before = words[i - 1]
    if spaces[i - 1]:
        return True
    letters = before.split(".")
    if all(len(letter.strip("\u0640\u200f\u200e")) == 1 and letter[0].isalpha() for letter in letters if letter) and letters != [""]:
        return False
    opens_line = i == 1 or not _NEWLINES.isdisjoint(words[i - 2])
    return not (opens_line and before.isdigit())


def _belongs_to_end(word: str, i: int, words: list[str], spaces: list[bool]) -> bool:
    """Whether a token behind a sentence's last sign still belongs to it: more such signs, and what closes quotes and brackets."""
    if word[0] in _ENDS or word in _CLOSES_ONLY:
        return True
    # A straight quote closes where it touches what stands before it.
    return word in _CLOSES and not spaces[i - 1] and not words[i - 1].isspace()


class NewsSentencizer(Pipe):
    """Sets `token.is_sent_start`: sentences end at `. ؟ ? ! ؛ …` and at new lines, never at a comma."""

    def __init__(self, name: str = "news_sentencizer") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Sets the sentence boundaries of `doc`."""
        words = [token.text for token in doc]
        spaces = [bool(token.whitespace_) for token in doc]
        # `token.is_sent_start = …` looks through the whole Doc each time.
        starts = [1 if start else -1 for start in sentence_starts(words, spaces)]
        values: Any = numpy.array(starts, dtype="int64").view("uint64").reshape(-1, 1)
        return doc.from_array(["SENT_START"], values) if starts else doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the component has no data of its own."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> NewsSentencizer:
        """The component itself."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes nothing."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NewsSentencizer:
        """The component itself."""
        return self


@Language.factory("news_sentencizer", assigns=["token.is_sent_start", "doc.sents"], default_score_weights={})
def make_news_sentencizer(nlp: Language, name: str) -> NewsSentencizer:
    """Create the component."""
    return NewsSentencizer(name)
