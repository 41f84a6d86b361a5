"""The claims of a document with what attribution asks of them: their sentences and how they are linked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from conflict_nlp.text.view import View, news_items
from conflict_nlp.types import CasualtyClaim

# How many other statements of one figure are asked; a report repeats a figure a few times, a long collection any number of times.
_ASKED = 40
# Harm that one attack may do.
ATTACKED = frozenset({"killed", "injured", "killed_or_injured"})


class ClaimSet:
    """`claims` in order and `sents`, the sentence of each; claims are told by their position in `claims`."""

    def __init__(self, view: View, claims: list[CasualtyClaim]) -> None:
        self.claims = claims
        self._items = news_items(view)
        self.sents = [view.sent_of[view.words_in(c.start, c.end)[0]] for c in claims]
        self._by_sent: dict[int, list[int]] = {}
        for n, sent in enumerate(self.sents):
            self._by_sent.setdefault(sent, []).append(n)
        self._index = {c.id: n for n, c in enumerate(claims)}
        self._repeats: dict[str, list[int]] = {}
        self._parts: dict[str, list[int]] = {}
        for n, claim in enumerate(claims):
            if claim.same_as:
                self._repeats.setdefault(claim.same_as, []).append(n)
            if claim.part_of:
                self._parts.setdefault(claim.part_of, []).append(n)

    def repeats(self, n: int) -> Iterator[int]:
        """The statement that claim `n` repeats, then those that repeat it, in its news item."""
        claim = self.claims[n]
        linked = [self._index[claim.same_as]] if claim.same_as in self._index else []
        yield from (k for k in (*linked, *islice(self._repeats.get(claim.id, ()), _ASKED)) if self._together(n, k))

    def _together(self, n: int, k: int) -> bool:
        return self._items[self.sents[n]] == self._items[self.sents[k]]

    def total(self, n: int) -> Iterator[int]:
        """The total that claim `n` is a part of."""
        claim = self.claims[n]
        if claim.part_of in self._index:
            yield self._index[claim.part_of]

    def parts(self, n: int) -> Iterator[int]:
        """The claims that are parts of claim `n`."""
        yield from islice(self._parts.get(self.claims[n].id, ()), _ASKED)

    def related(self, n: int) -> Iterator[int]:
        """What tells of the same people as claim `n`, in its news item: its first statement, its total, what repeats it, its parts, and
        the other statements of the same figure."""
        claim = self.claims[n]
        yield from islice(self.repeats(n), 1)
        yield from self.total(n)
        others = islice((k for k in self._repeats.get(claim.same_as or "", ()) if k != n), _ASKED)
        rest = (*islice(self._repeats.get(claim.id, ()), _ASKED), *self.parts(n), *others)
        yield from (k for k in rest if self._together(n, k))

    def of_sentence(self, sent: int) -> Iterator[int]:
        """The claims of a sentence, in order."""
        yield from islice(self._by_sent.get(sent, ()), _ASKED)

    def near(self, n: int, segments: list[int]) -> Iterator[int]:
        """The claims of the sentence of claim `n`, then those of the sentences beside it in its segment."""
        yield from self.near_in_sentence(n)
        for sent in (self.sents[n] - 1, self.sents[n] + 1):
            if 0 <= sent < len(segments) and segments[sent] == segments[self.sents[n]]:
                yield from self.of_sentence(sent)

    def alike(self, n: int, k: int) -> bool:
        """Claims `n` and `k` tell of harm of one kind: what an attack does, or the same."""
        one, other = self.claims[n].harm, self.claims[k].harm
        return one == other or (one in ATTACKED and other in ATTACKED)

    def near_in_sentence(self, n: int) -> Iterator[int]:
        """The other claims of the sentence of claim `n`, the nearest first; claims stand in the order of the text."""
        for step in range(1, _ASKED):
            for k in (n - step, n + step):
                if 0 <= k < len(self.sents) and self.sents[k] == self.sents[n]:
                    yield k
