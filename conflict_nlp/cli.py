"""The command line: `conflict-nlp extract`, `import` and `report`.

Only the standard library is imported at the top, so that `--version`, `--help` and wrong arguments answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from conflict_nlp import __version__
from conflict_nlp.corrections.command import add_parser as add_import
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.extract import add_parser as add_extract
from conflict_nlp.report.command import add_parser as add_report
from conflict_nlp.terminal import INTERRUPTED, SOME_FAILED, UNUSABLE, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except ConflictNLPError as error:
        say(error)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    except OSError as error:  # a full disk, say
        say(ConflictNLPError("CN027", path=error.filename or getattr(options, "output", None) or "-", reason=error.strerror or error))
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="conflict-nlp", description="Casualty claims from Arabic conflict news.")
    parser.add_argument("--version", action="version", version=f"conflict-nlp {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_extract(commands)
    add_import(commands)
    add_report(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
