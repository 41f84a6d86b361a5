"""Batches of documents to rows of claims: a plain function for whatever spreads batches over machines (Dask, Ray, Spark).

    frame.map_partitions(map_batches, model="ar_conflict_news_sm", meta=empty_frame())      # Dask
    dataset.map_batches(map_batches, fn_kwargs={"model": "ar_conflict_news_sm"}, batch_format="pandas")      # Ray

The rows are those of the tables of the command line, and one for each document that failed, with its id, `error_code` and `error`:
no document is lost. Each process loads a pipeline once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from conflict_nlp.api import load
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.base import require
from conflict_nlp.export.rows import COLUMNS, claim_rows
from conflict_nlp.inputs import Item, read_record
from conflict_nlp.running import in_batches, run_batches

if TYPE_CHECKING:
    import pandas
    from spacy.language import Language
    from spacy.tokens import Doc

# Column -> its pandas type, as in `COLUMNS`.
BATCH_COLUMNS = {**COLUMNS, "error_code": "str", "error": "str"}
_FIELDS = ("id", "text", "title", "date", "source", "url")
_BATCH = 64
# A memory zone is of the whole pipeline, so threads of one process take turns.
_lock = threading.Lock()


def map_batches(batch: Any, *, model: str | None = None) -> pandas.DataFrame:
    """The claims in a batch of documents: a pandas DataFrame, a pyarrow table or batch, or a dict of lists.

    Its columns are those of the JSONL (`id` and `text`; optional `title`, `date`, `source`, `url`), others are passed over. A document
    without an id fails: its place in a batch names nothing. Doubled ids are not seen, since batches know nothing of each other.
    Raises ConflictNLPError for a batch without these two columns.
    """
    rows: list[dict[str, Any]] = []
    with _lock:
        for documents, results in run_batches(_pipeline(model), in_batches(_items(batch), _BATCH), _rows, n_process=1):
            for item, result in zip(documents, results, strict=True):
                rows += [_failure(item, result)] if isinstance(result, ConflictNLPError) else result
    return _frame(rows)


def empty_frame() -> pandas.DataFrame:
    """A table without rows, which tells the columns and their types."""
    return _frame([])


def _frame(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    cells = [[row.get(name) for name in BATCH_COLUMNS] for row in rows]
    frame = require("pandas", feature="map_batches", install="pandas").DataFrame(cells, columns=list(BATCH_COLUMNS), dtype=object)
    return frame.astype({name: kind if kind in ("Int64", "Float64") else "object" for name, kind in BATCH_COLUMNS.items()})


@cache
def _pipeline(model: str | None) -> Language:
    return load(model)


def _rows(doc: Doc) -> list[dict[str, Any]]:
    return list(claim_rows(doc))


def _failure(item: Item, error: ConflictNLPError) -> dict[str, Any]:
    return {
        "document": item.id if not isinstance(item, ConflictNLPError) else error.document,
        "error_code": error.code,
        "error": str(error),
    }


def _items(batch: Any) -> Iterator[Item]:
    for record in _records(batch):
        try:
            if record.get("id") is None:
                raise ConflictNLPError("CN085")
            yield read_record(record, position=0)
        except ConflictNLPError as error:
            yield error


def _records(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch, without the columns that are not read and without what stands for nothing (NaN, NaT)."""
    if hasattr(batch, "to_pydict"):  # pyarrow
        names = batch.schema.names
        columns = batch.select([name for name in names if name in _FIELDS]).to_pydict()
    elif isinstance(batch, Mapping):
        names, columns = list(batch), {name: list(values) for name, values in batch.items() if name in _FIELDS}
    else:
        names, columns = list(batch.columns), {name: batch[name].tolist() for name in batch.columns if name in _FIELDS}
    if names and (missing := [name for name in ("id", "text") if name not in columns]):
        raise ConflictNLPError("CN086", names=", ".join(missing))
    for values in zip(*columns.values(), strict=True):
        yield {name: value for name, value in zip(columns, map(_whole, values), strict=True) if _is_told(value)}


def _whole(value: Any) -> Any:
    """The number of an id, which is a fraction to pandas where one is missing."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_told(value: Any) -> bool:
    """Whether `value` is one, and not what stands for none: such values are not equal to themselves."""
    try:
        return value is not None and bool(value == value)
    except TypeError:  # pandas.NA
        return False
    except ValueError:  # an array, which is no text either, but there
        return True
