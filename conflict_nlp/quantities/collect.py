"""Finding every number of a text, whatever it counts: cardinals, ordinals, fractions, vague words, duals, composite digits."""

from __future__ import annotations

from conflict_nlp.nouns import noun_forms
from conflict_nlp.quantities.composites import composite, digit_row
from conflict_nlp.quantities.lexicon import Phrase, phrases
from conflict_nlp.quantities.match import match
from conflict_nlp.quantities.nodes import Node, after_and, full_at, word_at
from conflict_nlp.quantities.numerals import read_number, slot, times
from conflict_nlp.quantities.scan import Token
from conflict_nlp.quantities.slots import (
    ANY_FRACTION,
    CARDINAL,
    COLLOQUIAL,
    FRACTION,
    FRACTION_DU,
    FRACTION_DU_LOOSE,
    FRACTION_LOOSE,
    FRACTION_PL,
    HUNDRED,
    HUNDREDS,
    MANY,
    ONE_OF,
    ORDINAL,
    ORDINAL_ELEVEN,
    SCALE,
    SCALE_DUAL,
    SCALE_PL,
    TEN,
    TENS,
    UNIT,
)

def collect(text: str, tokens: list[Token], starts: list[int]) -> tuple[list[Node], list[tuple[Phrase, int, int]]]:
    """The numbers of the text in order, and the modifier phrases found beside them (phrase, first token, past the last)."""
    nodes: list[Node] = []
    modifiers: list[tuple[Phrase, int, int]] = []
    done = 0
    for i in starts:
        if i < done:
            continue
        token = tokens[i]
        if token.kind == "n":
            node = composite(text, tokens, i) or digit_row(tokens, i) or _signed(text, tokens, i) or _unreadable(tokens, i)
            node = _odd_after(tokens, node)
        else:
            found = _at_word(text, tokens, i, nodes)
            if found is None:
                if token.entry is not None and token.entry.phrase:
                    for name in ("modifiers/before", "modifiers/after"):
                        modifier = match(tokens, i, phrases(name))
                        if modifier is not None and not (name.endswith("after") and full_at(tokens, modifier[1]) == "من"):
                            modifiers.append((modifier[0], i, modifier[1]))
                continue
            node = found
        if node.last < len(tokens) and tokens[node.last].joins and node.kind == "cardinal" and node.form in ("digits", "words"):
            node = _with_fraction(tokens, node)
        nodes.append(node)
        done = node.last
        if len(nodes) > 1:
            _of_a_power(text, tokens, nodes)
    return nodes, modifiers


def _at_word(text: str, tokens: list[Token], i: int, nodes: list[Node]) -> Node | None:
    """The number that begins at the word `i`, if one does."""
    token = tokens[i]
    entry, slots = token.entry, token.slots
    assert entry is not None
    following = tokens[i + 1].slots if i + 1 < len(tokens) else 0
    node: Node | None = None
    if entry.phrase:
        node = _vague(tokens, i)
    if node is None and entry.groups:
        if not entry.groups.isdisjoint(("minus", "odd")):
            return _minus_or_odd(text, tokens, i)
        if "weekday" in entry.groups and token.definite and not following & TEN and not (nodes and nodes[-1].last == i):
            return None
    if node is None and (following & (UNIT | COLLOQUIAL) or "repeat" in entry.groups):
        node = digit_row(tokens, i)
    if node is None and slots & (MANY | SCALE_PL):
        node = _many(text, tokens, i)
    if node is None and (slots & ANY_FRACTION or following & FRACTION_PL):
        node = _fraction_of_scale(text, tokens, i)
    if node is None and slots & (ORDINAL | ORDINAL_ELEVEN):
        node = _ordinal(text, tokens, i)
    if node is None and slots & CARDINAL and (node := read_number(text, tokens, i)) is not None:
        if node.value == 2:
            node = _counted_dual(tokens, node, nodes)
        if node.last < len(tokens):
            node = _odd_after(tokens, node)
        if node.definite:
            node = _ordinal_after(tokens, node)
    if node is None and slots & ONE_OF:
        node = _one_of(tokens, i)
    if node is None and entry.unit is not None and entry.unit.number == "sg":
        node = _unit_and_fraction(tokens, i)
    if node is None and slots & ANY_FRACTION:
        node = _fraction(tokens, i)
    if node is None and entry.dual:
        node = Node(i, i + 1, token.start, token.end, 2, "dual", definite=token.definite)
    if node is None and entry.unit is not None and entry.unit.number == "du":
        node = Node(i, i + 1, token.start, token.end, 2, "dual", "measure", unit=entry.unit.name, category=entry.unit.category)
    return node


