"""Which incidents may be the one that an episode tells of, without a look at all of them: those of its days and its part of the world."""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable, Iterator

from conflict_nlp.incidents.episodes import Episode, is_point
from conflict_nlp.incidents.match import DAYS_APART, KM_FAR
from conflict_nlp.types import Place

_KM_A_DEGREE = 111.2
_ANY = "any"
_SPREAD = "spread"


class Blocks:
    """Names of incidents by time and place. Whatever `match.score` does not forbid for its time or its place is found."""

    def __init__(self) -> None:
        # A dict keeps the order of its keys, a set does not.
        self._names: dict[tuple[Hashable, Hashable], dict[str, None]] = {}

    def add(self, episode: Episode, name: str) -> None:
        """Have `name` found by what is near the episode."""
        for key in itertools.product({*_times(episode), _ANY}, {*_areas(episode), _ANY}):
            self._names.setdefault(key, {})[name] = None

    def near(self, episode: Episode) -> dict[str, None]:
        """The names that may be near it, each once."""
        keys = itertools.product(_times_near(episode), _areas_near(episode))
        return {name: None for key in keys for name in self._names.get(key, ())}


def _times(episode: Episode) -> list[Hashable]:
    """The days; what took or is told of a long time is compared with others like it, whatever their days."""
    if episode.spread:
        return [_SPREAD]
    days = episode.days
    return [None] if days is None else list(range(days.first.toordinal(), days.last.toordinal() + 1))


def _times_near(episode: Episode) -> list[Hashable]:
    days = episode.days
    if episode.spread:
        return [_SPREAD]
    if days is None:
        return [_ANY]
    return [*range(days.first.toordinal() - DAYS_APART, days.last.toordinal() + DAYS_APART + 1), None]


def _areas(episode: Episode) -> Iterator[Hashable]:
    """A town is in a cell of a degree and in a country, a wider area in a country alone, a name without coordinates nowhere."""
    if not episode.places:
        yield None
    for place in episode.places:
        if not _located(place):
            yield None
        elif is_point(place):
            yield _cell(place)
            yield ("town of", place.country)
        else:
            yield ("area of", place.country)


def _areas_near(episode: Episode) -> list[Hashable]:
    if not episode.places or not all(map(_located, episode.places)):
        return [_ANY]
    near: dict[Hashable, None] = {None: None}
    for place in episode.places:
        near[("area of", place.country)] = None
        near.update(dict.fromkeys(_cells_around(place)) if is_point(place) else {("town of", place.country): None})
    return list(near)


def _located(place: Place) -> bool:
    return place.lat is not None and place.lon is not None and bool(place.country)


def _cell(place: Place, north: int = 0, east: int = 0) -> tuple[int, int]:
    return math.floor(place.lat or 0) + north, (math.floor(place.lon or 0) + east + 180) % 360


def _cells_around(place: Place) -> Iterator[tuple[int, int]]:
    """The cells in which a place may lie that is not too far away."""
    shrinks = max(math.cos(math.radians(min(abs(place.lat or 0) + 1, 90))), 1 / 360)
    rows, columns = math.ceil(KM_FAR / _KM_A_DEGREE), min(math.ceil(KM_FAR / (_KM_A_DEGREE * shrinks)), 180)
    for north, east in itertools.product(range(-rows, rows + 1), range(-columns, columns + 1)):
        yield _cell(place, north, east)
