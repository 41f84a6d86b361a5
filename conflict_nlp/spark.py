"""Claims from a Spark DataFrame of documents (the extra `spark`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from conflict_nlp.batches import BATCH_COLUMNS, map_batches
from conflict_nlp.export.base import require

if TYPE_CHECKING:
    import pandas

# Type of a column in `BATCH_COLUMNS` -> type in Spark's language of schemas.
_TYPES = {"str": "string", "Int64": "bigint", "Float64": "double", "list": "array<string>"}
SCHEMA = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in BATCH_COLUMNS.items())


def extract(
    df: Any,
    *,
    model: str | None = None,
    text: str = "text",
    id: str = "id",
    title: str = "title",
    date: str = "date",
    source: str = "source",
    url: str = "url",
) -> Any:
    """The claims in the documents of `df`, one row a claim, and one row for each document that failed (`error_code` is not null).

    The arguments name the columns; all but those of text and id may be missing. The library and the pipeline `model` must be installed
    on each executor, where each process loads it once.
    """
    functions = require("pyspark.sql.functions", feature="conflict_nlp.spark", install="conflict-nlp[spark]")
    names = {"text": text, "id": id, "title": title, "date": date, "source": source, "url": url}
    needed = [functions.col(name).alias(field) for field, name in names.items() if name in df.columns or field in ("text", "id")]

    def of_partition(frames: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        for frame in frames:
            yield map_batches(frame, model=model)

    return df.select(*needed).mapInPandas(of_partition, SCHEMA)
