"""The word lists of attribution (`data/attacks.csv`, `data/agents.csv`, `data/speech.csv`) by normalised form."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

_PERFECT = ("", "ت", "وا", "ا", "تا")
_IMPERFECT = ("", "ون", "ان")
_OBJECTS = ("ه", "ها", "هم", "هما")


class Attack(NamedTuple):
    """What a written form says of an attack: `kind` and PLOVER `type` of `attacks.csv`; `pronoun`: an object is attached."""

    kind: str
    type: str
    pronoun: bool = False


@cache
def attack_nouns() -> dict[str, Attack]:
    """Nouns of attack, clash and cause."""
    table: dict[str, Attack] = {}
    for row in read_table("attacks"):
        if row["kind"] in ("noun", "clash", "cause"):
            word, attack = row["word"], Attack(row["kind"], row["type"])
            forms = [word] if word.startswith("ال") else [word, "ال" + word]
            if not word.endswith(("ة", "ا", "ات", "ين")):
                forms.append(word + "ا")
            for form in forms:
                table.setdefault(normalize(form), attack)
    return table


@cache
def attack_verbs() -> dict[str, Attack]:
    """Verbs of attack and of claiming responsibility, conjugated, with and without an object pronoun."""
    table: dict[str, Attack] = {}
    for row in read_table("attacks"):
        if row["kind"] not in ("verb", "verb_object", "claim"):
            continue
        forms = [row["word"] + e for e in _PERFECT]
        if row["imperfect"]:
            forms += [p + row["imperfect"] + e for p in "يت" for e in _IMPERFECT]
        for form in forms:
            table.setdefault(normalize(form), Attack(row["kind"], row["type"]))
        for form in forms:
            stem = form[:-1] if form.endswith("وا") else form
            stem = stem[:-1] + "ا" if stem.endswith("ى") else stem
            for pronoun in _OBJECTS:
                table.setdefault(normalize(stem + pronoun), Attack(row["kind"], row["type"], True))
    return table


@cache
def agents() -> dict[str, str]:
    """Common nouns for actors -> their kind."""
    return {normalize(row["word"]): row["kind"] for row in read_table("agents")}


@cache
def speech(kind: str) -> frozenset[str]:
    """The words of one kind of `speech.csv`."""
    return frozenset(normalize(row["word"]) for row in read_table("speech") if row["kind"] == kind)
