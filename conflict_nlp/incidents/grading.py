"""How well an incident is attested, after Airwars' grades of civilian harm (airwars.org, methodology).

Confirmed   a belligerent has accepted responsibility
Contested   reports name different perpetrators, or the one accused denies it
Fair        two or more sources report it, and a perpetrator is named
Weak        one source, or no perpetrator
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from conflict_nlp.incidents.episodes import Episode
from conflict_nlp.incidents.records import Grading, ReportedClaim


def grade(claims: Sequence[ReportedClaim], episodes: Sequence[Episode], keys: Mapping[str, str] | None = None) -> Grading:
    """The grade that sources, accusations and admissions give; `keys` has the id of an actor by its name."""
    asserted = [item for item in claims if item.claim.status == "asserted"]
    if any(item.claim.stance == "claimed_responsibility" for item in asserted):
        return "Confirmed"
    known = keys or {}
    # Who is blamed for whose dead: of a clash one report may tell what the one side did to the other, and another the reverse.
    blamed: dict[tuple[str, str], set[str]] = {}
    for item in asserted:
        side = item.claim.victims.side
        for actor in item.claim.perpetrators:
            blamed.setdefault((item.document, known.get(side, side)), set()).add(known.get(actor.key, actor.key))
    named = {(side, frozenset(actors)) for (_, side), actors in blamed.items()}
    denied = any(item.claim.stance == "denied" for item in asserted)
    if denied or any(_contradict(one, other) for one, other in itertools.combinations(named, 2)):
        return "Contested"
    outlets = {
        episode.report.outlet or episode.report.document for episode in episodes if any(c.status == "asserted" for c in episode.claims)
    }
    sources = {known.get(source.key, source.key) for item in asserted for source in item.claim.sources}
    return "Fair" if blamed and (len(outlets) > 1 or len(sources) > 1) else "Weak"


def _contradict(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    """Whether two blame different actors for what may be the same dead, of (side of the victims, the blamed)."""
    (side, blamed), (other_side, others) = one, other
    same = not side or not other_side or side == other_side
    return same and blamed.isdisjoint(others) and side not in others and other_side not in blamed
