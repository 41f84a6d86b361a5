"""Ordinal numbers: `الأول`, `الخامسة عشرة`, `الحادي والعشرون`, `العاشر بعد المئة`."""

from __future__ import annotations

from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import slot
from conflict_nlp.quantities.scan import Tokens
from conflict_nlp.quantities.slots import HUNDRED, HUNDREDS, ORDINAL, ORDINAL_ELEVEN, SCALE, SCALE_DUAL, TEN, TENS


def ordinal(tokens: Tokens, i: int) -> Node | None:
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
    elif (
        k >= 0
        and (tens := slot(word_at(tokens, k), TENS))
        and tokens[k].definite >= token.definite
        and (value in range(2, 10) or slot(token, ORDINAL_ELEVEN))
    ):
        value, end = value + tens, k + 1
    elif slot(token, ORDINAL) is None or (token.entry is not None and token.entry.unit is not None and not token.definite):
        # `حادي` stands in compounds only; `ثانية` without its article is the unit of time.
        return None
    node = Node(tokens, i, end, value, "ordinal", "ordinal", definite=token.definite)
    return ordinal_after(tokens, node)


def ordinal_after(tokens: Tokens, node: Node) -> Node:
    """What a definite ordinal goes on with: `بعد المئة`, `المئتين والخامس عشر`."""
    if not node.definite or node.value is None or node.form == "digits":
        return node
    after, following = word_at(tokens, node.last), word_at(tokens, node.last + 1)
    if after is not None and after.full == "بعد" and following is not None and following.definite and not following.prefix:
        base = slot(following, HUNDRED | HUNDREDS | SCALE | SCALE_DUAL)
        if base is not None and node.value < base:
            return Node(tokens, node.first, node.last + 2, node.value + base, "ordinal", "ordinal", definite=True)
    k = after_and(tokens, node.last)
    if (
        node.form == "words"
        and k >= 0
        and isinstance(node.value, int)
        and 100 <= node.value < 1000
        and node.value % 100 == 0
        and tokens[k].definite
    ):
        rest = ordinal(tokens, k)
        if rest is not None and rest.value is not None and rest.value < 100:
            return Node(tokens, node.first, rest.last, node.value + rest.value, "ordinal", "ordinal", definite=True)
    return node
