"""A table in the Humanitarian Exchange Language (https://hxlstandard.org): hashtags in the second row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from conflict_nlp.export.incidents import country, days, outlets, party_name, point, urls
from conflict_nlp.export.tables import TableExporter
from conflict_nlp.incidents import Incident
from conflict_nlp.types import Harm


class HxlExporter(TableExporter):
    """One row an incident, a number of people a kind of harm."""

    format = "hxl"
    harms = frozenset(get_args(Harm))
    groups = frozenset(("killed", group) for group in ("civilian", "women", "children"))

    @staticmethod
    def row(incident: Incident) -> dict[str, Any]:
        return hxl_row(incident)

    def lost(self, incident: Incident) -> Iterator[tuple[str, int]]:
        yield from super().lost(incident)
        ranges = sum(
            toll.total.low != toll.total.best or toll.total.high != toll.total.best
            for harm, toll in incident.tolls.items()
            if harm != "killed"
        )
        if ranges:
            yield "bounds of numbers other than the killed", ranges


def hxl_row(incident: Incident) -> dict[str, Any]:
    """The row of an incident."""
    span, at, place = days(incident), point(incident), incident.place
    row: dict[str, Any] = {
        "Incident": incident.id,
        "Reported": min((report.date[:10] for report in incident.reports if report.date), default=None),
        "Country": country(incident).get("alpha2"),
        "Type": incident.acled_type,
        "Ascribed to": [party_name(party) for party in incident.perpetrators],
        "Source": outlets(incident),
        "Address": urls(incident),
    }
    for harm, toll in incident.tolls.items():
        row[harm.replace("_", " ").capitalize()] = toll.total.best
    if "killed" in incident.tolls:
        killed = incident.tolls["killed"]
        row |= {"Killed (min)": killed.total.low, "Killed (max)": killed.total.high}
        for group, column in (("children", "Children killed"), ("women", "Women killed"), ("civilian", "Civilians killed")):
            row[column] = killed.groups[group].best if group in killed.groups else None
    if span:
        row |= {"Date": span.first.isoformat(), "Last day": span.last.isoformat()}
    if place:
        row |= {"Division": place.admin1, "P-code": place.pcode, "Second division": place.admin2, "Place": place.name}
    if at:
        row |= {"Latitude": at[0], "Longitude": at[1]}
    return row
