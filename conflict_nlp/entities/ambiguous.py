"""Which of several places of one name is meant (`طرابلس` in Libya or Lebanon), by what the document tells beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Self

from conflict_nlp.entities.gazetteer import distance, precision
from conflict_nlp.entities.hits import Hit
from conflict_nlp.entities.lexicon import Entry, heads, name_words, nationality, places, split
from conflict_nlp.entities.words import Words
from conflict_nlp.resources import read_tables

_NEAR = 60.0  # km within which two places of a document speak for each other
_DIVISION = 2  # what a place of the same division counts beside one of the same country, and how many of them count
_GAP = 5  # words between the links of `قرية X بريف مدينة Y`
_WITHIN = frozenset({"في", "ب", "من", "التابعه", "التابع", "الواقعه", "الواقع"})
_LEVELS = {"country": 6, "region": 5, "admin1": 4, "admin2": 3}


def with_likely_places(words: Words, hits: list[Hit], country: str = "") -> list[Hit]:
    """The hits, each place of a shared name with the id of the likeliest; `country` is that of the document's outlet."""
    shared: dict[int, list[Entry]] = {}
    told: list[Entry] = []
    for n, hit in enumerate(hits):
        if hit.kb_id.startswith("place:"):
            found = _entries(words.norms[hit.start : hit.end])
            if words.norm(hit.start - 1) not in heads("place_types")[0]:
                # Those that only count beside a type word (`مديرية القاهرة`) stand back behind one that is known without.
                found = [entry for entry in found if entry.ambiguous != 1] or found
            if len(found) > 1:
                shared[n] = found
            # A town and the division of its name tell the same.
            if len({(entry.country, entry.admin1) for entry in found}) == 1:
                told.append(found[0])
            elif len({entry.country for entry in found}) == 1:
                told.append(Entry("LOC", f"country:{found[0].country}", found[0].country, "country", found[0].country))
    if not shared:
        return hits
    spoken_of = Told.of(told)
    nations = Counter(nation.country for norm in words.norms if (nation := nationality(norm)) is not None and nation.country)
    beside = {n: _beside(words, hits, n, shared) for n in shared}
    by_name: dict[str, dict[Entry, None]] = {}
    for n, found in shared.items():
        by_name.setdefault(found[0].kb_id, {}).update(dict.fromkeys(beside[n]))
    for n, found in shared.items():
        level = _level(words, hits[n].start)
        named = by_name[found[0].kb_id]
        likely = choose(found, beside=beside[n] or list(named), told=spoken_of, nations=nations, level=level, outlet=country)
        hits[n] = hits[n]._replace(kb_id=likely.kb_id)
    return hits


class Told(NamedTuple):
    """The places that a document names, each once, and how often it names places of a country and of a first-level division."""

    entries: tuple[Entry, ...]
    countries: Counter[str]
    divisions: Counter[tuple[str, str]]

    @classmethod
    def of(cls, told: Sequence[Entry] = ()) -> Self:
        """From all places in the order of the text."""
        countries = Counter(entry.country for entry in told if entry.country)
        divisions = Counter((entry.country, entry.admin1) for entry in told if entry.admin1)
        return cls(tuple({entry.kb_id: entry for entry in told}.values()), countries, divisions)


def choose(
    found: Sequence[Entry],
    *,
    beside: Sequence[Entry] = (),
    told: Told | None = None,
    nations: Counter[str] | None = None,
    level: int = 0,
    outlet: str = "",
) -> Entry:
    """The likeliest of the places `found` under one name, most prominent first.

    What decides, the first that tells any two apart: the place or country told right with it (`beside`: `X بريف Y`); how often the
    document names its country, by places (`told`, those of its first-level division count more) or adjectives (`nations`: country ->
    count); another place within 60 km; the outlet's country; the kind of place that the word before says (`level`, UCDP's `where_prec`);
    the order of `found`.
    """
    told = told or Told.of()
    ids = {entry.kb_id for entry in found}
    others = [entry for entry in told.entries if entry.kb_id not in ids]
    countries = told.countries + (nations or Counter())

    def likelihood(entry: Entry) -> tuple[int, int, bool, bool, bool]:
        return (
            max((_bound(entry, other) for other in beside), default=0),
            countries[entry.country] + _DIVISION * min(told.divisions[entry.country, entry.admin1], _DIVISION),
            any(_near(entry, other) for other in others),
            entry.country == outlet != "",
            _LEVELS.get(entry.kind, 1) == level,
        )

    return max(found, key=likelihood)