def _minus_or_odd(text: str, tokens: list[Token], i: int) -> Node | None:
    """`ناقص عشرون`, `نيف وعشرون`."""
    token = tokens[i]
    minus = "minus" in token.groups
    k = i + 1 if minus else after_and(tokens, i + 1)
    number = read_number(text, tokens, k) if 0 <= k < len(tokens) else None
    if number is None or number.value is None:
        return None
    if minus:
        return Node(i, number.last, token.start, number.end, -number.value, number.form)
    return odd(number, i, number.last, token.start, number.end)


def _vague(tokens: list[Token], i: int) -> Node | None:
    found = match(tokens, i, phrases("vague"))
    if found is None:
        return None
    phrase, end = found
    row, token = phrase.row, tokens[i]
    low, high = int(row["low"]), int(row["high"]) if row["high"] else None
    if token.definite and not row["definite"]:
        return None
    if row["scaled"]:
        power, after = _power(tokens, end)
        if power == 10 and slot(word_at(tokens, after - 1), TEN):
            return Node(i, after, token.start, tokens[after - 1].end, None, "vague", low=10 + low, high=high and 10 + high, modifier="vague")
        if power:
            high = high and (high + 1) * power - 1
            return Node(i, after, token.start, tokens[after - 1].end, None, "vague", low=low * power, high=high, modifier="vague")
    return Node(i, end, token.start, tokens[end - 1].end, None, "vague", low=low, high=high, modifier="vague")


def _power(tokens: list[Token], i: int) -> tuple[int, int]:
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


def _many(text: str, tokens: list[Token], i: int) -> Node | None:
    """`عشرات`, `مئات الآلاف`, `ملايين`."""
    if not slot(tokens[i], MANY | SCALE_PL):
        return None
    power, end = _power(tokens, i)
    high = None if end == i + 1 and power >= 10**6 else 10 * power - 1
    return Node(i, end, tokens[i].start, tokens[end - 1].end, None, "vague", low=2 * power, high=high, modifier="vague")


def _fraction_value(tokens: list[Token], i: int, *, loose: bool) -> tuple[float, int] | None:
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


def _fraction_of_scale(text: str, tokens: list[Token], i: int) -> Node | None:
    """`نصف مليون`, `ربع المليون`, `ثلاثة أرباع المليون`."""
    found = _fraction_value(tokens, i, loose=True)
    if found is None:
        return None
    value, j = found
    scale = word_at(tokens, j)
    if scale is None or scale.prefix or (n := slot(scale, SCALE)) is None:
        if j == i + 2:
            return Node(i, j, tokens[i].start, tokens[j - 1].end, round(value, 10), "fraction", "fraction")
        return None
    if slot(tokens[i], UNIT | TEN) and j == i + 1:
        return None
    return Node(i, j + 1, tokens[i].start, scale.end, times(value, n), "words", scale=1)


def _fraction(tokens: list[Token], i: int) -> Node | None:
    following = word_at(tokens, i + 1)
    unit = following.entry.unit if following is not None and following.entry is not None and not following.definite else None
    found = _fraction_value(tokens, i, loose=unit is not None and unit.number == "sg")
    if found is None:
        return None
    value, j = found
    return Node(i, j, tokens[i].start, tokens[j - 1].end, round(value, 10), "fraction", "fraction", definite=tokens[i].definite)


def _with_fraction(tokens: list[Token], node: Node) -> Node:
    """`مليون ونصف`, `3 ملايين ونصف المليون`, `خمسة وثلثين`."""
    k = after_and(tokens, node.last)
    if k < 0 or node.value is None:
        return node
    found = _fraction_value(tokens, k, loose=slot(word_at(tokens, k), UNIT | TEN) is None)
    if found is None or slot(word_at(tokens, k), FRACTION_PL):
        return node
    value, end = found
    scale = node.scale
    if scale == 1 and node.form == "digits" and node.category is None and end < len(tokens) and tokens[end].definite:
        return node
    total = node.value + times(value, scale)
    following = word_at(tokens, end)
    if following is not None and following.definite and slot(following, SCALE) == scale and scale > 1:
        end += 1
    kind = "cardinal" if scale > 1 else "fraction"
    return Node(node.first, end, node.start, tokens[end - 1].end, round(total, 10), node.form, kind, scale=1)


