"""Acts: the places in a text where it says who attacks whom."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from itertools import takewhile

from conflict_nlp.attribution.actors import Actor, actor_at, actors_at
from conflict_nlp.attribution.lexicon import Attack, agents, attack_nouns, attack_verbs
from conflict_nlp.attribution.subjects import ending_at, subject
from conflict_nlp.claims.lexicon import masdars, triggers, words
from conflict_nlp.entities.lexicon import bare, name_words, nationality
from conflict_nlp.nouns import noun_forms
from conflict_nlp.text.view import View

_REACH = 12
_FOILED = 4  # words between `أحبطت` and the attempt
_AFTERMATH = frozenset({"اثر", "بعد", "عقب", "ردا", "انتقاما", "غداه"})  # what follows is another act than the one before
BLAMED = "blamed"  # the rule of acts that somebody accuses somebody of
UNDERTAKEN, OWN_ATTACK = "undertaken", "own attack"  # the author stands before the noun of attack, which events read for themselves
_DOERS = frozenset({"entity", "common", "gunman"})
_CLAUSE = frozenset({"ان", "بان", "و", "،", ":", "كان", "كانت", "."})
_THEREIN = frozenset({"فيه", "فيها"})
_BY = frozenset({"يد", "يدي", "ايدي", "ايادي"})
_BEHIND = frozenset({"وراء", "خلف"})
_SIDES = frozenset({"قبل", "جانب", "طرف"})
_RESPONSIBLE = frozenset({"مسووليته", "مسووليتها", "مسووليتهم"})


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
    acts: list[Act] = []
    for sent, (a, b) in enumerate(view.sents):
        if a >= limit:
            break
        for i in range(a, min(b, limit)):
            act = _act_at(view, i, a, b, sent)
            if act is not None and not any(n in words("support") for n in view.norms[max(a, i - 3) : i]):
                acts.append(act)  # `بدعم من طيران …`: supporters are no perpetrators
    return acts


def _act_at(view: View, i: int, a: int, b: int, sent: int) -> Act | None:
    """The act whose trigger is word `i`."""
    norm = view.norms[i]
    noun = attack_nouns().get(norm)
    if noun is not None:
        inside = i in view.ent_in and view.ent_in[i] != i
        head = view.norm(i - 2) if view.norm(i - 1).isdigit() else view.norm(i - 1)
        if inside or head in words("company"):
            return None
        if noun.kind != "clash" and _no_event(view, i, a, b):
            return Act(i, sent, "cause", "cause", noun.type)
        return _noun_act(view, i, a, b, sent, noun)
    verb = attack_verbs().get(norm)
    act = _verb_act(view, i, a, b, sent, verb) if verb is not None else None
    if act is not None:
        return act
    if norm in words("fire") and view.norm(i - 1) == "اطلاق" and (doers := _undertaken(view, i, a)):
        return Act(i, sent, "attack", UNDERTAKEN, "ASSAULT", doers)  # `قيام مسلحين بإطلاق النار`
    own = _own_attack(view, i, a)
    if own:
        return Act(i, sent, "attack", OWN_ATTACK, "ASSAULT", own)
    behind = _behind(view, i, a, b) if norm in _BEHIND else []
    if behind:
        return Act(i, sent, "attack", "behind", "ASSAULT", behind)
    if norm in _BY and view.norm(i - 1) in ("علي", "ب"):
        return Act(i, sent, "attack", "by hand of", "ANY", actors_at(view, i + 1, b))
    if norm in _SIDES and view.norm(i - 1) == "من":
        # Whatever is done can be done `من قبل` somebody: only harm and attack count.
        near = view.norms[max(a, i - 10) : i - 1]
        harmed = triggers().get(view.norm(i - 2))
        if norm != "قبل" and harmed is not None and harmed.kind == "verb":
            return None  # `قتل من جانب المقاومة ثمانية`: the side of the dead
        told = any(attack_object(n) or n in attack_verbs() or n in triggers() for n in near)
        return Act(i, sent, "attack", "on the part of", "ANY", actors_at(view, i + 1, b)) if told else None
    if norm in ("مسووليه", "المسووليه") and view.norm(i + 1) != "عن" and any(n in words("avow") for n in view.norms[max(a, i - 10) : i]):
        # `أعلن متحدث مسؤولية الحركة عن الهجوم`
        if any(n in ("اكد", "اكدت") for n in view.norms[max(a, i - 10) : i]):
            return None  # `أكدت الحركة مسؤولية الجيش عن …`: somebody else's
        found = [x for x in actors_at(view, i + 1, b) if view.norm(x.last + 1) == "عن"]
        return Act(i, sent, "claim", "responsibility", "ASSAULT", found) if found else None
    if norm in _RESPONSIBLE or (norm == "المسووليه" and view.norm(i + 1) == "عن"):
        found = _responsible(view, i, a)
        return Act(i, sent, "claim", "responsibility", "ASSAULT", found) if found else None
    return None


def _no_event(view: View, i: int, a: int, b: int) -> bool:
    """The attack of the noun at `i` is none that happened (`إحباط محاولة هجوم`, `الحد من العمليات`), or one in which those who are told
    took part (`جندي من القوة المشاركة في عمليات التحالف`)."""
    took_part = view.norm(i - 1) == "في" and view.norm(i - 2) in words("take_part")
    if not (took_part or _foiled(view, i, a)):
        return False
    # `إحباط هجوم أسفر عن …`, `بالمشاركة في هجوم أودى بحياة …`: it did harm.
    ahead = view.norms[i + 1 : min(i + _REACH, b)]
    here = takewhile(lambda norm: norm.isalnum() and norm != "و", ahead)
    return not (any(n in words("result") or n in triggers() for n in here) or any(n in _THEREIN for n in ahead))


def _foiled(view: View, i: int, a: int) -> bool:
    """The noun at `i` is what somebody prevents, and does not fail to (`فشل الجيش في منع الهجوم`)."""
    k = i - 1
    while k > a and (view.norms[k] in words("attempt") or view.norms[k] in ("من", "وقوع", "اي")):
        k -= 1
    # `أحبطت القوات محاولة هجوم`: the verb stands before its subject.
    tried = any(n in words("attempt") for n in view.norms[max(a, k + 1) : i])
    first = max(a, k - _FOILED if tried else k)
    foiled = next((j for j in range(first, k + 1) if view.norms[j] in words("foil")), -1)
    return foiled >= 0 and not any(n in words("fail") for n in view.norms[max(a, foiled - _FOILED) : foiled])


def _noun_act(view: View, i: int, a: int, b: int, sent: int, noun: Attack) -> Act:
    if view.norms[i] in words("exchange_noun") and not any(n in words("fire") for n in view.norms[i + 1 : i + 4]):
        return Act(i, sent, "none", "clash", "NONE")  # `تبادل الأسرى`
    if noun.kind == "clash":
        return _clash(view, i, b, sent, noun.type)
    if noun.type == "ACCIDENT":
        return Act(i, sent, "accident", "cause", noun.type)
    found = _by_noun(view, i, b)
    doers = [] if found else _undertaken(view, i, a)
    if doers:
        return Act(i, sent, "attack", UNDERTAKEN, "ASSAULT" if noun.kind == "cause" else noun.type, doers)
    return Act(i, sent, "attack" if found else "cause", "cause" if noun.kind == "cause" else "attack noun", noun.type, found)


def _undertaken(view: View, i: int, a: int) -> list[Actor]:
    """`قيام مسلحين بإطلاق النار`, `أقدم انتحاري على تفجير نفسه`, `عمدت القوات إلى قصف …`: who does what the noun at `i` says."""
    resorted = view.norm(i - 1) == "الي"
    tied = i - 1 if resorted else next((k for k in range(i - 1, max(a, i - 3) - 1, -1) if view.norms[k] in ("ب", "علي")), -1)
    if tied < 0:
        return []
    groups = ("resort",) if resorted else ("undertake", "undertaking")
    for k in range(tied - 1, max(a, tied - 8) - 1, -1):
        if any(view.norms[k] in words(group) for group in groups):
            told = [x for x in actors_at(view, k + 1, tied) if x.last < tied]
            return told or ([] if view.norms[k] in words("undertaking") else _at_head(view, k, a))
    return []


def _at_head(view: View, k: int, a: int) -> list[Actor]:
    """`وكان انتحاري قد أقدم يوم الخميس على تفجير نفسه`: the subject before the verb at `k`, at the head of its clause."""
    found = ending_at(view, k - 1 if view.norm(k - 1) != "قد" else k - 2, a)
    head = bool(found) and (found[0].first == a or view.norms[found[0].first - 1] in _CLAUSE)
    return [x for x in found if x.kind in _DOERS] if head else []


def _behind(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`تنظيم … يقف وراء الهجوم`, `كانت الحركة وراء التفجير`: who is said to be behind an attack."""
    after = view.norms[i + 1 : min(i + 6, b)]
    if not any(n.startswith("ال") and n in attack_nouns() for n in after[:2]) or any(n in words("similar") for n in after):
        return []
    k = next((k for k in range(i - 1, max(a, i - 5) - 1, -1) if view.norms[k] in words("stand")), -1)
    if k < 0 or view.norm(k - 1) in ("ما", "من") or (view.norms[i] == "خلف" and view.norms[k] in words("was")):
        return []  # `وكان الجيش خلف المهاجمين`: where it stood
    if any(n in words(group) for group in ("deny", "negative", "unsure") for n in view.norms[a:i]):
        return []
    found = actors_at(view, k + 1, i) if k < i - 1 else ending_at(view, k - 1, a)
    return [x for x in found if x.kind in _DOERS]


