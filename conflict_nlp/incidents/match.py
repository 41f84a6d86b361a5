"""Whether two episodes tell of one incident: points for what agrees, fewer for what does not."""

from __future__ import annotations

from difflib import SequenceMatcher

from conflict_nlp.entities.gazetteer import distance
from conflict_nlp.incidents.episodes import Episode, is_point, precision
from conflict_nlp.incidents.figures import Figure, background
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import Place

# Points from which two episodes are one incident, and the points themselves; chosen on the groups of `assets/incidents/tune.jsonl`.
THRESHOLD = 2.5
NEVER = float("-inf")

_SAME_PLACE, _NEAR, _ALIKE, _WITHIN, _SAME_COUNTRY = 2.5, 2.0, 1.5, 1.0, 0.25
_NO_PLACE = -0.25
SAME_REPORT = 1.0  # more, where one document tells of both
_KM_NEAR, KM_FAR = 15.0, 60.0
_SPELLING = 0.72  # share of letters in common
_COUNTRY = 6  # UCDP's where_prec of a country
DAYS_APART = 6  # two episodes further apart are two incidents
_GAPS = (1.5, 0.0, -1.0, -2.0)  # by days between


def score(one: Episode, other: Episode) -> float:
    """Points for the two being one incident; `NEVER` where time or place forbid it."""
    parts = (_time(one, other), _place(one, other), _actors(one, other), _means(one, other), _numbers(one, other))
    return sum(parts)


def _time(one: Episode, other: Episode) -> float:
    if one.aggregate != other.aggregate or one.spread != other.spread:
        return NEVER
    if one.days is None or other.days is None:
        return 0.0
    gap = one.days.gap(other.days)
    if gap > DAYS_APART:
        return NEVER
    if one.days.told and other.days.told:
        return _GAPS[min(gap, len(_GAPS) - 1)]
    return 0.5 if gap == 0 else -0.5 * gap


def _place(one: Episode, other: Episode) -> float:
    if not one.places or not other.places:
        return _NO_PLACE
    return max(_places(a, b) for a in one.places for b in other.places)


def _places(one: Place, other: Place) -> float:
    located = None not in (one.lat, one.lon, other.lat, other.lon)
    if located and one.country and other.country and one.country != other.country:
        return NEVER
    if one.key == other.key:
        return _SAME_PLACE if is_point(one) else _WITHIN if precision(one) < _COUNTRY else _SAME_COUNTRY
    if not located:
        return _ALIKE if alike(one.name, other.name) else 0.0
    if one.admin1 and other.admin1 and one.admin1 != other.admin1 and not (is_point(one) and is_point(other)):
        return NEVER
    if not (is_point(one) and is_point(other)):
        return _WITHIN if one.admin1 and one.admin1 == other.admin1 else _SAME_COUNTRY if one.country == other.country else 0.0
    km = distance(one, other) or 0.0
    return _NEAR if km <= _KM_NEAR else 0.0 if km <= KM_FAR else NEVER


def alike(one: str, other: str) -> bool:
    """Whether two names may be spellings of one, as foreign names have several (`سروج`, `سوروتش`)."""
    return SequenceMatcher(None, normalize(one), normalize(other), autojunk=False).ratio() >= _SPELLING


def _actors(one: Episode, other: Episode) -> float:
    points = 0.0
    if one.perpetrators and other.perpetrators:
        points += 0.75 if one.perpetrators & other.perpetrators else -0.5
    if one.victims and other.victims:
        points += 0.75 if one.victims & other.victims else -0.25
    return points


def _means(one: Episode, other: Episode) -> float:
    if not one.modes or not other.modes:
        return 0.0
    return 0.75 if one.modes & other.modes else -0.75


def _numbers(one: Episode, other: Episode) -> float:
    points = 0.0
    for harm, figure in one.figures.items():
        if harm in other.figures and not figure.vague and not other.figures[harm].vague:
            points += _agreement(figure, other.figures[harm])
    return max(-2.5, min(3.0, points))


def _agreement(one: Figure, other: Figure) -> float:
    small, large = sorted((one.best, other.best))
    if small == large:
        # Two different attacks have one and the same large number rarely.
        return 0.5 if small <= 1 else 1.0 if small < 5 else 1.75
    if large <= small * 1.25:
        return 1.0
    if background(large, small):
        return -3.0
    return 0.0 if large <= small * 3 else -0.75 if one.whole and other.whole else -0.25
