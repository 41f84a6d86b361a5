"""Finding every number of a text, whatever it counts: cardinals, ordinals, fractions, vague words, duals, composite digits."""

from __future__ import annotations

from conflict_nlp.nouns import noun_forms
from conflict_nlp.quantities.composites import composite, digit_row
from conflict_nlp.quantities.fractions import fraction, fraction_of_scale, of_a_power, unit_and_fraction, with_fraction
from conflict_nlp.quantities.lexicon import Phrase, phrases
from conflict_nlp.quantities.match import match
from conflict_nlp.quantities.nodes import Node, after_and, full_at, word_at
from conflict_nlp.quantities.numerals import read_number, slot
from conflict_nlp.quantities.ordinals import ordinal, ordinal_after
from conflict_nlp.quantities.scan import Tokens
from conflict_nlp.quantities.slots import (
    ANY_FRACTION,
    CARDINAL,
    COLLOQUIAL,
    FRACTION_PL,
    MANY,
    ONE_OF,
    ORDINAL,
    ORDINAL_ELEVEN,
    SCALE_PL,
    TEN,
    UNIT,
)
from conflict_nlp.quantities.vague import many, odd, odd_after, vague


def collect(text: str, tokens: Tokens) -> tuple[list[Node], list[tuple[Phrase, int, int]]]:
    """The numbers of the text in order, and the modifier phrases found beside them (phrase, first token, past the last)."""
    nodes: list[Node] = []
    modifiers: list[tuple[Phrase, int, int]] = []
    done = 0
    for i in tokens.begins:
        if i < done:
            continue
        token = tokens[i]
        if token.kind == "n":
            node = composite(text, tokens, i) or digit_row(tokens, i) or _signed(text, tokens, i) or _unreadable(tokens, i)
            node = odd_after(tokens, node)
        else:
            found = _at_word(text, tokens, i, nodes)
            if found is None:
                if token.entry is not None and token.entry.phrase:
                    for name in ("modifiers/before", "modifiers/after"):
                        modifier = match(tokens, i, phrases(name))
                        # `أو أكثر من` opens a comparison of its own; `على الأقل من` closes the number before it.
                        opens = modifier is not None and modifier[0].row["phrase"].endswith((" أكثر", " أقل"))
                        if modifier is not None and not (name.endswith("after") and opens and full_at(tokens, modifier[1]) == "من"):
                            modifiers.append((modifier[0], i, modifier[1]))
                continue
            node = found
        if node.last < len(tokens) and tokens[node.last].joins and node.kind == "cardinal" and node.form in ("digits", "words"):
            node = with_fraction(tokens, node)
        nodes.append(node)
        done = node.last
        if len(nodes) > 1:
            of_a_power(text, tokens, nodes)
    return nodes, modifiers


def _at_word(text: str, tokens: Tokens, i: int, nodes: list[Node]) -> Node | None:
    """The number that begins at the word `i`, if one does."""
    token = tokens[i]
    entry, slots = token.entry, token.slots
    assert entry is not None
    following = tokens[i + 1].slots if i + 1 < len(tokens) else 0
    node: Node | None = None
    if entry.phrase:
        node = vague(tokens, i)
    if node is None and entry.groups:
        if not entry.groups.isdisjoint(("minus", "odd")):
            return _minus_or_odd(text, tokens, i)
        if "weekday" in entry.groups and token.definite and not following & TEN and not (nodes and nodes[-1].last == i):
            return None
    if node is None and (following & (UNIT | COLLOQUIAL) or "repeat" in entry.groups):
        node = digit_row(tokens, i)
    if node is None and slots & (MANY | SCALE_PL):
        node = many(tokens, i)
    if node is None and (slots & ANY_FRACTION or following & FRACTION_PL):
        node = fraction_of_scale(tokens, i)
    if node is None and slots & (ORDINAL | ORDINAL_ELEVEN):
        node = ordinal(tokens, i)
    if node is None and slots & CARDINAL and (node := read_number(text, tokens, i)) is not None:
        if node.value == 2:
            node = _counted_dual(tokens, node, nodes)
        if node.last < len(tokens):
            node = odd_after(tokens, node)
        if node.definite:
            node = ordinal_after(tokens, node)
    if node is None and slots & ONE_OF:
        node = _one_of(tokens, i)
    if node is None and entry.unit is not None and entry.unit.number == "sg":
        node = unit_and_fraction(tokens, i)
    if node is None and slots & ANY_FRACTION:
        node = fraction(tokens, i)
    if node is None and entry.dual:
        node = Node(tokens, i, i + 1, 2, "dual", definite=token.definite)
    if node is None and entry.unit is not None and entry.unit.number == "du":
        node = Node(tokens, i, i + 1, 2, "dual").measured(entry.unit)
    return node


def _minus_or_odd(text: str, tokens: Tokens, i: int) -> Node | None:
    """`ناقص عشرون`, `نيف وعشرون`."""
    token = tokens[i]
    minus = "minus" in token.groups
    k = i + 1 if minus else after_and(tokens, i + 1)
    number = read_number(text, tokens, k) if 0 <= k < len(tokens) else None
    if number is None or number.value is None:
        return None
    if minus:
        return Node(tokens, i, number.last, -number.value, number.form)
    return odd(tokens, number, i, number.last)


def _counted_dual(tokens: Tokens, node: Node, nodes: list[Node]) -> Node:
    """`مدنيين اثنين`, `شخصان اثنان`: the dual noun belongs to the number."""
    if node.value != 2 or node.last != node.first + 1 or node.form != "words" or tokens[node.first].prefix:
        return node
    before = word_at(tokens, node.first - 1)
    if before is None or not any(reading.number == "du" and not reading.construct for reading in noun_forms().get(before.norm, ())):
        return node
    if nodes and nodes[-1].last == node.first and nodes[-1].form == "dual":
        nodes.pop()
    return Node(tokens, node.first - 1, node.last, 2, "dual", definite=before.definite)


def _one_of(tokens: Tokens, i: int) -> Node | None:
    """`أحد أفراد الشرطة`: one, where a genitive follows and no negation stands before."""
    token = tokens[i]
    nxt = word_at(tokens, i + 1)
    if slot(token, ONE_OF) is None or token.definite or nxt is None or nxt.prefix or len(nxt.norm) < 3:
        return None
    if nxt.groups & {"negation", "date_preposition", "day_anchor", "month_word", "no_genitive"}:
        return None
    if any("negation" in (word.groups if (word := word_at(tokens, j)) else ()) for j in range(max(0, i - 3), i)):
        return None
    return Node(tokens, i, i + 1, 1, "one_of")


def _signed(text: str, tokens: Tokens, i: int) -> Node | None:
    """A number in digits; a minus sign that touches it counts, unless a noun follows (`-5 قتلى` is an item of a list)."""
    node = read_number(text, tokens, i)
    sign = tokens[i - 1] if i else None
    if node is None or node.value is None or sign is None or sign.norm not in ("-", "−") or not tokens.touch(i):
        return node
    before = tokens[i - 2] if i > 1 else None
    following = word_at(tokens, node.last)
    if (before is not None and (tokens.touch(i - 1) or before.kind == "n")) or (
        following is not None and (following.entry is None or following.entry.unit is None)
    ):
        return node
    node.start, node.first = tokens.starts[i - 1], i - 1
    node.set_value(-node.value)
    return node


def _unreadable(tokens: Tokens, i: int) -> Node:
    """Digits that no reading fits (`1.2.3`, four thousand digits and more)."""
    return Node(tokens, i, i + 1, None, "composite", "identifier")
