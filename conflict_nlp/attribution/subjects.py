"""Who the subject of a verb of attack is: after it, before it, before its relative pronoun, or carried on from the verb before."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, actors_at, is_people
from conflict_nlp.attribution.lexicon import agents, attack_nouns
from conflict_nlp.claims.lexicon import triggers, words
from conflict_nlp.text.view import View

_THIS = frozenset({"هذه", "هذا", "هولاء", "تلك"})
_THAT = frozenset({"ان", "بان", "لكن"})
_HEADS = frozenset({"ان", "بان", ":", "*"})


def subject(view: View, i: int, first: int, end: int, pronoun: bool) -> list[Actor]:
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
    if view.norm(k) in _THIS:
        k += 1
    told = i - 2 if view.norm(i - 1) in ("قد", "كانت", "كان") else i - 1
    if not pronoun and view.norm(told) in words("relative") and not view.norm(i + 1).endswith(("ه", "ها")):
        # `القوات التي قصفت المدينة`: the subject stands before the relative, what follows is the object.
        return [x for x in ending_at(view, told - 1, first) if x.kind != "place"] if not targeted and told - 1 > first else []
    ahead = [] if pronoun or targeted else _ahead(view, i, first)
    preposed = view.norms[i].endswith("وا")  # `ناشطون رشقوا الشرطة`: no subject follows a verb in the plural
    after = [] if targeted or ahead or preposed else [x for x in actors_at(view, k, end) if not _object_form(view.norms[x.core])]
    if view.norm(i - 1) in words("self") and after and not view.norms[after[0].core].endswith(("ون", "ان")):
        after = []  # `أعلن الجيش أنه استهدف المتشدد`: the pronoun is the subject, unless what follows can be nothing else
    trigger = triggers().get(view.norms[i])
    if (
        after
        and trigger is not None
        and trigger.voice == "either"
        and not pronoun
        and not _object_after(view, later(view, after[-1].last + 1, end), end)
    ):
        return []  # `قتل الجندي.`: without an object the noun may be the victim
    if after or ahead:
        return after or ahead
    if targeted or (trigger is not None and (trigger.plural or not _object_after(view, i + 1, end))):
        return []
    if pronoun:
        return []
    j = i - 1
    while j > first and view.norms[j] in ("قد", "،", ")", "كانت", "كان"):
        j -= 1
    return _of_number(view, ending_at(view, j, first), view.norms[i])


def _of_number(view: View, found: list[Actor], verb: str) -> list[Actor]:
    """What of the phrase before a verb can be its subject. A state is none of a verb in the plural (`إيران | يقصفون`); unnamed people in
    the oblique are told of by it alone (`بين قوات الأمن | ومسلحين أطلقوا النار`), unless `أن` puts all of the phrase into it."""
    if not verb.endswith(("وا", "ون")):
        return found
    # `جنود إسرائيل أطلقوا`: the plural is theirs.
    found = [x for x in found if x.kind != "place" or x.first < x.core or _of_people(view.norm(x.first - 1))]
    if not found or view.norm(found[0].first - 1) in _THAT:
        return found
    last = view.norms[found[-1].core]
    return found[-1:] if last.endswith("ين") and not last.startswith("ال") else found


def _of_people(norm: str) -> bool:
    """A noun of people or forces in the plural."""
    return norm in agents() or is_people(norm)


def _ahead(view: View, i: int, first: int) -> list[Actor]:
    """`أن القوات قصفت`, `الجيش يقصف` at the head of a clause: the subject stands right before the verb, its object after it."""
    if triggers().get(view.norms[i]) is not None or view.norms[i - 1 : i] == ["قد"]:
        return []
    found = _of_number(view, ending_at(view, i - 1, first), view.norms[i]) if i > first else []
    if not found or found[0].kind == "adjective":
        return []
    k = found[0].first
    head = k == first or view.norms[k - 1] in _HEADS or (found[0].kind == "person" and view.norms[i].startswith("ي"))
    return found if head else []


def _object_form(norm: str) -> bool:
    """`مسلحين`, `مسلحا` cannot be a subject: the ending is that of an object."""
    return norm.endswith("ين") or (norm.endswith("ا") and agents().get(norm) == "gunman")


def ending_at(view: View, j: int, first: int) -> list[Actor]:
    """The actor whose phrase ends at word `j`, and those joined to it."""
    for k in range(max(first, j - 6), j + 1):
        found = actors_at(view, k, j + 1)
        if found and found[-1].last >= j and (k == first or view.norms[k - 1] not in words("preposition")):
            return found
    return []


def later(view: View, i: int, end: int) -> int:
    """The first word from `i` on that is no adverb of time (`قتلت القوات فجر أمس شابا`)."""
    while i < end and view.norms[i] in words("time"):
        i += 1
    return i


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
