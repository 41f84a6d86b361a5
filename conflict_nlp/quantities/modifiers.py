"""Modifiers: wordings before or after a number that set its bounds."""

from __future__ import annotations

from conflict_nlp.quantities.lexicon import Phrase
from conflict_nlp.quantities.nodes import ARTICLES, Node
from conflict_nlp.quantities.scan import Tokens
from conflict_nlp.types import Modifier

_SKIPPED = frozenset("([\"'«“”„")
_RANK = {"at_least": 2, "at_most": 2, "approximate": 1}
_MODIFIERS: dict[str, Modifier] = {"at_least": "at_least", "at_most": "at_most", "approximate": "approximate"}
# How many words may stand between a counted number and a modifier after its noun.
_REACH = 4


def apply_modifiers(tokens: Tokens, nodes: list[Node], found: list[tuple[Phrase, int, int]]) -> None:
    """Give each number the modifier beside it; the span grows over a modifier that touches the number."""
    first_at = {node.first: node for node in nodes}
    last_at = {node.last: node for node in nodes}
    taken: set[int] = set()
    used: set[int] = set()
    for phrase, first, last in sorted(found, key=lambda item: (-item[2], item[1])):
        row = phrase.row
        if (
            row["place"] == "before"
            and last not in used
            and not tokens[first].definite
            and not (last < len(tokens) and tokens[last].joins)
            and (node := _number_at(tokens, first_at, last)) is not None
            and (_suits(node, row) or (node.kind == "ordinal" and node.form == "words"))
        ):
            if node.kind == "ordinal":
                # `حوالي الألف` tells how many.
                node.kind = "cardinal"
            used.add(last)
            _before(tokens, node, _MODIFIERS[row["modifier"]], first, last, contiguous=not _has_gap(tokens, row, first, last))
            first_at[first] = node
            taken.update(range(first, last))
    for phrase, first, last in found:
        if phrase.row["place"] == "after" and first not in taken:
            touching = last_at.get(first)
            node = touching or _nearest(tokens, last_at, first)
            if node is not None and _suits(node, phrase.row):
                _set(node, _MODIFIERS[phrase.row["modifier"]])
                if touching is not None:
                    node.end, node.last = tokens.ends[last - 1], last
                    node.modifier_spans = [*node.modifier_spans, (tokens.starts[first], node.end)]


def _number_at(tokens: Tokens, first_at: dict[int, Node], i: int) -> Node | None:
    """The number that begins at token `i`, over a bracket, a quotation mark or an article before digits."""
    for _ in range(3):
        if i in first_at:
            return first_at[i]
        if i >= len(tokens) or not (tokens[i].norm in _SKIPPED or tokens[i].full in ARTICLES):
            return None
        i += 1
    return None


def _suits(node: Node, row: dict[str, str]) -> bool:
    return node.kind in ("cardinal", "measure", "percent", "fraction") and row["only"] in ("", node.kind, node.category)


def _has_gap(tokens: Tokens, row: dict[str, str], first: int, last: int) -> bool:
    return last - first > len([w for w in row["phrase"].split() if w != "*"])


def _before(tokens: Tokens, node: Node, modifier: Modifier, first: int, last: int, *, contiguous: bool) -> None:
    _set(node, modifier)
    if contiguous:
        node.modifier_spans = [(tokens.starts[first], tokens.ends[last - 1]), *node.modifier_spans]
        node.start, node.first = tokens.starts[first], first
        if tokens[last].norm == "(" and node.last < len(tokens) and tokens[node.last].norm == ")":
            # `حوالي (15)`
            node.end, node.last = tokens.ends[node.last], node.last + 1


def _set(node: Node, modifier: Modifier) -> None:
    """Range before bound before approximation."""
    if node.modifier == "range" or node.low is None:
        return
    if node.modifier == "vague":
        if modifier == "at_least":
            node.modifier, node.high = "at_least", None
        elif modifier == "at_most":
            node.modifier, node.low = "at_most", 0
        return
    if _RANK.get(node.modifier, 0) > _RANK[modifier]:
        return
    value = node.value
    node.modifier = modifier
    if modifier == "at_least":
        node.low, node.high = value, None
    elif modifier == "at_most":
        node.low, node.high = (0 if value is None or value >= 0 else value), value
    else:
        node.low = node.high = value


def _nearest(tokens: Tokens, last_at: dict[int, Node], i: int) -> Node | None:
    """The number before token `i` within reach, with nothing but words between."""
    for j in range(i, max(0, i - _REACH - 1), -1):
        if j in last_at:
            return last_at[j]
        if tokens[j - 1].kind != "w" and tokens[j - 1].norm not in ")\"'»”":
            return None
    return None
