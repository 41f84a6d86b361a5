"""The flat form of incidents: one row an incident, for tables and maps."""

from __future__ import annotations

from typing import Any, get_args

from conflict_nlp.export.incidents import is_asserted
from conflict_nlp.export.rows import PLACE_COLUMNS, place_cells
from conflict_nlp.incidents import Incident
from conflict_nlp.incidents.estimates import GROUPS
from conflict_nlp.types import Harm

_ESTIMATES = ("low", "best", "high")

# Column -> its pandas type; `list` columns hold names.
INCIDENT_COLUMNS = {
    "incident": "str",
    "date": "str",
    "date_precision": "Int64",
    **PLACE_COLUMNS,
    "type": "str",
    "mode": "str",
    "acled_type": "str",
    "means": "str",
    "perpetrators": "list",
    "perpetrator_ids": "list",
    "stances": "list",
    "victims": "list",
    "victim_ids": "list",
    **{f"{harm}_{bound}": "Int64" for harm in get_args(Harm) for bound in _ESTIMATES},
    **{f"{harm}_{group}": "Int64" for harm in get_args(Harm) for group in GROUPS},
    "grading": "str",
    "asserted": "boolean",
    "aggregate": "boolean",
    "sources": "list",
    "documents": "list",
    "outlets": "list",
    "urls": "list",
    "claims": "list",
}


def incident_row(incident: Incident) -> dict[str, Any]:
    """An incident as a row.

    `<harm>_low`, `_best`, `_high` are the estimate of all people, `<harm>_children` and so on the likeliest of a group; `asserted` is
    False where all claims are denied or hypothetical, and then there are no numbers; `aggregate` is True for the
    toll of a campaign or a war, which is no incident to be added up.
    """
    row: dict[str, Any] = {
        "incident": incident.id,
        "date": incident.date,
        "date_precision": incident.date_precision,
        **place_cells(incident.place),
        "type": incident.type,
        "mode": incident.mode,
        "acled_type": incident.acled_type,
        "means": incident.means,
        "perpetrators": [party.name for party in incident.perpetrators],
        "perpetrator_ids": [party.kb_id or "" for party in incident.perpetrators],
        "stances": [party.stance or "" for party in incident.perpetrators],
        "victims": [party.name for party in incident.victims],
        "victim_ids": [party.kb_id or "" for party in incident.victims],
        "grading": incident.grading,
        "asserted": is_asserted(incident),
        "aggregate": incident.aggregate,
        "sources": list(incident.sources),
        "documents": [report.document for report in incident.reports],
        "outlets": [report.outlet or "" for report in incident.reports],
        "urls": [report.url or "" for report in incident.reports],
        "claims": [item.ref for item in incident.claims],
    }
    for harm in get_args(Harm):
        toll = incident.tolls.get(harm)
        row |= {f"{harm}_{bound}": getattr(toll.total, bound) if toll else None for bound in _ESTIMATES}
        row |= {f"{harm}_{group}": toll.groups[group].best if toll and group in toll.groups else None for group in GROUPS}
    return row
