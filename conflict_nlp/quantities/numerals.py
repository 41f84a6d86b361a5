"""The grammar of one number: groups of hundreds, tens and units, multiplied by scales and joined by `و`.

Magnitude decides whether `و` continues a number: every slot of a group is filled once, and a part must be smaller than the
scale of the part before it. `خمسة وعشرون` is 25, `عشرة وخمسة` are two numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from conflict_nlp.quantities.lexicon import Token
from conflict_nlp.quantities.nodes import Node, Value, after_and, word_at
from conflict_nlp.quantities.scan import Number, Tokens
from conflict_nlp.quantities.slots import (
    BEFORE_HUNDRED,
    ELEVEN,
    GROUP_START,
    HUNDRED,
    HUNDREDS,
    MANY,
    ONE_OF,
    SCALE,
    SCALE_ACC,
    SCALE_DUAL,
    SCALES,
    TEEN,
    TEN,
    TENS,
    TWELVE,
    UNIT,
)

_UNIT, _TENS, _HUNDRED = 1, 2, 4
_TEEN_UNIT = UNIT | ONE_OF | ELEVEN | TWELVE


class Part(NamedTuple):
    """A group with its scales (`خمسة وعشرون ألفا`): the value, the smallest scale it ends on, and the token after it."""

    value: Value
    scale: int
    end: int
    digits: bool
    split: int = -1


def slot(token: Token | None, slots: int) -> int | None:
    """The value of `token` if it can fill one of these slots."""
    return token.num if token is not None and token.slots & slots else None


def _bare(tokens: Tokens, i: int) -> Token | None:
    """The word at `i` without proclitics."""
    token = word_at(tokens, i)
    return token if token is not None and not token.prefix else None


def _next_bare(tokens: Tokens, i: int) -> int:
    """The slots of the word at `i`, none where it has proclitics."""
    return tokens[i].bare if i < len(tokens) else 0


def read_group(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """The number below a thousand in words at token `i`: its value, the token after it, and that of its last `و` (-1: none)."""
    token = tokens[i]
    slots, value = token.slots, token.num
    following = _next_bare(tokens, i + 1)
    split = -1
    if slots & _TEEN_UNIT and following & TEN and 0 < value < 10 and not tokens[i + 1].definite:
        value, mask, j = value + 10, _TENS | _UNIT, i + 2
    elif slots & (UNIT | BEFORE_HUNDRED) and following & (HUNDRED | MANY) and 0 < value < 10 and tokens[i + 1].num == 100:
        value, mask, j = value * 100, _HUNDRED, i + 2
    elif slots & UNIT or (slots & ONE_OF and _joins_tens(tokens, i + 1)):
        mask, j = _UNIT, i + 1
        if value == 0:
            return 0, j, -1
    elif slots & (TEN | TEEN):
        mask, j = _TENS | _UNIT, i + 1
    elif slots & TENS:
        mask, j = _TENS, i + 1
    elif slots & (HUNDRED | HUNDREDS):
        mask, j = _HUNDRED, i + 1
    else:
        return None
    while j < len(tokens):
        k = after_and(tokens, j) if tokens[j].joins else -1
        if k < 0:
            # Two words written as one: `سبعمائةأربعون`.
            if mask != _HUNDRED or tokens[j].kind != "w" or not tokens.touch(j):
                break
            k = j
        word = tokens[k]
        slots, n = word.slots, word.num
        if not slots or (word.definite and not token.definite):
            break
        following = _next_bare(tokens, k + 1)
        if mask == _HUNDRED and slots & _TEEN_UNIT and 0 < n < 10:
            if following & TEN:
                value, mask, split, j = value + n + 10, mask | _TENS | _UNIT, j, k + 2
            elif following & HUNDRED or not (slots & UNIT or _joins_tens(tokens, k + 1)):
                break
            else:
                value, mask, split, j = value + n, mask | _UNIT, j, k + 1
        elif mask == _HUNDRED and slots & (TEN | TEEN):
            value, mask, split, j = value + n, mask | _TENS | _UNIT, j, k + 1
        elif slots & TENS and not mask & _TENS:
            value, mask, split, j = value + n, mask | _TENS, j, k + 1
        else:
            break
    # `ثلاثة وثلاثين مئة ألف`: the hundred counted as a scale.
    if 9 < value < 100 and _next_bare(tokens, j) & HUNDRED and _next_bare(tokens, j + 1) & SCALES:
        value, j = value * 100, j + 1
    return value, j, split


def _digits(tokens: Tokens, i: int) -> tuple[Value, int, int] | None:
    token = tokens[i]
    if not isinstance(token, Number) or token.value is None:
        return None
    value = token.value
    following = _next_bare(tokens, i + 1)
    if (
        following & (HUNDRED | MANY)
        and isinstance(value, int)
        and 0 < value < 100
        and tokens[i + 1].num == 100
        and not tokens[i + 1].definite
    ):
        return value * 100, i + 2, -1
    if token.dotted and following & SCALES:
        # `1.250 مليون`: before a scale a single separator marks decimals.
        value = float(token.digits.replace(",", "."))
    return value, i + 1, -1


def _joins_tens(tokens: Tokens, i: int) -> bool:
    k = after_and(tokens, i)
    return k >= 0 and bool(tokens[k].slots & TENS)


def read_part(text: str, tokens: Tokens, i: int) -> Part | None:
    """A group with the scales that multiply it, or a scale that stands for one or two of its kind."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    slots = token.slots
    value: Value
    digits, split = token.kind == "n", -1
    if digits or slots & GROUP_START:
        group = _digits(tokens, i) if digits else read_group(tokens, i)
        if group is None:
            return None
        value, j, split = group
        scale = 1
    elif slots & SCALE_DUAL:
        value, scale, j = token.num, token.num // 2, i + 1
    elif slots & (SCALE | SCALE_ACC):
        value = scale = token.num
        j = i + 1
        if slots & SCALE_ACC and _is_construct(text, tokens, i):
            value *= 2
        elif scale == 1000 and _is_verb_or_letter(text, tokens, i):
            return None
    else:
        return None
    while j < len(tokens) and tokens[j].bare & SCALES and value != 0:
        following = tokens[j].num
        if scale != 1 and following <= scale:
            break
        value, scale, j, split = times(value, following), following if scale == 1 else scale * following, j + 1, -1
    return Part(value, scale, j, digits, split)


