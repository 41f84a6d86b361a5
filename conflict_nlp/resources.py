"""Read access to the package's own data files (`conflict_nlp/data`)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `conflict_nlp/data/<name>.csv` as dicts of stripped strings; lines that begin with `#` are comments."""
    source = files("conflict_nlp") / "data" / f"{name}.csv"
    lines = (line for line in source.read_text(encoding="utf8").splitlines() if not line.startswith("#") and line.strip())
    return tuple({key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines))
