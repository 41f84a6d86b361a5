"""How well an incident is attested, after Airwars' grades of civilian harm (airwars.org, methodology).

Confirmed   a belligerent has accepted responsibility
Contested   reports name different perpetrators, or the one accused denies it
Fair        two or more sources report it, and a perpetrator is named
Weak        one source, or no perpetrator
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conflict_nlp.incidents.episodes import Episode
from conflict_nlp.incidents.records import Grading, ReportedClaim


def grade(claims: Sequence[ReportedClaim], episodes: Sequence[Episode], keys: Mapping[str, str] | None = None) -> Grading:
    """The grade that sources, accusations and admissions give; `keys` has the id of an actor by its name."""
    asserted = [item for item in claims if item.claim.status == "asserted"]
    if any(item.claim.stance == "claimed_responsibility" for item in asserted):
        return "Confirmed"
    known = keys or {}
    # Both sides of a clash are named by one report: reports contradict each other where they have nobody in common.
    blamed: dict[str, set[str]] = {}
    for item in asserted:
        for actor in item.claim.perpetrators:
            blamed.setdefault(item.document, set()).add(known.get(actor.key, actor.key))
    named = {frozenset(actors) for actors in blamed.values()}
    denied = any(item.claim.stance == "denied" for item in asserted)
    if denied or any(one.isdisjoint(other) for one in named for other in named):
        return "Contested"
    outlets = {
        episode.report.outlet or episode.report.document for episode in episodes if any(c.status == "asserted" for c in episode.claims)
    }
    sources = {known.get(source.key, source.key) for item in asserted for source in item.claim.sources}
    return "Fair" if blamed and (len(outlets) > 1 or len(sources) > 1) else "Weak"
