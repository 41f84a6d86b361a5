"""Finds all names of a document: one pass over its words, the longest name at each place, then the short forms of what was found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from conflict_nlp.entities.ambiguous import with_likely_places
from conflict_nlp.entities.hits import Hit
from conflict_nlp.entities.lexicon import (
    ARTICLE,
    actors,
    compound_names,
    frequency,
    given_names,
    heads,
    organisations,
    persons,
    places,
    titles,
)
from conflict_nlp.entities.organisations import organisation_at
from conflict_nlp.entities.persons import person_at, titled_person
from conflict_nlp.entities.places import known_place, typed_place
from conflict_nlp.entities.words import Words

_ORGANISATION, _PLACE, _TYPE, _PERSON, _TITLE = 1, 2, 4, 8, 16
# A short form must be rarer than this (binary logarithm among ten million words) to be taken for its name.
_SHORT = 6
_SURNAME = 8


@cache
def _starts() -> dict[str, int]:
    """What may begin with a word: the one look-up that most words of a text get."""
    starts: dict[str, int] = {}
    tables: list[tuple[int, Iterable[str]]] = [
        (_ORGANISATION, actors().root),
        (_ORGANISATION, organisations().root),
        (_PLACE, places().root),
        (_TYPE, heads("place_types")[0]),
    ]
    tables += [(_ORGANISATION, table) for name in ("actor_types", "orgs") for table in heads(name)]
    person = (persons().root, given_names(), compound_names().root, titles()["kunya"], titles()["link"], ("عبد",))
    tables += [(_PERSON, table) for table in person]
    tables += [(_TITLE, titles()["title"]), (_TITLE, titles()["relation"])]
    for kind, table in tables:
        for word in table:
            starts[word] = starts.get(word, 0) | kind
    return starts


def find_names(words: Words, country: str = "") -> list[Hit]:
    """The names of a document in order, none over another; `country` is that of its outlet (ISO 3166-1 alpha-2) or empty."""
    starts = _starts()
    norms = words.norms
    hits: list[Hit] = []
    seen: set[str] = set()
    k = 0
    while k < len(norms):
        kind = starts.get(norms[k], 0)
        if not kind and not norms[k].startswith("عبدال"):
            k += 1
            continue
        # After `نبل و…` an ambiguous word is a place too.
        joined = norms[k - 1] == "و" and bool(hits) and hits[-1].label == "LOC" and hits[-1].end == k - 1
        found = _best(words, k, kind, seen, joined)
        if not found:
            k += 1
            continue
        hits += found
        seen.update(" ".join(norms[hit.start : hit.end]) for hit in found if hit.label == "LOC")
        k = found[-1].end
    return with_likely_places(words, _with_short_forms(words, hits), country)


def _best(words: Words, k: int, kind: int, seen: set[str], joined: bool) -> list[Hit]:
    """The names that begin with or after the word at `k`: of several readings the one that reaches farthest, organisations first."""
    readings: list[list[Hit]] = []
    if kind & _ORGANISATION and (hit := organisation_at(words, k)):
        readings.append([hit])
    if kind & _PLACE and (hit := known_place(words, k, joined=joined, seen=seen)):
        readings.append([hit])
    if kind & _TYPE:
        readings.append(typed_place(words, k))
    if kind & _TITLE and (hit := titled_person(words, k)):
        readings.append([hit])
    if (kind & _PERSON or not kind) and (hit := person_at(words, k)):
        readings.append([hit])
    return max((r for r in readings if r), key=_reach, default=[])


def _reach(hits: list[Hit]) -> tuple[int, bool]:
    return hits[-1].end, hits[-1].by == "gazetteer"


def _with_short_forms(words: Words, hits: list[Hit]) -> list[Hit]:
    """Adds later mentions by family name alone, and of places that only a type word told (`بلدة …`) without it."""
    short: dict[str, Hit] = {}
    for hit in hits:
        last = words.norms[hit.end - 1]
        surname = hit.label == "PER" and hit.end - hit.start > 1 and last not in given_names() and frequency(last) <= _SURNAME
        village = hit.label == "LOC" and hit.by == "type" and hit.end - hit.start == 1 and frequency(last) <= _SHORT
        if surname or village:
            short.setdefault(last, hit)
    if not short:
        return hits
    taken = {k for hit in hits for k in range(hit.start, hit.end)}
    more = [
        Hit(k, k + 1, short[norm].label, kb_id=short[norm].kb_id, by="short")
        for k, norm in enumerate(words.norms)
        if norm in short and k not in taken and len(norm) > (4 if norm.startswith(ARTICLE) else 2)
    ]
    return sorted([*hits, *more])