def _own_attack(view: View, i: int, a: int) -> list[Actor]:
    """`جددت القوات قصفها`, `واصل الطيران غاراته`: whose attack it is stands right before it."""
    noun = attack_nouns().get(_without_pronoun(view.norms[i]))
    if noun is None or noun.kind != "noun" or noun.type != "ASSAULT":
        return []
    return [x for x in ending_at(view, i - 1, a) if x.kind in _DOERS]


def _verb_act(view: View, i: int, a: int, b: int, sent: int, verb: Attack) -> Act | None:
    """The act of a verb; without actors where the text names no subject, unless the verb may tell of the dead instead (`قتل`)."""
    norm = view.norms[i]
    if norm in masdars() and view.norm(i - 1) in words("preposition"):
        return None
    if verb.pronoun and _no_event(view, i - 1 - (view.norm(i - 1) in words("relative")), a, i):
        return None  # `الحد من العمليات التي ينفذها تنظيم …`
    if norm in triggers() and verb.pronoun:
        return None  # `المهاجمون الذين قتلتهم الشرطة`: told of those who are meant by the pronoun alone
    if i in view.ent_in:
        return None
    if verb.kind in ("verb_object", "claim"):
        # `أطلق`, `نفذ`, `تبنى`: attacks only of what is an attack.
        reach = 4 if view.norm(i + 1) in ("عليه", "عليها", "عليهم") else 10  # `يطلق عليه اسم`: to call
        near = view.norms[max(a, i - 10) : i] if verb.pronoun else view.norms[i + 1 : min(i + reach, b)]
        claimed = verb.kind == "claim" and any(n in masdars() and masdars()[n].harm in ("killed", "abducted") for n in near)
        if verb.kind == "claim" and any(n in words("adopted") for n in near[:5]):
            return None  # `تبنى مجلس الأمن قرارا يدين الهجوم`
        if not claimed and not any(attack_object(n) for n in near) and not _blown_up(view, i, b, verb):
            return None
        if any(n in words("carry_out") and view.norm(k + 1) == "حكم" for k, n in enumerate(view.norms[i : i + 1], i)):
            return None
    if any(n in words("similar") for n in view.norms[i + 1 : min(i + 6, b)]):
        return None  # `تشن عادة هجمات مماثلة`
    found = subject(view, i, a, b, verb.pronoun)
    if verb.kind == "verb_close":
        # `فتح … النار`, `وجه … ضربة`: the object stands right after the verb and its subject.
        at = max(i, found[-1].last) + 1 if found else i + 1
        if not any(attack_object(n) for n in view.norms[at : min(at + 2, b)]):
            return None
    if not found:
        return None if verb.pronoun or verb.kind == "claim" or norm in triggers() else Act(i, sent, "attack", "attack verb", verb.type)
    after = view.norms[found[-1].last + 1 : found[-1].last + 4]
    if "سراح" in after:
        return None
    kind = "ARREST" if "القبض" in after else verb.type
    return Act(i, sent, "claim" if verb.kind == "claim" else "attack", "attack verb", kind, found)


