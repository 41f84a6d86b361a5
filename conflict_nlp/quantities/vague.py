"""Vague words: `عشرات`, `بضعة آلاف`, `عدد من`, and `نيف` beside a round number."""

from __future__ import annotations

from conflict_nlp.quantities.lexicon import phrases
from conflict_nlp.quantities.match import match
from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import slot
from conflict_nlp.quantities.scan import Tokens
from conflict_nlp.quantities.slots import MANY, SCALE_PL, TEN, TENS


def vague(tokens: Tokens, i: int) -> Node | None:
    """`عدد من`, `بضعة`, `بضع عشرات`, `بضعة عشر`."""
    found = match(tokens, i, phrases("vague"))
    if found is None:
        return None
    phrase, end = found
    row, token = phrase.row, tokens[i]
    low, high = int(row["low"]), int(row["high"]) if row["high"] else None
    if token.definite and not row["definite"]:
        return None
    if row["scaled"] and high and (k := after_and(tokens, end)) >= 0 and (tens := slot(tokens[k], TENS)):
        # `بضعة وثلاثون`
        return Node(tokens, i, k + 1, None, "vague").bounded(tens + low, tens + high, "vague")
    if row["scaled"]:
        power, after = _power(tokens, end)
        if power == 10 and slot(word_at(tokens, after - 1), TEN):
            return Node(tokens, i, after, None, "vague").bounded(10 + low, high and 10 + high, "vague")
        if power:
            high = high and (high + 1) * power - 1
            return Node(tokens, i, after, None, "vague").bounded(low * power, high, "vague")
    return Node(tokens, i, end, None, "vague").bounded(low, high, "vague")


def _power(tokens: Tokens, i: int) -> tuple[int, int]:
    """The power of ten that plural scales tell from token `i` on (`عشرات الآلاف`: 10000), 0 where none stands there."""
    power, j = 1, i
    while (token := word_at(tokens, j)) is not None and not (token.prefix and j > i):
        value = slot(token, MANY | SCALE_PL) or (slot(token, TEN) if j == i and not token.definite else None)
        if value is None or (j > i and value <= power and power < 100):
            break
        power, j = power * value, j + 1
        if slot(token, TEN):
            break
    return (power, j) if j > i else (0, i)


def many(tokens: Tokens, i: int) -> Node | None:
    """`عشرات`, `مئات الآلاف`, `ملايين`."""
    if not slot(tokens[i], MANY | SCALE_PL):
        return None
    power, end = _power(tokens, i)
    high = None if end == i + 1 and power >= 10**6 else 10 * power - 1
    return Node(tokens, i, end, None, "vague").bounded(2 * power, high, "vague")


def odd_after(tokens: Tokens, node: Node) -> Node:
    """`عشرون ونيف`, `نيف وعشرون`: between a round ten and the next."""
    word = word_at(tokens, node.last)
    if word is None or "odd" not in word.groups or word.prefix != "و" or node.value is None:
        return node
    return odd(tokens, node, node.first, node.last + 1)


def odd(tokens: Tokens, node: Node, first: int, last: int) -> Node:
    """The number with the excess that `نيف` adds."""
    value = node.value
    assert value is not None
    if isinstance(value, int) and value % 10 == 0 and value < 100:
        return Node(tokens, first, last, value, node.form).bounded(value, value + 9, "approximate")
    return Node(tokens, first, last, value, node.form).bounded(value, None, "at_least")
