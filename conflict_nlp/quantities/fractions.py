"""Fractions, alone and with a number, a scale or a unit: `ثلاثة أرباع`, `مليون ونصف`, `ساعة ونصف`."""

from __future__ import annotations

from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import read_number, slot, times
from conflict_nlp.quantities.scan import Tokens
from conflict_nlp.quantities.slots import FRACTION, FRACTION_DU, FRACTION_DU_LOOSE, FRACTION_LOOSE, FRACTION_PL, SCALE, TEN, UNIT
from conflict_nlp.quantities.units import unit_at
from conflict_nlp.types import QuantityKind


def _fraction_value(tokens: Tokens, i: int, *, loose: bool) -> tuple[float, int] | None:
    """`نصف`, `ثلثا`, `ثلاثة أرباع`: the value and the token after it."""
    token = word_at(tokens, i)
    if (n := slot(token, FRACTION_DU | FRACTION_DU_LOOSE if loose else FRACTION_DU)) is not None:
        return 2 / n, i + 1
    following = word_at(tokens, i + 1)
    if (n := slot(following, FRACTION_PL)) is not None and following is not None and not following.prefix:
        count = slot(token, UNIT | TEN) if token is not None else None
        if count:
            return count / n, i + 2
    if (n := slot(token, FRACTION | FRACTION_LOOSE if loose else FRACTION)) is not None:
        return 1 / n, i + 1
    return None


def fraction_of_scale(tokens: Tokens, i: int) -> Node | None:
    """`نصف مليون`, `ربع المليون`, `ثلاثة أرباع المليون`."""
    found = _fraction_value(tokens, i, loose=True)
    if found is None:
        return None
    value, j = found
    scale = word_at(tokens, j)
    if scale is None or scale.prefix or (n := slot(scale, SCALE)) is None:
        if j == i + 2:
            return Node(tokens, i, j, round(value, 10), "fraction", "fraction")
        return None
    if slot(tokens[i], UNIT | TEN) and j == i + 1:
        return None
    return Node(tokens, i, j + 1, times(value, n), "words")


def fraction(tokens: Tokens, i: int) -> Node | None:
    """`نصف`, `ثلثا`; words that mean something else too (`نص`, `ثمن`) only before a unit."""
    following = word_at(tokens, i + 1)
    unit = following.entry.unit if following is not None and following.entry is not None and not following.definite else None
    found = _fraction_value(tokens, i, loose=unit is not None and unit.number == "sg")
    if found is None:
        return None
    value, j = found
    return Node(tokens, i, j, round(value, 10), "fraction", "fraction", definite=tokens[i].definite)


def with_fraction(tokens: Tokens, node: Node) -> Node:
    """`مليون ونصف`, `3 ملايين ونصف المليون`, `خمسة وثلثين`."""
    k = after_and(tokens, node.last)
    if k < 0 or node.value is None:
        return node
    found = _fraction_value(tokens, k, loose=slot(word_at(tokens, k), UNIT | TEN) is None)
    if found is None or slot(word_at(tokens, k), FRACTION_PL):
        return node
    value, end = found
    scale = node.scale
    following = word_at(tokens, end)
    if scale > 1:
        end += slot(following, SCALE) == scale and following is not None and not following.prefix
    elif following is not None and not following.prefix and following.full != "في" and unit_at(tokens, end) is None:
        # `قتل خمسة ونصف السكان نزحوا`: the fraction is of what follows it.
        return node
    total = node.value + times(value, scale)
    kind: QuantityKind = "cardinal" if scale > 1 else "fraction"
    return Node(tokens, node.first, end, round(total, 10), node.form, kind)


def of_a_power(text: str, tokens: Tokens, nodes: list[Node]) -> None:
    """`ستة وثمانية وثمانون من مئة` is 6.88: the last number is the power of ten of which the one before tells parts."""
    power, parts = nodes[-1], nodes[-2]
    link = word_at(tokens, parts.last)
    if (
        link is None
        or link.full not in ("من", "علي")
        or power.first != parts.last + 1
        or not (parts.form == power.form == "words")
        or tokens[power.first].prefix
    ):
        return
    if not isinstance(power.value, int) or not isinstance(parts.value, int) or power.value < 2 or parts.definite or power.definite:
        return
    decimal = link.full == "من"
    if (decimal and (power.value < 10 or str(power.value).strip("0") != "1")) or (not decimal and word_at(tokens, power.last) is not None):
        return
    whole = nodes[-3] if len(nodes) > 2 else None
    if (
        whole is not None
        and whole.form == "words"
        and whole.value is not None
        and after_and(tokens, whole.last) == parts.first
        and (parts.value < power.value or not decimal)
    ):
        first, value, kept = whole.first, whole.value + parts.value / power.value, 3
    elif decimal and parts.split >= 0 and parts.value >= power.value:
        tail = read_number(text, tokens, after_and(tokens, parts.split))
        if tail is None or not isinstance(tail.value, int) or tail.value >= power.value:
            return
        first, value, kept = parts.first, parts.value - tail.value + tail.value / power.value, 2
    else:
        return
    kind: QuantityKind = "cardinal" if decimal else "fraction"
    nodes[-kept:] = [Node(tokens, first, power.last, round(value, 10), "words", kind)]


def unit_and_fraction(tokens: Tokens, i: int) -> Node | None:
    """`ساعة ونصف`: one and a half of the unit."""
    entry = tokens[i].entry
    unit = entry.unit if entry is not None else None
    k = after_and(tokens, i + 1)
    n = slot(word_at(tokens, k), FRACTION | FRACTION_LOOSE) if unit is not None and unit.number == "sg" and k >= 0 else None
    if unit is None or n not in (2, 3, 4) or tokens[i].definite or tokens[k].definite or (i and tokens[i - 1].kind == "n"):
        return None
    return Node(tokens, i, k + 1, 1 + 1 / n, "fraction").measured(unit)