def attack_object(norm: str) -> bool:
    """What is launched or called an attack, also somebody's own (`قنابلهم`)."""
    stem = _without_pronoun(norm) or norm
    forms = (norm, stem, stem[:-1] + "ه" if stem.endswith("ت") else stem)  # `سيارته` has `سيارة` in it
    return any(n in words("attack_object") or n in attack_nouns() for n in forms)


def _without_pronoun(norm: str) -> str:
    """A noun without the pronoun at its end, empty where there is none (`غاراتها` -> `غارات`)."""
    return next((norm[: -len(p)] for p in ("هم", "ها", "ه") if norm.endswith(p)), "")


def _blown_up(view: View, i: int, end: int, verb: Attack) -> bool:
    """`فجر مسلحون جسرا`, `فجرت سيارة حافلة`: to blow up is an attack on whatever it is; `فجر` without a subject is the dawn."""
    if verb.mode != "explosives" or verb.pronoun:
        return False
    actor = actor_at(view, i + 1, end)
    return view.norms[i] != "فجر" or (actor is not None and actor.kind in ("gunman", "entity", "common"))


def _by_noun(view: View, i: int, end: int) -> list[Actor]:
    """Whose attack it is: adjective (`غارة روسية`), genitive (`قصف قوات النظام`), `لـ`, `من (قبل)`, `نفذتها …`.

    Adjective, genitive and `لـ` bind only while nothing but adjectives stands between: after `على` or another noun comes the
    target. What follows `استهداف` is its target.
    """
    verbs = attack_verbs()
    close = view.norms[i] not in words("targeting")
    # `قصف المناطق الجنوبية من السعودية`: what is hit, and where it is.
    part_of_place = not view.norms[i].startswith("ال") and view.norm(i + 1).startswith("ال") and view.norm(i + 2) in name_words("direction")
    for k in range(i + 1, min(i + _REACH, end)):
        norm = view.norms[k]
        if norm in ".؛:" or (norm in words("relative") and k > i + 6) or norm in words("result") or norm in _AFTERMATH:
            break
        verb = verbs.get(norm)
        if verb is not None and verb.pronoun:
            found = actors_at(view, k + 1, end)
            if found:
                return found
        if norm in words("undertake") and view.norm(k + 1) in ("به", "بها"):
            found = actors_at(view, k + 2, end)  # `غارة قامت بها طائرات`
            if found:
                return found
        if norm == "من" and (close or view.norm(k + 1) in _SIDES) and k - i <= 8:
            found = actors_at(
                view, k + 2 if view.norm(k + 1) in _SIDES else k + 1, end, places=not part_of_place or view.norm(k + 1) in _SIDES
            )
            if found:
                return found
        if norm in ("تابعه", "تابع") and (close or view.norm(k - 1) in ("انها", "انه")):
            found = actors_at(view, k + 2, end)
            joined = found[-1].last + 1 if found else end
            if view.norm(joined) in ("و", "او") and view.norm(joined + 1) in attack_nouns():
                found += _by_noun(view, joined + 1, end)  # `طائرات تابعة لـ… أو طائرات روسية`
            return found
        if close:
            found = _owner(view, i, k, end)
            if found:
                return found
            close = _adjective(view, k) and verb is None and norm not in words("relative")  # `غارة استهدفت …`: the target follows
    return []


