"""What several benchmarks share: the texts, and a clock."""

from __future__ import annotations

import json
import lzma
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

RAW = Path(__file__).parents[2] / "shared" / "data" / "raw" / "news.jsonl.xz"


def sample(path: Path, count: int) -> Iterator[str]:
    """Every 40th text of the file, until there are `count`: neighbours are often of one day and one subject."""
    with lzma.open(path, "rt", encoding="utf8") if path.suffix == ".xz" else path.open(encoding="utf8") as file:
        for line in islice(file, 0, 40 * count, 40):
            record = json.loads(line)
            yield f"{record['title']}\n{record['text']}"


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
