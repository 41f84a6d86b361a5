"""Ranges: two numbers that are the ends of one interval."""

from __future__ import annotations

from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import read_number, slot, times
from conflict_nlp.quantities.scan import Number, Tokens
from conflict_nlp.quantities.slots import HUNDRED, HUNDREDS, ORDINAL, TEEN, TEN, TENS, UNIT

DASHES = frozenset("-–—‑−ـ")
_ENDS = frozenset({"الي", "حتي", "لغايه"})
_COUNTS = ("cardinal", "measure", "percent")


def join_ranges(text: str, tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """Join the numbers of `20-30`, `من 10 إلى 15`, `بين عشرين وثلاثين`, `خمسة أو ستة`."""
    joined: list[Node] = []
    for i, node in enumerate(nodes):
        if joined and (merged := _range(tokens, joined[-1], node)) is not None:
            joined[-1] = merged
        else:
            following = nodes[i + 1] if i + 1 < len(nodes) else None
            joined.append(_split_between(text, tokens, node, following) or node)
    return joined


def _range(tokens: Tokens, a: Node, b: Node) -> Node | None:
    if a.value is None or b.value is None or a.modifier != "exact" or b.modifier != "exact" or b.first - a.last > 1:
        return None
    if (
        a.kind not in _COUNTS
        or b.kind not in _COUNTS
        or {a.form, b.form} - {"digits", "words", "dual"}
        or (a.unit and b.unit and a.unit != b.unit)
    ):
        return None
    link = tokens[a.last] if b.first == a.last + 1 else None
    opens = _opener(tokens, a.first)
    dash = link is not None and link.norm in DASHES
    joined = opens == "بين" and after_and(tokens, a.last) == b.first
    spoken = opens == "من" and b.first == a.last and tokens[b.first].prefix == "ل"
    until = link is not None and link.kind == "w" and link.norm in _ENDS
    either = link is not None and link.full == "او" and _close(a, b)
    if not (dash or joined or spoken or until or either) or (dash and a.form != b.form):
        return None
    if until and opens == "من" and _changes(tokens, a.first - 1):
        return None
    first = a.first
    if opens == "بين" or (opens == "من" and (until or spoken)):
        first -= 1
        if opens == "بين" and (before := word_at(tokens, first - 1)) is not None and before.norm == "ما":
            first -= 1
    if dash and _leads_with_zero(tokens, a):
        # `011-2345678`
        return Node(tokens, a.first, b.last, None, "composite", "identifier")
    low, high = a.value, b.value
    if b.scale > 1 and a.scale == 1 and low < high // b.scale:
        low = times(low, b.scale)
    if low >= high or (dash and a.form == "digits" and (low == 0 or _is_score(tokens, a.first, b))):
        # A falling pair (`3-1`), a zero, or words of games beside it: a result.
        return (
            Node(tokens, a.first, b.last, None, "composite", "identifier")
            if dash and a.form == "digits" and a.kind == b.kind == "cardinal"
            else None
        )
    whole = b if b.kind != "cardinal" else a
    node = Node(tokens, first, b.last, None, a.form, whole.kind).bounded(low, high, "range")
    node.unit, node.category, node.scale = whole.unit, whole.category, b.scale
    node.number_start = a.start
    return node


def _opener(tokens: Tokens, i: int) -> str:
    """`بين` or `من` before token `i`, unless it is the `من` of `أكثر من`."""
    opener = word_at(tokens, i - 1)
    if opener is None or opener.norm not in ("بين", "من"):
        return ""
    before = word_at(tokens, i - 2)
    return "" if opener.norm == "من" and before is not None and before.entry is not None and before.entry.phrase else opener.norm


def _close(a: Node, b: Node) -> bool:
    """`خمسة أو ستة` are the ends of a range, `2017 أو 2020` two years."""
    if a.value is None or b.value is None or a.kind != "cardinal":
        return False
    return a.value < b.value <= 2 * a.value + 1 and a.value not in range(1900, 2100)


def _leads_with_zero(tokens: Tokens, node: Node) -> bool:
    token = tokens[node.first]
    return isinstance(token, Number) and len(token.digits) > 1 and token.digits.startswith("0") and token.digits.isdigit()


def _is_score(tokens: Tokens, i: int, b: Node) -> bool:
    if b.value is None or b.value > 20:
        return False
    return any("score" in tokens[j].groups for j in (*range(max(0, i - 8), i), *range(b.last, min(len(tokens), b.last + 4))))


def _changes(tokens: Tokens, i: int) -> bool:
    """`ارتفع … من 10 إلى 15` tells two figures, not a range."""
    return any("change" in tokens[j].groups for j in range(max(0, i - 6), i))


def _split_between(text: str, tokens: Tokens, node: Node, following: Node | None) -> Node | None:
    """`بين خمسة وعشرين`: after `بين` a lone number of two parts is a range, where the second part is the greater one."""
    opener = word_at(tokens, node.first - 1)
    if opener is None or opener.norm != "بين" or node.split < 0 or node.form != "words" or node.value is None:
        return None
    if following is not None and after_and(tokens, node.last) == following.first:
        return None
    tail = read_number(text, tokens, after_and(tokens, node.split))
    if tail is None or tail.value is None or node.value - tail.value >= tail.value:
        return None
    first = node.first - 1
    if (before := word_at(tokens, first - 1)) is not None and before.norm == "ما":
        first -= 1
    result = Node(tokens, first, node.last, None, "words", node.kind).bounded(node.value - tail.value, tail.value, "range")
    result.unit, result.category, result.number_start = node.unit, node.category, node.start
    return result


def starts_number(tokens: Tokens, i: int) -> bool:
    """Whether token `i` can begin a number."""
    return 0 <= i < len(tokens) and (
        tokens[i].kind == "n" or slot(tokens[i], UNIT | TEN | TENS | HUNDRED | HUNDREDS | TEEN | ORDINAL) is not None
    )
