"""JSON Lines of incidents: the whole record, every claim with its words."""

from __future__ import annotations

from conflict_nlp.export.base import json_line
from conflict_nlp.export.incidents import IncidentExporter
from conflict_nlp.incidents import Incident


class IncidentLinesExporter(IncidentExporter):
    """An incident a line, as `Incident.from_dict` reads it; nothing is lost."""

    def write_incidents(self, incidents: list[Incident]) -> None:
        for incident in incidents:
            self.put(incident)

    def put(self, incident: Incident) -> None:
        self._file.write(json_line(incident.to_dict()))
