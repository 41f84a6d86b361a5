"""The two sides of an incident, for formats that have columns for them."""

from __future__ import annotations

from functools import cache

from conflict_nlp.incidents import Incident, Party
from conflict_nlp.linking.knowledge import actor
from conflict_nlp.resources import read_table

CIVILIANS = "Civilians"


def sides(incident: Incident) -> tuple[list[Party], list[Party]]:
    """Those who did it and those who were harmed. Where all who did it were harmed as well, the first who did it stands
    on the first side; so it does in a clash of which nobody was harmed by name."""
    harmed = {party.key for party in incident.victims}
    first = [party for party in incident.perpetrators if party.key not in harmed]
    second = list(incident.victims)
    if not second and len(first) > 1 and incident.acled_type == "Armed clash":
        first, second = first[:1], first[1:]
    elif not first and len(second) > 1 and incident.perpetrators:
        first = incident.perpetrators[:1]
        second = [party for party in second if party.key != first[0].key]
    return first, second


def civilians_harmed(incident: Incident) -> bool:
    """Whether reports tell of civilians among the victims."""
    return any("civilian" in toll.groups for toll in incident.tolls.values())


@cache
def _parties_of_kinds() -> dict[str, str]:
    return {row["kind"]: row["party"] for row in read_table("export/ucdp_kinds")}


def type_of_violence(incident: Incident) -> int | None:
    """UCDP's type: 1 state-based, 2 non-state, 3 one-sided; None where the kinds of the actors do not tell it."""
    first, second = sides(incident)
    known = [actor(party.kb_id) for party in [*first, *second]]
    kinds = [_parties_of_kinds().get(found.kind) if found else None for found in known]
    if not first or None in kinds:
        return None
    if second:
        return 1 if "state" in kinds else 2
    killed = incident.tolls.get("killed")
    return 3 if killed and "civilian" in killed.groups and "combatant" not in killed.groups else None
