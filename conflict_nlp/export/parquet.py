"""Parquet (the extra `parquet`): one row a claim, lists of names as lists."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from spacy.tokens import Doc

from conflict_nlp.export.arrow import PACKAGES, arrow_schema, arrow_table
from conflict_nlp.export.base import json_line
from conflict_nlp.export.pieces import PieceExporter
from conflict_nlp.export.rows import claim_rows

_ROWS_AT_ONCE = 10_000


class ParquetExporter(PieceExporter):
    """Writes row groups as they fill, so that memory does not grow with the input."""

    needs_file = True
    in_place = False
    packages = PACKAGES

    def __init__(self, file: BinaryIO) -> None:
        # Not at the top of the module: `check` shall be there to say what is missing.
        from pyarrow.parquet import ParquetWriter

        self._writer = ParquetWriter(file, arrow_schema())
        self._rows: list[dict[str, Any]] = []

    @staticmethod
    def render(doc: Doc) -> bytes:
        return json_line(list(claim_rows(doc)))

    def put(self, piece: bytes) -> None:
        self._rows += json.loads(piece)
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(arrow_table(self._rows))
        self._rows = []
