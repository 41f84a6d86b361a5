"""JSON Lines: a line per document, valid against the schema of casualty claims."""

from __future__ import annotations

from spacy.tokens import Doc

from conflict_nlp.api import to_record
from conflict_nlp.export.base import json_line
from conflict_nlp.export.pieces import PieceExporter


class JsonlExporter(PieceExporter):
    """One JSON object a line, in UTF-8."""

    @staticmethod
    def render(doc: Doc) -> bytes:
        return json_line(to_record(doc))
