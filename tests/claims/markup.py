"""Sentences with their claims marked: `مقتل ⟦killed 12|12 مدنيا⟧` reads "12 مدنيا is a claim of 12 killed".

Figures: `12` exact, `12+` at least, `<12` at most, `~12` approximately, `10-20` a range, `?20-99` vague (`?2-` without upper
bound); `denied` or `hypothetical` may follow.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"⟦(\w+) (\S+?)(?: (denied|hypothetical))?\|([^⟧]*)⟧")


class Marked(NamedTuple):
    """What a claim must say."""

    text: str
    harm: str
    low: int
    high: int | None
    modifier: str
    status: str


def read(marked: str) -> tuple[str, list[Marked]]:
    """The plain text and the claims marked in it, in order."""
    claims = [Marked(m[4], m[1], *_figure(m[2]), m[3] or "asserted") for m in _MARK.finditer(marked)]
    return _MARK.sub(lambda m: m[4], marked), claims


def _figure(code: str) -> tuple[int, int | None, str]:
    if code.startswith("?"):
        low, high = code[1:].split("-")
        return int(low), int(high) if high else None, "vague"
    if code.endswith("+"):
        return int(code[:-1]), None, "at_least"
    if code.startswith("<"):
        return 0, int(code[1:]), "at_most"
    if code.startswith("~"):
        return int(code[1:]), int(code[1:]), "approximate"
    if "-" in code:
        low, high = code.split("-")
        return int(low), int(high), "range"
    return int(code), int(code), "exact"
