"""One page for a folder of articles: the incidents that they tell of, on a timeline and a map, each with its claims and their words.

Importing this package is cheap, for the command line: what needs spaCy is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conflict_nlp.report.page import render_report, write_report

__all__ = ["render_report", "write_report"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from conflict_nlp.report import page

    return getattr(page, name)
