"""Noun phrases for people and groups as authors of an attack: where one begins, its case, and whether a verb agrees with it."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, actor_at
from conflict_nlp.attribution.lexicon import agents, attack_verbs, speech
from conflict_nlp.claims.lexicon import casualty_forms, noun_readings, triggers, words
from conflict_nlp.entities.lexicon import bare, nationality
from conflict_nlp.events.lexicon import event_words, number_words
from conflict_nlp.events.phrases import Span, head_at, is_noun, is_people, last_of, phrase_at
from conflict_nlp.text.view import View

_JOINED = 3
_ANY = frozenset({"m", "f", "pl", "du"})


def people(view: View, i: int, end: int) -> Actor | None:
    """The actor or the noun phrase for people that begins at word `i`; a number or demonstrative before it is passed over."""
    k = head_at(view, i + 1 if view.norm(i) in event_words("this") else i, end)
    known = actor_at(view, k, end)
    if known is not None:
        return known
    span = phrase_at(view, k, end)
    if span is None or view.norms[k] in casualty_forms() or not (is_people(view, k) or is_group(view, k)):
        return None
    named = (view.ent_at[n][0] for n in range(k, span[1] + 1) if n in view.ent_at and view.ent_at[n][1].label_ == "PER")
    last = next(named, span[1])  # a person's name ends the phrase
    if last == k and view.norm(k + 1) == "من" and k + 2 < end and is_noun(view, k + 2) and not view.norms[k].startswith("ال"):
        last = last_of(view, k + 2, end)  # `قوة من الفرقة السابعة`
    return Actor(k, last, k, "people")


def joined(view: View, actor: Actor, end: int) -> list[Actor]:
    """The actor and those that `و` joins to it: `عناصر الشرطة ومسلحون من القبيلة`."""
    found = [actor]
    while view.norm(found[-1].last + 1) == "و" and len(found) < _JOINED:
        other = people(view, found[-1].last + 2, end)
        if other is None or other.kind in ("adjective", "place", "person"):
            break
        found.append(other)
    return found


def is_group(view: View, k: int) -> bool:
    """A noun for a group, or a sound masculine plural, which is said of people alone (`قوميون`)."""
    norm = view.norms[k]
    if norm in event_words("group") or bare(norm) in event_words("group"):
        return True
    sound = norm.endswith("ون") and len(norm) > 4 and norm not in number_words() and bare(norm) not in event_words("no_people")
    return sound and not noun_readings(norm) and not norm.startswith(("ي", "ت"))


def object_form(norm: str) -> bool:
    """The ending is that of an object (`مسلحين`, `رجلا`)."""
    return norm.endswith("ين") or any(f.accusative for f in noun_readings(norm))


def nominative(norm: str) -> bool:
    """By its form no object: `مسلحون`, `جنديان`, and an indefinite noun whose accusative would have an alef (`رجال`, `شاب`)."""
    if norm.endswith("ون"):
        return True
    if norm.startswith("ال"):
        return False
    readings = [f for f in noun_readings(norm) if f.kind != "thing"]
    if any(f.number == "du" for f in readings):
        return norm.endswith("ان")
    return bool(readings) and any(f.accusative for f in noun_readings(norm + "ا"))


def is_nominative(view: View, actor: Actor) -> bool:
    """The phrase is no object by its form: its noun is nominative and no genitive follows it, in whose company it would lose its alef."""
    norm, rest = view.norms[actor.first], view.norms[actor.first + 1 : actor.last + 1]
    construct = any(not (nationality(n) is not None or n in words("actor_adjective") or n in words("other_one")) for n in rest[:1])
    construct = construct or any(k in view.ent_in for k in range(actor.first, actor.last + 1))
    return nominative(norm) and (norm.endswith("ون") or not construct)


def is_indefinite(view: View, actor: Actor) -> bool:
    """No word of the phrase has the article or stands in a name."""
    return not any(view.norms[k].startswith("ال") or k in view.ent_in for k in range(actor.first, actor.last + 1))


def verb_form(norm: str) -> str:
    """`pl`, `du`, `f` or `m`: the subject that the form of a verb agrees with."""
    if norm.endswith("وا") or (norm.startswith(("ي", "ت")) and norm.endswith("ون")):
        return "pl"
    if norm.endswith("تا") or (norm.endswith("ا") and (norm[:-1] in attack_verbs() or norm[:-1] in triggers())):
        return "du"
    if norm.endswith("ت") or (norm.startswith("ت") and ("ي" + norm[1:] in attack_verbs() or "ي" + norm[1:] in triggers())):
        return "f"
    return "m"


def forms(view: View, actor: Actor) -> frozenset[str]:
    """The forms of a verb that may follow this subject."""
    norm, before = view.norms[actor.first], view.norm(actor.first - 1)
    if before.isdigit() or before in number_words() or before in event_words("quantifier") or before == "من":
        return _ANY  # `50 سجينا هاجموا`, `أحد الجنود أطلق`
    if actor.first in view.ent_in and view.ent_at[view.ent_in[actor.first]][1].label_ != "PER":
        return _ANY
    if norm.endswith("ون"):
        return frozenset({"pl"})
    if norm.endswith("ين"):
        return frozenset({"pl", "du"})
    readings = [f for f in noun_readings(norm) if f.kind != "thing" and not (f.construct and norm.endswith("ا"))]
    if any(f.number == "pl" for f in readings):
        unit = norm in agents() or any(norm.endswith(p) and norm[: -len(p)] in agents() for p in ("ه", "ها", "هم"))
        return frozenset({"pl", "f"}) if unit else frozenset({"pl"})
    if any(f.number == "du" for f in readings):
        return frozenset({"du", "pl", "f"}) if norm.endswith(("تان", "تين")) else frozenset({"du", "pl"})
    if norm.endswith(("ه", "ات")):
        return frozenset({"f"})
    nation = nationality(norm)
    if nation is not None and nation.number == "pl":
        return frozenset({"pl"})
    return frozenset({"m"}) if any(f.number == "sg" for f in readings) or actor.kind == "gunman" else _ANY


def agrees(view: View, verb: str, actor: Actor) -> bool:
    """A verb agrees in gender and number with the subject before it: `القوات قصفت`, `مسلحون قصفوا`."""
    return verb_form(verb) in forms(view, actor)


def follows(view: View, verb: str, actor: Actor) -> bool:
    """A verb before its subject is in the singular and agrees in gender, which broken plurals leave open."""
    form, may = verb_form(verb), forms(view, actor)
    if form in ("pl", "du"):
        return False
    broken = may == {"pl"} and not view.norms[actor.first].endswith(("ون", "ين"))
    return may != {"f"} if form == "m" else "f" in may or broken


def between(view: View, first: int, end: int) -> bool:
    """What stands between a subject and its verb goes with the subject: a relative clause, a circumstance, a parenthesis."""
    norms = view.norms[first:end]
    if not norms:
        return True
    if norms[0] in ("و", "،") and len(norms) > 1:
        norms = norms[1:]
    opens = norms[0] in words("preposition") or norms[0] in words("relative") or norms[0] in words("time") or norms[0] in "(،,-"
    imperfect = norms[0].startswith(("ي", "ت")) and len(norms[0]) > 3 and not noun_readings(norms[0])
    described = norms[0].startswith("ال") and view.norm(first - 1).startswith("ال")  # `القوات الأميركية المتمركزة على الحدود`
    opens = opens or imperfect or described or norms[0] in ("كانوا", "كانت", "كان", "قد")
    ends = speech("verb") | words("self") | event_words("other") | {"؛", ".", "ان", "بان"}
    return opens and not any(n in ends for n in norms)


def phrase_of(view: View, actor: Actor) -> Span:
    """All words of the actor's phrase: the noun before a name (`جنود المارينز`), adjectives joined by `و` (`الأفغانية والدولية`), and
    under whose command it is (`بقيادة الولايات المتحدة`)."""
    called = any(n in ("نفسها", "نفسه") for n in view.norms[actor.first : actor.core])  # `مجموعة تطلق على نفسها …`
    first = actor.core if called else actor.first
    last, end = actor.last, view.sents[view.sent_of[first]][1]
    while last + 2 < end and view.norms[last + 1] == "و" and _described(view, last) and _described(view, last + 2):
        last += 2
    if actor.kind in ("gunman", "common", "people") and last + 2 < end:
        bound = bool(forms_of := noun_readings(view.norms[last])) and all(f.construct for f in forms_of)
        if bound and is_noun(view, last + 1):
            last = view.ent_at[last + 1][0] if last + 1 in view.ent_at else last + 1  # `مستوطني براخة`
        elif view.norms[last + 1] in event_words("loyal") and view.norms[last + 2] in ("ل", "ب", "الي") and is_noun(view, last + 3):
            last = last_of(view, last + 3, end)  # `مسلحون موالون لحركة طالبان`
    if view.norm(last + 1) == "ب" and view.norm(last + 2) == "قياده" and last + 3 in view.ent_at:
        last = view.ent_at[last + 3][0]
    return first, last


def _described(view: View, k: int) -> bool:
    """The word is an adjective of a force: of its nation or kind, with the article."""
    norm = view.norms[k]
    if not norm.startswith("ال"):
        return False
    return nationality(norm) is not None or norm[2:] in words("actor_adjective") or norm in event_words("allied")
