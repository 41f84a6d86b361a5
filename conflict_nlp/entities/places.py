"""Names of places: the gazetteer, and what stands after a type word (`بلدة …`, `مستشفى …`)."""

from __future__ import annotations

from collections.abc import Set

from conflict_nlp.entities.hits import Hit
from conflict_nlp.entities.lexicon import ARTICLE, Entry, Head, frequency, given_names, heads, name_words, nationality, places, titles
from conflict_nlp.entities.words import Words
from conflict_nlp.nouns import noun_forms
from conflict_nlp.text.normalize import normalize

_PREPOSITIONS = frozenset({"في", "من", "الي", "ب", "نحو", "بين"})
_RARE = 6
_COMMON = 9
_LONGEST = 4


def known_place(words: Words, k: int, *, typed: bool = False, joined: bool = False, seen: Set[str] = frozenset()) -> Hit | None:
    """The gazetteer's longest name at `k`; a name that is an ordinary word too needs its context (`typed`: a type word stands before),
    or `seen`, the ambiguous names that the document already used as places. After a place and `و` (`joined`) names of the hand-written
    list need no more."""
    norms = words.norms
    end, found = places().longest(norms, k)
    while found:
        entry = _most_likely(found)
        if typed or (joined and ":gn" not in entry.kb_id) or _in_context(words, k, end, entry, seen):
            return Hit(k, end, "LOC", kb_id=entry.kb_id)
        # A shorter name may still stand (`باب` after `باب الحارة`): names of one word are tried alone.
        if end - k == 1:
            return None
        end -= 1
        found = places().get(norms[k:end])
    return None


def _most_likely(found: list[Entry]) -> Entry:
    # 2 needs less of its context than 1.
    return min(found, key=lambda entry: (0, 2, 1)[entry.ambiguous])


def _in_context(words: Words, k: int, end: int, entry: Entry, seen: Set[str]) -> bool:
    if end == k + 1 and _adjective(words, k):
        return False
    if not entry.ambiguous or k in words.marked:
        return True
    before = words.norm(k - 1)
    if before in name_words("direction") or before in name_words("near"):
        return True
    if entry.ambiguous == 2 or " ".join(words.norms[k:end]) in seen:
        return before in _PREPOSITIONS
    return False


def _adjective(words: Words, k: int) -> bool:
    """Whether a word that looks like a country's name is an adjective of nationality: `90 سوريا`, `الحدود السعودية`."""
    nation = nationality(words.norms[k])
    before = words.norm(k - 1)
    if nation is None:
        return False
    if nation.definite:
        return before.startswith(ARTICLE) and len(before) > 4
    if before[:1].isdigit() or before in _TENS or before == "غير":
        return True
    return any(form.accusative for form in noun_forms().get(before, ()))


_DIGITS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_TENS = frozenset(normalize(tens + ending) for tens in _DIGITS for ending in ("ون", "ين"))


def typed_place(words: Words, k: int) -> list[Hit]:
    """The places after the type word at `k`: one, or several joined by `و` or a comma after a dual or plural."""
    head = heads("place_types")[0].get(words.norms[k])
    if head is None:
        return []
    hits: list[Hit] = []
    first = k + 1
    while first < len(words):
        end, kb_id = _name(words, first, head)
        if end == first:
            break
        start = k if head.inside and not hits and not _in_country(words, first, end, head) else first
        hits.append(Hit(start, end, "LOC", kb_id=kb_id if start == first else "", by="type"))
        if not head.many:
            break
        first = end
        while first < len(words) and (words.norms[first] == "و" or (words.norms[first] == "." and words.norm(first + 1) != ".")):
            first += 1
        if first == end:
            break
    return hits


def _in_country(words: Words, k: int, end: int, head: Head) -> bool:
    """`معسكر سويسرا`, `أسواق الصين`: a country after a word that seldom begins a name only tells where it is."""
    known = known_place(words, k, typed=True) if head.trust < 2 else None
    return known is not None and known.end == end and known.kb_id.startswith("place:country:")


