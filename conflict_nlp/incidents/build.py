"""From the episodes that are of one incident to its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from conflict_nlp.incidents.episodes import Episode, precision
from conflict_nlp.incidents.estimates import toll
from conflict_nlp.incidents.grading import grade
from conflict_nlp.incidents.records import Incident, Party, ReportedClaim, Toll, ref_of
from conflict_nlp.types import Stance

_STRENGTH: dict[Stance | None, int] = {None: 0, "denied": 1, "accused": 2, "asserted": 3, "claimed_responsibility": 4}


def build(name: str, episodes: list[Episode]) -> Incident:
    """The incident that these episodes tell of."""
    keys = keys_of(episodes)
    tolls: dict[str, Toll] = {}
    superseded: dict[str, str] = {}
    for harm in dict.fromkeys(claim.harm for episode in episodes for claim in episode.claims):
        if (found := toll(episodes, harm, keys)) is not None:
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
        perpetrators=_parties(perpetrators, keys),
        victims=_parties(victims, keys),
        sources=list(dict.fromkeys(source.name for item in asserted for source in item.claim.sources)),
        tolls=tolls,
        grading=grade(claims, episodes, keys),
        reports=list({episode.report.document: episode.report for episode in episodes}.values()),
        claims=claims,
        events=events,
        aggregate=any(episode.aggregate for episode in episodes),
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def keys_of(episodes: Iterable[Episode]) -> dict[str, str]:
    """The ids of actors by their names: a report may name in full whom another has a short name for that nothing is known of. A name
    that two actors have is nobody's."""
    claims = [claim for episode in episodes for claim in episode.claims]
    named: list[tuple[str | None, str | None]] = [(actor.name, actor.kb_id) for claim in claims for actor in claim.perpetrators]
    named += [(claim.victims.actor, claim.victims.actor_kb_id) for claim in claims]
    ids: dict[str, set[str]] = {}
    for name, kb_id in named:
        if name and kb_id:
            ids.setdefault(name, set()).add(kb_id)
    return {name: found.pop() for name, found in ids.items() if len(found) == 1}


def _parties(named: Iterable[tuple[str, str | None, str | None, Stance | None]], keys: Mapping[str, str]) -> list[Party]:
    """Each party once, of (ref of a claim, name, id, stance); a claim without a name has none."""
    found: dict[str, Party] = {}
    for ref, name, kb_id, stance in named:
        if name:
            new = Party(name, kb_id or keys.get(name), stance, [ref])
            known = found.get(new.key, new)
            strongest = max(known.stance, stance, key=lambda value: _STRENGTH[value])
            claims = new.claims if known is new else [*known.claims, ref]
            found[new.key] = Party(known.name, known.kb_id, strongest, claims)
    return list(found.values())
