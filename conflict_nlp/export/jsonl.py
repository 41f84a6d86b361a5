"""JSON Lines: a line per document, valid against the schema of casualty claims."""

from __future__ import annotations

import json
from typing import BinaryIO

from spacy.tokens import Doc

from conflict_nlp.api import to_record
from conflict_nlp.export.base import Exporter


class JsonlExporter(Exporter):
    """One JSON object a line, in UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, doc: Doc) -> None:
        line = json.dumps(to_record(doc), ensure_ascii=False)
        self._file.write(line.encode() + b"\n")
