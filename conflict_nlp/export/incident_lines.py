"""JSON Lines of incidents: the whole record, every claim with its words."""

from __future__ import annotations

import json
from typing import BinaryIO

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter
from conflict_nlp.incidents import IncidentIndex


class IncidentLinesExporter(Exporter):
    """An incident a line, as `Incident.from_dict` reads it; nothing is lost."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._index = IncidentIndex()

    def write(self, doc: Doc) -> None:
        self._index.add(doc)

    def close(self) -> None:
        for incident in self._index.incidents():
            self._file.write(json.dumps(incident.to_dict(), ensure_ascii=False).encode() + b"\n")
