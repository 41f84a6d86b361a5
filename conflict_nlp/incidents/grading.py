"""How well an incident is attested, after Airwars' grades of civilian harm (airwars.org, methodology).

Confirmed   a belligerent has accepted responsibility
Contested   reports name different perpetrators, or the one accused denies it
Fair        two or more sources report it, and a perpetrator is named
Weak        one source, or no perpetrator
"""

from __future__ import annotations

from collections.abc import Sequence

from conflict_nlp.incidents.episodes import Episode
from conflict_nlp.incidents.records import Grading, ReportedClaim


def grade(claims: Sequence[ReportedClaim], episodes: Sequence[Episode]) -> Grading:
    """The grade that sources, accusations and admissions give."""
    asserted = [item.claim for item in claims if item.claim.status == "asserted"]
    if any(claim.stance == "claimed_responsibility" for claim in asserted):
        return "Confirmed"
    blamed = [frozenset(actor.key for actor in claim.perpetrators) for claim in asserted if claim.perpetrators]
    denied = any(claim.stance == "denied" for claim in asserted)
    if denied or any(not one & other for one in blamed for other in blamed):
        return "Contested"
    outlets = {
        episode.report.outlet or episode.report.document for episode in episodes if any(c.status == "asserted" for c in episode.claims)
    }
    named = {source.key for claim in asserted for source in claim.sources}
    return "Fair" if blamed and (len(outlets) > 1 or len(named) > 1) else "Weak"
