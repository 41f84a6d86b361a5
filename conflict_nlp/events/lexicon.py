"""The word lists of events: `data/event_harm.csv`, `data/event_words.csv` and the numbers, by normalised form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from conflict_nlp.attribution.lexicon import Attack
from conflict_nlp.claims.lexicon import Trigger, triggers
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

_PERFECT = ("", "ت", "وا", "ا", "تا", "ن")
_IMPERFECT = ("", "ون", "وا", "ان", "ا")
_PRONOUNS = ("ه", "ها", "هم", "هما")


class HarmWord(NamedTuple):
    """What a word of harm says of an event: PLOVER `type` and `mode`, ACLED sub-event type, whether it tells one alone."""

    type: str
    mode: str
    acled: str
    alone: bool


@cache
def harm_words() -> dict[str, HarmWord]:
    """The written forms of the words of `event_harm.csv`, as far as `claims.lexicon.triggers` knows them."""
    told = {row["word"]: HarmWord(row["type"], row["mode"], row["acled"], row["alone"] == "1") for row in read_table("event_harm")}
    table: dict[str, HarmWord] = {}
    for row in read_table("harm"):
        if row["perfect"] in told:
            for form in _forms(row):
                if form in triggers():
                    table.setdefault(form, told[row["perfect"]])
    return table


def _forms(row: dict[str, str]) -> Iterator[str]:
    """The normalised forms of a row of `harm.csv`."""
    stem = row["perfect"]
    if row["kind"] == "verb":
        forms = [stem + ending for ending in _PERFECT]
        if row["imperfect"]:
            forms += [prefix + row["imperfect"] + ending for prefix in "يت" for ending in _IMPERFECT]
        bound = [form[:-1] if form.endswith("وا") else form for form in forms]
    else:
        forms = [stem, "ال" + stem]
        bound = [stem[:-1] + "ت" if stem.endswith("ة") else stem]
    yield from map(normalize, forms)
    yield from (normalize(form + pronoun) for form in bound for pronoun in _PRONOUNS)


def trigger_of(norm: str) -> Trigger | None:
    """The reading of a word of harm that tells of an event."""
    return triggers().get(norm) if norm in harm_words() else None


@cache
def event_nouns() -> dict[str, Attack]:
    """Nouns that tell an attack, of the kind `event`: with and without the article."""
    rows = [row for row in read_table("attacks") if row["kind"] == "event"]
    forms = ((normalize(article + row["word"]), row) for row in rows for article in ("", "ال"))
    return {form: Attack("noun", row["type"], False, row["mode"], row["acled"], row["event"]) for form, row in forms}


@cache
def event_words(group: str) -> frozenset[str]:
    """The normalised words of one group of `data/event_words.csv`."""
    return frozenset(normalize(row["word"]) for row in read_table("event_words") if row["group"] == group)


@cache
def number_words() -> frozenset[str]:
    """Numerals written out."""
    return frozenset(normalize(row["form"]) for row in read_table("numbers") if not row["needs"])
