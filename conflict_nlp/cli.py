"""The command line: `conflict-nlp extract`.

Only the standard library is imported at the top, so that `--version`, `--help` and wrong arguments answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from conflict_nlp import __version__
from conflict_nlp.errors import ConflictNLPError

if TYPE_CHECKING:
    from conflict_nlp.inputs import Source

OK, SOME_FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
_BATCH = 64
_BAR_AFTER = 3  # seconds: short work needs no bar


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _extract(options)
    except ConflictNLPError as error:
        _say(error)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="conflict-nlp", description="Casualty claims from Arabic conflict news.")
    parser.add_argument("--version", action="version", version=f"conflict-nlp {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser(
        "extract",
        help="read documents, write what they say about casualties",
        description="Read documents and write what they say about people killed, wounded, missing, detained, abducted or displaced.",
        epilog="Exit status: 0 all documents were processed; 1 some were not (standard error names them, the others are written); "
        "2 unusable arguments.",
    )
    extract.add_argument("inputs", nargs="+", metavar="INPUT", help=".txt, .jsonl, a folder of these, or - for JSONL on standard input")
    extract.add_argument("-m", "--model", help="name or path of a pipeline, or 'rules' (default: the best that is installed)")
    extract.add_argument("-f", "--format", default="jsonl", help="jsonl (default), csv, parquet or html")
    extract.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")
    extract.add_argument("--workers", type=int, default=1, metavar="N", help="number of processes (default: 1)")
    return parser


def _extract(options: argparse.Namespace) -> int:
    from conflict_nlp.api import load, pipe
    from conflict_nlp.export import find_exporter
    from conflict_nlp.inputs import find_sources, read_sources

    if options.workers < 1:
        raise ConflictNLPError("CN035", number=options.workers)
    exporter_class = find_exporter(options.format)
    output = None if options.output in (None, "-") else Path(options.output)
    if exporter_class.needs_file and output is None:
        raise ConflictNLPError("CN033", name=options.format)
    sources = find_sources(options.inputs)
    nlp = load(options.model)

    failed = 0

    def report(error: ConflictNLPError) -> None:
        nonlocal failed
        failed += 1
        _say(error)

    with _open_output(output) as file:
        exporter = exporter_class(file)
        records = read_sources(sources, stdin=sys.stdin.buffer, on_error=report)
        docs = pipe(_progress(records, sources), nlp=nlp, batch_size=_BATCH, n_process=options.workers, on_error=report)
        for doc in docs:
            exporter.write(doc)
        exporter.close()
        file.flush()
    return SOME_FAILED if failed else OK


def _say(error: ConflictNLPError) -> None:
    """Print an error above the progress bar, if there is one. Characters that the terminal lacks are escaped."""
    from tqdm import tqdm

    encoding = sys.stderr.encoding or "utf-8"
    text = f"conflict-nlp: {error}".encode(encoding, "backslashreplace").decode(encoding)
    tqdm.write(text, file=sys.stderr)


def _progress(records: Iterator[dict[str, Any]], sources: list[Source]) -> Iterator[dict[str, Any]]:
    """The records, with a bar on standard error for long work, if a person is watching."""
    from tqdm import tqdm

    if not sys.stderr.isatty():
        return records
    return iter(tqdm(records, total=_count(sources), unit=" documents", delay=_BAR_AFTER, file=sys.stderr))


def _count(sources: list[Source]) -> int | None:
    """How many documents there are at most, without parsing them; `None` for what comes on standard input."""
    total = 0
    for source in sources:
        if source.path is None:
            return None
        if source.path.suffix.lower() == ".txt":
            total += 1
        else:
            with source.path.open("rb") as file:
                total += sum(1 for _ in file)
    return total


@contextmanager
def _open_output(path: Path | None) -> Iterator[BinaryIO]:
    """The file to write into. A regular file appears under its name only when it is complete."""
    if path is None:
        yield sys.stdout.buffer
        return
    path = path.resolve()
    in_place = path.exists() and not path.is_file()  # a device or a pipe: written straight, never replaced
    target = path if in_place else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "permission denied")
        file = target.open("wb")
    except OSError as error:
        raise ConflictNLPError("CN027", path=path, reason=error.strerror or error) from error
    try:
        with file:
            yield file
        if not in_place:
            os.replace(target, path)
    finally:
        if not in_place:
            with suppress(FileNotFoundError):
                target.unlink()


if __name__ == "__main__":
    sys.exit(main())
