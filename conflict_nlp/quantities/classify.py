"""What a number is by the words around it: a count, or an ordinal, a date, a time, a measure, an identifier."""

from __future__ import annotations

from conflict_nlp.nouns import noun_forms
from conflict_nlp.quantities.lexicon import Token, Unit
from conflict_nlp.quantities.nodes import ARTICLES, Node, after_and, full_at, word_at
from conflict_nlp.quantities.numerals import slot
from conflict_nlp.quantities.ranges import DASHES, starts_number
from conflict_nlp.quantities.scan import Number, Tokens
from conflict_nlp.quantities.slots import FRACTION, ORDINAL
from conflict_nlp.quantities.units import unit_at
from conflict_nlp.types import QuantityKind

_OPENING = frozenset("([{\"'«“”„‹")
_MONTHS = frozenset({"month", "month_numbered"})
_NONE: frozenset[str] = frozenset()
_YEARS = range(1900, 2100)
# How many words may stand between a label and its number.
_LABEL_REACH = 3
_DURATION_NOUNS = frozenset({"sg", "acc"})


def classify(tokens: Tokens, nodes: list[Node]) -> list[Node]:
    """Set the kind of each number; numbers that are only words of something else are dropped."""
    kept: list[Node] = []
    for node in nodes:
        kind = _kind(tokens, node, kept[-1] if kept else None)
        if kind:
            node.kind = kind
            if kind in ("date", "identifier"):
                node.unit = None
            kept.append(node)
    for node, following in zip(reversed(kept[:-1]), reversed(kept[1:]), strict=True):
        if (
            node.kind == "cardinal"
            and following.kind == "date"
            and _goes_on(tokens, following, node, "cardinal")
            and _same_range(node, following)
        ):
            # `5 و6 أيار`, `2012 و2013`
            node.kind = "date"
    return kept


def _same_range(node: Node, other: Node) -> bool:
    """Whether both numbers can be days, or both years."""
    if node.value is None or other.value is None:
        return False
    return (0 < node.value <= 31 and other.value <= 31) or (node.value >= 1000 and other.value >= 1000)


def _kind(tokens: Tokens, node: Node, previous: Node | None) -> QuantityKind | None:
    """The kind of `node`, none where it is no quantity."""
    after = word_at(tokens, node.last)
    if node.form in ("vague", "composite", "dual"):
        return node.kind
    before = _before(tokens, node.first)
    near = before.groups if before is not None else _NONE
    if node.kind == "ordinal" and "month_numbered" in near:
        # `كانون الثاني`: part of the name.
        return None
    if _is_date(tokens, node, before, after, previous):
        return "date"
    if _is_time(tokens, node, near, after, previous):
        return "time"
    if node.form == "one_of":
        return None if after is not None and after.norm == "اسبوع" else node.kind
    if node.kind in ("percent", "measure"):
        return node.kind
    if node.kind == "ordinal" and _is_age(tokens, node, near if node.definite else _NONE):
        node.unit = "year"
        return "measure"
    if node.kind == "ordinal":
        return None if "امس" in (after.norm if after else "", before.norm if before else "") else "ordinal"
    if _is_identifier(tokens, node, before, near) or _goes_on(tokens, node, previous, "identifier"):
        return "identifier"
    if "calibre" in near:
        node.unit = "millimetre"
        return "measure"
    if _is_age(tokens, node, near):
        node.unit = "year"
        return "measure"
    if node.form == "words" and node.value == 1 and (unit := _unit_before(before)):
        return node.measured(unit).kind
    if node.form == "words" and node.value in (0, 1) and not _counts(node, before, after):
        return None
    return _definite(tokens, node, before, after) if node.kind == "cardinal" and _with_article(tokens, node) else node.kind


def _before(tokens: Tokens, i: int) -> Token | None:
    """The word before token `i`, over an opening bracket or quotation mark and an article written before digits."""
    i -= 1
    while i >= 0 and (tokens[i].norm in _OPENING or (tokens[i].kind == "w" and tokens[i].full in ARTICLES)):
        i -= 1
    word = word_at(tokens, i)
    if word is not None and slot(word, ORDINAL) and (first := word_at(tokens, i - 1)) is not None and "month_numbered" in first.groups:
        return first
    return word


def _with_article(tokens: Tokens, node: Node) -> bool:
    """Whether the number is definite: `الثلاثة`, `الـ84`."""
    return node.definite or (
        node.form == "digits"
        and node.first > 0
        and tokens[node.first - 1].kind == "w"
        and tokens[node.first - 1].full in ARTICLES - {"ب", "ل", "ف"}
    )


