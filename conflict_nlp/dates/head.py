"""The date of a document: what it was told, else its own dateline."""

from __future__ import annotations

import re
from datetime import date

from conflict_nlp.dates.find import group, read_atoms
from conflict_nlp.dates.hosts import role
from conflict_nlp.dates.joining import PLACING, line_of
from conflict_nlp.dates.resolve import Resolver
from conflict_nlp.spans import read_document
from conflict_nlp.text.view import View

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_HEAD = 40  # words in which a dateline stands
_LINES = 3
_DASHES = frozenset("-–—:|")
_BEFORE, _AFTER = 4, 3  # other words of its line


def parse_date(value: object) -> date | None:
    """The day of an ISO date, with or without a time; `None` for anything else."""
    match = _ISO.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def document_date(view: View) -> date | None:
    """The date that the document was given (`doc._.document_date`), else that of a dateline in its first lines: a full date, with no more
    than a place and an agency beside it before the line ends or a dash begins the text."""
    return parse_date(read_document(view.doc).get("date")) or _dateline(view)


def _dateline(view: View) -> date | None:
    resolver = Resolver(view, None, None, [])
    for phrase in group(view, read_atoms(view, _HEAD)):
        full = phrase.of("date")
        if full is None or full.day is None or full.last_day is not None or not any(a.year for a in phrase.atoms):
            continue
        found = resolver.days(phrase)
        if found is not None and found[0].precision == 1 and _stands_alone(view, phrase.first, phrase.last):
            return found[0].start
    return None


def _stands_alone(view: View, first: int, last: int) -> bool:
    """Whether hardly anything else stands in the line of the words, or before the dash or colon that follows them."""
    if view.text.count("\n", 0, view.starts[first]) > _LINES:
        return False
    head, tail = line_of(view, first, last)
    before, after = view.norms[head:first], view.norms[last + 1 : tail + 1]
    if sum(n[0].isalpha() for n in before) > _BEFORE or any(n in PLACING or role(n) for n in before):
        return False
    return not after or after[0] in _DASHES or (len(after) <= _AFTER and not any(role(n) for n in after))
