"""Read access to the package's own data files (`conflict_nlp/data`)."""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@contextmanager
def bulk_load() -> Iterator[None]:
    """Without garbage collection, for building large tables: it would walk the growing table over and over, half of the time that loading
    takes, and there is nothing in it to collect."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `conflict_nlp/data/<name>.csv` as dicts of stripped strings; lines that begin with `#` are comments."""
    return tuple(_rows(files("conflict_nlp") / "data" / f"{name}.csv"))


@cache
def read_tables(folder: str) -> tuple[dict[str, str], ...]:
    """The rows of all files `conflict_nlp/data/<folder>/*.csv`, in the order of the files' names."""
    tables = (source for source in (files("conflict_nlp") / "data" / folder).iterdir() if source.name.endswith(".csv"))
    return tuple(row for source in sorted(tables, key=lambda source: source.name) for row in _rows(source))


def _rows(source: Traversable) -> Iterator[dict[str, str]]:
    lines = (line for line in source.read_text(encoding="utf8").splitlines() if not line.startswith("#") and line.strip())
    for row in csv.DictReader(lines):
        yield {key: (value or "").strip() for key, value in row.items()}
