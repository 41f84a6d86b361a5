"""Words of harm as events: who is killed, arrested or kidnapped, and by whom."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, actors_at
from conflict_nlp.attribution.acts import Act
from conflict_nlp.attribution.lexicon import agents, attack_nouns
from conflict_nlp.claims.lexicon import Trigger, masdars, noun_readings, words
from conflict_nlp.events.doers import Doers
from conflict_nlp.events.lexicon import event_words, harm_words, number_words, trigger_of
from conflict_nlp.events.people import is_group, is_nominative, people, verb_form
from conflict_nlp.events.phrases import Span, head_at, is_noun, is_people, last_of, phrase_at, phrases_at, skip_adverbs
from conflict_nlp.events.seed import Seed
from conflict_nlp.nouns import noun_forms
from conflict_nlp.text.view import View

_BACK = 12
_NO_VERB = frozenset({"ب", "في", "علي", "عن", "الي", "مع"})


def harm_seed(view: View, doers: Doers, i: int, sent: int, act: Act | None) -> Seed | None:
    """The seed of the word of harm at word `i`."""
    word, trigger = harm_words()[view.norms[i]], trigger_of(view.norms[i])
    if trigger is None or _killers(view, i):
        return None
    if trigger.kind == "verb" and view.norms[i] in masdars() and (view.norm(i - 1) in words("preposition") or _in_row(view, i)):
        trigger = masdars()[view.norms[i]]
    if trigger.kind == "verb" and view.norm(i - 1) in _NO_VERB:
        return None  # `بقتلة عثمان`: no verb stands after a preposition
    seed = Seed(i, sent, "harm", "harm", word.type, word.mode, word.acled, word.alone)
    if trigger.kind == "masdar":
        seed.actors, seed.victims = _masdar(view, doers, i, trigger)
        if word.type == "COERCE" and not seed.actors:
            seed.actors = doers.announced(i)
    else:
        actors = act.actors if act is not None else _active(view, doers, i, trigger)
        seed.actors = actors
        seed.victims = _meant(view, i, doers.first) if trigger.pronoun else _object(view, i, actors, doers, trigger)
        doers.told(i, actors)
    if seed.actors and any(is_people(view, s[0]) for s in seed.victims):
        seed.alone = True
    if trigger.strength == "arrest" and not seed.victims:
        return None
    if trigger.strength == "weak" and not any(is_people(view, s[0]) for s in seed.victims):
        seed.alone = False
    return seed


def _killers(view: View, i: int) -> bool:
    """`قتلة` is written like `قتله`, but no verb stands here: it has no subject that is one by its form."""
    following = people(view, i + 1, len(view))
    subject = following is not None and is_nominative(view, following)
    return agents().get(view.norms[i]) == "gunman" and view.norm(i - 1) not in words("relative") and not subject


def _in_row(view: View, i: int) -> bool:
    """`تفجير عربة وقتل من فيها`: a verb's form joined to a noun of harm."""
    return view.norm(i - 1) == "و" and view.norm(i - 2) in masdars()


def _masdar(view: View, doers: Doers, i: int, trigger: Trigger) -> tuple[list[Actor], list[Span]]:
    """Author and victims of a verbal noun: `مقتل جندي`, `القبض على متهم`, `اعتقال قوات الاحتلال شابين`."""
    if trigger.pronoun:
        return doers.undertaking(i) or doers.author(i), []
    at = i + 1
    if trigger.strength == "definite":
        return doers.undertaking(i) or doers.author(i), []  # `الاختطاف المتبادل`: what follows a definite noun describes it
    if trigger.strength == "arrest":
        if view.norm(at) != "علي":
            return [], []
        at += 1
    if view.norm(at) == "و" and view.norm(at + 1) in harm_words():
        at += 2  # `مقتل وإصابة عشرة`
    found = actors_at(view, at, doers.end, places=False)
    if found and found[0].kind in ("entity", "common") and trigger.strength != "arrest":
        object_at = found[-1].last + 1
        if view.norm(object_at) == "ل":
            object_at += 1  # `اختطاف طالبان لرهائن`
        victims = phrases_at(view, object_at, doers.end)
        # `قتل الجنود 11 مدنيا`: by its form or place no adjective of the noun before
        norm = view.norm(victims[0][0]) if victims else ""
        apart = victims and (victims[0][0] > found[-1].last + 1 or norm.startswith("ال") or victims[0][0] in view.ent_at)
        apart = apart or any(f.accusative for f in noun_readings(norm))
        if victims and apart and view.norms[i] != "مقتل" and is_people(view, victims[0][0]):
            return found, victims
    return doers.undertaking(i) or doers.author(i), phrases_at(view, at, doers.end)


