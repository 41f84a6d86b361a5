"""What stands around a number: units and per cent signs that belong to it, ranges, and words that show it counts nothing."""

from __future__ import annotations

from conflict_nlp.nouns import noun_forms
from conflict_nlp.quantities.collect import match
from conflict_nlp.quantities.lexicon import Unit, phrases
from conflict_nlp.quantities.nodes import Node, after_and, word_at
from conflict_nlp.quantities.numerals import read_number, slot, times
from conflict_nlp.quantities.scan import Token

_OPENING = frozenset("([{\"'«“”„‹")
_PERCENT = frozenset("%٪﹪")
_DASHES = frozenset("-–—‑−ـ")
_MONTH_DAYS = 31
_YEARS = range(1900, 2100)
_HIJRI = range(1300, 1500)


def attach_units(text: str, tokens: list[Token], nodes: list[Node]) -> None:
    """Give each number the unit or per cent sign after it (a currency sign also before it)."""
    for node in nodes:
        if node.kind in ("identifier", "date", "time", "ordinal") or node.form in ("dual", "one_of"):
            continue
        if node.kind == "fraction" and node.form == "fraction" and node.definite:
            continue
        if (end := _percent(tokens, node.last)) > node.last:
            _extend(tokens, node, end)
            node.kind = "percent"
            continue
        found = unit_at(tokens, node.last)
        if found is not None:
            unit, end = found
            _measure(tokens, node, unit, end)
            k = after_and(tokens, end)
            if k >= 0 and (half := _half(tokens, k)):
                node.value = node.low = node.high = (node.value or 0) + half
                _extend(tokens, node, k + 1)
        elif node.first and (sign := tokens[node.first - 1]).kind == "p" and sign.entry is not None and sign.entry.unit is not None and sign.norm != "°":
            node.kind, node.unit, node.category = "measure", sign.entry.unit.name, sign.entry.unit.category
            node.start, node.first = sign.start, node.first - 1
        if node.value is not None and node.category == "temperature":
            _below_zero(tokens, node)


def _half(tokens: list[Token], k: int) -> float:
    n = slot(word_at(tokens, k), "fraction", "fraction_loose")
    return 1 / n if n in (2, 3, 4) and not tokens[k].definite else 0.0


def _measure(tokens: list[Token], node: Node, unit: Unit, end: int) -> None:
    node.kind, node.unit, node.category = "measure", unit.name, unit.category
    token = tokens[node.first]
    if token.dotted and unit.category not in ("money", "duration") and node.last == node.first + 1 and node.value is not None:
        # Before a unit of length or weight a single separator marks decimals; money is written in groups.
        node.value = node.low = node.high = float(token.digits.replace(",", ".").replace("،", "."))
    _extend(tokens, node, end)


def _below_zero(tokens: list[Token], node: Node) -> None:
    before = tokens[node.first - 1] if node.first else None
    if before is not None and before.norm in ("-", "−") and (node.first < 2 or tokens[node.first - 2].kind != "n"):
        node.value = node.low = node.high = -(node.value or 0)
        node.start, node.first = before.start, node.first - 1


def unit_at(tokens: list[Token], i: int) -> tuple[Unit, int] | None:
    """The unit of measure that begins at token `i`, and the token after it."""
    token = tokens[i] if i < len(tokens) else None
    if token is None or token.prefix or token.kind not in "wp":
        return None
    if token.entry is not None and token.entry.phrase and (found := match(tokens, i, phrases("units"))) is not None:
        return Unit(found[0].row["unit"], found[0].row["category"]), found[1]
    if token.entry is not None and token.entry.unit is not None and token.entry.unit.value is None:
        return token.entry.unit, i + 1
    return None


