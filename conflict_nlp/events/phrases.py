"""Noun phrases of those who are attacked: where the phrase begins, how far it goes, and what is joined to it."""

from __future__ import annotations

from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs, speech
from conflict_nlp.claims.lexicon import noun_readings, own_harm, triggers, words
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.events.lexicon import event_words, number_words
from conflict_nlp.nouns import noun_forms
from conflict_nlp.text.view import View

Span = tuple[int, int]
_LONGEST = 9  # words of one phrase
_QUANTIFIERS = 9
_JOINED = 3  # phrases that `و` joins


def phrases_at(view: View, i: int, end: int) -> list[Span]:
    """The noun phrase that begins at word `i`, without its number, and those joined to it by `و`."""
    found: list[Span] = []
    while len(found) < _JOINED:
        span = phrase_at(view, i, end)
        if span is None or (found and not _joins(view, i, span[0])):
            break
        found.append(span)
        if view.norm(span[1] + 1) != "و":
            break
        i = span[1] + 2
    return found


def phrase_at(view: View, i: int, end: int) -> Span | None:
    """The noun phrase that begins at word `i`: head, genitives and adjectives, and `لـ` after an indefinite head."""
    first = head_at(view, i, end)
    if first >= end or not is_noun(view, first):
        return None
    return first, last_of(view, first, end)


def last_of(view: View, first: int, end: int) -> int:
    """The last word of the noun phrase whose head stands at `first`."""
    last = _inside(view, first)
    end = min(end, first + _LONGEST)
    while last + 1 < end:
        k = last + 1
        norm = view.norms[k]
        if norm == "ل" and not view.norms[first].startswith("ال") and first not in view.ent_in and k - first <= 3:
            if k + 1 < end and is_noun(view, k + 1):
                last = _inside(view, k + 1)
                continue
            break
        if norm == "من" and k == first + 1 and _counts(view, first) and k + 1 < end and is_noun(view, k + 1):
            last = _inside(view, k + 1)  # `عناصر من الشرطة`
            continue
        if not is_noun(view, k) or norm.isdigit() or _begins(view, last, k):
            break
        last = _inside(view, k)
    return min(last, end - 1)


def head_at(view: View, i: int, end: int) -> int:
    """The first word from `i` on that is no number and counts nothing (`نحو 20 شخصا`, `عدد من السكان`, `أحد عناصر`)."""
    first = i
    for _ in range(_QUANTIFIERS):
        if i >= end:
            break
        norm = view.norms[i]
        counts = norm.isdigit() or norm in number_words() or norm in event_words("quantifier")
        counts = counts or (norm in event_words("group_of") and view.norm(i + 1) == "من")
        if counts and i not in view.ent_in:
            i += 1
        elif i > first and norm in ("من", "و", "ال", "علي") and i + 1 < end:
            if norm == "علي":
                if view.norm(i + 1) not in ("الاقل", "الاكثر"):
                    break
                i += 2
            elif norm == "و" and not (view.norms[i + 1].isdigit() or view.norms[i + 1] in number_words()):
                break
            else:
                i += 1
        else:
            break
    return i


def is_noun(view: View, k: int) -> bool:
    """The word may stand in a noun phrase: no verb, preposition, conjunction, adverb or sign."""
    if k in view.ent_in:
        return True
    norm = view.norm(k)
    if len(norm) < 2 or not norm.isalnum():
        return False
    if norm in words("preposition") or norm in words("relative") or norm in words("time") or norm in words("clause"):
        return False
    if norm.endswith("وا") and len(norm) > 4 and not noun_readings(norm):
        return False  # `بادروا`: a verb in the plural
    if norm in event_words("stop") or norm in words("subset") or norm in words("result") or norm in words("undertake"):
        return False
    if norm in speech("verb") or norm in speech("participle") or norm in speech("preposition"):
        return False
    noun = bool(noun_readings(norm))
    if (norm in triggers() and not own_harm(norm)) or norm in words("fate"):
        return False
    if (norm in attack_verbs() or norm in attack_nouns()) and not noun:
        return False
    return noun or nationality(norm) is not None or not (_imperfect(norm) or _perfect(norm))


def is_people(view: View, first: int) -> bool:
    """The head of the phrase is a noun for people, a nationality or a person's name."""
    if first in view.ent_at:
        return view.ent_at[first][1].label_ in ("PER", "ORG")
    norm = view.norms[first]
    return any(f.kind != "thing" for f in noun_readings(norm)) or nationality(norm) is not None


def _begins(view: View, last: int, k: int) -> bool:
    """Word `k` cannot go on with the phrase that ends at `last`, by definiteness and construct: it begins another."""
    if last in view.ent_in or k in view.ent_in:
        return False
    norm, after, nation = view.norms[last], view.norms[k], nationality(view.norms[last])
    if norm in words("other_one") and noun_readings(after):
        return True  # `مجموعة أخرى سيارة`
    if norm.endswith("ون"):
        return not after.endswith("ون")  # `متظاهرون أعلاما`: a plural that keeps its nun takes an adjective alone
    if after.startswith("ال"):
        return nation is not None and not nation.definite and not norm.startswith("ال")  # `صاروخ إسرائيلي السيارة`
    if norm.startswith("ال") and nationality(after) is None:
        return True  # `المتظاهرين مكتب الوزير`
    return any(f.accusative for f in noun_readings(after)) and not norm.endswith("ا")  # `شبان غاضبين مركزا`


def skip_adverbs(view: View, i: int, end: int) -> int:
    """The first word from `i` on that is no adverb of time (`أمس`, `الأسبوع الماضي`), comma or parenthesis."""
    while i < end and (view.norms[i] in words("time") or view.norms[i] in event_words("when") or view.norms[i] in ("،", ",", ")", "(")):
        i += 1
    return i


def _inside(view: View, k: int) -> int:
    """The last word of the entity that word `k` stands in, else `k`."""
    first = view.ent_in.get(k)
    return max(k, view.ent_at[first][0]) if first is not None else k


def _imperfect(norm: str) -> bool:
    return norm.startswith("ي") and len(norm) > 3 and norm not in noun_forms()


def _perfect(norm: str) -> bool:
    """Shaped like a verb of the perfect: `زادت`, `وصفتهم`."""
    stem = norm.removesuffix("ها").removesuffix("هم").removesuffix("ه")
    return len(stem) > 3 and stem.endswith("ت") and not stem.endswith("ات") and not norm.startswith("ال")


def _counts(view: View, first: int) -> bool:
    """The head is an indefinite noun for people: what follows `من` tells whose they are."""
    norm = view.norms[first]
    return not norm.startswith("ال") and any(f.kind not in ("thing",) for f in noun_readings(norm))


def _joins(view: View, i: int, first: int) -> bool:
    """What stands after `و` goes on with the phrase: a counted or definite noun, or one that the lexicon knows."""
    norm = view.norms[first]
    return i != first or norm.startswith("ال") or first in view.ent_in or bool(noun_readings(norm)) or nationality(norm) is not None
