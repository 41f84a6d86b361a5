"""Finding every number of a text, whatever it counts: cardinals, ordinals, fractions, vague words, duals, composite digits."""

from __future__ import annotations

import re

from conflict_nlp.quantities.lexicon import END, Phrase, PhraseTree, phrases
from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import read_number, slot, times
from conflict_nlp.quantities.scan import Token

_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
# Digits that only together mean something; tried in this order at a number in digits.
_COMPOSITES = (
    ("date", re.compile(rf"{_D}{{4}}([-/.]){_D}{{1,2}}\1{_D}{{1,2}}(?!{_D})|{_D}{{1,2}}([-/.]){_D}{{1,2}}\2(?:{_D}{{4}}|{_D}{{2}})(?!{_D}|[-/.]{_D})")),
    ("time", re.compile(rf"{_D}{{1,2}}:{_D}{{2}}(?::{_D}{{2}})?(?!{_D}|:)")),
    ("identifier", re.compile(rf"{_D}{{2,4}}\)?(?:[ .-]{{1,3}}{_D}{{2,4}}){{1,4}}[ .-]{{1,3}}{_D}{{4}}(?!{_D})")),
    ("identifier", re.compile(rf"0{_D}{{1,3}}(?:[ -]{_D}{{3,4}}){{1,3}}(?!{_D})|٠{_D}{{1,3}}(?:[ -]{_D}{{3,4}}){{1,3}}(?!{_D})")),
    ("identifier", re.compile(rf"{_D}{{1,3}}(?:\.{_D}{{1,3}}){{3,9}}(?!{_D})")),
)
_PLUS = re.compile(rf"\+{_D}{{1,3}}\)?[ -]{{0,3}}{_D}{{2,12}}(?:[ .-]{{1,3}}{_D}{{2,5}}){{0,4}}")
_EXTENSION = re.compile(rf" ?(?:ext\.?|x|فرعي|تحويلة) ?{_D}{{1,5}}")


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
            node = _composite(text, tokens, i) or read_number(text, tokens, i) or _unreadable(tokens, i)
            node = _odd_after(tokens, node)
        else:
            entry = token.entry
            assert entry is not None
            found = _at_word(text, tokens, i, nodes)
            if found is None:
                if entry.phrase:
                    for name in ("modifiers/before", "modifiers/after"):
                        if (modifier := match(tokens, i, phrases(name))) is not None:
                            modifiers.append((modifier[0], i, modifier[1]))
                continue
            node = found
        if node.kind == "cardinal" and node.form in ("digits", "words"):
            node = _with_fraction(text, tokens, node)
        nodes.append(node)
        done = node.last
    return nodes, modifiers


def match(tokens: list[Token], i: int, tree: PhraseTree, *, articles: bool = True) -> tuple[Phrase, int] | None:
    """The longest phrase of `tree` that begins at token `i`, and the token after it.

    The first word may carry proclitics. `*` in a phrase stands for up to three words that name what is counted.
    """
    best: tuple[Phrase, int] | None = None
    node: PhraseTree | Phrase | None = tree
    j, gap = i, 0
    while isinstance(node, dict):
        if END in node:
            best = (node[END], j)  # type: ignore[assignment]
        token = tokens[j] if j < len(tokens) else None
        if token is None or token.kind == "l":
            break
        child = node.get(token.full) or (node.get(token.norm) if (j == i or not token.prefix) else None)
        if child is None and "*" in node:
            star = node["*"]
            assert isinstance(star, dict)
            if END in star and gap == 0:
                best = (star[END], j)  # type: ignore[assignment]
            child = star.get(token.full)
            if child is None and gap < 4 and token.kind == "w" and not slot_number(token):
                gap, j = gap + 1, j + 1
                if END in star and gap:
                    best = (star[END], j)  # type: ignore[assignment]
                continue
        if child is None:
            break
        node, j, gap = child, j + 1, 0
    return best


def slot_number(token: Token) -> bool:
    """Whether the token can begin a number."""
    return token.kind == "n" or bool(token.entry and token.entry.slots)