def _owner(view: View, i: int, k: int, end: int) -> list[Actor]:
    """The actor at word `k`, right after the attack noun at `i` and its adjectives."""
    norm = view.norms[k]
    nation = nationality(norm)
    if nation is not None and (nation.kind == "nation" or nation.actor) and k not in view.ent_in:
        out = [Actor(k, k, k, "adjective")]
        if view.norm(k + 1) in ("و", "او") and nationality(view.norm(k + 2)) is not None:
            out.append(Actor(k + 2, k + 2, k + 2, "adjective"))
        return out
    if norm == "ل":
        found = actors_at(view, k + 1, end)
        return [x for n, x in enumerate(found) if not n or x.kind != "place" or _ends_phrase(view, x.last + 1)]
    if {norm, bare(norm), norm.removesuffix("ا")} & words("hostile_adjective"):
        return []  # `هجوم مسلح`: describes the attack
    if k in view.ent_at or norm in agents():
        if view.norms[i].startswith("ال") and bare(view.norms[i]) in attack_nouns():
            return []  # `استهدف الهجوم الشرطة`: with the article there is no genitive
        found = actors_at(view, k, end, places=False)
        if found and found[0].kind == "entity" and view.norm(found[-1].last + 1) == "و":
            beside = actors_at(view, found[-1].last + 2, end)[:1]
            found += [x for x in beside if x.kind == "place" and _ends_phrase(view, x.last + 1)]  # `قصف قوات النظام وروسيا على`
        if found and view.norm(i - 1) in words("strike_verb") and view.norm(found[-1].last + 1) in ("و", "،", ".", "في", "ب", ""):
            return []  # `استهدف هجوم الجيش وقتل …`: no other target is told
        hit = view.norms[i] in words("of_object") and k == i + 1 and k in view.ent_at
        if hit and view.ent_at[k][1].id_ != "armed":
            return []  # `قصف البيت الأبيض`: who is no force is hit
        return found if found and found[0].kind != "person" else []
    return []


