"""What the gazetteer knows of a place: its divisions, a point in it, and how precisely it locates what happened there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from conflict_nlp.entities.lexicon import Entry, heads, name_words, place_entries, places
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import Place

_KIND = {"country": 6, "region": 5, "admin1": 4, "admin2": 3, "city": 1, "locality": 1}
_SEAS = frozenset({"بحر", "البحر", "المحيط", "خليج"})
_NEAR = 2
_EARTH = 6371.0  # km
_LINK = 5  # words between two links of `قرية X بريف Y`
_IN = frozenset({"في", "ب"})
_BACK = 4  # words before a place that may tell its kind or that something was near it


def locate(kb_id: str | None) -> Entry | None:
    """The gazetteer's entry of a `place:…` id; `None` for any other."""
    return place_entries().get(kb_id) if kb_id else None


def distance(one: Entry | Place, other: Entry | Place) -> float | None:
    """Great-circle distance in km; `None` where a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))


@cache
def _announced() -> dict[str, int]:
    out: dict[str, int] = {}
    for row in read_table("place_types"):
        for form in (row["word"], *filter(None, row["others"].split("|"))):
            out[normalize(form)] = int(row["prec"] or 0)
    return out


def precision(norm: str) -> int:
    """UCDP's `where_prec` of what a type word names (`قرية` 1, `ريف` of a town 2, `قضاء` 3, `محافظة` 4, `نهر` 5); 0 where it tells none."""
    return _announced().get(norm, 0)


def where_prec(entry: Entry, governed_by_near: bool = False, head: str = "") -> int:
    """UCDP's `where_prec`: 1 exact place, 2 near it, 3 second-level division, 4 first-level division, 5 a wider or linear feature,
    6 country, 7 international waters.

    `head` is the normalised type word that the text puts before the name: `مدينة حلب` is exact, `محافظة حلب` and plain `حلب` are not.
    """
    if entry.kind == "region" and not entry.country and normalize(entry.name.split()[0]) in _SEAS:
        return 7
    prec = _KIND[entry.kind]
    announced = precision(head)
    if entry.kind in ("admin1", "admin2", "city", "locality") and announced != _NEAR:
        prec = announced or prec
    return _NEAR if prec == 1 and (governed_by_near or announced == _NEAR) else prec


def located(norms: Sequence[str], places: Sequence[tuple[int, int, Place]]) -> list[Place]:
    """The places of a sentence (first word, last word in `norms`, record) with what the gazetteer knows of them.

    A place that it does not know lies in the division and country of the larger one that the text tells right after it (`قرية X بريف Y`).
    """
    out: list[Place] = []
    for n, (first, last, place) in enumerate(places):
        before = _before(norms, first)
        head = next((norm for norm in reversed(before) if norm in heads("place_types")[0]), "")
        entry = locate(place.kb_id)
        if entry is not None:
            prec = where_prec(entry, _is_near(before), head)
            place = replace(_within(place, entry), lat=entry.lat, lon=entry.lon, where_prec=prec)
        else:
            prec = precision(norms[first]) or precision(head)
            place = replace(place, where_prec=(_NEAR if prec == 1 and _is_near(before) else prec) or None)
            following = places[n + 1] if n + 1 < len(places) else None
            if following is not None and _inside(norms[last + 1 : following[0]]):
                place = _within(place, locate(following[2].kb_id))
            town = named_after(norms[first : last + 1])
            if town is not None and place.country in (None, town.country):
                place = replace(_within(place, town), lat=town.lat, lon=town.lon, where_prec=_NEAR)
        out.append(place)
    return out


def named_after(norms: Sequence[str]) -> Entry | None:
    """The town that a facility bears the name of (`مشفى الأتارب`, `مخيمات أطمة`): it lies in it or near it."""
    if len(norms) < 2 or norms[0] not in heads("place_types")[0]:
        return None
    found = [entry for entry in places().get(norms[1:]) if entry.kind in ("city", "locality")]
    return found[0] if len(found) == 1 else None


def _before(norms: Sequence[str], first: int) -> list[str]:
    """The words right before a place that tell its kind or how it lies to what happened."""
    out: list[str] = []
    for k in range(first - 1, max(-1, first - 1 - _BACK), -1):
        if norms[k] in heads("place_types")[0] or norms[k] in _AROUND or norms[k] in name_words("direction") or norms[k] in ("من", "ال"):
            out.insert(0, norms[k])
        else:
            break
    return out


_AROUND = frozenset(map(normalize, ("قرب", "القرب", "مقربة", "محيط", "أطراف", "ضواحي", "مشارف", "تخوم", "جوار", "خارج", "قبالة")))


def _is_near(before: Sequence[str]) -> bool:
    return any(norm in _AROUND or norm in name_words("direction") for norm in before)


def _inside(gap: Sequence[str]) -> bool:
    """Whether the words between two places put the first into the second (`ب ريف`, `في محافظة`, `ريف … الشمالي`)."""
    known = (_IN, heads("place_types")[0], name_words("direction"))
    if not gap or len(gap) > _LINK or not all(any(norm in part for part in known) for norm in gap):
        return False
    return any(norm in _IN or norm in heads("place_types")[0] for norm in gap)


def _within(place: Place, entry: Entry | None) -> Place:
    if entry is None:
        return place
    return replace(
        place, admin1=entry.admin1 or None, admin2=entry.admin2 or None, country=entry.country or None, pcode=entry.pcode or None
    )
