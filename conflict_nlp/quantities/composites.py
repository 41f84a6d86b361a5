"""Digits that only together mean something: dates, clock times, telephone numbers, fractions, and numbers told digit by digit."""

from __future__ import annotations

import re

from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import slot
from conflict_nlp.quantities.scan import Number, Tokens
from conflict_nlp.quantities.slots import COLLOQUIAL, GROUP_START, HUNDRED, SCALES, TEN, TENS, UNIT
from conflict_nlp.types import QuantityKind

_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
# Digits that only together mean something; tried in this order at a number in digits.
_COMPOSITES: tuple[tuple[QuantityKind, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            rf"{_D}{{4}}([-/.]){_D}{{1,2}}\1{_D}{{1,2}}(?!{_D})|{_D}{{1,2}}([-/.]){_D}{{1,2}}\2(?:{_D}{{4}}|{_D}{{2}})(?!{_D}|[-/.]{_D})"
            rf"|{_D}{{1,2}} ?([-/]) ?{_D}{{1,2}} ?\3 ?{_D}{{4}}(?!{_D})|{_D}{{4}} ?([-/]) ?{_D}{{1,2}} ?\4 ?{_D}{{1,2}}(?!{_D})"
        ),
    ),
    ("time", re.compile(rf"{_D}{{1,2}}:{_D}{{2}}(?::{_D}{{2}})?(?!{_D}|:)")),
    ("identifier", re.compile(rf"{_D}{{2,4}}\)?(?:[ .-]{{1,3}}{_D}{{2,4}}){{1,4}}[ .-]{{1,3}}{_D}{{4}}(?!{_D})")),
    ("identifier", re.compile(rf"0{_D}{{1,3}}(?:[ -]{_D}{{3,4}}){{1,3}}(?!{_D})|٠{_D}{{1,3}}(?:[ -]{_D}{{3,4}}){{1,3}}(?!{_D})")),
    ("identifier", re.compile(rf"{_D}{{1,3}}(?:\.{_D}{{1,3}}){{3,9}}(?!{_D})")),
)
_PLUS = re.compile(rf"\+{_D}{{1,14}}(?:[ .)-]{{1,6}}{_D}{{1,12}}){{0,5}}(?!{_D})")
_SLASH = re.compile(rf"({_D}{{1,4}})/({_D}{{1,4}})(?![/{_D[1:-1]}])")
_EXTENSION = re.compile(rf" ?(?:ext\.?|x|فرعي|تحويلة) ?{_D}{{1,5}}")
_COMMAS = frozenset("،,")
_DATED = frozenset({"weekday", "day_word", "date_preposition", "month_word"})
_FRACTION_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 100, 1000})
# A number told in fewer digits than this is a list of counts.
_ROW = 3


def composite(text: str, tokens: Tokens, i: int) -> Node | None:
    """The date, time, telephone number or fraction that the digits at token `i` begin."""
    token, start = tokens[i], tokens.starts[i]
    assert isinstance(token, Number)
    before = text[start - 1] if start else " "
    if before == "+" and (found := _PLUS.match(text, start - 1)) and sum(c.isdigit() for c in found.group()) >= 7:
        return _node(text, tokens, i, "identifier", found.end())
    if before.isdigit() or before in "+:":
        return None
    for kind, pattern in _COMPOSITES:
        if found := pattern.match(text, start):
            if kind == "identifier" and sum(c.isdigit() for c in found.group()) < 7:
                continue
            return _node(text, tokens, i, kind, found.end())
    if found := _SLASH.match(text, start):
        return _slashed(text, tokens, i, int(found.group(1)), int(found.group(2)), found.end())
    if len(token.digits) >= 7 and token.digits.isdigit() and _EXTENSION.match(text, tokens.ends[i]):
        return _node(text, tokens, i, "identifier", tokens.ends[i])
    return None


def _slashed(text: str, tokens: Tokens, i: int, a: int, b: int, end: int) -> Node:
    """`3/4` is a fraction, `21/9` a day, `2014/2015` a season; else a reference number."""
    word = word_at(tokens, i - 1)
    dated = word is not None and bool(word.groups & _DATED)
    signed = i > 0 and tokens[i - 1].norm in "-−" and tokens.touch(i) and not tokens.touch(i - 1)
    if (signed and b) or (a < b and b in _FRACTION_PARTS and not dated):
        node = _node(text, tokens, i, "fraction", end)
        node.form = "fraction"
        node.set_value(round(a / b, 10))
        if signed:
            node.set_value(-round(a / b, 10))
            node.start, node.first = tokens.starts[i - 1], i - 1
        return node
    if (0 < a <= 31 and 0 < b <= 12) or (1000 <= a < b < 3000):
        return _node(text, tokens, i, "date", end)
    return _node(text, tokens, i, "identifier", end)


def _node(text: str, tokens: Tokens, i: int, kind: QuantityKind, end: int) -> Node:
    if kind == "identifier" and (extension := _EXTENSION.match(text, end)):
        end = extension.end()
    j = i + 1
    while j < len(tokens) and tokens.starts[j] < end:
        j += 1
    node = Node(tokens, i, j, None, "composite", kind)
    node.end = node.number_end = max(end, node.end)
    return node


def digit_row(tokens: Tokens, i: int) -> Node | None:
    """A number told digit by digit: `صفر خمسة اربعة`, `دبل خمسة ستة`, `5 5 1 9`."""
    if _digit(tokens, i) is None and not _repeats(tokens, i):
        return None
    digits: list[int] = []
    ends = [i]
    while ends[-1] < len(tokens):
        k = ends[-1]
        if tokens[k].norm in _COMMAS and (len(digits) >= _ROW or (digits and digits[0] == 0)):
            k += 1
        repeat = 1
        if _repeats(tokens, k):
            repeat, k = 3 if tokens[k].norm.startswith("تر") else 2, k + 1
        digit = _digit(tokens, k)
        if digit is None or (k > i and tokens[k].prefix):
            break
        digits += [digit] * repeat
        ends.append(k + 1)
    if _goes_on(tokens, ends[-1]):
        # The last digit begins a larger number.
        ends.pop()
        digits.pop()
    end = ends[-1]
    plain = all(tokens[n].kind == "n" for n in range(i, end))
    if len(digits) < (_ROW + 1 if plain else _ROW):
        return None
    if digits[0] == 0:
        end = _telephone_groups(tokens, end)
    return Node(tokens, i, end, None, "composite", "identifier")


def _digit(tokens: Tokens, i: int) -> int | None:
    if i >= len(tokens):
        return None
    token = tokens[i]
    if isinstance(token, Number):
        return int(token.digits) if len(token.digits) == 1 else None
    value = slot(token, UNIT | COLLOQUIAL)
    return value if value is not None and value < 10 and not token.definite else None


def _repeats(tokens: Tokens, i: int) -> bool:
    word = word_at(tokens, i)
    return word is not None and "repeat" in word.groups and _digit(tokens, i + 1) is not None


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Whether the word at `i` makes the last digit part of a larger number."""
    if i < len(tokens) and tokens[i].bare & (TEN | HUNDRED | SCALES):
        return True
    k = after_and(tokens, i)
    return k >= 0 and bool(tokens[k].slots & TENS)


def _telephone_groups(tokens: Tokens, j: int) -> int:
    """The rest of a telephone number told in larger groups between commas."""
    while j + 1 < len(tokens) and tokens[j].norm in _COMMAS and tokens[j + 1].slots & GROUP_START:
        j += 2
        while j < len(tokens) and tokens[j].joins and tokens[j].slots & GROUP_START:
            j += 1
    return j