def _of_a_power(text: str, tokens: list[Token], nodes: list[Node]) -> None:
    """`ستة وثمانية وثمانون من مئة` is 6.88: the last number is the power of ten of which the one before tells parts."""
    power, parts = nodes[-1], nodes[-2]
    link = word_at(tokens, parts.last)
    if link is None or link.full not in ("من", "علي") or power.first != parts.last + 1 or not (parts.form == power.form == "words") or tokens[power.first].prefix:
        return
    if not isinstance(power.value, int) or not isinstance(parts.value, int) or power.value < 2 or parts.definite or power.definite:
        return
    decimal = link.full == "من"
    if decimal and (power.value < 10 or str(power.value).strip("0") != "1") or (not decimal and word_at(tokens, power.last) is not None):
        return
    whole = nodes[-3] if len(nodes) > 2 else None
    if whole is not None and whole.form == "words" and whole.value is not None and after_and(tokens, whole.last) == parts.first and (parts.value < power.value or not decimal):
        first, start, value, kept = whole.first, whole.start, whole.value + parts.value / power.value, 3
    elif decimal and parts.split >= 0 and parts.value >= power.value:
        tail = read_number(text, tokens, after_and(tokens, parts.split))
        if tail is None or not isinstance(tail.value, int) or tail.value >= power.value:
            return
        first, start, value, kept = parts.first, parts.start, parts.value - tail.value + tail.value / power.value, 2
    else:
        return
    kind = "cardinal" if decimal else "fraction"
    nodes[-kept:] = [Node(first, power.last, start, power.end, round(value, 10), "words", kind)]


def _unit_and_fraction(tokens: list[Token], i: int) -> Node | None:
    """`ساعة ونصف`: one and a half of the unit."""
    unit = tokens[i].entry.unit if tokens[i].entry is not None else None
    k = after_and(tokens, i + 1)
    n = slot(word_at(tokens, k), FRACTION | FRACTION_LOOSE) if unit is not None and unit.number == "sg" and k >= 0 else None
    if unit is None or n not in (2, 3, 4) or tokens[i].definite or tokens[k].definite or (i and tokens[i - 1].kind == "n"):
        return None
    return Node(i, k + 1, tokens[i].start, tokens[k].end, 1 + 1 / n, "fraction", "measure", unit=unit.name, category=unit.category)


def _ordinal(text: str, tokens: list[Token], i: int) -> Node | None:
    """`الأول`, `الخامسة عشرة`, `الحادي والعشرون`, `العاشر بعد المئة`."""
    token = tokens[i]
    value = slot(token, ORDINAL | ORDINAL_ELEVEN)
    if value is None:
        return None
    end = i + 1
    following = word_at(tokens, end)
    k = after_and(tokens, end)
    if following is not None and slot(following, TEN) and not following.prefix and (value in range(2, 10) or slot(token, ORDINAL_ELEVEN)):
        value, end = value + 10, end + 1
    elif k >= 0 and (tens := slot(word_at(tokens, k), TENS)) and tokens[k].definite >= token.definite and (value in range(2, 10) or slot(token, ORDINAL_ELEVEN)):
        value, end = value + tens, k + 1
    elif slot(token, ORDINAL) is None or (token.entry is not None and token.entry.unit is not None and not token.definite):
        # `حادي` stands in compounds only; `ثانية` without its article is the unit of time.
        return None
    node = Node(i, end, token.start, tokens[end - 1].end, value, "ordinal", "ordinal", definite=token.definite)
    return _ordinal_after(tokens, node)


