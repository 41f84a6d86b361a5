"""The command `conflict-nlp report`. Only the standard library is imported at the top, for the answers of `--help`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.terminal import OK, SOME_FAILED, progress, reading_arguments, say


def add_parser(commands: Any) -> None:
    """Add the command to the others of the command line."""
    report = commands.add_parser(
        "report",
        help="read documents, write one page to look at their incidents",
        description="Read documents and write one HTML page that works offline: the incidents that they tell of on a timeline and a map, "
        "with their claims and the words that these rest on.",
        epilog="Exit status: 0 all documents were processed; 1 some were not (standard error names them, the others are shown); "
        "2 unusable arguments.",
    )
    reading_arguments(report)
    report.add_argument("-o", "--output", metavar="OUT", required=True, help="HTML file to write")
    report.add_argument("--title", help="heading of the page")
    report.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the page of the documents that can be processed; those that cannot are named on standard error."""
    from conflict_nlp.api import load, pipe
    from conflict_nlp.inputs import find_sources, no_input, read_sources
    from conflict_nlp.output import open_output
    from conflict_nlp.report.page import render_report

    if options.workers < 1:
        raise ConflictNLPError("CN035", number=options.workers)
    if options.output == "-":
        raise ConflictNLPError("CN033", name="report")
    sources, output = find_sources(options.inputs), Path(options.output).resolve()
    no_input(output, sources)
    nlp = load(options.model)
    failed = 0

    def report(error: ConflictNLPError) -> None:
        nonlocal failed
        failed += 1
        say(error)

    with open_output(output) as file:
        records = progress(read_sources(sources), sources)
        docs = pipe(records, nlp=nlp, n_process=options.workers, on_error=report)
        file.write(render_report(docs, options.title).encode(errors="replace"))
    return SOME_FAILED if failed else OK
