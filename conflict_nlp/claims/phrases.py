"""Counted noun phrases: each quantity of the text together with the noun that it counts."""

from __future__ import annotations

from dataclasses import dataclass

from conflict_nlp.attribution.lexicon import agents
from conflict_nlp.claims.lexicon import noun_readings, words
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.nouns import NounForm
from conflict_nlp.quantities import find_quantities
from conflict_nlp.text.view import View

PEOPLE = frozenset({"civilian", "combatant", "unknown", "family"})
_MAX_COUNT = 10**12


@dataclass(slots=True)
class Phrase:
    """A quantity and its noun: words `first`..`last` of the view, `noun` the index of the counted noun (-1: none).

    `kind` is that of the noun lexicon (`civilian`, `casualty`, `thing`, …), `nation` for people told by nationality,
    `other` for `آخرون`, `bare` where no noun stands beside the number, `word` for a noun that no lexicon knows,
    `name` for a person who is named.
    """

    first: int
    last: int
    low: int
    high: int | None
    modifier: str
    noun: int
    noun_last: int
    kind: str
    harm: str = ""
    number: str = "digits"

    @property
    def human(self) -> bool:
        """Whether the phrase may count people."""
        return self.kind != "thing"


def counted(view: View) -> list[Phrase]:
    """The phrases of the document that count something, in order. Ordinals, dates, measures and identifiers are not among
    them, nor numbers that are no integers."""
    found = []
    for q in find_quantities(view.text):
        if q.kind != "cardinal" or not isinstance(q.low, int) or not (q.high is None or isinstance(q.high, int)):
            continue
        if q.low > _MAX_COUNT or (q.high or 0) > _MAX_COUNT or q.low < 0:
            continue
        first, last = view.words_in(q.start, q.end)
        if last < first:
            continue
        phrase = Phrase(first, last, q.low, q.high, q.modifier, -1, -1, "bare")
        _attach_noun(view, phrase)
        found.append(phrase)
    return found


def _attach_noun(view: View, p: Phrase) -> None:
    """Find the noun that is counted: inside the quantity (duals), after it, after `من`, or before it (`الأطفال الثلاثة`)."""
    for i in range(p.last, p.first - 1, -1):
        dual = next((f for f in noun_readings(view.norms[i]) if f.number == "du"), None)
        if dual or view.norms[i] in words("other_dual"):
            p.number = "dual"
            _set_noun(p, i, dual)
            if not dual:
                p.kind = "other"
            _extend(view, p)
            return
    at = p.last + 1
    if view.norm(at) == ")" and view.norm(p.first - 1) == "(":
        at += 1
    if view.norms[p.last] in ("واحد", "واحده"):
        _noun_before(view, p)
        if p.noun >= 0:
            _extend(view, p)
            return
    partitive = view.norm(at) == "من"
    if partitive:
        at += 1
        while view.norm(at) in ("ال", "بين"):
            at += 1
    read_noun(view, p, at, partitive)
    if p.kind in ("bare", "word") and not partitive:
        _noun_before(view, p)
    _extend(view, p)


def _noun_before(view: View, p: Phrase) -> None:
    """`مدنيين اثنين`, `أطفالها الثلاثة`: a number that agrees with the noun before it."""
    at = p.first - 1
    if at < 0 or view.sent_of[at] != view.sent_of[p.first] or p.low > 99:
        return
    if view.norms[at] in words("other_plural"):
        at -= 1  # `عسكريين آخرين اثنين`
    number = view.norms[p.first]
    if number in words("postposed"):
        people = next((f for f in noun_readings(view.norms[at]) if f.number == "pl" and f.kind in PEOPLE), None)
        if people is not None:
            p.first = p.noun = p.noun_last = at
        p.kind = people.kind if people is not None else "thing" if view.norms[at].isalpha() else p.kind
        return
    twos = number.lstrip("ال").startswith(("اثن", "ثن"))
    if view.norms[p.last] in ("واحد", "واحده") or view.norms[p.first] in ("واحد", "واحده"):
        if view.norm(at - 1) in ("من", "افراد", "ابناء"):
            p.kind = "thing"  # `ثلاثة من أفراد عائلة واحدة`: one family is where they are from
            return
        single = next((f for f in noun_readings(view.norms[at]) if f.number == "sg" and f.kind in PEOPLE), None)
        if single is not None:
            p.first = p.noun = p.noun_last = at
            p.kind = single.kind
        return
    readings = [f for f in noun_readings(view.norms[at]) if f.number == ("du" if twos else "pl") and (f.kind in PEOPLE or f.harm)]
    if readings and (twos or number.startswith("ال")):
        p.first = at
        p.noun = p.noun_last = at
        p.kind, p.harm = readings[0].kind, readings[0].harm
        p.number = "dual" if twos else p.number
        return
    nation = nationality(view.norms[at])
    if nation is not None and twos and view.norms[at].endswith(("ين", "ان")):
        p.first = p.noun = p.noun_last = at
        p.kind, p.number = "combatant" if nation.actor else "nation", "dual"