def _percent(tokens: list[Token], i: int) -> int:
    """The token after a per cent expression at `i`, or `i`."""
    if i >= len(tokens):
        return i
    token = tokens[i]
    if token.norm in _PERCENT:
        return i + 1
    if token.kind != "w":
        return i
    if token.prefix == "ب" and token.definite and slot(token, "hundred"):
        return i + 1
    if token.full == "في" and (nxt := word_at(tokens, i + 1)) is not None and nxt.definite and slot(nxt, "hundred") and not nxt.prefix:
        return i + 2
    return i


def _extend(tokens: list[Token], node: Node, last: int) -> None:
    node.last = last
    node.end = tokens[last - 1].end


# -- ranges ------------------------------------------------------------------------------------------------------------


def join_ranges(text: str, tokens: list[Token], nodes: list[Node]) -> list[Node]:
    """Join two numbers that are the ends of one range: `20-30`, `من 10 إلى 15`, `بين عشرين وثلاثين`."""
    joined: list[Node] = []
    for node in nodes:
        if joined and (merged := _range(text, tokens, joined[-1], node)) is not None:
            joined[-1] = merged
        elif (split := _split_between(text, tokens, node)) is not None:
            joined.append(split)
        else:
            joined.append(node)
    return joined


def _range(text: str, tokens: list[Token], a: Node, b: Node) -> Node | None:
    if a.value is None or b.value is None or a.low != a.high or b.low != b.high or {a.form, b.form} - {"digits", "words"}:
        return None
    if a.kind not in ("cardinal", "measure", "percent") or b.kind not in ("cardinal", "measure", "percent") or (a.unit and b.unit and a.unit != b.unit):
        return None
    first, start = a.first, a.start
    opener = word_at(tokens, a.first - 1)
    dashed = False
    if b.first == a.last + 1 and tokens[a.last].norm in _DASHES:
        dashed = True
        if a.form != b.form and "digits" in (a.form, b.form):
            return None
    elif b.first == a.last + 1 and tokens[a.last].norm in ("الي", "حتي", "لغايه") and tokens[a.last].kind == "w" and tokens[a.last].prefix in ("", "و"):
        if opener is not None and opener.full.removeprefix("و") == "من":
            if _changes(tokens, a.first - 1):
                return None
            first, start = a.first - 1, opener.start
    elif opener is not None and opener.norm == "من" and b.first == a.last and tokens[b.first].prefix == "ل":
        first, start = a.first - 1, opener.start
    elif opener is not None and opener.norm == "بين" and after_and(tokens, a.last) == b.first:
        first, start = a.first - 1, opener.start
        if (before := word_at(tokens, first - 1)) is not None and before.norm == "ما":
            first, start = first - 1, before.start
    elif b.first == a.last + 1 and tokens[a.last].norm == "او" and a.kind == "cardinal" and a.value < b.value <= 2 * a.value + 1:
        pass
    else:
        return None
    low, high = a.value, b.value
    if b.scale > 1 and a.scale == 1 and low < high // b.scale:
        low = times(low, b.scale)
    if low >= high:
        return _score(a, b, first, start) if dashed else None
    if dashed and a.form == "digits" and (low == 0 or _is_score(tokens, a.first, b)):
        return _score(a, b, first, start)
    unit = b if b.kind != "cardinal" else a
    node = Node(first, b.last, start, b.end, None, a.form, unit.kind, low, high, "range", unit.unit, unit.category, b.scale)
    node.number_start, node.number_end = a.start, b.end
    return node


def _score(a: Node, b: Node, first: int, start: int) -> Node:
    return Node(first, b.last, start, b.end, None, "composite", "identifier")


def _is_score(tokens: list[Token], i: int, b: Node) -> bool:
    """A low pair of digits beside words of games is a result, no range."""
    if b.value is None or b.value > 20:
        return False
    return any("score" in tokens[j].groups for j in (*range(max(0, i - 8), i), *range(b.last, min(len(tokens), b.last + 4))))


def _changes(tokens: list[Token], i: int) -> bool:
    """`ارتفع … من 10 إلى 15` tells two figures, not a range."""
    return any("change" in tokens[j].groups for j in range(max(0, i - 6), i))


