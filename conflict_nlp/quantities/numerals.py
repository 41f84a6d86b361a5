"""The grammar of one number: groups of hundreds, tens and units, multiplied by scales and joined by `و`.

Magnitude decides whether `و` continues a number: every slot of a group is filled once, and a part must be smaller than the
scale of the part before it. `خمسة وعشرون` is 25, `عشرة وخمسة` are two numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from conflict_nlp.quantities.nodes import Node, Number, after_and, word_at
from conflict_nlp.quantities.scan import Token

_UNIT, _TENS, _HUNDRED = 1, 2, 4
_SCALES = ("scale", "scale_acc", "scale_pl")


class Part(NamedTuple):
    """A group with its scales (`خمسة وعشرون ألفا`): the value, the smallest scale it ends on, and the token after it."""

    value: Number
    scale: int
    end: int
    digits: bool
    split: int = -1


def slot(token: Token | None, *names: str) -> int | None:
    """The value of `token` in the first of these slots that it can fill."""
    if token is None or token.entry is None:
        return None
    for name in names:
        if name in token.entry.slots:
            return token.entry.slots[name]
    return None


def _bare(tokens: list[Token], i: int) -> Token | None:
    """The word at `i` without proclitics."""
    token = word_at(tokens, i)
    return token if token is not None and not token.prefix else None


def read_group(tokens: list[Token], i: int) -> Part | None:
    """A number below a thousand in words, or one in digits, at token `i`."""
    token = tokens[i] if i < len(tokens) else None
    if token is None:
        return None
    if token.kind == "n":
        return _digits(tokens, i)
    value = slot(token, "unit", "one_of")
    nxt = _bare(tokens, i + 1)
    split = -1
    if (teen := slot(token, "unit", "one_of", "eleven", "twelve")) is not None and 0 < teen < 10 and slot(nxt, "ten") and not _is_definite(nxt):
        value, mask, j = teen + 10, _TENS | _UNIT, i + 2
    elif (n := slot(token, "unit", "before_hundred")) is not None and 0 < n < 10 and (slot(nxt, "hundred") or slot(nxt, "many") == 100):
        value, mask, j = n * 100, _HUNDRED, i + 2
    elif value is not None:
        if "unit" not in token.entry.slots and not _joins_tens(tokens, i + 1):  # type: ignore[union-attr]
            return None
        mask, j = _UNIT, i + 1
        if value == 0:
            return Part(0, 1, j, False)
    elif (n := slot(token, "ten", "teen")) is not None:
        value, mask, j = n, _TENS | _UNIT, i + 1
    elif (n := slot(token, "tens")) is not None:
        value, mask, j = n, _TENS, i + 1
    elif (n := slot(token, "hundred", "hundreds")) is not None:
        value, mask, j = n, _HUNDRED, i + 1
    else:
        return None
    while True:
        k = after_and(tokens, j)
        if k < 0:
            # Two words written as one: `سبعمائةأربعون`.
            k = j if mask == _HUNDRED and j < len(tokens) and tokens[j].kind == "w" and tokens[j].start == tokens[j - 1].end else -1
        if k < 0 or (word := word_at(tokens, k)) is None:
            break
        if token.kind == "w" and word.definite and not token.definite:
            break
        following = _bare(tokens, k + 1)
        teen = slot(word, "unit", "one_of", "eleven", "twelve")
        if mask == _HUNDRED and teen and slot(following, "ten"):
            value, mask, split, j = value + teen + 10, mask | _TENS | _UNIT, j, k + 2
        elif mask == _HUNDRED and teen and (slot(following, "hundred") or slot(word, "unit") is None and not _joins_tens(tokens, k + 1)):
            break
        elif mask == _HUNDRED and teen:
            value, mask, split, j = value + teen, mask | _UNIT, j, k + 1
        elif mask == _HUNDRED and (n := slot(word, "ten", "teen")):
            value, mask, split, j = value + n, mask | _TENS | _UNIT, j, k + 1
        elif not mask & _TENS and (n := slot(word, "tens")):
            value, mask, split, j = value + n, mask | _TENS, j, k + 1
        else:
            break
    # `ثلاثة وثلاثين مئة ألف`: the hundred counted as a scale.
    if value < 100 and value > 9 and slot(_bare(tokens, j), "hundred") and slot(_bare(tokens, j + 1), *_SCALES):
        value, j = value * 100, j + 1
    return Part(value, 1, j, False, split)


def _digits(tokens: list[Token], i: int) -> Part | None:
    token = tokens[i]
    value = token.value
    if value is None:
        return None
    nxt = _bare(tokens, i + 1)
    if isinstance(value, int) and 0 < value < 100 and (slot(nxt, "hundred") or slot(nxt, "many") == 100) and not _is_definite(nxt):
        return Part(value * 100, 1, i + 2, True)
    if token.dotted and slot(nxt, *_SCALES):
        # `1.250 مليون`: before a scale a single separator marks decimals.
        value = float(token.digits.replace(",", ".").replace("،", "."))
    return Part(value, 1, i + 1, True)


def _is_definite(token: Token | None) -> bool:
    return token is not None and token.definite


def _joins_tens(tokens: list[Token], i: int) -> bool:
    k = after_and(tokens, i)
    return k >= 0 and slot(word_at(tokens, k), "tens") is not None


def read_part(text: str, tokens: list[Token], i: int) -> Part | None:
    """A group with the scales that multiply it, or a scale that stands for one or two of its kind."""
    token = tokens[i] if i < len(tokens) else None
    if token is None:
        return None
    value: Number
    if (dual := slot(token, "scale_dual")) is not None:
        value, scale, j, digits, split = dual, dual // 2, i + 1, False, -1
    elif (single := slot(token, "scale", "scale_acc")) is not None:
        value, scale, j, digits, split = single, single, i + 1, False, -1
        if slot(token, "scale_acc") and _is_construct(text, tokens, i):
            value *= 2
        elif single == 1000 and _is_verb_or_letter(text, tokens, i):
            return None
    else:
        group = read_group(tokens, i)
        if group is None:
            return None
        value, scale, j, digits, split = group
        split = group.split
    while (following := slot(_bare(tokens, j), *_SCALES)) is not None and (following > scale or scale == 1) and value != 0:
        value, scale, j, split = times(value, following), following if scale == 1 else scale * following, j + 1, -1
    return Part(value, scale, j, digits, split)


def times(value: Number, factor: int) -> Number:
    """The product, an `int` where it is a whole number."""
    if isinstance(value, int):
        return value * factor
    product = round(value * factor, 6)
    return int(product) if product == int(product) else product


def _is_construct(text: str, tokens: list[Token], i: int) -> bool:
    """`ألفا ريال` is two thousand; with tanween, or with no noun after it, `ألفا` is the accusative of one."""
    token, nxt = tokens[i], _bare(tokens, i + 1)
    if nxt is None or "\u064b" in text[token.start : token.end]:
        return False
    return nxt.entry is not None and (nxt.entry.noun or nxt.entry.unit is not None) or (nxt.entry is None and len(nxt.norm) > 2 and not nxt.definite)


def _is_verb_or_letter(text: str, tokens: list[Token], i: int) -> bool:
    """`ألف كتابه` is "he composed", `أشعة ألفا` the Greek letter: a thousand alone goes with an indefinite noun or `و`."""
    token, nxt = tokens[i], _bare(tokens, i + 1)
    if slot(token, "scale_acc"):
        return "\u064b" not in text[token.start : token.end] and after_and(tokens, i + 1) < 0
    if nxt is None or token.definite:
        return False
    return nxt.definite and slot(nxt, *_SCALES) is None and nxt.entry is None or slot(nxt, "unit") is not None or (nxt.entry is not None and nxt.entry.phrase and nxt.norm in ("عده", "بعض"))


def read_number(text: str, tokens: list[Token], i: int) -> Node | None:
    """The cardinal number that begins at token `i`."""
    first = read_part(text, tokens, i)
    if first is None:
        return None
    total, last, end = first.value, first, first.end
    split = first.split
    while last.scale > 1:
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
    number = Node(i, end, token.start, tokens[end - 1].end, total, form, scale=last.scale, definite=token.definite, split=split)
    return _with_decimals(text, tokens, number)


def _continues(total: Number, last: Part, part: Part) -> bool:
    if part.value == 0:
        return False
    if part.value < last.scale:
        # In digits only a part that fills its place reads as a continuation: `مليون و200 ألف`, `ألف و200`.
        return not part.digits or (isinstance(part.value, int) and (part.value * 100 >= last.scale or last.scale == 1000))
    # `مئة ألف وخمسون ألفا`: the same scale, where the first filled the hundreds only.
    coefficient = last.value // last.scale
    return part.scale == last.scale and total == last.value and coefficient % 100 == 0 and coefficient > 0 and part.value < 100 * part.scale


def _with_decimals(text: str, tokens: list[Token], number: Node) -> Node:
    """`سبعة عشر فاصلة اثنان وأربعون`: digits after the point, leading zeros told one by one."""
    point = word_at(tokens, number.last)
    if point is None or "decimal_point" not in point.groups or not isinstance(number.value, int) or number.scale > 1 and number.form == "digits":
        return number
    j, zeros = number.last + 1, ""
    while slot(word_at(tokens, j), "unit") == 0:
        zeros, j = zeros + "0", j + 1
    part = read_part(text, tokens, j) if j < len(tokens) else None
    if part is not None and isinstance(part.value, int) and part.value < 10**12 and not tokens[j].prefix:
        decimals, end = zeros + str(part.value), part.end
    elif zeros:
        decimals, end = zeros, j
    else:
        return number
    value = float(f"{number.value}.{decimals}")
    node = Node(number.first, end, number.start, tokens[end - 1].end, value, number.form)
    # A scale after the decimals multiplies the whole: `واحد فاصلة خمسة مليون`.
    if (scale := slot(_bare(tokens, end), *_SCALES)) is not None:
        node = Node(number.first, end + 1, number.start, tokens[end].end, times(value, scale), number.form, scale=scale)
    return node
