"""What the data files know of names: places, actors, adjectives of nationality.

Keys are normalised (`conflict_nlp.text.normalize`); names of several words are joined with one space. All tables are read once.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

ARTICLE = "ال"


class Nationality(NamedTuple):
    """One form of an adjective of nationality, people, creed or group.

    `country` is an ISO 3166-1 alpha-2 code or empty; `actor` the organisation that the adjective of a group stands for
    (`حوثي` -> `الحوثيون`), else `None`; `kind` is `nation`, `people`, `creed`, `region` or `group`.
    """

    adjective: str
    country: str
    number: Literal["sg", "du", "pl"]
    gender: Literal["m", "f"]
    definite: bool
    actor: str | None
    kind: str


@cache
def _nationalities() -> dict[str, Nationality]:
    forms: dict[str, Nationality] = {}
    for row in read_table("nationalities"):
        adjective = row["adjective"]
        rest = (row["actor"] or None, row["kind"])
        written: list[tuple[str, Literal["sg", "du", "pl"], Literal["m", "f"]]] = [(adjective, "sg", "m"), (adjective + "ة", "sg", "f")]
        written += [(adjective + "ون", "pl", "m"), (adjective + "ين", "pl", "m"), (adjective + "ات", "pl", "f"), (adjective + "ا", "sg", "m")]
        written += [(adjective + "ان", "du", "m"), (adjective + "تان", "du", "f"), (adjective + "تين", "du", "f")]
        written += [(plural, "pl", "m") for plural in filter(None, row["plurals"].split("|"))]
        for form, number, gender in written:
            for definite in (False, True):
                key = normalize((ARTICLE if definite else "") + form)
                forms.setdefault(key, Nationality(adjective, row["country"], number, gender, definite, *rest))
    return forms


def nationality(norm: str) -> Nationality | None:
    """The adjective of nationality, people, creed or group that the normalised word `norm` is a form of."""
    return _nationalities().get(norm)