def _split_between(text: str, tokens: list[Token], node: Node) -> Node | None:
    """`بين خمسة وعشرين`: after `بين` a lone number of two parts is a range, where the parts rise."""
    opener = word_at(tokens, node.first - 1)
    if opener is None or opener.norm != "بين" or node.split < 0 or node.form != "words" or node.value is None:
        return None
    if after_and(tokens, node.last) >= 0 and slot_like(tokens, after_and(tokens, node.last)):
        return None
    tail = read_number(text, tokens, after_and(tokens, node.split))
    if tail is None or tail.value is None or node.value - tail.value >= tail.value:
        return None
    first, start = node.first - 1, opener.start
    if (before := word_at(tokens, first - 1)) is not None and before.norm == "ما":
        first, start = first - 1, before.start
    result = Node(first, node.last, start, node.end, None, "words", node.kind, node.value - tail.value, tail.value, "range", node.unit, node.category)
    result.number_start = node.start
    return result


def slot_like(tokens: list[Token], i: int) -> bool:
    """Whether a number can begin at token `i`."""
    return tokens[i].kind == "n" or bool(tokens[i].entry and tokens[i].entry.slots)


# -- what is no count --------------------------------------------------------------------------------------------------


def classify(text: str, tokens: list[Token], nodes: list[Node]) -> list[Node]:
    """Give dates, times, identifiers, ordinals and ages their kind; drop numbers that are words of something else."""
    kept: list[Node] = []
    for n, node in enumerate(nodes):
        following = nodes[n + 1] if n + 1 < len(nodes) else None
        previous = kept[-1] if kept else None
        if node.form in ("vague", "dual", "one_of", "composite"):
            if not _is_weekday_use(tokens, node):
                kept.append(node)
            continue
        kind = _kind(text, tokens, node, previous, following)
        if kind == "":
            continue
        node.kind = kind  # type: ignore[assignment]
        kept.append(node)
    return kept


def _is_weekday_use(tokens: list[Token], node: Node) -> bool:
    after = word_at(tokens, node.last)
    return node.form == "one_of" and after is not None and after.norm.startswith("اسبوع")


def _kind(text: str, tokens: list[Token], node: Node, previous: Node | None, following: Node | None) -> str:
    before = _before(tokens, node.first)
    after = word_at(tokens, node.last)
    groups_before = before.groups if before is not None else frozenset()
    if _date(tokens, node, before, after, previous):
        return "date"
    if _time(tokens, node, before, after, previous):
        return "time"
    if node.kind in ("percent", "measure"):
        return node.kind
    if node.kind == "ordinal":
        return "" if after is not None and after.norm == "امس" else "ordinal"
    if _identifier(text, tokens, node, before, after, groups_before):
        return "identifier"
    if "calibre" in groups_before:
        node.unit = "millimetre"
        return "measure"
    if "age" in groups_before or (after is not None and after.full in ("عمره", "عمرها", "عمرهم") and False):
        node.unit = "year"
        return "measure"
    if node.value == 1 and node.form == "words" and not _counts_one(tokens, node, before, after):
        return ""
    if node.definite and node.form == "words":
        return _definite(tokens, node, before, after)
    if before is not None and before.definite and before.entry is not None and before.entry.unit is not None and _is_article(text, tokens, node):
        node.unit, node.category = before.entry.unit.name, before.entry.unit.category
        return "measure"
    return node.kind


def _before(tokens: list[Token], i: int) -> Token | None:
    """The word before token `i`, over an opening bracket or quotation mark and an article written before digits."""
    i -= 1
    while i >= 0 and (tokens[i].norm in _OPENING or (tokens[i].kind == "w" and tokens[i].full in ("ال", "ب", "ل", "ف", "وال", "بال") and i + 1 < len(tokens))):
        i -= 1
    return word_at(tokens, i)


