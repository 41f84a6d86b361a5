"""Units of measure and per cent signs that belong to a number, and amounts that a unit and its parts tell together."""

from __future__ import annotations

from conflict_nlp.quantities.lexicon import Unit, phrases
from conflict_nlp.quantities.match import match
from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import slot
from conflict_nlp.quantities.scan import Number, Tokens
from conflict_nlp.quantities.slots import FRACTION, FRACTION_LOOSE, HUNDRED, SCALE, UNIT

_PERCENT = frozenset("%٪﹪")
# Parts of a unit of money: (unit, part) -> how many parts make one.
_PARTS = {
    ("dollar", "cent"): 100,
    ("euro", "cent"): 100,
    ("riyal", "halala"): 100,
    ("pound", "piastre"): 100,
    ("dinar", "fils"): 1000,
    ("dirham", "fils"): 100,
}


def attach_units(tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """Give each number the unit or per cent sign after it (a currency sign also before it)."""
    kept: list[Node] = []
    for node in nodes:
        if kept and node.first < kept[-1].last:
            # `المئة` of `في المئة`, the sign of `م2`.
            continue
        if node.kind not in ("cardinal", "fraction", "measure") or node.form in ("one_of", "composite"):
            kept.append(node)
            continue
        if node.form == "dual":
            _below_zero(tokens, node)
        elif (end := _percent(tokens, node.last)) > node.last:
            node.kind = "percent"
            node.extend(tokens, end)
        elif (found := unit_at(tokens, node.last, node)) is not None and not (node.form == "fraction" and node.definite):
            _measure(tokens, node, *found)
        elif node.form == "digits" and (currency := _currency_before(tokens, node, kept[-1].last if kept else 0)) is not None:
            node.measured(currency)
            node.start, node.first = tokens.starts[node.first - 1], node.first - 1
        else:
            _below_zero(tokens, node)
        if kept and _add_part(kept[-1], node, tokens):
            continue
        kept.append(node)
    return kept


def _currency_before(tokens: Tokens, node: Node, done: int) -> Unit | None:
    """The currency whose sign stands before the number and belongs to no other."""
    sign = tokens[node.first - 1] if node.first > done else None
    unit = sign.entry.unit if sign is not None and sign.kind == "p" and sign.entry is not None else None
    return unit if unit is not None and unit.category == "money" else None


def _measure(tokens: Tokens, node: Node, unit: Unit, end: int) -> None:
    node.measured(unit)
    token = tokens[node.first]
    if (
        isinstance(token, Number)
        and token.dotted
        and "." in token.digits
        and unit.category not in ("money", "duration")
        and node.last == node.first + 1
    ):
        # Before a unit of length or weight a single dot marks decimals; people, money and days come in groups.
        node.set_value(float(token.digits))
    node.extend(tokens, end)
    k = after_and(tokens, end)
    n = slot(word_at(tokens, k), FRACTION | FRACTION_LOOSE) if k >= 0 else None
    if n in (2, 3, 4) and not tokens[k].definite and node.value is not None:
        # `ثلاث ساعات ونصف`
        node.set_value(node.value + 1 / n)
        node.extend(tokens, k + 1)
    if unit.category == "temperature":
        _below_zero(tokens, node)


def _below_zero(tokens: Tokens, node: Node) -> None:
    """`- 2 درجة`, `درجتين تحت الصفر`."""
    if node.value is None:
        return
    below, zero = word_at(tokens, node.last), word_at(tokens, node.last + 1)
    before = tokens[node.first - 1] if node.first else None
    if below is not None and zero is not None and below.full == "تحت" and zero.definite and slot(zero, UNIT) == 0:
        node.set_value(-abs(node.value))
        node.extend(tokens, node.last + 2)
        node.kind, node.category, node.unit = "measure", "temperature", node.unit or "degree"
    elif (
        node.category == "temperature"
        and before is not None
        and before.norm in ("-", "−")
        and (node.first < 2 or tokens[node.first - 2].kind != "n")
    ):
        node.set_value(-abs(node.value))
        node.start, node.first = tokens.starts[node.first - 1], node.first - 1


def _add_part(whole: Node, part: Node, tokens: Tokens) -> bool:
    """`20 دولارا و43 سنتا` is one amount."""
    factor = _PARTS.get((whole.unit or "", part.unit or ""))
    adjacent = part.first == whole.last or after_and(tokens, whole.last) == part.first
    if factor is None or not adjacent or whole.value is None or part.value is None or part.value >= factor:
        return False
    whole.set_value(round(whole.value + part.value / factor, 6))
    whole.extend(tokens, part.last)
    return True


def unit_at(tokens: Tokens, i: int, node: Node | None = None) -> tuple[Unit, int] | None:
    """The unit of measure that begins at token `i`, after the number `node`, and the token after it.

    A definite unit is counted after vague words only (`عشرات الأمتار`).
    """
    token = tokens[i] if i < len(tokens) else None
    if token is None or token.prefix or token.entry is None:
        return None
    if token.entry.phrase and (found := match(tokens, i, phrases("units"))) is not None:
        return Unit(found[0].row["unit"], found[0].row["category"]), found[1]
    unit = token.entry.unit
    if unit is None or unit.number == "du" or (token.definite and not (node is not None and node.form == "vague" and unit.number == "pl")):
        return None
    if unit.category == "duration" and unit.number == "sg" and _names_a_time(tokens, i + 1, node):
        return None
    return unit, i + 1


def _names_a_time(tokens: Tokens, i: int, node: Node | None) -> bool:
    """After `يوم`, `عام`, `شهر`: a day, a year or a month that is named (`قتل 5 يوم الجمعة`).

    The singular counts after 11 and more (`30 يوما`), so that a definite word after it is an adjective there.
    """
    token = tokens[i] if i < len(tokens) else None
    if token is None or token.prefix or token.kind not in "nw":
        return False
    large = node is not None and node.value is not None and node.value > 10
    return (
        token.kind == "n"
        or bool(token.groups & {"weekday", "month", "month_numbered", "day_anchor"} or slot(token, UNIT))
        or (token.definite and not large)
    )


def _percent(tokens: Tokens, i: int) -> int:
    """The token after a per cent expression at `i`, or `i`."""
    token = tokens[i] if i < len(tokens) else None
    if token is None:
        return i
    if token.norm in _PERCENT:
        return i + 1
    if token.prefix == "ب" and token.definite and slot(token, HUNDRED | SCALE) in (100, 1000):
        return i + 1
    if token.full == "في" and (following := word_at(tokens, i + 1)) is not None and not following.prefix:
        return i + 2 if following.definite and slot(following, HUNDRED | SCALE) in (100, 1000) else i
    return i
