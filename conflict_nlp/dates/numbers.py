"""Small numbers beside date words, in digits and words, read by the grammar of quantities."""

from __future__ import annotations

from functools import lru_cache

from conflict_nlp.quantities.numerals import read_number
from conflict_nlp.quantities.ordinals import ordinal
from conflict_nlp.quantities.scan import scan
from conflict_nlp.quantities.slots import GROUP_START, ORDINAL, ORDINAL_ELEVEN
from conflict_nlp.text.view import View

_LONGEST = 4  # words of a number up to 99
_MANY = 1000


@lru_cache(maxsize=20_000)
def read(text: str) -> int | None:
    """The whole number that `text` is, cardinal or ordinal; `None` where it is anything else or more."""
    tokens = scan(text)
    if not tokens:
        return None
    slots = tokens[0].slots
    if slots & (ORDINAL | ORDINAL_ELEVEN) and (node := ordinal(tokens, 0)) is not None and node.last == len(tokens):
        return node.value if isinstance(node.value, int) else None
    if not (slots & GROUP_START or tokens[0].kind == "n"):
        return None
    number = read_number(text, tokens, 0)
    if number is None or number.last != len(tokens) or not isinstance(number.value, int) or number.value > _MANY:
        return None
    return number.value


def small(norm: str) -> int | None:
    """The number in digits that a word is, up to three of them."""
    return int(norm) if norm.isdigit() and len(norm) <= 3 else None


def between(view: View, first: int, last: int) -> int | None:
    """The number that the words `first`..`last` are."""
    if first == last and (digits := small(view.norm(first))) is not None:
        return digits
    if not 0 <= first <= last or last - first >= _LONGEST + 1:
        return None
    return read(view.slice(first, last))


def ending_at(view: View, last: int, floor: int) -> tuple[int, int] | None:
    """The number that ends with word `last`, not before word `floor`: its first word and value; the longest that can be read."""
    if last < floor:
        return None
    digits = small(view.norms[last])
    if digits is not None:
        return last, digits
    if not view.norms[last].isalpha() or len(view.norms[last]) < 3:
        return None
    for first in range(max(floor, last - _LONGEST + 1), last + 1):
        value = read(view.slice(first, last))
        if value is not None:
            return first, value
    return None
