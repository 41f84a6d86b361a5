"""Parquet (the extra `parquet`): one row a claim, lists of names as lists."""

from __future__ import annotations

from typing import Any, BinaryIO, ClassVar

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter
from conflict_nlp.export.rows import COLUMNS, claim_rows

_ROWS_AT_ONCE = 10_000


class ParquetExporter(Exporter):
    """Writes row groups as they fill, so that memory does not grow with the input."""

    needs_file = True
    packages: ClassVar[dict[str, str]] = {"pyarrow": "conflict-nlp[parquet]"}

    def __init__(self, file: BinaryIO) -> None:
        # Not at the top of the module: `check` shall be there to say what is missing.
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        types = {"str": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "list": pa.list_(pa.string())}
        self._table = pa.Table
        self._schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
        self._writer = ParquetWriter(file, self._schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, doc: Doc) -> None:
        self._rows.extend(claim_rows(doc))
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
        self._rows = []
