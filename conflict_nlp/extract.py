"""The command `conflict-nlp extract`. Only the standard library is imported at the top, for the answers of `--help`."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from conflict_nlp import __version__
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.terminal import OK, SOME_FAILED, progress, reading_arguments, say

if TYPE_CHECKING:
    from spacy.language import Language

    from conflict_nlp.export import Exporter
    from conflict_nlp.export.pieces import PieceExporter
    from conflict_nlp.inputs import Item, Source

_FORMATS = "jsonl, csv, parquet, html, incidents, acled, ucdp, plover, hxl, airwars, geojson, label-studio, doccano, prodigy"
_BATCH = 64


def add_parser(commands: Any) -> None:
    """Add the command to the others of the command line."""
    extract = commands.add_parser(
        "extract",
        help="read documents, write what they say about casualties",
        description="Read documents and write what they say about people killed, wounded, missing, detained, abducted or displaced.",
        epilog="Exit status: 0 all documents were processed; 1 some were not (standard error names them, the others are written); "
        "2 unusable arguments.",
    )
    reading_arguments(extract)
    extract.add_argument("-f", "--format", default="jsonl", help=f"{_FORMATS} (default: jsonl)")
    extract.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")
    extract.add_argument("--failed", metavar="FILE", help="JSONL file for the documents that fail, each with the reason")
    extract.add_argument("--resume", action="store_true", help="go on where a run with the same arguments ended before its time")
    extract.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write what the documents say; those that fail are named on standard error."""
    from conflict_nlp.api import load
    from conflict_nlp.export import find_exporter
    from conflict_nlp.export.pieces import PieceExporter
    from conflict_nlp.inputs import find_sources, no_input
    from conflict_nlp.journal import own_files
    from conflict_nlp.output import is_regular

    if options.workers < 1:
        raise ConflictNLPError("CN035", number=options.workers)
    exporter_class = find_exporter(options.format)
    output, failed = _path(options.output), _path(options.failed)
    if exporter_class.needs_file and output is None:
        raise ConflictNLPError("CN033", name=options.format)
    sources = find_sources(options.inputs)
    for path in (output, failed):
        no_input(path, sources)
    if options.failed == "-" or (failed is not None and output is not None and failed in own_files(output)):
        raise ConflictNLPError("CN084", path=options.failed)
    if output is not None and is_regular(output) and issubclass(exporter_class, PieceExporter):
        nlp = load(options.model)
        return _with_journal(nlp, sources, output, failed, exporter_class, options)
    if options.resume:
        raise ConflictNLPError("CN080", name=options.format)
    return _straight(load(options.model), sources, output, failed, exporter_class, options)


def _path(name: str | None) -> Path | None:
    return None if name in (None, "-") else Path(str(name)).resolve()


def _with_journal(
    nlp: Language,
    sources: list[Source],
    output: Path,
    failed: Path | None,
    exporter_class: type[PieceExporter],
    options: argparse.Namespace,
) -> int:
    """Into a file that can be completed later, if need be."""
    from conflict_nlp.journal import Journal, completed
    from conflict_nlp.running import in_batches, run_batches

    fingerprint = _fingerprint(nlp, sources, options, failed)
    if options.resume and (mark := completed(output, fingerprint)) is not None:
        return SOME_FAILED if mark.failed else OK
    with Journal(output, failed, exporter_class, run=fingerprint, resume=options.resume) as journal:
        items = _items(sources)
        for item in islice(items, journal.mark.items):
            journal.passes_over(item)
        journal.check()
        batches = run_batches(nlp, in_batches(items, _BATCH), exporter_class.render, n_process=options.workers)
        try:
            for batch, results in progress(batches, sources, done=journal.mark.items, size=lambda pair: len(pair[0])):
                for result in results:
                    if isinstance(result, ConflictNLPError):
                        say(result)
                        journal.fail(failed_line(result))
                    else:
                        journal.put(result)
                journal.done(batch)
            journal.finish()
        except BaseException:
            if journal.kept:
                say(f"what was done is kept beside {output}: the same command with --resume goes on from there")
            raise
    return SOME_FAILED if journal.mark.failed else OK


def _straight(
    nlp: Language,
    sources: list[Source],
    output: Path | None,
    failed: Path | None,
    exporter_class: type[Exporter],
    options: argparse.Namespace,
) -> int:
    """Into a stream, or by an exporter that writes when all documents are read."""
    from spacy.tokens import Doc

    from conflict_nlp.export.pieces import PieceExporter
    from conflict_nlp.inputs import Document
    from conflict_nlp.output import open_output
    from conflict_nlp.running import Zones, failure_of, in_batches, run_batches, to_bytes

    zones, number = Zones(nlp), 0
    failures: BinaryIO | None = None

    def fail(error: ConflictNLPError) -> None:
        nonlocal number
        number += 1
        say(error)
        if failures is not None:
            failures.write(failed_line(error))

    with ExitStack() as files:
        file = files.enter_context(open_output(output))
        failures = files.enter_context(open_output(failed)) if failed is not None else None
        exporter = exporter_class(file)
        convert = exporter.render if isinstance(exporter, PieceExporter) else to_bytes
        batches = run_batches(nlp, in_batches(_items(sources), _BATCH), convert, n_process=options.workers)
        for batch, results in progress(batches, sources, size=lambda pair: len(pair[0])):
            with zones.enter():
                for item, result in zip(batch, results, strict=True):
                    if isinstance(result, ConflictNLPError):
                        fail(result)
                    elif isinstance(exporter, PieceExporter):
                        exporter.put(result)
                    else:
                        try:
                            exporter.write(Doc(nlp.vocab).from_bytes(result))
                        except OSError:
                            raise
                        except Exception as error:  # a document that cannot be written costs no other
                            assert isinstance(item, Document)
                            failure = failure_of(item, error)
                            failure.record = item.record
                            fail(failure)
        exporter.close()
        file.flush()
    for what, count in exporter.losses.items():
        say(f"not in {options.format}: {count} {what}")
    return SOME_FAILED if number else OK


def _items(sources: list[Source]) -> Iterator[Item]:
    from conflict_nlp.inputs import read_items, read_sources

    return read_items(read_sources(sources))


def failed_line(error: ConflictNLPError) -> bytes:
    """What is kept of a document that failed: the record as it was given, so that it can be read again, and why it failed."""
    record = error.record
    given = record if isinstance(record, dict) else {"line": record} if record is not None else {}
    line = {**given, "error_code": error.code, "error": str(error)}
    # Half a surrogate pair is escaped as JSON has it.
    return json.dumps(line, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace") + b"\n"


def _fingerprint(nlp: Language, sources: list[Source], options: argparse.Namespace, failed: Path | None) -> str:
    """What must be the same for a run to go on with the work of another."""
    inputs = [(source.name, source.id, source.path.stat().st_size if source.path is not None else None) for source in sources]
    pipeline = (nlp.meta["name"], nlp.meta["version"], nlp.config.to_str())
    what = (__version__, options.format, str(failed), pipeline, inputs)
    return hashlib.sha256(repr(what).encode("utf-8", "backslashreplace")).hexdigest()