def read_noun(view: View, p: Phrase, at: int, partitive: bool) -> None:
    """Take the word at `at` as the counted noun if it can be one."""
    norm = view.norm(at)
    if at >= len(view) or view.sent_of[at] != view.sent_of[p.first] or norm in words("time"):
        return  # `قتل ثلاثة أمس`: nothing is counted by name
    if partitive and norm in words("both_sides"):
        return
    if norm in words("other_plural") or norm in words("other_one") or norm in words("other_dual"):
        p.noun = p.noun_last = p.last = at
        p.kind = "other"
        return
    if partitive and agents().get(norm) in ("armed", "state"):
        # `19 من جماعة …`, `أربعة من الجيش`: members of the body that follows.
        p.noun = p.noun_last = p.last = at
        p.kind = "combatant"
        return
    readings = noun_readings(norm)
    if readings:
        _set_noun(p, at, best_reading(readings))
        return
    nation = nationality(norm)
    if nation is not None:
        p.noun = p.noun_last = p.last = at
        p.kind = "combatant" if nation.actor else "nation"
        return
    if partitive and at in view.ent_at and view.ent_at[at][1].label_ == "ORG":
        p.noun, p.noun_last, p.kind = at, view.ent_at[at][0], "combatant" if view.ent_at[at][1].id_ == "armed" else "unknown"
        p.last = p.noun_last
        return
    if norm in words("subset") or (partitive and norm in ("هم", "هولاء")):
        return
    if len(norm) > 2 and norm.isalpha() and not partitive and at == p.last + 1 and at not in view.ent_at:
        p.kind = "word"
        p.noun = p.noun_last = at


def best_reading(readings: tuple[NounForm, ...]) -> NounForm:
    """People before things: a form that may be either is counted as people where harm is told of it."""
    return min(readings, key=lambda f: (f.kind == "thing", f.construct))


def _set_noun(p: Phrase, at: int, form: NounForm | None) -> None:
    p.noun = p.noun_last = at
    p.last = max(p.last, at)
    if form is not None:
        p.kind, p.harm = form.kind, form.harm


def _extend(view: View, p: Phrase) -> None:
    """Close the phrase: an adjective or `آخر` after the noun, a genitive after a construct, `على الأقل` after all."""
    at = p.last + 1
    if (
        p.kind in PEOPLE
        and p.noun >= 0
        and view.norm(at) in ("اخرون", "اخرين", "اخر", "اخري", "اخران", "اخرا", "واحد", "واحده", "اثنين", "اثنان")
    ):
        p.last = at
        at += 1
    if p.noun >= 0 and view.norm(at) == "ب" and view.norm(at + 1) in ("هم", "هما", "هن"):
        p.last = at + 1  # `المشتبه بهم`
        at += 2
    tail = at
    if p.noun >= 0 and view.norm(at) == "من" and view.norm(at + 1) and view.norm(at + 1) not in words("subset"):
        tail = at + 2
    elif p.noun >= 0 and at in view.ent_at:
        tail = view.ent_at[at][0] + 1
    elif p.noun >= 0 and nationality(view.norm(at)) is not None:
        tail = at + 1
    for end in range(at, min(tail + 3, len(view) - 1)):
        if view.norms[end] == "علي" and view.norm(end + 1) in ("الاقل", "الاكثر"):
            if p.modifier in ("at_least", "at_most"):
                p.last = end + 1
            return
