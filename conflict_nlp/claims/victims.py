"""Who was harmed: the noun phrase of the victims and what kind of people they are."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import noun_readings, words
from conflict_nlp.claims.phrases import PEOPLE, best_reading
from conflict_nlp.claims.scan import Draft
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.text.view import View
from conflict_nlp.types import Victims

_TYPES = {"civilian": "civilian", "family": "civilian", "combatant": "combatant"}


def victims_of(view: View, d: Draft) -> Victims:
    """The victims of a draft; their actor is filled by the attribution."""
    p = d.phrase
    first, last = (p.noun, p.noun_last) if p.noun >= 0 else (p.first, p.last)
    return Victims(view.slice(first, last), view.starts[first], view.ends[last], victim_type(view, d))  # type: ignore[arg-type]


def victim_type(view: View, d: Draft) -> str:
    """`civilian`, `combatant` or `unknown`, from the noun, the words that describe it, or the people it refers back to."""
    p = d.phrase
    if p.noun >= 0 and view.norm(p.noun + 1).startswith("عسكري"):
        return "combatant"
    if p.kind in _TYPES:
        return _TYPES[p.kind]
    if p.harm == "displaced":
        return "civilian"
    told = _described(view, p.last + 1)
    if told:
        return told
    if p.kind == "name":
        for k in range(p.first, p.last + 1):
            form = next((f for f in noun_readings(view.norms[k]) if f.number == "sg" and f.kind in PEOPLE), None)
            if form is not None:
                return _TYPES.get(form.kind, "unknown")
        return "unknown"
    if d.rule == "subset" and d.part_of is not None and p.kind in ("nation", "bare", "casualty"):
        return victim_type(view, d.part_of)
    if p.kind in ("other", "bare"):
        earlier = _referred(d)
        return victim_type(view, earlier) if earlier is not None else "unknown"
    return "unknown"


def _referred(d: Draft) -> Draft | None:
    """The people that `آخرون` or a bare number goes on counting: the draft before, members of a total and joined single persons
    passed over."""
    earlier = d.antecedent
    while earlier is not None and (earlier.rule == "subset" or (earlier.rule == "coordination" and earlier.phrase.low == 1)):
        earlier = earlier.antecedent
    return earlier


def _described(view: View, at: int) -> str:
    """What follows the noun: an adjective (`شخص مدني`) or a genitive with `من` (`قتيلا من المدنيين`)."""
    norm = view.norm(at)
    if norm == "من":
        at += 1
        norm = view.norm(at)
        if norm in words("subset"):
            return ""
        if at in view.ent_at and view.ent_at[at][1].label_ == "ORG" and view.ent_at[at][1].id_ == "armed":
            return "combatant"
    elif norm == "و":
        # `آلاف الرجال والنساء والأطفال`
        at += 1
        joined = {f.kind for f in noun_readings(view.norm(at))}
        return "civilian" if joined == {"civilian"} and view.norm(at).startswith("ال") else ""
    elif norm in ("في", "ب"):
        return ""
    readings = noun_readings(norm)
    if readings:
        return _TYPES.get(best_reading(readings).kind, "")
    nation = nationality(norm)
    return "combatant" if nation is not None and nation.actor else ""