def _at_word(text: str, tokens: list[Token], i: int, nodes: list[Node]) -> Node | None:
    """The number that begins at the word `i`, if one does."""
    token = tokens[i]
    entry = token.entry
    assert entry is not None
    if entry.phrase and (vague := _vague(tokens, i)) is not None:
        return vague
    if not entry.starts_number:
        return None
    if "minus" in entry.groups:
        number = read_number(text, tokens, i + 1) if i + 1 < len(tokens) else None
        if number is None or number.value is None:
            return None
        return Node(i, number.last, token.start, number.end, -number.value, number.form)
    if "odd" in entry.groups:
        k = after_and(tokens, i + 1)
        number = read_number(text, tokens, k) if k >= 0 else None
        return odd(number, i, number.last, token.start, number.end) if number is not None and number.value is not None else None
    for reader in (_many, _fraction_of_scale, _ordinal):
        if (node := reader(text, tokens, i)) is not None:
            return node
    if "weekday" in entry.groups and not (token.definite is False and entry.slots and _after_dual(nodes, i)):
        if token.full.removeprefix("و").startswith("ال"):
            return None
    if (node := read_number(text, tokens, i)) is not None:
        return _odd_after(tokens, _counted_dual(tokens, node, nodes))
    if (node := _one_of(tokens, i)) is not None:
        return node
    if (node := _fraction(tokens, i)) is not None:
        return node
    if entry.dual:
        return Node(i, i + 1, token.start, token.end, 2, "dual", definite=token.definite)
    if entry.unit is not None and entry.unit.value:
        return Node(i, i + 1, token.start, token.end, 2, "dual", "measure", unit=entry.unit.name, category=entry.unit.category)
    return None


def _after_dual(nodes: list[Node], i: int) -> bool:
    return bool(nodes) and nodes[-1].form == "dual" and nodes[-1].last == i


def _vague(tokens: list[Token], i: int) -> Node | None:
    found = match(tokens, i, phrases("vague"))
    if found is None:
        return None
    phrase, end = found
    row, token = phrase.row, tokens[i]
    low, high = int(row["low"]), int(row["high"]) if row["high"] else None
    if end == i + 1 and token.definite and "من" not in row["phrase"] and not row["phrase"].startswith("عديد"):
        return None
    if row["scaled"]:
        power, after = _power(tokens, end)
        if power == 10 and slot(word_at(tokens, after - 1), "ten"):
            return Node(i, after, token.start, tokens[after - 1].end, None, "vague", low=10 + low, high=high and 10 + high, modifier="vague")
        if power:
            high = high and (high + 1) * power - 1
            return Node(i, after, token.start, tokens[after - 1].end, None, "vague", low=low * power, high=high, modifier="vague")
    return Node(i, end, token.start, tokens[end - 1].end, None, "vague", low=low, high=high, modifier="vague")


def _power(tokens: list[Token], i: int) -> tuple[int, int]:
    """The power of ten that plural scales tell from token `i` on (`عشرات الآلاف`: 10000), 0 where none stands there."""
    power, j = 1, i
    while (token := word_at(tokens, j)) is not None and not (token.prefix and j > i):
        value = slot(token, "many", "scale_pl") or (slot(token, "ten") if j == i and not token.definite else None)
        if value is None or (j > i and value <= power and power < 100):
            break
        power, j = power * value, j + 1
        if slot(token, "ten"):
            break
    return (power, j) if j > i else (0, i)


def _many(text: str, tokens: list[Token], i: int) -> Node | None:
    """`عشرات`, `مئات الآلاف`, `ملايين`."""
    if not slot(tokens[i], "many", "scale_pl"):
        return None
    power, end = _power(tokens, i)
    high = None if end == i + 1 and power >= 10**6 else 10 * power - 1
    return Node(i, end, tokens[i].start, tokens[end - 1].end, None, "vague", low=2 * power, high=high, modifier="vague")


def _fraction_value(tokens: list[Token], i: int, *, loose: bool) -> tuple[float, int] | None:
    """`نصف`, `ثلثا`, `ثلاثة أرباع`: the value and the token after it."""
    token = word_at(tokens, i)
    names = ("fraction", "fraction_loose") if loose else ("fraction",)
    if (n := slot(token, "fraction_du") or (slot(token, "fraction_du_loose") if loose else None)) is not None:
        return 2 / n, i + 1
    following = word_at(tokens, i + 1)
    if (n := slot(following, "fraction_pl")) is not None and following is not None and not following.prefix:
        count = slot(token, "unit", "ten") if token is not None else None
        if count:
            return count / n, i + 2
    if (n := slot(token, *names)) is not None:
        return 1 / n, i + 1
    return None


def _fraction_of_scale(text: str, tokens: list[Token], i: int) -> Node | None:
    """`نصف مليون`, `ربع المليون`, `ثلاثة أرباع المليون`."""
    found = _fraction_value(tokens, i, loose=True)
    if found is None:
        return None
    value, j = found
    scale = word_at(tokens, j)
    if scale is None or scale.prefix or (n := slot(scale, "scale")) is None:
        if j == i + 2:
            return Node(i, j, tokens[i].start, tokens[j - 1].end, round(value, 10), "fraction", "fraction")
        return None
    if slot(tokens[i], "unit", "ten") and j == i + 1:
        return None
    return Node(i, j + 1, tokens[i].start, scale.end, times(value, n), "words", scale=1)