def _is_article(text: str, tokens: list[Token], node: Node) -> bool:
    return node.definite or (node.first > 0 and tokens[node.first - 1].full.endswith("ال"))


def _is_year(node: Node) -> bool:
    values = (node.low, node.high) if node.modifier == "range" else (node.value,)
    return all(isinstance(v, int) and v in _YEARS for v in values)


def _date(tokens: list[Token], node: Node, before: Token | None, after: Token | None, previous: Node | None) -> bool:
    groups = before.groups if before is not None else frozenset()
    months = {"month", "month_numbered"}
    top = node.high if node.modifier == "range" else node.value
    day = isinstance(top, int) and 1 <= top <= _MONTH_DAYS
    j = node.last
    if day and node.kind in ("cardinal", "ordinal"):
        # `15 آذار`, `الخامس عشر من شهر آذار`, `5 و6 آذار`
        for _ in range(3):
            word = word_at(tokens, j)
            if word is None:
                break
            if word.groups & months and not word.prefix:
                return True
            if "month_word" in word.groups and word.entry is not None and (word.definite or word.norm == "شهر" and node.kind == "ordinal") and not word.prefix:
                return True
            if word.norm not in ("من", "شهر", "في") or word.prefix:
                break
            j += 1
        if groups & months or ("month_word" in groups and before is not None and not _has_noun(tokens, node.last)):
            return True
        if "weekday" in groups and (node.kind == "ordinal" or (node.form == "digits" and not _has_noun(tokens, node.last))):
            return True
        k = after_and(tokens, node.last)
        if k >= 0 and slot_like(tokens, k) and (word := word_at(tokens, k + 1)) is not None and word.groups & months:
            return True
    if node.kind == "ordinal" and groups & {"century", "month_numbered"}:
        return True
    if node.kind == "measure" and node.unit == "metre" and _is_year(node) and after is None:
        return tokens[node.last - 1].norm == "م"
    if node.kind != "cardinal":
        return False
    if after is not None and "era" in after.groups and after.norm != "م":
        return True
    if _is_year(node):
        if groups & {"year_word", "month", "month_numbered", "date_preposition", "weekday"} or "month_word" in groups:
            return not (groups & {"date_preposition"} and _has_noun(tokens, node.last))
        if previous is not None and previous.kind == "date" and node.first - previous.last <= 4:
            return True
        if node.form == "digits" and not _has_noun(tokens, node.last) and _bracketed(tokens, node):
            return True
        if node.modifier == "range" and node.form == "digits" and not _has_noun(tokens, node.last):
            return True
    if "year_word" in groups and isinstance(top, int) and top < 3000 and before is not None and before.norm in ("عام", "سنه", "موسم", "عامي"):
        return not _has_noun(tokens, node.last)
    return "century" in groups


def _bracketed(tokens: list[Token], node: Node) -> bool:
    return node.first > 0 and tokens[node.first - 1].norm == "(" and node.last < len(tokens) and tokens[node.last].norm == ")"


def _has_noun(tokens: list[Token], i: int) -> bool:
    """Whether a noun that can be counted stands at token `i`."""
    word = word_at(tokens, i)
    if word is None or word.prefix:
        return False
    if word.entry is not None:
        return word.entry.noun or bool(word.entry.unit)
    return word.norm in noun_forms() or (not word.definite and word.norm.endswith(("ا", "ات", "ين", "ون", "ه")) and len(word.norm) > 3 and word.norm not in ("الماضي", "هذا"))


