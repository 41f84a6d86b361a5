"""A flat view of a Doc for rules: its words without white space and quotation marks, by normalised form.

Rules read `view.norms[i]`; offsets come back through `view.starts[i]` and `view.ends[i]` (characters of `doc.text`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import TypeVar

from spacy.tokens import Doc, Span

from conflict_nlp.spans import MENTIONS_KEY
from conflict_nlp.text.normalize import HIDDEN, without_hidden

T = TypeVar("T")

# What stands around words without telling anything: quotation marks, hashtag signs and underscores, bullets.
_SILENT = frozenset("{}\"'«»“”„‟‘’`*#_/\\•●◆■🔴🔻▪️")


class View:
    """The words of `doc`: `norms`, `starts`, `ends` (parallel), `sents` (first, past-the-end index of each sentence),
    `sent_of` (index -> sentence number), `ent_at` (index of an entity's first word -> (last index, Span)) and `nominal`, the words
    that refer back to an actor (`التنظيم`), where the document was linked."""

    __slots__ = ("doc", "ends", "ent_at", "ent_in", "nominal", "norms", "sent_of", "sents", "starts", "text")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text = doc.text
        self.norms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sents: list[tuple[int, int]] = []
        self.sent_of: list[int] = []
        index_of: dict[int, int] = {}
        first = 0
        strings = doc.vocab.strings
        # One array instead of a Token object a word: this is read for every document.
        table = doc.to_array(["NORM", "IDX", "LENGTH", "SENT_START"]).tolist()
        for i, (norm, start, length, sent_start) in enumerate(table):
            if sent_start == 1 and len(self.norms) > first:
                self._close(first)
                first = len(self.norms)
            start, end = int(start), int(start + length)
            if not text[start].isalnum() and all(c in _SILENT or c.isspace() for c in text[start:end]):
                continue
            if text[start] in HIDDEN or text[end - 1] in HIDDEN:
                start, end = without_hidden(text, start, end)
            index_of[i] = len(self.norms)
            self.norms.append(strings[int(norm)])
            self.starts.append(start)
            self.ends.append(end)
        if len(self.norms) > first:
            self._close(first)
        self.ent_at: dict[int, tuple[int, Span]] = {}
        self.ent_in: dict[int, int] = {}
        for named in doc.ents:
            # `قصف الحوثي`: a person who bears the name of an actor does what the actor does.
            of_actor = named.label_ == "PER" and named.kb_id_.startswith("actor:")
            ent = Span(doc, named.start, named.end, "ORG", kb_id=named.kb_id_, span_id=named.id_) if of_actor else named
            inside = [index_of[i] for i in range(ent.start, ent.end) if i in index_of]
            if inside:
                self.ent_at[inside[0]] = (inside[-1], ent)
                self.ent_in.update(dict.fromkeys(inside, inside[0]))
        mentions = doc.spans.get(MENTIONS_KEY, ())
        self.nominal = {index_of[span.start] for span in mentions if span.label_ == "nominal" and span.start in index_of}

    def _close(self, first: int) -> None:
        self.sent_of.extend([len(self.sents)] * (len(self.norms) - first))
        self.sents.append((first, len(self.norms)))

    def __len__(self) -> int:
        return len(self.norms)

    def norm(self, i: int) -> str:
        """The normalised word at `i`, the empty string outside the document."""
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def name(self, first: int, last: int) -> str:
        """The words `first`..`last` as a name by itself: the article that `لل` swallows is written out (`للتحالف` -> `التحالف`)."""
        start = self.starts[first]
        swallowed = self.text[start] == "ل" and start > 0 and self.text[start - 1] == "ل" and self.norms[first].startswith("ال")
        return ("ا" if swallowed else "") + self.slice(first, last)

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """The indices (first, last) of the words that the characters start..end touch; last < first where none does."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end) - 1

    def ents(self, label: str) -> Iterator[tuple[int, int, Span]]:
        """The entities of one label as (first, last, span)."""
        for first, (last, ent) in self.ent_at.items():
            if ent.label_ == label:
                yield first, last, ent


def near(items: list[T], first: int, last: int, reach: int, *, key: Callable[[T], int]) -> list[T]:
    """Those of `items`, which stand in order of `key` (a word's index), that lie within `reach` words of the words first..last."""
    return items[bisect_left(items, first - reach, key=key) : bisect_right(items, last + reach, key=key)]


def news_items(view: View) -> list[int]:
    """The number of the item that each sentence stands in: news in brief and chronologies tell many events in one document. A line
    that begins with a bullet after an empty line, or with a number and a dash, begins a new item."""
    out, item = [], 0
    for n, (a, b) in enumerate(view.sents):
        before = view.text[view.ends[a - 1] if a else 0 : view.starts[a]]
        numbered = b - a > 1 and view.norms[a].isdigit() and view.norms[a + 1] in "-–)."
        if n and "\n" in before and (numbered or (before.count("\n") > 1 and any(c in "*•-–●◆■🔴" for c in before))):
            item += 1
        out.append(item)
    return out