def _ordinal_after(tokens: list[Token], node: Node) -> Node:
    """What a definite ordinal goes on with: `بعد المئة`, `المئتين والخامس عشر`."""
    if not node.definite or node.value is None or node.form == "digits":
        return node
    after, following = word_at(tokens, node.last), word_at(tokens, node.last + 1)
    if after is not None and after.full == "بعد" and following is not None and following.definite and not following.prefix:
        base = slot(following, HUNDRED | HUNDREDS | SCALE | SCALE_DUAL)
        if base is not None and node.value < base:
            return Node(node.first, node.last + 2, node.start, following.end, node.value + base, "ordinal", "ordinal", definite=True)
    k = after_and(tokens, node.last)
    if node.form == "words" and k >= 0 and isinstance(node.value, int) and 100 <= node.value < 1000 and node.value % 100 == 0 and tokens[k].definite:
        rest = _ordinal("", tokens, k)
        if rest is not None and rest.value is not None and rest.value < 100:
            return Node(node.first, rest.last, node.start, rest.end, node.value + rest.value, "ordinal", "ordinal", definite=True)
    return node


def _counted_dual(tokens: list[Token], node: Node, nodes: list[Node]) -> Node:
    """`مدنيين اثنين`, `شخصان اثنان`: the dual noun belongs to the number."""
    if node.value != 2 or node.last != node.first + 1 or node.form != "words" or tokens[node.first].prefix:
        return node
    before = word_at(tokens, node.first - 1)
    if before is None or not any(reading.number == "du" and not reading.construct for reading in noun_forms().get(before.norm, ())):
        return node
    if nodes and nodes[-1].last == node.first and nodes[-1].form == "dual":
        nodes.pop()
    return Node(node.first - 1, node.last, before.start, node.end, 2, "dual", definite=before.definite)


def _one_of(tokens: list[Token], i: int) -> Node | None:
    """`أحد أفراد الشرطة`: one, where a genitive follows and no negation stands before."""
    token = tokens[i]
    nxt = word_at(tokens, i + 1)
    if slot(token, ONE_OF) is None or token.definite or nxt is None or nxt.prefix or len(nxt.norm) < 3:
        return None
    if nxt.groups & {"negation", "date_preposition", "day_anchor", "month_word"} or nxt.full in _FUNCTION:
        return None
    if any("negation" in (word.groups if (word := word_at(tokens, j)) else ()) for j in range(max(0, i - 3), i)):
        return None
    return Node(i, i + 1, token.start, token.end, 1, "one_of")


_FUNCTION = frozenset({"من", "في", "علي", "الي", "عن", "ان", "الا", "حتي", "هذا", "هذه", "الذي", "التي", "الاسبوع", "كان", "قد", "غير", "سوي"})


def _odd_after(tokens: list[Token], node: Node) -> Node:
    """`عشرون ونيف`, `نيف وعشرون`: between a round ten and the next."""
    word = word_at(tokens, node.last)
    if word is None or "odd" not in word.groups or word.prefix != "و" or node.value is None:
        return node
    return odd(node, node.first, node.last + 1, node.start, word.end)


def odd(node: Node, first: int, last: int, start: int, end: int) -> Node:
    """The number with the excess that `نيف` adds."""
    value = node.value
    assert value is not None
    if isinstance(value, int) and value % 10 == 0 and value < 100:
        return Node(first, last, start, end, value, node.form, low=value, high=value + 9, modifier="approximate")
    return Node(first, last, start, end, value, node.form, low=value, high=None, modifier="at_least")


def _signed(text: str, tokens: list[Token], i: int) -> Node | None:
    """A number in digits; a minus sign that touches it counts, unless a noun follows (`-5 قتلى` is an item of a list)."""
    node = read_number(text, tokens, i)
    sign = tokens[i - 1] if i else None
    if node is None or node.value is None or sign is None or sign.norm not in ("-", "−") or sign.end != node.start:
        return node
    before = tokens[i - 2] if i > 1 else None
    following = word_at(tokens, node.last)
    if (before is not None and (before.end == sign.start or before.kind == "n")) or (following is not None and (following.entry is None or following.entry.unit is None)):
        return node
    node.start, node.first = sign.start, i - 1
    node.set_value(-node.value)
    return node


def _unreadable(tokens: list[Token], i: int) -> Node:
    """Digits that no reading fits (`1.2.3`, four thousand digits and more)."""
    return Node(i, i + 1, tokens[i].start, tokens[i].end, None, "composite", "identifier")