def _has_noun(tokens: Tokens, i: int) -> bool:
    """Whether a word that can be what is counted stands at token `i`: a known noun, or an indefinite one by its ending."""
    word = word_at(tokens, i)
    if word is None or word.prefix:
        return False
    if word.entry is not None:
        return word.entry.noun or "people" in word.groups or unit_at(tokens, i) is not None
    if word.norm in noun_forms():
        return True
    return (
        not word.definite
        and len(word.norm) > 3
        and not word.norm.startswith(("و", "لل", "بال", "كال"))
        and word.norm.endswith(("ا", "ات", "ين", "ون", "ه"))
    )


# -- dates and times ---------------------------------------------------------------------------------------------------


def _is_date(tokens: Tokens, node: Node, before: Token | None, after: Token | None, previous: Node | None) -> bool:
    near = before.groups if before is not None else _NONE
    top = node.high if node.modifier == "range" else node.value
    if node.kind in ("cardinal", "ordinal") and isinstance(top, int) and 0 < top <= 31 and _is_day(tokens, node, near, after):
        return True
    if node.kind == "ordinal" and "century" in near:
        return True
    if node.value == 0 and node.form == "words":
        # The month of Safar is spelled like zero.
        return "month_word" in near or (previous is not None and previous.kind == "date" and previous.last == node.first)
    if node.kind == "measure" and node.unit == "metre" and tokens[node.last - 1].norm == "م" and _is_year(node):
        return bool(near & {"year_word", "month", "month_numbered"}) or tokens.touch(node.last - 1)
    if node.kind != "cardinal":
        return False
    if after is not None and not after.prefix and ("era" in after.groups or (after.full == "ق" and full_at(tokens, node.last + 2) == "م")):
        return True
    if _goes_on(tokens, node, previous, "date") and node.form == "digits" and (node.value or 0) >= 100:
        return True
    if "century" in near:
        return True
    noun = _has_noun(tokens, node.last)
    if (
        isinstance(top, int)
        and 100 <= top < 3000
        and not noun
        and (near & _MONTHS or (node.form == "digits" and _dated_before(tokens, node.first)))
    ):
        return True
    if _is_year(node) and _is_dated_year(tokens, node, near, previous, noun):
        return True
    return "year_word" in near and not noun and isinstance(top, int) and 31 < top < 3000 and not _many(before)


def _goes_on(tokens: Tokens, node: Node, previous: Node | None, kind: str) -> bool:
    """`عامي 2004 و2006`, `القرارين 2254 و2118`: the same kind as the number before, unless a noun follows."""
    if previous is None or previous.kind != kind or previous.form != node.form or node.form != "digits":
        return False
    return after_and(tokens, previous.last) == node.first and not _has_noun(tokens, node.last)


def _dated_before(tokens: Tokens, i: int) -> bool:
    """A month or the word "year" just before, over brackets, a slash or an adjective: `مارس (آذار) 2014`, `العام الحالي 2015`."""
    for token in reversed(tokens[max(0, i - 4) : i]):
        if token.groups & {"month", "month_numbered", "year_word"}:
            return True
        if (token.kind != "w" and token.norm not in "()/،,-") or (token.kind == "w" and not token.definite):
            return False
    return False


def _many(before: Token | None) -> bool:
    return before is not None and before.entry is not None and before.entry.unit is not None and before.entry.unit.number == "pl"


def _is_year(node: Node) -> bool:
    values = (node.low, node.high) if node.modifier == "range" else (node.value,)
    return all(isinstance(value, int) and value in _YEARS for value in values)


def _is_dated_year(tokens: Tokens, node: Node, near: set[str] | frozenset[str], previous: Node | None, noun: bool) -> bool:
    if near & {"year_word", "month", "month_numbered", "month_word"}:
        return True
    if noun:
        return False
    if near & {"date_preposition", "weekday", "year_event"} or (
        previous is not None and previous.kind == "date" and node.first - previous.last <= 5
    ):
        return True
    bracketed = node.first > 0 and node.last < len(tokens) and tokens[node.first - 1].norm == "(" and tokens[node.last].norm == ")"
    return node.form == "digits" and (bracketed or node.modifier == "range")


