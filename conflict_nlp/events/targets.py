"""Whom an attack is aimed at: object of a verb, genitive or `على` after a noun, what is `تعرض لـ`, what a bomb goes off beside."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor
from conflict_nlp.attribution.lexicon import Attack, attack_nouns, attack_verbs
from conflict_nlp.claims.lexicon import noun_readings, words
from conflict_nlp.entities.lexicon import heads
from conflict_nlp.events.lexicon import event_words
from conflict_nlp.events.means import means_in
from conflict_nlp.events.phrases import Span, is_noun, phrase_at, phrases_at, skip_adverbs
from conflict_nlp.text.view import View

_REACH = 12
_NAMED = 4  # words of the name of a weapon
_BLASTS = frozenset({"explosives", "suicide-attack"})


def verb_targets(view: View, i: int, actors: list[Actor], end: int, attack: Attack) -> list[Span]:
    """The targets of the verb at word `i`: its object after the subject, or what `على` tells where an attack is the object."""
    at = _after_subject(view, i, actors, end)
    norm = view.norm(at)
    if attack.pronoun:
        return []
    if norm in ("علي", "ضد") and view.norm(at + 1) not in ("الاقل", "الاكثر"):
        return phrases_at(view, at + 1, end)  # `اعتدوا على السكان`
    own = -1 if attack.mode == "destroy" else _attack_word(view, at, end)
    weapon = attack_nouns().get(view.norms[own]) if own == at else None
    if weapon is not None and attack.kind == "verb" and not actors and weapon.event == "0":
        # `استهدفت طائرة مسيرة سيارة`: a weapon is the subject.
        named = means_in(view, own, min(own + _NAMED, end))
        return phrases_at(view, named[0].last + 1 if named and named[0].first == own else own + 1, end)
    if own < 0 and (attack.kind == "verb" or attack.mode == "destroy" or attack.mode in _BLASTS):
        found = phrases_at(view, at, end)
        if found:
            return found
    start = own + 1 if own >= 0 else at
    return complement(view, start, end, blast=attack.mode in _BLASTS or attack.kind == "verb_object")


def noun_targets(view: View, i: int, actors: list[Actor], first: int, end: int) -> list[Span]:
    """The targets of the noun of attack at word `i`: a genitive that is not its author, `على …`, `استهدف …`, what is `تعرض لـ` it."""
    exposed = _exposed(view, i, first)
    if exposed:
        return exposed
    near = actors and actors[0].first <= i + 2
    attack = attack_nouns().get(view.norms[i])
    if not near and i + 1 < end and view.norms[i] in words("targeting"):
        return phrases_at(view, i + 1, end)
    if not near and attack is not None and _genitive(view, i, end):
        return phrases_at(view, i + 1, end)
    start = actors[-1].last + 1 if actors and actors[0].first > i else i + 1
    return complement(view, start, end, blast=attack is not None and (attack.mode in _BLASTS or attack.kind == "cause"))


def complement(view: View, i: int, end: int, *, blast: bool = False) -> list[Span]:
    """What stands after `على`, `ضد` or a verb of targeting within reach of word `i`, in the same clause; for a `blast` also what it
    goes off beside (`انفجرت … قرب مقر`, `فجر نفسه وسط حشد`), which is no mere town or area."""
    for k in range(i, min(i + _REACH, end)):
        norm = view.norms[k]
        if norm in ".؛:" or norm in words("result") or norm in event_words("other"):
            return []
        verb = attack_verbs().get(norm)
        aimed = verb is not None and not verb.pronoun and norm.lstrip("يت").lstrip("ا").startswith("ستهدف")
        if aimed or norm in ("مستهدفا", "مستهدفه", "مستهدفين"):
            return phrases_at(view, skip_adverbs(view, k + 1, end), end)
        if norm in words("relative") and view.norm(k + 1) not in attack_verbs():
            return []
        if norm in event_words("complement") and view.norm(k + 1) not in ("الاقل", "الاكثر", "يد", "ايدي"):
            found = [s for s in phrases_at(view, _aboard(view, k + 1), end) if not _is_route(view, s)]
            if found:
                return found
        elif blast and norm in event_words("at"):
            at = k + 2 if view.norm(k + 1) in ("من", "ل") else k + 1
            span = phrase_at(view, at, end)
            if span is not None and not _is_area(view, span) and not _is_route(view, span):
                return [span]
        elif k > i and ((verb is not None and not verb.pronoun and view.norms[k - 1] in ("و", "،")) or (blast and norm in ("و", "ف"))):
            return []
    return []


def _aboard(view: View, k: int) -> int:
    """`على متن قطار`: the train is what is meant."""
    return k + 1 if view.norm(k) == "متن" else k


def _after_subject(view: View, i: int, actors: list[Actor], end: int) -> int:
    """Where the object may begin: after the verb and the subject that follows it, adverbs of time passed over."""
    return skip_adverbs(view, max([i, *(x.last for x in actors if x.first > i)]) + 1, end)


def _attack_word(view: View, at: int, end: int) -> int:
    """The attack that is the object (`شن … غارات`, `أطلق … 5 صواريخ`), or what a bomber blows up; -1 for none."""
    for k in range(at, min(at + 4, end)):
        norm = view.norms[k]
        if norm in words("preposition") and norm != "من" and view.norm(k + 1) not in ("الاقل",):
            return -1
        if {norm, norm.removesuffix("ها"), norm.removesuffix("هم")} & attack_nouns().keys() or norm in event_words("launched"):
            return k
    return -1


def _exposed(view: View, i: int, first: int) -> list[Span]:
    """`تعرضت ثكنة لقصف`, `ثكنة تعرضت لاعتداء`."""
    if view.norm(i - 1) not in ("ل", "الي"):
        return []
    for k in range(i - 2, max(first, i - _REACH) - 1, -1):
        if view.norms[k] in words("exposed"):
            span = phrase_at(view, k + 1, i - 1)
            if span is not None:
                return [span]
            return _before(view, k, first)
    return []


def _before(view: View, k: int, first: int) -> list[Span]:
    """The noun phrase that ends right before the verb at word `k`."""
    j = k - 1
    while j > first and view.norms[j] in ("قد", "كان", "كانت", "،"):
        j -= 1
    start = j
    while start > first and start > j - 5 and is_noun(view, start - 1) and is_noun(view, start):
        start -= 1
    span = phrase_at(view, start, j + 1)
    return [span] if span is not None else []


def _genitive(view: View, i: int, end: int) -> bool:
    """The noun is in construct with what follows: `قصف المدينة`, `تفجير سور`; not `قصف عنيف`, `هجوم انتحاري`."""
    norm, after = view.norms[i], view.norm(i + 1)
    if after in words("hostile_adjective"):
        return False
    if norm.startswith("ال") or norm.endswith(("ين", "ان")) or i + 1 >= end or not is_noun(view, i + 1):
        return False
    if norm not in event_words("construct"):
        return False
    return after.startswith("ال") or i + 1 in view.ent_at or _is_object(view, i + 1)


def _is_object(view: View, k: int) -> bool:
    """The word is a noun of the lexicon, not an adjective of the attack."""
    return bool(noun_readings(view.norms[k])) and view.norms[k] not in words("actor_adjective")


def _is_area(view: View, span: Span) -> bool:
    """A town, quarter or area: where it happened rather than what was hit."""
    first, last = span
    norm = view.norms[first]
    if first in view.ent_at and view.ent_at[first][1].label_ == "LOC":
        return norm not in heads("place_types")[0] or not heads("place_types")[0][norm].inside
    if norm in words("place_vague") or norm in event_words("area"):
        return True
    if norm not in words("place_small") and norm not in words("place_large"):
        return False
    # `مديرية` may be a district or an office: a name or nothing follows the district.
    named = first + 1 in view.ent_at and view.ent_at[first + 1][1].label_ == "LOC"
    return first == last or named or not noun_readings(view.norms[first + 1])


def _is_route(view: View, span: Span) -> bool:
    """`على طريق …`, `على متن …`: where it happened."""
    return view.norms[span[0]] in event_words("route")
