"""The words of dates (`data/dates.csv`) by normalised form."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.view import View

_READ = ("month", "hijri", "weekday", "deictic")


class Entry(NamedTuple):
    """A date word: its kind and value, how sure it is, and the words that follow its first one."""

    kind: str
    value: str
    sure: str
    rest: tuple[str, ...]


@cache
def _entries() -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for row in read_table("dates"):
        if row["kind"] in (*_READ, "shift"):
            first, *rest = (normalize(word) for word in row["word"].split())
            entry = Entry(row["kind"], row["value"], row["sure"], tuple(rest))
            if entry not in table.setdefault(first, []):
                table[first].append(entry)
    return {first: tuple(sorted(found, key=lambda e: -len(e.rest))) for first, found in table.items()}


@cache
def values(kind: str) -> dict[str, str]:
    """The words of one kind with their values; definite units are found with and without their article."""
    table = {normalize(row["word"]): row["value"] for row in read_table("dates") if row["kind"] == kind}
    if kind in ("unit_sg", "unit_du", "unit_pl"):
        table |= {normalize("ال" + word): value for word, value in table.items()}
    return table


@cache
def dateless(kind: str) -> frozenset[str]:
    """The words of one list of `dates.csv`."""
    return frozenset(values(kind))


@cache
def phrases_of(kind: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of one list of `dates.csv` as normalised words."""
    return tuple(tuple(normalize(word) for word in row["word"].split()) for row in read_table("dates") if row["kind"] == kind)


@cache
def relative_words() -> frozenset[str]:
    """The words of dates that only the document's date resolves: `أمس`, `السبت`."""
    return frozenset(word for word, found in _entries().items() if any(e.kind in ("weekday", "deictic") and e.sure == "yes" for e in found))


@cache
def units() -> dict[str, tuple[str, str]]:
    """A unit of time in any form -> its number (`sg`, `du`, `pl`) and name."""
    return {word: (kind[5:], unit) for kind in ("unit_pl", "unit_du", "unit_sg") for word, unit in values(kind).items()}


def entry_at(view: View, i: int, kinds: tuple[str, ...] = _READ) -> Entry | None:
    """The longest date word of one of these kinds that begins at word `i`."""
    for entry in _entries().get(view.norm(i), ()):
        if entry.kind in kinds and tuple(view.norms[i + 1 : i + 1 + len(entry.rest)]) == entry.rest:
            return entry
    return None


@cache
def starters() -> frozenset[str]:
    """The words at which a date is looked for; a number in digits is another."""
    forms = {word for word, found in _entries().items() if any(e.kind in _READ for e in found)}
    return frozenset(forms | set(units()) | dateless("year"))
