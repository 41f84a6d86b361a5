"""Seeds of events: single words that tell of an attack or arrest, each with the actors and targets of its own construction."""

from __future__ import annotations

from dataclasses import replace

from conflict_nlp.attribution.actors import Actor
from conflict_nlp.attribution.acts import OWN_ATTACK, UNDERTAKEN, Act
from conflict_nlp.attribution.lexicon import Attack, attack_nouns, attack_verbs
from conflict_nlp.claims.lexicon import words
from conflict_nlp.events.doers import Doers
from conflict_nlp.events.harm import harm_seed
from conflict_nlp.events.lexicon import event_nouns, event_words, harm_words
from conflict_nlp.events.people import is_nominative, people
from conflict_nlp.events.phrases import Span, is_noun, is_people, phrases_at
from conflict_nlp.events.seed import Seed
from conflict_nlp.events.targets import complement, noun_targets, verb_targets
from conflict_nlp.text.view import View

_NEAR = 4


def seeds_of(view: View, acts: list[Act], limit: int) -> list[Seed]:
    """The seeds of a document in the order of the text; nothing from word `limit` on is read."""
    by_trigger = {}
    for act in acts:
        if act.rule == UNDERTAKEN and view.norms[act.trigger] in attack_nouns():
            by_trigger[act.trigger] = replace(act, actors=[])
        elif act.rule not in (UNDERTAKEN, OWN_ATTACK):
            by_trigger[act.trigger] = act
    doers = Doers(view)
    table = harm_words()
    out: list[Seed] = []
    for sent, (a, b) in enumerate(view.sents):
        if a >= limit:
            break
        doers.enter(a, min(b, limit))
        for i in range(a, min(b, limit)):
            told = by_trigger.get(i)
            if told is not None or view.norms[i] in table:
                seed = _seed(view, doers, i, sent, told)
            else:
                seed = _masdar(view, doers, i, sent) if view.norms[i] in event_nouns() else _owned(view, doers, i, sent)
            if seed is not None:
                seed.targets, seed.victims = _others(seed.targets, seed.actors), _others(seed.victims, seed.actors)
                out.append(seed)
    return out


def _others(spans: list[Span], actors: list[Actor]) -> list[Span]:
    """The phrases that name none of the word's own actors."""
    return [s for s in spans if not any(s[0] <= a.last and a.first <= s[1] for a in actors)]


def _seed(view: View, doers: Doers, i: int, sent: int, act: Act | None) -> Seed | None:
    norm = view.norms[i]
    if i in view.ent_in and (view.ent_in[i] != i or view.ent_at[i][1].label_ == "PER"):
        return None  # `صدام حسين`
    if norm in harm_words() and (act is None or act.rule == "attack verb"):
        return harm_seed(view, doers, i, sent, act)
    if act is None or act.kind == "accident" or _tame(view, i) or (act.rule == "attack verb" and norm in event_words("no_verb")):
        return None
    if act.kind == "clash":
        actors, others = (act.actors, act.others) if act.actors or act.others else doers.sides(i)
        actors, others = ([x for x in side if x.kind != "person"] for side in (actors, others))
        return Seed(i, sent, "clash", act.rule, acled="Armed clash", actors=actors, others=others)
    if act.rule in ("by hand of", "on the part of", "behind", "blamed", "responsibility"):
        kind = "claim" if act.rule == "responsibility" else "by"
        return Seed(i, sent, kind, act.rule, alone=False, actors=act.actors or doers.by(i))
    if act.rule == "attack verb":
        attack = attack_verbs()[norm]
        return _verb(view, doers, i, sent, act, attack)
    return _noun(view, doers, i, sent, act, attack_nouns()[norm])


def _verb(view: View, doers: Doers, i: int, sent: int, act: Act, attack: Attack) -> Seed | None:
    launched = range(i + 1, min(i + 2 * _NEAR, doers.end))
    if attack.kind == "verb_object" and any(view.norms[k] in attack_nouns() and _tame(view, k) for k in launched):
        return None  # `شن هجوما حادا على الحكومة`
    suffered = any(view.norm(k) in ("علي", "ب", "من") and view.norm(k + 1) in event_words("agency") for k in (i + 1, i + 2))
    actors = act.actors or ([] if attack.pronoun or suffered else doers.subject(i, sure=attack.kind != "claim"))
    seed = Seed(i, sent, "claim" if act.kind == "claim" else "verb", act.rule, _type(act.type), attack.mode, attack.acled, actors=actors)
    if act.type == "ARREST" and attack.type != "ARREST":
        seed.mode, seed.acled = "arrest", "Arrests"
    seed.alone = act.kind != "claim" and not attack.pronoun and (attack.event == "1" or (attack.event == "actor" and bool(actors)))
    if act.kind != "claim":
        seed.targets = verb_targets(view, i, actors, doers.end, attack)
    doers.told(i, actors)
    if attack.kind == "verb" and not seed.targets and not actors:
        seed.alone = False
    if not actors and view.norms[i] in event_words("plan"):
        seed.alone = False  # `تستهدف المحتاجين`: plans too have targets
    if any(n in event_words("aim") for n in view.norms[i + 1 : i + 4]):
        return None  # `تستهدف الزيارة تثبيت الهدنة`
    return seed


