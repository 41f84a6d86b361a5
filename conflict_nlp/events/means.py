"""Weapons and ways of attack (`data/means.csv`): what the text names, and what PLOVER and ACLED call it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from conflict_nlp.entities.lexicon import bare
from conflict_nlp.resources import read_table
from conflict_nlp.text.scan import tokenize
from conflict_nlp.text.view import View


class Means(NamedTuple):
    """A weapon at words `first`..`last`: PLOVER mode, ACLED sub-event type, and how much it tells (1 most)."""

    first: int
    last: int
    mode: str
    acled: str
    rank: int


@cache
def _table() -> dict[str, list[tuple[list[str], str, str, int]]]:
    """First word -> the words, mode, ACLED type and rank of each means that begins with it, the longest first."""
    table: dict[str, list[tuple[list[str], str, str, int]]] = {}
    for row in read_table("means"):
        for form in row["word"].split("|"):
            words = [bare(norm) for _, _, norm in tokenize(form)]
            table.setdefault(words[0], []).append((words, row["mode"], row["acled"], int(row["rank"])))
    for found in table.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return table


def means_in(view: View, first: int, end: int) -> list[Means]:
    """The means told in the words `first` to before `end`, the longest at each place."""
    table, out = _table(), []
    k = first
    while k < end:
        hit = _at(view, k, end, table)
        if hit is not None:
            out.append(hit)
            k = hit.last
        k += 1
    return out


def _at(view: View, k: int, end: int, table: dict[str, list[tuple[list[str], str, str, int]]]) -> Means | None:
    for words, mode, acled, rank in table.get(bare(view.norms[k]), ()):
        last = k + len(words) - 1
        if last < end and all(bare(n) == w for n, w in zip(view.norms[k : last + 1], words, strict=True)):
            return Means(k, last, mode, acled, rank)
    return None


def best(found: list[Means], at: int) -> Means | None:
    """The means that tells most; of several such the one nearest to word `at`."""
    return min(found, key=lambda m: (m.rank, abs(m.first - at)), default=None)
