"""A flat table after Airwars' incidents of civilian harm (https://airwars.org): ranges of numbers, and a grading."""

from __future__ import annotations

from functools import cache
from typing import Any

from conflict_nlp.export.incidents import country, days, outlets, party_name, point, urls
from conflict_nlp.export.sides import civilians_harmed
from conflict_nlp.export.tables import TableExporter
from conflict_nlp.incidents import Estimate, Incident, Toll
from conflict_nlp.incidents.estimates import GROUPS
from conflict_nlp.resources import read_table

_SINGLE = "Single source claim"


class AirwarsExporter(TableExporter):
    """One row an incident."""

    format = "airwars"
    harms = frozenset({"killed", "injured"})
    groups = frozenset((harm, group) for harm in ("killed", "injured") for group in GROUPS)
    stances = True
    grades = True

    @staticmethod
    def row(incident: Incident) -> dict[str, Any]:
        return airwars_row(incident)


def airwars_row(incident: Incident) -> dict[str, Any]:
    """The row of an incident."""
    span, at, place = days(incident), point(incident), incident.place
    mode = _modes().get(incident.mode or "", {})
    row: dict[str, Any] = {
        "code": incident.id,
        "country": country(incident).get("name"),
        "strike_type": mode.get("strike_type"),
        "strike_status": _status(incident) if mode.get("strike_type") else None,
        "civilian_harm_reported": "Yes" if civilians_harmed(incident) else None,
        "cause_of_death": mode.get("cause_of_death") if "killed" in incident.tolls else None,
        "grading": incident.grading,
        "belligerents": [party_name(party) for party in incident.perpetrators],
        "belligerent_assessment": [(party.stance or "").replace("_", " ") for party in incident.perpetrators],
        "sources": outlets(incident),
        "urls": urls(incident),
    }
    for harm in ("killed", "injured"):
        if harm in incident.tolls:
            row |= {name.format(harm): number for name, number in ranges(incident.tolls[harm]).items()}
    if span:
        row |= {"date": span.first.isoformat(), "date_end": span.last.isoformat()}
    if place:
        row |= {"location": place.name, "governorate": place.admin1}
    if at:
        row |= {"latitude": at[0], "longitude": at[1]}
    return row


def ranges(toll: Toll) -> dict[str, int | None]:
    """The smallest and largest numbers of civilians, children, women and militants; `{}` in the names stands for the harm.

    People of whom it is not said what they were may be civilians: they count in the largest number only.
    """
    civilian, combatant = toll.groups.get("civilian"), toll.groups.get("combatant")
    possible = None if toll.total.high is None else max(0, toll.total.high - (combatant.low if combatant else 0))
    found: dict[str, int | None] = {
        "civilians_{}_min": civilian.low if civilian else 0,
        "civilians_{}_max": None if possible is None else max(possible, _largest(civilian)),
    }
    for group, name in (("children", "children"), ("women", "women"), ("combatant", "militants")):
        if group in toll.groups:
            found |= {f"{name}_{{}}_min": toll.groups[group].low, f"{name}_{{}}_max": toll.groups[group].high}
    return found


def _largest(estimate: Estimate | None) -> int:
    """The largest number that is told, 0 where nobody is."""
    if estimate is None:
        return 0
    return estimate.best if estimate.high is None else estimate.high


def _status(incident: Incident) -> str | None:
    status = {row["grading"]: row["strike_status"] for row in read_table("export/airwars_status")}[incident.grading]
    return status if status != _SINGLE or len(outlets(incident)) == 1 else None


@cache
def _modes() -> dict[str, dict[str, str]]:
    return {row["mode"]: row for row in read_table("export/airwars_modes")}
