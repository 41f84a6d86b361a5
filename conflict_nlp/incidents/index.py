"""The incidents that reports tell of, built up report by report."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from conflict_nlp.incidents.episodes import Episode, episodes_of, precision
from conflict_nlp.incidents.estimates import toll
from conflict_nlp.incidents.grading import grade
from conflict_nlp.incidents.match import DAYS_APART, NEVER, THRESHOLD, score
from conflict_nlp.incidents.records import Incident, Party, ReportedClaim, Toll, ref_of
from conflict_nlp.types import Stance

_STRENGTH: dict[Stance | None, int] = {None: 0, "denied": 1, "accused": 2, "asserted": 3, "claimed_responsibility": 4}


# A report that gives one detail is no worse a match for what others tell at length.
_BEST = 2


class IncidentIndex:
    """Links the claims of documents to incidents.

    Each episode of a new document goes to the incident that it fits best, or becomes one of its own; no other incident changes. An
    incident's id is made of its first report's, so it stays when reports are added.
    """

    def __init__(self) -> None:
        self._incidents: dict[str, list[Episode]] = {}
        # Incidents by the days and countries that their episodes may be of ("" for none told), so that a report is compared with those
        # of its time and part of the world alone. A dict keeps the order of its keys, a set does not.
        self._near: dict[tuple[int | None, str], dict[str, None]] = {}
        self._countries: dict[str, None] = {"": None}

    def add(self, doc: Doc) -> list[str]:
        """Take in a document; returns the ids of the incidents that it changed, in the order of the text."""
        return self.add_episodes(episodes_of(doc))

    def add_episodes(self, episodes: Iterable[Episode]) -> list[str]:
        """Take in the episodes of one document (`episodes.episodes` makes them of stored claims)."""
        return list(dict.fromkeys(self._add(episode) for episode in episodes))

    def _add(self, episode: Episode) -> str:
        name = self._find(episode) or self._new_name(episode)
        self._incidents.setdefault(name, []).append(episode)
        countries = _countries(episode) or [""]
        self._countries.update(dict.fromkeys(countries))
        for key in itertools.product(_days(episode), countries):
            self._near.setdefault(key, {})[name] = None
        return name

    def _new_name(self, episode: Episode) -> str:
        """An id of its own, even where documents have none or share one."""
        ref = episode.ref
        while (name := _name(ref)) in self._incidents:
            ref += "+"
        return name

    def _find(self, episode: Episode) -> str | None:
        """The id of the incident that the episode fits best, if any passes the threshold."""
        days = [*_days(episode, beyond=DAYS_APART), None] if episode.days else [*dict.fromkeys(day for day, _ in self._near)]
        countries = [*(_countries(episode) or self._countries), ""]
        near = {name: None for key in itertools.product(days, countries) for name in self._near.get(key, ())}
        best = max(((self._fit(episode, name), name) for name in near), default=(NEVER, ""), key=lambda item: item[0])
        return best[1] if best[0] >= THRESHOLD else None

    def _fit(self, episode: Episode, name: str) -> float:
        """How well an episode fits an incident: on average over those of its episodes that it fits best, if it may belong with most."""
        points = [score(episode, other) for other in self._incidents[name]]
        possible = sorted((value for value in points if value > NEVER), reverse=True)
        best = possible[:_BEST]
        return sum(best) / len(best) if 2 * len(possible) > len(points) else NEVER

    def incidents(self) -> list[Incident]:
        """All incidents, in the order of their first reports."""
        return [build(name, episodes) for name, episodes in self._incidents.items()]

    def incident(self, name: str) -> Incident:
        """The incident with this id; KeyError for an unknown one."""
        return build(name, self._incidents[name])


def find_incidents(docs: Iterable[Doc]) -> list[Incident]:
    """The incidents that the claims of `docs` tell of, in the order of their first reports."""
    index = IncidentIndex()
    for doc in docs:
        index.add(doc)
    return index.incidents()


def _name(ref: str) -> str:
    return f"i-{hashlib.blake2b(ref.encode(), digest_size=6).hexdigest()}"


def _days(episode: Episode, beyond: int = 0) -> Iterable[int | None]:
    if episode.days is None:
        return [None]
    first = episode.days.first.toordinal()
    # A toll of years needs no entry for each of its days to be found: it links with others as long.
    return range(first - beyond, min(episode.days.last.toordinal(), first + 31) + 1 + beyond)


def _countries(episode: Episode) -> list[str]:
    return [place.country for place in episode.places if place.country]


def build(name: str, episodes: list[Episode]) -> Incident:
    """The incident that these episodes tell of."""
    tolls: dict[str, Toll] = {}
    superseded: dict[str, str] = {}
    for harm in dict.fromkeys(claim.harm for episode in episodes for claim in episode.claims):
        if (found := toll(episodes, harm)) is not None:
            tolls[harm] = found[0]
            superseded |= found[1]
    told = ((episode.report.document, claim) for episode in episodes for claim in episode.claims)
    claims = [ReportedClaim(document, claim, superseded.get(ref_of(document, claim.id))) for document, claim in told]
    events = [event for episode in episodes for event in episode.events]
    # Nobody is accused, and nothing dated, by what a report denies or only fears.
    asserted = [item for item in claims if item.claim.status == "asserted"]
    dates = [claim.claim.date for claim in asserted or claims if claim.claim.date]
    date = Counter(dates).most_common(1)[0][0] if dates else None
    places = Counter(place.key for episode in episodes for place in episode.places[:1])
    by_key = {place.key: place for episode in episodes for place in episode.places}
    place = by_key[max(places, key=lambda key: (places[key], -precision(by_key[key])))] if places else None
    perpetrators = ((item.ref, who.name, who.kb_id, item.claim.stance) for item in asserted for who in item.claim.perpetrators)
    victims = ((item.ref, item.claim.victims.actor, item.claim.victims.actor_kb_id, None) for item in asserted)
    return Incident(
        id=name,
        date=date,
        date_precision=next((claim.claim.date_precision for claim in claims if claim.claim.date == date), None) if date else None,
        place=place,
        type=_commonest(event.type for event in events),
        mode=_commonest(event.mode for event in events),
        acled_type=_commonest(event.acled_type for event in events),
        means=_commonest(event.means for event in events),
        perpetrators=_parties(perpetrators),
        victims=_parties(victims),
        sources=list(dict.fromkeys(source.name for item in asserted for source in item.claim.sources)),
        tolls=tolls,
        grading=grade(claims, episodes),
        reports=list({episode.report.document: episode.report for episode in episodes}.values()),
        claims=claims,
        events=events,
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _parties(named: Iterable[tuple[str, str | None, str | None, Stance | None]]) -> list[Party]:
    """Each party once, of (ref of a claim, name, id, stance); a claim without a name has none."""
    found: dict[str, Party] = {}
    for ref, name, kb_id, stance in named:
        if name:
            new = Party(name, kb_id, stance, [ref])
            known = found.get(new.key, new)
            strongest = max(known.stance, stance, key=lambda value: _STRENGTH[value])
            claims = new.claims if known is new else [*known.claims, ref]
            found[new.key] = Party(known.name, known.kb_id, strongest, claims)
    return list(found.values())
