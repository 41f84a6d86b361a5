"""What the grammar passes on: one number of the text, as tokens and characters, before and after its context is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflict_nlp.quantities.scan import Token

Number = int | float
# Proclitics written before digits, as words of their own: `الـ84`, `بـ15`.
ARTICLES = frozenset({"ال", "ب", "ل", "ف", "وال", "بال", "فال", "لل"})


@dataclass(slots=True)
class Node:
    """A number found at tokens `first`..`last` (past the end); `form` is how it is written: `digits`, `words`, `dual`,
    `vague`, `ordinal`, `fraction`, `one_of`, `composite`. `scale` is the power of ten in which a following number would
    continue it (`مليون`: 1000000), `split` the token of its last `و` (-1: none)."""

    first: int
    last: int
    start: int
    end: int
    value: Number | None
    form: str
    kind: str = "cardinal"
    low: Number | None = None
    high: Number | None = None
    modifier: str = "exact"
    unit: str | None = None
    category: str | None = None
    scale: int = 1
    definite: bool = False
    split: int = -1
    number_start: int = -1
    number_end: int = -1
    modifier_spans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.low is None and self.high is None and self.value is not None:
            self.low = self.high = self.value
        self.number_start, self.number_end = self.start, self.end

    def set_value(self, value: Number) -> None:
        """Another exact value."""
        self.value = self.low = self.high = value

    def extend(self, tokens: list[Token], last: int) -> None:
        """End after token `last - 1`."""
        self.last, self.end = last, tokens[last - 1].end
        self.number_end = self.end


def word_at(tokens: list[Token], i: int) -> Token | None:
    """The token at `i` if it is a word."""
    return tokens[i] if 0 <= i < len(tokens) and tokens[i].kind == "w" else None


def full_at(tokens: list[Token], i: int) -> str:
    """The whole word at `i`, the empty string where no word stands."""
    word = word_at(tokens, i)
    return word.full if word is not None else ""


def after_and(tokens: list[Token], i: int) -> int:
    """The index of the token that `و` joins to what ends before `i`: `i` itself where `و` is attached; -1 where none is."""
    if i >= len(tokens) or not tokens[i].joins:
        return -1
    if tokens[i].joins == 1:
        return i
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return i + 1 if following is not None and following.kind in "nw" and not following.prefix else -1
