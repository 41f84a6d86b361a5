"""The number parser's face: `find_quantities` and, with more detail, `parse_quantities`."""

from __future__ import annotations

from dataclasses import dataclass

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.quantities.classify import classify
from conflict_nlp.quantities.collect import collect
from conflict_nlp.quantities.modifiers import apply_modifiers
from conflict_nlp.quantities.nodes import Node
from conflict_nlp.quantities.ranges import join_ranges
from conflict_nlp.quantities.scan import scan
from conflict_nlp.quantities.units import attach_units
from conflict_nlp.types import Quantity


@dataclass(frozen=True, slots=True)
class ParsedQuantity:
    """A quantity with what a rule needs to look around it.

    `number_start`..`number_end` is the number without its modifiers; `modifier_spans` are those that touch it; `form` tells
    how it is written: `digits`, `words`, `dual`, `one_of`, `vague`, `ordinal`, `fraction` or `composite`.
    """

    quantity: Quantity
    number_start: int
    number_end: int
    modifier_spans: tuple[tuple[int, int], ...]
    form: str


def parse_quantities(text: str) -> list[ParsedQuantity]:
    """The quantities of `text` in order, with the parts of each."""
    return [
        ParsedQuantity(_quantity(text, node), node.number_start, node.number_end, tuple(node.modifier_spans), node.form)
        for node in _nodes(text)
    ]


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of `text` in order of appearance, not overlapping; offsets are characters of `text`.

    A span covers the number with the modifiers that touch it, and the noun only where the noun is the number (`قتيلان`) or a
    unit (`30 كم`). Attached proclitics (`و7`, `بـ15`) are left out.
    """
    return [_quantity(text, node) for node in _nodes(text)]


def _nodes(text: str) -> list[Node]:
    if not isinstance(text, str):
        raise ConflictNLPError("CN001", type=type(text).__name__)
    tokens = scan(text)
    if not tokens.begins:
        return []
    nodes, modifiers = collect(text, tokens)
    if len(nodes) == 1 and nodes[0].last - nodes[0].first == len(tokens) and nodes[0].form == "words" and not nodes[0].definite:
        # One number and nothing else: there is no context to read.
        return nodes
    nodes = classify(tokens, join_ranges(text, tokens, attach_units(tokens, nodes)))
    if modifiers:
        apply_modifiers(tokens, nodes, modifiers)
    return nodes


def _quantity(text: str, node: Node) -> Quantity:
    value = None if node.modifier in ("range", "vague") else node.value
    return Quantity(node.start, node.end, text[node.start : node.end], value, node.low, node.high, node.modifier, node.kind, node.unit)