def _name(words: Words, k: int, head: Head) -> tuple[int, str]:
    """The end of the place name at `k` after a type word, and its id where the gazetteer knows it; (`k`, "") where there is none."""
    norms = words.norms
    if k in words.quoted and head.trust and (closing := quotation(words, k)) > k:
        return closing, ""
    known = known_place(words, k, typed=True)
    if known is not None:
        end = known.end
        people = nationality(words.norm(end))
        if people is not None and people.number == "pl" and people.definite and not norms[end - 1].startswith(ARTICLE):
            return end + 1, ""
        # A type word of a facility before another type word's place (`مطار مدينة …`) is read there.
        return (_facility(words, end) if head.inside else _suffix(words, end)), known.kb_id
    if head.trust == 0 or not _begins(words, k, head):
        return k, ""
    end = k + 1
    if norms[k] in name_words("prefix"):
        if end >= len(norms) or norms[end] in name_words("stop") or not norms[end].isalpha():
            return k, ""
        end += 1
    elif head.inside and norms[k] in given_names():
        while end < len(norms) and end - k < _LONGEST and (norms[end] in given_names() or _family(norms[end])):
            end += 1
    elif not norms[k].startswith(ARTICLE) and end < len(norms) and end not in words.quoted and _goes_on(norms[end]):
        end += 1
    return (_facility(words, end) if head.inside else _suffix(words, end)), ""


def _begins(words: Words, k: int, head: Head) -> bool:
    """Whether the word at `k` can begin an unknown place name after this type word."""
    norm = words.norms[k]
    if norm in name_words("prefix") and k + 1 < len(words) and norm not in heads("place_types")[0]:
        return True
    if (len(norm) < 3 and norm not in name_words("prefix")) or not norm.isalpha() or norm.isascii():
        return False
    if norm in name_words("stop") or norm in name_words("common") or norm in name_words("org") or nationality(norm) is not None:
        return False
    if norm in name_words("direction") or norm in name_words("near") or norm in name_words("facility"):
        return False
    if any(norm in table for kind in ("actor_types", "orgs") for table in heads(kind)) or norm in heads("place_types")[1]:
        return False
    often = frequency(norm)
    if head.inside and norm in given_names():
        return True
    if norm.startswith(ARTICLE) and len(norm) > 4:
        return often < (_COMMON + 1 if head.trust == 2 else _RARE)
    if norm in heads("place_types")[0]:
        return norm in name_words("prefix")
    following = words.norm(k + 1)
    if following.startswith(ARTICLE) and len(following) > 4 and often <= _COMMON and frequency(following) <= _RARE - 2:
        return nationality(following) is None
    return often <= (_RARE if head.trust == 2 else _RARE - 2)


def _goes_on(norm: str) -> bool:
    """Whether an unknown name without article goes on with this word (`عين الجوزة`, `خان أرنبة`)."""
    if norm in name_words("stop") or norm in name_words("common") or norm in name_words("direction") or not norm.isalpha():
        return False
    if nationality(norm) is not None or norm in titles()["title"] or norm in heads("actor_types")[1]:
        return False
    often = frequency(norm)
    return often < _COMMON if norm.startswith(ARTICLE) else often <= 5


def _family(norm: str) -> bool:
    return norm.startswith(ARTICLE) and _goes_on(norm)


def _facility(words: Words, end: int) -> int:
    """Past the adjectives of a named facility (`مطار دمشق الدولي`)."""
    while words.norm(end) in name_words("facility"):
        end += 1
    return end


def _suffix(words: Words, end: int) -> int:
    return end + 1 if words.norm(end) in _PARTS else end


_PARTS = frozenset({"فوقاني", "تحتاني", "الفوقاني", "التحتاني", "الفوقا", "التحتا"})


def quotation(words: Words, k: int) -> int:
    """The end of a short quotation that begins at `k`, else `k`."""
    for j in range(k, min(k + 5, len(words))):
        if words.norms[j] == ".":
            break
        if j in words.closed:
            return j + 1
    return k
