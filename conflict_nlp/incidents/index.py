"""The incidents that reports tell of, built up report by report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from conflict_nlp.incidents.episodes import Episode, episodes_of
from conflict_nlp.incidents.estimates import toll
from conflict_nlp.incidents.grading import grade
from conflict_nlp.incidents.match import NEVER, THRESHOLD, score
from conflict_nlp.incidents.records import Incident, Party, ReportedClaim, Toll
from conflict_nlp.types import Mention, Stance

_STRENGTH: dict[Stance | None, int] = {None: 0, "denied": 1, "accused": 2, "asserted": 3, "claimed_responsibility": 4}


class IncidentIndex:
    """Links the claims of documents to incidents.

    Each episode of a new document goes to the incident that it fits best, or becomes one of its own; no other incident changes. An
    incident's id is made of its first report's, so it stays when reports are added.
    """

    def __init__(self) -> None:
        self._incidents: dict[str, list[Episode]] = {}
        # Incidents by the days that their episodes may be of, so that a report is compared with those of its time alone.
        self._by_day: dict[int, dict[str, None]] = {}
        self._undated: dict[str, None] = {}

    def add(self, doc: Doc) -> list[str]:
        """Take in a document; returns the ids of the incidents that it changed, in the order of the text."""
        return self.add_episodes(episodes_of(doc))

    def add_episodes(self, episodes: Iterable[Episode]) -> list[str]:
        """Take in the episodes of one document (`episodes.episodes` makes them of stored claims)."""
        return list(dict.fromkeys(self._add(episode) for episode in episodes))

    def _add(self, episode: Episode) -> str:
        name = self._find(episode) or _name(episode)
        self._incidents.setdefault(name, []).append(episode)
        if episode.days is None:
            self._undated[name] = None
        else:
            for day in _days(episode):
                self._by_day.setdefault(day, {})[name] = None
        return name

    def _find(self, episode: Episode) -> str | None:
        """The id of the incident that the episode belongs to, if there is one: the best of those that pass the threshold."""
        near = dict(self._undated)
        if episode.days is not None:
            for day in _days(episode, beyond=2):
                near |= self._by_day.get(day, {})
        else:
            near = dict.fromkeys(self._incidents)
        best = max(((self._fit(episode, name), name) for name in near), default=(NEVER, ""), key=lambda item: item[0])
        return best[1] if best[0] >= THRESHOLD else None

    def _fit(self, episode: Episode, name: str) -> float:
        """How well an episode fits an incident: on average over its reports, so that no chain of likenesses leads from one to another."""
        points = [score(episode, other) for other in self._incidents[name]]
        possible = [value for value in points if value > NEVER]
        return sum(possible) / len(possible) if 2 * len(possible) > len(points) else NEVER

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


def _name(episode: Episode) -> str:
    return f"i-{hashlib.blake2b(episode.ref.encode(), digest_size=6).hexdigest()}"


def _days(episode: Episode, beyond: int = 0) -> range:
    assert episode.days is not None
    first = episode.days.first.toordinal()
    # A toll of years needs no entry for each of its days to be found: it links with others as long.
    return range(first - beyond, min(episode.days.last.toordinal(), first + 31) + 1 + beyond)


def build(name: str, episodes: list[Episode]) -> Incident:
    """The incident that these episodes tell of."""
    tolls: dict[str, Toll] = {}
    superseded: dict[str, str] = {}
    for harm in dict.fromkeys(claim.harm for episode in episodes for claim in episode.claims):
        if (found := toll(episodes, harm)) is not None:
            tolls[harm] = found[0]
            superseded |= found[1]
    claims = [ReportedClaim(episode.report.document, claim) for episode in episodes for claim in episode.claims]
    claims = [ReportedClaim(item.document, item.claim, superseded.get(item.ref)) for item in claims]
    events = [event for episode in episodes for event in episode.events]
    dates = [claim.claim.date for claim in claims if claim.claim.date]
    date = Counter(dates).most_common(1)[0][0] if dates else None
    places = Counter(place.kb_id or place.name for episode in episodes for place in episode.places[:1])
    by_name = {place.kb_id or place.name: place for episode in episodes for place in episode.places}
    place = by_name[max(places, key=lambda key: (places[key], -(by_name[key].where_prec or 2)))] if places else None
    perpetrators = _parties((item.ref, actor, item.claim.stance) for item in claims for actor in item.claim.perpetrators)
    return Incident(
        id=name,
        date=date,
        date_precision=next((claim.claim.date_precision for claim in claims if claim.claim.date == date), None) if date else None,
        place=place,
        type=_commonest(event.type for event in events),
        mode=_commonest(event.mode for event in events),
        acled_type=_commonest(event.acled_type for event in events),
        means=_commonest(event.means for event in events),
        perpetrators=perpetrators,
        victims=_victims(claims),
        sources=list(dict.fromkeys(source.name for item in claims for source in item.claim.sources)),
        tolls=tolls,
        grading=grade(claims, episodes),
        reports=list({episode.report.document: episode.report for episode in episodes}.values()),
        claims=claims,
        events=events,
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _parties(named: Iterable[tuple[str, Mention, Stance | None]]) -> list[Party]:
    found: dict[str, Party] = {}
    for ref, actor, stance in named:
        key = actor.kb_id or actor.name
        party = found.get(key) or Party(actor.name, actor.kb_id, None, [])
        strongest = max(party.stance, stance, key=lambda value: _STRENGTH[value])
        found[key] = Party(party.name, party.kb_id, strongest, [*party.claims, ref])
    return list(found.values())


def _victims(claims: Iterable[ReportedClaim]) -> list[Party]:
    found: dict[str, Party] = {}
    for item in claims:
        victims = item.claim.victims
        if victims.actor:
            key = victims.actor_kb_id or victims.actor
            party = found.setdefault(key, Party(victims.actor, victims.actor_kb_id, None, []))
            party.claims.append(item.ref)
    return list(found.values())