def _fraction(tokens: list[Token], i: int) -> Node | None:
    found = _fraction_value(tokens, i, loose=False)
    if found is None:
        return None
    value, j = found
    return Node(i, j, tokens[i].start, tokens[j - 1].end, round(value, 10), "fraction", "fraction", definite=tokens[i].definite)


def _with_fraction(text: str, tokens: list[Token], node: Node) -> Node:
    """`مليون ونصف`, `3 ملايين ونصف المليون`, `خمسة وثلثين`."""
    k = after_and(tokens, node.last)
    if k < 0 or node.value is None:
        return node
    found = _fraction_value(tokens, k, loose=slot(word_at(tokens, k), "unit", "ten") is None)
    if found is None or slot(word_at(tokens, k), "fraction_pl"):
        return node
    value, end = found
    scale = node.scale
    if scale == 1 and node.form == "digits" and node.category is None and end < len(tokens) and tokens[end].definite:
        return node
    total = node.value + times(value, scale)
    following = word_at(tokens, end)
    if following is not None and following.definite and slot(following, "scale") == scale and scale > 1:
        end += 1
    kind = "cardinal" if scale > 1 else "fraction"
    return Node(node.first, end, node.start, tokens[end - 1].end, round(total, 10), node.form, kind, scale=1)


def _ordinal(text: str, tokens: list[Token], i: int) -> Node | None:
    """`الأول`, `الخامسة عشرة`, `الحادي والعشرون`, `المائة والرابع والعشرين`."""
    token = tokens[i]
    value = slot(token, "ordinal", "ordinal_eleven")
    end = i + 1
    if value is None:
        return None
    nxt = word_at(tokens, end)
    if slot(nxt, "ten") and nxt is not None and not nxt.prefix and value < 10:
        value, end = value + 10, end + 1
    elif (k := after_and(tokens, end)) >= 0 and (tens := slot(word_at(tokens, k), "tens")) and value < 10 and (tokens[k].definite or not token.definite):
        value, end = value + tens, k + 1
    elif "ordinal_eleven" in token.entry.slots:  # type: ignore[union-attr]
        return None
    elif token.entry.unit is not None and not token.definite:  # type: ignore[union-attr]
        return None
    return Node(i, end, token.start, tokens[end - 1].end, value, "ordinal", "ordinal", definite=token.definite)


def _counted_dual(tokens: list[Token], node: Node, nodes: list[Node]) -> Node:
    """`مدنيين اثنين`, `شخصان اثنان`: the dual noun belongs to the number."""
    if node.value != 2 or node.last != node.first + 1 or node.form != "words" or tokens[node.first].prefix:
        return node
    before = word_at(tokens, node.first - 1)
    if before is None or not before.norm.endswith(("ين", "ان")) or before.entry is None or not (before.entry.noun or before.entry.dual):
        return node
    if nodes and nodes[-1].last == node.first and nodes[-1].form == "dual":
        nodes.pop()
    return Node(node.first - 1, node.last, before.start, node.end, 2, "dual", definite=before.definite)


def _one_of(tokens: list[Token], i: int) -> Node | None:
    """`أحد أفراد الشرطة`: one, where a genitive follows and no negation stands before."""
    token = tokens[i]
    nxt = word_at(tokens, i + 1)
    if slot(token, "one_of") is None or token.definite or nxt is None or nxt.prefix or len(nxt.norm) < 3:
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


def _composite(text: str, tokens: list[Token], i: int) -> Node | None:
    start = tokens[i].start
    before = text[start - 1] if start else " "
    if before == "+" and (found := _PLUS.match(text, start - 1)) and sum(c.isdigit() for c in found.group()) >= 7:
        return _composite_node(text, tokens, i, "identifier", found.end())
    if before.isdigit() or before in "+:":
        return None
    for kind, pattern in _COMPOSITES:
        if found := pattern.match(text, start):
            digits = sum(c.isdigit() for c in found.group())
            if kind == "identifier" and digits < 7:
                continue
            return _composite_node(text, tokens, i, kind, found.end())
    return None


def _composite_node(text: str, tokens: list[Token], i: int, kind: str, end: int) -> Node:
    if kind == "identifier" and (extension := _EXTENSION.match(text, end)):
        end = extension.end()
    j = i + 1
    while j < len(tokens) and tokens[j].start < end:
        j += 1
    return Node(i, j, tokens[i].start, max(end, tokens[j - 1].end), None, "composite", kind)


def _unreadable(tokens: list[Token], i: int) -> Node:
    """Digits that no reading fits (`1.2.3`, four thousand digits and more)."""
    return Node(i, i + 1, tokens[i].start, tokens[i].end, None, "composite", "identifier")