def times(value: Value, factor: int) -> Value:
    """The product, an `int` where it is a whole number."""
    if isinstance(value, int):
        return value * factor
    product = round(value * factor, 6)
    return int(product) if product == int(product) else product


def _is_construct(text: str, tokens: Tokens, i: int) -> bool:
    """`ألفا ريال` is two thousand; with tanween, or with no noun after it, `ألفا` is the accusative of one."""
    nxt = _bare(tokens, i + 1)
    if nxt is None or "\u064b" in text[tokens.starts[i] : tokens.ends[i]]:
        return False
    return (nxt.entry is not None and (nxt.entry.noun or nxt.entry.unit is not None)) or (
        nxt.entry is None and len(nxt.norm) > 2 and not nxt.definite
    )


def _is_verb_or_letter(text: str, tokens: Tokens, i: int) -> bool:
    """`ألف كتابه` is "he composed", `أشعة ألفا` the Greek letter: a thousand alone goes with an indefinite noun or `و`."""
    token, nxt = tokens[i], _bare(tokens, i + 1)
    if slot(token, SCALE_ACC):
        return "\u064b" not in text[tokens.starts[i] : tokens.ends[i]] and after_and(tokens, i + 1) < 0
    if nxt is None or token.definite:
        return False
    return (
        (nxt.definite and slot(nxt, SCALES) is None and nxt.entry is None)
        or slot(nxt, UNIT) is not None
        or (nxt.entry is not None and nxt.entry.phrase and nxt.norm in ("عده", "بعض"))
    )


def read_number(text: str, tokens: Tokens, i: int) -> Node | None:
    """The cardinal number that begins at token `i`."""
    first = read_part(text, tokens, i)
    if first is None:
        return None
    total, last, end = first.value, first, first.end
    split = first.split
    while last.scale > 1 and end < len(tokens):
        k = after_and(tokens, end)
        if k < 0 or (tokens[i].kind == "w" and tokens[k].definite and not tokens[i].definite):
            break
        part = read_part(text, tokens, k)
        if part is None or not _continues(total, last, part):
            break
        split = part.split if part.split >= 0 else end
        total, last, end = total + part.value, part, part.end
    token = tokens[i]
    form = "digits" if token.kind == "n" else "words"
    number = Node(tokens, i, end, total, form, scale=last.scale, definite=token.definite, split=split)
    return _with_decimals(text, tokens, number)


def _continues(total: Value, last: Part, part: Part) -> bool:
    if part.value == 0:
        return False
    if part.value < last.scale:
        # In digits only a part that fills its place reads as a continuation: `مليون و200 ألف`, `ألف و200`.
        return not part.digits or (isinstance(part.value, int) and (part.value * 100 >= last.scale or last.scale == 1000))
    # `مئة ألف وخمسون ألفا`: the same scale, where the first filled the hundreds only.
    coefficient = last.value // last.scale
    return part.scale == last.scale and total == last.value and coefficient % 100 == 0 and coefficient > 0 and part.value < 100 * part.scale


def _with_decimals(text: str, tokens: Tokens, number: Node) -> Node:
    """`سبعة عشر فاصلة اثنان وأربعون`: digits after the point, leading zeros told one by one."""
    if number.last >= len(tokens):
        return number
    point = word_at(tokens, number.last)
    if (
        point is None
        or "decimal_point" not in point.groups
        or not isinstance(number.value, int)
        or (number.scale > 1 and number.form == "digits")
    ):
        return number
    j, zeros = number.last + 1, ""
    while slot(word_at(tokens, j), UNIT) == 0:
        zeros, j = zeros + "0", j + 1
    part = read_part(text, tokens, j) if j < len(tokens) else None
    if part is not None and isinstance(part.value, int) and part.value < 10**12 and not tokens[j].prefix:
        decimals, end = zeros + str(part.value), part.end
    elif zeros:
        decimals, end = zeros, j
    else:
        return number
    value = float(f"{number.value}.{decimals}")
    node = Node(tokens, number.first, end, value, number.form)
    # A scale after the decimals multiplies the whole: `واحد فاصلة خمسة مليون`.
    if (scale := slot(_bare(tokens, end), SCALES)) is not None:
        node = Node(tokens, number.first, end + 1, times(value, scale), number.form, scale=scale)
    return node
