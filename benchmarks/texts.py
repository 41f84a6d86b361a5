"""What several benchmarks share: arguments, texts, a core, a clock."""

from __future__ import annotations

import argparse
import json
import lzma
import os
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

RAW = Path(__file__).parents[2] / "shared" / "data" / "raw" / "news.jsonl.xz"


def arguments(description: str) -> argparse.ArgumentParser:
    """What the benchmarks of pipelines take."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("texts", nargs="?", type=Path, default=RAW)
    parser.add_argument("--model", default="rules")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    return parser


def on_one_core() -> None:
    """Keep this process on one core (Linux; elsewhere threads of the matrix library may help)."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


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