def _active(view: View, doers: Doers, i: int, trigger: Trigger) -> list[Actor]:
    """The subject told apart from a verb that is active for certain: in the plural with an object after it, or joined to an active verb."""
    if trigger.voice in ("passive", "middle"):
        return []
    if trigger.pronoun:
        found = doers.by(i)  # `الذين خطفتهم طالبان`
        if found and (found[0].kind != "people" or is_nominative(view, found[0])):
            return found
        return [] if view.norm(i - 1) in words("relative") else doers.ahead(i)  # `كانت القوات اغتالته`
    at = _object_at(view, i, doers.end)
    if not is_noun(view, at) and not view.norm(at).isdigit():
        return _force(view, doers, i) or (doers.late(i) if trigger.voice == "active" else [])
    first = head_at(view, at, doers.end)
    men = first < doers.end and is_noun(view, first)
    things = any(f.kind == "thing" for f in noun_readings(view.norm(first)))
    men = men and (
        (first > at and not things) or is_people(view, first) or (trigger.plural and view.norms[first].endswith(("ه", "ها", "هم")))
    )
    men = men or view.norm(at).isdigit() or view.norm(at) in number_words()  # `قتلت ثمانية`
    if (at > i + 1 or not trigger.plural) and not men:
        active = trigger.voice == "active" or view.norm(i - 1) == "ل"
        return doers.subject(i) if at == i + 1 and active else _force(view, doers, i)
    relative = view.norm(i - 1) in words("relative") or view.norm(i - 2) in words("relative")
    if trigger.voice == "active" or trigger.plural or relative or _object_of_feminine(view, i, at, doers.end):
        return doers.subject(i, sure=True)  # `الذي قتل 12 شخصا`, `قتلت 47 إرهابيا`: what follows is no subject
    if view.norm(i - 1) in ("و", "ف", "ل"):
        return doers.subject(i) if _carries(view, i, trigger) else []
    return doers.own_force(i) or _self(view, doers, i, at, trigger) or doers.ahead(i) or _killer(view, doers, i) or _force(view, doers, i)


def _object_at(view: View, i: int, end: int) -> int:
    """Where the object of the verb at word `i` may begin: after adverbs of time and a second verb (`يقتل ويصيب 9 أشخاص`)."""
    second = trigger_of(view.norm(i + 2)) if view.norm(i + 1) == "و" else None
    at = i + 3 if second is not None and second.kind == "verb" and second.voice not in ("passive", "middle") else i + 1
    while at < end and (view.norms[at] in words("time") or view.norms[at] in event_words("when")):
        at += 1
    return at


def _object_of_feminine(view: View, i: int, at: int, end: int) -> bool:
    """`قتلت 47 إرهابيا`, `اعتقلت أحد المصلين`: men after a verb in the feminine are its object."""
    first = head_at(view, at, end)
    if verb_form(view.norms[i]) != "f" or first >= end or not is_noun(view, first):
        return False
    norm = view.norms[first]
    men = [f for f in noun_readings(norm) if f.kind in ("combatant", "civilian", "unknown")]
    woman = norm.endswith(("ه", "ات")) or norm in event_words("women")
    return bool(men) and not woman and (first > at or any(f.accusative for f in men) or norm.endswith("ين"))


