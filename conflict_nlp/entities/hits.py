"""What the rules hand to each other: a found name as a stretch of words."""

from __future__ import annotations

from typing import Literal, NamedTuple

Label = Literal["PER", "LOC", "ORG"]


class Hit(NamedTuple):
    """Words `start`..`end` (past the end) name something; `by` tells which rule found it."""

    start: int
    end: int
    label: Label
    armed: bool = False
    kb_id: str = ""
    by: str = "gazetteer"