def _is_day(tokens: Tokens, node: Node, near: set[str] | frozenset[str], after: Token | None) -> bool:
    """`15 آذار`, `الخامس عشر من شهر آذار`, `5 و6 آذار`, `الأحد 5`, `تموز 13`."""
    for j in range(node.last, node.last + 3):
        word = word_at(tokens, j)
        if word is None or word.prefix:
            break
        if word.groups & _MONTHS:
            return True
        if "month_word" in word.groups:
            return word.definite or node.kind == "ordinal" or starts_number(tokens, j + 1) or bool(_groups(tokens, j + 1) & _MONTHS)
        if word.full not in ("من", "هذا"):
            break
    noun = _has_noun(tokens, node.last)
    if near & _MONTHS and not noun:
        return True
    if "month_word" in near and not noun and (node.form == "words" or node.kind == "ordinal" or (node.value or 0) <= 12):
        return True
    if "weekday" in near and (node.kind == "ordinal" or (node.form == "digits" and not noun and not after)):
        return True
    if (
        "weekday" in tokens[node.first].groups
        and after is not None
        and after.full in ("في", "من")
        and _groups(tokens, node.last + 1) & {"month", "month_numbered", "month_word"}
    ):
        return True
    if node.value == 2 and after is not None and (after.full == "الاسبوع" or (after.full == "من" and _names_week(tokens, node.last + 1))):
        return True
    k = after_and(tokens, node.last)
    return k >= 0 and starts_number(tokens, k) and bool(_groups(tokens, k + 1) & _MONTHS)


def _names_week(tokens: Tokens, i: int) -> bool:
    word = word_at(tokens, i + 1) if full_at(tokens, i) == "هذا" else word_at(tokens, i)
    return word is not None and word.norm in ("شهر", "اسبوع")


def _groups(tokens: Tokens, i: int) -> set[str] | frozenset[str]:
    word = word_at(tokens, i)
    return word.groups if word is not None else _NONE


def _is_time(tokens: Tokens, node: Node, near: set[str] | frozenset[str], after: Token | None, previous: Node | None) -> bool:
    if node.kind in ("cardinal", "ordinal", "fraction"):
        if "clock" in near or ("clock_loose" in near and node.kind == "ordinal"):
            return True
        hour = node.value is not None and 1 <= node.value <= 24
        if hour and after is not None and not after.prefix and "daypart" in after.groups:
            # `قتل خمسة مساء أمس` counts: the part of the day belongs to the day after it.
            if node.kind == "ordinal":
                return tokens[node.first].norm.endswith(("ه", "ي"))
            return not _groups(tokens, node.last + 1) & {"weekday", "day_anchor"}
        evening = _groups(tokens, node.last + 1) & {"daypart", "daypart_of"}
        if (
            node.kind == "ordinal"
            and tokens[node.first].norm.endswith("ه")
            and full_at(tokens, node.last) in ("من", "بعد", "قبل")
            and evening
        ):
            # `السابعة من مساء اليوم`, `الثانية بعد منتصف الليل`
            return True
        if hour and full_at(tokens, node.last) == "هذه" and "daypart" in _groups(tokens, node.last + 1):
            return True
    if previous is not None and previous.kind == "time" and node.value is not None and node.value < 60:
        between = [token.full for token in tokens[previous.last : node.first]]
        if (not between and tokens[node.first].prefix == "و") or between in (
            ["و"],
            ["الا"],
            ["غير"],
            ["ونص", "الا"],
            ["الي"],
            ["حتي"],
            ["وحتي"],
        ):
            return node.kind in ("cardinal", "fraction", "ordinal") or node.unit in ("minute", "second")
    if node.kind != "ordinal" or not tokens[node.first].norm.endswith("ه") or (k := after_and(tokens, node.last)) < 0:
        return False
    # `الثالثة والربع`, `الثالثة و18 دقيقة`
    return slot(word_at(tokens, k), FRACTION) is not None or ((found := unit_at(tokens, k + 1)) is not None and found[0].name == "minute")


# -- identifiers, ages, articles ---------------------------------------------------------------------------------------