def _entries(name: list[str]) -> list[Entry]:
    return next((found for first in range(len(name)) if (found := places().get(name[first:]))), [])


def _bound(entry: Entry, other: Entry) -> int:
    """How surely `entry` lies in the place `other`: 0 not, 1 in the same country, 2 near it, 3 in the same division."""
    if entry.kb_id == other.kb_id or not entry.country or entry.country != other.country:
        return 0
    if other.kind in ("country", "region") or not other.admin1:
        return 2 if other.kind != "country" and _near(entry, other) else 1
    if entry.admin1 == other.admin1:
        return 3
    return 2 if _near(entry, other) else 1


def _near(entry: Entry, other: Entry) -> bool:
    if other.kind in ("country", "region"):
        return False
    gap = distance(entry, other)
    return gap is not None and gap <= _NEAR


def _beside(words: Words, hits: list[Hit], n: int, shared: dict[int, list[Entry]]) -> list[Entry]:
    """What is told right with the place: the larger place after it (`X بريف Y`), an adjective of nationality around it."""
    hit = hits[n]
    out: list[Entry] = []
    following = hits[n + 1] if n + 1 < len(hits) else None
    if following is not None and following.kb_id.startswith("place:") and _linked(words.norms[hit.end : following.start]):
        found = shared.get(n + 1) or _entries(words.norms[following.start : following.end])
        nation = _nation(words, following.end)
        # `الساحل التونسي` is no place in Egypt.
        out += [entry for entry in found if nation is None or entry.country == nation.country] or ([nation] if nation else [])
    out += [nation for k in (hit.start - 1, hit.end) if (nation := _nation(words, k)) is not None]
    return out


def _nation(words: Words, k: int) -> Entry | None:
    """The country that an adjective of nationality at `k` tells of what stands before it (`طرابلس اللبنانية`)."""
    nation = nationality(words.norm(k))
    if nation is None or not nation.country or not nation.definite or nation.number != "sg":
        return None
    return Entry("LOC", f"country:{nation.country}", nation.adjective, "country", nation.country)


def _linked(gap: Sequence[str]) -> bool:
    """Whether the words between two places put the first into the second."""
    if len(gap) > _GAP or not any(norm in _WITHIN or norm in heads("place_types")[0] for norm in gap):
        return False
    parts = (_WITHIN, heads("place_types")[0], name_words("direction"), name_words("near"), name_words("facility"))
    return all(any(norm in part for part in parts) for norm in gap)


def _level(words: Words, start: int) -> int:
    """The precision that the type word before a place announces (`مدينة`, `محافظة`), 0 without one."""
    return precision(words.norm(start - 1))


@cache
def _outlets() -> dict[str, str]:
    """Names and aliases of news media -> their country."""
    out: dict[str, str] = {}
    for row in read_tables("actors"):
        if row["kind"] in ("agency", "media") and row["country"]:
            for name in (row["name"], row["name_en"], *row["aliases"].split("|")):
                out.setdefault(" ".join(split(name)).casefold(), row["country"])
    return out


def outlet_country(outlet: str | None) -> str:
    """The country (ISO 3166-1 alpha-2) of a news medium by one of its names in `data/actors`, empty where it is not known."""
    return _outlets().get(" ".join(split(outlet)).casefold(), "") if outlet else ""
