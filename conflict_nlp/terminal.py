"""What commands have in common: arguments, messages on standard error, exit statuses. Only the standard library is imported at the top."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from conflict_nlp.inputs import Source

T = TypeVar("T")
OK, SOME_FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
_BAR_AFTER = 3  # seconds: short work needs no bar
_LINE_EVERY = 60  # seconds


def reading_arguments(parser: argparse.ArgumentParser) -> None:
    """What every command takes that runs a pipeline over documents."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help=".txt, .jsonl, a folder of these, or - for JSONL on standard input")
    parser.add_argument("-m", "--model", help="name or path of a pipeline, or 'rules' (default: the best that is installed)")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="number of processes (default: 1)")


def say(message: object) -> None:
    """Print an error or a note above the progress bar, if there is one. Characters that the terminal lacks are escaped."""
    from tqdm import tqdm

    encoding = sys.stderr.encoding or "utf-8"
    text = f"conflict-nlp: {message}".encode(encoding, "backslashreplace").decode(encoding)
    tqdm.write(text, file=sys.stderr)


def progress(items: Iterable[T], sources: list[Source], *, done: int = 0, size: Callable[[T], int] = lambda _: 1) -> Iterator[T]:
    """`items`, with how far the work is on standard error when it is long: a bar for whoever watches a terminal, else a line a minute.

    `size` tells how many documents an item is, `done` how many were processed in an earlier run.
    """
    from tqdm import tqdm

    if not sys.stderr.isatty():
        yield from _with_lines(items, sources, done, size)
        return
    with tqdm(total=_count(sources), initial=done, unit=" documents", delay=_BAR_AFTER, file=sys.stderr) as bar:
        for item in items:
            yield item
            bar.update(size(item))


def _with_lines(items: Iterable[T], sources: list[Source], done: int, size: Callable[[T], int]) -> Iterator[T]:
    begun = last = time.monotonic()
    before, total, counted = done, None, False
    for item in items:
        yield item
        done += size(item)
        now = time.monotonic()
        if now - last >= _LINE_EVERY:
            if not counted:
                total, counted = _count(sources), True
            last = now
            say(_line(done, total, (done - before) / (now - begun)))


def _line(done: int, total: int | None, rate: float) -> str:
    from tqdm import tqdm

    if total is None:
        return f"{done:,} documents, {rate:.1f} a second"
    left = tqdm.format_interval((total - done) / rate) if rate else "?"
    return f"{done:,} of {total:,} documents, {rate:.1f} a second, {left} left"


def _count(sources: list[Source]) -> int | None:
    """How many documents there are at most, without parsing them; `None` where that cannot be known before they are read: what comes on
    standard input or through a pipe is read once, and a file that is gone is named when its turn comes."""
    total = 0
    for source in sources:
        if source.path is None or (source.path.exists() and not source.path.is_file()):
            return None
        if source.path.suffix.lower() == ".txt":
            total += 1
            continue
        try:
            with source.path.open("rb") as file:
                total += sum(1 for _ in file)
        except OSError:
            return None
    return total