def _noun(view: View, doers: Doers, i: int, sent: int, act: Act, attack: Attack) -> Seed:
    actors = act.actors or doers.undertaking(i) or doers.author(i)
    if not actors and view.norms[i] in attack_verbs():
        actors = [x for x in doers.ahead(i) if x.last == i - 1]  # `أن الطيران قصف مواقع`
    seed = Seed(i, sent, "noun", act.rule, _type(act.type), attack.mode, attack.acled, attack.event == "1", actors)
    if view.norms[i] in event_words("projectile"):
        fired = any(n in event_words("fired") for n in view.norms[max(doers.first, i - _NEAR) : i])
        seed.alone = fired or any(n in event_words("fired") for n in view.norms[i + 1 : min(i + 2, doers.end)])
    seed.targets = noun_targets(view, i, act.actors, doers.first, doers.end)
    return seed


def _masdar(view: View, doers: Doers, i: int, sent: int) -> Seed | None:
    """`تدمير منازل`, `إطلاق النار على`, `إطلاق الجنود النار`: verbal nouns that need their object."""
    attack = event_nouns()[view.norms[i]]
    if i in view.ent_in or view.norms[i].startswith("ال") or _tame(view, i):
        return None
    seed = Seed(i, sent, "noun", "attack noun", mode=attack.mode, acled=attack.acled, actors=doers.undertaking(i))
    actor = people(view, i + 1, doers.end)
    at = actor.last + 1 if actor is not None else i + 1
    if not attack.mode:
        fired = next((k for k in range(i + 1, min(at + 3, doers.end)) if view.norms[k] in event_words("projectile")), -1)
        if fired < 0:
            return None
        if actor is not None and actor.last < fired:
            seed.actors = seed.actors or [actor]
        elif view.norm(fired + 1) == "من":
            seed.actors = seed.actors or [x for x in doers.by(fired + 1) if x.kind not in ("place", "adjective")]
        own = attack_nouns().get(view.norms[fired])
        seed.mode, seed.acled = (own.mode, own.acled) if own is not None else ("firearms", "")
        seed.targets = noun_targets(view, i, seed.actors, doers.first, doers.end) or complement(view, fired + 1, doers.end)
    elif actor is not None and is_noun(view, at) and not is_people(view, at):
        seed.actors, seed.targets = seed.actors or [actor], phrases_at(view, at, doers.end)
    else:
        seed.targets = phrases_at(view, i + 1, doers.end)
    return seed if seed.targets or seed.actors else None


def _owned(view: View, doers: Doers, i: int, sent: int) -> Seed | None:
    """`شنت إسرائيل غاراتها`, `جددت القوات قصفها مواقع`: an attack with its author's pronoun."""
    norm = view.norms[i]
    stem = next((norm[: -len(p)] for p in ("هما", "هم", "ها", "ه") if norm.endswith(p) and len(norm) - len(p) > 2), "")
    stem = stem if stem in attack_nouns() else stem[:-1] + "ه" if stem.endswith("ت") else ""
    attack = attack_nouns().get(stem)
    if attack is None:
        return _struck(view, doers, i, sent)
    if attack.event != "1" or attack.kind != "noun" or _tame(view, i):
        return None
    seed = Seed(i, sent, "noun", "attack noun", _type(attack.type), attack.mode, attack.acled)
    suffered = view.norm(i - 1) in event_words("passive")  # `تم قصفها`: the pronoun means what was hit
    force = [] if suffered else doers.named_before(i)
    nearer = any(k in view.ent_at and view.ent_at[k][1].label_ == "LOC" for k in range(force[0].last + 1, i)) if force else False
    seed.actors = doers.undertaking(i) or ([] if nearer else force)  # `تركيا في هجومها`
    seed.targets = noun_targets(view, i, [], doers.first, doers.end)
    if not seed.targets and is_noun(view, i + 1):
        seed.targets = phrases_at(view, i + 1, doers.end)
    return seed


def _struck(view: View, doers: Doers, i: int, sent: int) -> Seed | None:
    """`بعد أن طعنه فلسطيني`: the author of a verb with an object pronoun, whom no list of actors knows."""
    attack = attack_verbs().get(view.norms[i])
    if attack is None or not attack.pronoun or attack.kind != "verb" or i in view.ent_in or view.norm(i - 1) in words("preposition"):
        return None
    actors = [x for x in doers.by(i) if x.kind == "people" and is_nominative(view, x)]
    return Seed(i, sent, "verb", "attack verb", _type(attack.type), attack.mode, attack.acled, False, actors) if actors else None


def _type(kind: str) -> str:
    """The PLOVER type of a row of `attacks.csv`."""
    return "COERCE" if kind == "ARREST" else "ASSAULT"


def _tame(view: View, i: int) -> bool:
    """The word of attack is meant otherwise: `خط الهجوم`, `انفجار سكاني`, `هاجم المرمى`."""
    if any(n in event_words("tame") for n in view.norms[max(0, i - 1) : i + 4]):
        return True
    if view.norm(i + 1) in event_words("tame_next") or view.norm(i + 2) in event_words("tame_next"):
        return True
    before = view.norm(i - 2) if view.norm(i - 1) in ("ل", "اي") else view.norm(i - 1)
    return view.norm(i - 1) in words("company") or before in event_words("tame_before")
