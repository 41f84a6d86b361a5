"""Offsets in code points, as this library counts them, and in UTF-16 code units, as JavaScript does.

Characters beyond the Basic Multilingual Plane (most emoji) are one code point and two code units. Marks that turn the direction of
writing are characters like others in both.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

UNITS = ("code-points", "utf-16")


class Offsets:
    """Converts the offsets of one text between code points and a unit."""

    def __init__(self, text: str, unit: str) -> None:
        wide = unit == "utf-16" and not text.isascii() and max(text) > "\uffff"
        self._starts = list(accumulate((2 if char > "\uffff" else 1 for char in text), initial=0)) if wide else None
        self._length = len(text)

    def out(self, offset: int) -> int:
        """In the unit."""
        return self._starts[offset] if self._starts else offset

    def back(self, offset: int) -> int | None:
        """In code points; None for what lies outside of the text or within a character."""
        if self._starts is None:
            return offset if 0 <= offset <= self._length else None
        at = bisect_left(self._starts, offset)
        return at if 0 <= at < len(self._starts) and self._starts[at] == offset else None
