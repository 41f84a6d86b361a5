"""The formats that results are written in. A format is a class with the interface of `base.Exporter`, listed here."""

from __future__ import annotations

from importlib import import_module

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.base import Exporter

# Format -> where its exporter is; imported only when it is asked for, since some need packages of an extra.
FORMATS = {
    "jsonl": "conflict_nlp.export.jsonl:JsonlExporter",
    "csv": "conflict_nlp.export.csv:CsvExporter",
    "parquet": "conflict_nlp.export.parquet:ParquetExporter",
    "html": "conflict_nlp.export.html:HtmlExporter",
    "incidents": "conflict_nlp.export.incident_lines:IncidentLinesExporter",
    "acled": "conflict_nlp.export.acled:AcledExporter",
    "ucdp": "conflict_nlp.export.ucdp:UcdpExporter",
    "plover": "conflict_nlp.export.plover:PloverExporter",
    "hxl": "conflict_nlp.export.hxl:HxlExporter",
    "airwars": "conflict_nlp.export.airwars:AirwarsExporter",
    "geojson": "conflict_nlp.export.geojson:GeojsonExporter",
    "label-studio": "conflict_nlp.corrections.label_studio:LabelStudioExporter",
    "doccano": "conflict_nlp.corrections.doccano:DoccanoExporter",
    "prodigy": "conflict_nlp.corrections.prodigy:ProdigyExporter",
}


def find_exporter(name: str) -> type[Exporter]:
    """The exporter class of a format; a coded error for an unknown format or one whose package is not installed."""
    if name not in FORMATS:
        raise ConflictNLPError("CN032", name=name, known=", ".join(FORMATS))
    module, _, attribute = FORMATS[name].partition(":")
    exporter: type[Exporter] = getattr(import_module(module), attribute)
    exporter.check()
    return exporter


__all__ = ["FORMATS", "Exporter", "find_exporter"]
