"""What the grammar passes on: one number of the text, as tokens and characters, before and after its context is read."""

from __future__ import annotations

from collections.abc import Sequence

from conflict_nlp.quantities.lexicon import Token, Unit
from conflict_nlp.quantities.scan import Tokens
from conflict_nlp.types import Modifier, QuantityKind

Value = int | float
# Proclitics written before digits, as words of their own: `الـ84`, `بـ15`.
ARTICLES = frozenset({"ال", "ب", "ل", "ف", "وال", "بال", "فال", "لل"})


class Node:
    """A number found at tokens `first`..`last` (past the end); `form` is how it is written: `digits`, `words`, `dual`,
    `vague`, `ordinal`, `fraction`, `one_of`, `composite`.

    `scale` is the power of ten in which a following number would continue it (`مليون`: 1000000), `split` the token of its
    last `و` (-1: none); `number_start`..`number_end` is the number without its modifiers, which `modifier_spans` holds.
    """

    __slots__ = (
        "category", "definite", "end", "first", "form", "high", "kind", "last", "low", "modifier", "modifier_spans", "number_end",
        "number_start", "scale", "split", "start", "unit", "value",
    )  # fmt: skip

    def __init__(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        value: Value | None,
        form: str,
        kind: QuantityKind = "cardinal",
        *,
        scale: int = 1,
        definite: bool = False,
        split: int = -1,
    ) -> None:
        self.first, self.last = first, last
        self.start = self.number_start = tokens.starts[first]
        self.end = self.number_end = tokens.ends[last - 1]
        self.value = self.low = self.high = value
        self.form, self.kind = form, kind
        self.modifier: Modifier = "exact"
        self.scale, self.definite, self.split = scale, definite, split
        self.unit: str | None = None
        self.category: str | None = None
        self.modifier_spans: Sequence[tuple[int, int]] = ()

    def bounded(self, low: Value | None, high: Value | None, modifier: Modifier) -> Node:
        """The same node with bounds of its own."""
        self.low, self.high, self.modifier = low, high, modifier
        return self

    def measured(self, unit: Unit) -> Node:
        """The same node as a measure."""
        self.kind, self.unit, self.category = "measure", unit.name, unit.category
        return self

    def set_value(self, value: Value) -> None:
        """Another exact value."""
        self.value = self.low = self.high = value

    def extend(self, tokens: Tokens, last: int) -> None:
        """End after token `last - 1`."""
        self.last, self.end = last, tokens.ends[last - 1]
        self.number_end = self.end


def word_at(tokens: Tokens, i: int) -> Token | None:
    """The token at `i` if it is a word."""
    return tokens[i] if 0 <= i < len(tokens) and tokens[i].kind == "w" else None


def full_at(tokens: Tokens, i: int) -> str:
    """The whole word at `i`, the empty string where no word stands."""
    word = word_at(tokens, i)
    return word.full if word is not None else ""


def after_and(tokens: Tokens, i: int) -> int:
    """The index of the token that `و` joins to what ends before `i`: `i` itself where `و` is attached; -1 where none is."""
    if i >= len(tokens) or not tokens[i].joins:
        return -1
    if tokens[i].joins == 1:
        return i
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return i + 1 if following is not None and following.kind in "nw" and not following.prefix else -1
