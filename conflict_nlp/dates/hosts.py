"""To what a date belongs: the event, act or statement of its clause."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs, speech
from conflict_nlp.claims.lexicon import casualty_forms, triggers, words
from conflict_nlp.dates.lexicon import dateless
from conflict_nlp.dates.records import DateMention
from conflict_nlp.text.view import View

SINCE = frozenset({"منذ", "مند", "مذ"})
_SINCE = 8
_BACK, _FORWARD = 60, 14
_CLAUSE = frozenset({"،", ",", "و", "ف", ":", "-", "–", "(", "ان", "انه", "انها", "؛", "بينما", "فيما", "ثم", "حيث"})
_ENDS = frozenset({"،", ",", ".", ")", "؛", "؟", "!", ""})
_THAT = frozenset({"ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", ":"})
_PLACING = frozenset({"في", "ب", "من", "ل", "خلال", "منذ", "يوم", "طوال", "ذلك", "بين", "اثر"})


class Host(NamedTuple):
    """What a date belongs to: `event` (harm, attack or accident), `report` (somebody says or publishes it), `act` (anything else that the
    text names) or `none`; and its word (-1: none)."""

    kind: str
    word: int


@lru_cache(maxsize=50_000)
def role(norm: str) -> str:
    """`event`, `report` or `act` for words that a date can belong to, the empty string for others."""
    if norm in triggers() or norm in casualty_forms():
        return "event"
    if norm == "بين":
        return ""
    if norm in dateless("report") or norm in speech("verb") or norm in speech("participle") or norm in speech("relay"):
        return "report"
    if norm in dateless("act"):
        return "act"
    if norm in attack_nouns() or norm in attack_verbs() or norm in dateless("happen") or norm in dateless("count"):
        return "event"
    return ""


def host_of(view: View, mention: DateMention) -> Host:
    """What the date belongs to: what its clause begins with where the date opens the clause, else the last word before it that names an
    event, an act or a statement."""
    a, b = view.sents[view.sent_of[mention.first]]
    start = k = _before(view, mention, a)
    while k >= a and view.norms[k] in _PLACING:
        k -= 1
    ends = view.norm(mention.last + 1) in _ENDS or mention.last + 1 >= b
    if k < a or (view.norms[k] in _CLAUSE and not (ends and view.norms[k] != "و")):
        found = _forward(view, mention.last + 1, b)
        if found.kind != "none":
            return found
    return _backward(view, start, a)


def _before(view: View, mention: DateMention, a: int) -> int:
    """The word before the date, or before the `منذ` that governs it over other words (`منذ بدء الحرب في 2011`)."""
    k = mention.first - 1
    if mention.rule.startswith("since"):
        k = next((j for j in range(k, max(a, k - _SINCE) - 1, -1) if view.norms[j] in SINCE), k + 1) - 1
    return k


def _forward(view: View, i: int, b: int) -> Host:
    for k in range(i, min(b, i + _FORWARD)):
        kind = role(view.norms[k])
        if kind:
            return Host(kind, k)
    return Host("none", -1)


def _backward(view: View, i: int, a: int) -> Host:
    relatives, inside, that = words("relative"), True, False
    for k in range(i, max(a, i - _BACK) - 1, -1):
        norm = view.norms[k]
        kind = role(norm)
        if kind == "report" and that:
            return Host("none", -1)
        if kind:
            return Host(kind, k)
        if norm in _THAT:
            that = True
        elif norm in "،,-–()":
            inside = False
        elif norm in relatives and inside:
            return Host("act", k)
    return Host("none", -1)