def _ends_phrase(view: View, k: int) -> bool:
    """What stands at `k` ends a phrase; a verb would make its last noun a subject (`قصف قوات النظام وتركيا تندد`)."""
    norm = view.norm(k)
    return not norm or not norm.isalpha() or norm in words("preposition") or norm in words("time") or norm == "و"


def _adjective(view: View, k: int) -> bool:
    """The word may be an adjective of the attack: no preposition, conjunction or noun that the lexicon knows."""
    norm = view.norms[k]
    if norm in words("preposition") or norm in ("و", "او", "،", ",") or not norm.isalpha() or k in view.ent_in:
        return False
    # As written: `مدفعي` is an adjective here, not somebody's gun.
    nouns = [f for f in noun_forms().get(norm, ()) if not f.construct and (f.kind == "thing" or f.number != "sg")]
    return norm in words("actor_adjective") or not nouns


def _clash(view: View, i: int, end: int, sent: int, kind: str) -> Act:
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
            # `اشتبكت القوات مع مسلحين`; in `صدام مسلح مع …` the word describes the clash.
            act.actors = [x for x in actors_at(view, i + 1, k) if x.last < k and not _describes(view, i, x)]
            act.others = actors_at(view, k + 1, end)
            return act
        if norm in ".؛":
            break
    if view.norms[i] in words("fight_against"):
        act.others = actors_at(view, i + 1, end)  # `قتال جماعات إسلامية`
    return act


def _describes(view: View, i: int, actor: Actor) -> bool:
    """The word right after the noun at `i` is its adjective and nobody."""
    return actor.first == actor.last == i + 1 and view.norms[i + 1] in words("hostile_adjective")


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


def reproach(view: View, i: int, end: int) -> bool:
    """What somebody is accused of, told from word `i` on, is harm, an attack or the blame for one (`بقتل`, `بالوقوف وراء`)."""
    groups = ("claimed_thing", "responsibility", "own_responsibility", "involvement", "behind", "carry_out")
    tables: list[Container[str]] = [triggers(), masdars(), attack_nouns(), attack_verbs(), *map(words, groups)]
    for norm in view.norms[i : min(i + 6, end)]:
        if norm in ("،", ",", "و", ".", "؛"):
            return False
        if any(norm in table for table in tables):
            return True
    return False


def _responsible(view: View, i: int, first: int) -> list[Actor]:
    """`أعلن تنظيم … مسؤوليته عن الهجوم`: the subject of the verb of claiming; nobody where it is denied."""
    verb = next((k for k in range(i - 1, max(first, i - 16) - 1, -1) if view.norms[k] in words("avow")), -1)
    before = view.norms[max(first, verb - 4) : i]
    if verb < 0 or any(n in words("deny") or n in ("لم", "لا", "لن", "عدم") for n in before) or view.norm(i + 1) != "عن":
        return []
    if any(n in words("similar") for n in view.norms[i + 2 : i + 5]):
        return []
    found = [x for x in actors_at(view, verb + 1, i) if x.kind in _DOERS]
    if found:
        return found
    back = verb - 1 if view.norm(verb - 1) != "قد" else verb - 2
    if view.norm(back) == ":":
        return []  # `بغداد - «الشرق الأوسط»: أعلنت …`
    for k in range(max(first, back - 8), back + 1):
        actor = actor_at(view, k, back + 1, places=False)
        if actor is not None and actor.last >= back - 1:
            return [actor]
    return []
