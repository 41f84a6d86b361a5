"""Names of persons: given names, kunyas and family names, with or without a title in front."""

from __future__ import annotations

from conflict_nlp.entities.hits import Hit
from conflict_nlp.entities.lexicon import (
    ARTICLE,
    compound_names,
    frequency,
    given_names,
    heads,
    name_words,
    nationality,
    persons,
    surnames,
    titles,
)
from conflict_nlp.entities.words import Words

# How frequent (binary logarithm among ten million words) an unknown word may be to pass for a family name.
_RARE = 6
_FAMILY = 9
_LONGEST = 6


def person_at(words: Words, k: int) -> Hit | None:
    """The name of a person that begins at `k` without help from a title."""
    end, found = persons().longest(words.norms, k)
    span = name_end(words, k, trusted=False)
    if found and (end >= span or words.norms[k].startswith(ARTICLE)):
        return Hit(k, end, "PER", by="gazetteer")
    return Hit(k, span, "PER", by="name") if span > k else None


def titled_person(words: Words, k: int) -> Hit | None:
    """The person after the title at `k`: `الرئيس السوري السابق بشار الأسد` (adjectives between them are skipped)."""
    weak = titles()["title"].get(words.norms[k], titles()["relation"].get(words.norms[k], True))
    epithets, stated = titles()["epithet"], titles()["title"]
    for j in range(k + 1, min(k + 6, len(words))):
        norm = words.norms[j]
        if len(norm) == 1 and (norm == "." or words.norm(j + 1) == "."):
            # `اللواء م. …`: an abbreviated title.
            continue
        end = max(name_end(words, j, trusted=not weak), persons().longest(words.norms, j)[0])
        origin = norm.startswith(ARTICLE) and norm not in given_names() and _part(words, j + 1) > j + 1
        if end > j and not origin:
            return Hit(j, end, "PER", by="title")
        nation = nationality(norm)
        if origin or (nation is not None and nation.kind != "creed") or norm in epithets or norm in stated:
            # Far from the title only a name that is known for one counts.
            weak = weak or (j == k + 1 and nation is None and norm not in stated and norm not in epithets)
            continue
        break
    return None


def name_end(words: Words, k: int, *, trusted: bool) -> int:
    """The end of the person's name that begins at `k`; `k` where none does. `trusted` after a title: an unknown word may be one."""
    norms = words.norms
    first = _part(words, k)
    sure = first > k
    if norms[k] in _KIN and not trusted:
        return k
    if sure:
        ordinary = given_names().get(norms[k], False)
    elif trusted and _unknown(norms[k]):
        first, ordinary = k + 1, False
    else:
        return k
    end = first
    given = 0
    while end < len(norms) and end - k < _LONGEST and end not in words.quoted:
        after = _part(words, end)
        if after > end:
            given += not given_names().get(norms[end], False)
            end = after
        elif _surname(norms[end], ordinary and not given and not trusted, end == first):
            given += 1
            end += 1
            # After a family name with article the name is over, unless a given name follows.
            if norms[end - 1].startswith(ARTICLE) and not _given(words, end):
                break
        else:
            break
    if trusted or not ordinary:
        return end if trusted or end > k + 1 or norms[k] not in _ALONE_NEVER else k
    return end if given else k


_KIN = frozenset({"ابن", "بنت", "ولد"})
_ALONE_NEVER = frozenset({"ابو", "ام", "ابن", "بن", "ال", "عبد"})


def _part(words: Words, k: int) -> int:
    """The end of one known part of a name at `k`: a given name, `عبد ال…`, a kunya, `بن …`; `k` where there is none."""
    norms = words.norms
    if k >= len(norms):
        return k
    norm = norms[k]
    following = norms[k + 1] if k + 1 < len(norms) else ""
    if norm == "عبد" and (following.startswith(ARTICLE) or following == "ربه"):
        return k + 2
    end, _ = compound_names().longest(norms, k)
    if end > k:
        return end
    if norm in titles()["kunya"] or norm in titles()["link"]:
        weak = titles()["kunya"].get(norm, titles()["link"].get(norm, False))
        if not following or following in name_words("stop"):
            return k
        inner = _part(words, k + 1) if norm in titles()["link"] else (k + 2 if following in given_names() else k + 1)
        if inner > k + 1:
            return inner
        if following == "عبد":
            return _part(words, k + 1)
        return k + 2 if not weak and following.isalpha() and frequency(following) < _FAMILY + 2 and following != "ال" else k
    if norm in given_names() or (norm.startswith("عبدال") and len(norm) > 6):
        return k + 1
    return k


def _family(norm: str) -> bool:
    """Whether a word with the article passes for a family name: rare, or with the ending of a name of origin."""
    if not norm.startswith(ARTICLE) or len(norm) < 5 or norm in name_words("stop") or norm in name_words("common"):
        return False
    if norm in titles()["title"] or norm in titles()["epithet"] or norm in heads("actor_types")[1] or norm in heads("orgs")[1]:
        return False
    nation = nationality(norm)
    if nation is not None:
        return nation.number == "sg" and nation.gender == "m" and nation.kind != "nation" and frequency(norm) < _FAMILY
    often = frequency(norm)
    if norm.endswith("ي") and norm not in name_words("org"):
        return often < _FAMILY or (often < _FAMILY + 3 and _no_adjective(norm))
    return often <= _FAMILY and not norm.endswith(("ون", "ين", "ات"))


def _no_adjective(norm: str) -> bool:
    """Whether a word in `ـي` with article is the name of an origin (`العتيبي`) and no adjective of a common noun (`الاقتصادي`)."""
    noun = norm[len(ARTICLE) : -1]
    return max(frequency(noun), frequency(noun + "ه")) <= _RARE


def _given(words: Words, k: int) -> bool:
    """Whether a given name that is no ordinary word stands at `k`."""
    return k < len(words) and _part(words, k) > k and not given_names().get(words.norms[k], True)


def _surname(norm: str, doubtful: bool, early: bool) -> bool:
    """Whether a word goes on a name: after an ordinary word (`doubtful`) only what is a family name beyond doubt does, right after
    the first part of a name (`early`) more than later."""
    if norm in surnames():
        return True
    if doubtful:
        return _family(norm) and norm.endswith("ي") and frequency(norm) < _FAMILY
    return _family(norm) or _unknown(norm, _FAMILY - 1 if early else _RARE - 3)


def _unknown(norm: str, most: int = _RARE) -> bool:
    """Whether a word without article passes for a name: rare, of letters, and no word that the tables know."""
    if norm.startswith(ARTICLE) and len(norm) > 4:
        if norm.endswith("ي"):
            return nationality(norm) is None and _family(norm) and _no_adjective(norm)
        return nationality(norm) is None and _family(norm) and frequency(norm) <= _RARE - 2
    if len(norm) < 3 or not norm.isalpha():
        return False
    if norm in name_words("stop") or norm in name_words("common") or norm in heads("place_types")[0]:
        return False
    return frequency(norm) <= most and nationality(norm) is None and not norm.isascii()
