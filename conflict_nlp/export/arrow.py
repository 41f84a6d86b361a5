"""The results as a table in memory that Arrow, Parquet, polars and others read (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from conflict_nlp.export.base import require
from conflict_nlp.export.rows import COLUMNS, claim_rows

if TYPE_CHECKING:
    import pyarrow

PACKAGES = {"pyarrow": "conflict-nlp[parquet]"}


def arrow_schema() -> pyarrow.Schema:
    """The schema of a table of claims."""
    pa = _pyarrow()
    types = {"str": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "list": pa.list_(pa.string())}
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])


def arrow_table(rows: list[dict[str, Any]]) -> pyarrow.Table:
    """Rows of claims as a table."""
    return _pyarrow().Table.from_pylist(rows, schema=arrow_schema())


def to_arrow(docs: Iterable[Doc]) -> pyarrow.Table:
    """The claims of `docs` as a pyarrow table, one row a claim, as the Parquet files have them; `polars.from_arrow` takes it."""
    return arrow_table([row for doc in docs for row in claim_rows(doc)])


def _pyarrow() -> Any:
    return require("pyarrow", feature="to_arrow", install=PACKAGES["pyarrow"])
