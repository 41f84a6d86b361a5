"""Acts: the places in a text where it says who attacks whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflict_nlp.attribution.actors import Actor, actor_at, actors_at
from conflict_nlp.attribution.lexicon import agents, attack_nouns, attack_verbs
from conflict_nlp.claims.lexicon import masdars, triggers, words
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.text.view import View

_BY = frozenset(["يد", "ايدي", "ايادي"])
_REACH = 12


@dataclass(slots=True)
class Act:
    """One act: its trigger word, the actors told to have done it, the other side of a clash, and the rule that read it.

    `kind`: `attack`, `clash` (`actors` are the first side, `others` the second, either may be empty), `claim` of
    responsibility, or `cause`, harm without any actor (`accident` where none can be meant).
    """

    trigger: int
    sent: int
    kind: str
    rule: str
    type: str
    actors: list[Actor] = field(default_factory=list)
    others: list[Actor] = field(default_factory=list)


def find_acts(view: View, limit: int) -> list[Act]:
    """The acts of a document in order of their triggers; nothing from word `limit` on is read."""
    nouns, verbs = attack_nouns(), attack_verbs()
    acts: list[Act] = []
    for sent, (a, b) in enumerate(view.sents):
        if a >= limit:
            break
        for i in range(a, min(b, limit)):
            norm = view.norms[i]
            if any(n in words("support") for n in view.norms[max(a, i - 3) : i]):
                continue  # `بدعم من طيران …`: supporters are no perpetrators
            noun = nouns.get(norm)
            if noun is not None and not (i in view.ent_in and view.ent_in[i] != i):
                if noun.kind == "noun":
                    found = _by_noun(view, i, b)
                    acts.append(Act(i, sent, "attack" if found else "cause", "attack noun", noun.type, found))
                elif noun.kind == "clash":
                    acts.append(_clash(view, i, a, b, sent, noun.type))
                else:
                    found = _by_noun(view, i, b) if noun.type != "ACCIDENT" else []
                    acts.append(
                        Act(i, sent, "attack" if found else ("accident" if noun.type == "ACCIDENT" else "cause"), "cause", noun.type, found)
                    )
                continue
            verb = verbs.get(norm)
            if verb is not None and not (norm in masdars() and view.norm(i - 1) in words("preposition")):
                found = _by_verb(view, i, a, b, verb.pronoun)
                if found:
                    kind = "ARREST" if view.norm(found[-1].last + 1) == "القبض" else verb.type
                    acts.append(Act(i, sent, verb.kind if verb.kind == "claim" else "attack", "attack verb", kind, found))
                continue
            if norm in _BY and view.norm(i - 1) in ("علي", "ب"):
                found = actors_at(view, i + 1, b)
                if found:
                    acts.append(Act(i, sent, "attack", "by hand of", "ASSAULT", found))
            elif norm in ("قبل", "جانب") and view.norm(i - 1) == "من":
                found = actors_at(view, i + 1, b)
                if found:
                    acts.append(Act(i, sent, "attack", "on the part of", "ASSAULT", found))
            elif norm in ("مسووليته", "مسووليتها", "مسووليتهم", "المسووليه", "مسووليه"):
                found = _responsible(view, i, a)
                if found:
                    acts.append(Act(i, sent, "claim", "responsibility", "ASSAULT", found))
    return acts


def _by_noun(view: View, i: int, end: int) -> list[Actor]:
    """Whose attack it is: adjective (`غارة روسية`), genitive (`قصف قوات النظام`), `لـ`, `من (قبل)`, `نفذتها …`."""
    verbs = attack_verbs()
    plain = 0  # words right after the noun that may still be its adjectives
    stop = min(i + _REACH, end)
    k = i + 1
    while k < stop:
        norm = view.norms[k]
        if norm in ".؛:" or (norm in words("relative") and k > i + 6):
            break
        nation = nationality(norm)
        if nation is not None and (nation.kind == "nation" or nation.actor) and k - i <= 4 and plain == k - i - 1 and k not in view.ent_in:
            out = [Actor(k, k, k, "adjective")]
            if view.norm(k + 1) in ("و", "او") and nationality(view.norm(k + 2)) is not None:
                out.append(Actor(k + 2, k + 2, k + 2, "adjective"))
            return out
        if plain == k - i - 1 and (k in view.ent_at or norm in agents()):
            if k in view.ent_at and view.ent_at[k][1].label_ == "LOC" and view.norms[i] not in ("عدوان", "هجوم"):
                return []
            found = actors_at(view, k, end, places=False)
            if found and found[0].kind != "person":
                return found
        verb = verbs.get(norm)
        if verb is not None and verb.pronoun:
            found = actors_at(view, k + 1, end)
            if found:
                return found
        if (norm == "ل" and k - i <= 4) or (norm == "من" and k - i <= 6):
            start = k + 1
            if norm == "من" and view.norm(start) in ("قبل", "جانب", "طرف"):
                start += 1
            found = actors_at(view, start, end, places=True)
            if found:
                return found
        if norm in ("تابعه", "تابع"):
            found = actors_at(view, k + 2, end)
            if found:
                joined = found[-1].last + 1
                if view.norm(joined) in ("و", "او") and view.norm(joined + 1) in attack_nouns():
                    found += _by_noun(view, joined + 1, end)  # `طائرات تابعة لـ… أو طائرات روسية`
                return found
        if norm in words("preposition") or norm in ("استهدف", "استهدفت", "استهدفا", "استهدفتا", "و", "اسفر", "اسفرت", "ادي", "ادت"):
            plain = -99
            if norm in ("اسفر", "اسفرت", "ادي", "ادت"):
                break
        else:
            plain += 1
        k += 1
    return []


def _by_verb(view: View, i: int, first: int, end: int, pronoun: bool) -> list[Actor]:
    """The subject of a verb of attack: right after it (an adverb of time between) or right before it."""
    k = i + 1
    if view.norm(k) == "،" and view.norm(k + 1) in words("time"):
        k += 1
    while k < end and (view.norms[k] in words("time")):
        k += 1
        if view.norm(k) == "،":
            k += 1
    # `الغارة التي استهدفت قوات …`: the attack is the subject, what follows is its target.
    targeted = not pronoun and _attack_before(view, i, first)
    after = [] if targeted else actors_at(view, k, end)
    trigger = triggers().get(view.norms[i])
    if after and trigger is not None and trigger.voice == "either" and not pronoun and not _object_after(view, after[-1].last + 1, end):
        return []  # `قتل الجندي.`: without an object the noun may be the victim
    if after:
        return after
    if targeted or (trigger is not None and (trigger.plural or not _object_after(view, i + 1, end))):
        return []
    if pronoun:
        return []
    j = i - 1
    while j > first and view.norms[j] in ("قد", "،", ")", "كانت", "كان"):
        j -= 1
    for k in range(max(first, j - 6), j + 1):
        actor = actor_at(view, k, j + 1)
        if actor is not None and actor.last >= j and (k == first or view.norms[k - 1] not in words("preposition")):
            start = k
            found = actors_at(view, start, j + 1)
            return found or [actor]
    return []


def _object_after(view: View, i: int, end: int) -> bool:
    """Something that can be an object stands at `i`: no preposition, conjunction or end of the clause."""
    norm = view.norm(i)
    return i < end and norm not in words("preposition") and norm not in words("time") and norm not in (".", "و", "؛", "")


def _attack_before(view: View, i: int, first: int) -> bool:
    """A noun of attack stands before the verb at `i` in its clause."""
    nouns = attack_nouns()
    for k in range(i - 1, max(first, i - 8) - 1, -1):
        norm = view.norms[k]
        if norm in "،,.؛:" or (norm == "و" and k == i - 1):
            return False
        if norm in nouns:
            return True
    return False


def _clash(view: View, i: int, first: int, end: int, sent: int, kind: str) -> Act:
    """`اشتباكات بين أ وب`, `مواجهات مع ب`, `معارك ضد ب`."""
    act = Act(i, sent, "clash", "clash", kind)
    for k in range(i + 1, min(i + 10, end)):
        norm = view.norms[k]
        if norm == "بين":
            sides = _sides(view, k + 1, end)
            if len(sides) >= 2:
                act.actors, act.others = sides[:1], sides[1:]
            return act
        if norm in ("مع", "ضد"):
            act.others = actors_at(view, k + 1, end)
            return act
        if norm in ".؛":
            break
    return act


def _sides(view: View, i: int, end: int) -> list[Actor]:
    """The two sides after `بين`: a long first phrase may stand before the `و`."""
    sides = actors_at(view, i, end)
    if len(sides) >= 2:
        return sides
    for k in range(i, min(i + 14, end)):
        if view.norms[k] in ("و", "مع") or (view.norms[k] == "من" and view.norm(k + 1) == "جهه"):
            start = k + 1
            if view.norm(start) == "بين":
                start += 1
            other = actor_at(view, start, end)
            if other is not None:
                head = sides[0] if sides else actor_at(view, i, k)
                return [head, other] if head is not None else [other]
    return sides


def _responsible(view: View, i: int, first: int) -> list[Actor]:
    """`أعلن تنظيم … مسؤوليته عن`: the actor named last before the word of responsibility."""
    for k in range(i - 1, max(first, i - 14) - 1, -1):
        if k in view.ent_at and view.ent_at[k][1].label_ == "ORG":
            actor = actor_at(view, k, i)
            return [actor] if actor is not None else []
    for k in range(max(first, i - 8), i):
        actor = actor_at(view, k, i, places=False)
        if actor is not None and actor.kind in ("common", "gunman"):
            return [actor]
    return []
