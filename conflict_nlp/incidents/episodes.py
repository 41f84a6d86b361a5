"""From the claims of one document to episodes: the claims that tell of one incident, with what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc

from conflict_nlp.incidents.figures import Figure, background, figure
from conflict_nlp.incidents.records import Report, ref_of
from conflict_nlp.spans import read_claims, read_document, read_events
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Harm, Place

# A reporter writes of what was before: an undated claim belongs to one of the days before its report.
_RECENT = timedelta(days=2)
_LONG = 10  # days
_POINT = 2  # UCDP's where_prec up to which a place is a point


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which something may have happened, both included; `told` where the text says so, `through` where it happened from the
    first to the last."""

    first: date
    last: date
    told: bool
    through: bool = False

    def gap(self, other: Days) -> int:
        """Days between the two, 0 where they touch or overlap."""
        return max(0, (self.first - other.last).days, (other.first - self.last).days)

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def long(self) -> bool:
        """Whether the time is too long to tell incidents apart."""
        return self.length > _LONG


@dataclass(frozen=True, slots=True)
class Episode:
    """The claims of one document about one incident, and what they tell: days, places, ids (or names) of actors, PLOVER modes, figures.

    `aggregate`: they tell of a campaign or a war and not of one incident.
    """

    report: Report
    claims: tuple[CasualtyClaim, ...]
    events: tuple[ConflictEvent, ...]
    days: Days | None
    places: tuple[Place, ...]
    perpetrators: frozenset[str]
    victims: frozenset[str]
    modes: frozenset[str]
    figures: dict[Harm, Figure]
    aggregate: bool = False

    @property
    def ref(self) -> str:
        """What names the episode: its document and its first claim."""
        return ref_of(self.report.document, self.claims[0].id)

    @property
    def spread(self) -> bool:
        """Whether it is compared with others of its kind alone: a campaign, or what is told of some day in a month or a year."""
        return self.aggregate or (self.days is not None and self.days.long)

    @property
    def told(self) -> Hashable:
        """All that linking looks at but the report: what two episodes say alike."""
        figures = frozenset((harm, found.best, found.whole, found.vague) for harm, found in self.figures.items())
        places = tuple(place.key for place in self.places)
        return self.aggregate, self.days, places, self.perpetrators, self.victims, self.modes, figures


def episodes_of(doc: Doc) -> list[Episode]:
    """The episodes of a document, in the order of their first claims."""
    about = read_document(doc)
    report = Report(str(about.get("id", "")), about.get("date"), about.get("outlet"), about.get("url"))
    return episodes(report, read_claims(doc), read_events(doc))


def episodes(report: Report, claims: Sequence[CasualtyClaim], events: Sequence[ConflictEvent]) -> list[Episode]:
    """The same from what a document was found to say."""
    by_id = {event.id: event for event in events}
    found = [_episode(report, group, by_id) for group in grouped(claims)]
    return [replace(episode, aggregate=_is_aggregate(episode, found)) for episode in found]


def _is_aggregate(episode: Episode, found: Sequence[Episode]) -> bool:
    """Whether it lasts for a long time, or has a number far beyond the other incidents of the report."""
    if episode.days is not None and episode.days.long and episode.days.through:
        return True
    # Of many displaced by an attack it is an attack all the same.
    for harm, own in [(harm, found) for harm, found in episode.figures.items() if harm in ("killed", "injured")][:1]:
        beside = [other.figures[harm].best for other in found if harm in other.figures and other.figures[harm].best < own.best]
        if background(own.best, sum(beside), surely=episode is found[0]):
            return True
    return False


def grouped(claims: Sequence[CasualtyClaim]) -> list[list[CasualtyClaim]]:
    """The claims that one event, a repetition or a whole and its parts hold together."""
    leader = {claim.id: claim.id for claim in claims}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    of_event: dict[tuple[str, bool], str] = {}
    over_places = _over_places(claims)
    for claim in claims:
        near = [
            other for other in (claim.part_of, claim.same_as) if other in leader and (other == claim.same_as or other not in over_places)
        ]
        if claim.event is not None:
            days = parse_days(claim.date) if claim.date else None
            near.append(of_event.setdefault((claim.event, days is not None and days.long), claim.id))
        for other in near:
            leader[find(claim.id)] = find(other)
    groups: dict[str, list[CasualtyClaim]] = {}
    for claim in claims:
        groups.setdefault(find(claim.id), []).append(claim)
    return list(groups.values())


def _over_places(claims: Sequence[CasualtyClaim]) -> set[str]:
    """The ids of totals of which parts are told of several places: they add up incidents."""
    places: dict[str, set[str]] = {}
    for claim in claims:
        if claim.part_of and claim.place and is_point(claim.place):
            places.setdefault(claim.part_of, set()).add(claim.place.key)
    return {name for name, found in places.items() if len(found) > 1}


def _episode(report: Report, claims: list[CasualtyClaim], by_id: dict[str, ConflictEvent]) -> Episode:
    events = tuple(by_id[name] for name in dict.fromkeys(claim.event for claim in claims if claim.event in by_id) if name)
    return Episode(
        report=report,
        claims=tuple(claims),
        events=events,
        days=_days([claim.date for claim in claims if claim.date], report.date),
        places=_places(place for place in [*(claim.place for claim in claims), *(event.place for event in events)] if place),
        perpetrators=frozenset(actor.key for claim in claims for actor in claim.perpetrators),
        victims=frozenset(claim.victims.side for claim in claims) - {""},
        modes=frozenset(event.mode for event in events if event.mode),
        figures={harm: found for harm in dict.fromkeys(claim.harm for claim in claims) if (found := figure(claims, harm))},
    )


def _days(told: list[str], published: str | None) -> Days | None:
    if told:
        [(iso, _)] = Counter(told).most_common(1)
        if (days := parse_days(iso)) is not None:
            return days
    day = _day(published)
    return None if day is None else Days(max(day, date.min + _RECENT) - _RECENT, day, False)


def parse_days(iso: str) -> Days | None:
    """The days of a claim's `date`: a day, a month, a year, or two of these joined by `/`; None for anything else."""
    first, _, last = iso.partition("/")
    start, end = _edge(first, last_day=False), _edge(last or first, last_day=True)
    return Days(start, end, True, bool(last)) if start and end and start <= end else None


def _edge(iso: str, *, last_day: bool) -> date | None:
    try:
        parts = [int(part) for part in iso.split("-")]
        if len(parts) > 2:
            return date(*parts)
        year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last_day else 1)
        if not last_day:
            return date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, TypeError, OverflowError):
        return None


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _places(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each once, the most precise first."""
    return tuple(sorted({place.key: place for place in places}.values(), key=precision))


def precision(place: Place) -> int:
    """UCDP's where_prec; a place of which the gazetteer knows nothing is taken for a point."""
    return place.where_prec or _POINT


def is_point(place: Place) -> bool:
    """Whether the place is a town or what lies in or near one, and not a wider area."""
    return precision(place) <= _POINT
