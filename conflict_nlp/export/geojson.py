"""GeoJSON (RFC 7946): a feature an incident, a point where the place is known."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, get_args

from conflict_nlp.export.incident_rows import incident_row
from conflict_nlp.export.incidents import IncidentExporter, point
from conflict_nlp.incidents import Incident
from conflict_nlp.incidents.estimates import GROUPS
from conflict_nlp.types import Harm


class GeojsonExporter(IncidentExporter):
    """One FeatureCollection; the properties are the columns of the flat table of incidents that are known."""

    harms = frozenset(get_args(Harm))
    groups = frozenset((harm, group) for harm in get_args(Harm) for group in GROUPS)
    stances = True
    sources = True
    grades = True
    aggregates = True

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._separator = "\n"

    def close(self) -> None:
        self._file.write(b'{"type": "FeatureCollection", "features": [')
        super().close()
        self._file.write(b"\n]}\n")

    def put(self, incident: Incident) -> None:
        self._file.write((self._separator + json.dumps(feature(incident), ensure_ascii=False)).encode())
        self._separator = ",\n"


def feature(incident: Incident) -> dict[str, Any]:
    """The feature of an incident; a position is longitude, latitude."""
    at = point(incident)
    known = {name: value for name, value in incident_row(incident).items() if value not in (None, [])}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]} if at else None,
        "properties": known,
    }