def _time(tokens: list[Token], node: Node, before: Token | None, after: Token | None, previous: Node | None) -> bool:
    groups = before.groups if before is not None else frozenset()
    if node.kind in ("percent",):
        return False
    if "clock" in groups or ("clock_loose" in groups and node.kind == "ordinal"):
        return True
    top = node.value
    if node.kind in ("cardinal", "ordinal") and top is not None and 1 <= top <= 24 and after is not None and not after.prefix and "daypart" in after.groups:
        following = word_at(tokens, node.last + 1)
        return node.kind == "ordinal" or not (following is not None and following.groups & {"weekday", "day_anchor"} and after.norm in ("مساء", "صباح", "ظهر", "عصر", "فجر"))
    if previous is not None and previous.kind == "time" and node.value is not None and node.value < 60:
        gap = tokens[previous.last : node.first]
        words = [t.full for t in gap]
        if not gap and tokens[node.first].prefix == "و" or words == ["و"] or words in (["الا"], ["غير"]):
            return node.kind in ("cardinal", "fraction") or node.unit in ("minute", "second")
    if node.kind == "ordinal" and tokens[node.first].norm.endswith("ه") and (k := after_and(tokens, node.last)) >= 0:
        return slot(word_at(tokens, k), "fraction") is not None or (k + 1 < len(tokens) and (u := unit_at(tokens, k + 1)) is not None and u[0].name == "minute")
    return False


def _identifier(text: str, tokens: list[Token], node: Node, before: Token | None, after: Token | None, groups: set[str] | frozenset[str]) -> bool:
    if node.form == "digits":
        token = tokens[node.first]
        digits = token.digits
        glued = node.first > 0 and tokens[node.first - 1].end == token.start
        last = tokens[node.first - 1] if node.first else None
        if last is not None and glued:
            if last.kind == "w" and last.full.isascii():
                return True
            if last.norm in _DASHES and node.first > 1 and (model := tokens[node.first - 2]).kind == "w" and model.end == last.start:
                return True
        if node.last < len(tokens) and (nxt := tokens[node.last]).kind == "w" and nxt.start == node.end and nxt.full.isascii() and unit_at(tokens, node.last) is None:
            return True
        if digits.isdigit():
            if digits[0] == "0" and len(digits) > 1 and not (len(digits) == 2 and _follows_noun(tokens, node.last)):
                return True
            if len(digits) >= 10 and not digits.endswith("000") and not _follows_noun(tokens, node.last):
                return True
        if node.modifier != "range" and last is not None and last.kind == "w" and "designation" in last.groups and not last.prefix:
            return True
        if "label" in groups and before is not None and not _has_noun(tokens, node.last):
            return True
    if "group_of" in groups and (node.definite or _is_article(text, tokens, node)):
        return True
    return "label_any" in groups


def _follows_noun(tokens: list[Token], i: int) -> bool:
    word = word_at(tokens, i)
    return word is not None and not word.prefix and len(word.norm) > 2


def _counts_one(tokens: list[Token], node: Node, before: Token | None, after: Token | None) -> bool:
    """`واحد` counts, unless it is part of `كل واحد`, `في آن واحد`, `واحدا تلو الآخر`."""
    if before is not None and "excluded_before" in before.groups:
        return False
    return not (after is not None and "excluded_after" in after.groups) and not (node.definite and before is not None)


def _definite(tokens: list[Token], node: Node, before: Token | None, after: Token | None) -> str:
    """`الأطفال الثلاثة` counts, `اليوم العشرون` orders: above ten the noun before decides."""
    if before is not None and before.entry is not None and before.entry.unit is not None and before.definite and not _singular(before):
        node.unit, node.category = before.entry.unit.name, before.entry.unit.category
        return "measure"
    if node.value is not None and node.value <= 10 and node.last == node.first + 1:
        return "cardinal"
    if before is not None and before.definite and (_plural(before) or before.norm.endswith(("ات", "ين", "ون"))):
        return "cardinal"
    if after is not None and not after.prefix and not after.definite and _has_noun(tokens, node.last):
        return "cardinal"
    return "ordinal"


def _plural(word: Token) -> bool:
    return any(r.number == "pl" for r in noun_forms().get(word.norm, ()))


def _singular(word: Token) -> bool:
    return word.norm in ("يوم", "سنه", "عام", "شهر", "اسبوع", "ساعه", "دقيقه", "قرن", "عقد", "ليله")
