"""Rows as UCDP's Georeferenced Event Dataset has them (https://ucdp.uu.se): deaths by side, with low, best and high."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conflict_nlp.export.incidents import country, days, outlets, party_name, point
from conflict_nlp.export.sides import CIVILIANS, sides, type_of_violence
from conflict_nlp.export.tables import TableExporter
from conflict_nlp.incidents import Incident, Party, Toll

_ONE_SIDED = 3


class UcdpExporter(TableExporter):
    """49 columns, as of version 25.1; an event of UCDP has at least one death."""

    format = "ucdp"
    harms = frozenset({"killed"})
    groups = frozenset({("killed", "civilian"), ("killed", "combatant")})
    sides = True
    sources = True
    refused = "incidents without a death"

    @staticmethod
    def row(incident: Incident) -> dict[str, Any]:
        return ucdp_row(incident)

    def takes(self, incident: Incident) -> bool:
        return "killed" in incident.tolls and incident.tolls["killed"].total.best > 0

    def lost(self, incident: Incident) -> Iterator[tuple[str, int]]:
        yield from super().lost(incident)
        if incident.tolls["killed"].total.high is None:
            yield "upper bounds that are open", 1
        if type_of_violence(incident) is None:
            yield "incidents without a type of violence", 1


def ucdp_row(incident: Incident) -> dict[str, Any]:
    """The row of an incident in which people were killed."""
    first, second = sides(incident)
    violence, span, at, place = type_of_violence(incident), days(incident), point(incident), incident.place
    row: dict[str, Any] = {
        "id": incident.id,
        "type_of_violence": violence,
        "side_a": [party_name(party) for party in first],
        "side_b": [CIVILIANS] if violence == _ONE_SIDED else [party_name(party) for party in second],
        "number_of_sources": len(incident.reports),
        "source_article": [report.url or report.document for report in incident.reports],
        "source_office": outlets(incident),
        "source_date": [report.date for report in incident.reports if report.date],
        "source_original": incident.sources,
        "country": country(incident).get("name"),
        **deaths(incident.tolls["killed"], first, second),
    }
    if span:
        row |= {"year": span.first.year, "date_start": span.first.isoformat(), "date_end": span.last.isoformat()}
        row |= {"date_prec": incident.date_precision}
    if place:
        row |= {"where_prec": place.where_prec, "where_coordinates": place.name, "where_description": place.text}
        row |= {"adm_1": place.admin1, "adm_2": place.admin2}
    if at:
        row |= {"latitude": at[0], "longitude": at[1], "geom_wkt": f"POINT ({at[1]} {at[0]})"}
    return row


def deaths(toll: Toll, first: list[Party], second: list[Party]) -> dict[str, int]:
    """Deaths by side, of civilians and of unknown people; low <= best <= high. Where the parts are more than the total, it is theirs."""
    civilian = toll.groups.get("civilian")
    civilians = civilian.best if civilian else 0
    by_side = [sum(toll.sides[party.key].best for party in side if party.key in toll.sides) for side in (first, second)]
    best = max(toll.total.best, civilians + sum(by_side))
    return {
        "deaths_a": by_side[0],
        "deaths_b": by_side[1],
        "deaths_civilians": civilians,
        "deaths_unknown": best - civilians - sum(by_side),
        "best": best,
        "high": max(best, toll.total.high or 0),
        "low": min(best, toll.total.low),
    }