def _self(view: View, doers: Doers, i: int, at: int, trigger: Trigger) -> list[Actor]:
    """`أعلنت الكتائب أنها قتلت جنديا`; `أعلن الجيش أنه قتل` may mean its own men: then those killed must be fighters of others."""
    found = doers.himself(i)
    if not found or verb_form(view.norms[i]) != "m":
        return found
    first = head_at(view, at, doers.end)
    readings = noun_readings(view.norm(first))
    last = last_of(view, first, doers.end) if is_noun(view, first) else first
    own = any(n.endswith(("ه", "ها", "هم")) and noun_readings(n[:-1]) for n in view.norms[first : last + 1] if n not in noun_forms())
    if trigger.harm in ("abducted", "detained"):
        return found if not own else []
    gunmen = agents().get(view.norm(first)) in ("gunman", "armed") or (first == at and any(f.accusative for f in readings))
    return found if gunmen and not own else []


def _force(view: View, doers: Doers, i: int) -> list[Actor]:
    """`احتجزت الشرطة في المدينة لاعبا`: a force is the subject of a verb in the feminine, not the one killed or arrested."""
    actor = people(view, i + 1, doers.end) if verb_form(view.norms[i]) == "f" else None
    if actor is None or not (is_group(view, actor.first) and view.norms[actor.first].endswith(("ه", "ات"))):
        return []
    return [actor]


def _killer(view: View, doers: Doers, i: int) -> list[Actor]:
    """`قتل جندي إسرائيلي فلسطينيا`: two noun phrases for people after the verb, the second one an object by its form, or the first
    one none by its own (`احتجز متظاهرون غاضبون نائب رئيس المجلس`)."""
    actor = people(view, i + 1, doers.end)
    if actor is None or view.norm(actor.last + 1) in ("و", "،") or actor.last + 1 in view.ent_at:
        return []
    at = actor.last + 1
    first = head_at(view, at, doers.end)
    persons = first < doers.end and is_noun(view, first) and is_people(view, first)
    formed = at < doers.end and (at < first or any(f.accusative for f in noun_readings(view.norms[first])))
    whose = first < doers.end and view.norms[first].endswith(("ه", "ها")) and view.norms[first] not in noun_forms()
    formed = formed or whose or view.norms[actor.last].endswith("ون")  # `قتل رجل زوجته`
    return [actor] if persons and formed else []


def _carries(view: View, i: int, trigger: Trigger) -> bool:
    """`وقتلت جنديا` goes on with the subject before; `وقتل جندي` is as likely passive: its gender and number do not tell."""
    return trigger.voice == "active" or trigger.plural or view.norms[i].endswith("ت") or view.norm(i - 1) == "ل"


def _object(view: View, i: int, actors: list[Actor], doers: Doers, trigger: Trigger) -> list[Span]:
    """The victims of a verb: after its subject; where it is passive, after it or, told first, before it."""
    at = max([i, *(x.last for x in actors if x.first > i)]) + 1
    if trigger.strength == "light" and not any(n in words("fate") for n in view.norms[i + 1 : min(i + 12, doers.end)]):
        return []
    if not actors and view.norm(at) in attack_nouns():
        span = phrase_at(view, at, doers.end)  # `أصاب صاروخ إسرائيلي السيارة`
        at = span[1] + 1 if span is not None else at
    found = phrases_at(view, skip_adverbs(view, at, doers.end), doers.end)
    return found or ([] if actors or trigger.voice == "active" else _told_before(view, i, doers.first))


def _meant(view: View, i: int, first: int) -> list[Span]:
    """`الرهائن الذين خطفتهم`: whom the pronoun means, right before the relative."""
    if view.norm(i - 1) not in words("relative"):
        return []
    for k in range(max(first, i - 7), i - 1):
        span = phrase_at(view, k, i - 1)
        if span is not None and span[1] == i - 2 and is_people(view, span[0]):
            return [span]
    return []


def _told_before(view: View, i: int, first: int) -> list[Span]:
    """`أن أحد عناصر القوات قتل`, `إثيوبيا خطفوا`: the subject of a passive verb right before it, from the head of its clause on."""
    for k in range(i - 1, max(first, i - _BACK) - 1, -1):
        if k == first or view.norms[k - 1] in ("ان", "بان", ":"):
            found = phrases_at(view, k, i)
            last = i - 1
            while last > k and view.norms[last] in ("قد", "كان", "كانوا", "كانت"):
                last -= 1
            return found if found and found[-1][1] == last and is_people(view, found[0][0]) else []
    return []