def _is_identifier(tokens: Tokens, node: Node, before: Token | None, near: set[str] | frozenset[str]) -> bool:
    if "label_any" in near or ("group_of" in near and _with_article(tokens, node)):
        return True
    if node.form != "digits":
        return False
    token = tokens[node.first]
    last = tokens[node.first - 1] if node.first else None
    following = tokens[node.last] if node.last < len(tokens) else None
    if _is_item_number(tokens, node):
        return True
    if last is not None and tokens.touch(node.first):
        if last.norm == "#" or (last.kind == "w" and last.full.isascii()):
            return True
        if last.norm in DASHES and node.first > 1 and tokens[node.first - 2].kind == "w" and tokens.touch(node.first - 1):
            return True
    if following is not None and following.kind == "w" and tokens.touch(node.last) and following.full.isascii():
        return True
    if "+" in (last.norm if last else "", following.norm if following else "") and "group_of" in _groups(tokens, node.first - 1) | _groups(
        tokens, node.first - 3
    ):
        # `مجموعة 5+1`
        return True
    noun = _has_noun(tokens, node.last)
    digits = token.digits if isinstance(token, Number) else ""
    if digits.isdigit() and node.last == node.first + 1:
        follows = following is not None and following.kind == "w" and not following.prefix and len(following.norm) > 2
        if digits[0] == "0" and len(digits) > 1 and not (len(digits) == 2 and follows):
            return True
        if len(digits) >= 10 and not digits.endswith("000") and not noun:
            return True
    if last is not None and last.kind == "w" and node.modifier != "range":
        if "designation" in last.groups or (last.full.isascii() and not noun):
            return True
        if following is not None and "unit_type" in following.groups:
            return "label" in near
    return not noun and ("label" in near or _labelled(tokens, node))


def _is_item_number(tokens: Tokens, node: Node) -> bool:
    """`2 - …`, `3) …` at the head of a line or sentence numbers an item of a list."""
    following = tokens[node.last] if node.last + 1 < len(tokens) else None
    if following is None or following.norm not in ("-", "–", ")", ".") or tokens[node.last + 1].kind != "w" or node.last > node.first + 1:
        return False
    return node.first == 0 or tokens[node.first - 1].kind == "l" or tokens[node.first - 1].norm == "."


def _labelled(tokens: Tokens, node: Node) -> bool:
    """`القرار الأممي 2254`, `قرار مجلس الأمن 1701`, `رقم الهاتف: 115`: a label with a definite word or a genitive after it."""
    if node.modifier == "range" or node.value is None or full_at(tokens, node.last) == "من":
        return False
    i = node.first - 1
    i -= i >= 0 and tokens[i].norm == ":"
    for j in range(i, max(-1, i - _LABEL_REACH - 1), -1):
        word = tokens[j]
        if "label_any" in word.groups or ("label" in word.groups and node.value >= 100):
            return True
        if word.kind != "w" or word.prefix or not (word.definite or (j + 1 <= i and tokens[j + 1].definite)):
            return False
    return False


def _unit_before(before: Token | None) -> Unit | None:
    """The unit that `واحد` counts: `يوم واحد`."""
    unit = before.entry.unit if before is not None and before.entry is not None else None
    return unit if unit is not None and unit.number == "sg" else None


def _is_age(tokens: Tokens, node: Node, near: set[str] | frozenset[str]) -> bool:
    """`عمره 23`, `أعمارهم بين 5 و10`, `في الثلاثين من عمره`."""
    if full_at(tokens, node.last) == "من" and "age" in _groups(tokens, node.last + 1) and _with_article(tokens, node):
        return True
    if node.modifier == "range" and (_groups(tokens, node.first - 2) & {"age"} and "spread" in _groups(tokens, node.first - 1)):
        return True
    return "age" in near


def _counts(node: Node, before: Token | None, after: Token | None) -> bool:
    """`واحد` counts, unless it is part of `كل واحد`, `في آن واحد`, `واحدا تلو الآخر`; zero where it is not `الصفر`."""
    if node.definite and (before is not None or node.value == 0):
        return False
    if before is not None and "excluded_before" in before.groups:
        return False
    return after is None or "excluded_after" not in after.groups


def _definite(tokens: Tokens, node: Node, before: Token | None, after: Token | None) -> QuantityKind:
    """`الأطفال الثلاثة` counts, `اليوم العشرون` orders: above ten the noun beside the number decides."""
    if (
        before is not None
        and before.definite
        and before.entry is not None
        and (unit := before.entry.unit) is not None
        and unit.number not in _DURATION_NOUNS
    ):
        return node.measured(unit).kind
    if node.form == "digits" and before is not None and "ranked" in before.groups:
        return "ordinal"
    if node.form == "digits" or (node.value is not None and node.value <= 10 and node.last == node.first + 1):
        return "cardinal"
    if before is not None and before.definite:
        readings = noun_forms().get(before.norm.removeprefix("ال"), ())
        if any(r.number == "pl" for r in readings) or (not readings and before.norm.endswith(("ات", "ين", "ون"))):
            return "cardinal"
    return "cardinal" if after is not None and not after.prefix and not after.definite and _has_noun(tokens, node.last) else "ordinal"
