"""The command `conflict-nlp import`: corrected files of annotation tools back to records.

Only the standard library is imported at the top, as in `conflict_nlp.cli`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> None:
    """Register the command with the subparsers of the command line."""
    parser = commands.add_parser(
        "import",
        help="read corrected files of annotation tools",
        description="Read what an annotation tool exported and write a record a line: text, entities (to train on) and claims.",
        epilog="Exit status: 0 all items were read; 1 some were not (standard error names them, the others are written); "
        "2 unusable arguments.",
    )
    parser.add_argument("file", metavar="FILE", help="the file that the tool exported")
    parser.add_argument("--from", dest="tool", required=True, metavar="TOOL", help="label-studio, doccano or prodigy")
    parser.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")
    parser.add_argument("--offsets", choices=["code-points", "utf-16"], help="what the file counts (default: as the tool does)")
    parser.add_argument("--unchecked", action="store_true", help="take items too that nobody has checked")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from conflict_nlp.corrections.read import read_corrections
    from conflict_nlp.errors import ConflictNLPError
    from conflict_nlp.output import open_output
    from conflict_nlp.terminal import OK, SOME_FAILED, say

    failed = unchecked = empty = 0
    output = None if options.output in (None, "-") else Path(options.output)
    if output is not None and output.resolve() == Path(options.file).resolve():
        raise ConflictNLPError("CN084", path=output)
    items = read_corrections(options.file, options.tool, offsets=options.offsets, unchecked=options.unchecked)
    with open_output(output) as file:
        for item in items:
            if isinstance(item, ConflictNLPError):
                failed += 1
                say(item)
            elif item is None:
                unchecked += 1
            else:
                empty += not item["entities"] and not item["claims"]
                file.write(json.dumps(item, ensure_ascii=False).encode() + b"\n")
        file.flush()
    if unchecked:
        say(f"left out: {unchecked} items that nobody has checked")
    if empty:
        say(f"{empty} items hold no entity and no claim")
    return SOME_FAILED if failed else OK
